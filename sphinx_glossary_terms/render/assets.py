"""Style sheet and scripts, on the pages that need them; Mermaid's version."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinxcontrib.mermaid import mermaid as mermaid_node

from sphinx_glossary_terms.domain import glossary_domain
from sphinx_glossary_terms.nodes import INDEX_PAGE, find

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_glossary_terms.records import Record

STATIC = Path(__file__).parent.parent / "static"
STYLE_SHEET = "glossary-terms.css"
GRAPHS = "glossary-graphs.js"
FOLDS = "glossary-folds.css"
INDEX_FILES = ("glossary-index.css", "glossary-index.js")
ONLY_IN_BROWSERS = (FOLDS, *INDEX_FILES)
"""What no EPUB has: in it, there is nothing to filter or to fold, and its readers and checkers know less of CSS."""

MERMAID_VERSION = "11.17.2"
"""sphinxcontrib-mermaid's own default has known advisories (GHSA-xcj9-5m2h-648r and others, mended up to 11.16.1);
the next major version draws with another layout."""


def configure(app: Sphinx, config: Config, /) -> None:
    """Add our static files, and take a safe Mermaid unless the project chose one (`config-inited`)."""
    # First, so that a project's file of the same name wins.
    config.html_static_path = [str(STATIC), *config.html_static_path]
    if config.mermaid_version == config.values["mermaid_version"].default:
        config.mermaid_version = MERMAID_VERSION


def add_files(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None, /
) -> None:
    """Link style sheets and scripts from the pages that need them, and no others (`html-page-context`)."""
    records = _records(app, pagename)
    if any(record.has_terms or record.has_indexes for record in records):
        app.add_css_file(STYLE_SHEET)
    if app.builder.name != "epub" and any(record.has_terms for record in records):
        app.add_css_file(FOLDS)
    if doctree is not None and records and len(find(doctree, mermaid_node)) > 1:
        app.add_js_file(GRAPHS)
    if app.builder.name != "epub" and any(record.has_indexes and record.page.indexes for record in records):
        style_sheet, script = INDEX_FILES
        app.add_css_file(style_sheet)
        app.add_js_file(script, loading_method="defer")
    if doctree is None and (pagename in {"search", INDEX_PAGE} or pagename.startswith("genindex")):
        # sphinxcontrib-mermaid leaves it out only of pages that have a document.
        scripts = context.get("script_files", [])
        scripts[:] = [script for script in scripts if not _is_mermaid(script)]  # others add to this very list


def _records(app: Sphinx, pagename: str) -> Collection[Record]:
    """What a page of the output has of the glossary: the whole of it, where everything is one page."""
    records = glossary_domain(app.env).records
    if app.builder.name == "singlehtml":
        return records.values()
    return [records[pagename]] if pagename in records else []


def _is_mermaid(script: object) -> bool:
    return "mermaid.initialize" in getattr(script, "attributes", {}).get("body", "")
