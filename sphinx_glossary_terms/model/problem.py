"""What an author has to correct, and where; the code of every warning."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, Protocol


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


class Code(StrEnum):
    """The codes of warnings. `suppress_warnings = ["glossary.<code>"]` silences one, `["glossary"]` all."""

    BAD_ID = "bad-id"
    UNKNOWN_TARGET = "unknown-target"
    AMBIGUOUS_NAME = "ambiguous-name"
    NO_CONVERTER = "no-converter"
    EMPTY_GRAPH = "empty-graph"
    BAD_RELATION = "bad-relation"
    AVOIDED_NAME = "avoided-name"
    CYCLE = "cycle"
    RELATED_ANCESTOR = "related-ancestor"
    REPEATED_LABEL = "repeated-label"
    SHARED_NAME = "shared-name"
    ORPHAN = "orphan"
    WANTED_TERM = "wanted-term"
    MISSING_FIELD = "missing-field"
    UNLINKED_MENTION = "unlinked-mention"
    UNUSED_TERM = "unused-term"
    UNEXPLAINED_ABBREVIATION = "unexplained-abbreviation"
    MISPLACED = "misplaced"
    EMPTY_TERM = "empty-term"
    OPTION = "option"
    FENCE = "fence"
    BUILT_IN_NAME = "built-in-name"
    NAME_TAKEN = "name-taken"
    CONFIG = "config"
    PROJECT = "project"
    NO_READING = "no-reading"
    BAD_READING = "bad-reading"
    CATALOG = "catalog"
    LOST_TRANSLATION = "lost-translation"
