"""The rules about readings: names in the language of the build that cannot be sorted, or only by a wrong reading."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_glossary_terms.model.localize import Localizer
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.model.term import Term
from sphinx_glossary_terms.problems.codes import Code
from sphinx_glossary_terms.problems.problem import Problem
from sphinx_glossary_terms.rules.context import RuleContext


def missing(context: RuleContext, /) -> Iterator[Problem]:
    """Names in kanji without a reading. They are sorted all the same, so this is advice."""
    for term, name in _unreadable(context):
        if not name.reading:
            message = f"'{name.text}' has no reading to be sorted by"
            yield _problem(Code.NO_READING, term, name, message, context.localizer)


def not_kana(context: RuleContext, /) -> Iterator[Problem]:
    """Readings that are not written in kana, so that a name is in the wrong place of every index."""
    for term, name in _unreadable(context):
        if name.reading:
            message = f"the reading '{name.reading}' of '{name.text}' is not kana"
            yield _problem(Code.BAD_READING, term, name, message, context.localizer)


def _problem(code: Code, term: Term, name: Name, message: str, localizer: Localizer) -> Problem:
    advice, source, line = localizer.reading_advice(term, name)
    return Problem(code, f"{message}; {advice}", source, line, about=(term.id, name.text))


def _unreadable(context: RuleContext) -> Iterator[tuple[Term, Name]]:
    """The names in the language of the build that its order cannot place."""
    collation = context.collation
    for term in context.glossary.current.values() if collation.by_reading else ():
        for name in (term.preferred, *term.aliases):
            if not name.language and not collation.is_readable(name.text, name.reading):
                yield term, name
