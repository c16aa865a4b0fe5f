"""Definitions and fields of terms as plain text, and as HTML that means the same wherever it is shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_glossary_terms.doctree.markup import freeze
from sphinx_glossary_terms.doctree.nodes import find, generated_block, language_at, term_field
from sphinx_glossary_terms.external.glossary_json import Text
from sphinx_glossary_terms.model.inline import Element, Inline, plain_text
from sphinx_glossary_terms.untrusted.limits import without_controls
from sphinx_glossary_terms.views.addresses import Address
from sphinx_glossary_terms.views.links import Links

if TYPE_CHECKING:
    from sphinx_glossary_terms.domain.domain import GlossaryDomain

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
_BLOCKS: dict[type[nodes.Node], str] = {
    nodes.paragraph: "p",
    nodes.literal_block: "pre",
    nodes.bullet_list: "ul",
    nodes.enumerated_list: "ol",
    nodes.list_item: "li",
    nodes.block_quote: "blockquote",
    nodes.definition_list: "dl",
    nodes.term: "dt",
    nodes.definition: "dd",
}
# What a browser of somebody else may follow.
_SAFE = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


class TextWriter:
    """Writes the texts of authors. `address_of` makes the address of a place."""

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

    def block(self, node: nodes.Node, docname: str, lines: list[str], languages: set[str], /) -> str:
        """A block of a field as HTML; its lines of text and its languages are added to those of the field."""
        hidden = nodes.Invisible | nodes.system_message | generated_block
        if isinstance(node, hidden) or not isinstance(node, nodes.Element):
            return ""
        if isinstance(node, nodes.literal_block):
            code = without_controls(node.astext())
            lines += code.split("\n")
            content = escape(code, quote=False)
        elif isinstance(node, nodes.TextElement):
            language = language_at(node)
            languages.add(language)
            text = self.write(freeze(node.children, docname), language, docname)
            is_item = isinstance(node.parent, nodes.list_item) and node.parent[0] is node
            lines.append(f"- {text.text}" if is_item else text.text)
            content = text.html
        else:
            content = "".join([self.block(child, docname, lines, languages) for child in node.children])
        tag = next((_BLOCKS[kind] for kind in type(node).__mro__ if kind in _BLOCKS), "")
        return f"<{tag}>{content}</{tag}>" if tag and content else content


def fields_of(domain: GlossaryDomain, writer: TextWriter, here: AbstractSet[str], /) -> dict[str, dict[str, Text]]:
    """The fields by the ids of terms, in the languages of `here`. They are in the documents, and nowhere else."""
    found: dict[str, dict[str, Text]] = {}
    for docname, page in domain.pages.items():
        fields = find(domain.env.get_doctree(docname), term_field) if page.fields else ()
        for field in (field for field in fields if field["term_id"]):
            lines: list[str] = []
            languages: set[str] = set()
            html = "".join([writer.block(node, docname, lines, languages) for node in field.children])
            if not languages or languages & here:
                found.setdefault(field["term_id"], {})[field["field"]] = Text("\n".join(lines), html)
    return found


def _attribute(name: str, value: str) -> str:
    return f' {name}="{escape(value)}"' if value else ""


def _in_one_line(text: str) -> str:
    return " ".join(without_controls(text).split())
