"""Style sheets and scripts, on the pages that need them."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinxcontrib.mermaid import mermaid as mermaid_node

from sphinx_glossary_terms.know.domain import glossary_domain
from sphinx_glossary_terms.model.page import IndexQuery
from sphinx_glossary_terms.nodes import INDEX_PAGE, find

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from sphinx_glossary_terms.know.record import Record

STATIC = Path(__file__).parents[2] / "static"
STYLE_SHEET = "glossary-terms.css"
GRAPHS = "glossary-graphs.js"
IN_BROWSERS = "glossary-browser.css"
INDEX_FILES = ("glossary-index.css", "glossary-index.js")
ONLY_IN_BROWSERS = (IN_BROWSERS, *INDEX_FILES)
"""Left out of EPUB: in it, there is nothing to filter or to fold, and its readers and checkers know less of CSS."""


def copy(app: Sphinx, builder: Builder, /) -> None:
    """Copy our static files if the project has terms, and remove them if it has none any more (`write-started`).

    Sphinx copies the project's own static files after this event, so that a file of the same name wins.
    `Sphinx.add_static_dir` would copy them into every project.
    """
    domain = glossary_domain(builder.env)
    if builder.format != "html":
        return
    folder = Path(builder.outdir, "_static")
    wanted = domain.is_used
    for file in STATIC.iterdir():
        if wanted and (builder.name != "epub" or file.name not in ONLY_IN_BROWSERS):
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, folder / file.name)
        else:
            (folder / file.name).unlink(missing_ok=True)


def add_files(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None, /
) -> None:
    """Link style sheets and scripts from the pages that need them, and no others (`html-page-context`)."""
    records = _records(app, pagename)
    if pagename == INDEX_PAGE or any(record.has_terms or record.has_blocks for record in records):
        app.add_css_file(STYLE_SHEET)
        if app.builder.name != "epub":
            app.add_css_file(IN_BROWSERS)
    if doctree is not None and records and len(find(doctree, mermaid_node)) > 1:
        app.add_js_file(GRAPHS)
    if app.builder.name != "epub" and any(
        isinstance(query, IndexQuery) for record in records if record.has_blocks for query in record.page.queries
    ):
        style_sheet, script = INDEX_FILES
        app.add_css_file(style_sheet)
        app.add_js_file(script, loading_method="defer")


def _records(app: Sphinx, pagename: str) -> Collection[Record]:
    """What a page of the output has of the glossary: the whole of it, where everything is one page."""
    records = glossary_domain(app.env).records
    if app.builder.name == "singlehtml":
        return records.values()
    return [records[pagename]] if pagename in records else []
