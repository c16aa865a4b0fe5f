"""Inline markup: from docutils nodes to plain values that can be stored, and back; the titles that references show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from docutils import nodes
from sphinx import addnodes
from sphinx.util import docname_join

from sphinx_glossary_terms.model.page import GAP, TextKind
from sphinx_glossary_terms.model.term import SHOWN_TITLE, Attribute, Element, Inline, Title

# What survives in a definition that is shown elsewhere. Of an image the alternative text stays, of others the text,
# but for `NOT_ELSEWHERE`.
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
NOT_ELSEWHERE = (nodes.footnote_reference, nodes.citation_reference, nodes.raw, nodes.system_message, nodes.Invisible)
"""What needs its own page, or is not shown; but not `nodes.target`, which may have a text."""
# Inline markup whose text is plain text. With a class it may be anything, such as a label of a button.
_PLAIN = (nodes.emphasis, nodes.strong, nodes.inline, nodes.target)
# `refwarn`: a broken link is reported once, on the page that it was written on; see also `is_copy`.
_IGNORED = frozenset({"ids", "names", "dupnames", "backrefs", "refwarn", "translated"})
_COPY = "glossary-copy"
_SOURCE_FILE = re.compile(r"[^#]*\.(?:md|rst|txt|ipynb)(?:#.*)?$")
# An address that means the same on every page. A link to a place on the term's own page, or relative to it, does not.
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def freeze(children: Iterable[nodes.Node], docname: str, /) -> Inline:
    """The value of inline nodes that were written on a page."""
    parts: list[str | Element] = []
    for node in children:
        if isinstance(node, nodes.Text):
            parts.append(node.astext())  # `str` has marks where a backslash was
        elif isinstance(node, nodes.image):
            parts.append(node.get("alt", ""))
        elif is_left_out(node) or not isinstance(node, nodes.Element):
            # The space before a footnote mark; what is invisible, such as the target of an index, has none of its own.
            if parts and isinstance(parts[-1], str) and not isinstance(node, nodes.Invisible):
                parts[-1] = parts[-1].rstrip()
        elif node.__class__.__name__ in _KEPT and not _is_local(node) and not _leads_to_missing_page(node):
            parts.append(Element(node.__class__.__name__, _attributes(node, docname), freeze(node.children, docname)))
        else:
            parts.extend(freeze(node.children, docname))
    return tuple(parts)


def is_left_out(node: nodes.Node, /) -> bool:
    """Whether nothing of an inline node is shown elsewhere."""
    return isinstance(node, NOT_ELSEWHERE) and not isinstance(node, nodes.target)


def plain_parts(block: nodes.Element, /) -> Iterator[tuple[str, nodes.Node]]:
    """The text of a paragraph in its parts, each with its node; `GAP` for anything else, such as code."""
    for child in block.children:
        if isinstance(child, nodes.Text):
            yield str(child), child
        elif isinstance(child, nodes.Element) and type(child) in _PLAIN and not child["classes"]:
            yield from plain_parts(child)
        elif not isinstance(child, nodes.Invisible):
            yield GAP, child


_KINDS: Mapping[TextKind, tuple[type[nodes.Element], ...]] = {
    "explanations": (nodes.abbreviation,),
    "code": (nodes.literal, nodes.FixedTextElement, nodes.math, nodes.raw, addnodes.desc_signature),
    "link texts": (nodes.reference, addnodes.pending_xref),
    "headings": (nodes.title, nodes.rubric, nodes.caption),
}


def kind_of(node: nodes.Node, /) -> TextKind:
    """What the text of a node is."""
    return next((kind for kind, classes in _KINDS.items() if isinstance(node, classes)), "plain text")


def _is_local(node: nodes.Element) -> bool:
    return isinstance(node, nodes.reference) and not _ABSOLUTE.match(node.get("refuri", ""))


def _leads_to_missing_page(node: nodes.Element) -> bool:
    """Whether a node is a link of MyST to a source file that does not exist.

    MyST warns wherever such a link is resolved, and the one on its own page is enough.
    """
    is_unresolved = isinstance(node, addnodes.pending_xref) and node.get("reftype") == "myst"
    return is_unresolved and not node.get("refdomain") and bool(_SOURCE_FILE.match(node.get("reftarget", "")))


def _attributes(node: nodes.Element, docname: str) -> tuple[tuple[str, Attribute], ...]:
    attributes: list[tuple[str, Attribute]] = []
    if isinstance(node, addnodes.pending_xref) and node.get("reftype") == "doc" and node.get("refdomain") == "std":
        node = node.copy()
        node["reftarget"] = "/" + docname_join(docname, node["reftarget"])
    if title := title_shown_by(node, docname):
        attributes.append((SHOWN_TITLE, tuple(title)))
    for name, value in sorted(node.attributes.items()):
        if name in _IGNORED:
            continue
        if value is None or isinstance(value, str | int):
            attributes.append((name, value))
        elif isinstance(value, list) and value and all(isinstance(item, str) for item in value):
            attributes.append((name, tuple(value)))
    return tuple(attributes)


def title_shown_by(reference: nodes.Element, docname: str, /) -> Title | None:
    """The title that a reference on a page shows; nothing if it shows something else, such as a text of its own."""
    if isinstance(reference, nodes.reference):
        # A reference of MyST to a label of its own page (`myst_parser.mdit_to_docutils`).
        address = reference.get("refuri", "")
        is_empty = reference.get("id_link") and not reference.children
        return Title("label", address[1:]) if is_empty and address.startswith("#") else None
    if not isinstance(reference, addnodes.pending_xref) or reference.get("refexplicit"):
        return None
    kind, target = (reference.get("refdomain"), reference.get("reftype")), reference.get("reftarget", "")
    if kind == ("std", "doc"):
        return Title("page", docname_join(reference.get("refdoc", docname), target))
    if kind == ("doc", "myst") and not reference.get("reftargetid"):
        return Title("page", target)
    if kind in {("std", "ref"), ("std", "numref"), (None, "myst")}:
        return Title("label", target)
    return Title("label", target, reference.astext()) if reference.get("reftype") == "any" else None


def thaw(inline: Inline, docname: str, /) -> list[nodes.Node]:
    """New nodes of a value, to be shown on a page."""
    result: list[nodes.Node] = []
    for piece in inline:
        if isinstance(piece, str):
            result.append(nodes.Text(piece))
            continue
        attributes = {name: list(value) if isinstance(value, tuple) else value for name, value in piece.attributes}
        attributes.pop(SHOWN_TITLE, None)
        node = _KEPT[piece.tag]("", **attributes)
        if isinstance(node, addnodes.pending_xref):
            node["refdoc"] = docname
            node[_COPY] = True
        node += thaw(piece.children, docname)
        result.append(node)
    return result


def is_copy(node: nodes.Element, /) -> bool:
    """Whether a reference was made by `thaw`, so that the one that an author wrote is elsewhere."""
    return _COPY in node
