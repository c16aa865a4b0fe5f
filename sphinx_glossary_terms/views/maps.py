"""Maps: what a `term-graph` shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_glossary_terms.model.graph import Graph, part_of_map, select
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.model.page import GraphQuery, IndexQuery, Page, Query
from sphinx_glossary_terms.model.relations import Side
from sphinx_glossary_terms.views.indexes import Indexes
from sphinx_glossary_terms.views.links import BlockAddress, Link, Links

if TYPE_CHECKING:
    from sphinx_glossary_terms.language.labels import Labels


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeList:
    """The relations of one type in a map.

    side: the side that its arrows are read by.
    label: the label of that side.
    edges: the ids of the two ends of each, in the direction of the arrow.
    """

    side: Side
    label: LocalizedText
    edges: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphView:
    """A map.

    graph: the map itself.
    links: its terms.
    lists: its relations, by type.
    rest: the place of the terms that did not fit; None if there is none.
    """

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
        graph = part_of_map(self._glossary, *select(self._glossary, query))
        return GraphView(
            graph=graph,
            links=tuple(self._links.to(node) for node, _role in graph.nodes),
            lists=tuple(self._edge_lists(graph)),
            rest=(self.lists.get(query.tags[0]) if len(query.tags) == 1 else None) or self.index,
        )

    def _edge_lists(self, graph: Graph) -> Iterator[EdgeList]:
        """The relations of a map by type, as their arrows are read: "x leads to y"."""
        rank = self._links.rank
        for side in self._glossary.sides:
            ends = [(edge.start, edge.end) for edge in graph.edges if edge.relation == side.type.name]
            if ends and side.is_along_arrow:
                ends.sort(key=lambda pair: (rank[pair[0]], rank[pair[1]]))
                yield EdgeList(side=side, label=self._labels.side(side), edges=tuple(ends))

    @cached_property
    def lists(self) -> dict[str, BlockAddress]:
        """The part of an index that is about a tag, on the first page that has one."""
        return {
            tag: BlockAddress(docname, query.kind, number, part)
            for docname, number, query in self._queries
            if isinstance(query, IndexQuery) and query.by == "tag"
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
