"""Hover cards: the texts of the terms of a page as a script beside it.

A card shows nothing that the page of its term does not show: name, successor, definition, prerequisites. So the script
is written along with that page, is as fresh as it, and no page that only links to the term has to be written again. The
cards of terms of other projects are in the script of the page that links to them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from itertools import count, takewhile
from pathlib import Path
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.writers.html5 import HTML5Translator

from sphinx_glossary_terms.doctree.markup import is_left_out, thaw
from sphinx_glossary_terms.doctree.nodes import LINK, find, generated_block, term_definition
from sphinx_glossary_terms.features.context import Context, Shown, in_language, marks, reference, root_of, shown_in
from sphinx_glossary_terms.features.references import behind
from sphinx_glossary_terms.features.terms import TermView, replaced
from sphinx_glossary_terms.model.lookup import Entry
from sphinx_glossary_terms.settings.outputs import has_cards, output_of, remove_file, write_output

# Not below `_static`, whose files many servers let browsers keep for long: their addresses change with their content.
FOLDER = "_glossary"

_COLON = re.compile(r"[:\N{FULLWIDTH COLON}](</\w+>)*\s*$")
# What goes on with a definition that ends in a colon.
_GOES_ON = (nodes.Sequential, nodes.table, nodes.paragraph, nodes.literal_block, nodes.block_quote, nodes.line_block)
_NOT_SHOWN = (nodes.Invisible, nodes.system_message, addnodes.tabular_col_spec)
_MOST = 28_000  # bytes of the cards in one file: with the names of the others, 32 kB for ten thousand terms
_ADDRESS = re.compile(r'<a [^<>]*href="([^"]+)"')


def of_term(context: Context, translator: HTML5Translator, node: term_definition, text: str, /) -> dict[str, str]:
    """The HTML of a card by the anchors of its term; `text` is that of the definition on the page that is written."""
    docname = context.page_of(node)
    view = context.view(docname).terms[node["term_id"]]
    name = nodes.paragraph("", "", *_name(context, view), classes=["glossary-card-name"])
    if any(map(_needs_page, find(node, nodes.Element))):
        text = _written(translator, _portable(node))
    definition = nodes.paragraph("", "", nodes.raw("", text, format="html"), classes=node.parent["classes"])
    card = nodes.container("", name, *replaced(context, docname, view), definition)
    has_colon = _COLON.search(text) is not None
    below = _below(node.parent) if has_colon or view.anchors else []
    if has_colon and isinstance(next(iter(below), None), _GOES_ON):
        card += _portable(nodes.container("", below.pop(0).deepcopy())).children
        definition = nodes.paragraph()
    if below and view.anchors:  # At the place of a `term` there is always more.
        more = reference(context.uri(docname, view.link.address), [nodes.Text("…")])
        more["reftitle"] = view.link.name
        definition += [nodes.Text(" "), more]
        card += [] if definition.parent else definition
    return dict.fromkeys((view.link.address.anchor, *view.anchors), _written(translator, card))


def _below(paragraph: nodes.Element) -> list[nodes.Element]:
    """What is shown below a paragraph in the text of its term, also around a list that it is in."""
    below: list[nodes.Node] = []
    while not isinstance(paragraph, nodes.definition | nodes.section | nodes.document):
        siblings = paragraph.parent.children
        below += siblings[siblings.index(paragraph) + 1 :]
        paragraph = paragraph.parent
    return [node for node in below if isinstance(node, nodes.Element) and not isinstance(node, _NOT_SHOWN)]


def _needs_page(node: nodes.Element) -> bool:
    """Whether a node in a definition means nothing on another page."""
    return isinstance(node, nodes.image) or is_left_out(node) or bool(node["ids"])


def _portable(definition: nodes.Element) -> nodes.Element:
    """A definition without that."""
    copy = definition.deepcopy()
    for node in find(copy, nodes.Element):
        if isinstance(node, nodes.image):
            node.parent.replace(node, nodes.Text(node.get("alt", "")))
        elif is_left_out(node):
            node.parent.remove(node)
        else:
            node["ids"] = []
    return copy


def _written(translator: HTML5Translator, parent: nodes.Element) -> str:
    """The HTML of what is in a node that is not on the page."""
    start = len(translator.body)
    for node in parent.children:
        node.walkabout(translator)
    html = "".join(translator.body[start:]).strip()
    del translator.body[start:]
    return html


def write(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: nodes.document | None, /
) -> None:
    """Write the cards of a page, or remove those that it has no use for any more (`html-page-context`)."""
    domain, builder = shown_in(app.env), app.builder
    if doctree is None or not output_of(builder).has_cards:
        return
    cards: dict[str, str] = {}
    if has_cards(builder):
        cards |= _foreign_cards(domain, builder, pagename, context.get("body", ""))
        cards |= _cards(doctree, builder, context)
    files = _files(cards) if cards or (has_cards(builder) and domain.has_terms(pagename)) else []
    firsts = [next(iter(file)) for file in files[1:]]
    for part, texts in enumerate(files):
        said = json.dumps([texts, firsts] if firsts and part == 0 else [texts], ensure_ascii=False)
        write_output(_path(builder, pagename, part), f"glossaryCards({said[1:-1]});\n".encode())
    for path in takewhile(Path.exists, (_path(builder, pagename, part) for part in count(len(files)))):
        remove_file(path)


def _files(cards: dict[str, str]) -> list[dict[str, str]]:
    """The cards of a page by files. The first file has the first name of each other one, too (`glossary-cards.js`)."""
    if len(json.dumps(cards, ensure_ascii=False).encode()) <= _MOST:
        return [dict(sorted(cards.items()))]
    files: list[dict[str, str]] = [{}]
    size = 0
    for name in sorted(cards, key=lambda name: name.encode("utf-16-be")):  # as JavaScript compares
        size += (length := len(json.dumps({name: cards[name]}, ensure_ascii=False).encode()))
        if size > _MOST and files[-1]:
            files.append({})
            size = length
        files[-1][name] = cards[name]
    return files


def _cards(doctree: nodes.document, builder: StandaloneHTMLBuilder, page: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The cards of the terms on a page, by the anchors of their names: with the line below, if that says more."""
    elements = find(doctree, generated_block, term_definition)
    first = {block["term_id"]: block["html"] for block in elements if "html" in block}
    definitions = [node for node in elements if isinstance(node, term_definition)]
    # Of two with one id the first counts.
    for definition in {node["term_id"]: node for node in reversed(definitions)}.values():
        formulas = ""
        cards: dict[str, str] = definition.get("cards", {})
        if 'class="math' in "".join(cards.values()) and builder.math_renderer_name == "mathjax":
            formulas = f"<template>{''.join(_math_scripts(builder.config.mathjax_path, page))}</template>"
        for anchor, html in cards.items():
            line = first.get(definition["term_id"], "")
            is_said = set(_ADDRESS.findall(line)) <= set(_ADDRESS.findall(html))
            yield anchor, "\n".join(filter(None, (html, "" if is_said else line, formulas)))


def mark_foreign(app: Sphinx, document: nodes.document, docname: str, /) -> None:
    """Have cards open at links of others to terms of other projects, such as those of numpydoc (`doctree-resolved`)."""
    foreign, root = shown_in(app.env).glossary.foreign, root_of(app.builder, docname)
    for link in find(document, nodes.reference) if foreign and output_of(app.builder).for_browsers else ():
        uri, classes = link.get("refuri", ""), link["classes"]
        classes += [LINK] if LINK not in classes and (uri in foreign or uri.removeprefix(root) in foreign) else []


def _foreign_cards(domain: Shown, builder: StandaloneHTMLBuilder, pagename: str, body: str) -> dict[str, str]:
    """The cards of the terms of other projects that a page links to, by the addresses of the links."""
    if LINK not in body:
        return {}
    root, foreign = root_of(builder, pagename), domain.glossary.foreign
    addresses = map(unescape, sorted(set(_ADDRESS.findall(body))))
    entries = {uri: foreign.get(uri) or foreign.get(uri.removeprefix(root)) for uri in addresses}
    return {uri: _foreign_card(builder, entry) for uri, entry in entries.items() if entry is not None}


def _foreign_card(builder: StandaloneHTMLBuilder, entry: Entry) -> str:
    """A card with nothing in it but text, code and links to other sites."""
    name = nodes.paragraph("", "", in_language(entry.name, entry.language), classes=["glossary-card-name"])
    text = [nodes.inline("", "", *thaw(entry.definition, ""), classes=marks(entry.definition_language))]
    definition = nodes.paragraph("", "", *(text if entry.definition_language else text[0].children))
    project = nodes.paragraph("", entry.project, classes=["glossary-card-project"])
    return "".join(builder.render_partial(node)["fragment"] for node in (name, definition, project)).strip()


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


def _path(builder: Builder, docname: str, part: int = 0, /) -> Path:
    """Where a script of a page is. `glossary-cards.js` makes the same of the address of a link.

    No name is ever decoded: `%2e%2e` may be a part of one. No folder has a name that a script may have, and scripts
    after the first one are in folders of their own, where no other page has any.
    """
    address, quoted = builder.get_target_uri(docname), quote(docname)
    if address.startswith("#"):  # singlehtml
        address = docname
    elif address.startswith(quoted):  # The builder `dirhtml` does not quote the names of pages.
        address = docname + address.removeprefix(quoted)
    address = re.sub(r"(\.js_*)/", r"\1_/", re.sub(r"\.html$", "", address))
    folder = f"{FOLDER}-{part}" if part else FOLDER
    return Path(builder.outdir, folder, re.sub(r"(^|/)$", r"\1index", address) + ".js")
