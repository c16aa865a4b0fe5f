"""What a browser loads for the page of a term, and how fast a large index is: `python -m benchmarks.page`."""

from __future__ import annotations

import argparse
import gzip
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, Response
from sphinx.cmd.build import main as build

from benchmarks.browser import LOCAL_MERMAID, chromium, put_mermaid, served
from benchmarks.generate import Entry, name_of, write

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


def generate(folder: Path, way: str) -> None:
    """A page with a term, and one with those around it; these have no relations of their own."""
    kind, conf = WAYS[way]
    put_mermaid(folder / "static")
    entry = Entry.of(TERM)
    others = [replace(Entry.of(number), relations={}) for found in entry.relations.values() for number in found]
    files = {
        "conf.py": f'project = "Benchmark"\nhtml_theme = "furo"\n{conf}',
        "index.md": "# Home\n\n```{toctree}\nterm\nothers\n```\n",
        "term.md": f"# A term\n\n{entry.markup(kind)}\n",
        "others.md": "\n\n".join(["# Others", *(other.markup(kind) for other in others)]) + "\n",
    }
    write(folder, files)


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


def packed(*bodies: bytes) -> str:
    """The size of some files; in brackets: packed with gzip."""
    return f"{sum(map(len, bodies)) / 1000:,.1f} kB ({sum(len(gzip.compress(body)) for body in bodies) / 1000:.1f})"


def print_pages(browser: Browser, folder: Path) -> None:
    """A row for each way."""
    print(f"| a page of a term | files | {' | '.join(TYPES.values())} |\n|{'---|' * 5}")
    for number, way in enumerate(WAYS):
        source, html = folder / f"{number}-source", folder / f"{number}"
        generate(source, way)
        assert build(["-q", "-b", "html", str(source), str(html)]) == 0
        with served(html) as site:
            bodies = weigh(browser, f"{site}/term.html")
        sizes = [packed(*found) for found in bodies.values()]
        print(f"| {way} | {sum(map(len, bodies.values()))} | {' | '.join(sizes)} |", flush=True)


SLOWDOWNS = (1, 4)
KEYS = "token"
ROUNDS = 5
ANSWER = Path(__file__).with_name("answer.js").read_text(encoding="utf-8")


def generate_index(folder: Path, terms: int, /) -> None:
    """A glossary of terms with an alias each, and its index."""
    files = {"conf.py": f'{OURS}project = "Index"\nhtml_theme = "furo"\n'}
    files["index.md"] = "# Index\n\n```{term-index}\n```\n\n```{toctree}\n:hidden:\n:glob:\n\nterms-*\n```\n"
    for first in range(0, terms, 100):
        files[f"terms-{first}.md"] = f"# From {first}\n\n" + "\n".join(
            f"````{{term}} {name_of(number)}\n:aliases: alias {number}\n\nThe definition of {number}.\n````\n"
            for number in range(first, min(terms, first + 100))
        )
    write(folder, files)


def answer(browser: Browser, address: str, slowdown: int, /) -> str:
    """Milliseconds until the page has loaded, and until the filter has answered: at the first key, at others."""
    loads, firsts, others = [], [], []
    for _ in range(ROUNDS):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
        start = time.perf_counter()
        page.goto(address)
        loads.append((time.perf_counter() - start) * 1000)
        page.wait_for_timeout(300 * slowdown)
        answers = [page.evaluate(ANSWER, KEYS[: end + 1]) for end in range(len(KEYS))]
        firsts.append(answers[0])
        others += answers[1:]
        context.close()
    return ", ".join(f"{statistics.median(times):.0f} ms" for times in (loads, firsts, others))


def print_indexes(browser: Browser, folder: Path, sizes: list[int]) -> None:
    """A row for each size."""
    print("\n| terms | HTML | height | " + " | ".join(f"load, first key, other keys at {x}x" for x in SLOWDOWNS) + " |")
    print(f"|{'---|' * (3 + len(SLOWDOWNS))}")
    for terms in sizes:
        source, html = folder / f"index-{terms}", folder / f"index-html-{terms}"
        generate_index(source, terms)
        assert build(["-q", "-b", "html", str(source), str(html)]) == 0
        with served(html) as site:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(f"{site}/index.html")
            height = page.evaluate("document.querySelector('.glossary-index').offsetHeight")
            page.close()
            cells = " | ".join(answer(browser, f"{site}/index.html", slowdown) for slowdown in SLOWDOWNS)
        print(f"| {terms:,} | {packed((html / 'index.html').read_bytes())} | {height:,} px | {cells} |", flush=True)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--terms", type=int, nargs="*", default=[300, 2000, 10000], help="sizes of indexes")
    sizes = parser.parse_args().terms
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        print_pages(browser, Path(name))
        print_indexes(browser, Path(name), sizes)


if __name__ == "__main__":
    main()
