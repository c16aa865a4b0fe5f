"""The extension's own catalog: what it says to readers in their language."""

from __future__ import annotations

from gettext import NullTranslations

from sphinx.locale import get_translation, get_translator

CATALOG = "sphinx_glossary_terms"

_ = get_translation(CATALOG)


def ngettext(one: str, many: str, count: int) -> str:
    """The form for this number, in the language of the build: some languages have one form, Arabic has six."""
    return get_translator(CATALOG).ngettext(one, many, count)


def more(count: int) -> str:
    """The label for those that did not fit, such as "+6 more"."""
    return ngettext("+{count} more", "+{count} more", count).format(count=count)


def earlier(count: int) -> str:
    """The label for those that did not fit and come before the others, such as "+6 earlier"."""
    return ngettext("+{count} earlier", "+{count} earlier", count).format(count=count)


def has_catalog() -> bool:
    """Whether there is one for the language of the build; without one it says everything in English."""
    return type(get_translator(CATALOG)) is not NullTranslations
