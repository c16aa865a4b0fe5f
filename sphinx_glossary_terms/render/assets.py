"""The style sheet, on the pages that need it; Mermaid's version."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_glossary_terms.domain import glossary_domain

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

STATIC = Path(__file__).parent.parent / "static"
STYLE_SHEET = "glossary-terms.css"

MERMAID_VERSION = "11.17.2"
"""sphinxcontrib-mermaid's own default has known advisories (GHSA-xcj9-5m2h-648r and others, mended up to 11.16.1);
the next major version draws with another layout."""


def configure(app: Sphinx, config: Config, /) -> None:
    """Add our static files, and take a safe Mermaid unless the project chose one (`config-inited`)."""
    # First, so that a project's file of the same name wins.
    config.html_static_path = [str(STATIC), *config.html_static_path]
    if config.mermaid_version == config.values["mermaid_version"].default:
        config.mermaid_version = MERMAID_VERSION


def add_style_sheet(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None, /
) -> None:
    """Link the style sheet from pages that have terms, an index or a learning path (`html-page-context`)."""
    record = glossary_domain(app.env).records.get(pagename)
    if record is not None and (record.has_terms or record.has_indexes):
        app.add_css_file(STYLE_SHEET)
