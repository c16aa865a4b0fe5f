"""Style sheets and scripts, on the pages that need them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinxcontrib.mermaid import mermaid as mermaid_node

from sphinx_glossary_terms.know.domain import glossary_domain
from sphinx_glossary_terms.model.page import IndexQuery
from sphinx_glossary_terms.nodes import INDEX_PAGE, find
from sphinx_glossary_terms.outputs import output_of
from sphinx_glossary_terms.write import tokens
from sphinx_glossary_terms.write.classes import DRAWING_DATA, LINK
from sphinx_glossary_terms.write.site.card_files import has_cards

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from sphinx_glossary_terms.model.page import Page

STYLE_SHEET = "glossary-terms.css"
CARDS = ("glossary-cards.css", "glossary-cards.js")
INDEX_FILES = ("glossary-index.css", "glossary-index.js")
GRAPHS = "glossary-graphs.js"
MAP_FILES = ("glossary-maps.css", "glossary-maps.js")

_STATIC = Path(__file__).parents[2] / "static"
_TOKENS = "tokens"
# A source has one subject. A page loads one style sheet for all that it shows, and a page with an index a second one.
# Books have nothing to fold, to filter or to point at, and their checkers refuse nested rules, `:is()` and `:has()`.
_IN_BOOKS = {STYLE_SHEET: (_TOKENS, "links.css", "terms.css", "relations.css", "graphs.css", "index.css")}
_IN_BROWSERS = {
    STYLE_SHEET: (
        *_IN_BOOKS[STYLE_SHEET],
        "direction.css",
        "pages.css",
        "folds.css",
        "drawings.css",
        "connections.css",
        "all-terms.css",
        "cards.css",
    ),
    CARDS[0]: (_TOKENS, "links.css", "direction.css", "cards.css"),
    INDEX_FILES[0]: ("index-filter.css",),
    MAP_FILES[0]: ("maps.css",),
    **{script: (script,) for script in (CARDS[1], INDEX_FILES[1], GRAPHS, MAP_FILES[1])},
}


def copy(app: Sphinx, builder: Builder, /) -> None:
    """Copy our static files if the project has terms, and remove them if it has none any more (`write-started`).

    Sphinx copies the project's own static files after this event, so that a file of the same name wins.
    `Sphinx.add_static_dir` would copy them into every project.
    """
    domain, output = glossary_domain(builder.env), output_of(builder)
    if not output.has_style_sheets:
        return
    folder = Path(builder.outdir, "_static")
    wanted = (_IN_BROWSERS if output.has_scripts else _IN_BOOKS) if domain.is_used else {}
    for name in _IN_BROWSERS:
        if name in wanted:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("\n".join(map(_text, wanted[name])), encoding="utf-8")
        else:
            (folder / name).unlink(missing_ok=True)


def _text(source: str) -> str:
    return tokens.style_sheet() if source == _TOKENS else (_STATIC / source).read_text(encoding="utf-8")


def add_files(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None, /
) -> None:
    """Link style sheets and scripts from the pages that need them, and no others (`html-page-context`)."""
    pages = _pages(app, pagename)
    is_general_index = "genindexentries" in context and glossary_domain(app.env).is_used
    if is_general_index or _has_styles(app, pagename):
        app.add_css_file(STYLE_SHEET)
    if doctree is not None and pages and find(doctree, mermaid_node):
        app.add_js_file(GRAPHS)
    if output_of(app.builder).has_scripts:
        queries = [query for page in pages for query in page.queries]
        if any(isinstance(query, IndexQuery) for query in queries):
            _add(app, *INDEX_FILES)
    if DRAWING_DATA in context.get("body", ""):
        _add(app, *MAP_FILES)
    if has_cards(app.builder) and (pagename == INDEX_PAGE or LINK in context.get("body", "")):
        # The style sheet of a page with terms has the rules of cards.
        style_sheet, script = CARDS
        _add(app, STYLE_SHEET if _has_styles(app, pagename) else style_sheet, script)


def _add(app: Sphinx, style_sheet: str, script: str) -> None:
    app.add_css_file(style_sheet)
    app.add_js_file(script, loading_method="defer")


def _has_styles(app: Sphinx, pagename: str) -> bool:
    """Whether a page shows more of the glossary than links."""
    return pagename == INDEX_PAGE or any(page.terms or page.queries for page in _pages(app, pagename))


def _pages(app: Sphinx, pagename: str) -> Collection[Page]:
    """What a page of the output has of the glossary: the whole of it, where everything is one page."""
    pages = glossary_domain(app.env).pages
    if output_of(app.builder).is_one_page:
        return pages.values()
    return [pages[pagename]] if pagename in pages else []
