"""A graph in a page: drawn by the browser, or drawn already; in a book an image."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import version

from docutils import nodes
from sphinxcontrib.mermaid import mermaid as mermaid_node

from sphinx_glossary_terms import config
from sphinx_glossary_terms.i18n import _
from sphinx_glossary_terms.layout import DrawingError
from sphinx_glossary_terms.model.graph import Graph
from sphinx_glossary_terms.model.localize import Text
from sphinx_glossary_terms.model.view import Link
from sphinx_glossary_terms.render import mermaid, pictures, svg
from sphinx_glossary_terms.render.context import Context
from sphinx_glossary_terms.render.flowchart import Flowchart, flowchart
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
    chart = flowchart(
        graph,
        types=context.domain.glossary.types,
        direction=direction,
        label=label,
        uri=uri,
        title=title,
        description=_("The lists below say everything that the graph says."),
        more=(_more(context, graph), rest or f"#{anchor}"),
        edge_labels=edge_labels or {},
    )
    shown: nodes.Node | None = None
    if context.draws_now:
        try:
            shown = _picture(context, chart, anchor)
        except DrawingError as error:
            _tell(context, place, error)
    if shown is None and not context.is_book:
        shown = mermaid_node(code=mermaid.source(chart), options={})
    return [nodes.container("", shown, classes=["glossary-graph"])] if shown is not None else []


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


def _more(context: Context, graph: Graph) -> Text:
    return Text(_("+{count} more").format(count=graph.hidden) if graph.hidden else "", context.own_language)


def _picture(context: Context, chart: Flowchart, anchor: str) -> nodes.Node | None:
    drawn = svg.draw(chart, context.domain.layout_engine, f"{anchor}-graph")
    if not context.is_book:
        return nodes.raw("", drawn, format="html")
    file = pictures.for_book(context.builder, drawn, config.build_language(context.builder.config))
    if file is None:
        return None
    # What the images of documents get when these are read (`ImageCollector`): a name in the output.
    context.builder.images[str(file)] = file.name
    return nodes.image("", uri=str(file), candidates={"*": str(file)}, alt=chart.title)


def _tell(context: Context, place: nodes.Element, error: DrawingError) -> None:
    """Warn that a graph could not be drawn, at the term whose graph it is."""
    term = context.domain.glossary.terms.get(place.get("term_id", ""))
    instead = "the book has only the lists" if context.is_book else "the browser of each reader draws it"
    warn(
        Code.DRAWING,
        f"this graph could not be drawn when the site was built (merman {version('merman')}: {error}), so {instead}; "
        "please report it with the names in the graph, and meanwhile add 'glossary.drawing' to `suppress_warnings`",
        location=f"{context.domain.env.srcdir / term.source}:{term.line}" if term else place,
    )
