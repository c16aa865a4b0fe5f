// How long it takes until the answer of a filter has been painted.
(text) => new Promise((resolve) => {
    const box = document.querySelector(".glossary-index-filter input");
    const start = performance.now();
    box.value = text;
    box.dispatchEvent(new InputEvent("input"));
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
})
