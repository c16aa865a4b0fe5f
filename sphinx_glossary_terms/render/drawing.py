"""A graph in a page: the Mermaid node that sphinxcontrib-mermaid draws."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinxcontrib.mermaid import mermaid as mermaid_node

from sphinx_glossary_terms.i18n import _
from sphinx_glossary_terms.model.graph import Graph
from sphinx_glossary_terms.model.view import Link
from sphinx_glossary_terms.render import mermaid
from sphinx_glossary_terms.render.context import Context


def drawing(
    context: Context, page: str, graph: Graph, links: Iterable[Link], /, *, direction: str, title: str, anchor: str
) -> nodes.container:
    """A graph with links to its terms; what did not fit leads to the `anchor` of the lists that say the same."""
    by_id = {link.id: link for link in links}
    code = mermaid.source(
        graph,
        types=context.domain.glossary.types,
        direction=direction,
        label=lambda term_id: by_id[term_id].label,
        uri=lambda term_id: context.uri(page, by_id[term_id]),
        title=title,
        description=_("The lists below the graph say the same."),
        more=(_("+{count} more").format(count=graph.hidden) if graph.hidden else "", f"#{anchor}"),
    )
    return nodes.container("", mermaid_node(code=code, options={}), classes=["glossary-graph"])
