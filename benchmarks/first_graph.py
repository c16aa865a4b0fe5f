"""How long a reader waits for a graph in Chromium, Mermaid on the same host: `python -m benchmarks.first_graph`."""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Response
from sphinx.cmd.build import main as build

from benchmarks.browser import LOCAL_MERMAID, chromium, put_mermaid, served

OUTPUTS = ("mermaid", "svg")

CONF = """\
extensions = ["myst_parser", "sphinx_glossary_terms"]
html_theme = "basic"
html_static_path = ["static"]
mermaid_use_local = "{local}"
glossary_terms_graph_output = "{output}"
"""

# Told to the page before anything else: the first frame in which the graph has a size.
WATCH = """
const look = () => {
  const graphs = document.querySelectorAll(".glossary-graph svg");
  if ([...graphs].some((graph) => graph.getBoundingClientRect().width > 50)) window.seen = performance.now();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


def generate(folder: Path, output: str) -> None:
    """A term with eight others around it."""
    others = [f"other {number}" for number in range(8)]
    put_mermaid(folder / "static")
    options = f":prerequisites: {', '.join(others[:4])}\n:related: {', '.join(others[4:])}\n"
    terms = "".join(f"\n````{{term}} {name}\n:no-graph:\nText.\n````\n" for name in others)
    home = f"# Home\n\n```{{term}}\n{options}```\n\nText.\n\n```{{toctree}}\n:hidden:\nothers\n```\n"
    (folder / "conf.py").write_text(CONF.format(output=output, local=LOCAL_MERMAID), encoding="utf-8")
    (folder / "index.md").write_text(home, encoding="utf-8")
    # On a page of their own: Mermaid draws a graph only when the reader is near it.
    (folder / "others.md").write_text(f"# Others\n{terms}", encoding="utf-8")


def wait(browser: Browser, address: str) -> tuple[float, int]:
    """Milliseconds until the graph is there, with an empty cache, and the bytes of scripts that came for it."""
    with browser.new_context() as context:
        page = context.new_page()
        sizes: list[int] = []

        def weigh(response: Response) -> None:
            if "javascript" in response.headers.get("content-type", ""):
                sizes.append(int(response.headers.get("content-length", 0)))

        page.on("response", weigh)
        page.add_init_script(WATCH)
        page.goto(address)
        page.wait_for_function("window.seen")
        page.wait_for_load_state("networkidle")
        return float(page.evaluate("window.seen")), sum(sizes)


def main() -> None:
    """Measure in turn, and print medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    times: dict[str, list[float]] = {output: [] for output in OUTPUTS}
    scripts: dict[str, int] = {}
    pages: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for output in OUTPUTS:
            source = Path(folder) / f"{output}-source"
            source.mkdir()
            generate(source, output)
            assert build(["-q", "-b", "html", str(source), str(Path(folder) / output)]) == 0
            pages[output] = Path(folder, output, "index.html").stat().st_size
        with served(Path(folder)) as site:
            for _round in range(rounds + 1):
                for output in OUTPUTS:
                    milliseconds, scripts[output] = wait(browser, f"{site}/{output}/index.html")
                    times[output].append(milliseconds)
    # The first round warms the browser up.
    medians = {output: statistics.median(found[1:]) for output, found in times.items()}
    print(f"Medians of {rounds} rounds, in turn.\n")
    print("| output | until the graph is there | HTML | scripts |\n|---|---|---|---|")
    for output, median in medians.items():
        time = f"{median:.0f} ms, {median / medians['mermaid']:.2f}x"
        print(f"| `{output}` | {time} | {pages[output] / 1000:.1f} kB | {scripts[output] / 1000:.0f} kB |")


if __name__ == "__main__":
    main()
