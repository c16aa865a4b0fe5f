// The sizes of headings of each level: those of authors, and ours.
() => Object.fromEntries([2, 3].map((level) => [level, ["", ".rubric"].map((kind) =>
  [...document.querySelectorAll(`#term-bread h${level}${kind || ":not(.rubric)"}`)]
    .map((heading) => parseFloat(getComputedStyle(heading).fontSize)))]))
