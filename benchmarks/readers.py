"""What readers of the documentation get of its graphs, also on phones: `python -m benchmarks.readers`.

Builds the documentation in both languages with each kind of graphs, opens the page of every term, and prints how many
terms are beyond each limit, and the worst. Exits with 1 if something is beyond its limit. The other limits of pages are
tested (`tests/site/test_pages_browser.py`).
"""

from __future__ import annotations

import argparse
import operator
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, expect

from benchmarks.browser import LOCAL_MERMAID, chromium, put_mermaid, served

DOCS = Path(__file__).parents[1] / "docs"
LANGUAGES = ("en", "ja")
OUTPUTS = ("mermaid", "svg")
PHONE, DESK = 390, 1280
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

MEASURE = Path(__file__).with_name("measure.js").read_text(encoding="utf-8")
TOP = "document.querySelector('.glossary-index-filter').getBoundingClientRect().top"
SCROLLING = """[...document.querySelectorAll(".glossary-graph, .glossary-graph pre")].filter(
  (box) => box.scrollWidth > box.clientWidth + 1).length"""
ENDS = re.compile("(.)(?:</tspan><tspan[^>]*>|<br>)(.)")
# Two characters of one script, or what no line begins with (JIS X 4051).
BROKEN = re.compile(
    "[一-龠々]{2}|[ァ-ヺー]{2}|[ぁ-ゖー]{2}|[A-Za-z0-9]{2}|.[ーァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎ、。）」]"
)


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


def broken(site: Path) -> list[str]:
    """The ends of lines in labels of graphs that are inside a word, or before what no line begins with."""
    pages = (unescape(page.read_text(encoding="utf-8")) for page in (site / "glossary").glob("*.html"))
    texts = (re.sub(r"#(\d+);", lambda sign: chr(int(sign[1])), page) for page in pages)
    return [found for text in texts for found in map("".join, ENDS.findall(text)) if BROKEN.search(found)]


def site_numbers(browser: Browser, site: Path) -> bool:
    """Print the numbers of labels, maps, the index and the search; whether all limits are kept."""
    rows = [("labels of graphs broken inside a word", float(len(broken(site))), 0)]
    requests: list[str] = []
    with served(site) as address:
        for width, most in ((DESK, 320), (PHONE, 520)):
            page = browser.new_page(viewport={"width": width, "height": 900})
            page.goto(f"{address}/glossary/index.html")
            rows.append((f"top of the filter at {width} px", page.evaluate(TOP), most))
            for name, most in (("map", 3), ("learning-path", 0)) if width == DESK else ():
                page.goto(f"{address}/glossary/{name}.html")
                page.wait_for_load_state("networkidle")
                rows.append((f"graphs that scroll sideways, {name}", page.evaluate(SCROLLING), most))
            page.close()
        page = browser.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.goto(f"{address}/search.html?q=what+is+a+token")
        page.wait_for_load_state("networkidle")
        page.close()
    rows.append(("requests of a search", len(requests), 137))
    for label, value, most in rows:
        print(f"{label:42}{f'<= {most}':>9}{value:>8.0f}")
    return all(value <= most for _label, value, most in rows)


def main() -> int:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--outputs", nargs="*", default=list(OUTPUTS), choices=OUTPUTS)
    parser.add_argument("--languages", nargs="*", default=list(LANGUAGES), choices=LANGUAGES)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        sites = builds(Path(folder), arguments.outputs, arguments.languages)
        kept = [
            [table(browser, site, output, language), site_numbers(browser, site)] for output, language, site in sites
        ]
    return 0 if all(map(all, kept)) else 1


if __name__ == "__main__":
    sys.exit(main())
