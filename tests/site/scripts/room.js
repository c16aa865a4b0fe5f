nodes => nodes.map((node) => {
  const box = node.querySelector("rect").getBBox();
  const text = node.querySelector("text").getBBox();
  const sides = [text.x - box.x, box.x + box.width - text.x - text.width];
  return [node.textContent, Math.min(...sides, text.y - box.y, box.y + box.height - text.y - text.height)];
})
