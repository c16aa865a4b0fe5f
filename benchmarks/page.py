"""What a browser has to load for the page of a term, with this extension and without: `python -m benchmarks.page`."""

from __future__ import annotations

import argparse
import gzip
import statistics
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from playwright.sync_api import Browser, Response
from sphinx.cmd.build import main as build

from benchmarks.browser import LOCAL_MERMAID, chromium, put_mermaid, served
from benchmarks.generate import Entry

TERM = 100
"""The number of the term: it has relations to six others."""

CONF = """\
project = "Benchmark"
html_theme = "furo"
"""
CONF_OURS = """\
extensions = ["myst_parser", "sphinx_glossary_terms"]
"""


@dataclass(frozen=True)
class Way:
    """A way to write the same page: its label, the kind of markup, and what `conf.py` has for it."""

    name: str
    label: str
    kind: str
    conf: str


WAYS = (
    Way("plain", "without the extension", "plain", 'extensions = ["myst_parser"]\n'),
    Way("svg", "with it, graph drawn by the build", "ours", CONF_OURS + 'glossary_terms_graph_output = "svg"\n'),
    Way(
        "mermaid",
        "with it, graph drawn by Mermaid",
        "ours",
        CONF_OURS + f'html_static_path = ["static"]\nmermaid_use_local = "{LOCAL_MERMAID}"\n',
    ),
)
TYPES = {"html": "HTML", "css": "CSS", "javascript": "JavaScript"}
"""Parts of media types, and what they are called."""


def generate(folder: Path, way: Way) -> None:
    """A page with a term, and one with those around it; these have no relations of their own."""
    put_mermaid(folder / "static")
    entry = Entry.of(TERM)
    others = [replace(Entry.of(number), relations={}) for found in entry.relations.values() for number in found]
    (folder / "conf.py").write_text(CONF + way.conf, encoding="utf-8")
    toctree = "```{toctree}\nterm\nothers\n```\n"
    pages = {
        "index": f"# Home\n\n{toctree}",
        "term": f"# A term\n\n{entry.markup(way.kind)}\n",
        "others": "\n\n".join(["# Others", *(other.markup(way.kind) for other in others)]) + "\n",
    }
    for name, content in pages.items():
        (folder / f"{name}.md").write_text(content, encoding="utf-8")


def weigh(browser: Browser, address: str) -> dict[str, tuple[int, int, int]]:
    """By type: how many responses come with an empty cache, their bytes, and those if a server packs them."""
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
    return {
        name: (len(bodies), sum(map(len, bodies)), sum(len(gzip.compress(body)) for body in bodies))
        for name, bodies in found.items()
    }


def first_paint(browser: Browser, address: str) -> float:
    """Milliseconds until there is something to read, with an empty cache."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        paint = page.wait_for_function("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
        # What it still does must not slow down the next one.
        page.wait_for_load_state("networkidle")
        return float(paint.json_value())


def main() -> None:
    """Measure in rounds, each in an order of its own, and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for way in WAYS:
            source = Path(folder) / f"{way.name}-source"
            source.mkdir()
            generate(source, way)
            assert build(["-q", "-b", "html", str(source), str(Path(folder) / way.name)]) == 0
        with served(Path(folder)) as site:
            addresses = {way: f"{site}/{way.name}/term.html" for way in WAYS}
            weights = {way: weigh(browser, address) for way, address in addresses.items()}
            # The first round warms the browser up.
            paints = [
                {way: first_paint(browser, addresses[way]) for way in Random(number).sample(WAYS, len(WAYS))}
                for number in range(rounds + 1)
            ][1:]
    times = {way: [found[way] for found in paints] for way in WAYS}
    medians = {way: statistics.median(found) for way, found in times.items()}
    print(f"| a page of a term | files | {' | '.join(TYPES.values())} | first paint |\n|---|---|---|---|---|---|")
    for way, median in medians.items():
        files = sum(count for count, _, _ in weights[way].values())
        sizes = [f"{plain / 1000:.1f} kB ({packed / 1000:.1f})" for _, plain, packed in weights[way].values()]
        ratio = median / medians[WAYS[0]]
        print(
            f"| {way.label} | {files} | {' | '.join(sizes)} | {median:.0f} ms ({min(times[way]):.0f}), {ratio:.2f}x |"
        )
    print(f"\nIn brackets: packed with gzip; first paint is the median of {rounds} rounds, in brackets the least.")


if __name__ == "__main__":
    main()
