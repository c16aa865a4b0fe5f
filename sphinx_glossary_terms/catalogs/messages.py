"""The messages of a page, before and after translation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import extract_messages

from sphinx_glossary_terms.catalogs.lost_translations import lost_translations
from sphinx_glossary_terms.catalogs.names import catalog_files
from sphinx_glossary_terms.doctree.nodes import OWNERS, find, name_of, text_of
from sphinx_glossary_terms.doctree.page_notes import Message, has_directives, notes_of
from sphinx_glossary_terms.model.names import with_preferred
from sphinx_glossary_terms.settings import config

if TYPE_CHECKING:
    pass


class NoteMessages(SphinxTransform):
    """Notes the messages before Locale (20), which gives a node other children but leaves the former ones alone."""

    default_priority = 19

    def apply(self, **kwargs: Any) -> None:
        if config.is_translated(self.config) and has_directives(self.env):
            messages = [Message(node, text, node.children) for node, text in extract_messages(self.document)]
            notes_of(self.env).messages = messages


class ReadTranslations(SphinxTransform):
    """Notes what Locale (20) made of the messages and of the names of terms.

    Before SmartQuotes (750), which changes the quotation marks and dashes in them.
    """

    default_priority = 21

    def apply(self, **kwargs: Any) -> None:
        notes = notes_of(self.env)
        if notes.messages:
            files = catalog_files(self.env)
            notes.problems += dict.fromkeys(lost_translations(self.env, self.document, notes.messages, files))
        # After `lost_translations`: a name without text has become that of the source again.
        for owner in find(self.document, *OWNERS) if notes.has_directives else ():
            if (name := name_of(owner)) is not None:
                term = owner["term"]
                owner["term"] = replace(term, names=with_preferred(term.names, text_of(name)))
