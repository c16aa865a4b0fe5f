"""Learning paths: `term-path`."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from sphinx_glossary_terms.blocks import drawing
from sphinx_glossary_terms.blocks.context import Context, reference
from sphinx_glossary_terms.doctree.nodes import MORE, generated_block, node_class
from sphinx_glossary_terms.graphs.flowchart import Box, Flowchart, Line
from sphinx_glossary_terms.language.labels import _, earlier, filled
from sphinx_glossary_terms.model.graph import Graph
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.views.paths import PathItem, PathView
from sphinx_glossary_terms.views.terms import TermView


def path(context: Context, node: generated_block, view: PathView, /) -> list[nodes.Node]:
    """A numbered list of terms with their definitions; before it their graph, with `:show: graph`."""
    if not view.goals:
        return []
    page, authored = context.page_of(node), iter(node.children)
    anchor = context.block_anchor(page, node)
    content: list[nodes.Node] = []
    if all(item.is_goal for step in view.steps for item in step):
        content.append(nodes.paragraph("", "", context.own(_("There is nothing else to know first."))))
    if view.graph is not None and context.shows_graphs:
        content += drawing.graph(context, _chart(context, page, view, view.graph, anchor), anchor, node)
    if view.steps:
        steps = [nodes.list_item("", *_step(context, page, step, authored)) for step in view.steps]
        content.append(nodes.enumerated_list("", *steps, enumtype="arabic", prefix="", suffix="."))
    return context.anchored(nodes.container("", *content, classes=["glossary-path"]), [anchor])


def _step(
    context: Context, page: str, step: tuple[PathItem, ...], authored: Iterator[nodes.Node]
) -> Iterator[nodes.Node]:
    for item in step:
        link = context.link(page, item.link)
        name = nodes.strong("", "", link) if item.is_goal else link
        yield nodes.paragraph("", "", name, classes=["glossary-path-term"])
        if item.definition:
            yield next(authored)


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


def steps(context: Context, node: generated_block, view: TermView, /) -> list[nodes.Node]:
    """For each learning path that a term is on: its number, what is before it, and what comes next."""
    if not (context.output.for_browsers and view.path_steps):
        return []
    page = context.page_of(node)
    lines = []
    for step in view.path_steps:
        text = filled(_("Step {number} of {count} – {path}"), number=step.number, count=step.total, path="\n")
        before, _path, after = map(context.own, text.partition("\n"))
        title, address = nodes.Text(step.title), context.block_uri(page, step.path)
        name = reference(address, [title]) if address else title
        label = [part for part in (before, name, after) if part.astext()]
        ends = [
            nodes.inline("", "", *([context.link(page, link)] if link else []), classes=[name])
            for link, name in ((step.previous, "glossary-step-back"), (step.following, "glossary-step-on"))
        ]
        lines.append(nodes.paragraph("", "", ends[0], nodes.inline("", "", *label, classes=["glossary-step"]), ends[1]))
    return [nodes.container("", *lines, classes=["glossary-steps", "no-search"])]
