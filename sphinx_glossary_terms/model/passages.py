"""The plain text of a page, as values."""

from __future__ import annotations

from typing import NamedTuple

GAP = "\ufffc"
"""Takes the place of anything in a text that is not plain text, so that no name is found across it."""


class TextBlock(NamedTuple):
    """The text of a paragraph.

    number: which one of its page it is, from 0.
    text: its text, with `GAP` in the place of anything else, such as a link.
    language: the language that it is in; empty: that of the build.
    source: the file, relative to the source directory.
    line: the line in that file; 0 if it is not known.
    """

    number: int
    text: str
    language: str
    source: str
    line: int


class Passage(NamedTuple):
    """The text of a section or an entry, without that of the sections and entries in it.

    owner: the id of the term that it belongs to; empty: none.
    targets: the targets of the links to terms that authors wrote in it.
    blocks: its paragraphs.
    """

    owner: str
    targets: tuple[str, ...]
    blocks: tuple[TextBlock, ...]
