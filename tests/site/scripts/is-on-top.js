box => {
  const { left, bottom, width } = box.firstChild.getBoundingClientRect();
  return box.contains(document.elementFromPoint(left + width / 2, bottom - 2));
}
