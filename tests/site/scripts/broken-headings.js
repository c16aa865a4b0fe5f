// The headings that have a line for their permalink alone.
() => [...document.querySelectorAll(".glossary-section :is(h1, h2)")].filter((heading) => {
  const before = heading.getBoundingClientRect().height;
  const link = heading.querySelector(".headerlink");
  link?.remove();
  const after = heading.getBoundingClientRect().height;
  if (link) heading.append(link);
  return before > after;
}).map((heading) => heading.textContent)
