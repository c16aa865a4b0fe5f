// The place of each of our boxes with an anchor, below the one before it.
() => [...document.querySelectorAll("div:is(.glossary-field, .glossary-folded, .glossary-relations, .glossary-uses)[id]")].map((box) => {
  const {marginTop, paddingTop} = getComputedStyle(box);
  return [box.className, marginTop, paddingTop];
})
