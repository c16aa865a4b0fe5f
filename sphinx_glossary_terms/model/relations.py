"""The table of relation types, and a relation's two sides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Edge = Literal["solid", "thick", "dotted"]
Shape = Literal["rectangle", "rounded", "subroutine", "hexagon"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationType:
    """One row of the table.

    `name` is the option an author writes; `inverse` the option that declares the same relation from the
    other end (none if there is no such option); the labels head the lists that readers see. `edge` is how
    a graph draws it, and `target_first` whether from the target to the term that names it (what one needs comes before
    what needs it). `rank` decides between two types for the same two terms: the lower is the stronger (those of a
    project begin with 2, in the order of their table). `shape` is that of the terms at the other end in a graph.
    """

    name: str
    label: str
    inverse: str = ""
    inverse_label: str = ""
    symmetric: bool = False
    acyclic: bool = False
    edge: Edge = "solid"
    shape: Shape = "hexagon"
    target_first: bool = False
    rank: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A relation type seen from one of its ends.

    `key` names it in classes and options: the type's name, its inverse's, or `<name>-inverse`.
    """

    key: str
    type: RelationType
    inverted: bool

    @property
    def label(self) -> str:
        """The heading of the list of terms at the other end, in English."""
        return self.type.inverse_label if self.inverted else self.type.label


BUILT_IN: tuple[RelationType, ...] = (
    RelationType(
        name="prerequisites",
        label="Prerequisites",
        inverse_label="Leads to",
        acyclic=True,
        shape="rectangle",
        target_first=True,
        rank=1,
    ),
    RelationType(
        name="broader",
        label="Broader terms",
        inverse="narrower",
        inverse_label="Narrower terms",
        acyclic=True,
        edge="thick",
        shape="subroutine",
        target_first=True,
        rank=0,
    ),
    RelationType(name="related", label="Related terms", symmetric=True, edge="dotted", shape="rounded", rank=999),
)


def sides(types: Iterable[RelationType], /) -> tuple[Side, ...]:
    """Every side of every type, in the order in which a reader meets them."""
    result: list[Side] = []
    for kind in types:
        result.append(Side(key=kind.name, type=kind, inverted=False))
        if not kind.symmetric:
            result.append(Side(key=kind.inverse or f"{kind.name}-inverse", type=kind, inverted=True))
    return tuple(result)


def options(types: Iterable[RelationType], /) -> dict[str, Side]:
    """The options that declare a relation."""
    return {side.key: side for side in sides(types) if not side.inverted or side.type.inverse}
