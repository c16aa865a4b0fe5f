"""Addresses: where a term or something generated is, whatever the output."""

from __future__ import annotations

from typing import NamedTuple


class Address(NamedTuple):
    """A place on a page, or on another site.

    docname: the page; empty on another site.
    anchor: the anchor there; empty: the page as a whole.
    uri: the URI on another site, relative to the root of the output if it has no host; empty on a page.
    """

    docname: str
    anchor: str = ""
    uri: str = ""


class BlockAddress(NamedTuple):
    """The place of a generated block, or of a part of it.

    docname: the page.
    kind: the kind of the block: the name of its directive.
    number: which one of its kind it is on its page, from 0.
    part: which part of it, from 0; -1 is the whole.
    """

    docname: str
    kind: str
    number: int
    part: int = -1

    @property
    def anchor(self) -> str:
        """The anchor on its own page."""
        name = f"glossary-{self.kind.removeprefix('term-')}"
        # The first index of a page has no number: links from outside may have its anchor.
        if self.number or self.kind != "term-index":
            name += f"-{self.number}"
        return f"{name}-{self.part}" if self.part >= 0 else name
