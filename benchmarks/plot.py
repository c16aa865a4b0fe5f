"""Put measurements into the documentation, as a plot and as tables: `python -m benchmarks.plot`."""

from __future__ import annotations

import argparse
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from benchmarks.report import Results, report

DOCS = Path(__file__).parent.parent / "docs"
LOOKS = {
    "plain": ("prose without terms", "#000000", "."),
    "built-in": ("Sphinx's glossary", "#0072B2", "s"),
    "needs": ("sphinx-needs", "#D55E00", "^"),
    "ours": ("this extension", "#009E73", "o"),
    "ours-without-graphs": ("this extension, no graphs", "#CC79A7", "D"),
}
"""Kind: label, color, marker. The colors of Okabe and Ito can be told apart by everybody."""


def plot(results: Results, path: Path) -> None:
    """Draw the time of a cold build over the number of terms; the same results give the same file."""
    sizes = list(results.values)
    with mpl.rc_context({"svg.hashsalt": "benchmark", "svg.fonttype": "none", "font.sans-serif": ["DejaVu Sans"]}):
        figure = Figure(figsize=(7, 4.5), layout="constrained")
        axes = figure.subplots()
        for kind, (label, color, marker) in LOOKS.items():
            measured = [terms for terms in sizes if kind in results.values[terms]]
            seconds = [results.median(terms, kind, "cold cpu") for terms in measured]
            if measured:
                axes.plot(measured, seconds, label=label, color=color, marker=marker)
        axes.set(xscale="log", yscale="log", xlabel="terms", ylabel="CPU seconds of a cold build")
        axes.set_xticks(sizes, [f"{terms:,}" for terms in sizes])
        axes.yaxis.set_major_formatter("{x:g}")
        axes.minorticks_off()
        axes.grid(alpha=0.3)
        axes.legend(frameon=False)
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plot", description=__doc__)
    parser.add_argument("results", type=Path, nargs="?", default=Path("build/benchmark.json"))
    results = Results.load(parser.parse_args().results)
    plot(results, DOCS / "images" / "benchmark.svg")
    table = DOCS / "benchmark" / "table.md"
    table.parent.mkdir(exist_ok=True)
    table.write_text(
        report(results, [terms for terms in results.values if terms in {1000, 10_000}] or [max(results.values)]) + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
