() => [...document.querySelectorAll('.glossary-entry *')].filter(element => {
    const {left, right, width} = element.getBoundingClientRect();
    return width > 1 && (left < -1 || right > innerWidth + 1);
}).map(element => element.outerHTML.slice(0, 80))
