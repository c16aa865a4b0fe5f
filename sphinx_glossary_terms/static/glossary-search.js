// On the page of Sphinx's search: above its results the terms that are named in the question, whatever else is in it, and
// their definitions. Sphinx's search stays as it is. Names and definitions are in `glossary.json`, which only a server gives.
"use strict";
{
  const script = document.currentScript;

  // Letter case, width, accents and signs between words make no difference.
  const fold = (text) =>
    text
      .normalize("NFKD")
      .replace(/[\u0300-\u036f]/g, "")
      .toLowerCase()
      .normalize("NFC")
      .replace(/[^\p{L}\p{M}\p{N}+#]+/gu, " ")
      .trim();

  // A name ends where its script does, or its word; hiragana are particles and endings.
  const scripts = [/[\p{Script=Katakana}ー]/u, /\p{Script=Han}/u, /[^\p{Script=Hiragana} ]/u];
  const kind = (char = " ") => scripts.findIndex((one) => one.test(char));
  const isEdge = (one, other) => kind(one) < 0 || kind(one) !== kind(other);
  const find = (text, name) => {
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      const end = at + name.length;
      const isPlural = text[end] === "s" && /[a-z]$/.test(name);
      if (isEdge(text[at], text[at - 1]) && isEdge(text[end - 1], text[isPlural ? end + 1 : end])) return at;
    }
    return -1;
  };

  // The kind of kana makes no difference where the whole question is a name or its reading.
  const foldKana = (text) => text.replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));

  const pageLanguage = document.documentElement.lang;
  const [opening, closing] = /^(ja|zh)/.test(pageLanguage) ? ["（", "）"] : [" (", ")"];

  const read = ({ terms }) => {
    const found = new Map();
    for (const [id, { address, names, definitions, context }] of Object.entries(terms)) {
      const [language, definition] = Object.entries(definitions)[0] ?? ["", { text: "" }];
      const preferred = names.filter((name) => name.kind === "preferred");
      const nameIn = (language) => preferred.find((one) => one.language === language);
      const name = nameIn(pageLanguage) ?? nameIn(language) ?? preferred.at(-1);
      const href = new URL(`../${address}`, script.src).href;
      const qualifier = context[pageLanguage] ?? Object.values(context)[0];
      found.set(id, { name, language, definition: definition.text, href, qualifier, keys: [] });
    }
    // What has been replaced leads to its successor.
    for (const [id, { names, replaced_by }] of Object.entries(terms)) {
      const keys = names.map((one) => ({ one, key: fold(one.text), reading: fold(one.reading ?? one.text) }));
      (found.get(replaced_by) ?? found.get(id)).keys.push(...keys.filter(({ key }) => key));
    }
    return [...found.values()];
  };

  // The longest names first: what is in one of them does not count. Then in the order of the question.
  const answers = (terms, question) => {
    let text = fold(question);
    const keys = terms.flatMap((term) => term.keys.map((key) => ({ term, ...key })));
    const isAll = ({ key, reading }) => [key, reading].some((one) => foldKana(one) === foldKana(text));
    const found = keys.filter(isAll).map((key) => ({ ...key, at: 0 }));
    for (const { term, one, key } of keys.sort((one, other) => other.key.length - one.key.length)) {
      const at = find(text, key);
      const same = at < 0 ? found.find((one) => one.key === key) : null;
      if (at >= 0) {
        text = text.slice(0, at) + " ".repeat(key.length) + text.slice(at + key.length);
        found.push({ term, one, key, at });
      } else if (same) found.push({ ...same, term, one });
    }
    found.sort((one, other) => one.at - other.at);
    return found.filter(({ term }, number) => found.findIndex((other) => other.term === term) === number);
  };

  const element = (tag, text, language, more) =>
    Object.assign(document.createElement(tag), { textContent: text, ...(language && { lang: language }), ...more });

  const show = (found, terms, results) => {
    const list = element("dl", "", "", { className: "glossary-search" });
    for (const { term, one } of found) {
      const name = document.createElement("dt");
      const link = element("a", term.name.text, term.name.language, { href: term.href });
      const isExplained = one.kind === "explains";
      const said = { "{name}": element("span", one.text, one.language), "{term}": link };
      const form = isExplained ? script.dataset.explained : "{term}";
      name.append(...form.split(/({name}|{term})/).map((part) => said[part] ?? part));
      // Which one it is of those that have its name; why it is here. Hidden names are for misspellings.
      const isShared = terms.some((other) => other !== term && other.name.text === term.name.text);
      const isOther = !isExplained && one.kind !== "hidden" && fold(one.text) !== fold(term.name.text);
      for (const more of [isShared && { text: term.qualifier }, isOther && one]) {
        if (more.text) name.append(opening, element("span", more.text, more.language), closing);
      }
      list.append(name);
      if (term.definition) list.append(element("dd", term.definition, term.language));
    }
    const label = element("p", script.dataset.label, script.dataset.language, { className: "glossary-search-label" });
    if (found.length) results.before(label, list);
  };

  // Of a term the definition: in an excerpt, labels of graphs and names in lists run into each other.
  const explain = (item, terms, asked) => {
    const [link, summary] = [item.querySelector("a"), item.querySelector("p.context")];
    const href = link.href.replace("#search-term-", "#term-");
    // Sphinx escapes some names twice; others have signs that look like tags.
    const signs = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'" };
    const title = link.textContent.replace(/&(amp|lt|gt|quot|#x27);/g, (_, sign) => signs[sign]);
    const isOf = (term) => term.href === href || (term.href.startsWith(`${href}#`) && term.name.text === title);
    const term = terms.find(isOf);
    // Found by another name, it has the title of its page.
    if (term) link.textContent = item.classList.contains("kind-index") ? term.name.text : title;
    if (!summary) return;
    const shown = term?.definition || summary.textContent;
    // As Sphinx has it, unless the project has switched that off.
    const parts = SPHINX_HIGHLIGHT_ENABLED && asked ? shown.split(asked) : [shown];
    const mark = (part) => element("span", part, "", { className: "highlighted" });
    summary.replaceChildren(...parts.map((part, number) => (number % 2 ? mark(part) : part)));
  };

  const start = async () => {
    const results = document.getElementById("search-results");
    const question = new URLSearchParams(location.search).get("q");
    if (!results || !question) return;
    const answer = await fetch(new URL("../glossary.json", script.src));
    const terms = read(await answer.json());
    const found = answers(terms, question);
    show(found, terms, results);
    // The names that were found, then the other words that Sphinx looks for: the longest of them says most.
    const said = splitQuery(question.toLowerCase()).filter((word) => ![...stopwords].includes(word));
    const names = found.map(({ one }) => one.text);
    const words = said.filter((word) => !names.some((name) => name.toLowerCase().includes(word)));
    words.sort((one, other) => other.length - one.length);
    const marked = [...names, ...words].map((text) => text.replace(/[$()*+./?[\\\]^{|}]/g, "\\$&"));
    const asked = marked.length ? RegExp(`(${marked.join("|")})`, "iu") : null;
    // A result is there before its excerpt, unless it is an object.
    const explainAll = () => {
      for (const item of results.querySelectorAll("li:is(:has(> p.context), .kind-object):not([data-glossary])")) {
        item.dataset.glossary = "";
        explain(item, terms, asked);
      }
    };
    explainAll();
    new MutationObserver(explainAll).observe(results, { childList: true, subtree: true });
  };
  start().catch(() => {}); // from a disk nothing can be fetched
}
