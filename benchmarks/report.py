"""Tables of what was measured, and what it says about the budgets."""

from __future__ import annotations

import json
import re
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.generate import Entry, name_of

ROWS = [
    ("cold build: CPU seconds", "cold cpu", 1),
    ("cold build: seconds", "cold wall", 1),
    ("cold build with `-j 2`: seconds", "parallel wall", 1),
    ("cold build: peak memory, MB", "cold memory", 1e6),
    ("a definition edited: CPU seconds", "definition cpu", 1),
    ("a definition edited: seconds", "definition wall", 1),
    ("a definition edited: pages written", "definition pages", 1),
    ("a term with 200 references renamed: CPU seconds", "name cpu", 1),
    ("a term with 200 references renamed: seconds", "name wall", 1),
    ("a term with 200 references renamed: files to edit", "name files", 1),
    ("a term with 200 references renamed: pages written", "name pages", 1),
    ("a term with 200 references renamed: pages that still show the old name", "name stale", 1),
    ("nothing to do: CPU seconds", "nothing cpu", 1),
    ("nothing to do: seconds", "nothing wall", 1),
    ("`environment.pickle`, MB", "cold environment", 1e6),
    ("HTML of a page with terms, KB", "cold page", 1e3),
    ("whole output, MB", "cold output", 1e6),
]
"""What a row says, what it shows of the measurements, and the unit."""


SUMMARY = {
    "built-in": "Sphinx's own `glossary`",
    "needs": "sphinx-needs",
    "ours": "this extension",
    "ours-drawn": "with drawn graphs",
}
"""The kinds that the manual compares, with their names there."""
SUMMARY_ROWS = ("cold cpu", "definition cpu", "name cpu", "name files", "cold memory", "cold page")


class Results(NamedTuple):
    """What was measured: values by number of terms, kind, and name; a value for each round."""

    date: str
    runs: int
    machine: str
    shape: str
    versions: dict[str, str]
    values: dict[int, dict[str, dict[str, list[float]]]]

    @classmethod
    def load(cls, *paths: Path) -> Results:
        """Read what `benchmarks.run` has written, in files for different sizes."""
        found = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
        values = {int(terms): kinds for data in found for terms, kinds in data["values"].items()}
        return cls(**found[0] | {"values": dict(sorted(values.items()))})

    def median(self, terms: int, kind: str, name: str) -> float:
        """The median over all rounds."""
        return statistics.median(self.values[terms][kind][name])

    def ratio(self, terms: int, name: str, kind: str = "ours", base: str = "built-in") -> float:
        """The ratio of the medians of two kinds."""
        return self.median(terms, kind, name) / self.median(terms, base, name)


class Budget(NamedTuple):
    """A promise, and what was measured."""

    what: str
    terms: str
    measured: float
    limit: float


RATIOS = (
    ("cold build with drawn graphs, CPU: times the built-in glossary", "cold cpu", "ours-drawn", "built-in", 1.05),
    ("page with terms, gzip: times the built-in glossary", "cold gzip", "ours", "built-in", 2.0),
    ("cold build, peak memory: times the built-in glossary", "cold memory", "ours", "built-in", 1.0),
    ("a definition edited, CPU: times the built-in glossary", "definition cpu", "ours", "built-in", 1.25),
    ("nothing to do, CPU: times the built-in glossary", "nothing cpu", "ours", "built-in", 1.08),
    ("cold build, CPU: times sphinx-needs", "cold cpu", "ours", "needs", 1.0),
    ("cold build without a term, CPU: times without the extension", "cold cpu", "unused", "plain", 1.02),
)
"""What a budget is about, what it compares of which kinds, and the limit of the ratio."""


def budgets(results: Results) -> Iterator[Budget]:
    """Every budget for which there are measurements."""
    # A budget is about large glossaries: in a small one, starting Sphinx takes most of the time.
    sizes = [terms for terms in results.values if terms >= 1000] or list(results.values)
    for terms in sizes:
        kinds = results.values[terms]
        if {"ours", "built-in"} <= kinds.keys():
            what = "cold build, CPU: times the built-in glossary"
            yield Budget(what, f"{terms}", results.ratio(terms, "cold cpu"), 1.0)
        for what, name, kind, base, limit in RATIOS:
            if name in kinds.get(kind, ()) and name in kinds.get(base, ()):
                yield Budget(what, f"{terms}", results.ratio(terms, name, kind, base), limit)
        if "parallel wall" in kinds.get("ours", ()):
            ratio = results.median(terms, "ours", "parallel wall") / results.median(terms, "ours", "cold wall")
            yield Budget("cold build with `-j 2`, clock: times without", f"{terms}", ratio, 0.75)
        if "definition pages" in kinds.get("ours", ()):
            # The page of the term, and the page with the table of contents, which Sphinx always writes with it.
            pages = results.median(terms, "ours", "definition pages")
            yield Budget("a definition edited: pages written", f"{terms}", pages, 2)
        if "ours" in kinds and "plain" in kinds:
            texts = sum(len(f"{name_of(number)}{Entry.of(number).definition}".encode()) for number in range(terms))
            size = net(results, terms, "cold environment") - texts / terms
            yield Budget("environment beyond prose, names and definitions: bytes a term", f"{terms}", size, 2048)
    first, last = sizes[0], sizes[-1]
    if first != last and {"ours", "plain"} <= results.values[last].keys():
        growth = net(results, last, "cold cpu") / net(results, first, "cold cpu")
        yield Budget("cold build, CPU a term beyond prose: growth", f"{first}-{last}", growth, 1.1)


def net(results: Results, terms: int, name: str) -> float:
    """What a term costs beyond its prose."""
    return (results.median(terms, "ours", name) - results.median(terms, "plain", name)) / terms


def number(value: float) -> str:
    """A number with as many digits as are of use."""
    return f"{value:.{0 if value >= 100 or value == int(value) else 1 if value >= 10 else 2}f}"


def cell(results: Results, terms: int, kind: str, name: str, unit: float) -> str:
    """The median; if rounds differ, the least and the most; the ratio to the built-in glossary."""
    values = [value / unit for value in results.values[terms][kind].get(name, ())]
    if not values:
        return ""
    text = number(statistics.median(values))
    if number(min(values)) != number(max(values)):
        text += f" ({number(min(values))}-{number(max(values))})"
    is_count = name.split()[1] in ("files", "pages", "stale")
    if kind != "built-in" and not is_count and "built-in" in results.values[terms]:
        text += f" {results.ratio(terms, name, kind):.2f}x"
    return text


def summary(results: Results, terms: int) -> str:
    """The few numbers that the manual shows, in Markdown: medians, and ratios to Sphinx's own glossary."""
    kinds = {kind: title for kind, title in SUMMARY.items() if kind in results.values[terms]}
    rows = [
        [label, *(re.sub(r" \(.*\)", "", cell(results, terms, kind, name, unit)) for kind in kinds)]
        for label, name, unit in ROWS
        if name in SUMMARY_ROWS
    ]
    # Not a number first: the documentation translates no cell that begins with one.
    return table([f"glossary of {terms:,} terms", *kinds.values()], rows)


def table(head: list[str], rows: list[list[str]]) -> str:
    """A table in Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])


def report(results: Results, sizes: list[int]) -> str:
    """Everything that was measured at some sizes, and the budgets, in Markdown."""
    versions = ", ".join(f"{name} {version}" for name, version in results.versions.items() if version)
    parts = [
        f"{results.date}; {results.machine}; relations {results.shape}; {versions}.",
        "Medians; in brackets the least and the most of all rounds; last, times the built-in glossary.",
    ]
    for terms in sizes:
        kinds = list(results.values[terms])
        rows = [[label, *(cell(results, terms, kind, name, unit) for kind in kinds)] for label, name, unit in ROWS]
        rounds = len(results.values[terms][kinds[0]]["cold cpu"])
        parts.append(table([f"{terms} terms, {rounds} round{'s' if rounds > 1 else ''}", *kinds], rows))
    found = [
        [what, terms, number(measured), number(limit), "met" if measured <= limit else "**missed**"]
        for what, terms, measured, limit in budgets(results)
    ]
    if found:
        parts.append(table(["budget", "terms", "measured", "limit", ""], found))
    return "\n\n".join(parts)
