"""Runs the test suite of a source distribution twice at the same time: as it is, and with the extension."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from hosts.download import unpack

from .archives import archive_of
from .compare import Outcome, read_outcomes
from .suites import Suite

ROOT = Path(__file__).parents[2]
WORK = ROOT / "build" / "suites"
PLUGIN = Path(__file__).parent / "plugin" / "load_everywhere.py"


@dataclass(frozen=True)
class Runs:
    """Both runs of a suite."""

    without: dict[str, Outcome]
    with_extension: dict[str, Outcome]
    applications: int
    """How many loaded the extension."""


def run(suite: Suite, tests: tuple[str, ...], /) -> Runs:
    """Run some tests of a suite, in copies of its source, each in one process: its tests rely on their order."""
    python = ROOT / f".venv-{suite.name}" / "bin" / "python"
    # Installed as it is now: it may be edited while the tests run.
    install: list[str | Path] = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps", ROOT]
    subprocess.run(install, check=True)
    archive = archive_of(suite, WORK / "downloads")
    work = WORK / suite.name
    applications = work / "applications"
    work.mkdir(parents=True, exist_ok=True)
    applications.write_bytes(b"")
    options: dict[str, list[str]] = {
        "without": [],
        "with": ["-p", PLUGIN.stem, "--applications", str(applications)],
    }
    processes = []
    try:
        for name, more in options.items():
            unpack(archive, work / name)
            processes.append(_start(suite, python, work / name, [*more, *tests]))
        for process in processes:
            # 1: tests failed. Anything else means that they could not be run.
            if process.wait() > 1:
                raise RuntimeError(f"pytest of {suite.name} ended with {process.returncode}: see {work}/*.log")
    finally:
        for process in processes:
            process.kill()
    return Runs(
        without=read_outcomes(work / "without.xml"),
        with_extension=read_outcomes(work / "with.xml"),
        applications=applications.stat().st_size,
    )


def _start(suite: Suite, python: Path, source: Path, options: list[str], /) -> subprocess.Popen[bytes]:
    junit = source.with_suffix(".xml")
    junit.unlink(missing_ok=True)
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    command: list[str | Path] = [python, "-m", "pytest", "-c", suite.config, "--rootdir", source]
    # Failures are compared with patterns, so they have to be whole.
    command += ["-vv", "--color=no", "-p", "no:cacheprovider"]
    command += ["--basetemp", source.with_suffix(".tmp"), "--junitxml", junit, *options]
    with source.with_suffix(".log").open("wb") as log:
        return subprocess.Popen(
            command,
            cwd=source,
            env={**inherited, "PYTHONPATH": str(PLUGIN.parent), "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
