"""The messages of a page, before and after translation, and the language of those without one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util.i18n import docname_to_domain
from sphinx.util.nodes import extract_messages

from sphinx_glossary_terms.catalogs.translations import CatalogFiles, catalog_files
from sphinx_glossary_terms.doctree import nodes as ours
from sphinx_glossary_terms.doctree.nodes import find
from sphinx_glossary_terms.doctree.page_notes import Message, notes_of
from sphinx_glossary_terms.model.problem import Code, Problem
from sphinx_glossary_terms.settings import config


class NoteMessages(SphinxTransform):
    """Notes the messages before Locale (20), which gives a node other children but leaves the former ones alone."""

    default_priority = 19

    def apply(self, **kwargs: Any) -> None:
        if config.is_translated(self.config) and notes_of(self.env).has_directives:
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
        for owner in find(self.document, *ours.OWNERS) if notes.has_directives else ():
            if (name := ours.name_of(owner)) is not None:
                owner["local_name"] = ours.text_of(name)


# Without a text, or with one that Sphinx or docutils may have written in the language of the build.
_NOT_MARKED = (nodes.image, nodes.math_block, nodes.meta, nodes.field_name, addnodes.translatable)
# Their HTML elements hold more than their text: numbers, permanent links, a whole legend. And the text of titles is
# copied into the navigation.
_SHARED = (nodes.title, nodes.caption, nodes.term, nodes.inline, ours.term_name)


class MarkUntranslated(SphinxTransform):
    """Gives `lang` to messages that Locale (20) found no translation for (WCAG 3.1.2), unless their author gave it one.

    A page without any catalog may well be written in the language of the build: it is marked only if the project
    says in which language its sources are. After the directive `class` (210), by which authors say it of a text.
    """

    default_priority = 215

    def apply(self, **kwargs: Any) -> None:
        if not (config.needs_marks(self.config) and notes_of(self.env).has_directives):
            return
        messages = [message.node for message in notes_of(self.env).messages]
        messages = [node for node in messages if not isinstance(node, _NOT_MARKED)]
        if not self.config.glossary_terms_source_language and not any("translated" in node for node in messages):
            return
        for node in messages:
            is_generated = isinstance(node, nodes.title) and "contents" in node.parent.get("classes", ())
            source = config.language_of_source(self.config, node.astext())
            if node.get("translated") or is_generated or not source or ours.language_at(node):
                continue
            if isinstance(node, _SHARED):
                # Behind a name of Sphinx's glossary is its index node, by which that is found.
                behind = [child for child in node.children if isinstance(child, addnodes.index)]
                text = [child for child in node.children if child not in behind]
                node.children = []
                node.extend([nodes.inline("", "", *text, classes=[ours.LANGUAGE + source]), *behind])
            else:
                node["classes"].append(ours.LANGUAGE + source)
        # The options of a term are in the source language too, until our own catalogs say otherwise.
        for owner in find(self.document, *ours.OWNERS):
            owner["options_language"] = config.source_language(self.config)


_NO_PARAGRAPH = (
    "this translation is not shown, because it is not a paragraph; write one paragraph, on one line, with a backslash "
    "before a sign at its beginning that makes a list or another block of it, such as `1\\\\. ` or `\\\\- `"
)
_SECOND_PARAGRAPH = "only the first paragraph of this translation is shown; write one paragraph, without a blank line"
_READING = "a name has no bar; write the name alone here, and its reading in glossary-readings.po"
_NO_NAME = "this name has no visible text, so that of the source is shown; write a name, or leave the `msgstr` empty"
_SKIPPED = (
    "this translation is not shown: the last message of the same table of contents, its caption if it has one, is "
    "translated by itself, and Sphinx then skips the others; leave the `msgstr` of that one empty"
)
_BLANK_LINE = re.compile(r"\S[ \t]*\n[ \t]*\n\s*\S")


def lost_translations(
    env: BuildEnvironment, document: nodes.document, messages: Iterable[Message], files: CatalogFiles, /
) -> Iterator[Problem]:
    """The translations of a page that its readers do not see. A name without text becomes that of the source again."""
    catalog = docname_to_domain(env.docname, env.config.gettext_compact)
    names = {ours.name_of(owner) for owner in find(document, *ours.OWNERS)}
    for message in messages:
        translation, file = files.translation(catalog, message.text)
        if not translation.strip() or translation == message.text:
            continue
        if reason := _reason(message, translation, names):
            yield Problem(Code.LOST_TRANSLATION, reason, *files.place(message.text, file))


def _reason(message: Message, text: str, names: Collection[nodes.Element | None]) -> str:
    """Why a translation is not shown, and what to write instead; empty if it is shown.

    A name without text gets its text in the source language back.
    """
    node = message.node
    if isinstance(node, nodes.image | nodes.meta):
        return ""  # Sphinx takes these texts as they are.
    if isinstance(node, addnodes.translatable):
        return _SKIPPED if node.get("translated") else ""
    if not node.get("translated"):
        return _NO_PARAGRAPH
    if isinstance(node, nodes.TextElement) and node in names and ours.take_reading(node):
        return _READING
    # Of separators and of control and format characters (Unicode Z and C) nothing is seen.
    if node in names and all(unicodedata.category(character)[0] in "ZC" for character in node.astext()):
        node.children, node["translated"] = message.before, False
        return _NO_NAME
    return _SECOND_PARAGRAPH if _BLANK_LINE.search(text) else ""
