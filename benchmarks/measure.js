// What the graph of the first term of a page is like.
() => {
  const place = document.querySelector(".glossary-relations .glossary-graph");
  const relations = place.closest(".glossary-relations");
  const svg = place.querySelector("svg");
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  const texts = [...svg.querySelectorAll("text, .nodeLabel p")].filter((text) => text.textContent.trim());
  // In lists, of which the ends are folded, in the graph, and in the line that says what to read first.
  const places = [relations, relations.parentElement.querySelector(".glossary-read-first")].filter(Boolean);
  const links = places.flatMap((part) => [...part.querySelectorAll("a[href*='#term-'], a[*|href*='#term-']")]);
  const stops = {};
  for (const link of links) {
    const address = link.getAttribute("href") ?? link.getAttribute("xlink:href");
    // More of a list, and not a term.
    if (!address.includes("--")) stops[address] = (stops[address] ?? 0) + (link.tabIndex >= 0);
  }
  return {
    width: svg.getBoundingClientRect().width,
    drawn: svg.viewBox.baseVal.width,
    hidden: Math.max(...[place, svg.parentElement].map((node) => node.scrollWidth - node.clientWidth)),
    page: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    text: Math.round(100 * Math.min(...texts.map((text) => parseFloat(getComputedStyle(text).fontSize) * scale))) / 100,
    height: place.getBoundingClientRect().height,
    whole: relations.getBoundingClientRect().height,
    stops: Object.values(stops).find((count) => count !== 1) ?? 1,
    cardless: 0,
  };
}
