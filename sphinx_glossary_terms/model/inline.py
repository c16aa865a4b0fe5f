"""Inline markup as a plain value, so that a definition can be stored, compared and shown elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

SHOWN_TITLE = "glossary-title"
"""The attribute that has the `Title` which a reference of Sphinx shows, since its author wrote no text."""


class Title(NamedTuple):
    """A title that a reference shows, which is looked up when all pages have been read.

    kind: whether it is that of a page or of what a label leads to.
    target: the docname, or the label.
    written: what the reference shows if there is no such title, because it leads to something else.
    """

    kind: Literal["page", "label"]
    target: str
    written: str = ""


Attribute: TypeAlias = "str | int | bool | tuple[str, ...] | None"


class Element(NamedTuple):
    """One inline element.

    tag: the name of the class of its docutils node.
    attributes: its attributes, in order.
    children: what is in it.
    """

    tag: str
    attributes: tuple[tuple[str, Attribute], ...]
    children: Inline

    def get(self, name: str, default: str = "", /) -> str:
        """The attribute of that name as text."""
        return str(dict(self.attributes).get(name) or default)

    @property
    def term_target(self) -> str:
        """The target of a `term` reference; empty for every other element."""
        is_ours = self.tag == "pending_xref" and self.get("reftype") == "term"
        return self.get("reftarget") if is_ours else ""

    @property
    def title(self) -> Title | None:
        """The title that it shows; None if it has a text of its own."""
        title = dict(self.attributes).get(SHOWN_TITLE)
        if not isinstance(title, tuple):
            return None
        kind, target, written = title
        return Title("page" if kind == "page" else "label", target, written)


Inline: TypeAlias = "tuple[str | Element, ...]"


def plain_text(inline: Inline, /) -> str:
    """The text without its markup."""
    return "".join(piece if isinstance(piece, str) else plain_text(piece.children) for piece in inline)


def elements(inline: Inline, /) -> Iterator[Element]:
    """All elements in it, in reading order."""
    for piece in inline:
        if isinstance(piece, Element):
            yield piece
            yield from elements(piece.children)


def references(inline: Inline, /) -> Iterator[str]:
    """The targets of the `term` references in it, in reading order."""
    return (target for element in elements(inline) if (target := element.term_target))
