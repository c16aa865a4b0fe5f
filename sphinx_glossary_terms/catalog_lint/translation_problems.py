"""Translations that Sphinx would drop or garble without a warning: each is found at its line in its catalog."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.i18n import parse_noqa
from sphinx.util.i18n import docname_to_domain
from sphinx.util.nodes import LITERAL_TYPE_NODES

from sphinx_glossary_terms.doctree.nodes import OWNERS, find, name_of, term_name, text_of
from sphinx_glossary_terms.doctree.page_notes import Message
from sphinx_glossary_terms.problems.codes import Code
from sphinx_glossary_terms.problems.problem import Problem

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinx_glossary_terms.catalog_lint.files import CatalogFiles

_SECOND_PARAGRAPH = "only the first paragraph of this translation is shown; write one paragraph, without a blank line"
_NO_CODE = (
    "this translation is lost: in MyST, Sphinx cannot translate a block of code or a formula; leave this `msgstr` empty"
)
_SKIPPED = (
    "this translation is not shown: the last message of the same table of contents, its caption if it has one, is "
    "translated by itself, and Sphinx then skips the others; leave the `msgstr` of that one empty"
)


_RST = "restructuredtext"


def translation_problems(
    env: BuildEnvironment, document: nodes.document, messages: list[Message], files: CatalogFiles, /
) -> tuple[Problem, ...]:
    """What is wrong with the translations of a page: what the catalogs have, compared with what Locale made of it.

    A name that renders to nothing becomes that of the source again.
    """
    name = docname_to_domain(env.current_document.docname, env.config.gettext_compact)
    suffix = Path(document["source"] or "").suffix
    lint = _Lint(document, env.config, markdown=env.config.source_suffix.get(suffix, _RST) != _RST)
    problems: dict[Problem, None] = {}
    for message in messages:
        translation = files.translation(name, message.text)
        if translation is not None and translation.text.strip() and translation.text != message.text:
            for problem in lint.findings(message, translation.text):
                file, line = files.place(message.text, translation)
                problems[problem._replace(source=file, line=line)] = None
    return tuple(problems)


class _Lint:
    def __init__(self, document: nodes.document, settings: Config, *, markdown: bool) -> None:
        self._document = document
        self._settings = settings
        self._markdown = markdown

    def findings(self, message: Message, written: str) -> Iterator[Problem]:
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
                from sphinx_glossary_terms.catalog_lint import block_markup

                yield Problem(Code.LOST_TRANSLATION, block_markup.reason(text, markdown=self._markdown))
        elif not _has_text(node) and self._is_name(node):
            yield Problem(Code.LOST_TRANSLATION, _restored(node, message.before))
        else:
            yield from self._garbled(message, written)

    def _garbled(self, message: Message, written: str) -> Iterator[Problem]:
        # Imported here, so that a project without a term does not pay for it.
        from sphinx_glossary_terms.catalog_lint import block_markup, inline_markup, references

        text, silenced = parse_noqa(written)
        if block_markup.has_second_block(text, markdown=self._markdown):
            yield Problem(Code.LOST_TRANSLATION, _SECOND_PARAGRAPH)
        leftovers = inline_markup.find_in(message, text, self._settings, markdown=self._markdown)
        yield from leftovers
        if not silenced and not any(leftover.about for leftover in leftovers):
            yield from references.compare(message, self._document, markdown=self._markdown)

    def _is_name(self, node: nodes.Element) -> TypeGuard[nodes.TextElement]:
        """Whether a node is the name of a term."""
        return isinstance(node, term_name) or (
            isinstance(node, nodes.title) and any(name_of(owner) is node for owner in find(self._document, *OWNERS))
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
