"""Entries, fields, definitions, other names and tags of terms, and their names for Sphinx's search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes
from sphinx import addnodes

from sphinx_glossary_terms.blocks.context import (
    ENTRY,
    Context,
    in_language,
    in_other_language,
    is_in_entry,
    level_below,
    separated,
)
from sphinx_glossary_terms.doctree.builtin import entries_in
from sphinx_glossary_terms.doctree.markup import is_left_out
from sphinx_glossary_terms.doctree.nodes import (
    body_of,
    definition_of,
    field_class,
    find,
    name_of,
    term_entry,
    term_field,
    term_section,
)
from sphinx_glossary_terms.language.labels import _
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.model.term import search_anchor
from sphinx_glossary_terms.render.references import behind, sense
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.views.links import Address
from sphinx_glossary_terms.views.terms import TagLink, TermView


def entry(context: Context, node: term_entry, /) -> list[nodes.Node]:
    """An entry as an item of a glossary."""
    name, *body = node.children
    assert isinstance(name, nodes.Element)
    view = context.view_of(node).terms.get(node["term"].id)
    added = [*behind(view.link.name, view.abbreviation), *sense(view.link)] if view else []
    term = nodes.term("", "", *name.children, *added, ids=node["ids"], names=node["names"], classes=name["classes"])
    term.source, term.line = name.source, name.line
    definition = nodes.definition("", *(_names(context, node, view) if view else []), *body)
    item = nodes.definition_list_item("", term, definition)
    classes = ["glossary", ENTRY, *node["classes"]]
    ids = [search_anchor(node["term"].anchor)] if view and view.words and context.output.for_browsers else []
    return [addnodes.glossary("", nodes.definition_list("", item, classes=classes, ids=ids))]


def section(context: Context, node: term_section, /) -> list[nodes.Node]:
    """The other names and the tags of a term in section form, at the place of its directive.

    Its heading gets the abbreviation and the context; the section and the definition get classes, since no element of
    ours is around them.
    """
    view = context.view_of(node).terms.get(node["term"].id)
    if view is None:
        return []
    if context.output.for_browsers and (around := body_of(node)) is not None:
        around["classes"].append("glossary-section")
    definition = definition_of(node)
    if definition is not None:
        definition["classes"].append("glossary-definition")
    name = name_of(node)
    if name is not None:
        name += [*behind(view.link.name, view.abbreviation), *sense(view.link)]
    return _names(context, node, view)


def _names(context: Context, node: nodes.Element, view: TermView) -> list[nodes.Node]:
    """What it was replaced by; reading, other names, those to avoid and the names in other languages; tags."""
    parts: list[list[nodes.Node]] = []
    if view.reading:
        parts.append([in_language(view.reading, view.link.language, "glossary-reading")])
    parts += [
        [context.own(label, "glossary-names-label"), *_listed(names, css)]
        for label, names, css in (
            (_("Also called: "), view.aliases, "glossary-alias"),
            (_("Avoid: "), view.avoided, "glossary-avoided"),
        )
        if names
    ]
    elsewhere = view.in_other_languages if context.output.is_site else ()
    if elsewhere:
        label = context.own(_("In other languages: "), "glossary-names-label")
        parts.append([label, *_linked(context, context.page_of(node), view.link.address, elsewhere)])
    language = config.language_of_source(context.builder.config, view.source_name)
    if view.source_name and language not in {name.language for name in elsewhere}:
        label = context.own(_("Original name: "), "glossary-names-label")
        parts.append([label, in_language(view.source_name, language, "glossary-source-name")])
    lines = replaced(context, context.page_of(node), view)
    if parts:
        line = nodes.paragraph("", "", classes=["glossary-names"])
        for piece in separated(parts, lambda: [nodes.inline("", _(" · "), classes=["glossary-separator"])]):
            line += piece
        lines.append(line)
    if view.tags:
        lines.append(_tags(context, context.page_of(node), view.tags))
    return lines


def replaced(context: Context, page: str, view: TermView, /) -> list[nodes.Node]:
    """What leads from a replaced term to its successor."""
    if view.successor is None:
        return []
    before, _term, after = _("This term has been replaced by {term}.").partition("{term}")
    line = nodes.paragraph("", "", classes=["glossary-replaced"])
    line += [context.own(before)] if before else []
    line += context.link(page, view.successor)
    line += [context.own(after)] if after else []
    return [line]


def _linked(context: Context, page: str, address: Address, names: Iterable[LocalizedText]) -> Iterator[nodes.Node]:
    """The names of a term in other languages, each with a link to its place there."""
    links = []
    for name in names:
        text = in_language(name.text, name.language)
        uri = f"{in_other_language(context.builder, page, address.docname, name.language)}#{address.anchor}"
        links.append(nodes.reference("", "", text, internal=False, refuri=uri))
    return separated(links, lambda: nodes.Text(_(", ")))


def _listed(names: tuple[Name, ...], css: str) -> Iterator[nodes.Node]:
    shown = (in_language(name.text, name.language, css) for name in names)
    return separated(shown, lambda: nodes.Text(_(", ")))


def _tags(context: Context, page: str, tags: tuple[TagLink, ...]) -> nodes.paragraph:
    """The tags of a term in one line, each with a link to where its terms are."""
    label = context.own(_("Tags: "), "glossary-tags-label")
    line = nodes.paragraph("", "", label, classes=["glossary-term-tags"])
    shown = (_tag(tag.label, context.block_uri(page, tag.place)) for tag in tags)
    line += separated(shown, lambda: nodes.inline("", _(", "), classes=["glossary-separator"]))
    return line


def _tag(label: LocalizedText, uri: str) -> nodes.Node:
    if not uri:
        return in_language(*label, "glossary-tag")
    return nodes.reference("", "", in_language(*label), internal=True, refuri=uri, classes=["glossary-tag"])


def field(context: Context, node: term_field, /) -> list[nodes.Node]:
    """A field under its heading."""
    kind = context.fields[node["field"]]
    label = context.view_of(node).fields[kind.name]
    title = context.heading(label, kind.level or level_below(node), "glossary-field-title")
    if kind.folds and context.output.for_browsers:
        classes = ("glossary-field", field_class(kind.name))
        return _folded(title, node, *classes)
    box = nodes.container("", title, *node.children, classes=["glossary-field", field_class(kind.name)])
    return context.anchored(box, node["ids"])


def _folded(title: nodes.Node, field: term_field, *classes: str) -> list[nodes.Node]:
    """A field that folds, for which docutils has no node.

    The anchor is that of what is folded, not of the heading: only then a browser opens it for a link.
    """
    opening = f'<details class="{" ".join(classes)}"{"" if is_in_entry(field) else " open"}><summary>'
    return [
        nodes.raw("", opening, format="html"),
        title,
        nodes.raw("", "</summary>", format="html"),
        nodes.container("", *field.children, ids=field["ids"], classes=["glossary-folded"]),
        nodes.raw("", "</details>", format="html"),
    ]


_TERM = "definition-of"


def note_definitions(context: Context, owners: Iterable[nodes.Element], /) -> None:
    """Mark the definitions of terms, so that they are found again when everything in them has been resolved."""
    for owner in owners if context.output.for_browsers else ():
        definition = definition_of(owner)
        if definition is not None and owner["term"].id in context.view_of(owner).terms:
            definition[_TERM] = owner["term"].id


def note_entries(context: Context, lists: Iterable[nodes.Element], /) -> None:
    """The same for the entries of Sphinx's own glossary."""
    are_terms = context.output.for_browsers and context.builder.config.glossary_terms_builtin
    terms: dict[str, dict[str, str]] = {}
    for entry in entries_in(lists) if are_terms else ():
        page = context.page_of(entry.names[0])
        if page not in terms:
            views = context.view(page).terms.items()
            terms[page] = {anchor: term_id for term_id, view in views for anchor in view.anchors}
        found = filter(None, (terms[page].get(name["ids"][0]) for name in entry.names))
        if entry.definition is not None and (term_id := next(found, "")):
            entry.definition[_TERM] = term_id


def by_term(doctree: nodes.document, /) -> dict[str, nodes.Element]:
    """The definitions in a page by the ids of their terms."""
    # Of two definitions with one id the first counts.
    paragraphs = reversed(find(doctree, nodes.paragraph))
    return {node[_TERM]: node for node in paragraphs if _TERM in node}


def portable(definition: nodes.Element, /) -> nodes.Element:
    """A definition without what needs its own page."""
    copy = definition.deepcopy()
    for node in find(copy, nodes.Element):
        if isinstance(node, nodes.image):
            node.parent.replace(node, nodes.Text(node.get("alt", "")))
        elif is_left_out(node):
            node.parent.remove(node)
        else:
            node["ids"] = []
    return copy


def add_names(context: Context, owners: Iterable[nodes.Element], /) -> None:
    """Put the other names of each term of a page before it, as words of the page.

    HTML has nothing of an index node. Where the names lead, `site.index_page.complete_search` says.
    """
    for owner in owners if context.output.for_browsers else ():
        term = context.view_of(owner).terms.get(owner["term"].id)
        if term is not None and term.words:
            owner.parent.insert(owner.parent.index(owner), addnodes.index("", " ".join(term.words), entries=[]))
