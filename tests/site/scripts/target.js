// Where the heading that the address means is, whether it is seen, and what is behind it.
async () => {
  const target = document.getElementById(location.hash.slice(1));
  const heading = target.matches("dt") ? target
    : target.closest("details")?.querySelector("summary") ?? target.closest("section, div").querySelector("h1, h2, h3");
  // Some themes scroll smoothly.
  for (let before = NaN; before !== scrollY; await new Promise((done) => setTimeout(done, 150))) before = scrollY;
  const {left, top, height} = heading.getBoundingClientRect();
  const seen = document.elementFromPoint(left + 8, top + height / 2);
  const grounds = [heading];
  for (let part = heading; part.id !== "term-bread" && (part = part.parentElement).closest("[id^=term]"); ) grounds.push(part);
  return {
    top,
    isSeen: heading.contains(seen),
    grounds: grounds.map((part) => getComputedStyle(part).backgroundColor),
  };
}
