"""Learning paths with the names and the definitions of their terms, as a value and as nodes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from docutils import nodes

from sphinx_glossary_terms.doctree.nodes import MORE, generated_block, node_class
from sphinx_glossary_terms.features import maps
from sphinx_glossary_terms.features.context import BlockAddress, Context, Link, definitions_in
from sphinx_glossary_terms.features.references import Links
from sphinx_glossary_terms.graphs.flowchart import Box, Flowchart, Line
from sphinx_glossary_terms.model.graph import Graph, learning_path, path_graph
from sphinx_glossary_terms.model.page import Page, PathQuery
from sphinx_glossary_terms.model.term import Inline, LocalizedText
from sphinx_glossary_terms.settings.labels import _, earlier, filled


class PathItem(NamedTuple):
    """A term of a learning path.

    link: the term.
    is_goal: whether the path leads to it.
    definition: its definition.
    definition_language: the language of that; empty: that of the build.
    """

    link: Link
    is_goal: bool
    definition: Inline
    definition_language: str


class PathStep(NamedTuple):
    """The place of a term on a learning path.

    path: where the path is.
    number, total: the number of the term on it, from 1, and how many there are.
    previous, following: the term before it, and the one after it; none at an end.
    """

    path: BlockAddress
    number: int
    total: int
    previous: tuple[Link, ...]
    following: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathView:
    """A learning path.

    goals: the terms that it leads to.
    steps: its terms in order; several are one step where they need each other.
    graph: its graph; None without `:show: graph`.
    """

    goals: tuple[Link, ...]
    steps: tuple[tuple[PathItem, ...], ...]
    graph: Graph | None

    @property
    def definitions(self) -> dict[str, tuple[Inline, str]]:
        """The definitions of its terms by their ids, each with its language."""
        items = (item for step in self.steps for item in step)
        return {item.link.id: (item.definition, item.definition_language) for item in items if item.definition}


class Paths:
    """Makes the learning paths of one build. `listings` are the pages that may have one."""

    def __init__(self, links: Links, listings: Mapping[str, Page], /) -> None:
        self._links = links
        self._listings = listings

    def view(self, query: PathQuery, /) -> PathView:
        """A learning path to one or more terms."""
        links, glossary = self._links, self._links.glossary
        goals, known = self._ends(query)
        steps = learning_path(glossary, goals, known=known)
        graph = path_graph(glossary, steps, goals) if steps and query.show == "graph" else None
        return PathView(
            goals=tuple(map(links.to, dict.fromkeys(goals))),
            steps=tuple(tuple(self._item(term_id, goals) for term_id in step) for step in steps),
            graph=graph,
        )

    def place(self, term_id: str, /) -> BlockAddress | None:
        """Where the learning path to a term is: of several, the one that leads to the fewest others."""
        return self._places.get(term_id)

    def steps(self, term_id: str, /) -> tuple[PathStep, ...]:
        """The place of a term on each path that it is on, in the order of their pages."""
        to = self._links.to
        return tuple(
            PathStep(
                path, number + 1, len(ids), tuple(map(to, ids[:number][-1:])), tuple(map(to, ids[number + 1 :][:1]))
            )
            for path, ids, number in self._steps.get(term_id, ())
        )

    @cached_property
    def _steps(self) -> dict[str, list[tuple[BlockAddress, list[str], int]]]:
        """The paths that each term is on, as ids in order, with the place of the term."""
        steps: dict[str, list[tuple[BlockAddress, list[str], int]]] = {}
        for path, goals, known in self._queries:
            ids = [term_id for step in learning_path(self._links.glossary, goals, known=known) for term_id in step]
            for position, term_id in enumerate(ids):
                steps.setdefault(term_id, []).append((path, ids, position))
        return steps

    @cached_property
    def _places(self) -> dict[str, BlockAddress]:
        # The first one is written last.
        queries = sorted(self._queries, key=lambda item: (len(item[1]), item[0].docname, item[0].number), reverse=True)
        return {goal: path for path, goals, _known in queries for goal in goals}

    @cached_property
    def _queries(self) -> list[tuple[BlockAddress, list[str], list[str]]]:
        """The learning paths, in the order of their pages, each with the terms that it leads to and those known."""
        return [
            (BlockAddress(docname, query.kind, number), *self._ends(query))
            for docname, page in sorted(self._listings.items())
            for number, query in page.numbered_queries()
            if isinstance(query, PathQuery)
        ]

    def _ends(self, query: PathQuery) -> tuple[list[str], list[str]]:
        """The ids of the terms that a path leads to, and of those that are known."""
        target = self._links.glossary.target
        return [*filter(None, map(target, query.goals))], [*filter(None, map(target, query.known))]

    def _item(self, term_id: str, goals: Collection[str]) -> PathItem:
        glossary = self._links.glossary
        term = glossary.terms.get(term_id) or glossary.entries[term_id]
        definition = self._links.definition(term)
        return PathItem(self._links.to(term_id), term_id in goals, definition, term.definition_language)


def path(context: Context, node: generated_block, view: PathView, /) -> list[nodes.Node]:
    """A numbered list of terms with their definitions; before it their graph, with `:show: graph`."""
    if not view.goals:
        return []
    page, definitions = context.page_of(node), definitions_in(node)
    anchor = context.block_anchor(page, node)
    content: list[nodes.Node] = []
    if view.graph is not None and context.shows_graphs:
        chart, label = (
            _chart(context, page, view, view.graph, anchor),
            LocalizedText(_("Leads to"), context.own_language),
        )
        content += maps.graph_box(context, chart, anchor, maps.legend([("solid", True, label)]))
    if view.steps:
        steps = [nodes.list_item("", *_step(context, page, step, definitions)) for step in view.steps]
        content.append(nodes.enumerated_list("", *steps, enumtype="arabic", prefix="", suffix="."))
    return context.anchored(nodes.container("", *content, classes=["glossary-path"]), [anchor])


def _step(
    context: Context, page: str, step: tuple[PathItem, ...], definitions: Mapping[str, nodes.Element]
) -> Iterator[nodes.Node]:
    for item in step:
        link = context.link(page, item.link)
        name = nodes.strong("", "", link) if item.is_goal else link
        yield nodes.paragraph("", "", name, classes=["glossary-path-term"])
        if (definition := definitions.get(item.link.id)) is not None:
            yield definition.deepcopy()


def _chart(context: Context, page: str, view: PathView, graph: Graph, anchor: str) -> Flowchart:
    """A path as a graph, whose boxes have the numbers of the list."""
    links = {item.link.id: (number, item.link) for number, step in enumerate(view.steps, 1) for item in step}
    boxes = []
    for key, role in graph.nodes:
        number, link = links[key]
        label = link.text._replace(text=f"{number}. {link.text.text}")
        boxes.append(Box(key, label, node_class(role), context.uri(page, link.address)))
    if graph.hidden:
        label = LocalizedText(earlier(graph.hidden), context.own_language)
        boxes.append(Box("", label, MORE, f"#{anchor}"))
    return Flowchart(
        title=filled(_("The way to {name}"), name=_(", ").join(link.label for link in view.goals)),
        direction="TB",
        boxes=tuple(boxes),
        lines=tuple(Line(edge.start, edge.end) for edge in graph.edges),
    )
