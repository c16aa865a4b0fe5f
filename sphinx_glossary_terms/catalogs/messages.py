"""The messages of a page, before and after translation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util.i18n import docname_to_domain
from sphinx.util.nodes import extract_messages

from sphinx_glossary_terms.catalogs.lost_translations import lost_translations
from sphinx_glossary_terms.catalogs.names import catalog_files
from sphinx_glossary_terms.doctree.markup import plain_parts
from sphinx_glossary_terms.doctree.nodes import OWNERS, find, is_term_reference, name_of, text_of
from sphinx_glossary_terms.doctree.page_notes import Message, has_directives, notes_of
from sphinx_glossary_terms.model.names import with_preferred
from sphinx_glossary_terms.model.passages import GAP
from sphinx_glossary_terms.settings import config

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_glossary_terms.model.translations import Translated


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
            files = catalog_files(self.env)
            notes.problems += dict.fromkeys(lost_translations(self.env, self.document, notes.messages, files))
        if config.reads_translations(self.config):
            notes.translations = tuple(_translated(self.env, notes.messages))
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


def _translated(env: BuildEnvironment, messages: Iterable[Message]) -> Iterator[Translated]:
    """The translations of a page beside their sources."""
    # Imported here, since few projects ask for the check.
    from sphinx_glossary_terms.model.translations import Translated

    for message, (file, line) in _placed(env, messages):
        before = nodes.inline("", "")
        before.children = message.before
        shown = "".join(child.astext() for child in message.node.children)
        # A catalog that was filled with its source is not translated yet.
        if before.astext().split() == shown.split():
            continue
        yield Translated(
            docname=env.current_document.docname,
            # A word in italics is often not part of a name, but a parameter: "a *key* function".
            text=GAP.join(text for text, _node in plain_parts(before)),
            targets=tuple(_names_shown(message.before)),
            shown=shown,
            named=tuple(_names_shown(message.node.children)),
            source=file,
            line=line,
        )


def _names_shown(children: Iterable[nodes.Node]) -> Iterator[str]:
    """The targets of references that show the name of a term."""
    for child in children:
        for reference in find(child, addnodes.pending_xref):
            if is_term_reference(reference) and not reference.get("refexplicit"):
                yield reference["reftarget"]
