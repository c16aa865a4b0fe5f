"""References and mentions that name a term: what they mean, and the links and abbreviations that they become."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from docutils import nodes
from sphinx import addnodes

from sphinx_glossary_terms.doctree.markup import plain_parts
from sphinx_glossary_terms.doctree.nodes import BLOCK, ancestors, find, is_glossary, language_of_text, mark_among
from sphinx_glossary_terms.features.context import Address, Context, Link, in_language, is_in_entry
from sphinx_glossary_terms.model.characters import has_word
from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.lookup import Entry, Match, MatchKind
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.model.order import Collation
from sphinx_glossary_terms.model.term import Element, Inline, LocalizedText, Term, Title, normalize, plain_text
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.settings.labels import Labels, parentheses

_NONE = LocalizedText("")
_PLAIN_PARENTHESES = (" (", ")")
"""Those of a text that has no translation, in the midst of which the parentheses of the language are out of place."""


class PlainLink(NamedTuple):
    """A mention of a term in plain text that becomes a link.

    block: the number of the paragraph on its page.
    start, end: its place in the text of that.
    link: the term, without its names: the text stays as it is.
    """

    block: int
    start: int
    end: int
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What the target of a `term` reference means.

    links: the terms that it names; their names are empty if no reference of the page displays them.
    kind: by what it names them.
    is_derived: whether a name in another project, which `sphinx.ext.intersphinx` knows, goes before it.
    abbreviation: the abbreviation of the term; of several terms none.
    source_abbreviation: the same in the source language.
    entry: if it names no term, where an entry of Sphinx's own glossary is: Sphinx makes that link, but does not write
    the page again when the entry is elsewhere.
    """

    links: tuple[Link, ...]
    kind: MatchKind
    is_derived: bool = False
    abbreviation: LocalizedText = _NONE
    source_abbreviation: str = ""
    entry: Address | None = None

    def text(self, written: str, /, *, language: str, is_source: bool) -> LocalizedText:
        """What a reference without a text of its own shows.

        `language` is that of the text around it (empty: that of the build), and `is_source` whether that is the source
        language, because it has no translation: then the name in the source language belongs there.
        """
        if len(self.links) != 1:
            return LocalizedText(written, language)
        link = self.links[0]
        if self.kind == "id":
            if is_source and link.source_name:
                return LocalizedText(link.source_name, language)
            if link.qualifier is None or link.qualifier.language != link.language:
                return link.bare
            return link._replace(parentheses=_PLAIN_PARENTHESES).text if is_source else link.text
        if self.kind == "source" and not is_source:
            if self._has_own_abbreviation and normalize(written) == normalize(self.source_abbreviation):
                return self.abbreviation
            return LocalizedText(link.name) if link.source_name else LocalizedText(written, link.language)
        return LocalizedText(written, language)

    @property
    def _has_own_abbreviation(self) -> bool:
        """Whether there is an abbreviation in a language in which the term has other names."""
        is_translated = bool(self.links[0].source_name) or self.abbreviation.text != self.source_abbreviation
        return bool(self.abbreviation.text) and is_translated

    def is_abbreviation(self, shown: str, /) -> bool:
        """Whether a text that it shows is the abbreviation of the term."""
        known = [text for text in (self.abbreviation.text, self.source_abbreviation) if text]
        return bool(known) and normalize(shown) in map(normalize, known)


class Links:
    """Makes the links of one build.

    `source_language` is that of the source text, and `title` finds the title that a reference of Sphinx shows.
    """

    def __init__(
        self,
        glossary: Glossary,
        collation: Collation,
        labels: Labels,
        /,
        *,
        source_language: str,
        title: Callable[[Title], str] = lambda _title: "",
    ) -> None:
        self.title = title
        self.glossary = glossary
        self.collation = collation
        self.source_language = source_language
        self._labels = labels
        self._links: dict[str, Link] = {}
        self._references: dict[tuple[Match, str, bool], Reference] = {}

    def to(self, term_id: str, /) -> Link:
        """A link to a term, or to an `Entry`."""
        if term_id not in self._links:
            term = self.glossary.terms.get(term_id) or self.glossary.entries[term_id]
            if isinstance(term, Entry):
                link = self._to_entry(term)
            else:
                address = Address(term.docname, term.anchor)
                source_name = term.source_name if term.name != term.source_name else ""
                link = Link(term.id, term.shown_name, term.preferred.language, source_name, address)
                if qualifier := self._qualifier(term):
                    link = link._replace(qualifier=qualifier, parentheses=parentheses())
            self._links[term_id] = link
        return self._links[term_id]

    def _to_entry(self, entry: Entry) -> Link:
        address = Address(entry.docname, entry.anchor, entry.uri)
        if not entry.uri:
            return Link(entry.key, entry.name, "", "", address)
        same = self._sources[normalize(entry.name)]
        link = Link(entry.key, entry.name, entry.language, entry.source_name, address, foreign=entry)
        if any(key != entry.key for key, _source in same):
            link = link._replace(qualifier=LocalizedText(entry.project), parentheses=parentheses())
        return link

    def at(self, term_id: str, written: str, /) -> Link:
        """A link to the place of a name: in Sphinx's own glossary each name of an entry has its own."""
        link, term = self.to(term_id), self.glossary.terms.get(term_id)
        if term is None or not term.is_builtin or (found := self.glossary.name_of(term, written)) is None:
            return link
        name, source = found
        source_name = source.text if source.text != name.text else ""
        address = Address(term.docname, name.anchor)
        return link._replace(name=name.text, language=name.language, source_name=source_name, address=address)

    def unnamed(self, term_id: str, written: str, /) -> Link:
        """A link to a term, for a place that has a text of its own."""
        return self.at(term_id, written).without_qualifier._replace(name="", language="", source_name="")

    def reference(self, target: str, page: str, /, *, named: bool = True) -> Reference:
        """What the target of a `term` reference on a page means; with the names of the terms if shown (`named`)."""
        match = self.glossary.resolve(target, page)
        key = (match, target, named)
        if key not in self._references:
            self._references[key] = self._reference(match, target, named=named)
        return self._references[key]

    def _reference(self, match: Match, target: str, *, named: bool) -> Reference:
        if named:
            links = tuple(self._in_text(term_id, target, match.kind) for term_id in match.ids)
        else:
            links = tuple(self.unnamed(term_id, target) for term_id in match.ids)
        entry = None if match.ids else self.glossary.entry(target)
        term = self.glossary.terms.get(match.ids[0]) if named and len(match.ids) == 1 else None
        abbreviation = term.abbreviation if term else None
        return Reference(
            links=links,
            kind=match.kind,
            is_derived=match.is_derived,
            abbreviation=LocalizedText(abbreviation.text, abbreviation.language) if abbreviation else _NONE,
            source_abbreviation=term.source_abbreviation if term else "",
            entry=Address(entry.docname, entry.anchor) if entry else None,
        )

    def _in_text(self, term_id: str, target: str, kind: MatchKind) -> Link:
        """A link in a sentence. An id shows the name with its qualifier, a name shows itself."""
        link, term = self.at(term_id, target), self.glossary.terms.get(term_id)
        return link if kind == "id" and term is not None and term.context else link.without_qualifier

    def text(self, target: str, written: str, language: str, page: str, /) -> LocalizedText:
        """What a reference without a text of its own shows in a text of a language, which is written on a page."""
        is_source = bool(language) and language == self.source_language
        return self.reference(target, page).text(written, language=language, is_source=is_source)

    def plain(self, content: Inline, language: str, page: str, /) -> str:
        """A definition of a page, in a language, without its markup, with the names that its references show."""
        return "".join(piece if isinstance(piece, str) else self._shown(piece, language, page) for piece in content)

    def _shown(self, element: Element, language: str, page: str) -> str:
        target = "" if element.get("refexplicit") else element.term_target
        if target and self.glossary.resolve(target).ids:
            return self.text(target, plain_text(element.children), language, page).text
        title = self.title(element.title) if element.title else ""
        return title or self.plain(element.children, language, page)

    def definition(self, term: Term | Entry, /) -> Inline:
        """The definition of a term for other pages, where its references mean what they mean on its own page."""
        return self._with_ids(term.definition, term.docname) if self.glossary.has_shared_names else term.definition

    def _with_ids(self, content: Inline, page: str) -> Inline:
        """Text of a page in which a reference by a name of several terms has the id of the one that it means there."""
        return tuple(piece if isinstance(piece, str) else self._with_id(piece, page) for piece in content)

    def _with_id(self, element: Element, page: str) -> Element:
        attributes = dict(element.attributes)
        if target := element.term_target:
            meant = self.glossary.resolve(target, page).ids
            if len(meant) == 1 and meant != self.glossary.resolve(target).ids:
                attributes["reftarget"] = meant[0]
        return Element(element.tag, tuple(attributes.items()), self._with_ids(element.children, page))

    def _qualifier(self, term: Term) -> LocalizedText | None:
        """What tells a term apart from others that are shown by the same name."""
        glossary = self.glossary
        same = self._sources[normalize(term.name)]
        if len(same) == 1:
            return None
        # A term of another project is told apart itself.
        here = {key for key, _source in same if key not in glossary.entries or not glossary.entries[key].uri}
        others = [source for key, source in same if key in here and key != term.id and key not in glossary.successors]
        if others and term.context:
            return self._labels.context(term.context)
        if term.name != term.source_name and any(source != term.source_name for source in others):
            return LocalizedText(term.source_name, self.source_language)
        return None

    @cached_property
    def _sources(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """The terms and entries by the names that they are shown by, each with its name in the source language."""
        sources: dict[str, tuple[tuple[str, str], ...]] = {}
        names = [(term.name, term.id, term.source_name) for term in self.glossary.terms.values()]
        names += [(entry.name, entry.key, entry.name) for entry in self.glossary.entries.values()]
        for name, key, source in names:
            label = normalize(name)
            sources[label] = (*sources.get(label, ()), (key, source))
        return sources

    @cached_property
    def rank(self) -> dict[str, int]:
        """The place of every term, and of every entry, in the order of the language."""
        names = [
            (self.collation.key(term.name, term.preferred.reading), term.id) for term in self.glossary.terms.values()
        ]
        names += [(self.collation.key(entry.name, ""), entry.key) for entry in self.glossary.entries.values()]
        return {term_id: rank for rank, (_key, term_id) in enumerate(sorted(names))}


def resolve(context: Context, node: addnodes.pending_xref, /) -> nodes.Node | None:
    """What a reference becomes: a link, or its text if it is ambiguous.

    None if it names no term: then Sphinx looks in its own glossary.
    """
    reference = context.view_of(node).references.get(node["reftarget"])
    if reference is None or not reference.links:
        return None
    text = node.children[0]
    if len(reference.links) > 1:
        return text
    if reference.is_derived and (found := resolve_elsewhere(context, node, text.deepcopy())) is not None:
        return found
    # In the lists of Sphinx's own glossary nothing changes.
    may_keep = context.builder.config.glossary_terms_builtin and reference.kind != "id"
    keeps_text = may_keep and any(map(is_glossary, ancestors(node))) and not is_in_entry(node)
    if not (keeps_text or node.get("refexplicit")):
        around = language_of_text(node, context.builder.config)
        is_source = bool(around) and around == context.source_language
        text = _text(context, text, reference, around, is_source=is_source)
        text = explained(context, reference, text, is_source=is_source)
    return context.link(context.page_of(node), reference.links[0], text)


def resolve_elsewhere(context: Context, node: addnodes.pending_xref, content: nodes.Node, /) -> nodes.Node | None:
    """What other extensions make of a reference that Sphinx's domains do not know, such as `sphinx.ext.intersphinx`."""
    env = context.builder.env
    found: nodes.Node | None = env.events.emit_firstresult("missing-reference", env, node, content)
    return found


def _text(
    context: Context, written: nodes.Node, reference: Reference, around: str, /, *, is_source: bool
) -> nodes.Node:
    """An id shows the name; a name shows what was written, if that is in the language of the text `around` it.

    A name is marked where it is in another one.
    """
    text = reference.text(written.astext(), language=around, is_source=is_source)
    language = mark_among(text.language, around, context.builder.config)
    if text.text == written.astext() and not language:
        return written
    return in_language(text.text, language, "xref", "std", "std-term")


CLASS, CONTEXT = "glossary-abbreviation", "glossary-distinct"
"""The classes of an abbreviation and of a context behind the name of a term."""


class inline(nodes.inline):
    """Inline text that `astext` of the nodes around it leaves out.

    Sphinx's search knows the title of a page by the text of its first heading, which an abbreviation behind the name
    must not change. The class has the name of that of docutils, by which writers choose their methods.
    """

    def astext(self) -> str:
        """Return nothing."""
        return ""


def behind(name: str, abbreviation: Name | None, /) -> list[nodes.Node]:
    """An abbreviation in parentheses behind the name of its term, unless the name has it already."""
    if abbreviation is None or has_word(name, abbreviation.text):
        return []
    before, after = parentheses()
    text = in_language(abbreviation.text, abbreviation.language)
    return [inline("", "", nodes.Text(before), text, nodes.Text(after), classes=[CLASS])]


def sense(link: Link, /) -> list[nodes.Node]:
    """The context behind the name of a term, where another term has the same name."""
    if link.qualifier is None or link.qualifier.text == link.source_name:
        return []
    before, after = link.parentheses
    return [inline("", "", nodes.Text(before), in_language(*link.qualifier), nodes.Text(after), classes=[CONTEXT])]


def explained(context: Context, reference: Reference, shown: nodes.Node, /, *, is_source: bool) -> nodes.Node:
    """The text of a reference: if it is an abbreviation, an `abbr`.

    `is_source` says whether the text around it is in the source language, because there is no translation.
    """
    if not context.output.is_html or not reference.is_abbreviation(shown.astext()):
        return shown
    link = reference.links[0]
    return nodes.abbreviation("", "", shown, explanation=(link.in_source if is_source else link.bare).text)


def link_mentions(context: Context, document: nodes.document, /) -> None:
    """Make links of the mentions that are in the views of the pages in a document."""
    # Also where a check alone has read the text: the numbers of the paragraphs are for no output.
    if not config.reads_prose(context.builder.config):
        return
    pages: dict[str, dict[int, list[PlainLink]]] = {}
    for paragraph in find(document, nodes.paragraph, nodes.line):
        number = paragraph.attributes.pop(BLOCK, None)
        if number is None or context.output.is_catalog:
            continue
        page = context.page_of(paragraph)
        if page not in pages:
            pages[page] = {}
            for mention in context.view(page).plain_links:
                pages[page].setdefault(mention.block, []).append(mention)
        _link_in(context, page, paragraph, reversed(pages[page].get(number, [])))


def _link_in(context: Context, page: str, paragraph: nodes.Element, mentions: Iterable[PlainLink]) -> None:
    """Make the links of a paragraph, from the last to the first, so that the places of the others stay right."""
    for mention in mentions:
        parts = list(plain_parts(paragraph))
        ends = [*accumulate(len(text) for text, _node in parts)]
        if not ends or mention.end > ends[-1]:
            continue  # Another extension has changed the text since it was read.
        shown = [
            _split_text(node, max(mention.start - end + len(text), 0), min(mention.end - end + len(text), len(text)))
            for (text, node), end in zip(parts, ends, strict=True)
            if isinstance(node, nodes.Text) and end > mention.start and end - len(text) < mention.end
        ]
        if run := _run(shown):
            parent, position = run[0].parent, _place(run[0])
            parent[position : position + len(run)] = []
            text = run[0] if len(run) == 1 else nodes.inline("", "", *run)
            parent.insert(position, context.link(page, mention.link, text))


def _place(node: nodes.Node) -> int:
    """The place of a node among its siblings: `index` may find another text that reads the same."""
    return next(position for position, sibling in enumerate(node.parent.children) if sibling is node)


def _split_text(node: nodes.Text, start: int, end: int) -> nodes.Text:
    """A part of a text as a node of its own."""
    middle = nodes.Text(node[start:end])
    before, after = ([nodes.Text(text)] if text else [] for text in (node[:start], node[end:]))
    parent, position = node.parent, _place(node)
    parent[position : position + 1] = [*before, middle, *after]
    return middle


def _run(texts: list[nodes.Text]) -> list[nodes.Node]:
    """The siblings that have these texts and no other; nothing if markup begins or ends within the mention."""
    around = list(ancestors(texts[0]))
    last: nodes.Node = texts[-1]
    while not any(last.parent is ancestor for ancestor in around):
        last = last.parent
    first: nodes.Node = texts[0]
    while first.parent is not last.parent:
        first = first.parent
    run = list(last.parent.children[_place(first) : _place(last) + 1])
    return run if sum(1 for node in run for _leaf in node.findall(nodes.Text)) == len(texts) else []
