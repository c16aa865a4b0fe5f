"""The graph of a term as Mermaid text: a subgraph for each relation, with one line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

from sphinx_glossary_terms.graphs.flowchart import Box
from sphinx_glossary_terms.graphs.layers import row_widths
from sphinx_glossary_terms.graphs.lines import BOLD
from sphinx_glossary_terms.graphs.mermaid import BRACKETS, address, escape, label_text
from sphinx_glossary_terms.graphs.neighbors import (
    CENTER_COLUMNS,
    FEWER_COLUMNS,
    GROUP_COLUMNS,
    LOW,
    WIDTHS,
    Form,
    Group,
    Label,
    Lay,
    Neighbors,
    beside,
    down,
    first_with_lines,
    height_of,
    label_of,
    sides_of,
)

# What Mermaid makes of the settings below, in pixels.
_RANK = 4
_BETWEEN_COLUMNS = _RANK + 25  # and half of it beside the first and the last one
_BOX_PADDING_X, _BOX_PADDING_Y, _BETWEEN_ROWS = 22, 11, 6
_LINE_HEIGHT = 21
_HEIGHT_TOLERANCE = 1.08  # Mermaid measures with the fonts of the reader, so a graph may be higher than computed
_LINE_LENGTH = {Form.WIDE: 10, Form.NARROW: 5}  # the length of a line, in ranks
_PASSING_LINE_WIDTH = 24  # the room of a line that runs beside a group
_OUTER_MARGIN = 16  # of the whole
_FRAME = 6  # which is narrower than around other drawings
_GROUP_PADDING = 36  # the heading of a group, and what is above and below its rows
_MOST_COLUMNS = 10  # of boxes that have room beside one another

_HEADER = f"""\
---
config:
  layout: dagre
  look: classic
  htmlLabels: true
  themeVariables:
    fontSize: 14px
  flowchart:
    htmlLabels: true
    useMaxWidth: false
    wrappingWidth: 1000
    nodeSpacing: {_BETWEEN_ROWS}
    rankSpacing: {_RANK}
    padding: 5
    subGraphTitleMargin:
      top: 2
      bottom: 10
---
"""

_CENTER = "c"


class _Grid(NamedTuple):
    """A group with the labels of its boxes, and the size that they need.

    columns: how many columns the boxes are in; 0: they are in steps.
    """

    group: Group
    labels: list[Label]
    columns: int
    width: float
    height: float

    @property
    def has_lines(self) -> bool:
        """Whether it shows the lines between its boxes, or has none."""
        return not (self.columns and self.group.steps)


def source(chart: Neighbors, form: Form, /) -> str:
    """The text of a form."""
    is_wide = form is Form.WIDE
    if is_wide:
        first, second = _wide(chart)
    else:
        first, second = _below(chart)
    center = label_of(chart.center.label.text, CENTER_COLUMNS if is_wide else GROUP_COLUMNS)
    direction = "TB" if not is_wide else "RL" if chart.is_mirrored else "LR"
    lines = [f"flowchart {direction}", f"accTitle: {escape(chart.title)}", f"accDescr: {escape(chart.description)}"]
    number = 0
    for index, grid in enumerate([*first, *second]):
        lines += _group(f"g{index}", grid, number, "LR" if chart.is_mirrored else "RL")
        number += len(grid.group.boxes)
    lines.append(_box(_CENTER, chart.center, center))
    names = [f"g{index}" for index in range(len(chart.groups))]
    if not is_wide:
        lines += _order(names[: len(first)], names[len(first) :])
    for index, grid in enumerate([*first, *second]):
        ends = [names[index], _CENTER] if index < len(first) else [_CENTER, names[index]]
        lines.append(f" {_connector(grid.group, _LINE_LENGTH[form])} ".join(ends))
    # Mermaid 11 forgets the class of a group that has no line yet.
    lines += [f"class {name} {grid.group.css}" for name, grid in zip(names, [*first, *second], strict=True)]
    return _HEADER + "\n".join(lines) + "\n"


def fits(chart: Neighbors, form: Form, /) -> bool:
    """Whether a form is low enough, with lines between the boxes that have some."""
    limit = chart.height_limit(form) + _FRAME
    center = _LINE_HEIGHT * len(label_of(chart.center.label.text, GROUP_COLUMNS).lines) + _BOX_PADDING_Y
    around = center + _RANK * _LINE_LENGTH[Form.NARROW] * len(chart.groups) + _OUTER_MARGIN
    # Most that do not fit are far too high: those need no layout.
    least = [_least_height(group) for group in chart.groups]
    if (max(least) if form is Form.WIDE else around + sum(least)) > limit:
        return False
    if form is Form.WIDE:
        return height_of(_wide(chart, limit), _BETWEEN_ROWS) <= limit
    before, after = _below(chart)
    return around + down([*before, *after], 0) <= limit


def _least_height(group: Group) -> float:
    """How high a group is at least."""
    if group.steps:
        return _steps_height(group, GROUP_COLUMNS)
    return _GROUP_PADDING + (_BETWEEN_ROWS + _BOX_PADDING_Y + _LINE_HEIGHT) * -(-len(group.boxes) // _MOST_COLUMNS)


def _wide(chart: Neighbors, enough: float = LOW) -> tuple[list[_Grid], list[_Grid]]:
    return beside(chart, _room(chart), _BETWEEN_ROWS, _lay_with, enough=enough)


def _room(chart: Neighbors) -> float:
    """What there is for the groups at the left and at the right of the name."""
    center = BOLD * label_of(chart.center.label.text, CENTER_COLUMNS).width + _BOX_PADDING_X
    return WIDTHS[Form.WIDE] - _OUTER_MARGIN - center - sides_of(chart) * _LINE_LENGTH[Form.WIDE] * _RANK


def _below(chart: Neighbors) -> tuple[list[_Grid], list[_Grid]]:
    """The groups whose lines lead to the name, and the others: above and below it."""
    before, after = ([group for group in chart.groups if group.is_before == is_before] for is_before in (True, False))
    room = WIDTHS[Form.NARROW] - _OUTER_MARGIN - _PASSING_LINE_WIDTH * max(len(before) - 1, len(after) - 1, 0)
    lays = [_lay_with(columns) for columns in (FEWER_COLUMNS, CENTER_COLUMNS)]
    return [first_with_lines(lays, group, room) for group in before], [
        first_with_lines(lays, group, room) for group in after
    ]


def _group(name: str, grid: _Grid, number: int, direction: str) -> Iterator[str]:
    yield f'subgraph {name}["{escape(grid.group.label.text)}"]'
    # Rows against this direction: a box that is alone in its row stands at its end.
    yield f"direction {direction if grid.columns else 'TB'}"
    joins, clicks = [], []
    for index, (box, label) in enumerate(zip(grid.group.boxes, grid.labels, strict=True)):
        node_id = f"n{number + index}"
        yield _box(node_id, box, label)
        if box.address:
            clicks.append(f'click {node_id} href "{address(box.address)}"')
        if grid.columns and index % grid.columns:
            joins.append(f"{node_id} ~~~ n{number + index - 1}")
    if not grid.columns and grid.group.steps:
        joins = [f"n{number + start} --> n{number + end}" for start, end in grid.group.steps.lines]
    yield from joins
    yield "end"
    yield from clicks


def _box(name: str, box: Box, label: Label) -> str:
    left, right = BRACKETS[box.shape]
    return f'{name}{left}"{label_text(label.lines)}"{right}:::{box.css}'


def _connector(group: Group, length: int) -> str:
    line = {"solid": "-" * length, "thick": "=" * length, "dotted": f"-{'.' * length}"}[group.edge]
    end = {"solid": "-", "thick": "=", "dotted": "-"}[group.edge]
    return f"{line}{end}>" if group.has_arrow else f"{line}{end * (1 if group.edge == 'dotted' else 2)}"


def _order(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """Invisible lines that place each group below the previous one.

    Two of each, since that has Mermaid draw the groups, and not the lines that pass them, below one another.
    """
    below = f"~~{'~' * _LINE_LENGTH[Form.NARROW]}"
    for start, end in pairwise([*before, _CENTER, *after]):
        yield from [f"{start} {below} {end}"] * (1 if _CENTER in {start, end} else 2)


def _lay_with(columns: int) -> Lay[_Grid]:
    return partial(_lay, columns)


@lru_cache(5000)
def _lay(columns: int, group: Group, room: float) -> _Grid:
    """A group in as few rows as there is room for."""
    if group.steps and (steps := _steps(group, columns)).width <= room:
        return steps
    # As many as the first row has room for, or fewer, since other rows have wider boxes.
    for count in range(max(1, bisect_right([*accumulate(_widths(group, columns))], room)), 0, -1):
        grid = _grid(group, columns, count)
        if grid.width <= room:
            break
    return grid


@lru_cache(1000)
def _labels(group: Group, columns: int) -> list[Label]:
    return [label_of(box.label.text, columns) for box in group.boxes]


@lru_cache(1000)
def _widths(group: Group, columns: int) -> list[float]:
    return [label.width + _BOX_PADDING_X + _BETWEEN_COLUMNS for label in _labels(group, columns)]


@lru_cache(1000)
def _steps(group: Group, columns: int) -> _Grid:
    """A group whose boxes stand in rows, each below what it needs."""
    assert group.steps is not None
    labels = _labels(group, columns)
    widths = [label.width + _BOX_PADDING_X for label in labels]
    width = max(row_widths(widths, group.steps.sizes, group.steps.lines, _BETWEEN_ROWS)) + _BETWEEN_COLUMNS
    return _Grid(group, labels, 0, width, _steps_height(group, columns))


@lru_cache(1000)
def _steps_height(group: Group, columns: int) -> float:
    assert group.steps is not None
    labels, sizes = iter(_labels(group, columns)), group.steps.sizes
    lines = [max([len(label.lines) for label in islice(labels, size)]) for size in sizes]
    return (
        _GROUP_PADDING + _BOX_PADDING_Y * len(sizes) + _LINE_HEIGHT * sum(lines) + _BETWEEN_COLUMNS * (len(sizes) - 1)
    )


def _grid(group: Group, columns: int, count: int) -> _Grid:
    """A group whose boxes stand in so many columns (`count`), which are as wide as the widest one."""
    widths, labels = _widths(group, columns), _labels(group, columns)
    width = sum([max(widths[column::count]) for column in range(count)])
    lines = [len(label.lines) for label in labels]
    rows = [max(lines[start : start + count]) for start in range(0, len(lines), count)]
    height = _GROUP_PADDING + (_BETWEEN_ROWS + _BOX_PADDING_Y) * len(rows) + _LINE_HEIGHT * sum(rows)
    return _Grid(group, labels, count, width, _HEIGHT_TOLERANCE * height)
