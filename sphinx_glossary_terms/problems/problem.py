"""What an author has to correct, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from sphinx_glossary_terms.problems.codes import Code


class Placed(Protocol):
    """Something that stands in a file: at a line, or at 0 if that is not known."""

    @property
    def source(self) -> str: ...
    @property
    def line(self) -> int: ...


class Problem(NamedTuple):
    """Something that an author has to correct.

    code: the code of the warning.
    message: what is wrong, and how to correct it.
    source: the file, relative to the source directory; a catalog has its whole path.
    line: the line in that file; 0 if it is not known.
    unknown: a target that was not found: `Glossary.advice` has the correction then, since looking for it takes time.
    """

    code: Code
    message: str
    source: str = ""
    line: int = 0
    unknown: str = ""

    @classmethod
    def of(cls, placed: Placed, code: Code, message: str, /) -> Problem:
        """A problem of something, at its place."""
        return cls(code, message, placed.source, placed.line)
