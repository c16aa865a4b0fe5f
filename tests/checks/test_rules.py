"""The rules about the glossary as a whole and the learning paths: the model by itself, against networkx."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise, product
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_glossary_terms.checks.rules import RULES, RuleContext, applied, mention_problems, query_problems
from sphinx_glossary_terms.checks.rules import findings as findings_of
from sphinx_glossary_terms.model import relations
from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.graph import learning_path, reduced
from sphinx_glossary_terms.model.lookup import Entry, ExternalTerms
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.model.order import collation_for
from sphinx_glossary_terms.model.page import (
    GAP,
    GraphQuery,
    IndexQuery,
    LinkedAnchor,
    Mention,
    Page,
    Passage,
    PathQuery,
    Query,
    TextBlock,
    TextKind,
)
from sphinx_glossary_terms.model.problem import Code, Problem
from sphinx_glossary_terms.model.prose import Prose, is_unlinked
from sphinx_glossary_terms.model.relations import (
    Reachability,
    Side,
    options,
    shortest_cycle,
)
from sphinx_glossary_terms.model.term import Element, Localizer, Term
from sphinx_glossary_terms.settings import config
from support.attack import examples
from support.pages import data
from support.terms import glossary, term

ALL = [rule.code for rule in RULES]
FIELDS = {"missing-field"}
TEXT = {"unused-term", "unexplained-abbreviation"}
READINGS = {"no-reading", "bad-reading"}
SIDES = options(relations.BUILT_IN)


def link(target: str, text: str) -> Element:
    return Element("pending_xref", (("reftarget", target), ("reftype", "term")), (text,))


def context(found: Glossary, *, language: str = "en", **read: Any) -> RuleContext:
    """What a build in the source language gives to rules."""
    return RuleContext(
        glossary=found,
        collation=collation_for(language),
        localizer=Localizer(),
        prose=lambda: Prose(found, language=language, source_language=language, function_words=config.function_words),
        **read,
    )


def findings(found: Glossary, checks: Iterable[str], *, language: str = "en") -> list[Problem]:
    """What a build in the source language finds."""
    return findings_of(context(found, language=language), applied(checks, translated=False))


def lines(problems: Iterable[Problem]) -> list[str]:
    return [f"{problem.source}:{problem.line}: {problem.message} [{problem.code}]" for problem in problems]


CIRCLE = "page.md:1: `:{}:` forms a circle: {} ({}); remove one of these relations [cycle]".format
GOLDEN = data(__file__, "rules.yaml")


@pytest.mark.parametrize("case", GOLDEN)
def test_what_the_rules_say(case: str) -> None:
    terms, expected = GOLDEN[case].values()
    assert lines(findings(glossary(*(term(**row) for row in terms)), set(ALL) - FIELDS - TEXT)) == expected


def test_missing_fields() -> None:
    found = findings(glossary(replace(term("a"), fields=("eli5", "analogy"))), FIELDS)
    assert lines(found) == [
        "page.md:1: 'a' has no `deep-dive`; add that directive to it [missing-field]",
        "page.md:1: 'a' has no `sources`; add that directive to it [missing-field]",
    ]


def test_every_rule_has_a_warning_and_a_test() -> None:
    assert set(ALL) <= set(Code)
    shown = {line.rpartition(" [")[2].rstrip("]") for case in GOLDEN.values() for line in case["said"]}
    elsewhere = {Code.BUILT_IN_NAME, Code.UNLINKED_MENTION}
    assert shown | FIELDS | TEXT | READINGS | elsewhere == set(ALL)


def test_readings_are_about_the_order_of_a_language() -> None:
    names = [Name("用語", "preferred"), Name("術語", reading="jutsugo"), Name("単語", reading="たんご"), Name("word")]
    names.append(Name("学習", language="zh"))
    named = replace(term("a"), names=tuple(names))
    assert lines(findings(glossary(named), READINGS, language="ja")) == [
        "page.md:1: the reading 'jutsugo' of '術語' is not kana; write `術語|` and its kana in `:aliases:` [bad-reading]",
        "page.md:1: '用語' has no reading to be sorted by; add `:reading:` and its kana [no-reading]",
    ]
    assert not findings(glossary(named), READINGS)
    on_request = [rule.code for rule in applied(ALL, translated=True) if not rule.always]
    assert on_request == ["no-reading"]


def test_entries_of_sphinxs_own_glossary() -> None:
    entry = Entry(name="Flour", docname="old", anchor="term-Flour")
    terms = [
        replace(term("a", broader="flour c"), links=("flour",)),
        term("b", narrower="flour", broader="a"),
        term("c", line=3, related="flour"),
        term("d", prerequisites="flour"),
    ]
    found = Glossary(terms, relations.BUILT_IN, entries={"Flour": entry})
    assert lines(findings(found, set(ALL) - FIELDS - TEXT)) == [
        CIRCLE("broader", "a -> Flour -> b -> a", "page.md:1, the page 'old', page.md:1"),
        "page.md:3: `:related:` of 'c': 'c' is above 'Flour', by way of 'b'; remove 'Flour' [related-ancestor]",
    ]
    assert learning_path(found, ["d"]) == ((entry.key,), ("d",))


def test_names_of_sphinxs_own_glossary() -> None:
    entry = Entry(name="Flour", docname="old", anchor="term-Flour")
    terms = [term("flour", line=2), term("a", aliases=("b", "FLOUR")), term("c")]
    found = Glossary(terms, relations.BUILT_IN, entries={"Flour": entry, "Meal": entry})
    said = "(on the page 'old'), to which `term` references no longer link; rename one, or remove the entry"
    assert lines(findings(found, [])) == [
        f"page.md:1: Sphinx's own glossary also has an entry 'FLOUR' {said} [built-in-name]",
        f"page.md:2: Sphinx's own glossary also has an entry 'flour' {said} [built-in-name]",
    ]


def test_wanted_terms_elsewhere_and_from_pages() -> None:
    [wanted] = [rule for rule in RULES if rule.code == "wanted-term"]
    found = glossary(replace(term("a"), links=("sun", "moon")))
    # What stands in the text of a term is counted once.
    uses = [Mention("Moon", "about.md", 4), Mention("A", "about.md", 5), Mention("star", "about.md", 6)]
    uses.append(Mention("Moon", "page.md", 2, owner="a"))
    given = context(found, pages={"about": Page(mentions=tuple(uses))}, external_targets=["Sun"])
    assert lines(wanted.find(given)) == [
        "about.md:4: 'Moon' is used 2 times and has no term; write it [wanted-term]",
        "about.md:6: 'star' is used once and has no term; write it [wanted-term]",
    ]


def test_mentions_in_text() -> None:
    blocks = [
        TextBlock(0, "Some text,\nand a large\nmodel.", "", "page.md", 5),
        TextBlock(1, "A\nlarge model.", "", "page.rst", 7),
        TextBlock(2, "A\nlarge model.", "", "module.py", 0),
    ]
    found = glossary(term("large model"))
    passages = [Passage("", (), (block,)) for block in blocks]
    pages = {"z": Page(passages=tuple(passages[2:])), "a": Page(passages=tuple(passages[:2]))}
    unlinked = next(rule for rule in RULES if rule.code == Code.UNLINKED_MENTION)
    text = "'large model' names a term, and this section has no link to it; write"
    assert lines(unlinked.find(context(found, pages=pages))) == [
        f"page.md:6: {text} {{term}}`large model` [unlinked-mention]",
        f"page.rst:8: {text} :term:`large model` [unlinked-mention]",
        f"module.py:0: {text} :term:`large model` [unlinked-mention]",
    ]
    assert lines(unlinked.find(context(found, pages=pages, is_autolinked=True))) == []


def read(*runs: tuple[TextKind, str], in_term: bool = False) -> TextBlock:
    others = tuple(run for run in runs if run[0] != "plain text")
    text = "".join(text if kind == "plain text" else GAP for kind, text in runs)
    return TextBlock(-1, text, "", "page.md", 7, in_term, others)


def in_step(texts: Iterable[TextBlock], *terms: Term) -> list[str]:
    """What the checks say that compare the glossary with texts."""
    pages = {"page": Page(passages=(Passage("", (), tuple(texts)),))}
    return [
        problem.message.removesuffix("; link to it where a reader meets it, or remove it")
        for problem in findings_of(context(glossary(*terms), pages=pages), applied(TEXT, translated=False))
    ]


TEXTS = data(__file__, "texts.yaml")


@pytest.mark.parametrize("row", TEXTS["unused"])
def test_terms_that_no_text_uses(row: dict[str, Any]) -> None:
    texts = [read(*map(tuple, runs), in_term=row.get("in_term", False)) for runs in row["texts"]]
    assert in_step(texts, term("big model")) == row["said"]


def test_a_term_that_a_reference_names_is_used() -> None:
    found = glossary(term("moon"), term("sun"), term("star"))
    mentions = (Mention("moon", "page.md", 3), Mention("sun", "page.md", 4, owner="star"))
    pages = {"page": Page(mentions=mentions, anchors=(LinkedAnchor("star", "", True),))}
    problems = findings_of(context(found, pages=pages), applied(["unused-term"], translated=False))
    assert [problem.message.split()[0] for problem in problems] == ["'sun'"]


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in TEXTS["abbreviations"].items() for text in texts]
)
def test_abbreviations_that_nothing_explains(kind: str, text: str) -> None:
    said = "'ABC' is used 2 times and explained nowhere; write a term, or its words in brackets"
    assert in_step([read(("plain text", text), ("code", "DEF DEF DEF"))], term("TLS handshake")) == [
        "'TLS handshake' is used nowhere outside the glossary",
        *([said] if kind == "unexplained" else []),
    ]


def test_an_abbreviation_with_its_own_markup_is_explained() -> None:
    text = read(("plain text", "An ABC, ABC or "), ("explanations", "ABC"))
    assert in_step([text]) == []


@pytest.mark.parametrize(("language", "text", "expected"), TEXTS["function words"])
def test_function_words_of_a_language(language: str, text: str, expected: bool) -> None:
    name = Name(text, "preferred")
    local = replace(term("state"), names=(name,))
    words = config.function_words(language)
    for one, said in (
        (local, expected),
        (replace(local, is_section=True), expected or text == "In"),
        (replace(local, is_autolinked=True), False),
        (replace(local, is_autolinked=False), False),
    ):
        assert is_unlinked(one, name, words) == said


def test_a_type_of_relations_that_may_have_cycles() -> None:
    terms = [term("a", sees="b c"), term("b", sees="c"), term("c", sees="a")]
    for is_acyclic in (False, True):
        kind = relations.RelationType(name="sees", label="Sees", inverse_label="Seen by", acyclic=is_acyclic)
        codes = [problem.code for problem in findings(Glossary(terms, [kind]), ["cycle"])]
        assert codes == ["cycle"] * is_acyclic


# Against networkx

NODES = [f"t{number}" for number in range(7)]
nodes = st.sampled_from(NODES)
edges = st.sets(st.tuples(nodes, nodes).filter(lambda edge: edge[0] != edge[1]), max_size=18)
against = settings(max_examples=examples(150, 150, 1000))

Edges = set[tuple[str, str]]


def graph_of(found: Edges) -> nx.DiGraph[str]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(NODES)
    graph.add_edges_from(found)
    return graph


def glossary_of(**found: Edges) -> Glossary:
    def targets(node: str) -> dict[str, Any]:
        return {
            option: " ".join(sorted(end for start, end in pairs if start == node)) for option, pairs in found.items()
        }

    return glossary(*(term(node, **targets(node)) for node in NODES))


def relation(found: Glossary, side: Side) -> nx.DiGraph[str]:
    return graph_of({(node, other) for node in NODES for other in found.related(node, side)})


@against
@given(edges)
def test_the_shortest_cycle(found: Edges) -> None:
    graph = graph_of(found)
    for component in nx.strongly_connected_components(graph):
        cycles = [tuple(cycle) for cycle in nx.simple_cycles(graph.subgraph(component))]
        turned = [cycle[place:] + cycle[:place] for cycle in cycles for place in [cycle.index(min(cycle))]]
        expected = min(turned, key=lambda cycle: (len(cycle), cycle), default=())
        assert shortest_cycle(component, lambda node: graph[node]) == expected


@against
@given(edges)
def test_reachability(found: Edges) -> None:
    graph = graph_of(found)
    reachability = Reachability(NODES, lambda node: graph[node])
    closure = nx.transitive_closure(graph)
    # To what is unknown nothing leads, and nothing from it.
    pairs = product([*NODES, "unknown"], repeat=2)
    assert {pair for pair in pairs if reachability.reaches(*pair)} == set(closure.edges)
    needs = {node: tuple(sorted(graph[node])) for node in NODES}
    left = graph_of({(node, other) for other, node in reduced(NODES, needs)})
    assert set(nx.transitive_closure(left).edges) == set(closure.edges)
    if nx.is_directed_acyclic_graph(graph):
        assert set(left.edges) == set(nx.transitive_reduction(graph).edges)


@against
@given(edges, edges, edges, edges)
def test_the_rules_about_relations(needs: Edges, broader: Edges, narrower: Edges, related: Edges) -> None:
    found = glossary_of(prerequisites=needs, broader=broader, narrower=narrower, related=related)
    said: dict[str, list[str]] = {code: [] for code in ALL}
    for problem in findings(found, ALL):
        said[problem.code].append(problem.message)
    cycles = [re.match(r":(\w+):` forms a circle: (.*) \(", message[1:]) for message in said["cycle"]]
    circles = [(match[1], match[2].split(" -> ")) for match in cycles if match]
    sides = ("prerequisites", "broader")
    components = [(name, nx.strongly_connected_components(relation(found, SIDES[name]))) for name in sides]
    cyclic = [name for name, several in components for members in several if len(members) > 1]
    assert sorted(name for name, _ in circles) == sorted(cyclic)
    for name, circle in circles:
        assert all(relation(found, SIDES[name]).has_edge(a, b) for a, b in pairwise(circle))
    above = nx.transitive_closure(relation(found, SIDES["broader"]))
    pairs = {frozenset((a, b)) for a, b in relation(found, SIDES["related"]).edges if above.has_edge(a, b)}
    ancestors = [re.findall(r"'(\w+)'", message)[1:3] for message in said["related-ancestor"]]
    assert sorted(map(sorted, ancestors)) == sorted(map(sorted, pairs))
    whole = nx.compose_all(relation(found, side) for side in found.sides).to_undirected()
    alone = [message.split("'")[1] for message in said["orphan"]]
    assert sorted(alone) == sorted(node for node in NODES if not list(nx.neighbors(whole, node)))


@against
@given(edges, st.sets(nodes, min_size=1), st.sets(nodes))
def test_a_learning_path(found: Edges, targets: set[str], known: set[str]) -> None:
    graph = graph_of(found)
    graph.remove_nodes_from(known)
    path = learning_path(glossary_of(prerequisites=found), sorted(targets), known=known)
    wanted = targets - known
    needed = wanted.union(*(nx.descendants(graph, target) for target in wanted))
    assert sorted(node for step in path for node in step) == sorted(needed)
    assert set(map(frozenset, path)) == set(map(frozenset, nx.strongly_connected_components(graph.subgraph(needed))))
    place = {node: number for number, step in enumerate(path) for node in step}
    assert all(place[end] <= place[start] for start, end in graph.subgraph(needed).edges)


# Learning paths


def test_what_belongs_together_stands_together() -> None:
    found = glossary(
        term("x", prerequisites="a b"),
        term("a", prerequisites="p q"),
        term("b", prerequisites="k"),
        *map(term, "pqk"),
        term("other", prerequisites="x"),
    )
    assert learning_path(found, ["x"]) == (("p",), ("q",), ("a",), ("k",), ("b",), ("x",))
    assert learning_path(found, ["x"], known=["a"]) == (("k",), ("b",), ("x",))
    assert learning_path(found, ["b", "a"]) == (("k",), ("b",), ("p",), ("q",), ("a",))
    assert learning_path(found, ["x"], known=["x"]) == ()


# Size


class Counting(Glossary):
    """Counts how often it is asked."""

    asked = 0

    def related(self, term_id: str, side: Side, /) -> tuple[str, ...]:
        self.asked += 1
        return super().related(term_id, side)


@pytest.mark.parametrize("is_closed", [False, True])
def test_a_chain_of_thousands(is_closed: bool) -> None:
    """Nothing calls itself once a term: that would be three times as often as Python allows.

    Each term needs the next two; the last ones the first, if it is closed.
    """
    size = 3000
    targets = [[f"t{other % size}" for other in (n + 1, n + 2) if is_closed or other < size] for n in range(size)]
    terms = [term(f"t{n}", prerequisites=" ".join(others)) for n, others in enumerate(targets)]
    found = Counting(terms, relations.BUILT_IN)
    assert len(learning_path(found, ["t0"])) == (1 if is_closed else size)
    problems = findings(found, ALL)
    cycles = [problem.message.count(" -> ") for problem in problems if problem.code == "cycle"]
    assert cycles == ([1500] if is_closed else [])
    if not is_closed:
        found.asked = 0
        assert len(learning_path(found, ["t2990"])) == found.asked == 10


# What a page asks for, of which only the whole glossary shows that it is wrong

BRAIN = (Name("model", "preferred"), Name("brain", "avoid"))
ASKED = Glossary(
    [
        replace(term("model"), names=BRAIN, source_names=BRAIN, tag_readings=(("basics", ""),)),
        term("token", aliases=("piece",)),
        term("part", aliases=("piece",)),
        replace(term("old"), replaced_by="token"),
    ],
    relations.BUILT_IN,
    entries={"Theirs": Entry(name="Theirs", docname="words", anchor="term-theirs")},
    external=ExternalTerms(missing=frozenset({"ai"})),
)
PLACE: dict[str, Any] = {"source": "page.md", "line": 3}


KINDS: dict[str, Callable[..., Query]] = {"term-index": IndexQuery, "term-path": PathQuery, "term-graph": GraphQuery}


@pytest.mark.parametrize("asked", data(__file__, "asked.yaml"))
def test_what_a_block_asks_for(asked: dict[str, Any]) -> None:
    options = {name: tuple(texts) for name, texts in asked["options"].items()}
    assert lines(query_problems(ASKED, KINDS[asked["block"]](**options, **PLACE))) == [
        f"page.md:3: {message}" for message in asked["found"]
    ]


def test_a_term_and_its_successor_may_speak_of_it() -> None:
    mentions = [Mention("old", "page.md", 3, owner) for owner in ("old", "token", "model")]
    assert len(lines(mention_problems(ASKED, mentions, "other"))) == 1


def test_ids_that_are_names_of_others_cannot_be_written() -> None:
    terms = (replace(term(name), id=term_id) for term_id, name in (("a", "net"), ("b", "net"), ("c", "b"), ("d", "a")))
    assert lines(mention_problems(Glossary(terms, relations.BUILT_IN), [Mention("net", "page.md", 3)], "other")) == [
        "page.md:3: 'net' names several terms; give one of them an id that is not a name of another (a, b) "
        "[ambiguous-name]"
    ]
