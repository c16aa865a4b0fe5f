"""Runs test suites of others without and with the extension: `python -m suites sphinx-newest --table FILE`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .compare import Comparison, compare
from .excuses import EXCUSES
from .run import Runs, run
from .suites import SUITES, Suite

HEADER = "| suite | version | tests | failures without | failures with | new | excused | applications |"
RULE = "|---|---|---|---|---|---|---|---|"


def row(suite: Suite, runs: Runs, result: Comparison, /) -> str:
    """A line of the table."""
    failures = [sum(outcome.failed for outcome in each.values()) for each in (runs.without, runs.with_extension)]
    numbers = [len(runs.without), *failures, len(result.new), len(result.excused), runs.applications]
    return f"| {suite.name} | {suite.version} | {' | '.join(f'{number:,}' for number in numbers)} |"


def problems(suite: Suite, runs: Runs, result: Comparison, /, *, partly: bool) -> list[str]:
    """What must not be."""
    found = [f"{suite.name}: {name}\n{text}\n" for name, text in result.new.items()]
    if not runs.applications:
        found.append(f"{suite.name}: no application loaded the extension, so nothing was tested")
    if not partly:
        found += [f"{suite.name}: no failure needs the excuse {excuse.why!r}" for excuse in result.unused]
    return found


def main() -> int:
    """Run the suites, print what they found, and say whether all is well."""
    parser = argparse.ArgumentParser(prog="suites", description=__doc__)
    parser.add_argument("suites", nargs="+", choices=SUITES, metavar="SUITE", help=", ".join(SUITES))
    parser.add_argument("--part", action="store_true", help="only the tests that are named for a short run")
    parser.add_argument("--table", type=Path, metavar="FILE", help="write the table as Markdown")
    arguments = parser.parse_args()
    rows, found = [HEADER, RULE], []
    for suite in [SUITES[name] for name in arguments.suites]:
        runs = run(suite, suite.part if arguments.part and suite.part else (suite.tests,))
        excuses = [excuse for excuse in EXCUSES if excuse.belongs_to(suite.name)]
        result = compare(runs.without, runs.with_extension, excuses)
        rows.append(row(suite, runs, result))
        found += problems(suite, runs, result, partly=arguments.part)
    table = "\n".join(rows) + "\n"
    sys.stdout.write("\n".join([*found, table]))
    if arguments.table:
        arguments.table.write_text(table, encoding="utf-8")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
