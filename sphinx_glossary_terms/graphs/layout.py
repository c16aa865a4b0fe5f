"""Where boxes, groups and lines of a graph go: merman lays Mermaid text out, without a browser."""

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
        "flowchart": {"htmlLabels": True},
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
    """What a text has: its boxes and groups by name, its lines in the order of the text."""

    places: dict[str, Rectangle]
    curves: list[Curve]


class LayoutEngine:
    """Lays graphs out. One is enough for a build: making merman's engine takes as long as using it."""

    @cached_property
    def _renderer(self) -> Any:
        # Here, since it is an extra: a project that draws in the browser need not have it. And only when it is needed,
        # so each process has its own.
        import merman

        return merman.MermanEngine(options_json=json.dumps(_OPTIONS), services=None)

    def layout(self, source: str, ends: list[tuple[str, str]], names: list[str], scale: int, /) -> Layout:
        """The layout of a Mermaid text that has these `names`, and lines between these `ends`, in this order.

        The text is that of a graph which is `scale` times as large.

        Raises:
            DrawingError: merman fails.
        """
        import merman

        try:
            flowchart = json.loads(self._renderer.layout_json(source, None))["layout"]["FlowchartV2"]
        except (merman.MermanError, merman.merman_uniffi.InternalError) as error:
            raise DrawingError(getattr(error, "message", None) or str(error)) from error
        places = {box["id"]: _box(box, scale) for box in (*flowchart["nodes"], *flowchart["clusters"])}
        if not places.keys() >= {*names} or [(line["from"], line["to"]) for line in flowchart["edges"]] != ends:
            raise DrawingError("the layout lacks boxes or lines")
        curves = [
            Curve(
                tuple(Point(point["x"] / scale, point["y"] / scale) for point in line["points"]),
                line["label"] and _box(line["label"], scale),
            )
            for line in flowchart["edges"]
        ]
        return Layout(places, curves)


def _box(box: dict[str, Any], scale: int) -> Rectangle:
    return Rectangle(*(box[name] / scale for name in ("x", "y", "width", "height")))
