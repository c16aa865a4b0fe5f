"""Hover cards: the texts of the terms of a page as a script beside it, and what a page with a link to a term loads.

A card shows nothing that the page of its term does not show: name, successor, definition, prerequisites. So the script
is written along with that page, is as fresh as it, and no page that only links to the term has to be written again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard
from urllib.parse import unquote

from docutils import nodes

from sphinx_glossary_terms.i18n import _, more
from sphinx_glossary_terms.know.domain import GlossaryDomain, glossary_domain
from sphinx_glossary_terms.model.entry import Entry
from sphinx_glossary_terms.model.inline import plain_text
from sphinx_glossary_terms.nodes import INDEX_PAGE, find
from sphinx_glossary_terms.outputs import output_of
from sphinx_glossary_terms.views.terms import TermView
from sphinx_glossary_terms.write.abbreviations import behind
from sphinx_glossary_terms.write.context import LINK, Context, in_language, root_of
from sphinx_glossary_terms.write.doctree import link_to
from sphinx_glossary_terms.write.site import definitions
from sphinx_glossary_terms.write.site.assets import add_cards
from sphinx_glossary_terms.write.terms import replaced

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder

# Not below `_static`, whose files many servers let browsers keep for long: their addresses change with their content.
FOLDER = "_glossary"
FOREIGN = "_glossary-projects"
"""The folder of the cards of terms of other projects: a script for each page that links to such terms."""
MAX_PREREQUISITES = 5

_ADDRESS = re.compile(r'<a [^>]*href="([^"]+)"')


def add(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None, /
) -> None:
    """Write the cards of a page; add the script to it if it has a link to a term (`html-page-context`)."""
    if not _has_cards(app.builder):
        return
    domain = glossary_domain(app.env)
    if doctree is not None and _has_script(domain, app.builder, pagename):
        _write(domain, app.builder, pagename, definitions.by_term(doctree), context)
    if doctree is not None and domain.projects is not None:
        _write_foreign(domain, app.builder, pagename, context.get("body", ""))
    if pagename == INDEX_PAGE or LINK in context.get("body", ""):
        add_cards(app, pagename)


def tidy(app: Sphinx, error: Exception | None, /) -> None:
    """Remove the cards of pages that are gone, or have no terms any more (`build-finished`)."""
    if error is not None or not output_of(app.builder).has_cards:
        return
    builder, domain = app.builder, glossary_domain(app.env)
    if (folder := Path(app.outdir, FOLDER)).is_dir():
        pages = (docname for docname in app.env.all_docs if _has_script(domain, builder, docname))
        _tidy(folder, {_path(builder, docname) for docname in pages} if _has_cards(builder) else set())
    if (folder := Path(app.outdir, FOREIGN)).is_dir():
        # What a page has no use for any more went when it was written.
        has_cards = _has_cards(builder) and domain.projects is not None
        _tidy(folder, {_path(builder, docname, FOREIGN) for docname in app.env.all_docs} if has_cards else set())


def _tidy(folder: Path, kept: set[Path]) -> None:
    for path in (*sorted(folder.rglob("*"), reverse=True), folder):
        if path.suffix == ".js" and path not in kept:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _has_cards(builder: Builder) -> TypeGuard[StandaloneHTMLBuilder]:
    return output_of(builder).has_cards and builder.config.glossary_terms_hover_cards


def _has_script(domain: GlossaryDomain, builder: Builder, docname: str) -> bool:
    """Whether there is a script of cards for a page."""
    if output_of(builder).is_one_page:
        return docname == domain.env.config.root_doc and any(record.has_terms for record in domain.records.values())
    return docname in domain.records and domain.records[docname].has_terms


def _path(builder: Builder, docname: str, folder: str = FOLDER) -> Path:
    """Where the script of a page is. `glossary-cards.js` makes the same of the address of a link."""
    address = builder.get_target_uri(docname)
    if address.startswith("#"):  # singlehtml
        address = docname
    address = re.sub(r"\.html$", "", address)
    return Path(builder.outdir, folder, unquote(re.sub(r"(^|/)$", r"\1index", address)) + ".js")


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
    _write_script(builder, cards, _path(builder, pagename))


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
    path = _path(builder, pagename, FOREIGN)
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
