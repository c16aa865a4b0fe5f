"""What a table says, and the list of what a glossary cannot keep of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from sphinx_glossary_terms.model.ids import ID_PATTERN
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.untrusted.limits import printable

ELSEWHERE = re.compile(rf"[\w.-]+:(?!term-){ID_PATTERN.pattern}")
"""The key of another project and the id of a term there. An entry of Sphinx's own glossary has an anchor instead."""

_PLACE = 200
"""The characters of a place in messages, at most."""


class ImportReport:
    """What is not kept of a file, or not as it was: for each kind its places, in the order in which they were found."""

    def __init__(self) -> None:
        self._found: dict[str, list[tuple[str, str]]] = {}

    def add(self, what: str, place: str = "", value: str = "") -> None:
        """Note something. With a `value` each one is listed; without, only how many there are and the first."""
        self._found.setdefault(what, []).append((place[:_PLACE], value))

    def lines(self) -> Iterator[str]:
        """The lines to print."""
        for what, notes in self._found.items():
            place = printable(notes[0][0])
            if any(value for _place, value in notes):
                yield printable(f"{what} ({len(notes)}):")
                yield from (printable(f"  {place}: {value}") for place, value in notes)
            elif len(notes) > 1:
                yield f"{printable(what)} ({len(notes)} times, first: {place})"
            else:
                yield f"{printable(what)} ({place})"


@dataclass(slots=True, kw_only=True)
class Concept:
    """A term of a file.

    place: its line, for messages.
    key: how relations in the file call it.
    id: the id that it has in the file; in the end that of the term.
    address: where it is on a site, if the file says so.
    names: its names by language, the preferred one first.
    definitions: its definition by language.
    relations: the keys of others by the option of a relation; in the end their ids.
    replaced_by: the key of another one, likewise.
    page: the page that `normalizing` gives it.
    """

    place: str
    key: str
    id: str = ""
    address: str = ""
    names: dict[str, list[Name]] = field(default_factory=dict)
    definitions: dict[str, str] = field(default_factory=dict)
    relations: dict[str, list[str]] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    context: str = ""
    replaced_by: str = ""
    old_ids: list[str] = field(default_factory=list)
    page: str = ""


@dataclass(slots=True, kw_only=True)
class Vocabulary:
    """All that a file says.

    size: how many bytes it has.
    base_url: the address of the site that it was exported from; empty if that is not known.
    source_language: the language of its first row; in the end that of the pages.
    relations: the relations that are not built in, as `glossary_terms_relations` has them.
    """

    size: int = 0
    base_url: str = ""
    source_language: str = ""
    concepts: list[Concept] = field(default_factory=list)
    relations: dict[str, dict[str, str | bool]] = field(default_factory=dict)
    report: ImportReport = field(default_factory=ImportReport)

    @property
    def languages(self) -> list[str]:
        """Its languages: that of the source, then those with most names."""
        counts = Counter(language for concept in self.concepts for language in concept.names)
        others = sorted({*counts} - {self.source_language}, key=lambda language: (-counts[language], language))
        return [self.source_language, *others]

    @property
    def projects(self) -> list[str]:
        """The keys of the other projects whose terms are named, when keys have become ids: these have no colon."""
        named = {
            target
            for concept in self.concepts
            for targets in (*concept.relations.values(), [concept.replaced_by])
            for target in targets
        }
        return sorted({target.partition(":")[0] for target in named if ":" in target})
