"""The graph of a term as values: its name, and one group for each relation, with the terms at its other end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, IntEnum, auto
from functools import wraps
from typing import Any, NamedTuple, TypeVar, TypeVarTuple

from sphinx_glossary_terms.graphs.flowchart import Box
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.model.relations import Edge

Others = TypeVarTuple("Others")
Result = TypeVar("Result")


class Form(Enum):
    """For which width a graph is drawn.

    The style sheet shows the one that fits the place; a text of 14 pixels keeps 12 in the narrowest place of each.
    """

    WIDE = "wide"
    """Groups beside the name: for the text column of a page, or for paper."""
    NARROW = "narrow"
    """Groups above and below it: for a phone, or for a reader of books."""


WIDTHS = {Form.WIDE: 720, Form.NARROW: 312}
"""How wide a form is at most, in pixels, unless a word needs more."""

HEIGHTS = {Form.WIDE: 428, Form.NARROW: 612}
_LOWER_HEIGHTS = {Form.WIDE: 380, Form.NARROW: 560}
"""How high a form is at most, in pixels; the lower ones where many lists follow (see `Neighbors.height_limit`)."""


class Priority(IntEnum):
    """What gives way to what, where there is no room for all: the lowest first."""

    RELATED = auto()
    OTHER = auto()
    NEAR = auto()
    """What the term leads to, what is broader, and what is narrower."""
    BEFORE = auto()
    """What to know before it."""


class Steps(NamedTuple):
    """The boxes of a group in rows, each below what it needs.

    sizes: how many boxes are in each row.
    lines: what needs what: the numbers of two boxes.
    hidden: how many terms before these are left out.
    needs_hidden: the numbers of the boxes that need one of those.
    """

    sizes: tuple[int, ...]
    lines: tuple[tuple[int, int], ...]
    hidden: int = 0
    needs_hidden: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """A relation of a term. Each is equal to itself alone: what is computed for one is kept with it.

    label: the heading of its list.
    css: its CSS class.
    boxes: the terms at its other end, and perhaps a box for those that do not fit.
    edge: how its line is drawn.
    has_arrow: whether its line has an arrow.
    is_before: whether the arrow leads to the name of the term, and not away from it.
    priority: when it gives way.
    rest: the address of the terms that do not fit.
    steps: how the boxes are ordered; None: by name alone.
    kept: what was computed for it.
    """

    label: LocalizedText
    css: str
    boxes: tuple[Box, ...]
    edge: Edge
    has_arrow: bool
    is_before: bool
    priority: Priority = Priority.OTHER
    rest: str = ""
    steps: Steps | None = None
    kept: dict[object, Any] = field(default_factory=dict, init=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbors:
    """A term and those around it, with all that a drawing shows.

    title: its name for screen readers.
    description: its description for screen readers.
    center: the term itself.
    groups: its relations.
    is_mirrored: whether it is for a page that is read from right to left.
    is_low: whether it is lower, since many lists follow.
    """

    title: str
    description: str
    center: Box
    groups: tuple[Group, ...]
    is_mirrored: bool = False
    is_low: bool = False

    def height_limit(self, form: Form, /) -> float:
        """How high a form is at most, in pixels, unless what cannot be left out needs more."""
        return (_LOWER_HEIGHTS if self.is_low else HEIGHTS)[form]


def kept(compute: Callable[[Group, *Others], Result], /) -> Callable[[Group, *Others], Result]:
    """Compute something of a group once, and keep it as long as the group."""

    @wraps(compute)
    def found(group: Group, *others: *Others) -> Result:
        key = (compute, *others)
        try:
            result: Result = group.kept[key]
        except KeyError:
            result = group.kept[key] = compute(group, *others)
        return result

    return found
