// The lines at the lower edge of a card that are seen in part.
box => {
  const range = document.createRange();
  range.selectNodeContents(box);
  const {bottom} = box.firstChild.getBoundingClientRect();
  return [...range.getClientRects()].filter((line) => line.height < 30 && line.top < bottom - 3 && line.bottom > bottom);
}
