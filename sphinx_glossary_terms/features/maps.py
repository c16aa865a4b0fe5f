"""Maps: what a `term-graph` shows, as a value and as nodes; a graph in a page or in a book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from docutils import nodes

from sphinx_glossary_terms.doctree.nodes import MORE, generated_block, is_right_to_left, node_class, relation_class
from sphinx_glossary_terms.features.context import (
    BlockAddress,
    Context,
    Link,
    in_language,
    labeled,
    labeled_list,
    reference,
    separated,
)
from sphinx_glossary_terms.features.indexes import Indexes
from sphinx_glossary_terms.features.references import Links
from sphinx_glossary_terms.graphs import images, mermaid, svg
from sphinx_glossary_terms.graphs.flowchart import MIRRORED, Box, Flowchart, Line
from sphinx_glossary_terms.model.graph import Graph, part_of_map, select
from sphinx_glossary_terms.model.page import GraphQuery, IndexQuery, Page, Query
from sphinx_glossary_terms.model.relations import Edge, Side
from sphinx_glossary_terms.model.term import LocalizedText
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.settings.labels import Labels, _, filled, more


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeList:
    """The relations of one type in a map.

    side: the side that its arrows are read by.
    label: the label of that side.
    edge: how its lines are drawn.
    edges: the ids of the two ends of each, in the direction of the arrow.
    """

    side: Side
    label: LocalizedText
    edge: Edge
    edges: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphView:
    """A map.

    title: its name for screen readers.
    graph: the map itself.
    links: its terms.
    lists: its relations, by type.
    rest: the place of the terms that did not fit; None if there is none.
    """

    title: str
    graph: Graph
    links: tuple[Link, ...]
    lists: tuple[EdgeList, ...]
    rest: BlockAddress | None


class Maps:
    """Makes the maps of one build. `listings` are the pages with indexes, where tags are at home."""

    def __init__(self, links: Links, labels: Labels, indexes: Indexes, listings: Mapping[str, Page], /) -> None:
        self._links = links
        self._labels = labels
        self._indexes = indexes
        self._glossary = links.glossary
        self._listings = listings

    def view(self, query: GraphQuery, /) -> GraphView:
        """As many terms of a map as can be read."""
        selection = select(self._glossary, query)
        graph = part_of_map(self._glossary, *selection)
        subjects = [self._labels.tag(tag).text for tag in query.tags]
        subjects += [self._links.to(start).name for start in selection.starts]
        title = _("Map of the glossary")
        return GraphView(
            title=filled(_("{label}: "), label=title) + _(", ").join(subjects) if subjects else title,
            graph=graph,
            links=tuple(self._links.to(node) for node, _role in graph.nodes),
            lists=tuple(self._edge_lists(graph)),
            rest=(self.lists.get(query.tags[0]) if len(query.tags) == 1 else None) or self.index,
        )

    def _edge_lists(self, graph: Graph) -> Iterator[EdgeList]:
        """The relations of a map by type, as their arrows are read: "x leads to y".

        Lines of the only type are solid.
        """
        rank, is_only = self._links.rank, len({edge.relation for edge in graph.edges}) == 1
        for side in self._glossary.sides:
            ends = [(edge.start, edge.end) for edge in graph.edges if edge.relation == side.type.name]
            if ends and side.is_along_arrow:
                ends.sort(key=lambda pair: (rank[pair[0]], rank[pair[1]]))
                drawn: Edge = "solid" if is_only else side.type.edge
                yield EdgeList(side=side, label=self._labels.side(side), edge=drawn, edges=tuple(ends))

    @cached_property
    def lists(self) -> dict[str, BlockAddress]:
        """The part of an index, or the index, that is about a tag alone, on the first page that has one."""
        return {
            tag: BlockAddress(docname, query.kind, number, part)
            for docname, number, query in self._queries
            if isinstance(query, IndexQuery) and (query.by == "tag" or len(query.tags) == 1)
            for part, (tag, _label) in enumerate(self._indexes.tags(query.tags))
        }

    @property
    def _queries(self) -> Iterator[tuple[str, int, Query]]:
        """All queries, those of the first page last."""
        for docname, page in sorted(self._listings.items(), reverse=True):
            for number, query in [*page.numbered_queries()][::-1]:
                yield docname, number, query

    @cached_property
    def index(self) -> BlockAddress | None:
        """The first index of the glossary."""
        indexes = [docname for docname, _number, query in self._queries if isinstance(query, IndexQuery)]
        return BlockAddress(indexes[-1], IndexQuery.kind, 0, 0) if indexes else None


def graph_box(context: Context, chart: Flowchart, anchor: str, /, *below: nodes.Node) -> list[nodes.Node]:
    """A graph in a box, and what is below it; nothing where a book cannot have it. `anchor` is that of its block."""
    drawn = _drawn(context, chart, anchor)
    kind = "glossary-neighbors" if chart.groups else "glossary-chart"
    return [nodes.container("", drawn, classes=["glossary-graph", kind]), *below] if drawn else []


def _drawn(context: Context, chart: Flowchart, anchor: str) -> nodes.Node | None:
    if config.draws_at_build(context.builder.config):
        drawing = svg.draw(chart, f"{anchor}-graph")
        return _image(context, chart, drawing) if context.output.pictures else nodes.raw("", drawing, format="html")
    return None if context.output.pictures else mermaid.extension()[1](code=mermaid.source(chart), options={})


def _image(context: Context, chart: Flowchart, drawing: str) -> nodes.image | None:
    file = images.for_book(context.builder, drawing, config.build_language(context.builder.config))
    if file is None:
        return None
    # What the images of documents get when these are read (`ImageCollector`): a name in the output.
    context.builder.images[str(file)] = file.name
    return nodes.image("", uri=str(file), candidates={"*": str(file)}, alt=chart.title)


def graph(context: Context, node: generated_block, view: GraphView, /) -> list[nodes.Node]:
    """A map of terms: drawing, caption, list."""
    caption = [child for child in node.children if not isinstance(child, nodes.Element) or child.tagname != "mermaid"]
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
        drawn = ((edges.edge, not edges.side.type.symmetric, edges.label) for edges in view.lists)
        content += graph_box(context, chart, anchor, legend(drawn))
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
    roles, lists = dict(view.graph.nodes), {edges.side.type.name: edges for edges in view.lists}
    boxes = [
        Box(link.id, link.text, node_class(roles[link.id]), context.uri(page, link.address), is_listed=False)
        for link in view.links
        if link.id in joined
    ]
    if view.graph.hidden:
        boxes.append(Box("", LocalizedText(more(view.graph.hidden), context.own_language), MORE, rest, is_listed=False))
    if is_right_to_left(context.builder.config.language):
        direction = MIRRORED.get(direction, direction)
    labels = _labels(view)
    lines = []
    for edge in view.graph.edges:
        edges = lists[edge.relation]
        has_arrow = not edges.side.type.symmetric
        lines.append(Line(edge.start, edge.end, edges.edge, has_arrow, labels.get(edge.relation, "")))
    return Flowchart(title=view.title, direction=direction, boxes=tuple(boxes), lines=tuple(lines))


def legend(lines: Iterable[tuple[Edge, bool, LocalizedText]], /) -> nodes.Node:
    """What the lines of a graph mean: how they are drawn, whether they have an arrow, and the label of a relation."""
    parts = (
        nodes.inline("", _("→ ") if has_arrow else "", in_language(*label), classes=["glossary-line", edge])
        for edge, has_arrow, label in lines
    )
    content = separated(parts, lambda: nodes.Text(_(" · ")))
    return nodes.paragraph("", "", *content, classes=["glossary-legend"])


def _labels(view: GraphView) -> dict[str, str]:
    """The labels that lines need: those of the relation types that have the line and the arrow of another one."""
    labels: dict[str, str] = {}
    seen: set[tuple[str, bool]] = set()
    for edges in view.lists:
        kind = edges.side.type
        if (edges.edge, kind.symmetric) in seen:
            labels[kind.name] = edges.label.text
        seen.add((edges.edge, kind.symmetric))
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
