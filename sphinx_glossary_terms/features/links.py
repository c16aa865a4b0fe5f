"""Links to terms: where they lead, the names that they show, and what the targets of references mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.lookup import Entry, Match, MatchKind
from sphinx_glossary_terms.model.order import Collation
from sphinx_glossary_terms.model.term import Element, Inline, LocalizedText, Term, Title, normalize, plain_text
from sphinx_glossary_terms.settings.labels import Labels

_NONE = LocalizedText("")
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_PLAIN_PARENTHESES = (" (", ")")
"""Those of a text that has no translation, in the midst of which the parentheses of the language are out of place."""


class Address(NamedTuple):
    """A place on a page, or on another site.

    docname: the page; empty on another site.
    anchor: the anchor there; empty: the page as a whole.
    uri: the URI on another site, relative to the root of the output if it has no host; empty on a page.
    """

    docname: str
    anchor: str = ""
    uri: str = ""


class BlockAddress(NamedTuple):
    """The place of a generated block, or of a part of it.

    docname: the page.
    kind: the kind of the block: the name of its directive.
    number: which one of its kind it is on its page, from 0.
    part: which part of it, from 0; -1 is the whole.
    """

    docname: str
    kind: str
    number: int
    part: int = -1

    @property
    def anchor(self) -> str:
        """The anchor on its own page."""
        name = f"glossary-{self.kind.removeprefix('term-')}"
        # The first index of a page has no number: links from outside may have its anchor.
        if self.number or self.kind != "term-index":
            name += f"-{self.number}"
        return f"{name}-{self.part}" if self.part >= 0 else name


class Link(NamedTuple):
    """A term, or an `Entry`, as other places show it.

    id: the id of the term, or the key of the entry.
    name: its name.
    language: the language of the name; empty: that of the build.
    source_name: its name in the source language, where that differs.
    address: where it is.
    qualifier: what tells it apart where another term has the same name: its context, or else its name in the source
    language; of a term of another project, the name of that; None where it needs nothing.
    parentheses: the text before and after that, where it follows the name.
    foreign: a term of another project, whose card is written along with the page; None if it is of this one.
    """

    id: str
    name: str
    language: str
    source_name: str
    address: Address
    qualifier: LocalizedText | None = None
    parentheses: tuple[str, str] = ("", "")
    foreign: Entry | None = None

    @property
    def label(self) -> str:
        """The name by which it cannot be mixed up.

        With a no-break space: Sphinx takes "name (a)" and "name (b)" in its general index for variants of one entry.
        """
        if not self.qualifier:
            return self.name
        before, after = self.parentheses
        return f"{self.name}{before.replace(' ', NO_BREAK_SPACE)}{self.qualifier.text}{after}"

    @property
    def bare(self) -> LocalizedText:
        """The name alone with its language."""
        return LocalizedText(self.name, self.language)

    @property
    def without_qualifier(self) -> Link:
        """The link with its name alone, for a sentence: there it does no harm that another term has the name, too."""
        return self._replace(qualifier=None, parentheses=("", ""))

    @property
    def in_source(self) -> LocalizedText:
        """The name in the source language, in a text of that language."""
        return LocalizedText(self.source_name) if self.source_name else self.bare

    @property
    def text(self) -> LocalizedText:
        """The label with its language."""
        return LocalizedText(self.label, self.language)


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
                    link = link._replace(qualifier=qualifier, parentheses=self._labels.parentheses())
            self._links[term_id] = link
        return self._links[term_id]

    def _to_entry(self, entry: Entry) -> Link:
        address = Address(entry.docname, entry.anchor, entry.uri)
        if not entry.uri:
            return Link(entry.key, entry.name, "", "", address)
        same = self._sources[normalize(entry.name)]
        link = Link(entry.key, entry.name, entry.language, entry.source_name, address, foreign=entry)
        if any(key != entry.key for key, _source in same):
            link = link._replace(qualifier=LocalizedText(entry.project), parentheses=self._labels.parentheses())
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

    def plain(self, inline: Inline, language: str, page: str, /) -> str:
        """A definition of a page, in a language, without its markup, with the names that its references show."""
        return "".join(piece if isinstance(piece, str) else self._shown(piece, language, page) for piece in inline)

    def _shown(self, element: Element, language: str, page: str) -> str:
        target = "" if element.get("refexplicit") else element.term_target
        if target and self.glossary.resolve(target).ids:
            return self.text(target, plain_text(element.children), language, page).text
        title = self.title(element.title) if element.title else ""
        return title or self.plain(element.children, language, page)

    def definition(self, term: Term | Entry, /) -> Inline:
        """The definition of a term for other pages, where its references mean what they mean on its own page."""
        return self._with_ids(term.definition, term.docname) if self.glossary.has_shared_names else term.definition

    def _with_ids(self, inline: Inline, page: str) -> Inline:
        """Text of a page in which a reference by a name of several terms has the id of the one that it means there."""
        return tuple(piece if isinstance(piece, str) else self._with_id(piece, page) for piece in inline)

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
