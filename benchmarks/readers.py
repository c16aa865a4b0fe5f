"""What readers of the documentation get of its pages, also on phones and on paper: `python -m benchmarks.readers`.

Builds the documentation in both languages with each kind of graphs, opens the page of every term, and prints how many
terms are beyond each limit, and the worst; then the numbers of one page of a term and of the indexes. Exits with 1 if
something is beyond its limit.
"""

from __future__ import annotations

import argparse
import operator
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, expect

from benchmarks.browser import LOCAL_MERMAID, chromium, put_mermaid, served

DOCS = Path(__file__).parents[1] / "docs"
LANGUAGES = ("en", "ja")
OUTPUTS = ("mermaid", "svg")
PHONE, DESK = 390, 1280
TERM = "glossary/large-language-model.html"
INDEX, GENERATED_INDEX = "glossary/index.html", "glossary-terms.html"
EMPTY = 0.02
"""How much of a sheet is printed, at least; a page of text has about ten percent."""
SIGNS = {"=": operator.eq, "<=": operator.le, "<": operator.lt, ">=": operator.ge}


class Limit(NamedTuple):
    """A limit for one number of a page: what it is, the width of the window, its key, and the limit if there is one."""

    label: str
    width: int
    key: str
    limit: str = ""

    def is_kept(self, value: float, /) -> bool:
        """Whether a number keeps to it."""
        sign, _space, number = self.limit.partition(" ")
        return not sign or bool(SIGNS[sign](value, float(number)))


LIMITS = (
    Limit("width of the graph, px", DESK, "width", "<= 350"),
    Limit("graph wider than its place, px", PHONE, "hidden", "<= 0"),
    Limit("graph wider than its place, px", DESK, "hidden", "<= 0"),
    Limit("page wider than the window, px", PHONE, "page", "<= 0"),
    Limit("smallest text, px", PHONE, "text", ">= 12"),
    Limit("smallest text, px", DESK, "text", ">= 12"),
    Limit("tab stops a neighbor", DESK, "stops", "= 1"),
    Limit("nodes without a card", DESK, "cardless", "= 0"),
    Limit("width as it was drawn, px", DESK, "drawn"),
    Limit("height of the graph, px", PHONE, "height"),
    Limit("height with the lists, px", PHONE, "whole"),
    Limit("height with the lists, px", DESK, "whole"),
)
PAGES = (
    Limit("term: headings that its contents lack", DESK, "missing", "= 0"),
    Limit("term: sizes of headings of one level, ratio", DESK, "sizes", "<= 1.25"),
    Limit("term: description, JSON-LD, link to the glossary", DESK, "head", "= 3"),
    Limit("term: abbreviation in the title", DESK, "abbreviation", "= 1"),
    Limit("term, from a link: heading painted", DESK, "painted", "= 0"),
    Limit("term, from a link: heading cut or covered", DESK, "cut", "= 0"),
    Limit("term: lines that begin with a small kana", PHONE, "lines", "= 0"),
    Limit("term: sheets of paper", DESK, "term sheets"),
    Limit("term: sheets that are nearly empty, but the last", DESK, "term empty", "= 0"),
    Limit("index: height, px a term", DESK, "index height", "<= 148"),
    Limit("index: layout shift", PHONE, "shift", "< 0.05"),
    Limit("index: letters beside the window", PHONE, "letters", "= 0"),
    Limit("index: sheets of paper", DESK, "index sheets"),
    Limit("index: sheets that are nearly empty, but the last", DESK, "index empty", "= 0"),
    Limit("generated index: wider than the window, px", PHONE, "wider", "<= 0"),
    Limit("generated index: slanted text", PHONE, "italic", "= 0"),
)

# Of the graph of the first term of a page.
MEASURE = """() => {
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
}"""

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


def builds(folder: Path, outputs: list[str], languages: list[str]) -> Iterator[tuple[str, str, Path]]:
    """The documentation with each kind of graphs in each language."""
    static = folder / "static"
    put_mermaid(static)
    for language in languages:
        for output in outputs:
            target = folder / f"{output}-{language}"
            settings = {
                "language": language,
                "glossary_terms_graph_output": output,
                "mermaid_use_local": LOCAL_MERMAID,
                "html_static_path": f"_static,{static}",
            }
            options = [part for name, value in settings.items() for part in ("-D", f"{name}={value}")]
            command = [sys.executable, "-P", "-m", "sphinx", "-q", "-b", "html", "-d", str(folder / language)]
            subprocess.run([*command, *options, str(DOCS), str(target)], check=True)
            yield output, language, target


def terms_of(site: Path) -> list[str]:
    """The pages of terms that have a graph."""
    pages = sorted((site / "glossary").glob("*.html"))
    shown = re.compile(r'class="glossary-relations\b.*class="glossary-graph\b', re.DOTALL)
    return [page.name for page in pages if shown.search(page.read_text(encoding="utf-8"))]


def measure(page: Page, address: str) -> dict[str, Any]:
    """What `MEASURE` finds on a page, when its graph is drawn."""
    page.goto(address)
    graph = page.locator(".glossary-relations .glossary-graph").first
    graph.scroll_into_view_if_needed()
    graph.locator("svg .node").first.wait_for()
    found: dict[str, Any] = page.evaluate(MEASURE)
    # One node stands for all: they differ in nothing but their term. The boxes "+N more" lead to no term.
    graph.locator("svg a:not(.glossary-more, :has(.glossary-more))").first.hover(force=True)
    try:
        expect(page.locator("#glossary-hover")).to_be_visible(timeout=3000)
    except AssertionError:
        found["cardless"] = 1
    return found


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


def measure_pages(browser: Browser, site: str, terms: int, folder: Path) -> dict[str, float]:
    """The numbers of one page of a term, and of the indexes."""
    found: dict[str, Any] = {}
    page = browser.new_page(viewport={"width": DESK, "height": 900})
    page.goto(f"{site}/{TERM}")
    found |= page.evaluate(ON_TERM)
    found["term sheets"], found["term empty"] = printed(page, folder)
    page.goto("about:blank")
    page.goto(f"{site}/{TERM}#term-large-language-model")
    found |= page.evaluate(ON_TARGET)
    page.goto(f"{site}/{INDEX}")
    found["index height"] = page.evaluate("document.documentElement.scrollHeight") / terms
    found["index sheets"], found["index empty"] = printed(page, folder)
    page.close()
    phone = browser.new_page(viewport={"width": PHONE, "height": 844})
    phone.add_init_script(SHIFTS)
    phone.goto(f"{site}/{TERM}")
    found["lines"] = phone.evaluate(LINES)
    phone.goto(f"{site}/{INDEX}", wait_until="networkidle")
    found |= phone.evaluate(ON_INDEX)
    phone.goto(f"{site}/{GENERATED_INDEX}")
    found |= phone.evaluate(ON_GENERATED_INDEX)
    phone.close()
    return found


def table(browser: Browser, site: Path, output: str, language: str) -> bool:
    """Print the numbers of the graphs of a build; whether all limits are kept."""
    pages = terms_of(site)
    found: dict[int, dict[str, dict[str, Any]]] = {}
    with served(site) as address:
        for width in (PHONE, DESK):
            page = browser.new_page(viewport={"width": width, "height": 900})
            found[width] = {name: measure(page, f"{address}/glossary/{name}") for name in pages}
            page.close()
    is_kept = True
    print(f"\n{output}, {language}: {len(pages)} terms with a graph")
    print(f"{'':34}{'window':>8}{'limit':>9}{'beyond':>8}{'worst':>9}  at")
    for limit in LIMITS:
        values = {name: value[limit.key] for name, value in found[limit.width].items()}
        beyond = [name for name, value in values.items() if not limit.is_kept(value)]
        pick = min if limit.limit.startswith(">=") else max
        worst = pick(values, key=values.__getitem__)
        is_kept &= not beyond
        numbers = f"{limit.width:>8}{limit.limit:>9}{len(beyond):>8}{values[worst]:>9.1f}"
        print(f"{limit.label:34}{numbers}  {worst.removesuffix('.html')}")
    return is_kept


def table_of_pages(browser: Browser, folder: Path, site: Path, language: str) -> bool:
    """Print the numbers of the other pages of a build; whether all limits are kept."""
    with served(site) as address:
        found = measure_pages(browser, address, len(list((DOCS / "glossary").glob("*.md"))), folder)
    print(f"\n{language}: pages")
    for limit in PAGES:
        print(f"{limit.label:52}{limit.width:>8}{limit.limit:>9}{float(found[limit.key]):>9.3g}")
    return all(limit.is_kept(found[limit.key]) for limit in PAGES)


def main() -> int:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--outputs", nargs="*", default=list(OUTPUTS), choices=OUTPUTS)
    parser.add_argument("--languages", nargs="*", default=list(LANGUAGES), choices=LANGUAGES)
    arguments = parser.parse_args()
    kept = []
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        for output, language, site in builds(folder, arguments.outputs, arguments.languages):
            kept.append(table(browser, site, output, language))
            if output == arguments.outputs[0]:
                kept.append(table_of_pages(browser, folder, site, language))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
