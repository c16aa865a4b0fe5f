"""Mentions of terms in plain text that become links."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from docutils import nodes

from sphinx_glossary_terms.markup import plain_parts
from sphinx_glossary_terms.nodes import BLOCK, find
from sphinx_glossary_terms.views.links import PlainLink
from sphinx_glossary_terms.write.context import Context


def link(context: Context, document: nodes.document, /) -> None:
    """Make links of the mentions that are in the views of the pages in a document."""
    if not context.builder.config.glossary_terms_autolink:
        return
    pages: dict[str, dict[int, list[PlainLink]]] = {}
    for paragraph in find(document, nodes.paragraph, nodes.line):
        number = paragraph.attributes.pop(BLOCK, None)
        if number is None or context.output.is_catalog:
            continue
        page = context.page_of(paragraph)
        if page not in pages:
            pages[page] = {}
            for found in context.domain.view(page).plain_links:
                pages[page].setdefault(found.block, []).append(found)
        _link_in(context, page, paragraph, reversed(pages[page].get(number, [])))


def _link_in(context: Context, page: str, paragraph: nodes.Element, mentions: Iterable[PlainLink]) -> None:
    """Make the links of a paragraph, from the last to the first, so that the places of the others stay right."""
    for mention in mentions:
        parts = list(plain_parts(paragraph))
        ends = accumulate(len(text) for text, _node in parts)
        touched = [
            (node, max(mention.start - end + len(text), 0), min(mention.end - end + len(text), len(text)))
            for (text, node), end in zip(parts, ends, strict=True)
            if node is not None and end > mention.start and end - len(text) < mention.end
        ]
        if len(touched) == 1:
            node, start, end = touched[0]
            text = str(node)
            shown = context.link(page, mention.link, nodes.Text(text[start:end]))
            around = (nodes.Text(text[:start]), shown, nodes.Text(text[end:]))
            node.parent.replace(node, [part for part in around if not isinstance(part, nodes.Text) or part])
