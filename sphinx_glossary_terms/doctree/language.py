"""The language that a text of a page is in, how it is marked, and in which direction it is written."""

from __future__ import annotations

from functools import cache
from html import escape

from babel import Locale, UnknownLocaleError
from docutils import nodes
from sphinx.config import Config

from sphinx_glossary_terms.doctree.nodes import ancestors, language_at
from sphinx_glossary_terms.settings import config


def language_of_text(node: nodes.Element, settings: Config, /) -> str:
    """The language of a node's text, or of the text around it; empty if it is that of the build.

    Only pages with a directive of ours have marks (`catalogs.messages`). On all pages Sphinx notes at each
    message whether it is translated (`sphinx.transforms.i18n.Locale`), unless the page has no catalog at all.
    """
    if marked := language_at(node):
        return marked
    if not config.needs_marks(settings):
        return ""
    noted = (element["translated"] for element in (node, *ancestors(node)) if "translated" in element)
    translated = next(noted, not settings.glossary_terms_source_language)
    return "" if translated else config.language_of_source(settings, node.astext())


def mark_among(language: str, around: str, settings: Config, /) -> str:
    """The language mark of a text among text in the language `around`; empty: it needs none.

    An empty language is that of the build, which is marked where the text around it is in another one.
    """
    return "" if language == around else language or config.build_language(settings)


@cache
def is_right_to_left(language: str, /) -> bool:
    """Whether a language is written from right to left."""
    try:
        return bool(Locale.parse(language.replace("-", "_").partition("@")[0]).text_direction == "rtl")
    except (ValueError, UnknownLocaleError):
        return False


def lang(language: str, /) -> str:
    """The attribute of an element of HTML that is in a language; nothing for that of the text around it."""
    return f' lang="{escape(language)}"' if language else ""
