"""The bar above the name of a term that has a page of its own: where it is in the glossary, and buttons."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_glossary_terms.blocks import html
from sphinx_glossary_terms.blocks.context import Context, view_of_page
from sphinx_glossary_terms.blocks.values import Phrase, Span, in_language
from sphinx_glossary_terms.doctree.language import lang
from sphinx_glossary_terms.doctree.nodes import INDEX_PAGE, find
from sphinx_glossary_terms.language.i18n import _
from sphinx_glossary_terms.model.graph import BROADER
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.settings.outputs import output_of
from sphinx_glossary_terms.site.index_page import is_wanted
from sphinx_glossary_terms.views.page import PageView
from sphinx_glossary_terms.views.site import SiteView

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_glossary_terms.views.terms import TermView

CLASS = "glossary-bar"
"""The class of the bar; pages that have one load its script."""


def add(site: SiteView, app: Sphinx, pagename: str, context: dict[str, Any], doctree: nodes.document, /) -> None:
    """Add the bar to the page of a term (`html-page-context`)."""
    view = view_of_page(site, app.builder, pagename) if output_of(app.builder).is_site else None
    term = view and titled_term(view, doctree)
    if term and "body" in context:
        context["body"] = _bar(app, Context(site, app.builder, pagename), term) + context["body"]


def titled_term(view: PageView, doctree: nodes.document, /) -> TermView | None:
    """The term whose name is the title of a page."""
    ids = {anchor for section in find(doctree, nodes.section)[:1] for anchor in section["ids"]}
    return next((term for term in view.terms.values() if term.link.address.anchor in ids), None)


def _bar(app: Sphinx, context: Context, term: TermView) -> str:
    page = context.docname
    items = [f"<li>{html.phrases((step,))}</li>" for step in _way(app, context, term)]
    name = html.phrases((in_language(term.link.text),))
    items.append(f'<li><a href="{escape(context.uri(page, term.link.address))}" aria-current="page">{name}</a></li>')
    label = f' aria-label="{escape(_("Glossary"))}"{lang(context.own_language)}'
    words = json.dumps([_("Copy link"), _("Cite"), _("Copy"), _("Copied"), _("I have read this")], ensure_ascii=False)
    data = {"id": term.link.id, "name": term.link.name, "site": app.config.project, "author": app.config.author}
    attributes = "".join(f' data-{key}="{escape(value)}"' for key, value in {**data, "words": words}.items())
    return f'<div class="{CLASS} no-search"{attributes}><nav{label}><ol>{"".join(items)}</ol></nav></div>\n'


def _way(app: Sphinx, context: Context, term: TermView) -> Iterator[Phrase]:
    """The glossary, and the broader term or else the tag of a term."""
    page = context.docname
    address = context.block_uri(page, term.index)
    if not address and is_wanted(app):
        address = app.builder.get_relative_uri(page, INDEX_PAGE)
    yield Span((in_language(LocalizedText(_("Glossary"), context.own_language)),), address=address)
    broader = next((related for related in term.relations if related.side.key == BROADER.key), None)
    if broader:
        yield context.phrase(page, broader.terms[0].link)
    elif term.tags:
        tag = term.tags[0]
        yield Span((in_language(tag.label),), address=context.block_uri(page, tag.place))
