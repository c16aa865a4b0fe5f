"""The rules about the glossary as a whole, and the table of them."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from sphinx_glossary_terms.model import relations
from sphinx_glossary_terms.model.characters import has_word
from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.graph import select
from sphinx_glossary_terms.model.names import KINDS
from sphinx_glossary_terms.model.order import Collation
from sphinx_glossary_terms.model.page import GraphQuery, IndexQuery, Mention, Page, PathQuery, Query, TextBlock
from sphinx_glossary_terms.model.problem import Code, Problem
from sphinx_glossary_terms.model.relations import BUILT_IN, options, shortest_cycle
from sphinx_glossary_terms.model.term import Localizer, Term, id_of, normalize, sentence_case

if TYPE_CHECKING:
    from sphinx_glossary_terms.model.prose import Found, Prose


@dataclass(frozen=True, kw_only=True)
class RuleContext:
    """All that a rule may ask for.

    glossary: all terms.
    collation: the order of the language of the build.
    localizer: knows where a reading is written.
    prose: returns what finds mentions of terms in plain text, which few rules need.
    is_translated: whether the build is in another language than the source text.
    pages: what reading found, by page.
    is_autolinked: whether mentions of terms in plain text become links.
    external_targets: what references to Sphinx's own glossaries of other projects may name.
    """

    glossary: Glossary
    collation: Collation
    localizer: Localizer
    prose: Callable[[], Prose]
    is_translated: bool = False
    pages: Mapping[str, Page] = field(default_factory=dict)
    is_autolinked: bool = False
    external_targets: Iterable[str] = ()

    @property
    def references(self) -> list[Mention]:
        """The references outside the text of terms."""
        return [mention for page in self.pages.values() for mention in page.mentions if not mention.owner]


def mention_problems(glossary: Glossary, mentions: Iterable[Mention], page: str, /) -> Iterator[Problem]:
    """References on a page to a name of several terms, by a name that should not be used, or to a replaced term.

    The latter two work all the same. A replaced term and its successor may name it in their text.
    """
    for mention in mentions:
        target = mention.target
        if len(ids := glossary.resolve(target, page).ids) > 1:
            # A name goes before an id: one that is a name of several terms, too, leads to none of them.
            usable = [term_id for term_id in ids if glossary.resolve(term_id).ids == (term_id,)]
            message = f"'{target}' names several terms; " + (
                f"write the id of one ({', '.join(usable)}), with the text before it: `{target} <{usable[0]}>`"
                if usable
                else f"give one of them an id that is not a name of another ({', '.join(ids)})"
            )
            if usable and (others := [term_id for term_id in ids if term_id not in usable]):
                message += f"; {', '.join(others)} needs another id, since this one is a name of several terms"
            yield Problem.of(mention, Code.AMBIGUOUS_NAME, message)
        if name := glossary.advised_name(target):
            yield Problem.of(mention, Code.AVOIDED_NAME, f"'{target}' should not be used; write '{name}'")
        if name := glossary.successor_name(target):
            (term_id,) = glossary.resolve(target).ids
            if mention.owner not in {term_id, glossary.successors[term_id]}:
                yield Problem.of(mention, Code.AVOIDED_NAME, f"'{target}' has been replaced; write '{name}'")


def query_problems(glossary: Glossary, query: Query, /) -> list[Problem]:
    """Names in a `term-path` or `term-graph` that match no term, or several; unknown tags; a map with nothing on it."""
    targets = (*query.goals, *query.known) if isinstance(query, PathQuery) else getattr(query, "around", ())
    found = filter(None, (glossary.target_problem(text, f"`{query.kind}`") for text in targets))
    problems = [problem._replace(source=query.source, line=query.line) for problem in found]
    if isinstance(query, IndexQuery | GraphQuery):
        problems += _tags(glossary, query)
    is_readable = not problems and not any(map(glossary.external.is_missing, targets))
    if isinstance(query, GraphQuery) and is_readable and not select(glossary, query).ids:
        reason = "there is no term; write one"
        if query.tags:
            reason = "no term around there has one of its tags; correct them"
        message = f"`term-graph`: {reason}, or remove the map"
        problems.append(Problem(Code.EMPTY_GRAPH, message, query.source, query.line))
    return problems


def _tags(glossary: Glossary, query: IndexQuery | GraphQuery) -> Iterator[Problem]:
    known = {tag for term in glossary.current.values() for tag in term.tags} if query.tags else set()
    for tag in query.tags:
        if tag not in known:
            near = difflib.get_close_matches(tag, known, n=1)
            fix = f"did you mean '{near[0]}'?" if near else "correct it, or remove it"
            message = f"`:tags:` of `{query.kind}`: no term has the tag '{tag}'; {fix}"
            yield Problem(Code.OPTION, message, query.source, query.line)


BROADER, RELATED = options(BUILT_IN)["broader"], options(BUILT_IN)["related"]


def cycles(context: RuleContext, /) -> Iterator[Problem]:
    """Relations of a type without cycles that go in a circle: the shortest circle of each component.

    SKOS allows cycles of `broader` but calls them a potential problem (SKOS Reference, 8.6). Of two terms that need
    each other nobody can learn one first.
    """
    glossary = context.glossary
    acyclic = (side for side in glossary.sides if side.type.acyclic and not side.type.symmetric and not side.inverted)
    for side in acyclic:
        reachability = glossary.reachability(side)
        for component in reachability.components:
            if len(component) == 1:
                continue
            cycle = shortest_cycle(component, reachability.successors.__getitem__)
            if cycle[0] not in glossary.terms or glossary.terms[cycle[0]].is_builtin:
                # An entry of Sphinx's own glossary has a term on both sides.
                cycle = (*cycle[1:], cycle[0])
            steps = " -> ".join(map(glossary.written, (*cycle, cycle[0])))
            places = ", ".join(_place(glossary, node) for node in cycle)
            message = f"`:{side.key}:` forms a circle: {steps} ({places}); remove one of these relations"
            yield Problem.of(glossary.terms[cycle[0]], Code.CYCLE, message)


def related_ancestors(context: RuleContext, /) -> Iterator[Problem]:
    """`related` to a term that is above in the hierarchy (SKOS S27: disjoint with broaderTransitive)."""
    glossary, written = context.glossary, context.glossary.written
    above = glossary.reachability(BROADER)
    found: set[frozenset[str]] = set()
    for term in glossary.terms.values():
        for other in glossary.related(term.id, RELATED):
            low, high = (term.id, other) if above.reaches(term.id, other) else (other, term.id)
            if not above.reaches(low, high) or {low, high} in found:
                continue
            named = (target for option, target in term.relations if option == RELATED.key)
            if (other,) in {glossary.targets(target, term) for target in named}:
                found.add(frozenset((low, high)))
                way = next(node for node in above.successors[low] if node == high or above.reaches(node, high))
                message = (
                    f"`:{RELATED.key}:` of '{term.id}': '{written(high)}' is above '{written(low)}', "
                    f"by way of '{written(way)}'; remove '{written(other)}'"
                )
                yield Problem.of(term, Code.RELATED_ANCESTOR, message)


def orphans(context: RuleContext, /) -> Iterator[Problem]:
    """A term without any relation (qSKOS: orphan concept)."""
    glossary = context.glossary
    for term in glossary.own if len(glossary.current) > 1 else ():
        if term.id not in glossary.neighbors:
            message = f"'{term.id}' has no relation to another term; add one, such as `:broader:` or `:related:`"
            yield Problem.of(term, Code.ORPHAN, message)


def _place(glossary: Glossary, node: str) -> str:
    if node not in glossary.terms:
        return glossary.entries[node].place
    return f"{glossary.terms[node].source}:{glossary.terms[node].line}"


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
        for kind in relations.FIELDS:
            if kind.name not in term.fields:
                message = f"'{term.id}' has no `{kind.name}`; add that directive to it"
                yield Problem.of(term, Code.MISSING_FIELD, message)


def unlinked_mentions(context: RuleContext, /) -> Iterator[Problem]:
    """Mentions of terms in plain text, where no link to the term stands in the same section.

    Where mentions become links (`glossary_terms_autolink`), there are none.
    """
    pages = [] if context.is_autolinked else [page for _docname, page in sorted(context.pages.items())]
    found = (item for page in pages for item in context.prose().first_mentions(page.passages, scope="section"))
    for block, mention in found:
        text, line = _in_text(block, mention)
        target = context.glossary.unmistakable(mention.term_id, text)
        role = "{term}" if block.source.endswith((".md", ".ipynb")) else ":term:"  # also in a docstring
        message = f"'{text}' names a term, and this section has no link to it; write {role}`{target}`"
        yield Problem(Code.UNLINKED_MENTION, message, block.source, line)


def _in_text(block: TextBlock, mention: Found) -> tuple[str, int]:
    """How a name is written in a paragraph, and in which line of the file; 0 if that is not known."""
    text = " ".join(block.text[mention.start : mention.end].split())
    return text, block.line and block.line + block.text.count("\n", 0, mention.start)


def unused_terms(context: RuleContext, /) -> Iterator[Problem]:
    """A term that no text outside the glossary links to or mentions (qSKOS has no such check: it reads no text)."""
    glossary, pages = context.glossary, context.pages.values()
    passages = (passage for page in pages for passage in page.passages)
    runs = [run for passage in passages for block in passage.blocks if not block.in_term for run in block.runs]
    used = context.prose().mentioned(text for kind, text in runs if kind == "plain text")
    targets = [mention.target for mention in context.references]
    targets += [anchor.term_id for page in pages for anchor in page.anchors]
    used.update(term_id for target in targets for term_id in glossary.resolve(target).ids)
    for term in glossary.current.values():
        if term.id in used:
            continue
        names = {name.text.lower() for name in term.names}
        places = sorted({kind for kind, text in runs if any(has_word(text.lower(), name) for name in names)})
        if "plain text" in places:
            continue  # in other letters
        where = f"outside the glossary only in {' and '.join(places)}" if places else "nowhere outside the glossary"
        message = f"'{term.source_name}' is used {where}; link to it where a reader meets it, or remove it"
        yield Problem.of(term, Code.UNUSED_TERM, message)


def unexplained_abbreviations(context: RuleContext, /) -> Iterator[Problem]:
    """Capitals that the text uses and neither a term nor words in brackets explain: the most used first."""
    from sphinx_glossary_terms.model.prose import abbreviations, explained_abbreviations, words

    passages = (passage for _docname, page in sorted(context.pages.items()) for passage in page.passages)
    blocks = [block for passage in passages for block in passage.blocks]
    names = [name.text for term in context.glossary.terms.values() for name in term.names]
    names += [entry.name for entry in context.glossary.entries.values()]
    known = {word for name in names for word in words(name)}
    uses: dict[str, list[TextBlock]] = {}
    for block in blocks:
        known.update(explained_abbreviations("".join(text for _kind, text in block.runs)))
        for kind, text in block.runs:
            known.update([text] if kind == "explanations" else ())
            known.update(word.upper() for word in words(text) if not word.isupper())
            for name in abbreviations(text) if kind == "plain text" else ():
                uses.setdefault(name, []).append(block)
    known = {word.rstrip("s0123456789") for word in known}
    for name, found in sorted(uses.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(found) > 1 and name not in known:
            message = (
                f"'{name}' is used {len(found)} times and explained nowhere; write a term, or its words in brackets"
            )
            yield Problem.of(found[0], Code.UNEXPLAINED_ABBREVIATION, message)


def wanted_terms(context: RuleContext, /) -> Iterator[Problem]:
    """Names that are used as targets and have no term: the most wanted first."""
    glossary, external_names = context.glossary, {*map(normalize, context.external_targets)}

    @cache
    def key_of(target: str) -> str:
        """The key of a name without a term (an id and the name that it is made of have one); empty for others."""
        key = normalize(target)
        is_external = key in external_names or glossary.external.is_missing(target)
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


def unread_names(context: RuleContext, /) -> Iterator[Problem]:
    """Names of terms that their author wrote in kanji without a reading: they stand behind all others."""
    for term in context.glossary.own if not context.is_translated else ():
        if not (term.is_builtin or term.preferred.reading or context.collation.is_readable(term.name, "")):
            advice = context.localizer.reading_advice(term, term.preferred)
            yield _problem(Code.NO_READING, f"'{term.name}' has no reading to be sorted by", advice)


def readings_not_in_kana(context: RuleContext, /) -> Iterator[Problem]:
    """Readings that are not written in kana, so that a name or a tag is in the wrong place of every index.

    Names of a Japanese source that have none are in the same wrong place.
    """
    yield from unread_names(context)
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
        readings.update((tag, reading) for tag, reading in term.tag_readings if reading)
        tags = {**dict.fromkeys(term.tags, term), **tags}
    for tag, term in tags.items():
        label, reading = localizer.label("tag", tag), localizer.tag_reading(tag, readings.get(tag, ""))
        if not label.language and not collation.is_readable(label.text, reading):
            yield label.text, reading, partial(localizer.tag_advice, term, tag)


class Rule(NamedTuple):
    """A rule about the glossary as a whole.

    code: the code of its warnings, which is also the name of the check.
    find: the function that finds the problems.
    always: whether every build applies it. Other rules are applied on request.
    about: a rule about the `source` text finds the same in every language, so on request only a build in the source
    language applies it; one about the `language` is about names and texts in that of the build.
    """

    code: Code
    find: Callable[[RuleContext], Iterable[Problem]]
    always: bool = False
    about: Literal["source", "language"] = "source"


RULES: tuple[Rule, ...] = (
    Rule(code=Code.CYCLE, find=cycles, always=True),
    Rule(code=Code.RELATED_ANCESTOR, find=related_ancestors, always=True),
    Rule(code=Code.REPEATED_LABEL, find=repeated_labels, always=True),
    Rule(code=Code.BUILT_IN_NAME, find=built_in_names, always=True),
    Rule(code=Code.BAD_READING, find=readings_not_in_kana, always=True, about="language"),
    Rule(code=Code.NO_READING, find=missing_readings, about="language"),
    Rule(code=Code.SHARED_NAME, find=shared_names),
    Rule(code=Code.ORPHAN, find=orphans),
    Rule(code=Code.WANTED_TERM, find=wanted_terms),
    Rule(code=Code.UNLINKED_MENTION, find=unlinked_mentions),
    Rule(code=Code.UNUSED_TERM, find=unused_terms),
    Rule(code=Code.UNEXPLAINED_ABBREVIATION, find=unexplained_abbreviations),
    Rule(code=Code.MISSING_FIELD, find=missing_fields),
)


def applied(checks: Iterable[str], /, *, translated: bool) -> list[Rule]:
    """The rules that a build applies: always, or because of the option `checks`."""
    wanted = set(checks)
    return [
        rule for rule in RULES if rule.always or (rule.code in wanted and not (translated and rule.about == "source"))
    ]


def findings(context: RuleContext, rules: Iterable[Rule], /) -> list[Problem]:
    """What rules find, in the order of files and lines."""
    problems = dict.fromkeys(problem for rule in rules for problem in rule.find(context))
    return sorted(problems, key=lambda problem: (problem.source, problem.line, problem.code))
