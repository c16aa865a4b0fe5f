// What a reader searches for, cut like the text of the pages: see `_parts` and `_token` in __init__.py.
const run = new RegExp(`[${JAPANESE}]+|(?:(?![${JAPANESE}])[\\p{L}\\p{N}_])+`, "gu");
const japanese = new RegExp(`[${JAPANESE}]`, "u");
const han = new RegExp(`[${HAN}]`, "u");
const particle = new RegExp(`^[${PARTICLES}][^${HIRAGANA}ー]`, "u");
const longer = new RegExp(`^(?:${LONGER})$`, "u");
const number = new RegExp(`^\\p{Nd}+${MARK}?$`, "u");

const toKatakana = (text) =>
  text.replace(/[\u3041-\u3096\u309d\u309e]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0x60));

const common = new Set(COMMON.match(/../gu));
const commonInKatakana = new Set(toKatakana(COMMON).match(/../gu));

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
    if (isThree) found.push(three);
    if (longer.test(four)) found.push(four);
    isInThree = isThree;
  }
  return found.length || chars.length < 2 ? found : chars.filter((char) => han.test(char));
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
    const text = han.test(word) ? word : toKatakana(word);
    const isShared = japanese.test(word) && Array.from(word).length > 2;
    return isShared ? `^${digits(text, BITS)}` : `~${digits(text, 20)}`;
  };
};
