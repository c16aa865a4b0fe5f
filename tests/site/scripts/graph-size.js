// Of the first graph of a page: how much smaller it is drawn, its text in pixels, and how far it can be scrolled.
() => {
  const svg = document.querySelector(".glossary-graph svg");
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  const texts = [...svg.querySelectorAll("text, .nodeLabel p, .edgeLabel p")].filter((text) => text.textContent.trim());
  const place = svg.parentElement;
  return {
    scale,
    text: Math.min(...texts.map((text) => parseFloat(getComputedStyle(text).fontSize) * scale)),
    scrolls: place.scrollWidth - place.clientWidth,
    page: document.documentElement.scrollWidth - innerWidth,
  };
}
