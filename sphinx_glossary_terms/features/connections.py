"""The connections of a term: what to read first, its graph, its relations as lists, its paths, where it is used."""

from __future__ import annotations

from docutils import nodes

from sphinx_glossary_terms.doctree.nodes import CENTER, MORE, generated_block, relation_class
from sphinx_glossary_terms.features import maps
from sphinx_glossary_terms.features.context import Context, in_language, labeled, labeled_list, level_below, reference
from sphinx_glossary_terms.features.terms import BacklinkView, BeforeView, RelationList, TermView
from sphinx_glossary_terms.graphs.flowchart import Box, Flowchart, Group, Line
from sphinx_glossary_terms.model.graph import MAX_NAMES, PREREQUISITES
from sphinx_glossary_terms.model.term import LocalizedText, anchor_of
from sphinx_glossary_terms.settings.labels import _, earlier, filled, more, terms

_TERM = ":term"


def neighbors(context: Context, page: str, view: TermView, anchor: str, /) -> Flowchart:
    """What comes before a term in its steps, the term, and its other relations in frames, broader terms first.

    An arrow points away from the term, as the relation does. `anchor` is that of the lists.
    """
    groups: list[Group] = []
    if view.before:
        assert view.prerequisites is not None
        groups.append(_steps(context, page, view, view.before, view.prerequisites))
    elif view.prerequisites is not None:
        groups.append(_group(context, page, view.prerequisites, context.uri(page, view.link.address)))
    lines = [Line(group.key, _TERM) for group in groups]
    for relation in sorted(view.relations, key=lambda relation: relation.side.type.rank):
        side = relation.side
        if side.key != PREREQUISITES.key:
            group = _group(context, page, relation, f"#{anchor}-{side.key}" if context.output.for_browsers else "")
            groups.append(group)
            lines.append(Line(_TERM, group.key, side.type.edge, side.is_along_arrow and not side.type.symmetric))
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
    boxes = {
        link.id: Box(link.id, link.text, css, context.uri(page, link.address), link.id in listed)
        for link in before.links
    }
    rows = [tuple([box for box in boxes.values() if box.key in step]) for step in graph.steps]
    lines = [Line(start, end) for start, end in graph.lines]
    if graph.hidden:
        label = LocalizedText(earlier(graph.hidden), context.own_language)
        rows.insert(0, (Box(MORE, label, MORE, context.block_uri(page, view.path)),))
        lines += [Line(MORE, other) for other in graph.needs_hidden]
    return Group(f":{PREREQUISITES.key}", relation.label, css, tuple(rows), tuple(lines))


def _group(context: Context, page: str, relation: RelationList, listed: str) -> Group:
    """The terms of a relation in a frame; of more than it has room for their number, which links to their list."""
    key, css = relation.side.key, relation_class(relation.side.key)
    if len(relation.links) > MAX_NAMES:
        label = LocalizedText(terms(len(relation.links)), context.own_language)
        return Group(f":{key}", relation.label, css, ((Box(f"{key}:", label, MORE, listed),),))
    boxes = [Box(f"{key}:{link.id}", link.text, css, context.uri(page, link.address)) for link in relation.links]
    return Group(f":{key}", relation.label, css, (tuple(boxes),))


SHOWN = 12
"""How many terms of a list are not folded."""


def prerequisites(context: Context, node: generated_block, view: TermView, /) -> list[nodes.Node]:
    """The terms to read first, and a link to the learning path, if there is one."""
    if (relation := view.prerequisites) is None:
        return []
    page = context.page_of(node)
    label = in_language(filled(_("{label}: "), label=relation.label.text), relation.label.language)
    line = [label, *context.names(page, relation.links)]
    has_steps = context.output.for_browsers and view.path_steps  # which lead there, too
    if not has_steps and (address := context.block_uri(page, view.path)):
        line += [_separator(), reference(address, [context.own(_("Learning path"))], "glossary-path-link")]
    return [nodes.paragraph("", "", *line, classes=["glossary-read-first"])]


def relations(context: Context, node: generated_block, view: TermView, /) -> list[nodes.Node]:
    """The graph of a term, and beside it its relations as lists of names."""
    if not view.relations:
        return []
    page, anchor = context.page_of(node), anchor_of(view.link.id, "relations")
    chart = neighbors(context, page, view, anchor) if view.has_graph and context.shows_graphs else None
    lists = view.relations
    if context.output.for_browsers:
        # The line below the definition has them.
        lists = tuple(relation for relation in lists if relation.side.key != PREREQUISITES.key)
    if not (chart or lists):
        return []
    title = LocalizedText(_("Connections"), context.own_language)
    content: list[nodes.Node] = [context.heading(title, level_below(node), "glossary-field-title")]
    content += maps.graph_box(context, chart, anchor) if chart else []
    if lists:
        content.append(labeled_list(context, (_relation(context, page, relation, anchor) for relation in lists)))
    return context.anchored(nodes.container("", *content, classes=["glossary-relations"]), [anchor])


def _relation(context: Context, page: str, relation: RelationList, anchor: str) -> nodes.definition_list_item:
    """The names of the terms of a relation in a line below its label."""
    shown, rest = relation.links[:SHOWN], relation.links[SHOWN:]
    if not context.output.for_browsers:
        shown, rest = relation.links, ()
    body = nodes.definition("", nodes.paragraph("", "", *context.names(page, shown)))
    if rest:
        names = nodes.paragraph("", "", *context.names(page, rest))
        body += context.folded(more(len(rest)), [names], "glossary-rest")
    if context.output.for_browsers:  # where "+N more" leads to
        body["ids"] = [f"{anchor}-{relation.side.key}"]
    return labeled(relation.label, body, "glossary-relation", relation_class(relation.side.key))


SHOWN_USES = 5
"""How many lines are not folded; other outputs say how many there are besides."""


def backlinks(context: Context, node: generated_block, view: TermView, /) -> list[nodes.Node]:
    """A list of links to pages and sections."""
    if not view.backlinks:
        return []
    page = context.page_of(node)
    lines = [_item(_line(context, page, backlink)) for backlink in view.backlinks]
    shown, rest = lines[:SHOWN_USES], lines[SHOWN_USES:]
    label = LocalizedText(_("Used in"), context.own_language)
    names = nodes.bullet_list("", *shown)
    content: list[nodes.Node] = [context.heading(label, level_below(node), "glossary-field-title"), names]
    if rest and context.output.for_browsers:
        content += context.folded(more(len(rest)), [nodes.bullet_list("", *rest)], "glossary-rest")
    elif rest:
        names += _item(context.own(more(len(rest)), "glossary-uses-more"))
    box = nodes.container("", *content, classes=["glossary-uses", "no-search"])
    return context.anchored(box, [anchor_of(view.link.id, "uses")])


def _line(context: Context, page: str, backlink: BacklinkView) -> nodes.Node:
    title = [in_language(*backlink.page)]
    if backlink.section:
        title += [nodes.Text(" › "), in_language(*backlink.section)]
    return context.linked(page, backlink.address, title)


def _item(line: nodes.Node) -> nodes.list_item:
    return nodes.list_item("", nodes.paragraph("", "", line))


def steps(context: Context, node: generated_block, view: TermView, /) -> list[nodes.Node]:
    """A line for the longest learning path of a term: its number, the terms before and after; others are folded."""
    page = context.page_of(node)
    lines: list[nodes.Node] = []
    for step in view.path_steps if context.output.for_browsers else ():
        goals = filled(_("Learning path to {name}"), name=_(", ").join(link.label for link in step.goals))
        title = step.title or LocalizedText(goals, context.own_language)
        label = filled(_("{path}, {number} of {count}"), number=step.number, count=step.total).partition("{path}")
        text = [context.own(label[0]), in_language(*title), context.own(label[2])]
        address = context.block_uri(page, step.path)
        line = [reference(address, text, "glossary-path-link")] if address else text
        between = context.own(filled(_("{label}: "), label=""))
        for link in step.previous:
            line += [between, context.own(_("←\u00a0")), context.link(page, link)]
            between = _separator()
        for link in step.following:
            line += [between, context.link(page, link), context.own(_("\u00a0→"))]
        lines.append(nodes.paragraph("", "", *line, classes=["glossary-steps", "no-search"]))
    rest = lines[1:]
    return lines[:1] + (context.folded(more(len(rest)), rest, "glossary-rest") if rest else [])


def _separator() -> nodes.inline:
    return nodes.inline("", _(" · "), classes=["glossary-separator"])
