"""The extension's own catalog: what it says to readers in their language."""

from __future__ import annotations

from sphinx.locale import get_translation

CATALOG = "sphinx_glossary_terms"

_ = get_translation(CATALOG)
