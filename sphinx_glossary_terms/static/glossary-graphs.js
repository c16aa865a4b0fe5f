// Graphs that browsers draw: those out of sight wait. sphinxcontrib-mermaid draws at once what is displayed, and the rest
// when it comes into view.
document.addEventListener("DOMContentLoaded", () => {
  const drawing = (box) => box.querySelector(".mermaid");
  const near = new IntersectionObserver(
    (boxes) => {
      for (const { isIntersecting, target } of boxes) {
        if (isIntersecting) {
          near.unobserve(target);
          drawing(target).style.display = "";
        }
      }
    },
    { rootMargin: "50%" },
  );
  for (const box of document.querySelectorAll(".glossary-graph")) {
    if (drawing(box)) {
      box.style.minHeight = "8rem";
      drawing(box).style.display = "none";
      near.observe(box);
    }
  }
});
