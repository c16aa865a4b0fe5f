"""A graph in a page: drawn by the browser, or drawn already, or boxes of HTML; in a book an image."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from html import escape
from importlib.metadata import version
from typing import TYPE_CHECKING

from docutils import nodes
from sphinxcontrib.mermaid import html_visit_mermaid
from sphinxcontrib.mermaid import mermaid as mermaid_node

from sphinx_glossary_terms.blocks.context import Context
from sphinx_glossary_terms.blocks.values import Drawing
from sphinx_glossary_terms.graphs import images, mermaid, neighbors_html, neighbors_mermaid, neighbors_svg, svg
from sphinx_glossary_terms.graphs.fitting import Fitting
from sphinx_glossary_terms.graphs.flowchart import Flowchart
from sphinx_glossary_terms.graphs.layout import DrawingError
from sphinx_glossary_terms.graphs.neighbors import Form, Neighbors
from sphinx_glossary_terms.language.i18n import more
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.problems.codes import Code
from sphinx_glossary_terms.problems.warnings import warn
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.settings.outputs import Graphs

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator


def as_nodes(context: Context, drawn: Drawing, element: nodes.Element, /) -> list[nodes.Node]:
    """A graph as nodes; none where a book cannot have it."""
    if context.draws_now:
        try:
            return _picture(context, drawn)
        except DrawingError as error:
            _tell(context, element, error)
    if context.output.has_pictures:
        return []
    return [mermaid_node(code=code, options={}) for _, code in _sources(context, drawn.chart)]


def as_html(context: Context, drawn: Drawing, element: nodes.Element, translator: HTML5Translator, /) -> str:
    """A graph as HTML: drawn already, as links in boxes, or as Mermaid text."""
    if context.writes_boxes and isinstance(drawn.chart, Neighbors):
        part = _fitting(context, drawn.chart).part(Form.NARROW, neighbors_html.fits)
        return neighbors_html.write(part, drawn.level)
    kind = "glossary-graph"
    if isinstance(drawn.chart, Neighbors):
        kind += " glossary-neighbors" if context.draws_now else " glossary-neighbors glossary-by-mermaid"
    return f'<div class="{kind} docutils container">\n{_in_frame(context, drawn, element, translator)}</div>\n'


def _in_frame(context: Context, drawn: Drawing, element: nodes.Element, translator: HTML5Translator) -> str:
    if context.draws_now:
        try:
            return "".join(_drawn(context, drawn))
        except DrawingError as error:
            _tell(context, element, error)
    written = []
    for form, code in _sources(context, drawn.chart):
        # This node is never written: it tells sphinxcontrib-mermaid to add its script to the page.
        element += mermaid_node(code=code, options={})
        if context.builder.config.mermaid_output_format == "raw":
            # Without the class, Sphinx's highlighting of a search puts elements into the source.
            written.append(f'<pre class="mermaid nohighlight{form}">\n{escape(code)}</pre>')
        elif not written:
            written.append(_image(translator, code))
    return "".join(written)


def _sources(context: Context, chart: Flowchart | Neighbors) -> Iterator[tuple[str, str]]:
    """The Mermaid text of each form of a graph, with what the form adds to its class."""
    if isinstance(chart, Neighbors):
        fitting = _fitting(context, chart)
        for form in Form:
            part = fitting.part(form, neighbors_mermaid.fits)
            yield f" glossary-{form.value}", neighbors_mermaid.source(part, form)
    else:
        yield "", mermaid.source(chart)


def _fitting(context: Context, chart: Neighbors) -> Fitting:
    language = context.own_language
    return Fitting(chart, lambda count: LocalizedText(more(count), language))


def _drawn(context: Context, drawn: Drawing) -> Iterator[str]:
    """The SVG of each form of a graph."""
    if isinstance(drawn.chart, Neighbors):
        fitting = _fitting(context, drawn.chart)
        for form in Form:
            part = fitting.part(form, neighbors_svg.fits)
            yield neighbors_svg.draw(part, form, f"{drawn.anchor}-{form.value}")
    else:
        yield svg.draw(drawn.chart, context.layout_engine, f"{drawn.anchor}-graph")


def _image(translator: HTML5Translator, code: str) -> str:
    """An image that sphinxcontrib-mermaid makes."""
    before = len(translator.body)
    with suppress(nodes.SkipNode):
        html_visit_mermaid(translator, mermaid_node(code=code, options={}))
    shown = "".join(translator.body[before:])
    del translator.body[before:]
    return shown


def _picture(context: Context, drawn: Drawing) -> list[nodes.Node]:
    forms = list(_drawn(context, drawn))
    if not context.output.has_pictures:
        return [nodes.raw("", "".join(forms), format="html")]
    # Paper has room for the first form, which is the wide one; a reader of books may be as narrow as a phone.
    shown = forms[0] if context.output.graphs is Graphs.PDF_FILES else forms[-1]
    file = images.for_book(context.builder, shown, config.build_language(context.builder.config))
    if file is None:
        return []
    # What the images of documents get when these are read (`ImageCollector`): a name in the output.
    context.builder.images[str(file)] = file.name
    return [nodes.image("", uri=str(file), candidates={"*": str(file)}, alt=drawn.chart.title)]


def _tell(context: Context, element: nodes.Element, error: DrawingError) -> None:
    """Warn that a graph could not be drawn."""
    instead = "the book has only the lists" if context.output.has_pictures else "the browser of each reader draws it"
    warn(
        Code.DRAWING,
        f"this graph could not be drawn when the site was built (merman {version('merman')}: {error}), so {instead}; "
        "please report it with the names in the graph, and meanwhile add 'glossary.drawing' to `suppress_warnings`",
        location=element,
    )
