"""Translations that Sphinx would drop or garble without a warning: each is found at its line in its catalog."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeGuard

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.i18n import parse_noqa
from sphinx.util.i18n import docname_to_domain
from sphinx.util.nodes import LITERAL_TYPE_NODES

from sphinx_glossary_terms.current_page import notes_of
from sphinx_glossary_terms.model.codes import Code
from sphinx_glossary_terms.model.problem import Problem
from sphinx_glossary_terms.nodes import OWNERS, find, name_of, term_name, text_of
from sphinx_glossary_terms.translate.catalogs import catalog_files
from sphinx_glossary_terms.translate.messages import Message, noted

_SECOND_PARAGRAPH = "only the first paragraph of this translation is shown; write one paragraph, without an empty line"
_NO_CODE = (
    "this translation is lost: in MyST, Sphinx cannot translate a block of code or a formula; leave this `msgstr` empty"
)
_SKIPPED = (
    "this translation is not shown: the last message of the same table of contents, its caption if it has one, is "
    "translated by itself, and Sphinx then skips the others; leave the `msgstr` of that one empty"
)


_RST = "restructuredtext"


class FindLosses(SphinxTransform):
    """Compares what the catalogs have for a page with what Locale (20) made of it.

    Before NoteNames (22): a name that renders to nothing becomes that of the source again.
    """

    default_priority = 21

    def apply(self, **kwargs: Any) -> None:
        messages = noted(self.env)
        notes = notes_of(self.env)
        if not messages or not notes.has_directives:
            return
        files = catalog_files(self.env)
        name = docname_to_domain(self.env.current_document.docname, self.config.gettext_compact)
        suffix = Path(self.document["source"] or "").suffix
        self.markdown = self.config.source_suffix.get(suffix, _RST) != _RST
        losses: dict[Problem, None] = {}
        for message in messages:
            translation = files.translation(name, message.text)
            if translation is not None and translation.text.strip() and translation.text != message.text:
                for found in self._findings(message, translation.text):
                    file, line = files.place(message.text, translation)
                    losses[found._replace(source=file, line=line)] = None
        notes.losses = tuple(losses)

    def _findings(self, message: Message, written: str) -> Iterator[Problem]:
        node = message.node
        if isinstance(node, nodes.image | nodes.meta):
            return  # Locale takes these texts as they are.
        if isinstance(node, addnodes.translatable):
            if node.get("translated"):
                yield Problem(Code.LOST_TRANSLATION, _SKIPPED)
        elif isinstance(node, LITERAL_TYPE_NODES):
            if node.astext().split() != written.split():
                yield Problem(Code.LOST_TRANSLATION, _NO_CODE)
        elif not node.get("translated"):
            if text := parse_noqa(written)[0].rstrip():
                from sphinx_glossary_terms.translate.lint import block_markup

                yield Problem(Code.LOST_TRANSLATION, block_markup.reason(text, markdown=self.markdown))
        elif not _has_text(node) and self._is_name(node):
            yield Problem(Code.LOST_TRANSLATION, _restored(node, message.before))
        else:
            yield from self._garbled(message, written)

    def _garbled(self, message: Message, written: str) -> Iterator[Problem]:
        # Imported here, so that a project without a term does not pay for it.
        from sphinx_glossary_terms.translate.lint import block_markup, inline_markup, references

        text, silenced = parse_noqa(written)
        if block_markup.has_second_block(text, markdown=self.markdown):
            yield Problem(Code.LOST_TRANSLATION, _SECOND_PARAGRAPH)
        found = inline_markup.find_in(message, text, self.config, markdown=self.markdown)
        yield from found
        if not silenced and not any(leftover.about for leftover in found):
            yield from references.compare(message, self.document, markdown=self.markdown)

    def _is_name(self, node: nodes.Element) -> TypeGuard[nodes.TextElement]:
        """Whether a node is the name of a term."""
        return isinstance(node, term_name) or (
            isinstance(node, nodes.title) and any(name_of(owner) is node for owner in find(self.document, *OWNERS))
        )


def _restored(name: nodes.TextElement, before: list[nodes.Node]) -> str:
    """Give a name the text of the source again, which is then marked as having no translation."""
    name.children = before
    name["translated"] = False
    return (
        f"this translation of the name '{text_of(name)}' has no text, so that of the source is shown; write a name, or "
        "leave the `msgstr` empty"
    )


def _has_text(node: nodes.Element) -> bool:
    """Whether a node has a character that is neither a separator nor a control or format character (Unicode Z, C)."""
    return any(unicodedata.category(character)[0] not in "ZC" for character in node.astext())
