"""Definitions of terms as plain text, and as HTML that means the same wherever it is shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from sphinx_glossary_terms.external.glossary_json import Text
from sphinx_glossary_terms.model.inline import Element, Inline, plain_text
from sphinx_glossary_terms.untrusted.limits import without_controls
from sphinx_glossary_terms.views.addresses import Address
from sphinx_glossary_terms.views.links import Links

_INLINE = {
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


class TextWriter:
    """Writes definitions. `address_of` makes the address of a place."""

    def __init__(self, links: Links, address_of: Callable[[Address], str], /) -> None:
        self._links = links
        self._address_of = address_of

    def write(self, inline: Inline, language: str, docname: str, /) -> Text:
        """A text in a language, as it is on a page."""
        text = self._links.plain(inline, language, docname)
        html, line = self._html(inline, language, docname), _in_one_line(text)
        return Text(line, line if html == text else _in_one_line(html))

    def _html(self, inline: Inline, language: str, docname: str) -> str:
        pieces = [
            escape(piece, quote=False) if isinstance(piece, str) else self._element(piece, language, docname)
            for piece in inline
        ]
        return "".join(pieces)

    def _element(self, element: Element, language: str, docname: str) -> str:
        if element.tag == "math":
            return rf'<span class="math">\({escape(plain_text(element.children), quote=False)}\)</span>'
        content = self._html(element.children, language, docname)
        if element.tag in _INLINE:
            tag, title = _INLINE[element.tag], element.get("explanation")
            return f"<{tag}{_attribute('title', title)}>{content}</{tag}>"
        if element.tag == "reference" and _SAFE.match(address := element.get("refuri")):
            return f"<a{_attribute('href', address)}>{content}</a>"
        if element.title and (shown := self._links.title(element.title)):
            return escape(shown, quote=False)
        if not element.term_target:
            return content
        reference = self._links.reference(element.term_target, docname)
        if not element.get("refexplicit") and reference.links:
            label = self._links.text(element.term_target, plain_text(element.children), language, docname)
            content = escape(label.text, quote=False)
        if len(reference.links) != 1:
            return content
        return f"<a{_attribute('href', self._address_of(reference.links[0].address))}>{content}</a>"


def _attribute(name: str, value: str) -> str:
    return f' {name}="{escape(value)}"' if value else ""


def _in_one_line(text: str) -> str:
    return " ".join(without_controls(text).split())
