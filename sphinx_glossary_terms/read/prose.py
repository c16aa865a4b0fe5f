"""The plain text of a page, in which mentions of terms are found when all pages have been read."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from docutils import nodes

from sphinx_glossary_terms.doctree.markup import plain_parts
from sphinx_glossary_terms.doctree.nodes import (
    BLOCK,
    ancestors,
    generated_block,
    innermost,
    is_term_reference,
    term_entry,
)
from sphinx_glossary_terms.model.page import Passage, TextBlock
from sphinx_glossary_terms.model.term import in_anchor
from sphinx_glossary_terms.read.page_reader import PageReader

OFF = "no-autolink"
"""The name in the metadata of a page, and the class of an element, in whose text no mention becomes a link."""

# A field with titles, which are quotations too.
SOURCES = "sources"

# No plain text of the author, or a part of a heading.
_NEVER = (generated_block, nodes.docinfo, nodes.thead, nodes.system_message)
_LISTS = (nodes.Sequential, nodes.definition_list, nodes.field_list, nodes.option_list)


def passages(page: PageReader, /) -> tuple[Passage, ...]:
    """The plain text of a page. The paragraphs get their numbers."""
    if page.is_set(OFF):
        return ()
    by_box: dict[nodes.Node, list[TextBlock]] = {}
    for number, paragraph in enumerate(_paragraphs(page.document, page.omitted.union(page.lists))):
        source, line = page.place(paragraph)
        block = TextBlock(
            number=number,
            text="".join(text for text, _node in plain_parts(paragraph)),
            language=page.language(paragraph),
            source=source,
            line=line,
        )
        paragraph[BLOCK] = number
        by_box.setdefault(_box(paragraph), []).append(block)
    targets: dict[nodes.Node, set[str]] = {}
    for link in page.links:
        if target := _target(link):
            targets.setdefault(_box(link), set()).add(target)
    return tuple(
        Passage(innermost(box, page.term_ids) or "", tuple(sorted(targets.get(box, ()))), tuple(blocks))
        for box, blocks in by_box.items()
    )


def _target(link: nodes.Element) -> str:
    """The name or the id of the term to which a reference leads; empty if it leads to something else."""
    if is_term_reference(link):
        return str(link["reftarget"])
    anchors = (link.get("refuri", "").removeprefix("#"), link.get("reftargetid") or link.get("reftarget", ""))
    return next((term_id for term_id, part in map(in_anchor, anchors) if term_id and not part), "")


def _paragraphs(node: nodes.Element, omitted: AbstractSet[nodes.Element]) -> Iterator[nodes.Element]:
    """The paragraphs and lines with plain text, in document order."""
    for child in node.children:
        if not isinstance(child, nodes.Element) or OFF in child["classes"] or isinstance(child, _NEVER):
            continue
        if isinstance(child, nodes.paragraph | nodes.line):
            yield child
        elif child in omitted:
            continue
        elif not isinstance(child, nodes.TextElement) and not _is_quotation(child) and child.get("field") != SOURCES:
            yield from _paragraphs(child, omitted)


def _is_quotation(node: nodes.Element) -> bool:
    """Whether a node is a quotation, and not only an indented list."""
    return isinstance(node, nodes.block_quote) and not all(isinstance(child, _LISTS) for child in node.children)


def _box(node: nodes.Element) -> nodes.Node:
    """The section or the entry that contains a node; before the first heading of a page, the page."""
    return next(box for box in ancestors(node) if isinstance(box, nodes.section | term_entry | nodes.document))
