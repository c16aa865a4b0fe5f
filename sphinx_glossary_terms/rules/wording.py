"""The rules about names, mentions and fields. Most of them are about the source text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING, TypeAlias

from sphinx_glossary_terms.model import relations
from sphinx_glossary_terms.model.ids import id_of
from sphinx_glossary_terms.model.names import KINDS
from sphinx_glossary_terms.model.page import Mention, TextBlock
from sphinx_glossary_terms.model.term import Term, normalize, sentence_case
from sphinx_glossary_terms.problems.problem import Code, Problem
from sphinx_glossary_terms.rules.context import RuleContext

if TYPE_CHECKING:
    from sphinx_glossary_terms.model.prose import Found


def repeated_labels(context: RuleContext, /) -> Iterator[Problem]:
    """A string that a term has twice among its names (SKOS S13), in the source language.

    Equal strings only, as in SKOS: another letter case is another label, though looking up knows no difference.
    """
    for term in context.glossary.terms.values():
        kinds: dict[str, str] = {}
        for name in term.source_names:
            if (first := kinds.setdefault(name.text, name.kind)) != name.kind:
                phrases = f"{KINDS[first].phrase} and {KINDS[name.kind].phrase}"
                message = f"'{name.text}' is both {phrases} of '{term.id}'; remove the latter"
                yield Problem.of(term, Code.REPEATED_LABEL, message)


def built_in_names(context: RuleContext, /) -> Iterator[Problem]:
    """A term with a name that an entry of Sphinx's own glossary has, in any language: references lead to the term."""
    glossary = context.glossary
    for term in glossary.terms.values():
        for label in () if term.is_builtin else dict.fromkeys((*term.source_labels, *term.labels)):
            if label and (entry := glossary.entry(label)):
                message = (
                    f"Sphinx's own glossary also has an entry '{label}' (on the page '{entry.docname}'), to which "
                    "`term` references no longer link; rename one, or remove the entry"
                )
                yield Problem.of(term, Code.BUILT_IN_NAME, message)


def shared_names(context: RuleContext, /) -> Iterator[Problem]:
    """A name or alias that several terms have (qSKOS: overlapping labels), in the source language and one context.

    Translated names may be equal: a translator cannot help it.
    """
    glossary = context.glossary
    by_spelling: dict[str, dict[str, str]] = {}
    for label, ids in glossary.source_labels.exact.items():
        by_spelling.setdefault(sentence_case(label), {}).update(dict.fromkeys(ids, label))
    for labels in by_spelling.values():
        terms = [glossary.terms[term_id] for term_id in labels]
        if len({term.context for term in terms}) < len(terms):
            places = ", ".join(f"'{term.id}' ({term.source}:{term.line})" for term in terms)
            message = (
                f"'{labels[terms[0].id]}' is a name of several terms: {places}; make one term of them, or give "
                "each a name or a `:context:` of its own"
            )
            yield Problem.of(terms[0], Code.SHARED_NAME, message)


def missing_fields(context: RuleContext, /) -> Iterator[Problem]:
    """A term without one of the built-in fields."""
    for term in context.glossary.own:
        for field in relations.FIELDS:
            if field.name not in term.fields:
                message = f"'{term.id}' has no `{field.name}`; add that directive to it"
                yield Problem.of(term, Code.MISSING_FIELD, message)


def unlinked_mentions(context: RuleContext, /) -> Iterator[Problem]:
    """Mentions of terms in plain text, where no link to the term stands in the same section.

    Where mentions become links (`glossary_terms_autolink`), there are none.
    """
    texts = [] if context.is_autolinked else context.texts
    for block, mention in (item for text in texts for item in context.prose.first_mentions(text, scope="section")):
        text, line = _in_text(block, mention)
        target = context.glossary.unmistakable(mention.term_id, text)
        role = "{term}" if block.source.endswith((".md", ".ipynb")) else ":term:"  # also in a docstring
        message = f"'{text}' names a term, and this section has no link to it; write {role}`{target}`"
        yield Problem(Code.UNLINKED_MENTION, message, block.source, line)


def _in_text(block: TextBlock, mention: Found) -> tuple[str, int]:
    """How a name is written in a paragraph, and in which line of the file; 0 if that is not known."""
    text = " ".join(block.text[mention.start : mention.end].split())
    return text, block.line and block.line + block.text.count("\n", 0, mention.start)


def wanted_terms(context: RuleContext, /) -> Iterator[Problem]:
    """Names that are used as targets and have no term: the most wanted first."""
    glossary = context.glossary

    @cache
    def key_of(target: str) -> str:
        """The key of a name without a term (an id and the name that it is made of have one); empty for others."""
        key = normalize(target)
        is_external = key in context.external_names or glossary.external.is_missing(target)
        return "" if is_external or glossary.targets(target) else id_of(target) or key

    uses: dict[str, list[Mention]] = {}
    terms = glossary.current.values()
    links = (Mention(link, term.source, term.line) for term in terms for link in term.links if key_of(link))
    relations = (
        Mention(problem.unknown, problem.source, problem.line) for problem in glossary.problems if problem.unknown
    )
    for use in (*relations, *links, *context.references):
        if key := key_of(use.target):
            uses.setdefault(key, []).append(use)
    for _key, same in sorted(uses.items(), key=lambda item: (-len(item[1]), item[0])):
        first = min(same, key=lambda use: (use.source, use.line))
        times = "once" if len(same) == 1 else f"{len(same)} times"
        message = f"'{min(use.target for use in same)}' is used {times} and has no term; write it"
        yield Problem.of(first, Code.WANTED_TERM, message)


def missing_readings(context: RuleContext, /) -> Iterator[Problem]:
    """Names and tags in kanji without a reading. They are sorted all the same, so this is advice."""
    for text, reading, advice in _unreadable(context):
        if not reading:
            yield _problem(Code.NO_READING, f"'{text}' has no reading to be sorted by", advice())


def readings_not_in_kana(context: RuleContext, /) -> Iterator[Problem]:
    """Readings that are not written in kana, so that a name or a tag is in the wrong place of every index."""
    for text, reading, advice in _unreadable(context):
        if reading:
            problem = "is not kana" if context.collation.by_reading else "has a bar"
            yield _problem(Code.BAD_READING, f"the reading '{reading}' of '{text}' {problem}", advice())


_Advice: TypeAlias = "tuple[str, str, int]"
"""What to write, the file and the line."""


def _problem(code: Code, message: str, advice: _Advice) -> Problem:
    return Problem(code, f"{message}; {advice[0]}", *advice[1:])


def _unreadable(context: RuleContext) -> Iterator[tuple[str, str, Callable[[], _Advice]]]:
    """The names and the tags in the language of the build that its order cannot place, each with its reading."""
    collation, localizer = context.collation, context.localizer
    tags: dict[str, Term] = {}
    readings: dict[str, str] = {}
    for term in context.glossary.own:
        for name in (term.preferred, *term.aliases):
            if not name.language and not collation.is_readable(name.text, name.reading):
                yield name.text, name.reading, partial(localizer.reading_advice, term, name)
        readings.update(term.tag_readings)
        tags = {**dict.fromkeys(term.tags, term), **tags}
    for tag, term in tags.items():
        label, reading = localizer.label("tag", tag), localizer.tag_reading(tag, readings.get(tag, ""))
        if not label.language and not collation.is_readable(label.text, reading):
            yield label.text, reading, partial(localizer.tag_advice, term, tag)
