"""Links to terms: the names that they show, and what the targets of references mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sphinx_glossary_terms.model.collation import Collation
from sphinx_glossary_terms.model.glossary import Entry, Glossary, MatchKind
from sphinx_glossary_terms.model.inline import Inline, plain_text
from sphinx_glossary_terms.model.localize import Text
from sphinx_glossary_terms.model.term import normalize
from sphinx_glossary_terms.views.addresses import Address

_NONE = Text("")


class Link(NamedTuple):
    """A term, or an entry of Sphinx's own glossary, as other places show it.

    id: the id of the term, or the key of the entry.
    name: its name.
    language: the language of the name; empty: that of the build.
    source_name: its name in the source language, where that differs.
    address: where it is.
    distinct: the same as `source_name` where another term has the same name, to tell the two apart.
    """

    id: str
    name: str
    language: str
    source_name: str
    address: Address
    distinct: str = ""

    @property
    def translated(self) -> bool:
        """Whether the name differs from that in the source language."""
        return bool(self.source_name)

    @property
    def label(self) -> str:
        """The name by which it cannot be mixed up.

        With a no-break space: Sphinx takes "name (a)" and "name (b)" in its general index for variants of one entry.
        """
        return f"{self.name}\N{NO-BREAK SPACE}({self.distinct})" if self.distinct else self.name

    @property
    def bare(self) -> Text:
        """The name alone with its language."""
        return Text(self.name, self.language)

    @property
    def text(self) -> Text:
        """The label with its language."""
        return Text(self.label, self.language)


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

    links: the terms that it names; without their names where no reference of the page shows these.
    kind: by what it names them.
    abbreviation: the abbreviation of the term; of several terms none.
    source_abbreviation: the same in the source language.
    entry: if it names no term, the place and the name of an entry of Sphinx's own glossary: Sphinx resolves that, but
    does not write the page again when it changes.
    """

    links: tuple[Link, ...]
    kind: MatchKind
    abbreviation: Text = _NONE
    source_abbreviation: str = ""
    entry: str = ""

    def text(self, written: str, /, *, language: str, is_source: bool) -> Text:
        """What a reference without a text of its own shows.

        `language` is that of the text around it (empty: that of the build), and `is_source` whether that is the source
        language, because it has no translation: then the name in the source language belongs there.
        """
        if len(self.links) != 1:
            return Text(written, language)
        link = self.links[0]
        if self.kind == "id":
            return Text(link.source_name, language) if is_source and link.source_name else link.bare
        if self.kind == "source" and not is_source:
            if self._has_own_abbreviation and normalize(written) == normalize(self.source_abbreviation):
                return self.abbreviation
            return Text(link.name) if link.source_name else Text(written, link.language)
        return Text(written, language)

    @property
    def _has_own_abbreviation(self) -> bool:
        """Whether there is an abbreviation in a language in which the term has other names."""
        is_translated = bool(self.links[0].source_name) or self.abbreviation.text != self.source_abbreviation
        return bool(self.abbreviation.text) and is_translated

    def is_abbreviation(self, shown: str, /) -> bool:
        """Whether a text that it shows is the abbreviation of the term."""
        known = {normalize(self.abbreviation.text), normalize(self.source_abbreviation)}
        return bool(shown) and normalize(shown) in known


class Links:
    """Makes the links of one build. `source_language` is that of the source text."""

    def __init__(self, glossary: Glossary, collation: Collation, /, *, source_language: str) -> None:
        self.glossary = glossary
        self.collation = collation
        self.source_language = source_language
        self._links: dict[str, Link] = {}

    def to(self, term_id: str, /) -> Link:
        """A link to a term, or to an entry of Sphinx's own glossary."""
        if term_id not in self._links:
            term = self.glossary.terms.get(term_id) or self.glossary.entries[term_id]
            address = Address(term.docname, term.anchor)
            if isinstance(term, Entry):
                link = Link(term.key, term.name, "", "", address)
            else:
                source_name = term.source_name if term.name != term.source_name else ""
                distinct = source_name if self._is_shared(term.name) else ""
                link = Link(term.id, term.name, term.preferred.language, source_name, address, distinct)
            self._links[term_id] = link
        return self._links[term_id]

    def unnamed(self, term_id: str, /) -> Link:
        """A link to a term, for a place that has a text of its own."""
        return self.to(term_id)._replace(name="", language="", source_name="", distinct="")

    def reference(self, target: str, /, *, named: bool = True) -> Reference:
        """What the target of a `term` reference means; with the names of the terms if they are shown (`named`)."""
        match = self.glossary.resolve(target)
        if named:
            links = tuple(self.to(term_id)._replace(distinct="") for term_id in match.ids)
        else:
            links = tuple(map(self.unnamed, match.ids))
        entry = None if match.ids else self.glossary.entry(target)
        term = self.glossary.terms[match.ids[0]] if named and len(match.ids) == 1 else None
        abbreviation = term.abbreviation if term else None
        return Reference(
            links=links,
            kind=match.kind,
            abbreviation=Text(abbreviation.text, abbreviation.language) if abbreviation else _NONE,
            source_abbreviation=term.source_abbreviation if term else "",
            entry=f"{entry.key} {entry.name}" if entry else "",
        )

    def text(self, target: str, written: str, language: str, /) -> Text:
        """What a reference without a text of its own shows in a text of a language."""
        is_source = bool(language) and language == self.source_language
        return self.reference(target).text(written, language=language, is_source=is_source)

    def texts(self, inline: Inline, language: str, /) -> Iterator[Text]:
        """A definition that is in a language, without its markup, with the names that its references show."""
        for part in inline:
            if isinstance(part, str):
                yield Text(part, language)
                continue
            is_ours = part.tag == "pending_xref" and part.get("reftype") == "term" and not part.get("refexplicit")
            target = part.get("reftarget") if is_ours else ""
            if target and self.glossary.resolve(target).ids:
                yield self.text(target, plain_text(part.children), language)
            else:
                yield from self.texts(part.children, language)

    def _is_shared(self, name: str) -> bool:
        """Whether terms of different names in the source language have this one."""
        return len(self._sources[normalize(name)]) > 1

    @cached_property
    def _sources(self) -> dict[str, set[str]]:
        sources: dict[str, set[str]] = {}
        names = [(term.name, term.source_name) for term in self.glossary.terms.values()]
        names += [(entry.name, entry.name) for entry in self.glossary.entries.values()]
        for name, source in names:
            sources.setdefault(normalize(name), set()).add(source)
        return sources

    @cached_property
    def rank(self) -> dict[str, int]:
        """The place of every term, and of every entry of Sphinx's own glossary, in the order of the language."""
        names = [
            (self.collation.key(term.name, term.preferred.reading), term.id) for term in self.glossary.terms.values()
        ]
        names += [(self.collation.key(entry.name, ""), entry.key) for entry in self.glossary.entries.values()]
        return {term_id: place for place, (_key, term_id) in enumerate(sorted(names))}
