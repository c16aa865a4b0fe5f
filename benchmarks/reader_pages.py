"""What readers get of the page of a term and of the indexes, also on paper: `python -m benchmarks.reader_pages`.

Builds the documentation in both languages and prints each number beside its limit. Exits with 1 if one is beyond.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, ViewportSize

from benchmarks.browser import chromium, served

DOCS = Path(__file__).parents[1] / "docs"
LANGUAGES = ("en", "ja")
TERM = "glossary/large-language-model.html"
INDEX, GENERATED_INDEX = "glossary/index.html", "glossary-terms.html"
PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=900)
EMPTY = 0.02
"""How much of a sheet is printed, at least; a page of text has about ten percent."""

SHIFTS = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""

ON_TERM = """() => {
  const article = document.querySelector("article");
  // The style sheet of the manual makes one small line of a date.
  const shown = (node) => node.checkVisibility() && !node.closest(".glossary-field-type-checked");
  const headings = [...article.querySelectorAll("h2")].filter(shown);
  const sizes = headings.map((node) => parseFloat(getComputedStyle(node).fontSize));
  const texts = (nodes) => [...nodes].map((node) => node.textContent.replace("¶", "").trim());
  const listed = new Set(texts(document.querySelectorAll(".toc-tree a")));
  const count = (selector) => document.querySelectorAll(selector).length;
  return {
    missing: texts(headings).filter((text) => !listed.has(text)).length,
    sizes: Math.max(...sizes) / Math.min(...sizes),
    head: count("meta[name=description]") + count("script[type='application/ld+json']") + count("link[rel=glossary]"),
    abbreviation: document.title.includes("LLM"),
  };
}"""

ON_TARGET = """() => {
  const target = document.querySelector(":target");
  const heading = target.matches("h1, h2") ? target : target.querySelector("h1, h2");
  const box = heading.getBoundingClientRect();
  const hit = document.elementFromPoint(box.left + 5, box.top + box.height / 2);
  const colors = [target, heading].map((node) => getComputedStyle(node).backgroundColor);
  return {
    painted: colors.filter((color) => !["rgba(0, 0, 0, 0)", "transparent"].includes(color)).length,
    cut: hit !== null && heading.contains(hit) ? 0 : 1,
  };
}"""

# Characters that no line begins with (JIS X 4051): the mark of a long vowel, and small kana.
LINES = r"""() => {
  let count = 0;
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const top = (node, at) => {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect().top;
  };
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.checkVisibility() || node.parentElement.closest("svg")) continue;
    for (const found of node.data.matchAll(/[ーぁぃぅぇぉっゃゅょァィゥェォッャュョ]/g)) {
      if (found.index && top(node, found.index) - top(node, found.index - 1) > 8) count += 1;
    }
  }
  return count;
}"""

ON_INDEX = """() => {
  const letters = [...document.querySelectorAll("article a[href^='#']")].filter(
    (node) => node.textContent.trim().length === 1 && node.checkVisibility(),
  );
  return {
    letters: letters.filter((node) => node.getBoundingClientRect().right > innerWidth).length,
    shift: window.shift,
  };
}"""

ON_GENERATED_INDEX = """() => {
  const rows = [...document.querySelectorAll("article td, article td *")];
  const page = document.documentElement;
  return {
    italic: rows.filter((node) => getComputedStyle(node).fontStyle !== "normal").length,
    wider: page.scrollWidth - page.clientWidth,
  };
}"""


class Limit(NamedTuple):
    """A number, as a reader of the table sees it, and its limit.

    label: what is measured.
    limit: the limit in words.
    is_kept: whether a number keeps to it.
    """

    label: str
    limit: str
    is_kept: Callable[[float], bool]


LIMITS = {
    "missing": Limit("term: headings that its contents lack", "0", lambda value: value == 0),
    "sizes": Limit("term: sizes of headings of one level, ratio", "<= 1.25", lambda value: value <= 1.25),
    "head": Limit("term: description, JSON-LD, link to the glossary", "3", lambda value: value == 3),
    "abbreviation": Limit("term: abbreviation in the title", "1", lambda value: value == 1),
    "painted": Limit("term, from a link: heading painted", "0", lambda value: value == 0),
    "cut": Limit("term, from a link: heading cut or covered", "0", lambda value: value == 0),
    "lines": Limit("term, 390 px: lines that begin with a small kana", "0", lambda value: value == 0),
    "term sheets": Limit("term: sheets of paper", "", lambda _value: True),
    "term empty": Limit("term: sheets that are nearly empty, but the last", "0", lambda value: value == 0),
    "height": Limit("index, 1280 px: height, px a term", "<= 148", lambda value: value <= 148),
    "shift": Limit("index, 390 px: layout shift", "< 0.05", lambda value: value < 0.05),
    "letters": Limit("index, 390 px: letters beside the window", "0", lambda value: value == 0),
    "index sheets": Limit("index: sheets of paper", "", lambda _value: True),
    "index empty": Limit("index: sheets that are nearly empty, but the last", "0", lambda value: value == 0),
    "wider": Limit("generated index, 390 px: wider than the window, px", "0", lambda value: value <= 0),
    "italic": Limit("generated index: slanted text", "0", lambda value: value == 0),
}


def printed(page: Page, folder: Path) -> tuple[int, int]:
    """How many sheets a page has on paper, and how many of them, but the last one, are nearly empty."""
    page.pdf(path=folder / "page.pdf", format="A4", print_background=False)
    for old in folder.glob("sheet*.pgm"):
        old.unlink()
    subprocess.run(["pdftoppm", "-gray", "-r", "30", folder / "page.pdf", folder / "sheet"], check=True)
    sheets = sorted(folder.glob("sheet*.pgm"))
    return len(sheets), sum(_ink(sheet) < EMPTY for sheet in sheets[:-1])


def _ink(sheet: Path) -> float:
    """How much of a picture is dark."""
    pixels = sheet.read_bytes().split(b"\n", 3)[3]
    return sum(value < 200 for value in pixels) / len(pixels)


def measure(browser: Browser, site: str, terms: int, folder: Path) -> dict[str, float]:
    """The numbers of a language."""
    found: dict[str, Any] = {}
    page = browser.new_page(viewport=DESK)
    page.goto(f"{site}/{TERM}")
    found |= page.evaluate(ON_TERM)
    found["term sheets"], found["term empty"] = printed(page, folder)
    page.goto("about:blank")
    page.goto(f"{site}/{TERM}#term-large-language-model")
    found |= page.evaluate(ON_TARGET)
    page.goto(f"{site}/{INDEX}")
    found["height"] = page.evaluate("document.documentElement.scrollHeight") / terms
    found["index sheets"], found["index empty"] = printed(page, folder)
    page.close()
    phone = browser.new_page(viewport=PHONE)
    phone.add_init_script(SHIFTS)
    phone.goto(f"{site}/{TERM}")
    found["lines"] = phone.evaluate(LINES)
    phone.goto(f"{site}/{INDEX}", wait_until="networkidle")
    found |= phone.evaluate(ON_INDEX)
    phone.goto(f"{site}/{GENERATED_INDEX}")
    found |= phone.evaluate(ON_GENERATED_INDEX)
    phone.close()
    return {name: float(value) for name, value in found.items()}


def main() -> int:
    """Build, measure, print."""
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        for language in LANGUAGES:
            target = folder / language
            command = [sys.executable, "-P", "-m", "sphinx", "-q", "-b", "html", "-D", f"language={language}"]
            subprocess.run([*command, "-d", str(folder / f"{language}-doctrees"), str(DOCS), str(target)], check=True)
            with served(target) as site:
                terms = len(list((DOCS / "glossary").glob("*.md")))
                found[language] = measure(browser, site, terms, folder)
    print(f"{'':52}{'limit':>9}" + "".join(f"{language:>9}" for language in found))
    is_kept = True
    for name, limit in LIMITS.items():
        values = [numbers[name] for numbers in found.values()]
        is_kept &= all(map(limit.is_kept, values))
        print(f"{limit.label:52}{limit.limit:>9}" + "".join(f"{value:>9.3g}" for value in values))
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
