// The filter of `term-index`. Its controls stand in the page, and its data: for each row of a term, in order, the names that
// the row does not show, then the numbers of its tags.
"use strict";
document.querySelectorAll(".glossary-index-data").forEach((script, number) => {
  // Letter case, width, accents, apostrophes and the kind of kana make no difference; voicing marks do. By upper case, ß
  // is ss.
  const fold = (text) =>
    text
      .normalize("NFKD")
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/[\u2018\u2019]/g, "'")
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
  const links = all(".glossary-index-navigation a");
  const isPressed = (button) => button.ariaPressed === "true";
  const searchPage = search?.href;

  // The rows by group. They are read when somebody filters: in a large index that takes longer than to load it.
  let groups;
  const read = () => {
    const data = JSON.parse(script.textContent);
    let place = 0;
    groups = all(".glossary-index-group").map((group, number) => {
      const names = group.querySelectorAll(":scope > dl > dt, :scope > .glossary-index-names > li");
      const rows = [...names].map((name) => {
        const [words, ...tags] = data[place++];
        const term = name.querySelector("a").getAttribute("href");
        return { name, term, tags, text: fold(`${name.textContent} ${words}`) };
      });
      return { group, rows, link: links[number], count: group.querySelector(".glossary-index-count") };
    });
  };

  const show = () => {
    if (!groups) read();
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    const pressed = buttons.flatMap((button, place) => (isPressed(button) ? place : []));
    const isFiltered = words.length + pressed.length > 0;
    const terms = new Set();
    const left = new Set();
    for (const { group, rows, link, count } of groups) {
      let size = 0;
      for (const { name, term, tags, text } of rows) {
        const isShown =
          (!pressed.length || tags.some((tag) => pressed.includes(tag))) && words.every((word) => text.includes(word));
        if (name.hidden === isShown) name.hidden = !isShown;
        terms.add(term);
        if (isShown) left.add(term);
        size += isShown;
      }
      if (count) count.textContent = size;
      // A letter without terms leads nowhere.
      group.hidden = link.ariaDisabled = isFiltered && !size;
      if (group.hidden) link.removeAttribute("href");
      else link.href = `#${group.firstElementChild.id}`;
    }
    // Whatever other name fits, its term fits, too, and is shown.
    box.classList.toggle("glossary-index-filtered", isFiltered);
    status.textContent = status.dataset.count.replace("{shown}", left.size).replace("{all}", terms.size);
    nothing.hidden = left.size > 0;
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
  filter.hidden = false;
});
