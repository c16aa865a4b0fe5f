"""The language that a text of a page is in, how it is marked, and in which direction it is written."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError
from docutils import nodes
from sphinx.config import Config

from sphinx_glossary_terms import config
from sphinx_glossary_terms.nodes import ancestors, language_at


def language_of_text(node: nodes.Element, settings: Config, /) -> str:
    """The language of a node's text, or of the text around it; empty if it is that of the build.

    Only pages with a directive of ours have marks (`translate.language_marks`). On all pages Sphinx notes at each
    message whether it is translated (`sphinx.transforms.i18n.Locale`), unless the page has no catalog at all.
    """
    if marked := language_at(node):
        return marked
    if not config.needs_marks(settings):
        return ""
    noted = (place["translated"] for place in (node, *ancestors(node)) if "translated" in place)
    translated = next(noted, not settings.glossary_terms_source_language)
    return "" if translated else config.source_language(settings)


def mark_among(language: str, around: str, settings: Config, /) -> str:
    """The language mark of a text among text in the language `around`; empty: it needs none.

    An empty language is that of the build, which is marked where the text around it is in another one.
    """
    return "" if language == around else language or config.build_language(settings)


@cache
def is_right_to_left(language: str, /) -> bool:
    """Whether a language is written from right to left."""
    try:
        order = Locale.parse(language).character_order
    except (UnknownLocaleError, ValueError):
        return False
    return bool(order == "right-to-left")
