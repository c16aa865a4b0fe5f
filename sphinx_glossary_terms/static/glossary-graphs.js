// Graphs that browsers draw: those out of sight wait. sphinxcontrib-mermaid draws at once what is displayed, and the rest
// when it comes into view. This begins before the scripts that wait for the whole page.
"use strict";
document.documentElement.dataset.glossaryGraphs = "";
// Mermaid does not come: the lists are there, and that of a map unfolds.
const withoutMermaid = ({ target }) => {
  if (target.type !== "module") return;
  delete document.documentElement.dataset.glossaryGraphs;
  for (const list of document.querySelectorAll(".glossary-map-list")) list.open = true;
};
addEventListener("error", withoutMermaid, true);
document.addEventListener("readystatechange", start, { once: true });

function start() {
  const drawings = (box) => box.querySelectorAll(".mermaid");

  const show = (boxes, observer) => {
    for (const { isIntersecting, target } of boxes) {
      if (isIntersecting) {
        observer.unobserve(target);
        for (const drawing of drawings(target)) drawing.style.display = "";
      }
    }
  };

  // A keyboard and a screen reader reach each term once: in what to read first or in the lists of a term or a learning
  // path, or else in the graph, which alone has the prerequisites of prerequisites.
  const leaveToLists = (changes) => {
    for (const { target } of changes) {
      const around = target.closest(".glossary-relations, .glossary-path");
      // Mermaid removes some of what it draws.
      if (!around) continue;
      const first = around.parentElement.querySelectorAll(".glossary-read-first a");
      const addresses = [...around.querySelectorAll("a"), ...first].map((link) => link.href);
      const isListed = (link) => addresses.includes(new URL(link.href.baseVal, document.baseURI).href);
      for (const svg of target.querySelectorAll("svg")) {
        const links = [...svg.querySelectorAll("a")];
        for (const link of links) link.tabIndex = isListed(link) ? -1 : 0;
        svg.ariaHidden = links.every(isListed) ? "true" : null;
      }
    }
  };

  const near = new IntersectionObserver(show, { rootMargin: "50%" });
  const drawn = new MutationObserver(leaveToLists);
  for (const box of document.querySelectorAll(".glossary-graph")) {
    if (!drawings(box).length) continue;
    box.style.minHeight = "8rem";
    for (const drawing of drawings(box)) {
      drawing.style.display = "none";
      drawing.classList.add("nohighlight"); // Sphinx marks the words of a search, also in what is not drawn yet.
    }
    near.observe(box);
    if (box.matches(".glossary-neighbors, .glossary-path > *")) drawn.observe(box, { childList: true, subtree: true });
  }
}
