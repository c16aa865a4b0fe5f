"""Terms: other names, tags and definitions of a term on its page, as a value and as nodes; entries and fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from docutils import nodes
from sphinx import addnodes

from sphinx_glossary_terms.doctree import nodes as ours
from sphinx_glossary_terms.features.context import (
    ENTRY,
    Address,
    BlockAddress,
    Context,
    Link,
    in_language,
    in_other_language,
    is_in_entry,
    level_below,
    separated,
)
from sphinx_glossary_terms.features.maps import Maps
from sphinx_glossary_terms.features.paths import Paths, PathStep
from sphinx_glossary_terms.features.references import Links, behind, sense
from sphinx_glossary_terms.model.graph import MAX_NAMES, PREREQUISITES, Before, before
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.model.page import Page
from sphinx_glossary_terms.model.relations import Side
from sphinx_glossary_terms.model.term import LocalizedText, Term, anchor_of, search_anchor
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.settings.labels import Labels, _


class RelationList(NamedTuple):
    """The terms at the other end of one side of a relation.

    side: the side.
    label: its label, the heading of the list.
    links: the terms, in the order of the language.
    """

    side: Side
    label: LocalizedText
    links: tuple[Link, ...]


class BeforeView(NamedTuple):
    """What to know before a term (see `model.graph.Before`).

    links: the terms of all steps, in the order of the language.
    graph: their steps and lines.
    """

    links: tuple[Link, ...]
    graph: Before


class TagLink(NamedTuple):
    """A tag of a term.

    label: its label.
    place: where the terms that have it are listed; None if nowhere.
    """

    label: LocalizedText
    place: BlockAddress | None


class BacklinkView(NamedTuple):
    """A page or a section in which a term is mentioned.

    address: where it is.
    page: the title of the page.
    section: that of the section; None if it is the page itself.
    """

    address: Address
    page: LocalizedText
    section: LocalizedText | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """What a term's own place shows beyond its author's text.

    link: the term itself.
    reading: how its name is read; empty where it is not shown.
    abbreviation: its abbreviation; None if it has none.
    aliases: its other names that readers see.
    source_name: its name in the source language; empty where it is not shown.
    in_other_languages: its names in the other languages of the site.
    words: what else the search finds it by.
    relations: the lists of its relations.
    has_graph: whether it has a graph; not without a relation, or if its author wants none.
    before: what to know before it; None without a graph, or if it has no prerequisites.
    path: where the learning path to it is; None if there is none.
    path_steps: its place on each path that it is on.
    avoided: the names that writers should not use.
    successor: what is used in its place; None if it is not replaced.
    tags: its tags.
    backlinks: its backlinks.
    anchors: those of the names of an entry of Sphinx's own glossary, at which cards open; it shows nothing else.
    """

    link: Link
    reading: str = ""
    abbreviation: Name | None = None
    aliases: tuple[Name, ...] = ()
    source_name: str = ""
    relations: tuple[RelationList, ...] = ()
    has_graph: bool = False
    anchors: tuple[str, ...] = ()
    in_other_languages: tuple[LocalizedText, ...] = ()
    before: BeforeView | None = None
    path: BlockAddress | None = None
    path_steps: tuple[PathStep, ...] = ()
    avoided: tuple[Name, ...] = ()
    successor: Link | None = None
    words: tuple[str, ...] = ()
    tags: tuple[TagLink, ...] = ()
    backlinks: tuple[BacklinkView, ...] = ()

    @property
    def prerequisites(self) -> RelationList | None:
        """The list of its direct prerequisites."""
        return next((relation for relation in self.relations if relation.side.key == PREREQUISITES.key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewSettings:
    """The settings of a project that decide what its pages show.

    build_language: the language of the build.
    source_language: that of the source text.
    autolink: where the first mention of a term in plain text becomes a link: in each `section`, on each `page`, or not.
    autolink_exclude: the names that do not, with wildcards.
    show_readings, show_source_names: whether a term shows its reading, and its name in the source language.
    """

    build_language: str = ""
    source_language: str = ""
    autolink: str = ""
    autolink_exclude: tuple[str, ...] = ()
    show_readings: bool = True
    show_source_names: bool = True


class Terms:
    """Makes the views of the terms of one build.

    `pages` are those whose mentions of terms are shown, in the order in which they are shown.
    """

    def __init__(
        self,
        links: Links,
        labels: Labels,
        maps: Maps,
        paths: Paths,
        pages: Iterable[tuple[str, Page]],
        settings: ViewSettings,
        /,
    ) -> None:
        self._links = links
        self._labels = labels
        self._maps = maps
        self._paths = paths
        self._pages = pages
        self._glossary = links.glossary
        self._settings = settings
        self._sides = [(side, labels.side(side)) for side in self._glossary.sides]

    def view(self, term: Term, /) -> TermView:
        """The view of a term."""
        if term.is_builtin:
            return TermView(link=self._links.to(term.id), anchors=tuple(name.anchor for name in term.names))
        glossary, ends, rank = self._glossary, self._glossary.ends, self._links.rank
        relations = tuple(
            [
                RelationList(side, label, tuple(map(self._links.to, sorted(ids, key=rank.__getitem__))))
                for side, label in self._sides
                if (ids := ends[side.key].get(term.id))
            ]
        )
        link, abbreviation = self._links.to(term.id), term.abbreviation
        successor = glossary.successors.get(term.id)
        has_graph = bool(relations) and term.has_graph
        return TermView(
            link=link,
            reading=term.preferred.reading if self._shows_reading(term) else "",
            abbreviation=abbreviation,
            aliases=tuple(name for name in term.aliases if name != abbreviation),
            source_name=term.source_name if self._shows_source_name(link) else "",
            in_other_languages=self._labels.in_other_languages(term),
            relations=relations,
            has_graph=has_graph,
            before=self._before(term.id, relations) if has_graph and glossary.related(term.id, PREREQUISITES) else None,
            path=self._paths.place(term.id),
            path_steps=self._paths.steps(term.id),
            avoided=term.avoided,
            successor=self._links.to(successor) if successor else None,
            words=term.words,
            tags=tuple(TagLink(self._labels.tag(tag), self._maps.lists.get(tag)) for tag in term.tags),
            backlinks=tuple(self._uses(term.id, relations)),
        )

    def _uses(self, term_id: str, relations: Iterable[RelationList]) -> Iterator[BacklinkView]:
        """Where a term is mentioned, but for the terms to which a relation links: their names are shown already."""
        named = {link.address for relation in relations for link in relation.links}
        for use, page in self.backlinks.get(term_id, {}).items():
            if named.isdisjoint((use.address, page)):
                yield use

    def _before(self, term_id: str, relations: Iterable[RelationList]) -> BeforeView | None:
        below = [len(relation.links) for relation in relations if relation.side.key != PREREQUISITES.key]
        graph, links = before(self._glossary, term_id, sum(min(count, MAX_NAMES) for count in below)), self._links
        if not graph.steps:
            return None
        ids = sorted((other for step in graph.steps for other in step), key=links.rank.__getitem__)
        return BeforeView(tuple(map(links.to, ids)), graph)

    def _shows_source_name(self, link: Link) -> bool:
        """Whether the name in the source language is shown: if the project wants it, or to tell terms apart."""
        return bool(link.source_name) and (
            self._settings.show_source_names or (link.qualifier is not None and link.qualifier.text == link.source_name)
        )

    def _shows_reading(self, term: Term) -> bool:
        """Whether the reading tells more than the names; in Japanese, only that of kanji does."""
        names = {term.name, *(alias.text for alias in term.aliases)}
        tells_more = term.preferred.reading not in names and (
            not self._links.collation.by_reading or self._links.collation.needs_reading(term.name)
        )
        return self._settings.show_readings and tells_more

    @cached_property
    def backlinks(self) -> dict[str, dict[BacklinkView, Address]]:
        """The sections in which terms are mentioned, by id, in the order of the pages, each once with its page.

        A mention that may mean several terms does not count, and neither does one in the text of the term itself.
        """
        resolve = cache(self._glossary.resolve)
        backlinks: dict[str, dict[BacklinkView, Address]] = {}
        for docname, page in self._pages:
            titles = [LocalizedText(section.title, section.language) for section in page.sections]
            places = [Address(docname, section.anchor) for section in page.sections]
            for mention in page.mentions:
                ids = resolve(mention.target, docname).ids
                if len(ids) == 1 and mention.owner != ids[0]:
                    number = mention.section
                    view = BacklinkView(places[number], titles[0], titles[number] if number else None)
                    backlinks.setdefault(ids[0], {})[view] = places[0]
        return backlinks


def entry(context: Context, node: ours.term_entry, /) -> list[nodes.Node]:
    """An entry as an item of a glossary."""
    name, *body = node.children
    assert isinstance(name, nodes.Element)
    view = context.view_of(node).terms.get(node["term_id"])
    added = [*behind(view.link.name, view.abbreviation), *sense(view.link)] if view else []
    term = nodes.term("", "", *name.children, *added, ids=node["ids"], names=node["names"], classes=name["classes"])
    term.source, term.line = name.source, name.line
    definition = nodes.definition("", *(_names(context, node, view) if view else []), *body)
    item = nodes.definition_list_item("", term, definition)
    classes = ["glossary", ENTRY, *node["classes"]]
    ids = [search_anchor(anchor_of(node["term_id"]))] if view and view.words and context.output.for_browsers else []
    return [addnodes.glossary("", nodes.definition_list("", item, classes=classes, ids=ids))]


def section(context: Context, node: ours.term_section, /) -> list[nodes.Node]:
    """The other names and the tags of a term in section form, at the place of its directive.

    Its heading gets the abbreviation and the context; the section and the definition get classes, since no element of
    ours is around them.
    """
    view = context.view_of(node).terms.get(node["term_id"])
    if view is None:
        return []
    if context.output.for_browsers and (around := ours.body_of(node)) is not None:
        around["classes"].append("glossary-section")
    definition = ours.definition_of(node)
    if definition is not None:
        definition["classes"].append("glossary-definition")
    name = ours.name_of(node)
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


def field(context: Context, node: ours.term_field, /) -> list[nodes.Node]:
    """A field under its heading."""
    kind = context.fields[node["field"]]
    label = context.view_of(node).fields[kind.name]
    title = context.heading(label, kind.level or level_below(node), "glossary-field-title")
    if kind.folds and context.output.for_browsers:
        classes = ("glossary-field", ours.field_class(kind.name))
        return _folded(title, node, *classes)
    box = nodes.container("", title, *node.children, classes=["glossary-field", ours.field_class(kind.name)])
    return context.anchored(box, node["ids"])


def _folded(title: nodes.Node, field: ours.term_field, *classes: str) -> list[nodes.Node]:
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


def note_definitions(context: Context, owners: Iterable[nodes.Element], /) -> None:
    """Have the definitions of terms found again when everything in them has been resolved."""
    for owner in owners if context.output.for_browsers else ():
        definition = ours.definition_of(owner)
        if definition is not None and owner["term_id"] in context.view_of(owner).terms:
            _note(definition, owner["term_id"])


def note_entries(context: Context, lists: Iterable[nodes.Element], /) -> None:
    """The same for the entries of Sphinx's own glossary."""
    are_terms = context.output.for_browsers and context.builder.config.glossary_terms_builtin
    terms: dict[str, dict[str, str]] = {}
    for entry in ours.entries_in(lists) if are_terms else ():
        page = context.page_of(entry.names[0])
        if page not in terms:
            views = context.view(page).terms.items()
            terms[page] = {anchor: term_id for term_id, view in views for anchor in view.anchors}
        found = filter(None, (terms[page].get(name["ids"][0]) for name in entry.names))
        if entry.definition is not None and (term_id := next(found, "")):
            _note(entry.definition, term_id)


def _note(definition: nodes.paragraph, term_id: str) -> None:
    text = definition.children
    definition.children = []
    definition += ours.term_definition("", "", *text, term_id=term_id)


def add_names(context: Context, owners: Iterable[nodes.Element], /) -> None:
    """Put the other names of each term of a page before it, as words of the page.

    HTML has nothing of an index node. Where the names lead, `site.index_page.complete_search` says.
    """
    for owner in owners if context.output.for_browsers else ():
        term = context.view_of(owner).terms.get(owner["term_id"])
        if term is not None and term.words:
            owner.parent.insert(owner.parent.index(owner), addnodes.index("", " ".join(term.words), entries=[]))
