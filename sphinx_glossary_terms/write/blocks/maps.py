"""Maps: `term-graph` in a page, with a legend, and with all that the map says as a folded list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape

from docutils import nodes

from sphinx_glossary_terms.i18n import _
from sphinx_glossary_terms.model.localize import Text
from sphinx_glossary_terms.model.relations import RelationType, sides
from sphinx_glossary_terms.nodes import term_graph
from sphinx_glossary_terms.views.maps import EdgeList, GraphView
from sphinx_glossary_terms.warnings import Code, warn
from sphinx_glossary_terms.write.classes import relation_class
from sphinx_glossary_terms.write.context import Context, in_language, marks
from sphinx_glossary_terms.write.graphs.drawing import chart, drawing


def graph(context: Context, node: term_graph, /) -> list[nodes.Node]:
    """A map of terms or of tags: drawing, legend, caption, list."""
    page = context.page_of(node)
    number: int = node["number"]
    view = context.domain.view(page).graphs[number]
    for code, message in view.problems:
        warn(Code(code), f"`term-graph`: {message}", location=node)
    if not view.graph.nodes:
        return list(node.children)
    anchor = context.anchor(page, f"glossary-graph-{number}")
    labels, addresses = _labels(view), _addresses(context, page, view)
    kinds = {side.key: side.type for side in sides(context.domain.glossary.types)}
    rest = context.block_uri(page, view.rest)
    whole = chart(
        context,
        view.graph,
        label=labels.__getitem__,
        uri=addresses.__getitem__,
        direction=node["direction"],
        title=_("Map of the glossary") if view.links else _("Map of the tags"),
        rest=rest or f"#{anchor}",
        edge_labels=_edge_labels(view.lists, kinds),
    )
    drawn = drawing(context, node, whole, anchor)
    box = nodes.container("", *drawn, classes=["glossary-map"])
    if drawn and view.links and view.lists:
        box += _legend(view.lists, kinds)
    box += node.children
    box += _folded(context, view, list(_lists(context, page, view, addresses)), rest)
    return context.anchored(box, [anchor])


def _labels(view: GraphView) -> dict[str, Text]:
    """The label of each node by its name in the graph."""
    labels = {link.id: link.text for link in view.links}
    return labels | {tag.tag: tag.label._replace(text=f"{tag.label.text} ({tag.terms})") for tag in view.tags}


def _addresses(context: Context, page: str, view: GraphView) -> dict[str, str]:
    addresses = {link.id: context.uri(page, link.address) for link in view.links}
    return addresses | {tag.tag: context.block_uri(page, tag.place) for tag in view.tags}


def _edge_labels(lists: Iterable[EdgeList], kinds: Mapping[str, RelationType]) -> dict[str, str]:
    """What has to stand on edges: they are told apart by line and arrow, and some types have the same of both."""
    labels: dict[str, str] = {}
    seen: set[tuple[str, bool]] = set()
    for found in lists:
        if kind := kinds.get(found.key):
            if (kind.edge, kind.symmetric) in seen:
                labels[kind.name] = found.label.text
            seen.add((kind.edge, kind.symmetric))
    return labels


def _legend(lists: Iterable[EdgeList], kinds: Mapping[str, RelationType]) -> nodes.bullet_list:
    """What the lines stand for, as they are read along the arrow."""
    legend = nodes.bullet_list("", classes=["glossary-legend"])
    for found in lists:
        kind = kinds[found.key]
        classes = ["glossary-line", f"glossary-line-{kind.edge}", *(["glossary-arrow"] * (not kind.symmetric))]
        legend += nodes.list_item("", nodes.paragraph("", "", in_language(*found.label)), classes=classes)
    return legend


def _lists(context: Context, page: str, view: GraphView, addresses: Mapping[str, str]) -> Iterator[nodes.field]:
    """All that the map says, by relation type; then what stands alone in it."""
    links = {link.id: link for link in view.links}
    tags = {tag.tag: tag for tag in view.tags}
    kinds = {side.key: side.type for side in sides(context.domain.glossary.types)}

    def end(name: str) -> nodes.Node:
        return context.link(page, links[name]) if name in links else in_language(*tags[name].label)

    def counted(name: str) -> nodes.Node:
        text = [in_language(*tags[name].label), nodes.Text(f" ({tags[name].terms})")]
        return (
            nodes.reference("", "", *text, internal=True, refuri=addresses[name])
            if addresses[name]
            else (nodes.inline("", "", *text))
        )

    if tags:
        yield _field(Text(_("Tags"), context.own_language), [[counted(tag)] for tag in tags], "glossary-tags")
    for found in view.lists:
        kind = kinds.get(found.key)
        between = " → " if kind and not kind.symmetric else " – "
        items = []
        for start, other, weight in found.edges:
            items.append([end(start), nodes.Text(between), end(other)])
            items[-1] += [nodes.Text(f" ({weight})")] if weight else []
        label = found.label if kind else Text(_("Relations"), context.own_language)
        yield _field(label, items, *([relation_class(found.key)] if found.key else []))
    joined = {name for edge in view.graph.edges for name in (edge.start, edge.end)}
    if alone := [[end(link.id)] for link in view.links if link.id not in joined]:
        yield _field(Text(_("Without a relation here"), context.own_language), alone, "glossary-alone")


def _field(label: Text, items: Iterable[list[nodes.Node]], *classes: str) -> nodes.field:
    name = nodes.field_name("", label.text, classes=["glossary-relation", *classes, *marks(label.language)])
    name["translatable"] = False
    entries = (nodes.list_item("", nodes.paragraph("", "", *item)) for item in items)
    return nodes.field("", name, nodes.field_body("", nodes.bullet_list("", *entries)))


def _folded(context: Context, view: GraphView, lists: list[nodes.field], rest: str) -> list[nodes.Node]:
    """The lists; in HTML they are folded, which docutils has no node for."""
    content: list[nodes.Node] = [nodes.field_list("", *lists, classes=["glossary-relation-lists"])]
    if view.graph.hidden:
        text = _("+{count} more").format(count=view.graph.hidden)
        link = nodes.reference("", text, internal=True, refuri=rest) if rest else nodes.Text(text)
        content.append(nodes.paragraph("", "", link))
    if context.builder.format != "html":
        return content
    language = f' lang="{context.own_language}"' if context.own_language else ""
    summary = escape(_("Everything in this map as a list"))
    opening = f'<details class="glossary-map-list"><summary{language}>{summary}</summary>'
    return [nodes.raw("", opening, format="html"), *content, nodes.raw("", "</details>", format="html")]
