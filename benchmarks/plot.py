"""Put measurements into the documentation, as plots and as tables: `python -m benchmarks.plot`."""

from __future__ import annotations

import argparse
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from benchmarks.report import Results, report, summary

DOCS = Path(__file__).parent.parent / "docs"
LOOKS = {
    "plain": ("#000000", "."),
    "built-in": ("#0072B2", "s"),
    "needs": ("#D55E00", "^"),
    "ours": ("#009E73", "o"),
    "ours-without-graphs": ("#CC79A7", "D"),
}
"""Kind: color, marker. The colors of Okabe and Ito can be told apart by everybody."""
WORDS = {
    "en": {
        "terms": "terms",
        "seconds": "CPU seconds of a cold build",
        "plain": "prose without terms",
        "built-in": "Sphinx's own glossary",
        "needs": "sphinx-needs",
        "ours": "this extension",
        "ours-without-graphs": "this extension, no graphs",
    },
    "ja": {
        "terms": "用語の数",
        "seconds": "クリーンビルドのCPU時間（秒）",
        "plain": "用語のない文章",
        "built-in": "Sphinx標準の用語集",
        "needs": "sphinx-needs",
        "ours": "この拡張機能",
        "ours-without-graphs": "この拡張機能（グラフなし）",
    },
}
"""What the plot says, by language."""
FONTS = ["DejaVu Sans", "Noto Sans CJK JP"]


def plot(results: Results, path: Path, language: str = "en") -> None:
    """Draw the time of a cold build over the number of terms; the same results give the same file."""
    sizes, words = list(results.values), WORDS[language]
    with mpl.rc_context({"svg.hashsalt": "benchmark", "svg.fonttype": "none", "font.family": FONTS}):
        figure = Figure(figsize=(7, 4.5), layout="constrained")
        axes = figure.subplots()
        for kind, (color, marker) in LOOKS.items():
            measured = [terms for terms in sizes if kind in results.values[terms]]
            seconds = [results.median(terms, kind, "cold cpu") for terms in measured]
            if measured:
                axes.plot(measured, seconds, label=words[kind], color=color, marker=marker)
        axes.set(xscale="log", yscale="log", xlabel=words["terms"], ylabel=words["seconds"])
        axes.set_xticks(sizes, [f"{terms:,}" for terms in sizes])
        axes.yaxis.set_major_formatter("{x:g}")
        axes.minorticks_off()
        axes.grid(alpha=0.3)
        axes.legend(frameon=False)
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plot", description=__doc__)
    parser.add_argument("results", type=Path, nargs="*", default=[Path("build/benchmark.json")])
    results = Results.load(*parser.parse_args().results)
    plot(results, DOCS / "images" / "benchmark.svg")
    plot(results, DOCS / "images" / "benchmark.ja.svg", "ja")
    sizes = [terms for terms in results.values if terms in {1000, 10_000}] or [max(results.values)]
    for path, text in (
        (DOCS.parent / "benchmarks" / "table.md", report(results, sizes)),
        (DOCS / "benchmark" / "table.md", summary(results, sizes[0])),
    ):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
