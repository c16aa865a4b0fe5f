"""Marks text that has no translation with the language that it is in."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from sphinx_glossary_terms import config
from sphinx_glossary_terms.nodes import LANGUAGE, OWNERS, find
from sphinx_glossary_terms.translate.messages import noted


class MarkUntranslated(SphinxTransform):
    """Gives `lang` to the text that Locale (20) found no translation for.

    A page without any catalog may well be written in the language of the build: it is marked only if the project
    says in which language its sources are.
    """

    default_priority = 26

    def apply(self, **kwargs: Any) -> None:
        if not config.needs_marks(self.config):
            return
        messages = [message.node for message in noted(self.env) if not _is_no_text(message.node)]
        if not self.config.glossary_terms_source_language and not any("translated" in node for node in messages):
            return
        mark = LANGUAGE + config.source_language(self.config)
        # The options of a term are in the source language too, until our own catalogs say otherwise.
        for node in (*messages, *find(self.document, *OWNERS)):
            if not node.get("translated"):
                node["classes"].append(mark)


def _is_no_text(node: nodes.Element) -> bool:
    return isinstance(node, nodes.image | nodes.meta | addnodes.translatable)
