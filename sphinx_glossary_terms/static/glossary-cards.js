// Hover cards: what a term is, at every link to it. A script for each page has the texts of its terms.
"use strict";
{
  const root = new URL("..", document.currentScript.src).href;
  // In the top layer no box of the page cuts it. It has links, so it is no tooltip.
  const card = Object.assign(document.createElement("div"), {
    id: "glossary-hover",
    role: "definition",
    popover: "manual",
  });
  const ofLink = ["aria-describedby", "aria-details"];
  const loading = {};
  let shown; // the link whose card is open
  let line; // and its line that the pointer came to, or else the last
  let wanted; // the link whose card should be; a card that was closed stays closed until its link is left
  let timer;
  let isTouched;

  const said = []; // by the script that has just run
  window.glossaryCards = (...cards) => said.push(...cards);

  // Script tags, once each; waits for the file, whether it comes or not, and has what it said.
  const load = (tags, base) => {
    loading[tags] ??= new Promise((done) => {
      const scripts = document.createRange().createContextualFragment(tags);
      const file = scripts.querySelector("[src]");
      file.src = new URL(file.getAttribute("src"), base);
      file.onload = file.onerror = () => done(said.splice(0));
      document.head.append(scripts);
    });
    return loading[tags];
  };

  // As `_path` in cards.py.
  const scriptOf = (page, folder) => {
    const path = page
      .slice(root.length)
      .replace(/(\.html)?([?#].*)?$/, "")
      .replace(/(\.js_*)\//g, "$1_/");
    return `${folder}/${path.replace(/(^|\/)$/, "$1index")}.js`.replaceAll("&", "&amp;"); // in a tag
  };

  // The cards of a page are in several files, in the order of their names.
  const read = async (page, name, folder = "_glossary") => {
    const [cards = {}, firsts = []] = await load(`<script src="${scriptOf(page, folder)}"></script>`, root);
    const part = firsts.findLastIndex((first) => first <= name) + 1;
    return part ? read(page, name, `_glossary-${part}`) : cards;
  };

  // Links and pictures are relative to the page of the term.
  const textOf = (page, html) => {
    const text = document.createElement("div");
    text.append(Object.assign(document.createElement("template"), { innerHTML: html }).content);
    for (const name of ["href", "src"]) {
      for (const node of text.querySelectorAll(`[${name}]`)) {
        const address = node.getAttribute(name);
        if (URL.canParse(address, page)) node[name] = new URL(address, page);
      }
    }
    return text;
  };

  // A link in a drawing has an object where others have text.
  const addressOf = ({ href }) => new URL(href.baseVal ?? href, document.baseURI).href;

  // Below the link, or above it where there is no room.
  const place = () => {
    card.style.translate = "";
    const { left, top, width, height } = card.getBoundingClientRect();
    const link = [...shown.getClientRects()].at(line) ?? shown.getBoundingClientRect();
    const x = Math.min(link.left, document.documentElement.clientWidth - width);
    const y = link.bottom + height > innerHeight ? link.top - height : link.bottom;
    card.style.translate = `${Math.max(0, x) - left}px ${Math.max(0, y) - top}px`;
  };

  // A page without formulas has no MathJax: the text brings the tags.
  const setFormulas = async (text, page) => {
    const tags = text.querySelector("template")?.innerHTML;
    if (!tags) return;
    if (!window.MathJax?.typesetPromise) {
      const loaded = load(tags, page);
      // Only the card is for MathJax: what else is on the page was never meant for it.
      window.MathJax ??= {};
      MathJax.startup = { ...MathJax.startup, typeset: false };
      await loaded;
    }
    await MathJax.startup?.promise;
    await MathJax.typesetPromise?.([card]);
    if (shown) place();
  };

  const close = (link) => {
    clearTimeout(timer);
    wanted = link;
    for (const name of ofLink) shown?.removeAttribute(name);
    shown = null;
    card.remove();
  };

  const open = async (link, height) => {
    if (link === shown) return;
    const [page, anchor] = addressOf(link).split("#");
    // The texts of terms of other projects are in a script of the page that links to them.
    const isForeign = !page.startsWith(root) || link.classList.contains("external");
    const name = isForeign ? (link.href.baseVal ?? link.getAttribute("href")) : anchor;
    const cards = await read(isForeign ? document.URL : page, name);
    if (link !== wanted) return;
    close(link);
    if (!Object.hasOwn(cards, name)) return;
    const text = textOf(page, cards[name]);
    card.replaceChildren(text);
    // Themes set the font on any element around the text; a drawing has one of its own.
    const { fontFamily, fontSize } = getComputedStyle((link.closest("svg") ?? link).parentElement);
    Object.assign(card.style, { fontFamily, fontSize });
    for (const stop of card.querySelectorAll("a")) stop.tabIndex = -1;
    document.body.append(card);
    card.showPopover();
    for (const name of ofLink) link.setAttribute(name, card.id);
    // Which the browser would show over the card.
    for (const titled of [link, link.querySelector("abbr")]) titled?.removeAttribute("title");
    shown = link;
    line = [...link.getClientRects()].findIndex(({ bottom }) => height < bottom);
    place();
    await setFormulas(text, page);
  };

  const leave = () => {
    if (shown?.matches(":hover, :focus-visible") || card.matches(":hover, :focus-within")) wanted = shown;
    else close();
  };

  const want = (link, delay, height) => {
    if (link === wanted || (!link && wanted?.matches?.(":focus-visible"))) return;
    clearTimeout(timer);
    wanted = link;
    timer = setTimeout(link ? open : leave, delay, link, height);
  };

  const linkAt = ({ target }) =>
    card.contains(target)
      ? shown
      : target.closest?.(
          // Below a name in an index is its definition.
          "a.glossary-link:not(.glossary-index dt > a), :is(.modindextable, .glossary-graph) a[*|href*='#term-']",
        );

  // The Tab key goes past a card. Arrow down enters it: then its links come after the link of the card.
  const moveFocus = (event) => {
    const stops = [shown, ...card.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    const isEntering = event.key === "ArrowDown";
    if (at < 0 || isEntering !== !at) return;
    const next = stops[at + (event.shiftKey ? -1 : 1)];
    if (next) event.preventDefault();
    (next ?? shown).focus(); // from which the browser goes on
  };

  const dismiss = () => {
    if (card.contains(document.activeElement)) shown.focus();
    close(shown);
  };

  const press = (event) => {
    isTouched = event.pointerType === "touch";
    if (card.contains(event.target)) return;
    close(isTouched || linkAt(event));
    if (isTouched) point(event, 450);
  };

  const on = (type, act) => addEventListener(type, act, true);
  const point = (event, delay) => want(linkAt(event), delay, event.clientY);
  on("pointerover", (event) => event.pointerType !== "touch" && point(event, linkAt(event) ? 500 : 300));
  on("pointerout", (event) => event.pointerType === "touch" && clearTimeout(timer));
  on("pointerdown", press);
  on("focusin", (event) => event.target.matches?.(":focus-visible") && want(linkAt(event), 0));
  on("focusout", () => want(null, 0));
  on("keydown", (event) => shown && { Escape: dismiss, Tab: moveFocus, ArrowDown: moveFocus }[event.key]?.(event));
  // A long press opens the card and nothing else.
  on("contextmenu", (event) => isTouched && linkAt(event) && event.preventDefault());
  on("click", (event) => isTouched && shown?.contains(event.target) && event.preventDefault());
  // A page may still be scrolling to the link.
  for (const type of ["resize", "scroll"]) on(type, () => shown && place());
}
