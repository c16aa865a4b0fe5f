// The filter of `term-index`. Its data stands in the page: the words of the controls, the tags, and for each row in order
// the names that it does not show, then the numbers of its tags.
"use strict";
document.querySelectorAll(".glossary-index-data").forEach((script, number) => {
  // Letter case, width, accents and the kind of kana make no difference; voicing marks do. By upper case, ß is ss.
  const fold = (text) =>
    text
      .normalize("NFKD")
      .replace(/[\u0300-\u036f]/g, "")
      .toUpperCase()
      .toLowerCase()
      .replace(/[\u30a1-\u30f6\u30fd\u30fe]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
      .normalize("NFC");

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  const { label, group, count, lang, tags, rows } = JSON.parse(script.textContent);
  const box = script.parentElement;
  const links = box.querySelectorAll(".glossary-index-navigation a");
  const headings = box.querySelectorAll(".glossary-index-heading");
  const names = box.querySelectorAll("dt");
  const all = rows.map(([words, ...tags], place) => ({
    name: names[place],
    text: fold(`${names[place].textContent} ${words}`),
    tags,
    term: names[place].querySelector("a")?.href, // none: another name, no term to be counted
  }));
  const terms = (rows) => new Set(rows.flatMap((row) => row.term ?? [])).size;

  // In the address: `?term=...&tag=...`, of a second index `?term-1=...`. Not `q`: Sphinx would search.
  const [term, tag] = ["term", "tag"].map((name) => (number ? `${name}-${number}` : name));
  const asked = new URLSearchParams(location.search);
  const input = make("input", { type: "search", autocomplete: "off", value: asked.get(term) ?? "" });
  const status = make("output", { lang });
  const buttons = tags.map(([value, label, lang], place) => {
    const size = make("small", {}, terms(all.filter((row) => row.tags.includes(place))));
    const button = make("button", { value, lang, ariaPressed: asked.getAll(tag).includes(value) }, `${label} `, size);
    button.onclick = () => {
      button.ariaPressed = !isPressed(button);
      change();
    };
    return button;
  });
  const isPressed = (button) => button.ariaPressed === "true";

  const showRows = () => {
    const words = fold(input.value).split(/\s+/);
    const pressed = buttons.filter(isPressed);
    for (const { name, text, tags } of all) {
      const isTagged = !pressed.length || tags.some((place) => pressed.includes(buttons[place]));
      name.hidden = !isTagged || !words.every((word) => text.includes(word));
    }
  };

  // A letter without terms leads nowhere.
  const showHeading = (heading, place) => {
    const size = heading.nextElementSibling.querySelectorAll("dt:not([hidden])").length;
    const link = links[place];
    heading.lastElementChild.textContent = size;
    heading.hidden = link.ariaDisabled = !size;
    if (size) link.href = `#${heading.id}`;
    else link.removeAttribute("href");
  };

  const show = () => {
    showRows();
    headings.forEach(showHeading);
    const left = terms(all.filter(({ name }) => !name.hidden));
    status.textContent = count.replace("{shown}", left).replace("{all}", terms(all));
  };

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

  const toggles = make("div", { role: "group", ariaLabel: group }, ...buttons);
  const field = make("label", { lang }, `${label} `, input);
  box.prepend(make("div", { className: "glossary-index-filter" }, field, toggles, status));
  show();
});
