"""What the head of a page says: its title, and to programs which terms the page explains, and where the glossary is.

It says nothing that the page does not show: names, other names, definitions. So it is as fresh as the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_glossary_terms.blocks.context import in_other_language, view_of_page
from sphinx_glossary_terms.doctree.classes import LINK
from sphinx_glossary_terms.doctree.language import lang
from sphinx_glossary_terms.doctree.nodes import INDEX_PAGE, find, language_of
from sphinx_glossary_terms.render import definitions
from sphinx_glossary_terms.render.abbreviations import CLASS
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.site.index_page import is_wanted
from sphinx_glossary_terms.site.term_bar import titled_term
from sphinx_glossary_terms.views.page import PageView
from sphinx_glossary_terms.views.site import SiteView

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_glossary_terms.views.terms import TermView

_DESCRIPTION = re.compile(r"<meta\b[^>]*\bname=[\"']?description\b", re.IGNORECASE)
# `<` could close the script element; U+2028 and U+2029 end a line of JavaScript.
_IN_SCRIPTS = str.maketrans({"<": r"\u003c", ">": r"\u003e", "&": r"\u0026", "\u2028": r"\u2028", "\u2029": r"\u2029"})


def add(site: SiteView, app: Sphinx, pagename: str, context: dict[str, Any], doctree: nodes.document, /) -> None:
    """Add to the head of a page what it has of the glossary (`html-page-context`)."""
    view = view_of_page(site, app.builder, pagename)
    if view is None:
        return
    tags = context.get("metatags") or ""
    added = []
    if (view.terms or view.blocks or LINK in context.get("body", "")) and is_wanted(app):
        address = app.builder.get_relative_uri(pagename, INDEX_PAGE)
        added.append(f'<link rel="glossary" href="{escape(address)}" />')
    if view.terms:
        texts = definitions.by_term(doctree)
        own = _own_term(view, doctree)
        # A project may have described the page: in its text, or by another extension or its theme.
        is_described = _DESCRIPTION.search(tags) or (context.get("meta") or {}).get("description")
        if own in texts and not is_described:
            language = language_of(texts[own])
            added.append(f'<meta name="description"{lang(language)} content="{escape(_text(texts[own]))}" />')
        if app.config.glossary_terms_json_ld:
            described = [_described(app, term, own, texts.get(term_id)) for term_id, term in view.terms.items()]
            thing = described[0] if len(described) == 1 else {"@graph": described}
            data = json.dumps({"@context": "https://schema.org", **thing}, ensure_ascii=False, separators=(",", ":"))
            # Not every theme has a place for tags, but all have one for scripts.
            app.add_js_file(None, body=data.translate(_IN_SCRIPTS), type="application/ld+json")
    if added:
        context["metatags"] = "\n".join(filter(None, [tags.rstrip("\n"), *added])) + "\n"


def add_languages(app: Sphinx, pagename: str, context: dict[str, Any], /) -> None:
    """Add the links to the head of a page (HTML, link type `alternate`); all other readers get the source language."""
    languages = app.config.glossary_terms_languages
    places = {language: in_other_language(app.builder, pagename, pagename, language) for language in languages}
    places["x-default"] = places.get(config.source_language(app.config), next(iter(places.values())))
    links = [f'<link rel="alternate" hreflang="{name}" href="{escape(address)}" />' for name, address in places.items()]
    context["metatags"] = "\n".join([(context.get("metatags") or "").rstrip("\n"), *links]).lstrip("\n") + "\n"


def complete_title(
    _site: object, _app: object, _pagename: str, context: dict[str, Any], doctree: nodes.document, /
) -> None:
    """Add the abbreviation to a title that is the name of a term: Sphinx takes it as it was read, without that."""
    title = doctree.next_node(nodes.title)
    if title is None or "title" not in context:
        return
    for abbreviation in find(title, nodes.inline):
        if CLASS in abbreviation["classes"]:
            context["title"] += escape("".join(node.astext() for node in abbreviation.children))


def _own_term(view: PageView, doctree: nodes.document) -> str:
    """The id of the term that a page is about: its only one, or that of its title; empty if there is none."""
    if len(view.terms) == 1:
        return next(iter(view.terms))
    titled = titled_term(view, doctree)
    return titled.link.id if titled else ""


def _described(app: Sphinx, term: TermView, own: str, definition: nodes.Element | None) -> dict[str, Any]:
    """A term in the words of schema.org."""
    settings = app.config
    data: dict[str, Any] = {"@type": "DefinedTerm", "name": term.link.name}
    if others := [*_other_names(term)]:
        data["alternateName"] = others
    if definition is not None:
        data["description"] = _text(definition)
    data["inLanguage"] = term.link.language or config.build_language(settings)
    glossary = {"@type": "DefinedTermSet", "name": settings.project}
    if config.base_url(settings):
        anchor = "" if term.link.id == own else f"#{term.link.address.anchor}"
        data["url"] = f"{_url(app, term.link.address.docname)}{anchor}"
        if is_wanted(app):
            glossary["url"] = _url(app, INDEX_PAGE)
    return {**data, "inDefinedTermSet": glossary}


def _other_names(term: TermView) -> Iterator[str]:
    if term.abbreviation:
        yield term.abbreviation.text
    yield from (alias.text for alias in term.aliases)
    if term.source_name:
        yield term.source_name


def _url(app: Sphinx, docname: str) -> str:
    return config.base_url(app.config) + app.builder.get_target_uri(docname)


def _text(definition: nodes.Element) -> str:
    """A definition in plain text, without the mark that it has no translation."""
    copy = definitions.portable(definition)
    for mark in find(copy, nodes.inline):
        if "glossary-untranslated" in mark["classes"]:
            mark.parent.remove(mark)
    return " ".join(copy.astext().split())
