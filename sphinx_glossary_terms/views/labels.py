"""The labels that views need, whoever translates them."""

from __future__ import annotations

from typing import Protocol

from sphinx_glossary_terms.model.localize import Text
from sphinx_glossary_terms.model.relations import Side


class Labels(Protocol):
    """The labels of relations, fields, contexts and tags, as readers see them."""

    def side(self, side: Side, /) -> Text:
        """The heading of a list of relations."""

    def field(self, name: str, /) -> Text:
        """The heading of a field."""

    def context(self, context: str, /) -> Text:
        """The label of a context of a term."""

    def tag(self, tag: str, /) -> Text:
        """The label of a tag; of an empty one, "No tag"."""

    def parentheses(self) -> tuple[str, str]:
        """The text before and after what follows a name in parentheses, such as a context."""
