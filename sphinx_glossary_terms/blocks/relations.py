"""The relations of a term: what to read first; its graph, and lists that say the same; or lists that are the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from sphinx_glossary_terms.blocks.context import Context, level_below
from sphinx_glossary_terms.blocks.values import (
    Block,
    BulletList,
    Connections,
    Connector,
    Container,
    Drawing,
    Field,
    FieldList,
    Heading,
    Paragraph,
    Phrase,
    Span,
    in_language,
    separated,
)
from sphinx_glossary_terms.doctree.classes import node_class, relation_class
from sphinx_glossary_terms.doctree.nodes import generated_block
from sphinx_glossary_terms.graphs import neighbors_mermaid, neighbors_svg
from sphinx_glossary_terms.graphs.flowchart import MORE, Box
from sphinx_glossary_terms.graphs.neighbors import Group, Neighbors
from sphinx_glossary_terms.language.i18n import _, more
from sphinx_glossary_terms.language.labels import abbreviated
from sphinx_glossary_terms.model.graph import CENTER, NODE_LIMIT
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.model.term import anchor_of
from sphinx_glossary_terms.views.links import Link
from sphinx_glossary_terms.views.terms import RelationList, TermView


def prerequisites(context: Context, node: generated_block, view: TermView, /) -> Iterator[Block]:
    """The terms to read first, and a link to the learning path, if there is one."""
    if (found := view.prerequisites) is None:
        return
    page, language = context.page_of(node), context.own_language
    line: list[Phrase] = [in_language(LocalizedText(_("Read first: "), language))]
    line += separated((context.phrase(page, link) for link in found.links), lambda: _(", "))
    if address := context.block_uri(page, view.path):
        path = in_language(LocalizedText(_("Learning path"), language))
        separator = Span((" · ",), ("glossary-separator",))
        line += [separator, Span((path,), ("glossary-path-link",), address=address)]
    yield Paragraph(tuple(line), ("glossary-read-first",))


def heading(context: Context, view: TermView, /) -> tuple[LocalizedText, str]:
    """The heading of graph and lists, empty if there are none, and its anchor."""
    text = _("Connections") if view.relations else ""
    return LocalizedText(text, context.own_language), anchor_of(view.link.id, "relations")


def relations(context: Context, node: generated_block, view: TermView, /) -> list[Block]:
    """The graph of a term, and its relations as lists: what the graph says, for everybody."""
    title, anchor = heading(context, view)
    if not title.text:
        return []
    page, level = context.page_of(node), level_below(node)
    content: list[Block] = [Heading(title, level, ("glossary-field-title",))]
    fields = (
        Field(
            found.label,
            BulletList(tuple(Paragraph((context.phrase(page, link),)) for link in found.links)),
            ("glossary-relation", relation_class(found.side.key)),
            _list_anchor(anchor, found),
        )
        for found in view.relations
    )
    lists = FieldList(tuple(fields), ("glossary-relation-lists",))
    if not view.has_graph:
        content.append(lists)
    elif context.connects_lists:
        connectors = tuple(_connectors(context, view.relations, _limit(len(found.links) for found in view.relations)))
        content.append(Connections(_center(view).text, min(level + 1, 6), lists, connectors))
    else:
        if context.draws:
            content.append(Drawing(_neighbors(context, page, view, anchor), anchor))
        content.append(lists)
    return [Container(tuple(content), ("glossary-relations",), anchor)]


def _list_anchor(anchor: str, found: RelationList) -> str:
    return f"{anchor}-{found.side.key}"


def _neighbors(context: Context, page: str, view: TermView, anchor: str) -> Neighbors:
    """The lists as groups: as many terms as there is room for."""
    is_low = neighbors_svg.is_wide_form_low if context.draws_now else neighbors_mermaid.is_wide_form_low
    whole = Neighbors(
        title=_("Connections of {name}").format(name=view.link.name),
        description=_("The lists below say everything that the graph says."),
        center=Box(_center(view).text, "rounded", node_class(CENTER), ""),
        groups=tuple(_group(context, page, found) for found in view.relations),
        is_mirrored=context.is_right_to_left,
    )
    places = [f"#{_list_anchor(anchor, found)}" for found in view.relations]
    limit = _limit(len(group.boxes) for group in whole.groups)
    chart = _shortened(context, whole, places, limit)
    if limit == 1 or is_low(chart):
        return chart
    low_enough = 1  # at least one term a group, even if the drawing is then too high
    shown = None
    while limit - low_enough > 1:
        between = (low_enough + limit) // 2
        chart = _shortened(context, whole, places, between)
        if is_low(chart):
            low_enough, shown = between, chart
        else:
            limit = between
    return shown or _shortened(context, whole, places, low_enough)


def _group(context: Context, page: str, found: RelationList) -> Group:
    """A list as a group."""
    side, css = found.side, relation_class(found.side.key)
    boxes = tuple(Box(link.text, side.shape, css, context.uri(page, link.address)) for link in found.links)
    return Group(found.label, css, boxes, side.edge, side.has_arrow, side.is_before)


def _shortened(context: Context, chart: Neighbors, places: list[str], limit: int) -> Neighbors:
    """The graph with at most so many terms in each group; a box for the others leads to their list."""
    groups = []
    for group, place in zip(chart.groups, places, strict=True):
        count = len(group.boxes)
        if (shown := _shown(count, limit)) < count:
            rest = Box(LocalizedText(more(count - shown), context.own_language), "rectangle", MORE, place)
            group = group._replace(boxes=(*group.boxes[:shown], rest))
        groups.append(group)
    return replace(chart, groups=tuple(groups))


def _center(view: TermView) -> Link:
    """The term itself, alone in the middle."""
    return view.link._replace(name=abbreviated(view.link.bare, view.abbreviation).text)


def _connectors(context: Context, lists: tuple[RelationList, ...], limit: int, /) -> Iterator[Connector]:
    """How each list is connected with the name, if it shows no more items than a limit."""
    # There is one line down, for the last relation without a direction: others are among those that follow.
    below = [found.side for found in lists if not found.side.has_arrow][-1:]
    for found in lists:
        side, count = found.side, len(found.links)
        shown = _shown(count, limit)
        rest = LocalizedText(more(count - shown), context.own_language)
        place: Literal["before", "after", "below"] = "before" if side.is_before else "after"
        yield Connector("below" if side in below else place, side.edge, side.has_arrow, shown, rest)


def _shown(count: int, limit: int) -> int:
    """How many of its items a list shows: one or two more take hardly more room than the line that opens them."""
    return count if count <= limit + 2 else limit


def _limit(counts: Iterable[int]) -> int:
    """How many items each list may show, so that all can be read: the longest lists are shortened first."""
    left, room = sorted(counts), NODE_LIMIT
    while left and left[0] * len(left) <= room:
        room -= left.pop(0)
    return max(1, room // len(left)) if left else NODE_LIMIT
