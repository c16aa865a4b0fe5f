// axe-core does not look at the colors in drawings (WCAG 1.4.3 and 1.4.11).
() => {
  const channels = (color) => color.match(/[\d.]+/g).slice(0, 3).map((part) => part / (color.startsWith("color(") ? 1 : 255));
  const light = (color) => channels(color)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const found = [];
  const check = (what, one, other, least) => {
    if (contrast(one, other) < least) found.push(`contrast of ${what}: ${one} on ${other}`);
  };
  for (const graph of document.querySelectorAll(".glossary-graph")) {
    const ground = getComputedStyle(graph).backgroundColor;
    // Text of Mermaid is HTML.
    const ink = (text) => (text.matches("p") ? getComputedStyle(text).color : getComputedStyle(text).fill);
    for (const node of graph.querySelectorAll(".node")) {
      const box = getComputedStyle(node.querySelector("rect, polygon"));
      check("a name", ink(node.querySelector("text, .nodeLabel p")), box.fill, 4.5);
      check("a box", box.stroke, ground, 3);
    }
    for (const edge of graph.querySelectorAll(".edge, .flowchart-link")) check("a line", getComputedStyle(edge).stroke, ground, 3);
    for (const label of graph.querySelectorAll(".edge-label, .edgeLabel p")) check("a label", ink(label), ground, 4.5);
  }
  return found;
}
