"""From the domain, and from the file of earlier runs, to the value that every file of an export is made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TypeVar
from urllib.parse import urljoin

from sphinx.builders import Builder
from sphinx.errors import SphinxError

from sphinx_glossary_terms.doctree.nodes import INDEX_PAGE
from sphinx_glossary_terms.domain.domain import GlossaryDomain
from sphinx_glossary_terms.features.context import Address
from sphinx_glossary_terms.model.characters import printable, without_controls
from sphinx_glossary_terms.model.names import KINDS, ROWS, Name
from sphinx_glossary_terms.model.relations import Side
from sphinx_glossary_terms.model.term import LocalizedText, Term
from sphinx_glossary_terms.projects.glossary_json import (
    LANGUAGE_TAG,
    FileName,
    FileTerm,
    GlossaryFile,
    OtherTerm,
    Relation,
    Text,
    read,
)
from sphinx_glossary_terms.projects.limits import UnusableError, read_file
from sphinx_glossary_terms.settings import config

Value = TypeVar("Value")


@dataclass(kw_only=True)
class Export(GlossaryFile):
    """A glossary in all its languages, with what `glossary.json` does not have.

    index: the address of the generated index.
    sides: the sides of the relations, in the order in which a reader meets them.
    """

    index: str = ""
    sides: tuple[Side, ...] = ()

    def url(self, address: str, /) -> str:
        """An address as a program outside of the site needs it; relative if that of the site is not known."""
        return urljoin(self.base_url, address)


_NO_FILE = GlossaryFile(project="", languages=[], terms={})
_NOTHING = FileTerm("", [], {})


def export_of(domain: GlossaryDomain, builder: Builder, earlier: GlossaryFile = _NO_FILE, /) -> Export:
    """A glossary in the language of the build, the source language, and the languages of earlier runs."""
    return _Collector(domain, builder, earlier).export()


_FIX = "remove the file, and build each language again"


def read_earlier(path: Path, /) -> GlossaryFile:
    """What earlier runs have written, in all their languages.

    Raises:
        SphinxError: the file cannot be used.
    """
    if not path.exists():
        return _NO_FILE
    try:
        file = read(read_file(path), without_controls)
    except UnusableError as error:
        raise SphinxError(f"{error.at(path)}; {_FIX}") from error
    for language in file.languages:
        if not LANGUAGE_TAG.fullmatch(language):  # Turtle has it as it is
            message = f"the file has a language that is not a tag (RFC 5646): '{language}'"
            raise SphinxError(printable(f"{path}: {message}; {_FIX}"))
    return file


def terms_on(domain: GlossaryDomain, builder: Builder, docnames: Collection[str], /) -> dict[str, FileTerm]:
    """The terms on some pages, as a build in the source language has them."""
    terms = domain.glossary.terms.values()
    return _Collector(domain, builder, _NO_FILE).terms(term for term in terms if term.docname in docnames)


class _Collector:
    """Puts together what this build knows and what earlier runs have written, by language."""

    def __init__(self, domain: GlossaryDomain, builder: Builder, earlier: GlossaryFile) -> None:
        self._viewer, self._settings = domain.viewer, domain.env.config
        self._builder, self._earlier = builder, earlier
        self._own, self._source = config.build_language(self._settings), config.source_language(self._settings)
        self._here = {"", self._own}
        self._is_translated = config.is_translated(self._settings)
        others = {self._own, *earlier.languages} - {self._source}
        self._languages = [self._source, *sorted(others)]
        self._page_address = cache(builder.get_target_uri)

    def _by_language(
        self, own: Value | None, earlier: Mapping[str, Value], of_source: Value | None = None
    ) -> dict[str, Value]:
        """By language: what this build says, what earlier runs have said, and what this one knows of the source."""
        found = {self._source: of_source, **earlier, self._own: own}
        return {language: value for language in self._languages if (value := found.get(language)) is not None}

    def terms(self, terms: Iterable[Term]) -> dict[str, FileTerm]:
        """The terms in the file, with names and definitions in all languages in which there are some."""
        glossary, terms = self._viewer.glossary, tuple(terms)
        names = {term.id: self._names(term) for term in terms}
        definitions = {term.id: self._definitions(term) for term in terms}
        spoken = {*chain(*names.values(), *definitions.values())}
        self._languages = [language for language in self._languages if language in {self._source, *spoken}]
        contexts = {old.context.get(self._source): old.context for old in self._earlier.terms.values()}
        return {
            term.id: FileTerm(
                address=self._address_of(Address(term.docname, term.anchor)),
                names=[name for several in names[term.id].values() for name in several],
                definitions=definitions[term.id],
                relations={side.key: [*ids] for side in glossary.sides if (ids := glossary.related(term.id, side))},
                tags=[*term.tags],
                context=self._context(term.context, contexts.get(term.context, {})) if term.context else {},
                replaced_by=glossary.successors.get(term.id, ""),
                **{row.name.replace("-", "_"): getattr(term, field) for field, row in ROWS.items() if row.is_exported},
            )
            for term in terms
        }

    def export(self) -> Export:
        settings, glossary = self._settings, self._viewer.glossary
        terms = self.terms(glossary.terms.values())
        return Export(
            project=settings.project,
            base_url=config.base_url(settings),
            rights=settings.copyright if isinstance(settings.copyright, str) else ", ".join(settings.copyright),
            source_language=self._source,
            languages=self._languages,
            relations={side.key: self._relation(side) for side in glossary.sides},
            tags={
                tag: self._by_language(self._text(self._viewer.labels.tag(tag)), self._earlier.tags.get(tag, {}))
                for tag in sorted({tag for term in terms.values() for tag in term.tags})
            },
            other_terms=self._others(terms.values()),
            terms=terms,
            index=self._builder.get_target_uri(INDEX_PAGE),
            sides=glossary.sides,
        )

    def _text(self, label: LocalizedText) -> str | None:
        return without_controls(label.text) if label.language in self._here else None

    def _old(self, term_id: str) -> FileTerm:
        return self._earlier.terms.get(term_id, _NOTHING)

    def _names(self, term: Term) -> dict[str, list[FileName]]:
        earlier: dict[str, list[FileName]] = {}
        for name in self._old(term.id).names:
            if name.kind in KINDS:
                earlier.setdefault(name.language, []).append(name)
        of_source = _names(term.source_names, {"", self._source}, self._source) if self._is_translated else None
        return self._by_language(_names(term.names, self._here, self._own), earlier, of_source)

    def _address_of(self, target: Address) -> str:
        address = target.uri or self._page_address(target.docname)
        return f"{address}#{target.anchor}" if target.anchor and not target.uri else address

    def _definitions(self, term: Term) -> dict[str, Text]:
        is_own, is_source = term.definition_language in self._here, term.definition_language == self._source
        is_known = term.definition and (is_own or (self._is_translated and is_source))
        plain = self._viewer.links.plain(term.definition, term.definition_language, term.docname) if is_known else ""
        text = Text(" ".join(without_controls(plain).split())) if is_known else None
        return self._by_language(text if is_own else None, self._old(term.id).definitions, None if is_own else text)

    def _context(self, context: str, earlier: Mapping[str, str]) -> dict[str, str]:
        own = self._text(self._viewer.labels.context(context))
        return self._by_language(own, earlier, context if self._is_translated else None)

    def _relation(self, side: Side) -> Relation:
        sides = self._viewer.glossary.sides
        ends = (other.key for other in sides if other.type is side.type and other.inverted is not side.inverted)
        old = self._earlier.relations.get(side.key)
        labels = self._by_language(self._text(self._viewer.labels.side(side)), old.labels if old else {})
        return Relation(labels, next(ends, side.key))

    def _others(self, terms: Iterable[FileTerm]) -> dict[str, OtherTerm]:
        """The entries of Sphinx's own glossary and the terms of other projects that the terms name."""
        entries = self._viewer.glossary.entries
        named = {key for term in terms if entries for key in (*chain(*term.relations.values()), term.replaced_by)}
        return {
            key: OtherTerm(entry.name, self._address_of(Address(entry.docname, entry.anchor, entry.uri)))
            for key, entry in sorted(entries.items())
            if key in named
        }


def _names(names: Iterable[Name], here: set[str], language: str) -> list[FileName] | None:
    """Those of the names that have a text and are in a language of the build, with the code of that."""
    kept = [
        FileName(text, name.kind, language, without_controls(name.reading))
        for name in names
        if name.language in here and (text := without_controls(name.text))
    ]
    return kept or None
