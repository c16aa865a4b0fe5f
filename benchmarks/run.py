"""Build the same glossary as projects of every kind, again and again, and measure: `python -m benchmarks.run`."""

from __future__ import annotations

import argparse
import compileall
import datetime
import gzip
import importlib.metadata
import importlib.util
import json
import os
import platform
import pstats
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import sphinx_glossary_terms
from benchmarks.generate import KINDS, edit_definition, generate, outputs, rename, stale
from benchmarks.report import Results, report

PACKAGES = ("sphinx", "docutils", "myst-parser", "sphinx-needs", "sphinxcontrib-mermaid", "sphinx-glossary-terms")


class Scenario(NamedTuple):
    """A build. All scenarios stand in the order in which they are built: each finds what the one before has left."""

    name: str
    edit: Callable[[Path], int] | None = None
    cold: bool = False
    options: tuple[str, ...] = ()
    times: int = 1
    """How often it is built in each round: builds of less than a second vary by a fifth."""


SCENARIOS = [
    Scenario("cold", cold=True),
    Scenario("nothing", times=5),
    Scenario("definition", edit_definition, times=5),
    Scenario("name", rename),
    Scenario("parallel", cold=True, options=("-j", "2")),
]


def command(project: Path, scenario: Scenario) -> list[str]:
    """The arguments of Python that build a project."""
    return ["-m", "sphinx", "-q", "-b", "html", *scenario.options, "-d", *map(str, folders(project))]


def folders(project: Path) -> tuple[Path, Path, Path]:
    """The folders of doctrees, of the source, and of the output."""
    return project / "doctrees", project / "source", project / "html"


def times(source: Path, html: Path) -> dict[Path, int]:
    """When each page with a source was written."""
    return {path: path.stat().st_mtime_ns for path in outputs(source, html) if path.exists()}


def build(project: Path, scenario: Scenario) -> dict[str, float]:
    """Build a project in a process of its own; what that took."""
    measured: dict[str, float] = {}
    doctrees, source, html = folders(project)
    if scenario.cold:
        for folder in (doctrees, html):
            shutil.rmtree(folder, ignore_errors=True)
    if scenario.edit:
        measured["files"] = scenario.edit(source)
    before = times(source, html)
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command(project, scenario)])
    _, status, usage = os.wait4(process.pid, 0)
    measured["wall"] = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(process.returncode)
    measured["cpu"] = usage.ru_utime + usage.ru_stime
    measured["memory"] = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    measured["pages"] = sum(before.get(path) != written for path, written in times(source, html).items())
    if scenario.name == "name":
        measured["stale"] = stale(source, html)
    if scenario.name == "cold":
        measured["environment"] = (doctrees / "environment.pickle").stat().st_size
        pages = [path.read_bytes() for path in (html / "terms").iterdir()]
        measured["page"] = statistics.median(map(len, pages))
        measured["gzip"] = statistics.median(len(gzip.compress(page)) for page in pages)
        measured["output"] = sum(path.stat().st_size for path in html.rglob("*") if path.is_file())
    return {f"{scenario.name} {name}": value for name, value in measured.items()}


def run(
    sizes: list[int], kinds: list[str], scenarios: list[Scenario], runs: int, folder: Path, *, anywhere: bool
) -> Results:
    """All measurements: each round builds every scenario of every kind, the kinds in turn."""
    installed = {found.name.lower(): found.version for found in importlib.metadata.distributions()}
    results = Results(
        date=datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        runs=runs,
        machine=f"{platform.machine()}, {os.cpu_count()} cores",
        shape="to anywhere" if anywhere else "to neighbors",
        versions={"python": platform.python_version()} | {name: installed.get(name, "") for name in PACKAGES},
        values={terms: {kind: {} for kind in kinds} for terms in sizes},
    )
    for terms in sizes:
        for kind in kinds:
            generate(kind, terms, folder / f"{terms}" / kind / "source", anywhere=anywhere)
        for number in range(runs):
            in_turn = [(one, kind) for one in scenarios for _ in range(one.times) for kind in kinds]
            for scenario, kind in in_turn:
                measured = build(folder / f"{terms}" / kind, scenario)
                for name, value in measured.items():
                    results.values[terms][kind].setdefault(name, []).append(value)
                seconds = measured[f"{scenario.name} wall"]
                print(f"{terms} terms, round {number + 1}, {scenario.name}, {kind}: {seconds:.1f} s", file=sys.stderr)
        shutil.rmtree(folder / f"{terms}")
    return results


def profile(kind: str, terms: int, folder: Path) -> None:
    """Print where the time of a cold build goes."""
    generate(kind, terms, folder / "source")
    stats = folder / "stats"
    subprocess.run([sys.executable, "-m", "cProfile", "-o", stats, *command(folder, SCENARIOS[0])], check=True)
    for order in ("tottime", "cumulative"):
        pstats.Stats(f"{stats}").strip_dirs().sort_stats(order).print_stats(40)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--terms", type=int, nargs="+", default=[1000], help="sizes of the glossary")
    parser.add_argument("--runs", type=int, default=3, help="how often everything is built")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS, help="kinds of projects")
    parser.add_argument("--cold", action="store_true", help="cold builds only")
    parser.add_argument("--anywhere", action="store_true", help="relations to anywhere, not to neighbors")
    parser.add_argument("--output", type=Path, default=Path("build/benchmark.json"), help="where results go")
    parser.add_argument("--profile", choices=KINDS, help="profile one cold build instead")
    arguments = parser.parse_args()
    # As pip does with what it installs; where `PYTHONDONTWRITEBYTECODE` is set, Python does not do it itself.
    compileall.compile_dir(Path(sphinx_glossary_terms.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        if arguments.profile:
            profile(arguments.profile, arguments.terms[0], Path(folder))
            return
        kinds = list(arguments.kinds)
        if "needs" in kinds and not importlib.util.find_spec("sphinx_needs"):
            print("sphinx-needs is not installed: its kind is left out")
            kinds.remove("needs")
        scenarios = SCENARIOS[:1] if arguments.cold else SCENARIOS
        sizes = sorted(arguments.terms)
        results = run(sizes, kinds, scenarios, arguments.runs, Path(folder), anywhere=arguments.anywhere)
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(results._asdict(), indent=1) + "\n", encoding="utf-8")
    print(report(results, list(results.values)))


if __name__ == "__main__":
    main()
