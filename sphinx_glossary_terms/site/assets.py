"""Style sheets and scripts, on the pages that need them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders import Builder

from sphinx_glossary_terms.doctree.nodes import INDEX_PAGE, LINK, SEARCH_PAGE
from sphinx_glossary_terms.domain.domain import GlossaryDomain, glossary_domain
from sphinx_glossary_terms.graphs import colors as tokens
from sphinx_glossary_terms.graphs.mermaid import GRAPH, SCRIPT, shared_script
from sphinx_glossary_terms.model.page import IndexQuery
from sphinx_glossary_terms.settings.labels import _, explained, own_language
from sphinx_glossary_terms.settings.outputs import has_cards, output_of, remove_file, write_output

STYLE_SHEET = "glossary-terms.css"
CARDS = ("glossary-cards.css", "glossary-cards.js")
INDEX_FILES = ("glossary-index.css", "glossary-index.js")
GRAPHS = "glossary-graphs.js"
SEARCH_FILES = ("glossary-search.css", "glossary-search.js")

_STATIC = Path(__file__).parents[1] / "static"
_TOKENS = "tokens"
# A source has one subject. A page loads one style sheet for all that it shows, and a page with an index a second one.
# Books have nothing to fold, to filter or to point at, and their checkers refuse nested rules, `:is()` and `:has()`.
_IN_BOOKS = {STYLE_SHEET: (_TOKENS, "links.css", "terms.css", "relations.css", "graphs.css", "index.css")}
_IN_BROWSERS = {
    STYLE_SHEET: (
        "themes.css",
        *_IN_BOOKS[STYLE_SHEET],
        "direction.css",
        "japanese.css",
        "pages.css",
        "folds.css",
        "drawings.css",
        "all-terms.css",
        "cards.css",
    ),
    CARDS[0]: (_TOKENS, "links.css", "direction.css", "japanese.css", "cards.css"),
    INDEX_FILES[0]: ("index-filter.css",),
    SEARCH_FILES[0]: (_TOKENS, "japanese.css", "search.css"),
    **{script: (script,) for script in (CARDS[1], INDEX_FILES[1], GRAPHS, SEARCH_FILES[1])},
}


def copy(app: Sphinx, builder: Builder, /) -> None:
    """Copy the static files that the project needs, and remove those that it needs no more (`write-started`).

    Sphinx copies the project's own static files after this event, so that a file of the same name wins.
    `Sphinx.add_static_dir` would copy them into every project.
    """
    output, domain = output_of(builder), glossary_domain(app.env)
    if not output.is_html:
        return
    folder = Path(builder.outdir, "_static")
    sources = (_IN_BROWSERS if output.for_browsers else _IN_BOOKS) if domain.is_used else {}
    has_directives = any(page.has_directives for page in domain.pages.values())
    # Without a directive there are links, cards, the generated index and the search.
    wanted = sources if has_directives else sources.keys() & {STYLE_SHEET, *CARDS, *SEARCH_FILES}
    texts = {name: "\n".join(map(_text, sources[name])) for name in wanted}
    if has_directives and output.for_browsers:
        before = folder / SCRIPT
        texts[SCRIPT] = shared_script(app, before.read_text(encoding="utf-8") if before.is_file() else "")
    for name in (*_IN_BROWSERS, SCRIPT):
        if texts.get(name):
            write_output(folder / name, texts[name].encode())
        else:
            remove_file(folder / name)


def _text(source: str) -> str:
    return tokens.style_sheet() if source == _TOKENS else (_STATIC / source).read_text(encoding="utf-8")


def add_files(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object, /) -> None:
    """Link style sheets and scripts from the pages that need them, and no others (`html-page-context`)."""
    domain, output, body = glossary_domain(app.env), output_of(app.builder), context.get("body", "")
    pages = _pages(domain, app, pagename)
    has_styles = pagename == INDEX_PAGE or bool(pages)
    if has_styles or ("genindexentries" in context and domain.registered.index):
        app.add_css_file(STYLE_SHEET)
    if pages and GRAPH in body:
        app.add_js_file(GRAPHS)
    if output.for_browsers and any(IndexQuery.kind in domain.blocks(page) for page in pages):
        _add(app, *INDEX_FILES)
    if pagename == SEARCH_PAGE and output.is_site and domain.is_used and app.config.glossary_terms_json:
        style_sheet, script = SEARCH_FILES
        words = {"label": _("Glossary"), "explained": explained(), "language": own_language(app.config)}
        _add(app, style_sheet, script, **{f"data-{name}": text for name, text in words.items()})
    if has_cards(app.builder) and (pagename == INDEX_PAGE or LINK in body):
        # The style sheet of a page with terms has the rules of cards.
        style_sheet, script = CARDS
        _add(app, STYLE_SHEET if has_styles else style_sheet, script)


def _add(app: Sphinx, style_sheet: str, script: str, **attributes: Any) -> None:
    app.add_css_file(style_sheet)
    app.add_js_file(script, loading_method="defer", **attributes)


def _pages(domain: GlossaryDomain, app: Sphinx, pagename: str) -> list[str]:
    """The pages in a page of the output, which may have all, that show more of the glossary than links."""
    pages = sorted(app.env.all_docs) if output_of(app.builder).is_one_page else [pagename]
    shown = [page for page in pages if domain.has_directives(page)]
    return [page for page in shown if domain.has_terms(page) or domain.blocks(page)]
