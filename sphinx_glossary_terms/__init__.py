"""A glossary for Sphinx whose entries explain: definition, ELI5, deep dive, sources, typed relations."""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx, /) -> ExtensionMetadata:
    """Register everything; Sphinx calls this for `"sphinx_glossary_terms"` in `extensions`."""
    from sphinx_glossary_terms import extension

    return extension.setup(app)
