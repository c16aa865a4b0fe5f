"""Abbreviations of terms: with the name where the name is alone, and as `abbr` where a reference shows one."""

from __future__ import annotations

from docutils import nodes

from sphinx_glossary_terms.blocks.context import Context, in_language
from sphinx_glossary_terms.language.labels import parentheses
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.model.scripts import has_word
from sphinx_glossary_terms.views.links import Reference

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
    before, after = parentheses()
    text = in_language(abbreviation.text, abbreviation.language)
    return [inline("", "", nodes.Text(before), text, nodes.Text(after), classes=[CLASS])]


def explained(context: Context, reference: Reference, shown: nodes.Node, /, *, is_source: bool) -> nodes.Node:
    """The text of a reference: if it is an abbreviation, an `abbr`.

    `is_source` says whether the text around it is in the source language, because there is no translation.
    """
    if not context.output.is_html or not reference.is_abbreviation(shown.astext()):
        return shown
    link = reference.links[0]
    return nodes.abbreviation("", "", shown, explanation=(link.in_source if is_source else link.bare).text)
