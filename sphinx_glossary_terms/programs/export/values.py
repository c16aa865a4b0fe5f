"""A glossary in all its languages, as one value: all that a file for other programs is made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple
from urllib.parse import urljoin

from sphinx_glossary_terms.model.names import PREFERRED, Name
from sphinx_glossary_terms.model.relations import Side

_ADDRESS = re.compile(r'<a href="(https?://[^"]+)"')


class Definition(NamedTuple):
    """A definition in one language, or a field.

    text: as plain text, in one line; a field has one a block.
    html: as a fragment of HTML, whose addresses are relative to that of the site.
    """

    text: str
    html: str


class Use(NamedTuple):
    """A section with a reference to a term: its address and its title, in the language of the build."""

    address: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a glossary in one language, without what is not translated into it.

    language: the language, as BCP 47 spells it.
    names: the names of terms by id.
    definitions: the definitions of terms by id.
    relations: the labels of relations by the key of their side.
    tags: the labels of tags.
    contexts: the labels of contexts.
    fields: the fields of terms by id, each by the name of the field.
    field_labels: the headings of fields.
    """

    language: str
    names: Mapping[str, tuple[Name, ...]]
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    relations: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    contexts: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, Mapping[str, Definition]] = field(default_factory=dict)
    field_labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A term, whatever the language. Addresses are relative to that of the site.

    id: its id.
    address: where it is.
    relations: the ids at the other end of its relations by the key of the side, in the order of ids.
    tags, old_ids, context: as its author wrote them.
    replaced_by: the id of the term to use in its place, or the key of an entry; empty if it is not replaced.
    is_translated: whether its names have translations; proper names often have none.
    uses: the sections with a reference to it.
    """

    id: str
    address: str
    relations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    old_ids: tuple[str, ...] = ()
    context: str = ""
    replaced_by: str = ""
    is_translated: bool = True
    uses: tuple[Use, ...] = ()


class Other(NamedTuple):
    """What relations lead to besides the terms.

    name: its name in the language of the build.
    address: where it is.
    language: the language of the name.
    id: the id of a term of another project there; empty for an entry of Sphinx's own glossary.
    """

    name: str
    address: str
    language: str
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A glossary in all its languages.

    project: the name of the project.
    base_url: the address of the site, with a slash at its end; empty if it is not known.
    index: the address of the generated index.
    source_language: the language of the source, as BCP 47 spells it.
    sides: the sides of the relations, in the order in which a reader meets them.
    terms: the terms by id, in the order of ids.
    others: the entries of Sphinx's own glossary and the terms of other projects to which relations lead, likewise.
    words: the words in each language: first the source language, then the others in order.
    creator, rights, version: the author, the copyright and the release that conf.py gives; empty if it does not.
    """

    project: str
    base_url: str
    index: str
    source_language: str
    sides: tuple[Side, ...]
    terms: Mapping[str, Entry]
    words: tuple[Words, ...]
    others: Mapping[str, Other] = field(default_factory=dict)
    creator: str = ""
    rights: str = ""
    version: str = ""

    def url(self, address: str, /) -> str:
        """An address as a program outside of the site needs it; relative if that of the site is not known."""
        return urljoin(self.base_url, address)

    def inverse(self, side: Side, /) -> Side:
        """A side of a relation seen from the other end."""
        others = (other for other in self.sides if other.type is side.type and other.inverted is not side.inverted)
        return next(others, side)

    def names(self, term_id: str, language: str = "", /) -> tuple[Name, ...]:
        """The names of a term, each with its language; of one language, if it is given."""
        return tuple(
            name._replace(language=words.language)
            for words in self.words
            if not language or words.language == language
            for name in words.names.get(term_id, ())
        )

    def contexts(self, term_id: str, /) -> dict[str, str]:
        """The label of the context of a term by language; empty if it has none."""
        context = self.terms[term_id].context
        return {words.language: words.contexts[context] for words in self.words if context in words.contexts}

    def sources(self, term_id: str, /) -> list[str]:
        """The addresses of the sources of a term."""
        fields = (words.fields.get(term_id, {}).get("sources") for words in self.words)
        addresses = (address for field in fields if field for address in _ADDRESS.findall(field.html))
        return list(dict.fromkeys(map(unescape, addresses)))

    def preferred(self, term_id: str, /) -> str:
        """The preferred name of a term, or the name of an entry, in the source language."""
        if term_id in self.others:
            return self.others[term_id].name
        names = self.names(term_id)
        return next((name.text for name in names if name.kind == PREFERRED.name), term_id)
