"""The graph of a term as Mermaid text: a subgraph for each relation, with one line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from sphinx_glossary_terms.graphs.arranging import (
    BETWEEN,
    COLUMNS,
    Label,
    Laid,
    Look,
    Sizes,
    breadth,
    in_rows,
    name_of,
    sizes_of,
)
from sphinx_glossary_terms.graphs.flowchart import Box
from sphinx_glossary_terms.graphs.mermaid import BRACKETS, address, escape, label_text
from sphinx_glossary_terms.graphs.neighbors import Form, Group, Neighbors, Steps, kept

# What Mermaid makes of the settings below, in pixels.
_RANK = 4
_BETWEEN_COLUMNS = _RANK + 25  # and half of it beside the first and the last one
_BOX_PADDING_X, _BOX_PADDING_Y = 22, 11
_LINE_HEIGHT = 21
_HEIGHT_TOLERANCE = 1.08  # Mermaid measures with the fonts of the reader, so a graph may be higher than computed
_LINE_LENGTH = {Form.WIDE: 10, Form.NARROW: 5}  # the length of a line, in ranks
_PASSING_LINE_WIDTH = 24  # the room of a line that runs beside a group
_OUTER_MARGIN = 16  # of the whole
_FRAME = 6  # which is narrower than around other drawings
_GROUP_PADDING = 36  # the heading of a group, and what is above and below its rows

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
    nodeSpacing: {BETWEEN}
    rankSpacing: {_RANK}
    padding: 5
    subGraphTitleMargin:
      top: 2
      bottom: 10
---
"""

_CENTER = "c"


def source(chart: Neighbors, form: Form, /) -> str:
    """The text of a form."""
    is_wide = form is Form.WIDE
    first, second = _LOOK.arranged(chart, form)
    direction = "TB" if not is_wide else "RL" if chart.is_mirrored else "LR"
    lines = [f"flowchart {direction}", f"accTitle: {escape(chart.title)}", f"accDescr: {escape(chart.description)}"]
    number = 0
    for index, (group, laid) in enumerate([*first, *second]):
        lines += _group(f"g{index}", group, laid, number, "LR" if chart.is_mirrored else "RL")
        number += len(group.boxes)
    lines.append(_box(_CENTER, chart.center, name_of(chart, form)))
    names = [f"g{index}" for index in range(len(chart.groups))]
    if not is_wide:
        lines += _order(names[: len(first)], names[len(first) :])
    for index, (group, _laid) in enumerate([*first, *second]):
        ends = [names[index], _CENTER] if index < len(first) else [_CENTER, names[index]]
        lines.append(f" {_connector(group, _LINE_LENGTH[form])} ".join(ends))
    # Mermaid 11 forgets the class of a group that has no line yet.
    lines += [f"class {name} {group.css}" for name, (group, _laid) in zip(names, [*first, *second], strict=True)]
    return _HEADER + "\n".join(lines) + "\n"


def _group(name: str, group: Group, laid: Laid, number: int, direction: str) -> Iterator[str]:
    yield f'subgraph {name}["{escape(group.label.text)}"]'
    # Rows against this direction: a box that is alone in its row stands at its end.
    yield f"direction {'TB' if laid.has_lines else direction}"
    joins, clicks = [], []
    for index, (box, label) in enumerate(zip(group.boxes, laid.sizes.labels, strict=True)):
        node_id = f"n{number + index}"
        yield _box(node_id, box, label)
        if box.address:
            clicks.append(f'click {node_id} href "{address(box.address)}"')
        if not laid.has_lines and index % laid.rows[0]:
            joins.append(f"{node_id} ~~~ n{number + index - 1}")
    if laid.has_lines and group.steps:
        joins = [f"n{number + start} --> n{number + end}" for start, end in group.steps.lines]
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


@kept
def _lay(group: Group, columns: int, room: float) -> Laid:
    """A group with its lines, if there is room for these, or else in as few rows as there is room for."""
    sizes = sizes_of(group, _LOOK, columns)
    if group.steps and (width := breadth(group, _LOOK, columns) + _BETWEEN_COLUMNS) <= room:
        return Laid(sizes, group.steps.sizes, True, width, _height(sizes, group.steps))
    # As many columns as the first row has room for, or fewer, since other rows have wider boxes.
    widths = [width + _BETWEEN_COLUMNS for width in sizes.widths]
    for count in range(max(1, bisect_right([*accumulate(widths)], room)), 0, -1):
        width = sum([max(widths[column::count]) for column in range(count)])
        if width <= room:
            break
    heights = [max(sizes.heights[start : start + count]) for start in range(0, len(widths), count)]
    height = _GROUP_PADDING + sum(heights) + BETWEEN * len(heights)
    return Laid(sizes, [count], False, width, _HEIGHT_TOLERANCE * height)


def _height(sizes: Sizes, steps: Steps) -> float:
    heights = map(max, in_rows(sizes.heights, steps.sizes))
    return _GROUP_PADDING + sum(heights) + _BETWEEN_COLUMNS * (len(steps.sizes) - 1)


def _around(chart: Neighbors) -> float:
    _width, name_height = _LOOK.size(name_of(chart, Form.NARROW))
    return name_height + _RANK * _LINE_LENGTH[Form.NARROW] * len(chart.groups) + _OUTER_MARGIN


_LOOK = Look(
    lay=_lay,
    height=_height,
    around=_around,
    columns=COLUMNS[1:],
    line=_LINE_HEIGHT,
    padding=(_BOX_PADDING_X, _BOX_PADDING_Y),
    gap=BETWEEN,
    aside_wide=_OUTER_MARGIN,
    aside_narrow=_OUTER_MARGIN,
    reach=_LINE_LENGTH[Form.WIDE] * _RANK,
    track=_PASSING_LINE_WIDTH,
    frame=_FRAME,
)
fits = _LOOK.fits
"""Whether a form is low enough (see `Look.fits`)."""
