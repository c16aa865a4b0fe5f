"""Hover cards: the texts of the terms of a page as a script beside it.

A card shows nothing that the page of its term does not show: name, successor, definition, prerequisites. So the script
is written along with that page, is as fresh as it, and no page that only links to the term has to be written again. A
page with links to terms of other projects has a second script, with the cards of these.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes

from sphinx_glossary_terms.doctree.nodes import LINK, find
from sphinx_glossary_terms.features import terms
from sphinx_glossary_terms.features.context import Context, Shown, in_language, root_of
from sphinx_glossary_terms.features.references import behind
from sphinx_glossary_terms.features.terms import TermView, replaced
from sphinx_glossary_terms.model.external import Entry
from sphinx_glossary_terms.model.inline import plain_text
from sphinx_glossary_terms.settings.files import remove_file, write_output
from sphinx_glossary_terms.settings.labels import more
from sphinx_glossary_terms.settings.outputs import has_cards, output_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder


# Not below `_static`, whose files many servers let browsers keep for long: their addresses change with their content.
FOLDER = "_glossary"
FOREIGN = "_glossary-projects"
"""The folder of the cards of terms of other projects."""
MAX_PREREQUISITES = 5

_ADDRESS = re.compile(r'<a [^<>]*href="([^"]+)"')


def write(domain: Shown, app: Sphinx, pagename: str, context: dict[str, Any], doctree: nodes.document, /) -> None:
    """Write the cards of a page, or remove those that it has no use for any more (`html-page-context`)."""
    if not output_of(app.builder).has_cards:
        return
    if has_cards(app.builder) and _has_script(domain, app.builder, pagename):
        cards = _cards(Context(domain, app.builder, pagename), app.builder, terms.by_term(doctree), context)
        _write(app.builder, cards, _path(app.builder, pagename))
    else:
        remove_file(_path(app.builder, pagename))
    foreign = _foreign_cards(domain, app.builder, pagename, context.get("body", ""))
    if has_cards(app.builder) and foreign.children:
        _write(app.builder, foreign, _path(app.builder, pagename, FOREIGN))
    else:
        remove_file(_path(app.builder, pagename, FOREIGN))


def _write(builder: StandaloneHTMLBuilder, cards: nodes.container, path: Path) -> None:
    html = builder.render_partial(cards)["fragment"].strip()
    write_output(path, f"glossaryCards({json.dumps(html, ensure_ascii=False)});\n".encode())


def _cards(
    context: Context, builder: StandaloneHTMLBuilder, by_term: dict[str, nodes.Element], page: dict[str, Any]
) -> nodes.container:
    cards = nodes.container("")
    for term_id, definition in sorted(by_term.items()):
        card = _card(context, term_id, definition)
        if find(card, nodes.math) and builder.math_renderer_name == "mathjax":
            scripts = "".join(_math_scripts(builder.config.mathjax_path, page))
            card += nodes.raw("", f"<template>{scripts}</template>", format="html")
        cards += card
        for anchor in context.view_of(definition).terms[term_id].anchors[1:]:
            other = card.deepcopy()
            other["ids"] = [f"card-{anchor}"]
            cards += other
    return cards


def _foreign_cards(domain: Shown, builder: Builder, pagename: str, body: str) -> nodes.container:
    """The cards of the terms of other projects that a page links to."""
    if LINK not in body:
        return nodes.container("")
    root, foreign = root_of(builder, pagename), domain.glossary.foreign
    addresses = map(unescape, sorted(set(_ADDRESS.findall(body))))
    entries = ((uri, foreign.get(uri) or foreign.get(uri.removeprefix(root))) for uri in addresses)
    return nodes.container("", *(_foreign_card(uri, entry) for uri, entry in entries if entry is not None))


def _foreign_card(uri: str, entry: Entry) -> nodes.container:
    """A card with nothing in it but plain text. Its id is the address of the link."""
    name = nodes.paragraph("", "", in_language(entry.name, entry.language), classes=["glossary-card-name"])
    definition = in_language(plain_text(entry.definition), entry.definition_language)
    project = nodes.paragraph("", entry.project, classes=["glossary-card-project"])
    return nodes.container("", name, nodes.paragraph("", "", definition), project, ids=[f"card-{uri}"])


def _card(context: Context, term_id: str, definition: nodes.Element) -> nodes.container:
    docname = context.page_of(definition)
    view = context.view(docname).terms[term_id]
    name = nodes.paragraph("", "", *_name(context, view), classes=["glossary-card-name"])
    box = nodes.container("", name, *replaced(context, docname, view), ids=[f"card-{view.link.address.anchor}"])
    box += terms.portable(definition)
    if (before := view.prerequisites) is not None:
        line = nodes.paragraph("", "", classes=["glossary-card-prerequisites"])
        line += [in_language(before.label.text, before.label.language, "glossary-card-label"), nodes.Text(" ")]
        line += context.names(docname, before.links[:MAX_PREREQUISITES])
        if (rest := len(before.links) - MAX_PREREQUISITES) > 0:
            line += [nodes.Text(" "), context.own(more(rest))]
        box += line
    return box


def _name(context: Context, view: TermView) -> Iterator[nodes.Node]:
    yield in_language(view.link.name, view.link.language)
    yield from behind(view.link.name, view.abbreviation)
    if view.link.qualifier:
        before, after = view.link.parentheses
        yield from (nodes.Text(before), in_language(*view.link.qualifier, "glossary-distinct"), nodes.Text(after))


def _math_scripts(address: str, page: dict[str, Any]) -> Iterator[str]:
    """What the page of a term loads for its formulas: the page of a link may have no formulas, and nothing of this."""
    tags = [tag for tag in map(page["js_tag"], page["script_files"]) if "MathJax" in tag or address in tag]
    files = [tag for tag in tags if tag.endswith('"></script>')]
    yield from (tag for tag in tags if tag not in files)
    yield from files


def _has_script(domain: Shown, builder: Builder, docname: str) -> bool:
    """Whether there is a script of cards for a page."""
    if output_of(builder).is_one_page:
        return docname == builder.config.root_doc and any(map(domain.has_terms, builder.env.all_docs))
    return domain.has_terms(docname)


def _path(builder: Builder, docname: str, folder: str = FOLDER, /) -> Path:
    """Where the script of a page is. `glossary-cards.js` makes the same of the address of a link.

    No name is ever decoded: `%2e%2e` may be a part of one. No folder has a name that a script may have.
    """
    address, quoted = builder.get_target_uri(docname), quote(docname)
    if address.startswith("#"):  # singlehtml
        address = docname
    elif address.startswith(quoted):  # The builder `dirhtml` does not quote the names of pages.
        address = docname + address.removeprefix(quoted)
    address = re.sub(r"(\.js_*)/", r"\1_/", re.sub(r"\.html$", "", address))
    return Path(builder.outdir, folder, re.sub(r"(^|/)$", r"\1index", address) + ".js")
