"""Abbreviations of terms: with the name where the name is alone, and as `abbr` where a reference shows one."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from sphinx_glossary_terms.blocks.context import Context, in_language
from sphinx_glossary_terms.doctree.nodes import ancestors
from sphinx_glossary_terms.language.labels import parentheses
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.model.scripts import has_word
from sphinx_glossary_terms.views.links import PLAIN_PARENTHESES, Reference

CLASS = "glossary-abbreviation"
"""The class of an abbreviation behind the name of its term."""


class inline(nodes.inline):
    """Inline text that `astext` of the nodes around it leaves out.

    Sphinx's search knows the title of a page by the text of its first heading, which an abbreviation behind the name
    must not change. The class has the name of that of docutils, by which writers choose their methods.
    """

    def astext(self) -> str:
        """Return nothing."""
        return ""


def behind(name: str, abbreviation: Name | None, /) -> list[nodes.Node]:
    """An abbreviation in parentheses behind the name of its term, unless the name has it already."""
    if abbreviation is None or has_word(name, abbreviation.text):
        return []
    text = in_language(abbreviation.text, abbreviation.language)
    return [inline("", "", *_within(parentheses(), text), classes=[CLASS])]


def _within(signs: tuple[str, str], abbreviation: nodes.Node) -> Iterator[nodes.Node]:
    before, after = signs
    yield from (nodes.Text(before), abbreviation, nodes.Text(after))


class Abbreviations:
    """What references of one document show in the place of an abbreviation."""

    def __init__(self, context: Context, /) -> None:
        self._context = context
        self._expands = context.builder.config.glossary_terms_expand_abbreviations == "page"
        self._expanded: set[str] = set()

    def of(self, node: nodes.Node, reference: Reference, shown: nodes.Node, /, *, is_source: bool) -> nodes.Node:
        """The text of a reference: if it is an abbreviation, an `abbr`, or the name with it at the first place.

        `is_source` says whether the text around it is in the source language, because there is no translation.
        """
        link = reference.links[0]
        name = link.in_source if is_source else link.bare
        if not reference.is_abbreviation(shown.astext()):
            return shown
        if self._expands and link.id not in self._expanded and not _is_in_title(node):
            self._expanded.add(link.id)
            signs = PLAIN_PARENTHESES if is_source else parentheses()
            return nodes.inline("", "", in_language(*name), *_within(signs, shown))
        if not self._context.output.is_html:
            return shown
        return nodes.abbreviation("", "", shown, explanation=name.text)


def _is_in_title(node: nodes.Node) -> bool:
    """Whether a node is part of a title, which is copied to other places."""
    return any(isinstance(ancestor, nodes.title) for ancestor in ancestors(node))
