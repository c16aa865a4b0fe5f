"""One glossary as one project and as several that name each other, built side by side: `-m benchmarks.projects`."""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.generate import CONF, TERMS_PER_PAGE, Entry, id_of, write
from benchmarks.run import times
from sphinx_glossary_terms.projects.glossary_json import parse

FAR = 10
"""One term in as many is related to a term anywhere in the glossary, beside its relations to terms before it."""


class Build(NamedTuple):
    """What builds took: seconds on the clock and of all processors, bytes of the largest, how many pages they wrote."""

    wall: float
    cpu: float
    memory: int
    pages: int


def entry_of(number: int, terms: int) -> Entry:
    """A term. What it is related to from afar has another hierarchy (see `Entry.of`), so it never stands above it."""
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
        others = [f"p{other}" for other in range(parts) if other != part]
        mapping = {name: (f"../../{name}/html", None) for name in others}
        extensions = ', "sphinx_glossary_terms"' + (', "sphinx.ext.intersphinx"' if others else "")
        conf = CONF.format(extension=extensions).replace("Benchmark", f"Part {part}")
        conf += f"intersphinx_mapping = {mapping}\nglossary_terms_projects = {others}\n" if others else ""
        numbers = range(part * size, min(terms, part * size + size))
        write(folder / f"p{part}" / "source", {"conf.py": conf, **dict(pages(numbers, terms, size))})


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


def build(folder: Path, jobs: int) -> tuple[Build, str]:
    """Build all projects of a folder, so many at a time; also what they warn of."""
    parts = sorted(folder.iterdir())
    before = written(parts)
    start = time.perf_counter()
    with ThreadPoolExecutor(jobs) as pool:
        found = [*pool.map(build_part, parts)]
    seconds = time.perf_counter() - start
    changed = sum(before.get(page) != at for page, at in written(parts).items())
    memory = max(usage.ru_maxrss for usage, _warnings in found) * (1 if sys.platform == "darwin" else 1024)
    cpu = sum(usage.ru_utime + usage.ru_stime for usage, _warnings in found)
    return Build(seconds, cpu, memory, changed), "".join(warnings for _usage, warnings in found)


def build_part(part: Path) -> tuple[resource.struct_rusage, str]:
    """Build a project; what that took, and what it warns of."""
    command = [sys.executable, "-P", "-m", "sphinx", "-q", "-b", "html", "-w", str(part / "warnings.txt")]
    command += ["-d", *(str(part / name) for name in ("doctrees", "source", "html"))]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    warnings = (part / "warnings.txt").read_text(encoding="utf-8")
    if process.returncode:
        raise SystemExit(warnings)
    return usage, warnings


def written(parts: list[Path]) -> dict[Path, int]:
    """When each page was written."""
    return {page: at for part in parts for page, at in times(part / "source", part / "html").items()}


def rounds(folder: Path, terms: int, parts: int, jobs: int) -> Iterator[Build]:
    """The builds of a glossary until one of them writes nothing, that one included."""
    generate(folder, terms, parts)
    number, is_done = 0, False
    while not is_done:
        done, warnings = build(folder, jobs)
        number, is_done = number + 1, not done.pages
        print(f"{terms} terms, {parts} projects, round {number}: {done.wall:.1f}, {done.cpu:.1f} s", file=sys.stderr)
        if number > 1 and warnings:
            raise SystemExit(warnings)
        yield done


def reading(folder: Path) -> str:
    """How long it takes to read a term of another project, and how much of its file that is."""
    content = (folder / "p0" / "html" / "glossary.json").read_bytes()
    start = time.process_time()
    terms = len(parse(content, key="p0", base="https://example.org/", language="en", source_language="en").terms)
    took = (time.process_time() - start) / terms
    return f"A term of another project: {took * 1e6:.0f} us, and {len(content) / terms:.0f} bytes of its file."


def measure(folder: Path, terms: int, parts: int, jobs: int) -> Iterator[str]:
    """The rows of a size: as one project, and as several; and the ratio of both until everything is complete."""
    every: list[list[Build]] = []
    for count in (1, parts):
        every.append([*rounds(folder / f"{count}-{terms}", terms, count, jobs)])
        for number, done in enumerate(every[-1], 1):
            values = f"{done.wall:.1f} | {done.cpu:.1f} | {done.memory / 1e6:.0f} | {done.pages}"
            yield f"| {terms} | {count} | {number} | {values} |"
    one, several = (sum(done.cpu for done in builds[:-1]) for builds in every)
    most, least = (max(done.memory for done in builds) for builds in every)
    yield f"| {terms} | ratio | all | | {several / one:.2f} | {least / most:.2f} | |"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.projects", description=__doc__)
    parser.add_argument("--terms", type=int, nargs="+", default=[10_000, 40_000], help="sizes of the glossary")
    parser.add_argument("--parts", type=int, default=8, help="how many projects")
    parser.add_argument("--jobs", type=int, default=2, help="how many are built at a time")
    arguments = parser.parse_args()
    print(f"One project, and {arguments.parts} that name each other, {arguments.jobs} at a time.\n")
    print("| terms | projects | round | seconds | CPU seconds | largest process, MB | pages written |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as name:
        for terms in sorted(arguments.terms):
            for row in measure(Path(name), terms, arguments.parts, arguments.jobs):
                print(row, flush=True)
        print(f"\n{reading(Path(name) / f'{arguments.parts}-{terms}')}")


if __name__ == "__main__":
    main()
