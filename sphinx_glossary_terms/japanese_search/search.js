// What a reader searches for, cut like the text of the pages: see `_tokens` and `_stem` in __init__.py.
const run = new RegExp(`[${JAPANESE}]+|(?:(?![${JAPANESE}])[\\p{L}\\p{N}_])+`, "gu");
const japanese = new RegExp(`[${JAPANESE}]`, "u");
const han = new RegExp(`[${HAN}]`, "u");
const particle = new RegExp(`^[${PARTICLES}][^${HIRAGANA}ー]`, "u");
const signs = Array.from(SIGNS);
const letters = Array.from(LETTERS);
const tokens = [
  ...signs.flatMap((a) => [...signs, ...letters].map((b) => a + b)),
  ...letters.flatMap((a) => signs.map((b) => a + b)),
];

const short = (text) => {
  let number = 0;
  for (const char of text) number = (Math.imul(31, number) + char.codePointAt(0)) >>> 0;
  return tokens[number % tokens.length];
};

const toKatakana = (text) =>
  text.replace(/[\u3041-\u3096\u309d\u309e]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0x60));

const common = new Set(toKatakana(COMMON).match(/../gu));
const isCommon = (pair) => common.has(toKatakana(pair));

const parts = (text) => {
  const chars = Array.from(text);
  const found = [];
  for (let i = 0; i + 1 < chars.length; i++) {
    const pair = chars.slice(i, i + 2).join("");
    if (!isCommon(pair) && !particle.test(pair)) found.push(pair);
    const three = chars.slice(i, i + 3);
    if (three.length === 3 && (isCommon(pair) || isCommon(three.slice(1).join("")))) found.push(three.join(""));
  }
  return found.length || chars.length < 2 ? found : chars.filter((char) => han.test(char));
};

window.splitQuery = (query) => {
  const runs = query.normalize("NFKC").match(run) ?? [];
  const isMixed = runs.some((text) => japanese.test(text));
  const isNumber = runs.length === 1 && /^\d+$/.test(runs[0]);
  const found = runs.flatMap((text) => {
    if (japanese.test(text)) return parts(text);
    return (isMixed && (text.length > 2 || /^\d+$/.test(text))) || isNumber ? [text + BESIDE] : [text];
  });
  return found.length ? found : runs;
};

window.Stemmer = function () {
  this.stemWord = (word) => {
    if (word.endsWith(BESIDE)) return short(word.slice(0, -1).toLowerCase());
    if (!japanese.test(word)) return word;
    const text = han.test(word) ? word : toKatakana(word);
    return Array.from(text).length < 3 ? text : short(text);
  };
};
