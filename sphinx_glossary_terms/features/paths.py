"""Learning paths with the names and the definitions of their terms, as a value and as nodes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from docutils import nodes

from sphinx_glossary_terms.doctree.nodes import MORE, generated_block, node_class
from sphinx_glossary_terms.features import maps
from sphinx_glossary_terms.features.context import BlockAddress, Context, Link, definitions_in
from sphinx_glossary_terms.features.references import Links
from sphinx_glossary_terms.graphs.flowchart import Box, Flowchart, Line
from sphinx_glossary_terms.model.graph import Graph, Step, learning_path, path_graph
from sphinx_glossary_terms.model.page import Page, PathQuery
from sphinx_glossary_terms.model.term import Inline, LocalizedText
from sphinx_glossary_terms.settings.labels import _, earlier, filled, parentheses


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

    path: where the path is, or that part of it.
    title: its name; None: it is named by its goals.
    goals: the terms that it leads to.
    number, total: the number of the term on it, from 1, and how many there are.
    previous, following: the term before it, and the one after it; none at an end.
    """

    path: BlockAddress
    title: LocalizedText | None
    goals: tuple[Link, ...]
    number: int
    total: int
    previous: tuple[Link, ...]
    following: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathView:
    """A learning path, or a part of one.

    goals: the terms that it leads to.
    known: the terms that it leaves out.
    start: the number of its first step; a later part goes on.
    steps: its terms in order; several are one step where they need each other.
    graph: its graph; None without `:show: graph`.
    """

    goals: tuple[Link, ...]
    known: tuple[Link, ...]
    start: int
    steps: tuple[tuple[PathItem, ...], ...]
    graph: Graph | None

    @property
    def definitions(self) -> dict[str, tuple[Inline, str]]:
        """The definitions of its terms by their ids, each with its language."""
        items = (item for step in self.steps for item in step)
        return {item.link.id: (item.definition, item.definition_language) for item in items if item.definition}


class _Part(NamedTuple):
    """A `term-path` of a page.

    query: that.
    goals, known: the ids of the terms that it leads to, and of those that it leaves out.
    start: the number of its first step.
    steps: the ids of its terms.
    """

    query: PathQuery
    goals: list[str]
    known: list[str]
    start: int
    steps: tuple[Step, ...]


class Paths:
    """Makes the learning paths of one build. `listings` are the pages that may have one."""

    def __init__(self, links: Links, listings: Mapping[str, Page], /) -> None:
        self._links = links
        self._listings = listings

    def view(self, page: Page, number: int, /) -> PathView:
        """A learning path of a page to one or more terms. `number` is that among those of the page."""
        links = self._links
        query, goals, known, start, steps = next(islice(self._parts(page), number, None))
        graph = path_graph(links.glossary, steps, goals) if steps and query.show == "graph" else None
        return PathView(
            goals=tuple(map(links.to, dict.fromkeys(goals))),
            known=tuple(map(links.to, dict.fromkeys(known))),
            start=start,
            steps=tuple(tuple(self._item(term_id, goals) for term_id in step) for step in steps),
            graph=graph,
        )

    def place(self, term_id: str, /) -> BlockAddress | None:
        """Where the learning path to a term is: of several, the one that leads to the fewest others."""
        return self._places.get(term_id)

    def steps(self, term_id: str, /) -> tuple[PathStep, ...]:
        """The place of a term on each path that it is on: the longest path first, then in the order of their pages."""
        return tuple(sorted(self._steps.get(term_id, ()), key=lambda step: -step.total))

    @cached_property
    def _steps(self) -> dict[str, list[PathStep]]:
        """The place of each term on each path that it is on."""
        to, paths = self._links.to, dict[tuple[object, ...], list[tuple[BlockAddress, _Part, str]]]()
        for address, part in self._addressed:
            path = paths.setdefault((address.docname, part.query.title or address.number), [])
            path += [(address, part, term_id) for step in part.steps for term_id in step]
        steps: dict[str, list[PathStep]] = {}
        for path in paths.values():
            ids = [term_id for _address, _part, term_id in path]
            for number, (address, part, term_id) in enumerate(path, 1):
                is_named = part.query.title or len(part.goals) > 1
                step = PathStep(
                    path=address,
                    title=part.query.name if is_named else None,
                    goals=tuple(map(to, part.goals)),
                    number=number,
                    total=len(ids),
                    previous=tuple(map(to, ids[: number - 1][-1:])),
                    following=tuple(map(to, ids[number:][:1])),
                )
                steps.setdefault(term_id, []).append(step)
        return steps

    @cached_property
    def _places(self) -> dict[str, BlockAddress]:
        # The first one is written last.
        order = sorted(self._addressed, key=lambda item: (len(item[1].goals), item[0].docname, item[0].number))
        return {goal: address for address, part in reversed(order) for goal in part.goals}

    @cached_property
    def _addressed(self) -> list[tuple[BlockAddress, _Part]]:
        """The learning paths, in the order of their pages."""
        return [
            (BlockAddress(docname, PathQuery.kind, number), part)
            for docname, page in sorted(self._listings.items())
            for number, part in enumerate(self._parts(page))
        ]

    def _parts(self, page: Page) -> Iterator[_Part]:
        """The learning paths of a page. A later part of one leaves out what the earlier parts have or leave out."""
        target = self._links.glossary.target
        before: dict[str, tuple[set[str], int]] = {}
        for query in page.queries:
            if isinstance(query, PathQuery):
                goals, known = ([*filter(None, map(target, names))] for names in (query.goals, query.known))
                skipped, start = before.get(query.title, (set(), 1)) if query.title else (set(), 1)
                skipped = {*skipped, *known}
                steps = learning_path(self._links.glossary, goals, known=skipped)
                before[query.title] = skipped.union(*steps), start + len(steps)
                yield _Part(query, goals, known, start, steps)

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
    if view.known:
        before = context.own(filled(_("{label}: "), label=_("Not listed, since you know it")))
        content.insert(0, nodes.paragraph("", "", before, *context.names(page, view.known), classes=["glossary-known"]))
    if view.steps:
        marked = not all(item.is_goal for step in view.steps for item in step)
        steps = [nodes.list_item("", *_step(context, page, step, definitions, marked)) for step in view.steps]
        numbered = nodes.enumerated_list("", *steps, enumtype="arabic", prefix="", suffix=".")
        if view.start > 1:
            numbered["start"] = view.start
        content.append(numbered)
    return context.anchored(nodes.container("", *content, classes=["glossary-path"]), [anchor])


def _step(
    context: Context, page: str, step: tuple[PathItem, ...], definitions: Mapping[str, nodes.Element], marked: bool
) -> Iterator[nodes.Node]:
    """The terms of a step. The goals are `marked` with a word, unless all terms are goals."""
    before, after = parentheses()
    goal = before + _("goal") + after
    for item in step:
        link = context.link(page, item.link)
        name: list[nodes.Node] = [nodes.strong("", "", link) if item.is_goal else link]
        name += [context.own(goal, "glossary-goal")] if marked and item.is_goal else []
        yield nodes.paragraph("", "", *name, classes=["glossary-path-term"])
        if (definition := definitions.get(item.link.id)) is not None:
            yield definition.deepcopy()


def _chart(context: Context, page: str, view: PathView, graph: Graph, anchor: str) -> Flowchart:
    """A path as a graph, whose boxes have the numbers of the list."""
    links = {item.link.id: (number, item.link) for number, step in enumerate(view.steps, view.start) for item in step}
    boxes = []
    for key, role in graph.nodes:
        number, link = links[key]
        label = link.text._replace(text=f"{number}. {link.text.text}")
        boxes.append(Box(key, label, node_class(role), context.uri(page, link.address)))
    if graph.hidden:
        label = LocalizedText(earlier(graph.hidden), context.own_language)
        boxes.append(Box("", label, MORE, f"#{anchor}"))
    return Flowchart(
        title=filled(_("Learning path to {name}"), name=_(", ").join(link.label for link in view.goals)),
        direction="TB",
        boxes=tuple(boxes),
        lines=tuple(Line(edge.start, edge.end) for edge in graph.edges),
    )
