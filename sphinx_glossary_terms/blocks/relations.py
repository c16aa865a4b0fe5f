"""The relations of a term: what to read first, its graph, and lists with definitions."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_glossary_terms.blocks.context import Context, has_card, level_below
from sphinx_glossary_terms.blocks.values import (
    Block,
    BulletList,
    Container,
    DefinitionList,
    DefinitionListItem,
    Drawing,
    Field,
    FieldList,
    Folded,
    Heading,
    Paragraph,
    Phrase,
    Script,
    Span,
    in_language,
    separated,
)
from sphinx_glossary_terms.doctree.classes import node_class, relation_class
from sphinx_glossary_terms.doctree.nodes import generated_block
from sphinx_glossary_terms.graphs.flowchart import Box
from sphinx_glossary_terms.graphs.neighbors import Group, Neighbors, Priority, Steps
from sphinx_glossary_terms.language.i18n import _, more
from sphinx_glossary_terms.model.graph import CENTER, LEADS_TO, PREREQUISITES
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.model.term import anchor_of
from sphinx_glossary_terms.views.terms import RelatedTerm, RelationList, TermView

_SHOWN, _SHOWN_OF_MANY = 3, 2
"""How many terms of a list are not folded; fewer where a term has many relations."""

_MANY = 5
"""With more relations than these, lists and graph are shorter, so that what follows is not far away."""

_PRIORITIES = {
    PREREQUISITES.key: Priority.BEFORE,
    LEADS_TO.key: Priority.NEAR,
    "broader": Priority.NEAR,
    "narrower": Priority.NEAR,
    "related": Priority.RELATED,
}
"""When the terms of the extension's own relations give way in the graph."""


def prerequisites(context: Context, node: generated_block, view: TermView, /) -> Iterator[Block]:
    """The terms to read first, and a link to the learning path, if there is one."""
    if (relation := view.prerequisites) is None:
        return
    page, language = context.page_of(node), context.own_language
    line: list[Phrase] = [in_language(LocalizedText(_("Read first: "), language))]
    line += separated((context.phrase(page, link) for link in relation.links), lambda: _(", "))
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
    """The graph of a term, and its relations as lists with the definitions of the terms."""
    title, anchor = heading(context, view)
    if not title.text:
        return []
    page, level = context.page_of(node), level_below(node)
    content: list[Block] = [Heading(title, level, ("glossary-field-title",))]
    lists = view.relations
    if view.has_graph and context.draws:
        content.append(Drawing(_neighbors(context, page, view, anchor), anchor, min(level + 1, 6)))
        if view.among and view.among.pairs and context.output.is_site:
            addresses = [context.uri(page, link.address) for link in view.among.links]
            content.append(Script({"terms": addresses, "pairs": view.among.pairs}, ("glossary-among",)))
        if view.before and context.output.for_browsers:
            # The line above says what to read first, and the graph what comes before that. Books need not have a graph.
            lists = tuple(relation for relation in lists if relation.side.key != PREREQUISITES.key) or lists
    if lists:
        is_few = len(view.relations) <= _MANY
        fields = (_field(context, page, view, relation, anchor, is_few) for relation in lists)
        content.append(FieldList(tuple(fields), ("glossary-relation-lists",)))
    return [Container(tuple(content), ("glossary-relations",), anchor)]


def _field(context: Context, page: str, view: TermView, relation: RelationList, anchor: str, is_few: bool) -> Field:
    """A list of terms with their definitions; more of them are to be seen at once where lists are few."""
    if relation.side.is_compared:
        blocks: tuple[Block, ...] = (_comparison(context, page, view, relation),)
    else:
        items = [_item(context, page, related) for related in relation.terms]
        most = _SHOWN if is_few else _SHOWN_OF_MANY
        # One more of a few lists takes hardly more room than what opens it.
        folds = context.output.for_browsers and len(items) > most + is_few
        shown = most if folds else len(items)
        blocks = (BulletList(tuple(items[:shown])),)
        if rest := items[shown:]:
            summary = LocalizedText(more(len(rest)), context.own_language)
            blocks += (Folded(summary, (BulletList(tuple(rest)),), ("glossary-rest",)),)
    classes = ("glossary-relation", relation_class(relation.side.key))
    return Field(relation.label, blocks, classes, _list_anchor(anchor, relation))


def _item(context: Context, page: str, related: RelatedTerm) -> Paragraph:
    name = context.phrase(page, related.link)
    if not related.definition:
        return Paragraph((name,))
    definition = Span(tuple(map(in_language, related.definition)), ("glossary-relation-definition",))
    return Paragraph((name, " – ", definition))


def _comparison(context: Context, page: str, view: TermView, relation: RelationList) -> Container:
    """A term and others that it must not be confused with, side by side."""
    own = DefinitionListItem((in_language(view.link.bare),), (Paragraph(tuple(map(in_language, view.definition))),))
    others = [
        DefinitionListItem(
            (context.phrase(page, related.link),), (Paragraph(tuple(map(in_language, related.definition))),)
        )
        for related in relation.terms
    ]
    return Container((DefinitionList((own, *others)),), ("glossary-comparison",))


def _list_anchor(anchor: str, relation: RelationList) -> str:
    return f"{anchor}-{relation.side.key}"


def _neighbors(context: Context, page: str, view: TermView, anchor: str) -> Neighbors:
    """The relations as groups around the name of the term."""
    return Neighbors(
        title=_("Connections of {name}").format(name=view.link.name),
        description=_description(view),
        center=Box(_center(view), "rounded", node_class(CENTER), ""),
        groups=tuple(_group(context, page, view, relation, anchor) for relation in view.relations),
        is_mirrored=context.is_right_to_left,
        is_low=len(view.relations) > _MANY,
    )


def _description(view: TermView) -> str:
    """What to know before a term, in the order of reading: no list says it."""
    if view.before is None:
        return _("The lists below say everything that the graph says.")
    names = _(", ").join(link.label for step in view.before.steps for link in step)
    return _("Read first: ") + names


def _group(context: Context, page: str, view: TermView, relation: RelationList, anchor: str) -> Group:
    """A list as a group."""
    side, css = relation.side, relation_class(relation.side.key)
    links, steps, rest = relation.links, None, f"#{_list_anchor(anchor, relation)}"
    if side.key == PREREQUISITES.key and view.before is not None:
        links, rest = tuple(link for step in view.before.steps for link in step), context.block_uri(page, view.path)
        if len(view.before.steps) > 1 or view.before.hidden:
            sizes = tuple(map(len, view.before.steps))
            steps = Steps(sizes, view.before.lines, view.before.hidden, view.before.needs_hidden)
    boxes = tuple(
        Box(link.text, side.shape, css, context.uri(page, link.address), has_card(link), link in relation.links)
        for link in links
    )
    priority = _PRIORITIES.get(side.key, Priority.OTHER)
    return Group(relation.label, css, boxes, side.edge, side.has_arrow, side.is_before, priority, rest, steps)


def _center(view: TermView) -> LocalizedText:
    """The term itself, by the shortest of its names."""
    short = view.abbreviation
    return LocalizedText(short.text, short.language) if short else view.link.text
