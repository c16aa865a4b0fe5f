"""Measure a large `term-index`: its size, and how long its filter takes to answer."""

from __future__ import annotations

import argparse
import gzip
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.browser import chromium, served
from benchmarks.generate import name_of

SLOWDOWNS = (1, 4)
KEYS = "token"
ROUNDS = 5
ANSWER = """(text) => new Promise((resolve) => {
    const box = document.querySelector(".glossary-index-filter input");
    const start = performance.now();
    box.value = text;
    box.dispatchEvent(new InputEvent("input"));
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
})"""
"""Until the answer has been painted."""

CONF = 'extensions = ["myst_parser", "sphinx_glossary_terms"]\nproject = "Index"\nhtml_theme = "furo"\n'


def write(folder: Path, terms: int, /) -> None:
    """A glossary of terms with an alias each, and its index."""
    folder.mkdir()
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    pages = range(-(-terms // 100))
    names = "\n".join(f"terms-{page}" for page in pages)
    index = f"# Index\n\n```{{term-index}}\n```\n\n```{{toctree}}\n:hidden:\n\n{names}\n```\n"
    (folder / "index.md").write_text(index, encoding="utf-8")
    for page in pages:
        terms_of_page = (
            f"````{{term}} {name_of(number)}\n:aliases: alias {number}\n\nThe definition of {number}.\n````\n"
            for number in range(page * 100, min(terms, page * 100 + 100))
        )
        text = "\n".join((f"# Page {page}\n", *terms_of_page))
        (folder / f"terms-{page}.md").write_text(text, encoding="utf-8")


def measure(browser: Browser, address: str, slowdown: int, /) -> tuple[float, float, float]:
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
    return statistics.median(loads), statistics.median(firsts), statistics.median(others)


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--terms", type=int, nargs="+", default=[300, 2000, 10000])
    arguments = parser.parse_args()
    print("| terms | HTML | height | " + " | ".join(f"load, first key, other keys at {x}x" for x in SLOWDOWNS) + " |")
    print("|---|---|---|" + "---|" * len(SLOWDOWNS))
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for terms in arguments.terms:
            source, target = Path(folder, f"source-{terms}"), Path(folder, f"html-{terms}")
            write(source, terms)
            subprocess.run([sys.executable, "-m", "sphinx", "-q", source, target], check=True)
            html = (target / "index.html").read_bytes()
            with served(target) as address:
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                page.goto(f"{address}/index.html")
                height = page.evaluate("document.querySelector('.glossary-index').offsetHeight")
                page.close()
                times = [measure(browser, f"{address}/index.html", slowdown) for slowdown in SLOWDOWNS]
            cells = " | ".join(", ".join(f"{value:.0f} ms" for value in row) for row in times)
            size = f"{len(html) / 1000:.0f} kB ({len(gzip.compress(html)) / 1000:.0f})"
            print(f"| {terms:,} | {size} | {height:,} px | {cells} |", flush=True)


if __name__ == "__main__":
    main()
