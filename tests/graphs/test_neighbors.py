"""How much of the graph of a term is shown, and where its boxes are, without a build."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate, combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_terms.graphs import layers, neighbors_html, neighbors_mermaid, neighbors_svg
from sphinx_glossary_terms.graphs.fitting import Fitting, _limit
from sphinx_glossary_terms.graphs.flowchart import MORE, Box
from sphinx_glossary_terms.graphs.layers import layered, row_widths
from sphinx_glossary_terms.graphs.neighbors import Form, Group, Neighbors, Priority, Steps
from sphinx_glossary_terms.model.localize import LocalizedText

CENTER = Box(LocalizedText("center"), "rounded", "node", "")


def boxes(*labels: str) -> tuple[Box, ...]:
    return tuple(Box(LocalizedText(label), "rectangle", "node", "") for label in labels)


def more(count: int) -> LocalizedText:
    return LocalizedText(f"+{count} more")


def group(name: str, *labels: str, priority: Priority = Priority.OTHER, steps: Steps | None = None) -> Group:
    is_before = priority is Priority.BEFORE
    return Group(LocalizedText(name), name, boxes(*labels), "solid", True, is_before, priority, f"#{name}", steps)


def chart(*groups: Group) -> Neighbors:
    return Neighbors(title="", description="", center=CENTER, groups=groups)


@st.composite
def steps(draw: st.DrawFn) -> Steps:
    """Boxes in rows, and lines down."""
    sizes = tuple(draw(st.lists(st.integers(1, 4), min_size=1, max_size=6)))
    starts = [*accumulate(sizes, initial=0)]
    row_of = [number for number, size in enumerate(sizes) for _ in range(size)]
    pairs = [(start, end) for start, end in combinations(range(starts[-1]), 2) if row_of[start] < row_of[end]]
    lines = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=12)) if pairs else []
    return Steps(sizes, tuple(sorted(lines)))


@st.composite
def charts(draw: st.DrawFn) -> Neighbors:
    """A term with what to know before it, and up to five relations."""
    words = st.text("abcdefgh ", min_size=1, max_size=40).map(lambda text: text.strip() or "x")
    groups = []
    for number, priority in enumerate(draw(st.lists(st.sampled_from(list(Priority)[:3]), min_size=1, max_size=5))):
        names = draw(st.lists(words, min_size=1, max_size=12))
        groups.append(group(f"r{number}", *names, priority=priority))
    if draw(st.booleans()):
        found = draw(steps())
        names = [draw(words) for _ in range(sum(found.sizes))]
        groups.append(group("before", *names, priority=Priority.BEFORE, steps=found))
    return chart(*groups)


FITS = [neighbors_svg.fits, neighbors_mermaid.fits, neighbors_html.fits]


@given(charts(), st.sampled_from(Form), st.sampled_from(FITS))
def test_a_graph_is_as_low_as_it_can_be(whole: Neighbors, form: Form, fits: Callable[[Neighbors, Form], bool]) -> None:
    """What is shown fits; or no less could be shown."""
    shown = Fitting(whole, more).part(form, fits)
    assert shown.groups
    if not fits(shown, form):
        (last,) = shown.groups
        assert len(last.boxes) <= 4 or (last.steps and len(last.steps.sizes) <= 2)


@given(charts(), st.sampled_from(Form))
def test_every_term_is_shown_or_counted(whole: Neighbors, form: Form) -> None:
    shown = Fitting(whole, more).part(form, neighbors_svg.fits)
    for found in shown.groups:
        (before,) = (other for other in whole.groups if other.css == found.css)
        labels = [box.label.text for box in found.boxes if box.css != MORE]
        rest = [int(box.label.text.split()[0]) for box in found.boxes if box.css == MORE]
        assert len(labels) + sum(rest) == len(before.boxes)
        all_labels = [box.label.text for box in before.boxes]
        assert labels == (all_labels[len(all_labels) - len(labels) :] if found.steps else all_labels[: len(labels)])


def test_what_gives_way() -> None:
    """Long groups are shortened; then related terms go, then own relations, then what is near, then the farthest steps."""
    names = [f"name {number}" for number in range(8)]
    whole = chart(
        group("before", "a", "b", "c", priority=Priority.BEFORE, steps=Steps((1, 1, 1), ((0, 1), (1, 2)))),
        group("near", *names[:5], priority=Priority.NEAR),
        group("own", *names[:2]),
        group("related", *names, priority=Priority.RELATED),
    )
    for count, css in (
        (4, ["before", "near", "own", "related"]),
        (3, ["before", "near", "own"]),
        (2, ["before", "near"]),
    ):

        def fits(part: Neighbors, _form: Form, count: int = count) -> bool:
            return len(part.groups) <= count

        assert [found.css for found in Fitting(whole, more).part(Form.WIDE, fits).groups] == css
    last = Fitting(whole, more).part(Form.WIDE, lambda _part, _form: False)
    assert [(found.css, [box.label.text for box in found.boxes]) for found in last.groups] == [
        ("before", ["+2 more", "c"])
    ]
    assert last.groups[0].steps == Steps((1, 1), ((0, 1),))


def test_a_group_comes_back_where_there_is_room_for_it() -> None:
    """The widest group of those near is in the way of no other one."""
    whole = chart(
        group("before", "a", priority=Priority.BEFORE),
        group("leads", *"bcdef", priority=Priority.NEAR),
        group("wide", *"ghijk", priority=Priority.NEAR),
        group("related", "l", priority=Priority.RELATED),
    )
    shown = Fitting(whole, more).part(Form.WIDE, lambda part, _form: all(found.css != "wide" for found in part.groups))
    assert {found.css: [box.label.text for box in found.boxes] for found in shown.groups} == {
        "before": ["a"],
        "leads": ["b", "+4 more"],
        "related": ["l"],
    }


def test_what_is_hidden_already_is_counted_too() -> None:
    found = Steps((1, 2), ((0, 1),), hidden=5, needs_hidden=(0, 2))
    whole = chart(group("before", "a", "b", "c", priority=Priority.BEFORE, steps=found))
    (shown,) = Fitting(whole, more).part(Form.WIDE, lambda _part, _form: True).groups
    assert [box.label.text for box in shown.boxes] == ["+5 more", "a", "b", "c"]
    assert shown.steps == Steps((1, 1, 2), ((1, 2), (0, 1), (0, 3)))
    (shown,) = Fitting(whole, more).part(Form.WIDE, lambda _part, _form: False).groups
    assert [box.label.text for box in shown.boxes] == ["+6 more", "b", "c"]
    assert shown.steps == Steps((1, 2), ((0, 1), (0, 2)))


@pytest.mark.parametrize("form", Form)
def test_boxes_have_no_places_where_only_the_size_is_compared(form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the parts of a graph that are compared one is drawn."""
    monkeypatch.setattr(layers, "_settled", None)
    found = Steps((1, 2), ((0, 1), (0, 2)))
    whole = chart(group("before", "a", "b", "c", priority=Priority.BEFORE, steps=found), group("x", "d"))
    shown = Fitting(whole, more).part(form, neighbors_svg.fits)
    with pytest.raises(TypeError):
        neighbors_svg.draw(shown, form, "anchor")


@given(steps(), st.data())
def test_no_line_crosses_a_box(found: Steps, data: st.DataObject) -> None:
    """Boxes of one row do not touch; a line that passes a row has a place of its own in it."""
    count = sum(found.sizes)
    widths = [data.draw(st.integers(20, 120)) for _ in range(count)]
    places, lines = layered(widths, [30.0] * count, found, across=6, down=20)
    width = max(row_widths(widths, found.sizes, found.lines, 6))
    assert max(place.y + 15 for place in places) == 30 * len(found.sizes) + 20 * (len(found.sizes) - 1)
    starts = [*accumulate(found.sizes, initial=0)]
    for number, (start, end) in enumerate(pairwise(starts)):
        top = 50.0 * number
        spans = [(place.x - place.width / 2, place.x + place.width / 2) for place in places[start:end]]
        spans += [
            (point.x, point.x)
            for line in lines
            for point, after in pairwise(line)
            if (point.y, after.y) == (top, top + 30)
        ]
        spans.sort()
        assert all(place.y == top + 15 for place in places[start:end])
        assert all(left[1] + 6 <= right[0] + 1e-6 for left, right in pairwise(spans))
        assert spans[0][0] >= -1e-6
        assert spans[-1][1] <= width + 1e-6
    for (start, end), line in zip(found.lines, lines, strict=True):
        assert (line[0].x, line[-1].x) == (places[start].x, places[end].x)
        assert (line[0].y, line[-1].y) == (places[start].y + 15, places[end].y - 15)


@pytest.mark.parametrize(
    ("counts", "limit"),
    [
        ([3], 20),
        ([20], 20),
        ([30], 20),
        ([10, 10], 20),
        ([30, 3], 17),
        ([30, 30], 10),
        ([1, 9, 30, 30], 6),
        ([5] * 30, 1),
    ],
)
def test_long_groups_are_shortened_first(counts: list[int], limit: int) -> None:
    assert _limit(counts) == limit


def test_heights() -> None:
    """With the frame around it, a graph has at most 450 pixels beside other text, and 640 on a phone."""
    chart = Neighbors(title="", description="", center=CENTER, groups=())
    assert [chart.height_limit(form) for form in Form] == [428, 612]
    assert [replace(chart, is_low=True).height_limit(form) for form in Form] == [380, 560]
