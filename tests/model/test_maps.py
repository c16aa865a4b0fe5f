"""Learning paths and maps as graphs."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.graph import (
    CENTER,
    TAG,
    TERM,
    Before,
    Graph,
    GraphEdge,
    before,
    dependents,
    edges_among,
    learning_path,
    path_graph,
)
from sphinx_glossary_terms.model.maps import (
    MAP_EDGES,
    MAP_NODES,
    TAG_EDGES,
    can_be_read,
    part_of_map,
    select,
    tag_map,
    term_map,
)
from sphinx_glossary_terms.model.page import GraphQuery, IndexQuery, Page
from support.terms import glossary, term

ALL = ("broader", "related", "prerequisites")


def chain() -> Glossary:
    """Each letter needs the one after it; a is related to d, and z to nothing."""
    return glossary(
        term("a", prerequisites="b", related="d"),
        term("b", prerequisites="c"),
        replace(term("c", prerequisites="d"), tags=("x",)),
        replace(term("d"), tags=("y", "x")),
        term("z"),
    )


def test_before_a_term_is_all_that_it_needs() -> None:
    """Each in a step after what it needs, as late as that allows; no line says what follows from others."""
    found = glossary(
        term("a", prerequisites="b c d"),
        term("b", prerequisites="d"),
        term("c"),
        term("d", prerequisites="e"),
        term("e"),
    )
    assert before(found, "a") == Before((("e",), ("d",), ("b", "c")), (("d", "b"), ("e", "d")))
    assert before(found, "e") == Before()


def test_before_a_term_the_nearest_are_shown() -> None:
    found = glossary(
        term("a", prerequisites="b c"), term("b", prerequisites="d"), term("c", prerequisites="d e"), *map(term, "de")
    )
    assert before(found, "a", limit=3) == Before((("d",), ("b", "c")), (("d", "b"), ("d", "c")), 1, ("c",))
    assert before(found, "a", limit=2) == Before((("b", "c"),), (), 2, ("b", "c"))
    assert before(found, "a", limit=4).hidden == 0


def test_before_a_term_in_a_circle() -> None:
    """What needs each other shares a step; the term itself does not come before it."""
    found = glossary(
        term("a", prerequisites="b"), term("b", prerequisites="c a"), term("c", prerequisites="b d"), term("d")
    )
    assert before(found, "a") == Before((("d",), ("b", "c")), (("d", "c"),))


def test_edges_are_among_the_terms_that_are_shown() -> None:
    found = glossary(term("a", related="b c", prerequisites="d e"), term("b"), term("c"), term("d", prerequisites="e"))
    found = Glossary([*found.terms.values(), term("e")], found.types)
    assert list(edges_among(found, "abd", ALL)) == [
        GraphEdge("d", "a", "prerequisites"),
        GraphEdge("a", "b", "related"),
    ]
    assert list(edges_among(found, "ade", ALL)) == [
        GraphEdge("d", "a", "prerequisites"),
        GraphEdge("e", "d", "prerequisites"),
    ]
    assert list(edges_among(found, "ae", ("related",))) == []
    assert list(edges_among(found, "ae", ALL)) == [GraphEdge("e", "a", "prerequisites")]


def test_a_path_is_drawn_from_its_end_as_far_as_it_fits() -> None:
    found = chain()
    steps = learning_path(found, ["a"])
    assert steps == (("d",), ("c",), ("b",), ("a",))
    needs = [GraphEdge("b", "a", "prerequisites"), GraphEdge("c", "b", "prerequisites")]
    path = path_graph(found, steps, {"a"}, limit=3)
    assert path.nodes == (("c", "prerequisites"), ("b", "prerequisites"), ("a", CENTER))
    assert path.edges == (GraphEdge("", "c", "prerequisites"), *needs)
    assert path.hidden == 1
    whole = path_graph(found, steps, {"a"}, limit=4)
    assert whole.edges == (*needs, GraphEdge("d", "c", "prerequisites"))
    assert whole.hidden == 0


def test_how_much_is_built_on_a_term() -> None:
    assert dependents(chain()) == {"a": 0, "b": 1, "c": 2, "d": 3, "z": 0}
    circle = glossary(term("a", prerequisites="b"), term("b", prerequisites="a"), term("c", prerequisites="a"))
    assert dependents(circle) == {"a": 2, "b": 2, "c": 0}


def test_what_a_map_selects() -> None:
    found = chain()
    assert list(select(found, GraphQuery()).ids) == ["a", "b", "c", "d", "z"]
    assert select(found, GraphQuery(around=("a",), depth=0)).ids == ["a"]
    assert select(found, GraphQuery(around=("a", "A"), depth=1)).ids == ["a", "b", "d"]
    assert select(found, GraphQuery(around=("a", "unknown"), depth=1)).starts == ["a"]
    needs = ("prerequisites",)
    assert select(found, GraphQuery(around=("b",), relations=needs)).ids == ["b", "c", "a"]
    assert select(found, GraphQuery(around=("a",), depth=2, relations=needs)).ids == ["a", "b", "c"]
    assert select(found, GraphQuery(around=("a",), depth=9, relations=needs)).ids == ["a", "b", "c", "d"]
    assert select(found, GraphQuery(tags=("y", "no"))).ids == ["d"]
    assert select(found, GraphQuery(has_orphans=False)).ids == ["a", "b", "c", "d"]
    # Related to terms that are not on the map.
    assert select(found, GraphQuery(tags=("y",), has_orphans=False)).ids == []
    assert select(found, GraphQuery(relations=("related",), has_orphans=False)).ids == ["a", "d"]


def test_a_map_of_terms_is_in_the_order_of_ids() -> None:
    found = term_map(chain(), ["d", "a"], ["d"], ALL)
    assert found == Graph(nodes=(("a", TERM), ("d", CENTER)), edges=(GraphEdge("a", "d", "related"),))


def test_how_large_a_map_can_be_read() -> None:
    nodes = tuple((str(number), TERM) for number in range(MAP_NODES + 1))
    edges = tuple(GraphEdge(str(number), "", "related") for number in range(MAP_EDGES + 1))
    assert can_be_read(Graph(nodes=nodes[1:], edges=edges[1:]))
    assert not can_be_read(Graph(nodes=nodes, edges=()))
    assert not can_be_read(Graph(nodes=(), edges=edges))


def test_of_a_large_map_the_terms_with_most_relations_stay() -> None:
    many = [term(f"a{number:02}") for number in range(MAP_NODES)]
    found = glossary(*many, term("y", related="a00 z"), term("z"))
    part = part_of_map(found, list(found.terms), ["a59"], ALL)
    assert part.hidden == 2
    assert len(part.nodes) == MAP_NODES
    assert part.nodes[-3:] == (("a59", CENTER), ("y", TERM), ("z", TERM))
    assert part.edges == (GraphEdge("a00", "y", "related"), GraphEdge("y", "z", "related"))


def test_a_map_of_tags_counts_the_relations_between_their_terms() -> None:
    found = glossary(
        replace(term("a", related="b c", prerequisites="d"), tags=("one",)),
        replace(term("b"), tags=("two",)),
        replace(term("c"), tags=("two", "one")),
        replace(term("d"), tags=("three",)),
        term("e", related="a"),
    )
    graph, counts, edges = tag_map(found, "abce", ALL)
    assert counts == {"one": 2, "two": 2, "": 1}
    assert edges == [GraphEdge("one", "two", "", 2), GraphEdge("", "one", "", 1)]
    assert graph == Graph(nodes=(("", TAG), ("one", TAG), ("two", TAG)), edges=tuple(sorted(edges)))


def test_a_relation_with_a_direction_joins_tags_too() -> None:
    found = glossary(replace(term("a", broader="b"), tags=("one",)), replace(term("b"), tags=("two",)))
    assert tag_map(found, "ab", ALL)[2] == [GraphEdge("one", "two", "", 1)]


def test_a_map_of_tags_has_the_heaviest_edges_of_each() -> None:
    assert TAG_EDGES == 2
    tags = "abcd"
    terms = [
        replace(term(f"{start}{end}", related=f"{end}{start}"), tags=(start,))
        for start in tags
        for end in tags
        if start != end
    ]
    terms += [replace(term(f"x{number}", related=f"y{number}"), tags=(end,)) for number, end in enumerate("bcd")]
    terms += [replace(term(f"y{number}"), tags=("a",)) for number in range(3)]
    graph, _counts, edges = tag_map(glossary(*terms), [made.id for made in terms], ALL)
    pairs = ["ab", "ac", "ad", "bc", "bd", "cd"]
    assert [edge.start + edge.end for edge in edges] == pairs
    assert [edge.weight for edge in edges] == [2, 2, 2, 1, 1, 1]
    assert [edge.start + edge.end for edge in graph.edges] == ["ab", "ac", "ad", "bc", "bd"]


def test_of_many_tags_the_largest_are_on_the_map() -> None:
    names = [f"t{number:02}" for number in range(MAP_NODES + 1)]
    terms = [replace(term(name, related=other), tags=(name,)) for name, other in pairwise(names)]
    terms.append(replace(term(names[-1]), tags=(names[-1],)))
    graph, counts, edges = tag_map(glossary(*terms), names, ALL)
    assert graph.hidden == 1
    assert len(counts) == MAP_NODES + 1
    assert len(edges) == len(graph.edges) == MAP_NODES - 1
    assert names[-1] not in {edge.end for edge in edges}


def test_blocks_of_one_kind_are_numbered() -> None:
    first, second = GraphQuery(), GraphQuery(depth=2)
    page = Page(queries=(first, IndexQuery(), second))
    assert list(page.numbered_queries()) == [(0, first), (0, IndexQuery()), (1, second)]
