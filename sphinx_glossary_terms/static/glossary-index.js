// The filter of `term-index`. Its controls stand in the page, and its data: for each row of a term, in order, the names that
// the row does not show, one a line; then the numbers of its tags.
"use strict";
document.querySelectorAll(".glossary-index-data").forEach((script, number) => {
  // Letter case, width, accents, the form of quotation marks and the kind of kana make no difference; voicing marks do.
  // By upper case, ß is ss.
  const fold = (text) =>
    text
      .normalize("NFKD")
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/[\u2018\u2019]/g, "'")
      .replace(/[\u201c\u201d]/g, '"')
      .toUpperCase()
      .toLowerCase()
      .replace(/[\u30a1-\u30f6\u30fd\u30fe]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
      .normalize("NFC");

  const box = script.parentElement;
  const all = (selector) => [...box.querySelectorAll(selector)];
  const [filter] = all(".glossary-index-filter");
  const [input] = all(".glossary-index-filter input");
  const [status] = all(".glossary-index-filter output");
  const [nothing] = all(".glossary-index-nothing");
  const [clear] = all(".glossary-index-nothing button");
  const [search] = all(".glossary-index-nothing a");
  const buttons = all(".glossary-index-filter [role=group] button");
  const isPressed = (button) => button.ariaPressed === "true";
  const searchPage = search?.href;

  // The rows by group. They are read one group after the other when the page has nothing else to do.
  const groups = all(".glossary-index-group").map((group) => ({
    group,
    names: [...group.querySelectorAll(":scope > dl > dt, :scope > .glossary-index-names > li")],
    others: group.querySelectorAll(".glossary-index-others > li"),
  }));
  const rows = [];
  let data;
  let read = 0;
  const readOne = () => {
    data ??= JSON.parse(script.textContent);
    const { names } = groups[read++];
    for (const name of names) {
      const [words, ...tags] = data[rows.length];
      const link = name.querySelector("a");
      const shown = [link, ...name.querySelectorAll(".glossary-index-aliases .glossary-isolated")].map(
        (node) => node.textContent,
      );
      const keys = fold([...shown, words].join("\n")).split("\n");
      const definition = name.matches("dt") ? name.nextElementSibling : null;
      const text = fold(definition?.textContent ?? "");
      rows.push({ name, definition, tags, keys, text, term: link.getAttribute("href") });
    }
  };
  const later = window.requestIdleCallback ?? setTimeout;
  const readNext = () => {
    if (read === groups.length) return;
    readOne();
    later(readNext);
  };

  // A browser lays out some hundred lines before it paints; the others come after that.
  let current;
  const showGroups = (left, isFiltered, isLate = false, start = 0) => {
    let changes = 0;
    if (left !== current) return;
    for (let at = start; at < groups.length; at++) {
      const { group, names, others } = groups[at];
      const wrong = names.filter((name) => name.hidden === left.has(name));
      const isOther = group.classList.contains("glossary-index-filtered") !== isFiltered;
      changes += wrong.length + (isOther ? others.length : 0);
      if (changes > 400 && (at > start || !isLate)) {
        requestAnimationFrame(() => setTimeout(showGroups, 0, left, isFiltered, true, at));
        return;
      }
      for (const name of wrong) name.hidden = !name.hidden;
      // Whatever other name fits, its term fits, too, and is shown.
      group.classList.toggle("glossary-index-filtered", isFiltered);
      group.hidden = isFiltered && names.every((name) => name.hidden);
    }
  };

  const show = () => {
    while (read < groups.length) readOne();
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    const pressed = buttons.flatMap((button, place) => (isPressed(button) ? place : []));
    const isFiltered = words.length + pressed.length > 0;
    // Nobody looks for one or two letters in a definition.
    const isIn = (text, word) => /[^ -~].|.../.test(word) && text.includes(word);
    const terms = new Set();
    current = new Set();
    for (const { name, definition, tags, keys, text, term } of rows) {
      const others = words.filter((word) => !keys.some((key) => key.includes(word)));
      const isOfTag = !pressed.length || tags.some((tag) => pressed.includes(tag));
      if (!isOfTag || !others.every((word) => isIn(text, word)) || (isFiltered && terms.has(term))) continue;
      terms.add(term);
      current.add(name);
      // First those that are called so.
      for (const part of definition ? [name, definition] : []) part.style.order = Math.sign(others.length);
    }
    showGroups(current, isFiltered);
    const all = new Set(rows.map(({ term }) => term)).size;
    status.textContent = status.dataset.count.replace("{shown}", terms.size).replace("{all}", all);
    nothing.hidden = current.size > 0;
    if (search) {
      search.hidden = !words.length;
      search.href = `${searchPage}?q=${encodeURIComponent(input.value.trim())}`;
    }
  };

  // In the address: `?term=...&tag=...`, of a second index `?term-1=...`. Not `q`: Sphinx would search.
  const [term, tag] = ["term", "tag"].map((name) => (number ? `${name}-${number}` : name));
  const change = () => {
    show();
    const url = new URL(location);
    const query = url.searchParams;
    query.delete(tag);
    for (const { value } of buttons.filter(isPressed)) query.append(tag, value);
    query.set(term, input.value);
    if (!input.value) query.delete(term);
    try {
      history.replaceState(history.state, "", url);
    } catch {} // Safari takes only so many in a short time.
  };

  // While an input method composes, there is no text yet, and Escape is its own.
  input.oninput = (event) => event.isComposing || change();
  input.addEventListener("compositionend", change);
  input.onkeydown = (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    input.value = "";
    change();
  };
  for (const button of buttons) {
    button.onclick = () => {
      button.ariaPressed = !isPressed(button);
      change();
    };
  }
  clear.onclick = () => {
    input.value = "";
    for (const button of buttons) button.ariaPressed = false;
    change();
    input.focus();
  };

  const asked = new URLSearchParams(location.search);
  input.value = asked.get(term) ?? "";
  for (const button of buttons) button.ariaPressed = asked.getAll(tag).includes(button.value);
  if (input.value || buttons.some(isPressed)) show();
  else later(readNext);
  filter.hidden = false;
});
