"""The messages of a page, as they were before translation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import extract_messages

from sphinx_glossary_terms import config
from sphinx_glossary_terms.current_page import has_directives

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_NOTED = "glossary_terms_messages"


class Message(NamedTuple):
    """A message of a page.

    node: its node.
    text: its text, as a catalog has it.
    before: the children that the node had before translation.
    """

    node: nodes.Element
    text: str
    before: list[nodes.Node]


class NoteMessages(SphinxTransform):
    """Notes the messages before Locale (20), which gives a node other children but leaves the former ones alone."""

    default_priority = 19

    def apply(self, **kwargs: Any) -> None:
        is_read = config.reads_translations(self.config) or config.places_translations(self.config)
        if is_read or (config.is_translated(self.config) and has_directives(self.env)):
            messages = [Message(node, text, node.children) for node, text in extract_messages(self.document)]
            self.env.current_document[_NOTED] = messages


def noted(env: BuildEnvironment, /) -> list[Message]:
    """The messages of the page that is being read; none in a build in the source language."""
    return cast("list[Message]", env.current_document.get(_NOTED, []))
