"""The title of a page whose heading is the name of a term, in the tab of a browser: with the abbreviation."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes

from sphinx_glossary_terms.nodes import find
from sphinx_glossary_terms.write.abbreviations import CLASS


def complete(_site: object, _app: object, _pagename: str, context: dict[str, Any], doctree: nodes.document, /) -> None:
    """Add the abbreviation (`html-page-context`): Sphinx takes the title as it was read, without it."""
    title = doctree.next_node(nodes.title)
    if title is None or "title" not in context:
        return
    for abbreviation in find(title, nodes.inline):
        if CLASS in abbreviation["classes"]:
            context["title"] += escape("".join(part.astext() for part in abbreviation.children))
