"""Maps: `term-graph`, with all that the map says as a folded list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes
from sphinxcontrib.mermaid import mermaid

from sphinx_glossary_terms.blocks import drawing
from sphinx_glossary_terms.blocks.context import Context, reference
from sphinx_glossary_terms.blocks.relations import labeled, labeled_list
from sphinx_glossary_terms.doctree.language import is_right_to_left
from sphinx_glossary_terms.doctree.nodes import MORE, generated_block, node_class, relation_class
from sphinx_glossary_terms.graphs.flowchart import MIRRORED, Box, Flowchart, Line
from sphinx_glossary_terms.language.labels import _, more
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.model.page import GraphQuery
from sphinx_glossary_terms.views.maps import GraphView


def graph(context: Context, node: generated_block, view: GraphView, /) -> list[nodes.Node]:
    """A map of terms: drawing, caption, list."""
    caption = [child for child in node.children if not isinstance(child, mermaid)]
    if not view.graph.nodes:
        return caption
    page, query = context.page_of(node), node["query"]
    assert isinstance(query, GraphQuery)
    anchor = context.block_anchor(page, node)
    list_anchor = f"{anchor}-list"  # a browser opens what is folded for a link into it
    rest = context.block_uri(page, view.rest)
    joined = {key for edge in view.graph.edges for key in (edge.start, edge.end)}
    content: list[nodes.Node] = []
    if joined and context.shows_graphs:
        chart = _chart(context, page, view, joined, query.direction, rest or f"#{list_anchor}")
        content += drawing.graph(context, chart, anchor, node)
    if alone := [link for link in view.links if link.id not in joined]:
        label = LocalizedText(_("Without a relation here"), context.own_language)
        names = nodes.definition("", nodes.paragraph("", "", *context.names(page, alone)))
        content.append(labeled_list(context, [labeled(label, names, "glossary-relation", "glossary-alone")]))
    content += caption
    lists: list[nodes.Node] = [labeled_list(context, _lists(context, page, view))] if view.lists else []
    if view.graph.hidden:
        hidden = context.own(more(view.graph.hidden))
        lists.append(nodes.paragraph("", "", reference(rest, [hidden]) if rest else hidden))
    if lists:
        box = context.anchored(nodes.container("", *lists), [list_anchor])
        summary = _("Everything in this map as a list")
        content += context.folded(summary, box, "glossary-map-list") if context.shows_graphs else box
    return context.anchored(nodes.container("", *content, classes=["glossary-map"]), [anchor])


def _chart(context: Context, page: str, view: GraphView, joined: Iterable[str], direction: str, rest: str) -> Flowchart:
    roles, sides = dict(view.graph.nodes), {edges.side.type.name: edges.side for edges in view.lists}
    boxes = [
        Box(link.id, link.text, node_class(roles[link.id]), context.uri(page, link.address), is_listed=False)
        for link in view.links
        if link.id in joined
    ]
    if view.graph.hidden:
        boxes.append(Box("", LocalizedText(more(view.graph.hidden), context.own_language), MORE, rest, is_listed=False))
    labels = _labels(view)
    lines = []
    for edge in view.graph.edges:
        kind = sides[edge.relation].type
        lines.append(Line(edge.start, edge.end, kind.edge, not kind.symmetric, labels.get(edge.relation, "")))
    return Flowchart(
        title=_("Map of the glossary"),
        direction=MIRRORED.get(direction, direction)
        if is_right_to_left(context.builder.config.language)
        else direction,
        boxes=tuple(boxes),
        lines=tuple(lines),
    )


def _labels(view: GraphView) -> dict[str, str]:
    """The labels that lines need: those of the relation types that have the line and the arrow of another one."""
    labels: dict[str, str] = {}
    seen: set[tuple[str, bool]] = set()
    for edges in view.lists:
        kind = edges.side.type
        if (kind.edge, kind.symmetric) in seen:
            labels[kind.name] = edges.label.text
        seen.add((kind.edge, kind.symmetric))
    return labels


def _lists(context: Context, page: str, view: GraphView) -> Iterator[nodes.definition_list_item]:
    """All that the map says, by relation type."""
    links = {link.id: link for link in view.links}
    for edges in view.lists:
        between = _(" – ") if edges.side.type.symmetric else " " + _("→ ")
        others: dict[str, list[str]] = {}
        for start, end in edges.edges:
            others.setdefault(start, []).append(end)
        items = []
        for start, ends in others.items():
            names = context.names(page, map(links.__getitem__, ends))
            line = nodes.paragraph("", "", context.link(page, links[start]), nodes.Text(between), *names)
            items.append(nodes.list_item("", line))
        body = nodes.definition("", nodes.bullet_list("", *items))
        yield labeled(edges.label, body, "glossary-relation", relation_class(edges.side.key))
