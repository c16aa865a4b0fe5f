"""The relations of a term: what to read first, its graph, lists of names; and where it is used."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from sphinx_glossary_terms.blocks import drawing
from sphinx_glossary_terms.blocks.context import Context, in_language, level_below, marks, reference
from sphinx_glossary_terms.blocks.neighbors import neighbors
from sphinx_glossary_terms.doctree.nodes import generated_block, relation_class
from sphinx_glossary_terms.language.labels import _, filled, more
from sphinx_glossary_terms.model.graph import PREREQUISITES
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.model.term import anchor_of
from sphinx_glossary_terms.views.terms import BacklinkView, RelationList, TermView

SHOWN = 12
"""How many terms of a list are not folded."""


def prerequisites(context: Context, node: generated_block, view: TermView, /) -> list[nodes.Node]:
    """The terms to read first, and a link to the learning path, if there is one."""
    if (relation := view.prerequisites) is None:
        return []
    page = context.page_of(node)
    label = in_language(filled(_("{label}: "), label=relation.label.text), relation.label.language)
    line = [label, *context.names(page, relation.links)]
    if address := context.block_uri(page, view.path):
        separator = nodes.inline("", _(" · "), classes=["glossary-separator"])
        line += [separator, reference(address, [context.own(_("Learning path"))], "glossary-path-link")]
    return [nodes.paragraph("", "", *line, classes=["glossary-read-first"])]


def relations(context: Context, node: generated_block, view: TermView, /) -> list[nodes.Node]:
    """The graph of a term, and beside it its relations as lists of names."""
    if not view.relations:
        return []
    page, anchor = context.page_of(node), anchor_of(view.link.id, "relations")
    title = LocalizedText(_("Connections"), context.own_language)
    content: list[nodes.Node] = [context.heading(title, level_below(node), "glossary-field-title")]
    lists = view.relations
    if view.has_graph and context.shows_graphs:
        content += drawing.graph(context, neighbors(context, page, view, anchor), anchor, node)
        if view.before and context.output.for_browsers:
            # The line below the definition has them, but a graph that nobody draws must not leave a heading alone.
            lists = tuple(relation for relation in lists if relation.side.key != PREREQUISITES.key) or lists
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


def labeled(label: LocalizedText, body: nodes.definition, /, *classes: str) -> nodes.definition_list_item:
    """A label with something."""
    name = nodes.term("", label.text, classes=[*classes, *marks(label.language)])
    name["translatable"] = False
    return nodes.definition_list_item("", name, body)


def labeled_list(context: Context, items: Iterable[nodes.definition_list_item], /) -> nodes.definition_list:
    """Labels with what belongs to them. No field list: writers end its names by a colon, in every language the same."""
    # The style sheets of themes are made for field lists; that of EPUB adds a colon.
    classes = ["glossary-relation-lists", *["field-list"] * context.output.for_browsers]
    return nodes.definition_list("", *items, classes=classes)


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
