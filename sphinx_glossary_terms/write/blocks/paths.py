"""Learning paths."""

from __future__ import annotations

from docutils import nodes

from sphinx_glossary_terms.i18n import _
from sphinx_glossary_terms.markup import thaw
from sphinx_glossary_terms.nodes import term_path
from sphinx_glossary_terms.views.paths import PathItem
from sphinx_glossary_terms.warnings import Code, warn
from sphinx_glossary_terms.write.context import Context, marks
from sphinx_glossary_terms.write.graphs.drawing import chart_of_terms, drawing


def path(context: Context, node: term_path, /) -> list[nodes.Node]:
    """A numbered list of terms with their definitions, the graph of them before it if that was asked for."""
    page = context.page_of(node)
    number: int = node["number"]
    view = context.domain.view(page).paths[number]
    for code, message in view.problems:
        warn(Code(code), f"`term-path`: {message}", location=node)
    if not view.goals:
        return []
    box = nodes.container("", classes=["glossary-path"])
    if all(item.is_goal for step in view.steps for item in step):
        box += nodes.paragraph("", _("There is nothing else to know first."))
    if view.graph is not None:
        box["ids"] = [context.anchor(page, f"glossary-path-{number}")]
        drawn = chart_of_terms(
            context,
            page,
            view.graph,
            (item.link for step in view.steps for item in step),
            direction="TB",
            title=_("The way to {name}").format(name=_(", ").join(link.label for link in view.goals)),
            anchor=box["ids"][0],
        )
        box += drawing(context, node, drawn, box["ids"][0])
    if view.steps:
        items = (nodes.list_item("", *_step(context, page, step)) for step in view.steps)
        box += nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".")
    return [box]


def _step(context: Context, page: str, step: tuple[PathItem, ...]) -> list[nodes.paragraph]:
    found = []
    for item in step:
        link = context.link(page, item.link)
        name = nodes.strong("", "", link) if item.is_goal else link
        found.append(nodes.paragraph("", "", name, classes=["glossary-path-term"]))
        if item.definition:
            text = thaw(item.definition, page)
            found.append(nodes.paragraph("", "", *text, classes=marks(item.definition_language)))
    return found
