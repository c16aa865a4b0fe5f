"""What an author has to mend, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something an author has to mend: a warning code, the message with the fix, and the place.

    `unknown` is a target that was not found: `Glossary.advice` has the fix then. Looking for it takes its time.
    `about` says by ids (or names) what it is about: with the code the same in every build, wherever the terms stand.
    """

    code: str
    message: str
    source: str
    line: int
    unknown: str = ""
    about: tuple[str, ...] = ()


class Place(Protocol):
    """Anything that was written somewhere: a term, a reference."""

    @property
    def source(self) -> str:
        """The file, relative to the source directory."""

    @property
    def line(self) -> int:
        """The line."""


class Finding(NamedTuple):
    """What a rule found: a problem without the code, which belongs to the rule."""

    place: Place
    message: str
    about: tuple[str, ...]


class InFile(NamedTuple):
    """A place in a file that is not a source file, such as a catalog."""

    source: str
    line: int


class Loss(NamedTuple):
    """A translation that Sphinx drops or garbles: its place in the catalog, the code of the warning, and the fix.

    `target` is that of a `term` reference which is missing: where it leads to Sphinx's own glossary, Sphinx warns.
    """

    file: str
    line: int
    code: str
    message: str
    target: str = ""
