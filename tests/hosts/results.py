"""What was found about a host, and the table of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .projects import Host


@dataclass
class Step:
    """A build beside the build before it."""

    crash: bool = False
    warnings: int = 0
    pages: int = 0
    changed: int = 0
    files: int = 0
    """How many files that are not pages differ."""
    excused: dict[str, int] = field(default_factory=dict)
    seconds: tuple[float, float] | None = None
    """CPU time of the build before, and of this one."""


@dataclass
class Result:
    """Everything about one host."""

    host: Host
    unchanged: Step | None = None
    terms: Step | None = None
    builders: dict[str, Step] = field(default_factory=dict)
    """The other builds."""
    failures: list[str] = field(default_factory=list)

    def steps(self) -> list[tuple[str, Step]]:
        """Every comparison that was made, with its name."""
        html = [("with the extension", self.unchanged), ("with terms", self.terms)]
        return [*((name, step) for name, step in html if step), *self.builders.items()]


HEAD = (
    "project",
    "version",
    "shows",
    "crash",
    "new warnings",
    "changed pages",
    "other files",
    "time",
    "with terms: crash",
    "new warnings",
    "changed pages",
    "other files",
    "other builders",
)


def row(result: Result, /) -> tuple[str, ...]:
    """A host as a row of the table."""
    return (
        result.host.name,
        result.host.version,
        result.host.shows,
        *cells(result.unchanged),
        time(result.unchanged),
        *cells(result.terms),
        ", ".join(f"{name}: {verdict(step)}" for name, step in result.builders.items()) or "-",
    )


def cells(step: Step | None, /) -> tuple[str, str, str, str]:
    """Crash, new warnings, changed pages, other changed files."""
    if step is None:
        return "-", "-", "-", "-"
    if step.crash:
        return "yes", "-", "-", "-"
    return "no", str(step.warnings), f"{step.changed} of {step.pages}", str(step.files)


def time(step: Step | None, /) -> str:
    """How many times as long, and as what."""
    if step is None or step.seconds is None:
        return "-"
    before, after = step.seconds
    return f"{after / before:.2f} of {before:.0f} s"


def verdict(step: Step, /) -> str:
    """One of the other builds in a word."""
    wrong = ["crash"] * step.crash + [f"{step.warnings} warnings"] * bool(step.warnings)
    differing = step.changed + step.files
    return " and ".join([*wrong, *([f"{differing} files"] * bool(differing))]) or "ok"


def markdown(results: Sequence[Result], /) -> str:
    """All hosts as a table in Markdown."""
    rows = [HEAD, tuple("---" for _ in HEAD), *map(row, results)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in rows)
