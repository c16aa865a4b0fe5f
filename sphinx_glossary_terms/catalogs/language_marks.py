"""Marks text that has no translation with the language that it is in (WCAG 3.1.2, Language of Parts)."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from sphinx_glossary_terms.doctree.nodes import (
    LANGUAGE,
    OWNERS,
    UNTRANSLATED,
    find,
    language_at,
    language_of,
    term_name,
)
from sphinx_glossary_terms.doctree.page_notes import has_directives, notes_of
from sphinx_glossary_terms.settings import config

_NO_TEXT = (nodes.image, nodes.math_block, nodes.meta, addnodes.translatable)
# Their HTML elements hold more than their text: numbers, permanent links, a whole legend. And the text of titles is
# copied into the navigation.
_SHARED = (nodes.title, nodes.caption, nodes.term, nodes.field_name, nodes.inline, term_name)


class NoteSource(SphinxTransform):
    """Notes what cannot be found out later: the text of images, and which titles and names of fields nobody wrote.

    Before Sphinx gives those a source (`ApplySourceWorkaround`, 10).
    """

    default_priority = 9

    def apply(self, **kwargs: Any) -> None:
        if not (config.needs_marks(self.config) and has_directives(self.env)):
            return
        for node in find(self.document, nodes.image, nodes.title, nodes.field_name):
            if isinstance(node, nodes.image):
                node["source_alt"] = node.get("alt", "")
            elif not (node.rawsource or node.source):
                node["generated"] = True


class MarkUntranslated(SphinxTransform):
    """Gives `lang` to the text that Locale (20) found no translation for, unless its author gave it one.

    A page without any catalog may well be written in the language of the build: it is marked only if the project
    says in which language its sources are. After the directive `class` (210), by which authors say it of a text.
    """

    default_priority = 215

    def apply(self, **kwargs: Any) -> None:
        if not (config.needs_marks(self.config) and has_directives(self.env)):
            return
        source = config.source_language(self.config)
        messages = [message.node for message in notes_of(self.env).messages if not isinstance(message.node, _NO_TEXT)]
        if not self.config.glossary_terms_source_language and not any("translated" in node for node in messages):
            return
        for node in messages:
            if not (node.get("translated") or node.get("generated") or language_at(node)):
                node["classes"].append(LANGUAGE + source)
                node[UNTRANSLATED] = True
                if isinstance(node, _SHARED):
                    _mark_text(node, source)
        for image in find(self.document, nodes.image):
            self._mark_image(image, source)
        # The options of a term are in the source language too, until our own catalogs say otherwise.
        for owner in find(self.document, *OWNERS):
            owner["options_language"] = source

    def _mark_image(self, image: nodes.Element, source: str) -> None:
        """Mark the text of an image, which is a message of its own, unless it is in the language around it."""
        written = image.attributes.pop("source_alt", "")
        if not written or language_of(image):
            return
        build = config.build_language(self.config)
        language = source if image["alt"] == written and not image.get("translated") else build
        if language != (language_at(image) or build):
            image["classes"].append(LANGUAGE + language)


def _mark_text(node: nodes.Element, language: str) -> None:
    """Put the text of a node into an element of its own, which goes wherever the text is copied."""
    text = [child for child in node.children if not isinstance(child, addnodes.index)]
    entries = [child for child in node.children if isinstance(child, addnodes.index)]
    node.children = []
    node += [nodes.inline("", "", *text, classes=[LANGUAGE + language]), *entries]


class NarrowMarks(SphinxTransform):
    """Leaves the mark of an element that holds more than its text only at the text.

    After SmartQuotes (750), which looks for it at the element, and after the domains (850), which read it there.
    """

    default_priority = 860

    def apply(self, **kwargs: Any) -> None:
        if config.needs_marks(self.config) and has_directives(self.env):
            mark = LANGUAGE + config.source_language(self.config)
            for node in find(self.document, *_SHARED):
                if UNTRANSLATED in node:
                    node["classes"].remove(mark)
