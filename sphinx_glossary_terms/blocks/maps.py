"""Maps: `term-graph`, with a legend, and with all that the map says as a folded list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sphinx_glossary_terms.blocks.charts import Chart, Nodes, drawing
from sphinx_glossary_terms.blocks.context import Context
from sphinx_glossary_terms.blocks.values import (
    Authored,
    Block,
    BulletList,
    Container,
    Field,
    FieldList,
    Folded,
    ListItem,
    Paragraph,
    Phrase,
    Phrases,
    Span,
    in_language,
    separated,
)
from sphinx_glossary_terms.doctree.classes import relation_class
from sphinx_glossary_terms.doctree.nodes import generated_block
from sphinx_glossary_terms.language.i18n import _, more
from sphinx_glossary_terms.language.labels import parentheses
from sphinx_glossary_terms.model.graph import TERM
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.model.page import GraphQuery
from sphinx_glossary_terms.views.maps import EdgeList, GraphView


def graph(context: Context, node: generated_block, view: GraphView, /) -> Iterator[Block]:
    """A map of terms or of tags: drawing, legend, caption, list."""
    caption = [Authored(number) for number in range(len(node.children))]
    if not view.graph.nodes:
        yield from caption
        return
    page, query = context.page_of(node), node["query"]
    assert isinstance(query, GraphQuery)
    anchor = context.block_anchor(page, node)
    # A browser opens what is folded for a link into it.
    list_anchor = f"{anchor}-list"
    nodes = _nodes(context, page, view, list_anchor)
    rest = context.block_uri(page, view.rest)
    blocks: list[Block] = []
    joined = {name for edge in view.graph.edges for name in (edge.start, edge.end)}
    joined |= {name for name, role in view.graph.nodes if role != TERM}
    drawn = tuple(node for node in view.graph.nodes if node[0] in joined)
    if drawn and context.draws:
        chart = Chart(
            graph=replace(view.graph, nodes=drawn),
            sides=tuple(edges.side for edges in view.lists if edges.side),
            nodes=nodes,
            anchor=anchor,
            direction=query.direction,
            title=_("Map of the glossary") if view.links else _("Map of the tags"),
            rest=rest or f"#{list_anchor}",
            edge_labels=_edge_labels(view.lists),
        )
        blocks += drawing(context, chart)
        if view.links and view.lists and context.output.is_html:  # elsewhere a list has no lines to show
            blocks.append(_legend(view.lists))
    if alone := [context.phrase(page, link) for link in view.links if link.id not in joined]:
        label = LocalizedText(_("Without a relation here"), context.own_language)
        names = Paragraph(tuple(separated(alone, lambda: _(", "))))
        blocks.append(_fields([Field(label, (names,), ("glossary-relation", "glossary-alone"))]))
    blocks += caption
    lists: list[Block] = [_fields(items)] if (items := list(_lists(context, page, view, nodes))) else []
    for number, tag in enumerate(view.tags):
        if tag.links:
            terms = _field(tag.label, ((context.phrase(page, link),) for link in tag.links), "glossary-tag")
            lists.append(Container((_fields([terms]),), (), f"{list_anchor}-{number}"))
    if view.graph.hidden:
        hidden = in_language(LocalizedText(more(view.graph.hidden), context.own_language))
        lists.append(Paragraph((Span((hidden,), address=rest) if rest else hidden,)))
    if lists:
        summary = LocalizedText(_("Everything in this map as a list"), context.own_language)
        blocks.append(Folded(summary, (Container(tuple(lists), (), list_anchor),), ("glossary-map-list",)))
    yield Container(tuple(blocks), ("glossary-map",), anchor)


def _count(number: int) -> str:
    """A number of terms or of relations, as it follows a label."""
    before, after = parentheses()
    return f"{before}{number}{after}"


def _nodes(context: Context, page: str, view: GraphView, list_anchor: str) -> Nodes:
    nodes = {link.id: (link.text, context.uri(page, link.address)) for link in view.links}
    for number, tag in enumerate(view.tags):
        address = f"#{list_anchor}-{number}" if tag.links else context.block_uri(page, tag.place)
        nodes[tag.tag] = (tag.label._replace(text=f"{tag.label.text}{_count(tag.terms)}"), address)
    return nodes


def _edge_labels(lists: Iterable[EdgeList]) -> dict[str, str]:
    """The labels that edges need: lines and arrows tell types apart, but some types have the same line and arrow."""
    labels: dict[str, str] = {}
    seen: set[tuple[str, bool]] = set()
    for edges in lists:
        if side := edges.side:
            if (side.edge, side.has_arrow) in seen:
                labels[side.relation] = edges.label.text
            seen.add((side.edge, side.has_arrow))
    return labels


def _legend(lists: Iterable[EdgeList]) -> BulletList:
    """What the lines mean, as they are read along the arrow."""
    items = []
    for edges in lists:
        if side := edges.side:
            arrow = ("glossary-arrow",) if side.has_arrow else ()
            classes = ("glossary-line", f"glossary-line-{side.edge}", *arrow)
            items.append(ListItem((in_language(edges.label),), classes))
    return BulletList(tuple(items), ("glossary-legend",))


def _lists(context: Context, page: str, view: GraphView, nodes: Nodes) -> Iterator[Field]:
    """All that the map says, by relation type."""
    links = {link.id: link for link in view.links}
    tags = {tag.tag: tag for tag in view.tags}

    def end(name: str) -> Phrase:
        return context.phrase(page, links[name]) if name in links else in_language(tags[name].label)

    def counted(name: str) -> Phrases:
        text: Phrases = (in_language(tags[name].label), _count(tags[name].terms))
        return (Span(text, address=nodes[name][1]),)

    if tags:
        yield _field(LocalizedText(_("Tags"), context.own_language), map(counted, tags), "glossary-tags")
    for edges in view.lists:
        side = edges.side
        between = " " + _("→ ") if side and side.has_arrow else " – "
        others: dict[str, list[Phrase]] = {}
        for start, other, weight in edges.edges:
            others.setdefault(start, []).append(Span((end(other), _count(weight))) if weight else end(other))
        items = ((end(start), between, *separated(ends, lambda: _(", "))) for start, ends in others.items())
        label = edges.label if side else LocalizedText(_("Relations"), context.own_language)
        yield _field(label, items, *([relation_class(side.key)] if side else []))


def _fields(fields: Iterable[Field]) -> FieldList:
    return FieldList(tuple(fields), ("glossary-relation-lists",))


def _field(label: LocalizedText, items: Iterable[Phrases], *classes: str) -> Field:
    return Field(label, (BulletList(tuple(map(Paragraph, items))),), ("glossary-relation", *classes))
