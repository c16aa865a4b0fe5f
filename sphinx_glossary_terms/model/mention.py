"""A place where a name is the target of a reference or a relation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sphinx_glossary_terms.model.excerpt import Words


class Mention(NamedTuple):
    """A place where a name is the target of a reference or a relation.

    target: the name.
    source: the file, relative to the source directory.
    line: the line in that file; 0 if it is not known.

    Of a reference:

    owner: the id of the term whose text contains it.
    section: the number of its `Section` in `Page.sections`.
    context: the text around it, unless a mention before it has the same section and target.
    language: the language of that text; empty: that of the build.
    """

    target: str
    source: str
    line: int
    owner: str = ""
    section: int = 0
    context: Words = ()
    language: str = ""
