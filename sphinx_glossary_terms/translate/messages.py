"""The messages of a page, before and after translation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import extract_messages

from sphinx_glossary_terms import config
from sphinx_glossary_terms.current_page import Message, has_directives, notes_of
from sphinx_glossary_terms.model.names import with_preferred
from sphinx_glossary_terms.nodes import OWNERS, find, name_of, text_of
from sphinx_glossary_terms.translate.lint.losses import losses
from sphinx_glossary_terms.translate.renderings import placed, translated


class NoteMessages(SphinxTransform):
    """Notes the messages before Locale (20), which gives a node other children but leaves the former ones alone."""

    default_priority = 19

    def apply(self, **kwargs: Any) -> None:
        is_read = config.reads_translations(self.config) or config.places_translations(self.config)
        if is_read or (config.is_translated(self.config) and has_directives(self.env)):
            messages = [Message(node, text, node.children) for node, text in extract_messages(self.document)]
            notes_of(self.env).messages = messages


class ReadTranslations(SphinxTransform):
    """Notes what Locale (20) made of the messages and of the names of terms.

    Before SmartQuotes (750), which changes the quotation marks and dashes in them.
    """

    default_priority = 21

    def apply(self, **kwargs: Any) -> None:
        notes = notes_of(self.env)
        if notes.messages and notes.has_directives:
            notes.losses = losses(self.env, self.document, notes.messages)
        if config.reads_translations(self.config):
            notes.translations = tuple(translated(self.env, notes.messages))
        if config.places_translations(self.config):
            notes.places = {message.node: place for message, place in placed(self.env, notes.messages)}
        # After `losses`: a name that renders to nothing has become that of the source again.
        for owner in find(self.document, *OWNERS) if notes.has_directives else ():
            if (name := name_of(owner)) is not None:
                term = owner["term"]
                owner["term"] = replace(term, names=with_preferred(term.names, text_of(name)))
