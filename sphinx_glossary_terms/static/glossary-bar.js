// Pages of terms: links to fields, as headings have them; what the terms around a term have to do with each other; a bar
// that copies and cites the address of the page; and a note, in this browser alone, that a step of a path has been read.
"use strict";
{
  const KEY = "glossary-terms-read";
  const load = () => {
    try {
      return new Set(JSON.parse(localStorage.getItem(KEY)));
    } catch {
      return new Set(); // nothing yet, or the browser keeps nothing
    }
  };
  const placeOf = (link) => link.pathname + link.hash;
  const showRead = () => {
    const read = load();
    for (const link of document.querySelectorAll(".glossary-path-term a, .glossary-steps a, .glossary-bar nav a")) {
      link.classList.toggle("glossary-read", read.has(placeOf(link)));
    }
  };

  const permalink = document.querySelector(".headerlink");
  // Not in a heading that folds: a button must not have a link in it.
  for (const heading of permalink ? document.querySelectorAll(":not(summary) > .glossary-field-title") : []) {
    const link = permalink.cloneNode(true);
    link.href = `#${heading.parentElement.id}`;
    heading.append(link);
  }

  // Lines between all groups of a graph would cross everything: the terms that a term is connected with stand out while
  // the pointer or the focus is at its box or in its line.
  for (const data of document.querySelectorAll(".glossary-among")) {
    const around = data.parentElement;
    const addressOf = ({ href }) => new URL(href.baseVal ?? href, document.baseURI).href;
    const { terms, pairs } = JSON.parse(data.textContent);
    const addresses = terms.map((href) => addressOf({ href }));
    const show = ({ target, type }) => {
      const link = type !== "focusout" && target.closest("a");
      const here = link ? addresses.indexOf(addressOf(link)) : -1;
      const others = pairs.filter((pair) => pair.includes(here)).flat();
      for (const box of around.querySelectorAll(":is(.glossary-graph, .glossary-connections) a")) {
        const number = addresses.indexOf(addressOf(box));
        box.classList.toggle("glossary-near", number !== here && others.includes(number));
      }
    };
    for (const event of ["pointerover", "pointerleave", "focusin", "focusout"]) around.addEventListener(event, show);
  }

  const bar = document.querySelector(".glossary-bar");
  if (bar) {
    const { id, name, site, author, words } = bar.dataset;
    const [copyLink, cite, copy, copied, read] = JSON.parse(words);
    const add = (parent, tag, text = "") => {
      const element = document.createElement(tag);
      element.textContent = text;
      parent.append(element);
      return element;
    };
    const addCopy = (parent, label, text) => {
      const button = add(parent, "button", label);
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(text());
        button.textContent = copied;
        setTimeout(() => {
          button.textContent = label;
        }, 2000);
      });
    };
    const address = () => document.querySelector("link[rel=canonical]")?.href ?? location.href.replace(/[?#].*/, "");
    const today = () => new Date().toLocaleDateString("sv"); // as ISO 8601 writes it
    const sentence = () => [author, name, site, `${address()} (${today()})`].filter(Boolean).join(". ");
    // Names of projects have signs that are commands in TeX.
    const value = (text) => text.replace(/[{}\\~^]/g, "").replace(/[#$%&_]/g, "\\$&");
    const entry = () =>
      [
        `@misc{${id}`,
        ...(author ? [`  author = {{${value(author)}}}`] : []),
        `  title = {{${value(name)}}}`,
        `  howpublished = {${value(site)}}`,
        `  url = {${address()}}`,
        `  urldate = {${today()}}\n}`,
      ].join(",\n");

    // Without a secure address there is no clipboard: the reader can select the text.
    const hasClipboard = Boolean(navigator.clipboard);
    const tools = add(bar, "div");
    if (hasClipboard) {
      addCopy(tools, copyLink, address);
    }
    const open = add(tools, "button", cite);
    const box = add(bar, "div");
    box.popover = "auto";
    open.popoverTargetElement = box;
    for (const [tag, text] of [
      ["p", sentence],
      ["pre", entry],
    ]) {
      add(box, tag, text());
      if (hasClipboard) {
        addCopy(box, copy, text);
      }
    }
    const steps = document.querySelector(".glossary-steps");
    if (steps) {
      const own = placeOf(bar.querySelector("[aria-current]"));
      const mark = add(steps, "button", read);
      const show = () => {
        mark.ariaPressed = load().has(own);
        showRead();
      };
      mark.addEventListener("click", () => {
        const found = load();
        if (!found.delete(own)) {
          found.add(own);
        }
        try {
          localStorage.setItem(KEY, JSON.stringify([...found]));
        } catch {
          return; // the browser keeps nothing
        }
        show();
      });
      show();
    }
  }
  showRead();
}
