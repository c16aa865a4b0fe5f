"""Learning paths and maps as graphs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_terms.model.graph import (
    CENTER,
    MAP_EDGES,
    MAP_NODES,
    MAX_BEFORE,
    MAX_STEP,
    TERM,
    Before,
    Graph,
    GraphEdge,
    before,
    can_be_read,
    learning_path,
    part_of_map,
)
from support.terms import glossary, term

ALL = ("broader", "related", "prerequisites")


def test_before_a_term_is_all_that_it_needs() -> None:
    """Each in a step after what it needs, as late as that allows; no line says what follows from others."""
    found = glossary(
        term("a", prerequisites="b c d"),
        term("b", prerequisites="d"),
        term("c"),
        term("d", prerequisites="e"),
        term("e"),
    )
    assert before(found, "a", 0) == Before((("e",), ("d",), ("b", "c")), (("d", "b"), ("e", "d")))
    assert before(found, "e", 0) == Before()


def test_before_a_term_the_nearest_are_shown() -> None:
    """All of its own, in rows of three, and in four of them; the rest is a number, but never one."""
    wide = glossary(term("a", prerequisites="b c d e"), term("b", prerequisites="f"), *map(term, "cdef"))
    assert before(wide, "a", 0) == Before((("f",), ("b", "c", "d", "e")), (("f", "b"),))
    many = glossary(term("a", prerequisites=" ".join("bcdefghijk")), *map(term, "bcdefghijk"))
    assert before(many, "a", 0) == Before()
    deep = glossary(
        *(term(here, prerequisites=there) for here, there in zip("abcdefg", "bcdefgh", strict=True)), term("h")
    )
    found = before(deep, "a", 0)
    assert found.steps == tuple((name,) for name in "edcb")
    assert (found.hidden, found.needs_hidden) == (3, ("e",))
    assert before(deep, "c", 0).steps == tuple((name,) for name in "hgfed")
    # The more names below, the fewer rows; but none of its own prerequisites is left out.
    assert [len(before(deep, "a", names).steps) for names in (1, 2, 6, 10, 40)] == [4, 3, 2, 1, 1]
    own = glossary(
        *(term(here, prerequisites=" ".join("abcdef"[number:])) for number, here in enumerate("abcde", 1)), term("f")
    )
    assert before(own, "a", 40).steps == tuple((name,) for name in "fedcb")


def test_before_a_term_in_a_circle() -> None:
    """What needs each other does not fit into steps; the term itself does not come before it."""
    found = glossary(
        term("a", prerequisites="b"), term("b", prerequisites="c a"), term("c", prerequisites="b d"), term("d")
    )
    assert before(found, "a", 0).steps == (("b",),)


@given(st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=40))
def test_what_is_before_a_term_always_fits(pairs: list[tuple[int, int]]) -> None:
    """A line leads from each box to a row below it; what needs what is shown or follows; nothing is counted twice."""
    needs = {number: sorted({end for start, end in pairs if start == number > end}) for number in range(15)}
    found = glossary(*(term(f"t{n}", prerequisites=" ".join(f"t{end}" for end in ends)) for n, ends in needs.items()))
    shown = before(found, "t14", 0)
    row = {name: number for number, step in enumerate(shown.steps) for name in step}
    extra = 0 if shown.hidden else 1
    assert shown.hidden != 1
    assert len(shown.steps) <= MAX_BEFORE + extra
    assert len(row) <= MAX_BEFORE + extra
    assert all(0 < len(step) <= MAX_STEP + extra for step in shown.steps[:-1])
    assert all(row[start] < row[end] for start, end in shown.lines)
    assert len(row) + shown.hidden == len(learning_path(found, ["t14"])) - 1
    assert set(shown.needs_hidden) <= row.keys()
    after: dict[str, set[str]] = {name: {name} for name in row}
    for step in shown.steps:
        for name in step:
            for start, end in shown.lines:
                if end == name:
                    after[name] |= after[start]
    for name in row:
        for other in (f"t{end}" for end in needs[int(name[1:])]):
            assert other not in row or other in after[name]


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
