// How far the last sign of a text is from the right of some place.
(text, inOf) => {
  const [last, range, words] = [text.lastChild, document.createRange(), document.createRange()];
  range.setStart(last, last.length - 1);
  range.setEnd(last, last.length);
  words.selectNodeContents(last);
  return (inOf ? text : words).getBoundingClientRect().right - range.getBoundingClientRect().right;
}
