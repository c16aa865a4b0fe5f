"""Where the boxes and the lines of a flowchart go: merman lays Mermaid text out, without a browser."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any, NamedTuple

# merman limits what it reads, in case others wrote it; the text here has no word of others (see `svg`). The sizes of
# boxes depend on look and theme.
_OPTIONS = {
    "resources": {"profile": "unbounded-for-trusted-input"},
    "site_config": {
        "theme": "default",
        "layout": "dagre",
        "look": "classic",
        "htmlLabels": True,
        # Labels come in lines already.
        "flowchart": {"htmlLabels": True, "wrappingWidth": 100_000},
    },
}


class DrawingError(Exception):
    """A graph could not be drawn; the message says why."""


class Point(NamedTuple):
    """A place in a drawing, in pixels."""

    x: float
    y: float


class Rectangle(NamedTuple):
    """The middle of a box, and its size."""

    x: float
    y: float
    width: float
    height: float


class Curve(NamedTuple):
    """A line.

    points: what it is drawn along, from the edge of one box to that of another.
    label: the place of its label; None if it has none.
    """

    points: tuple[Point, ...]
    label: Rectangle | None


class Layout(NamedTuple):
    """The boxes and the lines of a flowchart in the order of its text."""

    boxes: list[Rectangle]
    curves: list[Curve]


class LayoutEngine:
    """Lays flowcharts out. One is enough for a build: making merman's engine takes as long as using it."""

    @cached_property
    def _renderer(self) -> Any:
        # Here, since it is an extra: a project that draws in the browser need not have it. And only when it is needed,
        # so each process has its own.
        import merman

        return merman.MermanEngine(options_json=json.dumps(_OPTIONS), services=None)

    def layout(self, source: str, ends: list[tuple[str, str]], names: list[str], /) -> Layout:
        """The layout of a Mermaid text that has boxes of these `names`, and lines between these `ends`, in this order.

        Raises:
            DrawingError: merman fails.
        """
        import merman

        try:
            flowchart = json.loads(self._renderer.layout_json(source, None))["layout"]["FlowchartV2"]
        except (merman.MermanError, merman.merman_uniffi.InternalError) as error:
            raise DrawingError(getattr(error, "message", None) or str(error)) from error
        boxes = {box["id"]: _box(box) for box in flowchart["nodes"]}
        missing = [name for name in names if name not in boxes]
        if missing or [(line["from"], line["to"]) for line in flowchart["edges"]] != ends:
            raise DrawingError("the layout lacks boxes or lines")
        curves = [
            Curve(
                tuple(Point(point["x"], point["y"]) for point in line["points"]), line["label"] and _box(line["label"])
            )
            for line in flowchart["edges"]
        ]
        return Layout([boxes[name] for name in names], curves)


def _box(box: dict[str, Any]) -> Rectangle:
    return Rectangle(box["x"], box["y"], box["width"], box["height"])
