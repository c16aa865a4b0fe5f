"""The extension's own catalog: what it says to readers in their language."""

from __future__ import annotations

from gettext import NullTranslations

from sphinx.locale import get_translation, get_translator

CATALOG = "sphinx_glossary_terms"

_ = get_translation(CATALOG)


def has_catalog() -> bool:
    """Whether there is one for the language of the build; without one it says everything in English."""
    return type(get_translator(CATALOG)) is not NullTranslations
