"""Hover cards: the texts of the terms of a page as a script beside it.

A card shows nothing that the page of its term does not show: name, successor, definition, prerequisites. So the script
is written along with that page, is as fresh as it, and no page that only links to the term has to be written again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_glossary_terms.i18n import _, more
from sphinx_glossary_terms.know.domain import GlossaryDomain, glossary_domain
from sphinx_glossary_terms.model.entry import Entry
from sphinx_glossary_terms.model.inline import plain_text
from sphinx_glossary_terms.nodes import find
from sphinx_glossary_terms.views.terms import TermView
from sphinx_glossary_terms.write.abbreviations import behind
from sphinx_glossary_terms.write.classes import LINK
from sphinx_glossary_terms.write.context import Context, in_language, root_of
from sphinx_glossary_terms.write.doctree import link_to
from sphinx_glossary_terms.write.site import definitions
from sphinx_glossary_terms.write.site.card_files import FOREIGN, has_cards, has_script, path_of
from sphinx_glossary_terms.write.terms import replaced

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

MAX_PREREQUISITES = 5

_ADDRESS = re.compile(r'<a [^>]*href="([^"]+)"')


def write(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document, /) -> None:
    """Write the cards of a page (`html-page-context`)."""
    if not has_cards(app.builder):
        return
    domain = glossary_domain(app.env)
    if has_script(domain, app.builder, pagename):
        _write(domain, app.builder, pagename, definitions.by_term(doctree), context)
    if domain.projects is not None:
        _write_foreign(domain, app.builder, pagename, context.get("body", ""))


def _write(
    domain: GlossaryDomain,
    builder: StandaloneHTMLBuilder,
    pagename: str,
    found: dict[str, nodes.Element],
    page: dict[str, Any],
) -> None:
    context = Context(domain, builder, pagename)
    cards = nodes.container("")
    for term_id, definition in sorted(found.items()):
        card = _card(context, term_id, definition)
        if find(card, nodes.math) and builder.math_renderer_name == "mathjax":
            scripts = "".join(_math_scripts(builder.config.mathjax_path, page))
            card += nodes.raw("", f"<template>{scripts}</template>", format="html")
        cards += card
    _write_script(builder, cards, path_of(builder, pagename))


def _write_script(builder: StandaloneHTMLBuilder, cards: nodes.container, path: Path) -> None:
    html = builder.render_partial(cards)["fragment"].strip()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"glossaryCards({json.dumps(html, ensure_ascii=False)});\n", encoding="utf-8")


def _write_foreign(domain: GlossaryDomain, builder: StandaloneHTMLBuilder, pagename: str, body: str) -> None:
    """Write the cards of the terms of other projects that a page links to, or remove the file if it has none."""
    root, found = root_of(builder, pagename), domain.glossary.foreign
    addresses = map(unescape, sorted(set(_ADDRESS.findall(body)))) if LINK in body else ()
    entries = ((uri, found.get(uri) or found.get(uri.removeprefix(root))) for uri in addresses)
    cards = nodes.container("", *(_foreign_card(uri, entry) for uri, entry in entries if entry is not None))
    path = path_of(builder, pagename, FOREIGN)
    if cards.children:
        _write_script(builder, cards, path)
    else:
        path.unlink(missing_ok=True)


def _foreign_card(uri: str, entry: Entry) -> nodes.container:
    """A card with nothing in it but plain text. Its id is the address of the link."""
    name = nodes.paragraph("", "", in_language(entry.name, entry.language), classes=["glossary-card-name"])
    definition = in_language(plain_text(entry.definition), entry.definition_language)
    project = nodes.paragraph("", entry.project, classes=["glossary-card-project"])
    return nodes.container("", name, nodes.paragraph("", "", definition), project, ids=[f"card-{uri}"])


def _card(context: Context, term_id: str, definition: nodes.Element) -> nodes.container:
    docname = context.domain.glossary.terms[term_id].docname
    view = context.domain.view(docname).terms[term_id]
    name = nodes.paragraph("", "", *_name(context, view), classes=["glossary-card-name"])
    box = nodes.container("", name, *replaced(context, docname, view), ids=[f"card-{view.link.address.anchor}"])
    box += definitions.portable(definition)
    before = next((found for found in view.relations if found.key == "prerequisites"), None)
    if before is not None:
        line = nodes.paragraph("", "", classes=["glossary-card-prerequisites"])
        line += [in_language(before.label.text, before.label.language, "glossary-card-label"), nodes.Text(" ")]
        for number, link in enumerate(before.links[:MAX_PREREQUISITES]):
            line += [nodes.Text(_(", "))] if number else []
            line += link_to(context, docname, link)
        if (rest := len(before.links) - MAX_PREREQUISITES) > 0:
            line += [nodes.Text(" "), in_language(more(rest), context.own_language)]
        box += line
    return box


def _name(context: Context, view: TermView) -> Iterator[nodes.Node]:
    yield in_language(view.link.name, view.link.language)
    yield from behind(view.link.name, view.abbreviation)
    if view.link.distinct:
        before, after = view.link.parentheses
        yield from (nodes.Text(before), in_language(*view.link.distinct, "glossary-distinct"), nodes.Text(after))


def _math_scripts(address: str, page: dict[str, Any]) -> Iterator[str]:
    """What the page of a term loads for its formulas: the page of a link may have no formulas, and nothing of this."""
    tags = [tag for tag in map(page["js_tag"], page["script_files"]) if "MathJax" in tag or address in tag]
    files = [tag for tag in tags if tag.endswith('"></script>')]
    yield from (tag for tag in tags if tag not in files)
    # Only the card: what else is on the page was never meant for MathJax.
    yield "<script>(window.MathJax ??= {}).startup = { ...MathJax.startup, typeset: false }</script>"
    yield from files
