"""What a browser loads for the page of a term, and how long a reader waits for it: `python -m benchmarks.page`."""

from __future__ import annotations

import argparse
import gzip
import statistics
import tempfile
from dataclasses import replace
from pathlib import Path
from random import Random

from playwright.sync_api import Browser, Response
from sphinx.cmd.build import main as build

from benchmarks.browser import LOCAL_MERMAID, chromium, put_mermaid, served
from benchmarks.generate import Entry

TERM = 100
"""The number of the term: it has relations to six others."""
OURS = 'extensions = ["myst_parser", "sphinx_glossary_terms"]\n'
WAYS = {
    "without the extension": ("plain", 'extensions = ["myst_parser"]\n'),
    "with it, graph drawn when the site is built": ("ours", f'{OURS}glossary_terms_graph_output = "svg"\n'),
    "with it, graph drawn by Mermaid": (
        "ours",
        f'{OURS}html_static_path = ["static"]\nmermaid_use_local = "{LOCAL_MERMAID}"\n',
    ),
}
"""Ways to write the same page: the kind of markup, and what `conf.py` has for it."""
TYPES = {"html": "HTML", "css": "CSS", "javascript": "JavaScript"}
"""Parts of media types, and what they are called."""

# Told to the page before anything else: the first frame in which the graph has a size.
WATCH = """
const look = () => {
  const graphs = document.querySelectorAll(".glossary-graph svg");
  if ([...graphs].some((graph) => graph.getBoundingClientRect().width > 50)) window.seen = performance.now();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


def generate(folder: Path, way: str) -> None:
    """A page with a term, and one with those around it; these have no relations of their own."""
    kind, conf = WAYS[way]
    put_mermaid(folder / "static")
    entry = Entry.of(TERM)
    others = [replace(Entry.of(number), relations={}) for found in entry.relations.values() for number in found]
    (folder / "conf.py").write_text(f'project = "Benchmark"\nhtml_theme = "furo"\n{conf}', encoding="utf-8")
    pages = {
        "index": "# Home\n\n```{toctree}\nterm\nothers\n```\n",
        "term": f"# A term\n\n{entry.markup(kind)}\n",
        "others": "\n\n".join(["# Others", *(other.markup(kind) for other in others)]) + "\n",
    }
    for name, content in pages.items():
        (folder / f"{name}.md").write_text(content, encoding="utf-8")


def weigh(browser: Browser, address: str) -> dict[str, list[bytes]]:
    """What comes with an empty cache, by type."""
    found: dict[str, list[bytes]] = {name: [] for name in TYPES.values()}
    responses: list[Response] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("response", lambda response: responses.append(response))
        page.goto(address)
        page.wait_for_load_state("networkidle")
        for response in responses:
            for part, name in TYPES.items():
                if response.ok and part in response.headers.get("content-type", ""):
                    found[name].append(response.body())
    return found


def wait(browser: Browser, address: str, *, has_graph: bool) -> tuple[float, float]:
    """Milliseconds until there is something to read, and until the graph is there (0: there is none)."""
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(WATCH)
        page.goto(address)
        paint = page.wait_for_function("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
        graph = page.wait_for_function("window.seen").json_value() if has_graph else 0
        # What it still does must not slow down the next one.
        page.wait_for_load_state("networkidle")
        return float(paint.json_value()), float(graph)


def main() -> None:
    """Measure in rounds, each in an order of its own, and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    waits: dict[str, list[tuple[float, float]]] = {way: [] for way in WAYS}
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        for number, way in enumerate(WAYS):
            source = folder / f"{number}-source"
            source.mkdir()
            generate(source, way)
            assert build(["-q", "-b", "html", str(source), str(folder / str(number))]) == 0
        with served(folder) as site:
            addresses = {way: f"{site}/{number}/term.html" for number, way in enumerate(WAYS)}
            weights = {way: weigh(browser, address) for way, address in addresses.items()}
            # The first round warms the browser up.
            for number in range(rounds + 1):
                for way in Random(number).sample(list(WAYS), len(WAYS)):
                    waits[way].append(wait(browser, addresses[way], has_graph=WAYS[way][0] == "ours"))
    print(f"| a page of a term | files | {' | '.join(TYPES.values())} | first paint | graph |\n|{'---|' * 7}")
    for way, bodies in weights.items():
        paint, graph = (statistics.median(times) for times in zip(*waits[way][1:], strict=True))
        sizes = [
            f"{sum(map(len, found)) / 1000:.1f} kB ({sum(len(gzip.compress(body)) for body in found) / 1000:.1f})"
            for found in bodies.values()
        ]
        files = sum(map(len, bodies.values()))
        print(f"| {way} | {files} | {' | '.join(sizes)} | {paint:.0f} ms | {graph:.0f} ms |")
    print(f"\nIn brackets: packed with gzip. Times are medians of {rounds} rounds, with an empty cache.")


if __name__ == "__main__":
    main()
