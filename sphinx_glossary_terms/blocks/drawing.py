"""A graph in a page: drawn by the browser, or drawn already; in a book an image."""

from __future__ import annotations

from importlib.metadata import version

from docutils import nodes
from sphinxcontrib.mermaid import mermaid as mermaid_node

from sphinx_glossary_terms.blocks.context import Context
from sphinx_glossary_terms.graphs import images, mermaid, svg
from sphinx_glossary_terms.graphs.flowchart import Flowchart
from sphinx_glossary_terms.graphs.layout import DrawingError
from sphinx_glossary_terms.problems.problem import Code
from sphinx_glossary_terms.problems.warnings import warn
from sphinx_glossary_terms.settings import config


def graph(context: Context, chart: Flowchart, anchor: str, place: nodes.Element, /) -> list[nodes.Node]:
    """A graph in a box; nothing where a book cannot have it. `anchor` is that of its block, `place` is for warnings."""
    drawn = _drawn(context, chart, anchor, place)
    kind = "glossary-neighbors" if chart.groups else "glossary-chart"
    return [nodes.container("", drawn, classes=["glossary-graph", kind])] if drawn else []


def _drawn(context: Context, chart: Flowchart, anchor: str, place: nodes.Element) -> nodes.Node | None:
    if context.draws_at_build:
        try:
            drawing = svg.draw(chart, context.layout_engine, f"{anchor}-graph")
        except DrawingError as error:
            _tell(context, place, error)
        else:
            if context.output.pictures:
                return _image(context, chart, drawing)
            return nodes.raw("", drawing, format="html")
    return None if context.output.pictures else mermaid_node(code=mermaid.source(chart), options={})


def _image(context: Context, chart: Flowchart, drawing: str) -> nodes.image | None:
    file = images.for_book(context.builder, drawing, config.build_language(context.builder.config))
    if file is None:
        return None
    # What the images of documents get when these are read (`ImageCollector`): a name in the output.
    context.builder.images[str(file)] = file.name
    return nodes.image("", uri=str(file), candidates={"*": str(file)}, alt=chart.title)


def _tell(context: Context, place: nodes.Element, error: DrawingError) -> None:
    """Warn that a graph could not be drawn."""
    instead = "the book has only the lists" if context.output.pictures else "the browser of each reader draws it"
    warn(
        Code.DRAWING,
        f"this graph could not be drawn when the site was built (merman {version('merman')}: {error}), so {instead}; "
        "please report it with the names in the graph, and meanwhile add 'glossary.drawing' to `suppress_warnings`",
        location=place,
    )
