"""Where boxes and lines of a graph go, as numbers: without a build, without a browser."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_terms.graphs import svg
from sphinx_glossary_terms.graphs.flowchart import Box, Flowchart, Line
from sphinx_glossary_terms.graphs.layers import Layout, Size, Way, apart, layered, ordered
from sphinx_glossary_terms.model.term import LocalizedText
from support.drawings import boxes

ACROSS, DOWN = 20, 50
NEAREST = 16  # with a line between two boxes
LABEL = (60.0, 21.0)


@st.composite
def graphs(draw: st.DrawFn, most: int = 14) -> tuple[list[Size], list[Way]]:
    """Boxes of any sizes, with lines in any direction: circles, several lines between two boxes, several parts."""
    sizes = draw(st.lists(st.tuples(st.floats(20, 200), st.floats(20, 80)), min_size=1, max_size=most))
    box = st.integers(0, len(sizes) - 1)
    ways = draw(st.lists(st.builds(Way, box, box, st.sampled_from([None, None, LABEL])), max_size=2 * most))
    return sizes, [way for way in ways if way.start != way.end]


def large() -> tuple[list[Size], list[Way]]:
    """As many boxes and lines as a map has at most."""
    factors = [(number, (number * factor + factor) % 60) for factor in (7, 11) for number in range(60)]
    ways = [Way(start, end) for start, end in factors if start != end][:100]
    return [(80.0 + number % 7 * 20, 51.0 + number % 2 * 21) for number in range(60)], ways


def check(sizes: list[Size], ways: list[Way], layout: Layout) -> None:
    """No box covers another one, no line runs through a box, and each joins its boxes."""
    sides = [
        (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        for (x, y), (width, height) in zip(layout.places, sizes, strict=True)
    ]
    for number, (left, top, right, bottom) in enumerate(sides):
        for other_left, other_top, other_right, other_bottom in sides[:number]:
            is_beside = right <= other_left - NEAREST + 1e-6 or other_right <= left - NEAREST + 1e-6
            assert is_beside or bottom <= other_top or other_bottom <= top
    for way, curve in zip(ways, layout.curves, strict=True):
        for box, point in ((way.start, curve.points[0]), (way.end, curve.points[-1])):
            left, top, right, bottom = sides[box]
            assert left - 1e-6 <= point.x <= right + 1e-6
            assert min(abs(point.y - top), abs(point.y - bottom)) < 1e-6
        for one, other in pairwise(curve.points):
            lowest, highest = sorted((one.y, other.y))
            for left, top, right, bottom in sides:
                if lowest < bottom - 1e-4 and highest > top + 1e-4:
                    assert one.x == other.x
                    assert one.x <= left + 1e-6 or one.x >= right - 1e-6
        assert (curve.label is not None) == (way.label is not None)


@pytest.mark.parametrize("is_short", [True, False])
@given(graphs())
def test_no_box_covers_another_one_and_no_line_runs_through_one(
    is_short: bool, graph: tuple[list[Size], list[Way]]
) -> None:
    layout = layered(*graph, ACROSS, DOWN, is_short=is_short)
    check(*graph, layout)
    assert layered(*graph, ACROSS, DOWN, is_short=is_short) == layout


def test_the_largest_map() -> None:
    sizes, ways = large()
    check(sizes, ways, layered(sizes, ways, ACROSS, DOWN, is_short=True))


@given(st.integers(0, 2**32).map(Random))
def test_no_swap_of_neighbors_removes_a_crossing(chance: Random) -> None:
    """With so many lines that the means alone leave such a swap in most graphs."""
    widths = chance.choices(range(1, 13), k=chance.randint(2, 5))
    numbers = iter(range(sum(widths)))
    rows = [[next(numbers) for _ in range(width)] for width in widths]
    above: list[list[int]] = [[] for _ in range(sum(widths))]
    below: list[list[int]] = [[] for _ in range(sum(widths))]
    for upper, lower in pairwise(rows):
        for _ in range(chance.randint(0, 40)):
            start, end = chance.choice(upper), chance.choice(lower)
            below[start].append(end)
            above[end].append(start)

    def crossings(found: list[list[int]]) -> int:
        place = {node: number for row in found for number, node in enumerate(row)}
        lines = [[(place[start], place[end]) for start in row for end in below[start]] for row in found]
        return sum((a - c) * (b - d) < 0 for row in lines for n, (a, b) in enumerate(row) for c, d in row[:n])

    found = ordered(rows, above, below, [0] * sum(widths))
    assert list(map(sorted, found)) == rows
    fewest = crossings(found)
    assert fewest <= crossings(rows)
    if crossings(rows) == 0:
        assert found == rows
    for number, row in enumerate(found):
        for place in range(len(row) - 1):
            swapped = [*row[:place], row[place + 1], row[place], *row[place + 2 :]]
            assert crossings([*found[:number], swapped, *found[number + 1 :]]) >= fewest


@given(st.lists(st.tuples(st.floats(-100, 100), st.integers(1, 8)), min_size=1, max_size=10))
def test_places_keep_their_distances_and_are_the_nearest(wanted: list[tuple[float, int]]) -> None:
    offsets = [10.0 * number for number in range(len(wanted))]
    goals, weights = [place for place, _ in wanted], [weight for _, weight in wanted]
    found = apart(goals, weights, offsets)
    assert all(right - left >= 10 - 1e-6 for left, right in pairwise(found))
    # Nothing that touches its neighbors would be nearer to where it is wanted if all of it moved.
    pools: list[list[int]] = []
    for number in range(len(found)):
        if number and found[number] - found[number - 1] < 10 + 1e-6:
            pools[-1].append(number)
        else:
            pools.append([number])
    for pool in pools:
        assert sum(weights[number] * (found[number] - goals[number]) for number in pool) == pytest.approx(0, abs=1e-4)


def test_boxes_without_lines_stand_in_one_row_in_their_order() -> None:
    places = layered([(50, 20), (30, 40), (60, 20)], [], ACROSS, DOWN).places
    assert [place.y for place in places] == [20, 20, 20]
    assert [place.x for place in places] == sorted(place.x for place in places)


def test_layers_are_low_or_where_lines_are_short() -> None:
    """Four boxes in a row, and a box that only the last one needs, or that only the first one leads to."""
    ways = [Way(0, 1), Way(1, 2), Way(2, 3), Way(4, 3), Way(0, 5)]
    for is_short, layers in ((False, [0, 1, 2, 3, 2, 3]), (True, [0, 1, 2, 3, 2, 1])):
        places = layered([(40, 20)] * 6, ways, ACROSS, DOWN, is_short=is_short).places
        assert [(place.y - 10) / 70 for place in places] == layers
    # A line through several layers is straight.
    points = (
        layered([(80, 20)] * 5, [Way(0, 1), Way(1, 2), Way(2, 3), Way(3, 4), Way(0, 4)], ACROSS, DOWN).curves[-1].points
    )
    inner = [point.x for point in points[2:-2]]
    assert max(inner) - min(inner) < 2


def drawn(direction: str) -> str:
    names = ["Flour", "Dough", "Bread", "Oven", "Beer"]
    found = tuple(Box(name, LocalizedText(name), "glossary-term", "") for name in names)
    ways = [("Flour", "Dough"), ("Dough", "Bread"), ("Oven", "Bread"), ("Flour", "Bread"), ("Bread", "Beer")]
    joined = tuple(Line(start, end) for start, end in [*ways, ("Beer", "Flour")])
    return svg.draw(Flowchart(title="T", direction=direction, boxes=found, lines=joined), "x")


def test_from_right_to_left_it_is_the_same_mirrored() -> None:
    one, other = boxes(drawn("LR")), boxes(drawn("RL"))
    for left_to_right, mirrored in zip(one, other, strict=True):
        assert left_to_right.left == pytest.approx(-mirrored.right, abs=0.11)
        assert left_to_right.top == mirrored.top
    assert one[0].left < one[1].left < one[2].left < one[4].left
    below = boxes(drawn("TB"))
    assert below[0].top < below[1].top < below[2].top < below[4].top


@pytest.mark.parametrize("direction", ["LR", "RL", "TB"])
def test_the_head_of_an_arrow_points_to_its_box(direction: str) -> None:
    """Also where a box is as long as its layer, and on a line that closes a circle."""
    drawing = drawn(direction)
    sides = boxes(drawing)
    for path in drawing.split('class="edge" d="M')[1:]:
        numbers = path.partition('"')[0].replace("C", " ").replace("L", " ").split()
        (before_x, before_y), (x, y) = [tuple(map(float, pair.split(","))) for pair in numbers[-2:]]
        assert (before_x, before_y) != (x, y)
        step = (x - before_x, y - before_y)
        length = (step[0] ** 2 + step[1] ** 2) ** 0.5
        # Four pixels on, the arrow is at the edge of a box.
        end_x, end_y = x + step[0] / length * 4.2, y + step[1] / length * 4.2
        assert any(box.left <= end_x <= box.right and box.top <= end_y <= box.bottom for box in sides)
