"""Maps: what a `term-graph` shows, of terms or of tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sphinx_glossary_terms.model.graph import Graph, GraphEdge
from sphinx_glossary_terms.model.inline import Inline
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.model.maps import part_of_map, select, tag_map
from sphinx_glossary_terms.model.page import GraphQuery, IndexQuery, Page
from sphinx_glossary_terms.views.addresses import BlockAddress
from sphinx_glossary_terms.views.indexes import Indexes
from sphinx_glossary_terms.views.links import Link, Links
from sphinx_glossary_terms.views.settings import Labels
from sphinx_glossary_terms.views.sides import SideView


class TagNode(NamedTuple):
    """A tag in a map.

    tag: the tag.
    label: its label.
    terms: the number of its terms.
    place: where these are drawn or listed, if only among others; None if nowhere else.
    links: its terms, if there is no such place.
    """

    tag: str
    label: LocalizedText
    terms: int
    place: BlockAddress | None
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeList:
    """The relations of one type in a map.

    side: the side that its arrows are read by; None between tags.
    label: the label of that side.
    edges: the two ends of each, in the direction of the arrow; between tags with the number of relations, otherwise 0.
    """

    side: SideView | None
    label: LocalizedText
    edges: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphView:
    """A map of terms, or of tags.

    graph: the map itself.
    links: its terms, if it is one of terms.
    tags: its tags, if it is one of tags.
    lists: its relations, by type.
    rest: the place of the terms that did not fit; None if there is none.
    """

    graph: Graph
    links: tuple[Link, ...]
    tags: tuple[TagNode, ...]
    lists: tuple[EdgeList, ...]
    rest: BlockAddress | None

    @property
    def texts(self) -> tuple[tuple[Inline, str], ...]:
        """None: a map has only names."""
        return ()


class Maps:
    """Makes the maps of one build. `listings` are the pages with indexes and maps, where tags are at home."""

    def __init__(self, links: Links, labels: Labels, indexes: Indexes, listings: Mapping[str, Page], /) -> None:
        self._links = links
        self._labels = labels
        self._indexes = indexes
        self._glossary = links.glossary
        self._listings = dict(sorted(listings.items()))

    def view(self, query: GraphQuery, here: BlockAddress, /) -> GraphView:
        """A map of tags, or of as many terms as can be read. `here` is its own place."""
        ids, starts, relations = select(self._glossary, query)
        if query.by_tag:
            return self._of_tags(ids, *tag_map(self._glossary, ids, relations), here)
        graph = part_of_map(self._glossary, ids, starts, relations)
        return GraphView(
            graph=graph,
            links=tuple(self._links.to(node) for node, _role in graph.nodes),
            tags=(),
            lists=tuple(self._edge_lists(graph)),
            rest=next(filter(None, (self.place(tag, here) for tag in query.tags)), self.index),
        )

    def _of_tags(
        self,
        ids: Iterable[str],
        graph: Graph,
        counts: Mapping[str, int],
        edges: Iterable[GraphEdge],
        here: BlockAddress,
    ) -> GraphView:
        terms, rank = self._glossary.terms, self._links.rank
        places = {tag: self.place(tag, here) or self.index for tag, _role in graph.nodes}
        listed: dict[str, list[str]] = {tag: [] for tag, address in places.items() if address is None}
        if listed:
            for term_id in sorted((term_id for term_id in ids if term_id in terms), key=rank.__getitem__):
                for tag in listed.keys() & {*(terms[term_id].tags or [""])}:
                    listed[tag].append(term_id)
        tags = tuple(
            TagNode(tag, self._labels.tag(tag), counts[tag], address, tuple(map(self._links.to, listed.get(tag, ()))))
            for tag, address in places.items()
        )
        pairs = tuple((edge.start, edge.end, edge.weight) for edge in edges)
        lists = (EdgeList(side=None, label=LocalizedText("", ""), edges=pairs),) if pairs else ()
        return GraphView(graph=graph, links=(), tags=tags, lists=lists, rest=self.index)

    def _edge_lists(self, graph: Graph) -> Iterator[EdgeList]:
        """The relations of a map by type, as their arrows are read: "x leads to y"."""
        rank = self._links.rank
        for side in self._glossary.sides:
            if side.inverted == (side.type.target_first and not side.type.symmetric):
                edges = [edge for edge in graph.edges if edge.relation == side.type.name]
                edges.sort(key=lambda edge: (rank[edge.start], rank[edge.end]))
                if edges:
                    pairs = tuple((edge.start, edge.end, 0) for edge in edges)
                    yield EdgeList(side=SideView.of(side), label=self._labels.side(side), edges=pairs)

    def place(self, tag: str, here: BlockAddress | None = None, /) -> BlockAddress | None:
        """Where the terms of a tag are drawn or listed, other than here."""
        return next((address for address in self._places.get(tag, ()) if address != here), None)

    def list_of(self, tag: str, /) -> BlockAddress | None:
        """Where the terms of a tag are listed, or else drawn."""
        places = self._places.get(tag, [])
        return next((address for address in places if address.kind == IndexQuery.kind), self.place(tag))

    @cached_property
    def _places(self) -> dict[str, list[BlockAddress]]:
        """Where the terms of each tag are: its own maps, then its parts of indexes, by page."""
        maps: dict[str, list[BlockAddress]] = {}
        parts: dict[str, list[BlockAddress]] = {}
        for docname, page in self._listings.items():
            for number, query in page.numbered_queries():
                if isinstance(query, GraphQuery) and len(query.tags) == 1 and not query.around:
                    maps.setdefault(query.tags[0], []).append(BlockAddress(docname, query.kind, number))
                elif isinstance(query, IndexQuery) and query.by == "tag":
                    for part, (tag, _label) in enumerate(self._indexes.tags(query.tags)):
                        parts.setdefault(tag, []).append(BlockAddress(docname, query.kind, number, part))
        return {tag: [*maps.get(tag, []), *parts.get(tag, [])] for tag in {*maps, *parts}}

    @cached_property
    def index(self) -> BlockAddress | None:
        """The first index of the glossary."""
        pages = self._listings.items()
        having = (docname for docname, page in pages if any(isinstance(query, IndexQuery) for query in page.queries))
        return next((BlockAddress(docname, IndexQuery.kind, 0, 0) for docname in having), None)
