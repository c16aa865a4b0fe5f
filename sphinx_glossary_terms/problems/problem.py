"""What an author has to correct, and where; the code of every warning."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, Protocol, Self


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
    """The codes of warnings. `suppress_warnings = ["glossary.<code>"]` silences one, `["glossary"]` all.

    says: what the warning means, as the reference of the manual shows it. The warning itself has the remedy.
    """

    def __new__(cls, value: str, says: str = "") -> Self:
        """A member whose value is the code alone."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.says = says
        return member

    says: str

    BAD_ID = "bad-id", "A term has no id, an id with characters that are not allowed, or the id of another term."
    UNKNOWN_TARGET = "unknown-target", "A relation, a `term-path` or a `term-graph` names a term that does not exist."
    AMBIGUOUS_NAME = "ambiguous-name", "A name in a reference, a relation, a path or a map belongs to several terms."
    NO_CONVERTER = "no-converter", "A PDF with graphs needs a program that is missing or fails. It contains the lists."
    EMPTY_GRAPH = "empty-graph", "A `term-graph` has nothing to show."
    DRAWING = "drawing", "A graph could not be drawn when the site was built, so the reader's browser draws it."
    BAD_RELATION = "bad-relation", "A term names itself in a relation, or two terms are related twice."
    AVOIDED_NAME = "avoided-name", "A name that should not be used, or that of a term that has been replaced, is used."
    CYCLE = "cycle", "Relations form a circle, such as two terms that each have the other as a prerequisite."
    RELATED_ANCESTOR = "related-ancestor", "A term is `related` to a term above it in the hierarchy (SKOS S27)."
    REPEATED_LABEL = "repeated-label", "A term has the same text twice among its names (SKOS S13)."
    SHARED_NAME = "shared-name", "Two terms have the same name or alias."
    ORPHAN = "orphan", "A term has no relation to another term."
    WANTED_TERM = "wanted-term", "Relations or references name a term that does not exist. The warning says how often."
    MISSING_FIELD = "missing-field", "A term has no `eli5`, no `deep-dive` or no `sources`."
    UNLINKED_MENTION = "unlinked-mention", "A name in plain text is not a link, or cannot become one: a function word."
    MISPLACED = "misplaced", "A directive, its body, a link or a footnote is in a place where it has no meaning."
    EMPTY_TERM = "empty-term", "A `term` with a name has no body."
    OPTION = "option", "An option of a directive is unknown, has a wrong value, or has become text."
    FENCE = (
        "fence",
        "A fence ends too early, or a directive or a role is not recognized: it is text, code or a comment.",
    )
    BUILT_IN_NAME = "built-in-name", "Sphinx's own `glossary` contains an entry with the name of a term."
    NAME_TAKEN = (
        "name-taken",
        "A label, heading, page, folder or directive has a name that this extension uses.",
    )
    CONFIG = "config", "A value in `conf.py` is not allowed, or there is no such option. It is ignored."
    PROJECT = "project", "The glossary of another project cannot be read. The last copy of it is used, if there is one."
    NO_READING = "no-reading", "A Japanese name with kanji has no reading, so indexes cannot sort it."
    BAD_READING = "bad-reading", "The reading of a Japanese name contains kanji, or no kana."
    CATALOG = "catalog", "A catalog of translations cannot be read."
    LOST_TRANSLATION = "lost-translation", "A translation, or a part of it, is not shown."
