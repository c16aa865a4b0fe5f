(selector) => [...document.querySelectorAll(`${selector}, ${selector} *`)]
.filter((part) => getComputedStyle(part).fontStyle !== "normal").map((part) => part.outerHTML)
