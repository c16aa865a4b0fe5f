() => {
  const probe = document.body.appendChild(document.createElement("p"));
  const color = (name) => ((probe.style.color = name), getComputedStyle(probe).color);
  const box = getComputedStyle(document.querySelector(".glossary-graph svg .node:not(.glossary-center) rect"));
  return [box.fill, box.stroke, color("LinkText"), color("Canvas")];
}
