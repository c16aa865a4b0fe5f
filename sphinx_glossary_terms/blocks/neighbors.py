"""The graph of a term: groups are chosen here, by counts, for every output; steps before it in `model.graph.before`."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_glossary_terms.blocks.context import Context
from sphinx_glossary_terms.doctree.nodes import CENTER, MORE, relation_class
from sphinx_glossary_terms.graphs.flowchart import Box, Flowchart, Group, Line
from sphinx_glossary_terms.language.labels import _, earlier, filled, more
from sphinx_glossary_terms.model.graph import PREREQUISITES
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.views.terms import BeforeView, RelationList, TermView

MAX_BOXES = 3
"""Boxes of a group, at most; with more terms the last box says how many."""

MAX_GROUPS = ((2, 3), (4, 2))
"""Groups besides the steps, at most, by the number of rows of these; below more rows there is one."""

_TERM = ":term"


def neighbors(context: Context, page: str, view: TermView, anchor: str, /) -> Flowchart:
    """What comes before a term in its steps, the term, and groups of other relations, one below the other.

    `anchor` is that of its relations.
    """
    groups: list[Group] = []
    lines: list[Line] = []
    rows = 0
    if view.before:
        assert view.prerequisites is not None
        groups.append(_steps(context, page, view, view.before, view.prerequisites))
        lines.append(Line(groups[0].key, _TERM))
        rows = len(view.before.graph.steps) + bool(view.before.graph.hidden)
    most = next((most for limit, most in MAX_GROUPS if rows <= limit), 1)
    others = [relation for relation in view.relations if relation.side.key != PREREQUISITES.key][:most]
    above = _TERM
    for relation in others:
        group = _group(context, page, relation, anchor)
        lines.append(Line(above, group.key, relation.side.type.edge, has_arrow=False))
        groups.append(group)
        above = group.key
    name = view.abbreviation
    center = LocalizedText(name.text, name.language) if name else view.link.text
    return Flowchart(
        title=filled(_("Connections of {name}"), name=view.link.name),
        direction="TB",
        groups=tuple(groups),
        boxes=(Box(_TERM, center, CENTER, ""),),
        lines=tuple(lines),
    )


def _steps(context: Context, page: str, view: TermView, before: BeforeView, relation: RelationList) -> Group:
    """What comes before a term, with what needs what, and a box for what does not fit."""
    graph, css = before.graph, relation_class(PREREQUISITES.key)
    listed = {link.id for other in view.relations for link in other.links}
    boxes = [Box(link.id, link.text, css, context.uri(page, link.address), link.id in listed) for link in before.links]
    lines = [Line(start, end) for start, end in graph.lines]
    if graph.hidden:
        has_all_direct = {link.id for link in relation.links} <= {box.key for box in boxes}
        label = LocalizedText((earlier if has_all_direct else more)(graph.hidden), context.own_language)
        boxes.append(Box(MORE, label, MORE, context.block_uri(page, view.path)))
        lines += [Line(MORE, other) for other in graph.needs_hidden]
    return Group(f":{PREREQUISITES.key}", relation.label, css, tuple(boxes), tuple(lines))


def _group(context: Context, page: str, relation: RelationList, anchor: str) -> Group:
    return Group(
        f":{relation.side.key}",
        relation.label,
        relation_class(relation.side.key),
        tuple(_boxes(context, page, relation, anchor)),
    )


def _boxes(context: Context, page: str, relation: RelationList, anchor: str) -> Iterator[Box]:
    key = relation.side.key
    shown = relation.links if len(relation.links) <= MAX_BOXES else relation.links[: MAX_BOXES - 1]
    for link in shown:
        yield Box(f"{key}:{link.id}", link.text, relation_class(key), context.uri(page, link.address))
    if rest := len(relation.links) - len(shown):
        label = LocalizedText(more(rest), context.own_language)
        yield Box(f"{key}:", label, MORE, f"#{anchor}-{key}")
