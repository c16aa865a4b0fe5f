"""Addresses: where a term or something generated is, whatever the output."""

from __future__ import annotations

from typing import NamedTuple


class Address(NamedTuple):
    """A place on a page. Without an anchor it is the page as a whole."""

    docname: str
    anchor: str = ""


class BlockAddress(NamedTuple):
    """The place of a generated block, or of a part of it.

    docname: the page.
    kind: what was generated: "index", "graph".
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
        # The first index of a page has no number: there its anchor has been `glossary-index` since the first release.
        name = f"glossary-{self.kind}" + (f"-{self.number}" if self.number or self.kind == "graph" else "")
        return name + (f"-{self.part}" if self.part >= 0 else "")
