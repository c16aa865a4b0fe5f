// Make a link several lines long; where these are.
link => {
  link.parentElement.style.width = '30em';
  link.textContent = 'a link of several lines '.repeat(8);
  return [...link.getClientRects()].map((line) => line.toJSON());
}
