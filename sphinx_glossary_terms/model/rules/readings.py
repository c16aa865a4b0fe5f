"""The rules about readings: names in the language of the build that cannot be sorted, or only by a wrong reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sphinx_glossary_terms.model.codes import Code
from sphinx_glossary_terms.model.collation import Collation
from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.localize import Localizer
from sphinx_glossary_terms.model.problem import Problem
from sphinx_glossary_terms.model.term import Term


class _Name(NamedTuple):
    """A name that the order of the language cannot place. `alias` is empty for the name of the term itself."""

    term: Term
    text: str
    reading: str
    alias: str


def missing(glossary: Glossary, /, *, collation: Collation, localizer: Localizer) -> Iterator[Problem]:
    """Names in kanji without a reading. They are sorted all the same, so this is advice."""
    for name in _unreadable(glossary, collation):
        if not name.reading:
            yield _problem(Code.NO_READING, name, f"'{name.text}' has no reading to be sorted by", localizer)


def not_kana(glossary: Glossary, /, *, collation: Collation, localizer: Localizer) -> Iterator[Problem]:
    """Readings that are not written in kana, so that a name stands in a wrong place of every index."""
    for name in _unreadable(glossary, collation):
        if name.reading:
            message = f"the reading '{name.reading}' of '{name.text}' is not kana"
            yield _problem(Code.BAD_READING, name, message, localizer)


def _problem(code: Code, name: _Name, message: str, localizer: Localizer) -> Problem:
    advice, source, line = localizer.reading_advice(name.term, name.alias)
    return Problem(code, f"{message}; {advice}", source, line, about=(name.term.id, name.text))


def _unreadable(glossary: Glossary, collation: Collation) -> Iterator[_Name]:
    for term in glossary.terms.values() if collation.by_reading else ():
        names = [] if term.name_language else [_Name(term, term.name, term.reading, "")]
        if not term.aliases_language:
            names += [_Name(term, alias.text, alias.reading, alias.text) for alias in term.aliases]
        yield from (name for name in names if not collation.is_readable(name.text, name.reading))
