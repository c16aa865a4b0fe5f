"""What the head of a page says: its title, its description, where the glossary is, and its other languages.

It says nothing that the page does not show, so it is as fresh as the page.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import urljoin

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_glossary_terms.doctree.markup import freeze
from sphinx_glossary_terms.doctree.nodes import INDEX_PAGE, LINK, find, lang, language_of, term_definition
from sphinx_glossary_terms.domain.domain import glossary_domain
from sphinx_glossary_terms.features.context import in_other_language, view_of_page
from sphinx_glossary_terms.features.references import CLASS
from sphinx_glossary_terms.features.terms import TermView
from sphinx_glossary_terms.model.names import one_line
from sphinx_glossary_terms.model.term import plain_text
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.site.index_page import is_wanted

_DESCRIPTION = re.compile(r"<meta\b[^<>]*\bname=[\"']?description\b", re.IGNORECASE)


def add(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: nodes.document | None, /) -> None:
    """Add to the head of a page what it has of the glossary (`html-page-context`)."""
    if doctree is None or (view := view_of_page(glossary_domain(app.env), app.builder, pagename)) is None:
        return
    tags = context.get("metatags") or ""
    added = []
    if (view.terms or view.blocks or LINK in context.get("body", "")) and is_wanted(app):
        address = app.builder.get_relative_uri(pagename, INDEX_PAGE)
        added.append(f'<link rel="glossary" href="{escape(address)}" />')
    declared = {term_id: term for term_id, term in view.terms.items() if not term.anchors}
    if declared:
        own = _own_term(declared, doctree)
        # A project may have described the page: in its text, or by another extension or its theme.
        is_described = _DESCRIPTION.search(tags) or (context.get("meta") or {}).get("description")
        definitions = find(doctree, term_definition) if own and not is_described else ()
        if text := next((node for node in definitions if node["term_id"] == own), None):
            language = language_of(text.parent)
            added.append(f'<meta name="description"{lang(language)} content="{escape(_text(text))}" />')
    if added:
        context["metatags"] = "\n".join(filter(None, [tags.rstrip("\n"), *added])) + "\n"


def add_languages(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object, /) -> None:
    """Add the links to the head of a page (HTML, link type `alternate`); all other readers get the source language."""
    languages = app.config.glossary_terms_languages
    places = {language: in_other_language(app.builder, pagename, pagename, language) for language in languages}
    if home := app.config.html_baseurl:  # search engines want whole addresses
        here = posixpath.join(home, app.builder.get_target_uri(pagename))
        places = {language: urljoin(here, place) for language, place in places.items()}
    places["x-default"] = places.get(config.source_language(app.config), next(iter(places.values())))
    links = [f'<link rel="alternate" hreflang="{name}" href="{escape(address)}" />' for name, address in places.items()]
    context["metatags"] = "\n".join([(context.get("metatags") or "").rstrip("\n"), *links]).lstrip("\n") + "\n"


def complete_title(
    _app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], doctree: nodes.document | None, /
) -> None:
    """Add the abbreviation to a title that is the name of a term: Sphinx takes it as it was read, without that."""
    title = doctree.next_node(nodes.title) if doctree is not None else None
    if title is None or "title" not in context:
        return
    for abbreviation in find(title, nodes.inline):
        if CLASS in abbreviation["classes"]:
            context["title"] += escape("".join(node.astext() for node in abbreviation.children))


def _own_term(terms: Mapping[str, TermView], doctree: nodes.document) -> str:
    """The id of the term that a page is about: its only one, or that of its title; empty if there is none."""
    if len(terms) == 1:
        return next(iter(terms))
    section = doctree.next_node(nodes.section)
    ids = section["ids"] if section is not None else []
    return next((term_id for term_id, term in terms.items() if term.link.address.anchor in ids), "")


def _text(definition: nodes.Element) -> str:
    """A definition in plain text."""
    return one_line(plain_text(freeze(definition.children, "")))
