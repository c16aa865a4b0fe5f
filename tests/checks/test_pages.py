"""The problems of a page that only the whole glossary shows, and the rules about its text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from sphinx_glossary_terms.checks.rules import mention_problems, query_problems
from sphinx_glossary_terms.model.external import Entry, ExternalTerms
from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.model.page import GraphQuery, IndexQuery, Mention, PathQuery, Query
from sphinx_glossary_terms.model.problem import Problem
from sphinx_glossary_terms.model.relations import BUILT_IN
from support.terms import term

NAMES = (Name("model", "preferred"), Name("brain", "avoid"))
GLOSSARY = Glossary(
    [
        replace(term("model"), names=NAMES, source_names=NAMES, tag_readings=(("basics", ""),)),
        term("token", aliases=("piece",)),
        term("part", aliases=("piece",)),
        replace(term("old"), replaced_by="token"),
    ],
    BUILT_IN,
    entries={"Theirs": Entry(name="Theirs", docname="words", anchor="term-theirs")},
    external=ExternalTerms(missing=frozenset({"ai"})),
)
PLACE: dict[str, Any] = {"source": "page.md", "line": 3}


def said(problems: Iterable[Problem]) -> list[str]:
    return [f"{problem.source}:{problem.line}: {problem.message} [{problem.code}]" for problem in problems]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (IndexQuery(tags=("basics",), **PLACE), []),
        (
            IndexQuery(tags=("basic", "other"), **PLACE),
            [
                "`:tags:` of `term-index`: no term has the tag 'basic'; did you mean 'basics'? [option]",
                "`:tags:` of `term-index`: no term has the tag 'other'; correct it, or remove it [option]",
            ],
        ),
        (PathQuery(goals=("model", "Theirs", "ai:net"), known=("token",), **PLACE), []),
        (
            PathQuery(goals=("unknown",), known=("piece", "old"), **PLACE),
            [
                "`term-path`: there is no term 'unknown' [unknown-target]",
                "`term-path`: 'piece' names several terms; write the id of one: part, token [ambiguous-name]",
                "`term-path`: 'old' has been replaced; write 'token' [avoided-name]",
            ],
        ),
        (GraphQuery(around=("model",), tags=("basics",), **PLACE), []),
        (GraphQuery(around=("ai:net",), **PLACE), []),  # said once of the whole project
        (
            GraphQuery(around=("token",), tags=("basics",), **PLACE),
            ["`term-graph`: no term around there has one of its tags; correct them, or remove the map [empty-graph]"],
        ),
        (
            GraphQuery(around=("unknown",), tags=("other",), **PLACE),
            [
                "`term-graph`: there is no term 'unknown' [unknown-target]",
                "`:tags:` of `term-graph`: no term has the tag 'other'; correct it, or remove it [option]",
            ],
        ),
    ],
)
def test_what_a_block_asks_for(query: Query, expected: list[str]) -> None:
    assert said(query_problems(GLOSSARY, query)) == [f"page.md:3: {message}" for message in expected]


def test_a_map_of_nothing() -> None:
    message = "page.md:3: `term-graph`: there is no term; write one, or remove the map [empty-graph]"
    assert said(query_problems(Glossary((), BUILT_IN), GraphQuery(**PLACE))) == [message]


def mention(target: str, owner: str = "") -> Mention:
    return Mention(target, "page.md", 3, owner)


def test_a_term_and_its_successor_may_speak_of_it() -> None:
    mentions = [mention("old", owner) for owner in ("old", "token", "model")]
    assert len(said(mention_problems(GLOSSARY, mentions, "other"))) == 1


def test_ids_that_are_names_of_others_cannot_be_written() -> None:
    terms = (replace(term(name), id=term_id) for term_id, name in (("a", "net"), ("b", "net"), ("c", "b"), ("d", "a")))
    assert said(mention_problems(Glossary(terms, BUILT_IN), [mention("net")], "other")) == [
        "page.md:3: 'net' names several terms; give one of them an id that is not a name of another (a, b) "
        "[ambiguous-name]"
    ]
