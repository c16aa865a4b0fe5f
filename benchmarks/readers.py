"""What readers of the documentation get of its graphs, on a desk and on a phone: `python -m benchmarks.readers`.

Builds the documentation in both languages with each kind of graphs, opens the page of every term, and prints how many
terms are beyond each limit, and the worst. Exits with 1 if one is.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, expect

from benchmarks.browser import LOCAL_MERMAID, chromium, put_mermaid, served

DOCS = Path(__file__).parents[1] / "docs"
LANGUAGES = ("en", "ja")
OUTPUTS = ("mermaid", "svg", "html")
PHONE, DESK = 390, 1280


class Limit(NamedTuple):
    """A limit for one number of a page.

    label: what is measured.
    width: the width of the window.
    limit: the limit as a reader of the table sees it.
    value: the number, of what `MEASURE` found.
    is_kept: whether a number keeps to it.
    """

    label: str
    width: int
    limit: str
    value: Callable[[dict[str, Any]], float]
    is_kept: Callable[[float], bool]


LIMITS = (
    Limit("graph wider than its place, px", PHONE, "0", lambda found: found["hidden"], lambda value: value <= 0),
    Limit("page wider than the window, px", PHONE, "0", lambda found: found["page"], lambda value: value <= 0),
    Limit("smallest text, px", PHONE, ">= 12", lambda found: found["text"], lambda value: value >= 12),
    Limit("smallest text, px", DESK, ">= 12", lambda found: found["text"], lambda value: value >= 12),
    Limit("graph wider than its place, px", DESK, "0", lambda found: found["hidden"], lambda value: value <= 0),
    Limit("height of the graph, px", PHONE, "<= 640", lambda found: found["height"], lambda value: value <= 640),
    Limit("height of the graph, px", DESK, "<= 450", lambda found: found["height"], lambda value: value <= 450),
    Limit("tab stops a neighbor", DESK, "1", lambda found: found["stops"], lambda value: value == 1),
    Limit("nodes without a card", DESK, "0", lambda found: found["cardless"], lambda value: value == 0),
    Limit("height with the lists, px", PHONE, "-", lambda found: found["whole"], lambda _value: True),
    Limit("height with the lists, px", DESK, "-", lambda found: found["whole"], lambda _value: True),
    Limit("controls on a box", DESK, "0", lambda found: found["covered"], lambda value: value == 0),
)

# Of the graph of the first term of a page.
MEASURE = """() => {
  const place = document.querySelector(".glossary-relations .glossary-graph, .glossary-connections");
  const relations = place.closest(".glossary-relations");
  const seen = (nodes) => [...nodes].filter((node) => node.checkVisibility());
  const [svg] = seen(place.querySelectorAll("svg"));
  const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
  const texts = svg
    ? svg.querySelectorAll("text, .nodeLabel p, .edgeLabel p")
    : place.querySelectorAll("a, strong, .rubric, summary");
  const sizes = seen(texts).filter((text) => text.textContent.trim());
  const scrolls = [place, ...(svg ? [svg.parentElement] : [])];
  // In lists, of which the ends are folded, in the graph, and in the line that says what to read first.
  const places = [relations, relations.parentElement.querySelector(".glossary-read-first")].filter(Boolean);
  const found = places.flatMap((part) => [...part.querySelectorAll("a[href*='#term-'], a[*|href*='#term-']")]);
  const links = found.filter((link) => link.checkVisibility() || link.closest("details"));
  const stops = {};
  for (const link of links) {
    const address = link.getAttribute("href") ?? link.getAttribute("xlink:href");
    // More of a list, and not a term.
    if (address.includes("--")) continue;
    const list = link.closest("dd")?.id ?? link.closest(".glossary-relation")?.className ?? "";
    stops[address] ??= new Map();
    if (link.tabIndex >= 0) stops[address].set(list, (stops[address].get(list) ?? 0) + 1);
  }
  const addresses = (some) => some.map((link) => link.getAttribute("href") ?? link.getAttribute("xlink:href"));
  const listed = new Set(addresses([...relations.querySelectorAll(".glossary-relation-lists a")]));
  const counts = Object.values(stops).map((found) => Math.max(0, ...found.values()));
  const button = seen(place.querySelectorAll(".mermaid-fullscreen-btn"))[0]?.getBoundingClientRect();
  const meets = (box) =>
    button && box.left < button.right && box.right > button.left && box.top < button.bottom && box.bottom > button.top;
  const nodes = seen(place.querySelectorAll("svg .node"));
  return {
    scale,
    hidden: Math.max(...scrolls.map((node) => node.scrollWidth - node.clientWidth)),
    page: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    text: Math.round(100 * Math.min(...sizes.map((text) => parseFloat(getComputedStyle(text).fontSize) * scale))) / 100,
    height: place.getBoundingClientRect().height,
    whole: relations.getBoundingClientRect().height,
    drawn: new Set(addresses(seen(place.querySelectorAll("a")))).size,
    twice: new Set(addresses(seen(place.querySelectorAll("a"))).filter((address) => listed.has(address))).size,
    listed: listed.size,
    stops: counts.find((count) => count !== 1) ?? 1,
    cardless: 0,
    covered: nodes.filter((node) => meets(node.getBoundingClientRect())).length,
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
    shown = re.compile(r'class="glossary-relations\b.*class="glossary-(?:graph|connections)\b', re.DOTALL)
    return [page.name for page in pages if shown.search(page.read_text(encoding="utf-8"))]


def measure(page: Page, address: str, output: str) -> dict[str, Any]:
    """What `MEASURE` finds on a page, when its graph is drawn."""
    page.goto(address)
    graph = page.locator(".glossary-relations .glossary-graph, .glossary-connections").first
    graph.scroll_into_view_if_needed()
    if output != "html":
        graph.locator("svg:visible .node").first.wait_for()
    if output == "mermaid":
        graph.locator(".mermaid-fullscreen-btn:visible").first.wait_for()
    found: dict[str, Any] = page.evaluate(MEASURE)
    # One node stands for all: they differ in nothing but their term. The box "+N more" leads to no term.
    nodes = ".node:not(.more) :is(a[href*='#term-'], text), a[href*='#term-'], svg a"
    node = graph.locator(f":is({nodes}):not(.more, .more *, :has(.more)):visible").first
    node.hover(force=True)
    try:
        expect(page.locator("#glossary-hover")).to_be_visible(timeout=3000)
    except AssertionError:
        found["cardless"] = 1
    return found


def table(browser: Browser, site: Path, output: str, language: str) -> bool:
    """Print the numbers of a build; whether all limits are kept."""
    pages = terms_of(site)
    found: dict[int, dict[str, dict[str, Any]]] = {}
    with served(site) as address:
        for width in (PHONE, DESK):
            page = browser.new_page(viewport={"width": width, "height": 900})
            found[width] = {name: measure(page, f"{address}/glossary/{name}", output) for name in pages}
            page.close()
    is_kept = True
    print(f"\n{output}, {language}: {len(pages)} terms with a graph")
    print(f"{'':34}{'window':>8}{'limit':>9}{'beyond':>8}{'worst':>9}  at")
    for limit in LIMITS:
        values = {name: limit.value(value) for name, value in found[limit.width].items()}
        beyond = [name for name, value in values.items() if not limit.is_kept(value)]
        pick = min if limit.limit.startswith(">=") else max
        worst = pick(values, key=values.__getitem__)
        is_kept &= not beyond
        numbers = f"{limit.width:>8}{limit.limit:>9}{len(beyond):>8}{values[worst]:>9.1f}"
        print(f"{limit.label:34}{numbers}  {worst.removesuffix('.html')}")
    drawn, twice, listed = (sum(value[key] for value in found[DESK].values()) for key in ("drawn", "twice", "listed"))
    print(f"{drawn} boxes; {twice} of {listed} terms of the lists are boxes, too, at {DESK}")
    return is_kept


def main() -> int:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--outputs", nargs="*", default=list(OUTPUTS), choices=OUTPUTS)
    parser.add_argument("--languages", nargs="*", default=list(LANGUAGES), choices=LANGUAGES)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        kept = [
            table(browser, site, output, language)
            for output, language, site in builds(Path(folder), arguments.outputs, arguments.languages)
        ]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
