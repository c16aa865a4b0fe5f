"""A graph in a page: drawn by the browser, or drawn already; in a book an image."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from docutils import nodes
from sphinxcontrib.mermaid import mermaid as mermaid_node

from sphinx_glossary_terms import config
from sphinx_glossary_terms.i18n import _
from sphinx_glossary_terms.model.graph import Graph
from sphinx_glossary_terms.model.localize import Text
from sphinx_glossary_terms.model.view import Link
from sphinx_glossary_terms.render import mermaid, pictures, svg
from sphinx_glossary_terms.render.context import Context
from sphinx_glossary_terms.warnings import Code, warn


def drawing(
    context: Context,
    place: nodes.Element,
    graph: Graph,
    /,
    *,
    label: Callable[[str], Text],
    uri: Callable[[str], str],
    direction: str,
    title: str,
    anchor: str,
    rest: str = "",
    edge_labels: Mapping[str, str] | None = None,
) -> list[nodes.Node]:
    """A graph, which stands for `place`; what did not fit leads to `rest`, or to the lists at the `anchor`.

    Nothing in outputs that have no graphs: the lists are the graph there.
    """
    if not context.draws:
        return []
    code = mermaid.source(
        graph,
        types=context.domain.glossary.types,
        direction=direction,
        label=lambda node: label(node).text,
        uri=uri,
        title=title,
        description=_("The lists below say everything that the graph says."),
        more=(_("+{count} more").format(count=graph.hidden) if graph.hidden else "", rest or f"#{anchor}"),
        edge_labels=edge_labels or {},
    )
    shown: nodes.Node | None = mermaid_node(code=code, options={})
    if context.draws_now:
        try:
            shown = _picture(context, code, [label(node) for node, _role in graph.nodes], title=title, anchor=anchor)
        except svg.DrawingError as error:
            warn(Code.DRAWING, f"a graph could not be drawn, and is drawn by the browser: {error}", location=place)
    if shown is None or (isinstance(shown, mermaid_node) and context.is_book):
        return []
    return [nodes.container("", shown, classes=["glossary-graph"])]


def drawing_of_terms(
    context: Context,
    place: nodes.Element,
    graph: Graph,
    links: Iterable[Link],
    /,
    *,
    direction: str,
    title: str,
    anchor: str,
) -> list[nodes.Node]:
    """A graph whose nodes are terms, with links to them."""
    page = context.page_of(place)
    by_id = {link.id: link for link in links}
    return drawing(
        context,
        place,
        graph,
        label=lambda term_id: by_id[term_id].text,
        uri=lambda term_id: context.uri(page, by_id[term_id]),
        direction=direction,
        title=title,
        anchor=anchor,
    )


def _picture(context: Context, code: str, labels: list[Text], *, title: str, anchor: str) -> nodes.Node | None:
    folder = Path(context.domain.env.doctreedir) / "glossary-graphs"
    drawn = pictures.drawn(folder, code, [label.text for label in labels])
    if not context.is_book:
        languages = {number: label.language for number, label in enumerate(labels) if label.language}
        return nodes.raw("", svg.placed(drawn, f"{anchor}-graph", languages), format="html")
    language = config.build_language(context.builder.config)
    as_file = pictures.as_file if context.builder.name == "epub" else pictures.as_pdf
    file = as_file(folder, drawn, language)
    if file is None:
        return None
    # What the images of documents get when these are read (`ImageCollector`): a name in the output.
    context.builder.images[str(file)] = file.name
    return nodes.image("", uri=str(file), candidates={"*": str(file)}, alt=title)
