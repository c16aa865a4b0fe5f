(part) => {
  const {lineBreak, lineHeight, fontSize} = getComputedStyle(part);
  return [lineBreak, Math.round(parseFloat(lineHeight) / parseFloat(fontSize) * 100) / 100];
}
