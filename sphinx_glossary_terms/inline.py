"""Inline markup: from docutils nodes to plain values that can be stored, and back."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinx import addnodes

from sphinx_glossary_terms.model.inline import Attribute, Element, Inline

# What survives in a definition that is shown elsewhere. Anything else leaves its text (a target) or nothing at all
# (a footnote mark, an image: both need their own page).
_KEPT: dict[str, type[nodes.Element]] = {
    kind.__name__: kind
    for kind in (
        nodes.abbreviation,
        nodes.emphasis,
        nodes.inline,
        nodes.literal,
        nodes.math,
        nodes.strong,
        nodes.subscript,
        nodes.superscript,
        nodes.title_reference,
        nodes.reference,
        addnodes.pending_xref,
        addnodes.literal_emphasis,
        addnodes.literal_strong,
    )
}
_DROPPED = (
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.image,
    nodes.raw,
    nodes.system_message,
    nodes.Invisible,
)
# `refwarn`: a broken link is reported once, on the page that it was written on.
_IGNORED = frozenset({"ids", "names", "dupnames", "backrefs", "refwarn", "translated"})


def freeze(children: Iterable[nodes.Node], /) -> Inline:
    """The value of inline nodes."""
    parts: list[str | Element] = []
    for node in children:
        if isinstance(node, nodes.Text):
            parts.append(str(node))
        elif isinstance(node, _DROPPED) or not isinstance(node, nodes.Element):
            continue
        elif node.__class__.__name__ in _KEPT and not (isinstance(node, nodes.reference) and "refuri" not in node):
            parts.append(Element(node.__class__.__name__, _attributes(node), freeze(node.children)))
        else:
            parts.extend(freeze(node.children))
    return tuple(parts)


def _attributes(node: nodes.Element) -> tuple[tuple[str, Attribute], ...]:
    found: list[tuple[str, Attribute]] = []
    for name, value in sorted(node.attributes.items()):
        if name in _IGNORED:
            continue
        if isinstance(value, str | int):
            found.append((name, value))
        elif isinstance(value, list) and value and all(isinstance(item, str) for item in value):
            found.append((name, tuple(value)))
    return tuple(found)


def thaw(inline: Inline, /) -> list[nodes.Node]:
    """New nodes of a value."""
    result: list[nodes.Node] = []
    for part in inline:
        if isinstance(part, str):
            result.append(nodes.Text(part))
            continue
        attributes = {name: list(value) if isinstance(value, tuple) else value for name, value in part.attributes}
        node = _KEPT[part.tag]("", **attributes)
        node += thaw(part.children)
        result.append(node)
    return result
