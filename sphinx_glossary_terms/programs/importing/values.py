"""What a file of another program says, and the list of what cannot be kept of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from babel.core import parse_locale

from sphinx_glossary_terms.model.ids import ID_PATTERN
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.untrusted import limits
from sphinx_glossary_terms.untrusted.limits import Budget, printable, too_many, without_controls

ELSEWHERE = re.compile(rf"[\w.-]+:(?!term-){ID_PATTERN.pattern}")
"""The key of another project and the id of a term there. An entry of Sphinx's own glossary has an anchor instead."""

# The first tags of BCP 47 (RFC 5646), which are also the names of folders.
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


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
        return map(printable, self._lines())

    def _lines(self) -> Iterator[str]:
        for what, notes in self._found.items():
            first = notes[0][0]
            if any(value for _place, value in notes):
                yield f"{what} ({len(notes)}):"
                yield from (f"  {place}: {value}" for place, value in notes)
            elif len(notes) > 1:
                yield f"{what} ({len(notes)} times, first: {first})"
            else:
                yield f"{what} ({first})" if first else what


@dataclass(slots=True, kw_only=True)
class Concept:
    """A concept of a file.

    place: where it is, for messages: a line, or its address.
    address: where it is on a site, if the file says so.
    key: how relations in the file call it.
    id: the id that it has in the file, if that is meant to be one of a term; in the end that of the term.
    names: its names by language, the preferred one first.
    definitions: its definition by language.
    relations: the keys of others by the option of a relation.
    tags: its tags.
    context: what tells it apart from others of its name.
    replaced_by: the key of another one.
    old_ids: former ids.
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

    @property
    def external(self) -> list[str]:
        """The terms of other projects that it names, when `normalizing` has made ids of keys: these have no colon."""
        targets = [target for several in self.relations.values() for target in several]
        return [target for target in (*targets, self.replaced_by) if ":" in target]

    def add_name(self, language: str, text: str, kind: str, reading: str = "") -> None:
        """Add a name, unless it is empty."""
        if text := clean(text):
            self.names.setdefault(language, []).append(Name(text, kind, reading=clean(reading)))


@dataclass(slots=True, kw_only=True)
class Relation:
    """A relation that a project has to define.

    inverse: the option of its inverse; empty if that has none.
    is_symmetric: whether it is its own inverse.
    """

    inverse: str = ""
    is_symmetric: bool = False


@dataclass(slots=True, kw_only=True)
class Vocabulary:
    """All that a file says.

    base_url: the address of the site that it was exported from; empty if that is not known.
    source_language: the language that the file says is its first one; in the end that of the pages.
    concepts: its concepts.
    relations: the relations that are not built in, by their option.
    report: what is not kept.
    budget: how much may still be made of the file.
    """

    base_url: str = ""
    source_language: str = ""
    concepts: list[Concept] = field(default_factory=list)
    relations: dict[str, Relation] = field(default_factory=dict)
    report: ImportReport = field(default_factory=ImportReport)
    budget: Budget = field(default_factory=lambda: Budget(0))
    _codes: set[str] = field(default_factory=set)

    @property
    def languages(self) -> Counter[str]:
        """How many concepts have a name in each language."""
        return Counter(language for concept in self.concepts for language in concept.names)

    @property
    def projects(self) -> list[str]:
        """The keys of the other projects whose terms are named, in order."""
        return sorted({target.partition(":")[0] for concept in self.concepts for target in concept.external})

    @property
    def translations(self) -> list[str]:
        """The languages besides that of the source, in order."""
        texts = {language for concept in self.concepts for language in concept.definitions}
        return sorted(({*self.languages} | texts) - {self.source_language})

    def add(self, concept: Concept) -> None:
        """Add a concept.

        Raises:
            UnusableError: there are too many.
        """
        if len(self.concepts) >= limits.MAX_TERMS:
            raise too_many(limits.MAX_TERMS, "terms")
        self.concepts.append(concept)

    def clean(self, text: str, place: str) -> str:
        """A text in one line; what it loses is listed."""
        if without_controls(text) != text:
            self.report.add("not kept: control characters, and halves of characters", place)
        return clean(text)

    def language(self, code: str, place: str) -> str | None:
        """A code of a language in the spelling of BCP 47; None if it is not a language code, which is listed."""
        if not _LANGUAGE.fullmatch(code):
            self.report.add(f"not kept: texts in '{code}', which is not the code of a language", place)
            return None
        try:
            parse_locale(code, sep="_" if "_" in code else "-")
        except ValueError:
            # Sphinx reads catalogs with Babel.
            self.report.add(f"not kept: texts in '{code}', of which there can be no catalogs", place)
            return None
        first, *rest = code.replace("_", "-").split("-")
        self._codes.add(tag := "-".join([first.lower(), *(_subtag(subtag) for subtag in rest)]))
        if len(self._codes) > limits.MAX_LANGUAGES:
            raise too_many(limits.MAX_LANGUAGES, "languages")
        return tag


def _subtag(text: str) -> str:
    """A part of a code, in the usual letter case (RFC 5646, 2.1.1)."""
    return text.upper() if len(text) == 2 else text.title() if len(text) == 4 and text.isalpha() else text.lower()


def clean(text: str) -> str:
    """A text in one line, without characters that a source file cannot have."""
    lines = (line.strip() for line in re.split(r"[\t\r\n\x85\u2028\u2029]+", without_controls(text)))
    return " ".join(filter(None, lines))
