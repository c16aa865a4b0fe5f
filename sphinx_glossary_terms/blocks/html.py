"""Writes generated nodes as HTML: docutils' visitors would take much longer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

# As docutils escapes text (`docutils.writers._html_base.HTMLTranslator`).
_SPECIAL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\xa0": "&nbsp;"})
_LANGUAGE = "language-"

# The element of each node, the classes that docutils gives it, and what follows it.
_ELEMENTS: Mapping[type[nodes.Element], tuple[str, str, str]] = {
    nodes.bullet_list: ("ul", "simple", "\n"),
    nodes.container: ("div", "docutils container", "\n"),
    nodes.definition: ("dd", "", "\n"),
    nodes.definition_list: ("dl", "simple", "\n"),
    nodes.enumerated_list: ("ol", "arabic", "\n"),
    nodes.field_body: ("dd", "", "\n"),
    nodes.field_list: ("dl", "", "\n"),
    nodes.field_name: ("dt", "", "\n"),
    nodes.inline: ("span", "", ""),
    nodes.list_item: ("li", "", "\n"),
    nodes.paragraph: ("p", "", "\n"),
    nodes.strong: ("strong", "", ""),
    nodes.term: ("dt", "", "\n"),
}
_WITHOUT_ELEMENT = (nodes.definition_list_item, nodes.field)


ISOLATED = "glossary-isolated"
"""The class of a name among others, whose direction of writing is its own."""

AUTHORED = "glossary-authored"
"""The attribute of a node that an author wrote."""


def write(translator: HTML5Translator, node: nodes.Node, /) -> None:
    """Add the HTML of a node to the body of a translator, which itself writes what authors wrote, and other nodes."""
    if isinstance(node, nodes.Text):
        translator.body.append(node.translate(_SPECIAL))
        return
    assert isinstance(node, nodes.Element)
    kind = type(node)
    if AUTHORED in node.attributes:
        node.walkabout(translator)
    elif kind is nodes.raw:
        translator.body.append(node.astext())
    elif kind is nodes.reference:
        address = node.get("refuri") or f"#{node['refid']}"
        kinds = "reference internal" if node["internal"] else "reference external"
        _element(translator, node, "a", kinds, "", f' href="{address.translate(_SPECIAL)}"')
    elif kind is nodes.rubric:
        _element(translator, node, f"h{node['heading-level']}", "rubric", "\n")
    elif kind in _WITHOUT_ELEMENT:
        for child in node.children:
            write(translator, child)
    elif kind is nodes.inline and node.attributes["classes"] == [ISOLATED]:
        _element(translator, nodes.inline("", "", *node.children), "bdi", "", "")
    elif kind in _ELEMENTS:
        _element(translator, node, *_ELEMENTS[kind])
    else:
        node.walkabout(translator)


def _element(
    translator: HTML5Translator, node: nodes.Element, tag: str, kinds: str, end: str, attributes: str = ""
) -> None:
    classes = node.attributes["classes"]
    if classes:
        language = next((name.removeprefix(_LANGUAGE) for name in classes if name.startswith(_LANGUAGE)), "")
        if language:
            classes = [name for name in classes if not name.startswith(_LANGUAGE)]
            attributes += f' lang="{language}"'
        kinds = f"{' '.join(classes)} {kinds}".strip()
    if kinds:
        attributes = f' class="{kinds}"{attributes}'
    for name in node.attributes["ids"]:
        attributes += f' id="{name}"'
    translator.body.append(f"<{tag}{attributes}>")
    for child in node.children:
        write(translator, child)
    translator.body.append(f"</{tag}>{end}")
