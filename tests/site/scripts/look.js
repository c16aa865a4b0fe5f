// What themes do to parts of ours that they take for theirs.
(table) => {
  const found = [];
  const complain = (wrong, what) => wrong && found.push(what);
  for (const item of document.querySelectorAll(".glossary-uses li")) {
    const {listStyleType, marginLeft} = getComputedStyle(item);
    complain(listStyleType !== "none" || marginLeft !== "0px", "a bullet in the list of uses");
  }
  for (const graph of [...document.querySelectorAll(".glossary-graph svg")].filter((svg) => svg.checkVisibility())) {
    const [inner, outer] = [graph.getBoundingClientRect(), graph.parentElement.getBoundingClientRect()];
    const [left, right] = [inner.left - outer.left, outer.right - inner.right];
    const {paddingLeft, paddingRight} = getComputedStyle(graph.parentElement);
    const fits = inner.width <= graph.parentElement.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    complain(fits && Math.abs(left - right) > 2, `a graph off the center: ${left}, ${right}`);
  }
  for (const label of document.querySelectorAll(".glossary-graph foreignObject")) {
    const [room, text] = [label, label.firstElementChild].map((element) => element.getBoundingClientRect());
    const isCut = getComputedStyle(label).overflow !== "visible" && text.width > room.width;
    complain(isCut || text.width > room.width + 8 || text.height > room.height + 1, `a label is cut: ${label.textContent}`);
  }
  for (const summary of document.querySelectorAll("details.glossary-field > summary")) {
    complain(getComputedStyle(summary, "::before").content !== "none", "a mark before what folds");
  }
  for (const box of document.querySelectorAll(":is(.glossary-relations, .glossary-uses, .glossary-map, .glossary-index)")) {
    const {paddingLeft, paddingTop, marginLeft} = getComputedStyle(box);
    const moved = [paddingLeft, paddingTop, marginLeft].filter((length) => length !== "0px");
    complain(moved.length, `a box that is moved: ${box.className}, ${moved}`);
  }
  for (const row of document.querySelectorAll(`${table} tr:has(a)`)) {
    const [, name, text] = row.cells;
    complain(getComputedStyle(name.querySelector("code")).fontFamily !== getComputedStyle(row).fontFamily, "a name in the font of code");
    for (const part of row.querySelectorAll("em")) {
      complain(getComputedStyle(part).fontStyle !== "normal", "slanted text");
      complain(part.getBoundingClientRect().right > innerWidth, "a definition off the screen");
    }
    const below = text.getBoundingClientRect().top >= name.getBoundingClientRect().bottom - 1;
    complain(below !== innerWidth < 576, below ? "a definition below its name" : "a definition beside its name");
  }
  return found;
}
