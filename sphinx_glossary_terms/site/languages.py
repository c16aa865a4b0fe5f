"""Where each page of a site is in its other languages, for search engines."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from sphinx_glossary_terms.blocks.context import in_other_language
from sphinx_glossary_terms.settings import config

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def add(app: Sphinx, pagename: str, context: dict[str, Any], /) -> None:
    """Add the links to the head of a page (HTML, link type `alternate`); all other readers get the source language."""
    languages = app.config.glossary_terms_languages
    places = {language: in_other_language(app.builder, pagename, pagename, language) for language in languages}
    places["x-default"] = places.get(config.source_language(app.config), next(iter(places.values())))
    links = [f'<link rel="alternate" hreflang="{name}" href="{escape(place)}" />' for name, place in places.items()]
    context["metatags"] = "\n".join([(context.get("metatags") or "").rstrip("\n"), *links]).lstrip("\n") + "\n"
