"""The messages of a page, before and after translation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sphinx.transforms import SphinxTransform
from sphinx.util.i18n import docname_to_domain
from sphinx.util.nodes import extract_messages

from sphinx_glossary_terms.catalogs.lost_translations import lost_translations
from sphinx_glossary_terms.catalogs.names import catalog_files
from sphinx_glossary_terms.doctree.nodes import OWNERS, find, name_of, text_of
from sphinx_glossary_terms.doctree.page_notes import Message, has_directives, notes_of
from sphinx_glossary_terms.model.names import with_preferred
from sphinx_glossary_terms.settings import config

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


class NoteMessages(SphinxTransform):
    """Notes the messages before Locale (20), which gives a node other children but leaves the former ones alone."""

    default_priority = 19

    def apply(self, **kwargs: Any) -> None:
        is_needed = config.is_translated(self.config) and has_directives(self.env)
        if is_needed or config.places_translations(self.config):
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
            files = catalog_files(self.env)
            notes.problems += dict.fromkeys(lost_translations(self.env, self.document, notes.messages, files))
        if config.places_translations(self.config):
            notes.places = {message.node: location for message, location in _placed(self.env, notes.messages)}
        # After `lost_translations`: a name without text has become that of the source again.
        for owner in find(self.document, *OWNERS) if notes.has_directives else ():
            if (name := name_of(owner)) is not None:
                term = owner["term"]
                owner["term"] = replace(term, names=with_preferred(term.names, text_of(name)))


def _placed(env: BuildEnvironment, messages: Iterable[Message]) -> Iterator[tuple[Message, tuple[str, int]]]:
    """Those of the messages of a page that have been translated, each with the catalog and the line there."""
    files = catalog_files(env)
    name = docname_to_domain(env.current_document.docname, env.config.gettext_compact)
    for message in messages:
        translation = files.translation(name, message.text)
        if translation is not None and message.node.get("translated"):
            yield message, files.place(message.text, translation)
