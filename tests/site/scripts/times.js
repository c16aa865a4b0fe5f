// Note when the pointer came to a link, and when the card opened.
() => {
  const note = (event) => event.target.closest(".glossary-link") && (window.entered ??= performance.now());
  document.addEventListener("pointerover", note, true);
  const look = () => document.querySelector("#glossary-hover") && (window.opened ??= performance.now());
  new MutationObserver(look).observe(document.body, { childList: true });
}
