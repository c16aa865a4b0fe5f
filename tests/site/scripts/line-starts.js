// The first sign of each line of a text.
(selector) => [...document.querySelectorAll(selector)].flatMap((box) => {
  const found = [];
  const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let bottom = -Infinity; texts.nextNode(); ) {
    for (let place = 0; place < texts.currentNode.length; place++) {
      range.setStart(texts.currentNode, place);
      range.setEnd(texts.currentNode, place + 1);
      const box = range.getBoundingClientRect();
      if (box.width && box.top >= bottom - 2) found.push(range.toString());
      if (box.width) bottom = Math.max(bottom, box.bottom);
    }
  }
  return found;
})
