// Graphs that browsers draw: those out of sight wait. sphinxcontrib-mermaid draws at once what is displayed, and the rest
// when it comes into view.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const drawing = (box) => box.querySelector(".mermaid");

  const show = (boxes, observer) => {
    for (const { isIntersecting, target } of boxes) {
      if (isIntersecting) {
        observer.unobserve(target);
        drawing(target).style.display = "";
      }
    }
  };

  const near = new IntersectionObserver(show, { rootMargin: "50%" });
  for (const box of document.querySelectorAll(".glossary-graph")) {
    if (drawing(box)) {
      box.style.minHeight = "8rem";
      drawing(box).style.display = "none";
      near.observe(box);
    }
  }
});
