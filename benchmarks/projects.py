"""One glossary as one project and as several that name each other, built side by side: `-m benchmarks.projects`."""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.generate import CONF, TERMS_PER_PAGE, Entry, id_of
from benchmarks.run import times
from sphinx_glossary_terms.projects.parse import parse

FAR = 10
"""One term in as many is related to a term anywhere in the glossary, beside its relations to terms before it."""
MILLION = 1_000_000
EXTENSIONS = ', "sphinx_glossary_terms"{}'
MAKEFILE = """\
PARTS = {parts}
all: $(PARTS)
$(PARTS):
\t{python} -P -m sphinx -q -b html -d $@/doctrees $@/source $@/html
.PHONY: all $(PARTS)
"""


class Build(NamedTuple):
    """What a build took, or several side by side.

    wall, cpu: seconds on the clock, and of all processors.
    memory: bytes of the largest process.
    pages: pages that were written.
    """

    wall: float
    cpu: float
    memory: int
    pages: int


def entry_of(number: int, terms: int) -> Entry:
    """A term of the glossary.

    What it is related to from afar has another hierarchy (see `Entry.of`), and so never stands above it.
    """
    entry = Entry.of(number)
    if number % FAR == 0 and terms > 1:
        other = Random(f"far {number}").randrange(terms // 2) * 2 + 1 - number % 2
        related = [*dict.fromkeys([*entry.relations["related"], other])]
        return replace(entry, relations={**entry.relations, "related": related})
    return entry


def generate(folder: Path, terms: int, parts: int) -> None:
    """Write the glossary as projects: each has a block of terms, and names all the others."""
    size = -(-terms // parts)
    for part in range(parts):
        source = folder / f"p{part}" / "source"
        source.mkdir(parents=True)
        others = [f"p{other}" for other in range(parts) if other != part]
        mapping = {name: (f"../../{name}/html", None) for name in others}
        extension = EXTENSIONS.format(', "sphinx.ext.intersphinx"' if others else "")
        conf = CONF.format(extension=extension).replace("Benchmark", f"Part {part}")
        conf += f"intersphinx_mapping = {mapping}\nglossary_terms_projects = {others}\n" if others else ""
        (source / "conf.py").write_text(conf, encoding="utf-8")
        for name, text in pages(range(part * size, min(terms, part * size + size)), terms, size):
            (source / name).write_text(text, encoding="utf-8")
    makefile = MAKEFILE.format(parts=" ".join(f"p{part}" for part in range(parts)), python=sys.executable)
    (folder / "Makefile").write_text(makefile, encoding="utf-8")


def pages(numbers: range, terms: int, size: int) -> Iterator[tuple[str, str]]:
    """The pages of a project: file name and text."""
    yield "index.md", "# Glossary\n\n```{toctree}\n:glob:\n:maxdepth: 1\n\nterms-*\n```\n"
    for first in range(numbers.start, numbers.stop, TERMS_PER_PAGE):
        shown = range(first, min(numbers.stop, first + TERMS_PER_PAGE))
        text = "\n\n".join(markup(entry_of(number, terms), numbers, size) for number in shown)
        yield f"terms-{first:07}.md", f"# Terms from {first}\n\n{text}\n"


def markup(entry: Entry, numbers: range, size: int) -> str:
    """A term whose relations name the project of a term that is not among the numbers."""
    text = entry.markup("ours")
    for target in {target for found in entry.relations.values() for target in found if target not in numbers}:
        text = re.sub(rf"(?<=[ ,]){id_of(target, 'ours')}(?=,|\n)", f"p{target // size}:{id_of(target, 'ours')}", text)
    return text


def build(folder: Path, jobs: int) -> Build:
    """Build all projects of a folder, so many at a time. What they warn of is in `warnings.txt`."""
    parts = sorted(path for path in folder.iterdir() if path.is_dir())
    before = written(parts)
    start = time.perf_counter()
    # What a `make` around this hands on, such as its jobs, is not for this one.
    environment = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MFLAGS"}}
    with (folder / "warnings.txt").open("w", encoding="utf-8") as warnings:
        process = subprocess.Popen(["make", "-s", f"-j{jobs}", "-C", folder], stderr=warnings, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit((folder / "warnings.txt").read_text(encoding="utf-8"))
    memory = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    changed = sum(before.get(page) != at for page, at in written(parts).items())
    return Build(seconds, usage.ru_utime + usage.ru_stime, memory, changed)


def written(parts: list[Path]) -> dict[Path, int]:
    """When each page was written."""
    return {page: at for part in parts for page, at in times(part / "source", part / "html").items()}


def rounds(folder: Path, terms: int, parts: int, jobs: int) -> list[Build]:
    """The builds of a glossary until one of them writes nothing, that one included."""
    generate(folder, terms, parts)
    found: list[Build] = []
    while not found or found[-1].pages:
        found.append(build(folder, jobs))
        shown = ", ".join(f"{value:.1f}" for value in found[-1][:2])
        print(f"{terms} terms, {parts} projects, round {len(found)}: {shown} s", file=sys.stderr)
        if len(found) > 1 and (text := (folder / "warnings.txt").read_text(encoding="utf-8")):
            raise SystemExit(text)
    return found


def reading(folder: Path) -> tuple[float, float]:
    """The CPU seconds that it takes to read a term of another project, and the bytes that it has in its file."""
    content = (folder / "p0" / "html" / "glossary.json").read_bytes()
    start = time.process_time()
    found = parse(content, key="p0", base="https://example.org/", language="en", source_language="en")
    return (time.process_time() - start) / len(found.terms), len(content) / len(found.terms)


class Size(NamedTuple):
    """What was measured of a glossary of a size.

    one, several: the rounds as one project, and as several.
    read, bytes: see `reading`.
    """

    terms: int
    one: list[Build]
    several: list[Build]
    read: float
    bytes: float


def measure(folder: Path, terms: int, parts: int, jobs: int) -> Size:
    """Both ways, one after the other."""
    one = rounds(folder / f"one-{terms}", terms, 1, jobs)
    several = rounds(folder / f"several-{terms}", terms, parts, jobs)
    return Size(terms, one, several, *reading(folder / f"several-{terms}"))


def report(sizes: list[Size], parts: int, jobs: int) -> str:
    """The tables of what was measured, and what it grows to."""
    lines = [f"One project, and {parts} that name each other, {jobs} at a time.", ""]
    lines += ["| terms | projects | round | seconds | CPU seconds | largest process, MB | pages written |"]
    lines += ["|---:|---:|---:|---:|---:|---:|---:|"]
    for size in sizes:
        for count, builds in ((1, size.one), (parts, size.several)):
            for number, done in enumerate(builds, 1):
                values = f"{done.wall:.1f} | {done.cpu:.1f} | {done.memory / 1e6:.0f} | {done.pages}"
                lines.append(f"| {size.terms} | {count} | {number} | {values} |")
        one, several = (sum(done.cpu for done in builds[:-1]) for builds in (size.one, size.several))
        memory = max(done.memory for done in size.several) / max(done.memory for done in size.one)
        lines += [f"| {size.terms} | ratio | all | | {several / one:.2f} | {memory:.2f} | |"]
    return "\n".join([*lines, "", *on_paper(sizes, parts)])


def on_paper(sizes: list[Size], parts: int) -> Iterator[str]:
    """What a million terms would take, from lines through what was measured."""
    if len(sizes) < 2:
        return
    read, length = (statistics.median(values) for values in zip(*(size[3:] for size in sizes), strict=True))
    whole_cpu, whole_memory = ([getattr(size.one[0], name) for size in sizes] for name in ("cpu", "memory"))
    terms = [size.terms for size in sizes]
    cpu, memory = (statistics.linear_regression(terms, values) for values in (whole_cpu, whole_memory))
    yield f"A cold build: {cpu.slope * 1e3:.1f} ms and {memory.slope / 1e3:.1f} KB a term, beside "
    yield f"{cpu.intercept:.1f} s and {memory.intercept / 1e6:.0f} MB. A term of another project: {read * 1e6:.0f} us "
    yield f"and {length:.0f} bytes of its file. A million terms, on paper:"
    yield ""
    yield "| projects | terms in each | CPU seconds of a build | read of the others | memory, MB | of a file, MB |"
    yield "|---:|---:|---:|---:|---:|---:|"
    for count in (1, parts, 25, 100):
        size = MILLION // count
        values = (cpu.slope * size + cpu.intercept, read * (MILLION - size) if count > 1 else 0)
        space = (memory.slope * size + memory.intercept) / 1e6
        yield f"| {count} | {size} | {values[0]:.0f} | {values[1]:.0f} | {space:.0f} | {length * size / 1e6:.0f} |"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.projects", description=__doc__)
    parser.add_argument("--terms", type=int, nargs="+", default=[10_000, 40_000], help="sizes of the glossary")
    parser.add_argument("--parts", type=int, default=8, help="how many projects")
    parser.add_argument("--jobs", type=int, default=2, help="how many are built at a time")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sizes = [measure(Path(folder), terms, arguments.parts, arguments.jobs) for terms in sorted(arguments.terms)]
    print(report(sizes, arguments.parts, arguments.jobs))


if __name__ == "__main__":
    main()
