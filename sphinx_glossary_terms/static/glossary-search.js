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

  const read = ({ terms }) =>
    Object.values(terms).map(({ address, names, definitions, replaced_by }) => {
      const [language, definition] = Object.entries(definitions)[0] ?? ["", { text: "" }];
      const preferred = names.filter((name) => name.kind === "preferred");
      const name = preferred.find((one) => one.language === language) ?? preferred.at(-1);
      const keys = replaced_by ? [] : names.map((one) => ({ one, key: fold(one.text) })).filter(({ key }) => key);
      const readings = names.map(({ reading }) => reading && fold(reading));
      const href = new URL(`../${address}`, script.src).href;
      return { name, language, definition: definition.text, href, keys, readings };
    });

  // The longest names first: what is in one of them does not count. Then in the order of the question.
  const answers = (terms, question) => {
    let text = fold(question);
    const found = terms.filter(({ readings }) => readings.includes(text)).map((term) => ({ term, at: 0 }));
    const keys = terms.flatMap((term) => term.keys.map((key) => ({ term, ...key })));
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

  const element = (tag, text, language) =>
    Object.assign(document.createElement(tag), { textContent: text, ...(language && { lang: language }) });

  const show = (terms, results) => {
    const list = document.createElement("dl");
    list.className = "glossary-search";
    for (const { term, one } of terms) {
      const link = Object.assign(element("a", term.name.text, term.name.language), { href: term.href });
      const name = document.createElement("dt");
      name.append(link);
      // Why it is here; hidden names are for misspellings.
      if (one && one.kind !== "hidden" && fold(one.text) !== fold(term.name.text)) {
        name.append(" (", element("span", one.text, one.language), ")");
      }
      list.append(name, element("dd", term.definition, term.language));
    }
    if (terms.length) results.before(list);
  };

  // An excerpt from where a page begins has other names, tags and words of graphs: the definition says more.
  const explain = (terms, results) => {
    for (const item of results.querySelectorAll("li:has(> p.context):not([data-glossary])")) {
      item.dataset.glossary = "";
      const [link, text] = [item.querySelector("a"), item.querySelector("p.context")];
      const href = link.href.replace("#search-term-", "#term-");
      const isOf = (term) =>
        term.href === href || (term.href.startsWith(`${href}#`) && term.name.text === link.textContent);
      const term = terms.find(isOf);
      if (term?.definition && !text.textContent.startsWith("...")) text.textContent = term.definition;
    }
  };

  const start = async () => {
    const results = document.getElementById("search-results");
    const question = new URLSearchParams(location.search).get("q");
    if (!results || !question) return;
    const answer = await fetch(new URL("../glossary.json", script.src));
    const terms = read(await answer.json());
    show(answers(terms, question), results);
    explain(terms, results);
    new MutationObserver(() => explain(terms, results)).observe(results, { childList: true, subtree: true });
  };
  start().catch(() => {}); // from a disk nothing can be fetched
}
