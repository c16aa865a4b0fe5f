"""What an author has to correct, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sphinx_glossary_terms.model.codes import Code
    from sphinx_glossary_terms.model.mention import Mention
    from sphinx_glossary_terms.model.term import Term


class Problem(NamedTuple):
    """Something that an author has to correct.

    code: the code of the warning.
    message: what is wrong, and how to correct it.
    source: the file, relative to the source directory; a catalog has its whole path.
    line: the line in that file; 0 if it is not known.
    unknown: a target that was not found: `Glossary.advice` has the correction then, since looking for it takes time.
    about: the ids or names of what it is about. With the code they are the same in every build, wherever these stand.
    """

    code: Code
    message: str
    source: str = ""
    line: int = 0
    unknown: str = ""
    about: tuple[str, ...] = ()

    @classmethod
    def of(cls, found: Term | Mention, code: Code, message: str, /, *about: str) -> Problem:
        """A problem of a term or a mention, at its place."""
        return cls(code, message, found.source, found.line, about=about)
