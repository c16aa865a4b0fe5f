"""A definition as plain text and as HTML that means the same wherever it is shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from sphinx_glossary_terms.model.inline import Element, Inline, plain_text
from sphinx_glossary_terms.model.term import Term
from sphinx_glossary_terms.programs.export.values import Definition
from sphinx_glossary_terms.untrusted.limits import without_controls
from sphinx_glossary_terms.views.addresses import Address
from sphinx_glossary_terms.views.links import Links

_TAGS = {
    "abbreviation": "abbr",
    "emphasis": "em",
    "literal": "code",
    "literal_emphasis": "em",
    "literal_strong": "strong",
    "strong": "strong",
    "subscript": "sub",
    "superscript": "sup",
    "title_reference": "cite",
}
# What a browser of somebody else may follow.
_SAFE = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


class DefinitionWriter:
    """Writes the definitions of terms. `address_of` makes the address of a place."""

    def __init__(self, links: Links, address_of: Callable[[Address], str], /) -> None:
        self._links = links
        self._address_of = address_of

    def write(self, term: Term, /) -> Definition:
        """The definition of a term."""
        text = self._links.plain(term.definition, term.definition_language, term.docname)
        html = self._html(term.definition, term)
        line = _in_one_line(text)
        return Definition(line, line if html == text else _in_one_line(html))

    def _html(self, inline: Inline, term: Term) -> str:
        return "".join(
            [escape(piece, quote=False) if isinstance(piece, str) else self._element(piece, term) for piece in inline]
        )

    def _element(self, element: Element, term: Term) -> str:
        if element.tag == "math":
            return rf'<span class="math">\({escape(plain_text(element.children), quote=False)}\)</span>'
        content = self._html(element.children, term)
        if element.tag in _TAGS:
            tag, title = _TAGS[element.tag], element.get("explanation")
            return f"<{tag}{_attribute('title', title)}>{content}</{tag}>"
        if element.tag == "reference" and _SAFE.match(address := element.get("refuri")):
            return f"<a{_attribute('href', address)}>{content}</a>"
        if element.title and (shown := self._links.title(element.title)):
            return escape(shown, quote=False)
        if element.term_target:
            return self._reference(element, content, term)
        return content

    def _reference(self, element: Element, content: str, term: Term) -> str:
        target = element.term_target
        reference = self._links.reference(target, term.docname)
        if not element.get("refexplicit") and reference.links:
            shown = self._links.text(target, plain_text(element.children), term.definition_language, term.docname)
            content = escape(shown.text, quote=False)
        if len(reference.links) != 1:
            return content
        return f"<a{_attribute('href', self._address_of(reference.links[0].address))}>{content}</a>"


def _attribute(name: str, value: str) -> str:
    return f' {name}="{escape(value)}"' if value else ""


def _in_one_line(text: str) -> str:
    return " ".join(without_controls(text).split())
