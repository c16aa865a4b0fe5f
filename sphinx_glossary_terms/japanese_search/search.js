// What a reader searches for, cut like the text of the pages: see `_parts` and `_token` in __init__.py.
const run = new RegExp(`[${JAPANESE}]+|(?:(?![${JAPANESE}])[\\p{L}\\p{N}_])+`, "gu");
const japanese = new RegExp(`[${JAPANESE}]`, "u");
const han = new RegExp(`[${HAN}]`, "gu");
const particle = new RegExp(`^(?:${PARTICLE})`, "u");
const longer = new RegExp(`^(?:${LONGER})$`, "u");
const number = new RegExp(`^\\p{Nd}+${MARK}?$`, "u");

const toKatakana = (text) =>
  text.replace(/[\u3041-\u3096\u309d\u309e]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0x60));

const common = new Set(COMMON.match(/../gu));
const commonInKatakana = new Set(toKatakana(COMMON).match(/../gu));

const isNeeded = (part) => {
  const kana = toKatakana(part.replace(han, ""));
  const pairs = Array.from(kana.slice(1), (_, start) => kana.slice(start, start + 2));
  return longer.test(part) && !particle.test(part) && pairs.every((pair) => commonInKatakana.has(pair));
};

const parts = (text) => {
  const chars = Array.from(text);
  const found = [];
  let isInThree = false;
  for (let start = 0; start + 1 < chars.length; start++) {
    const [pair, three, four] = [2, 3, 4].map((length) => chars.slice(start, start + length).join(""));
    const isThree = longer.test(three);
    // A page may have in hiragana what is searched for in katakana: three characters of it, but not each pair.
    const isCommon = common.has(pair) || ((isInThree || isThree) && commonInKatakana.has(pair));
    if (!isCommon && !particle.test(pair)) found.push(pair);
    found.push(...[three, four].filter(isNeeded));
    isInThree = isThree;
  }
  return found.length || chars.length < 2 ? found : (text.match(han) ?? []);
};

const digits = (text, bits) => {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ char.codePointAt(0), 0x01000193);
  return ((hash >>> 0) % 2 ** bits).toString(32).padStart(Math.ceil(bits / 5), "0");
};

const isWord = (text) => !japanese.test(text) && text.length > 2 && !number.test(text);

window.splitQuery = (query) => {
  const runs = query.normalize("NFKC").match(run) ?? [];
  const found = runs.flatMap((text) => {
    if (japanese.test(text)) return parts(text);
    return number.test(text) ? [text + MARK] : [text];
  });
  const words = found.length ? found : runs;
  if (!runs.length || runs.some(isWord)) return words;
  // The first one again, for the text around a hit (see below). Sphinx's search of objects does not count it twice.
  return [...words, words[0]];
};

window.Stemmer = function () {
  const seen = new Set();
  this.stemWord = (word) => {
    // No page has to have this, since it is short and not in the index. Sphinx's search shows the text around it.
    if (seen.has(word)) return word.slice(0, 2);
    seen.add(word);
    if (isWord(word)) return word;
    const isShared = japanese.test(word) && Array.from(word).length > 2;
    return isShared ? `^${digits(toKatakana(word), BITS)}` : `~${digits(toKatakana(word), 20)}`;
  };
};

// Sphinx's search compares a whole question with titles and names. So it reads one in letters of one width, and without
// what only asks for a meaning or makes a verb of a noun. Its page shows again what was typed (see the end).
const typed = location.href;
const address = new URL(typed);
const asked = address.searchParams.get("q") ?? "";
const ending =
  /(?:(?:とは|って)(?:何|なに|なん)(?:ですか)?|(?<![こただる])とは|の意味(?:は|とは)?|(?<=[\p{Script=Han}\p{Script=Katakana}ー]{2})する)[?。\s]*$/u;
const question = asked.normalize("NFKC").replace(ending, "") || asked;
address.searchParams.set("q", question);
if (question !== asked) history.replaceState(history.state, "", address);

// Particles and endings are in hiragana. A single kanji is most often a part of a verb, whose object is the last noun.
const nouns = question.replaceAll("方法", " ").match(/(?:(?!\p{Script=Hiragana})[\p{L}\p{N}]){2,}/gu) ?? [];

// A page may have all parts of a phrase in different places. So the pages that Sphinx finds by their text are ordered:
// first those with the whole phrase in the title, then in the description (the definition of a term), then anywhere.
const MOST = 60; // pages are read: Sphinx reads every page for its excerpt
const ENOUGH = 20; // pages with the whole phrase; nobody waits for more
const FEW = 3; // results; after fewer, those follow that have the nouns of the question
const LONGEST = 1500; // milliseconds until the list is shown as it is then; it stays so

const fold = (text) => toKatakana(text.normalize("NFKC").toLowerCase()).replace(/\s/g, "");
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

const rank = async (item, words, round) => {
  const link = item.querySelector("a");
  // Sphinx has just read the page, so it comes from the browser; from a disk nothing can be fetched.
  const answer = await fetch(link.href, { cache: "force-cache" }).catch(() => new Response());
  const html = await answer.text();
  // Tags are removed, since a parser takes fifty times as long.
  const main = html.slice(html.indexOf('role="main"')).replace(/<[^>]*>/g, "");
  const [description] = html.match(/<meta [^>]*name="description"[^>]*>/) ?? [""];
  const texts = [main, description.replace(/<meta|name="description"|content=/g, ""), link.textContent].map(fold);
  const place = (words) => texts.findLastIndex((text) => words.every((word) => text.includes(fold(word))));
  const each = nouns.reduce((sum, noun) => sum + place([noun]), 0);
  item.rank = 1000 * place(words) + 100 * place(nouns) + each - 10000 * Math.max(round - 1, 0);
};

_ready(async () => {
  const list = document.querySelector("#search-results ul.search");
  if (!list) return;
  history.replaceState(history.state, "", typed);
  for (const input of document.querySelectorAll('input[name="q"]')) input.value = asked;
  const words = question.split(/[^\p{L}\p{M}\p{N}]+/u);
  const ranks = [];
  let [items, end, round] = [[], Infinity, 0];
  list.style.visibility = "hidden";
  const again = [...new Set([nouns.join(" "), ...nouns.toReversed()])].filter((text) => text && text !== question);
  const isFew = () => again.length && list.children.length < FEW;
  // The heading has dots as long as Sphinx lists pages.
  const hasDots = () => list.parentNode.querySelector("h2 > span");
  const isListing = () => items.length < MOST && hasDots();
  const isEnough = () => performance.now() > end || items.filter((item) => item.rank >= 0).length >= ENOUGH;
  do {
    await wait(20);
    const seen = new Set();
    for (const link of list.querySelectorAll("li > a"))
      if (seen.size === seen.add(link.href).size) link.parentNode.remove();
    if (list.firstChild) end = Math.min(end, performance.now() + LONGEST);
    items = [...list.querySelectorAll(".kind-text, .kind-text ~ li")].slice(0, MOST);
    ranks.push(...items.slice(ranks.length).map((item) => rank(item, words, round)));
    if (!hasDots() && isFew()) {
      Search.title.append(Search.dots);
      Search.query(again.shift());
      round += 1;
    }
  } while ((isListing() || isFew()) && !isEnough());
  await Promise.race([Promise.allSettled(ranks), wait(end - performance.now())]);
  // Sphinx marks these on the page that a reader goes to: it would mark the parts.
  if (localStorage.sphinx_highlight_terms) localStorage.sphinx_highlight_terms = nouns.join(" ") || question;
  const next = items.at(-1)?.nextSibling;
  items.sort((one, other) => (other.rank ?? -1000) - (one.rank ?? -1000));
  for (const item of items) list.insertBefore(item, next);
  list.style.visibility = "";
});
