// How large the name of each term is, and the headings of its fields.
() => [...document.querySelectorAll(".glossary-section, .glossary-entry")].map((term) =>
  [term.querySelector(":scope > :is(h1, h2, h3, dt)"), ...term.querySelectorAll(".glossary-field-title")]
    .map((heading) => parseFloat(getComputedStyle(heading).fontSize)))
