"""Problems of the references and directives of a page that only the whole glossary shows."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.graph import select
from sphinx_glossary_terms.model.page import GraphQuery, IndexQuery, Mention, PathQuery, Query
from sphinx_glossary_terms.problems.problem import Code, Problem


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


def query_problems(glossary: Glossary, query: Query, /) -> Iterator[Problem]:
    """Names in a `term-path` or `term-graph` that match no term, or several; unknown tags; a map with nothing on it."""
    if isinstance(query, IndexQuery):
        yield from _tags(glossary, query)
    elif isinstance(query, PathQuery):
        yield from _targets(glossary, (*query.goals, *query.known), "`term-path`", query)
    elif isinstance(query, GraphQuery):
        yield from _graph_problems(glossary, query)


def _graph_problems(glossary: Glossary, query: GraphQuery) -> Iterator[Problem]:
    wrong = [*_targets(glossary, query.around, "`term-graph`", query), *_tags(glossary, query)]
    yield from wrong
    is_missing = any(map(glossary.external.is_missing, query.around))
    if not wrong and not is_missing and not select(glossary, query).ids:
        reason = "there is no term; write one"
        if query.tags:
            reason = "no term around there has one of its tags; correct them"
        yield Problem(Code.EMPTY_GRAPH, f"`term-graph`: {reason}, or remove the map", query.source, query.line)


def _tags(glossary: Glossary, query: IndexQuery | GraphQuery) -> Iterator[Problem]:
    known = {tag for term in glossary.current.values() for tag in term.tags} if query.tags else set()
    for tag in query.tags:
        if tag not in known:
            near = difflib.get_close_matches(tag, known, n=1)
            fix = f"did you mean '{near[0]}'?" if near else "correct it, or remove it"
            message = f"`:tags:` of `{query.kind}`: no term has the tag '{tag}'; {fix}"
            yield Problem(Code.OPTION, message, query.source, query.line)


def _targets(
    glossary: Glossary, targets: Iterable[str], where: str, query: PathQuery | GraphQuery
) -> Iterator[Problem]:
    for text in targets:
        if problem := glossary.target_problem(text, where):
            yield problem._replace(source=query.source, line=query.line)
