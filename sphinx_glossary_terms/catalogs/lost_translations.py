"""Translations that Sphinx drops in silence: each is found at its line in its catalog."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util.i18n import docname_to_domain

from sphinx_glossary_terms.doctree.nodes import OWNERS, find, name_of
from sphinx_glossary_terms.doctree.page_notes import Message
from sphinx_glossary_terms.problems.problem import Code, Problem

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_glossary_terms.catalogs.files import CatalogFiles

_NO_PARAGRAPH = (
    "this translation is not shown, because it is not a paragraph; write one paragraph, on one line, with a backslash "
    "before a sign at its beginning that makes a list or another block of it, such as `1\\\\. ` or `\\\\- `"
)
_SECOND_PARAGRAPH = "only the first paragraph of this translation is shown; write one paragraph, without a blank line"
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
    catalog = docname_to_domain(env.current_document.docname, env.config.gettext_compact)
    names = {name_of(owner) for owner in find(document, *OWNERS)}
    for message in messages:
        translation = files.translation(catalog, message.text)
        if translation is None or not translation.text.strip() or translation.text == message.text:
            continue
        if reason := _reason(message, translation.text, names):
            yield Problem(Code.LOST_TRANSLATION, reason, *files.place(message.text, translation))


def _reason(message: Message, text: str, names: Collection[nodes.Element | None]) -> str:
    """Why a translation is not shown, and what to write instead; empty if it is shown."""
    node = message.node
    if isinstance(node, nodes.image | nodes.meta):
        return ""  # Sphinx takes these texts as they are.
    if isinstance(node, addnodes.translatable):
        return _SKIPPED if node.get("translated") else ""
    if not node.get("translated"):
        return _NO_PARAGRAPH
    if node in names and not _has_text(node):
        node.children, node["translated"] = message.before, False
        return _NO_NAME
    return _SECOND_PARAGRAPH if _BLANK_LINE.search(text) else ""


def _has_text(node: nodes.Element) -> bool:
    """Whether a node has a character that is neither a separator nor a control or format character (Unicode Z, C)."""
    return any(unicodedata.category(character)[0] not in "ZC" for character in node.astext())
