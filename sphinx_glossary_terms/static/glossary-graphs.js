// Graphs that browsers draw: those out of sight wait. sphinxcontrib-mermaid draws at once what is displayed, and the rest
// when it comes into view.
"use strict";
document.documentElement.dataset.glossaryGraphs = "";
// Mermaid does not come: the lists are there.
addEventListener(
  "error",
  ({ target }) => target.type === "module" && delete document.documentElement.dataset.glossaryGraphs,
  true,
);
document.addEventListener("DOMContentLoaded", () => {
  const drawings = (box) => box.querySelectorAll(".mermaid");

  const show = (boxes, observer) => {
    for (const { isIntersecting, target } of boxes) {
      if (isIntersecting) {
        observer.unobserve(target);
        for (const drawing of drawings(target)) drawing.style.display = "";
      }
    }
  };

  // The lists of a term or a learning path have all of its graph, and are what a keyboard and a screen reader reach.
  const leaveToLists = (changes) => {
    for (const { target } of changes) {
      for (const link of target.querySelectorAll("svg a")) link.tabIndex = -1;
      target.querySelector("svg")?.setAttribute("aria-hidden", "true");
    }
  };

  const near = new IntersectionObserver(show, { rootMargin: "50%" });
  const drawn = new MutationObserver(leaveToLists);
  for (const box of document.querySelectorAll(".glossary-graph")) {
    if (!drawings(box).length) continue;
    box.style.minHeight = "8rem";
    for (const drawing of drawings(box)) drawing.style.display = "none";
    near.observe(box);
    if (box.matches(".glossary-neighbors, .glossary-path > *")) drawn.observe(box, { childList: true, subtree: true });
  }
});
