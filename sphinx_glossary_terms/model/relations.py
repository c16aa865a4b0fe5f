"""The tables of relation types and of fields, and a relation's two sides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Edge = Literal["solid", "thick", "dotted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationType:
    """One row of the table.

    name: the option that authors write.
    label: the heading of the list of terms at the other end, in English.
    inverse: the option that declares the same relation from the other end; empty if there is none.
    inverse_label: the heading of the list at the other end, in English.
    symmetric: whether it is the same from both ends.
    acyclic: whether it must not go in a circle.
    edge: how a graph draws it.
    target_first: whether a graph draws it from the target to the term that names it: what one needs comes before what
    needs it.
    rank: decides between two types for the same two terms: the lower is the stronger. Those of a project begin with 2,
    in the order of their table.
    """

    name: str
    label: str
    inverse: str = ""
    inverse_label: str = ""
    symmetric: bool = False
    acyclic: bool = False
    edge: Edge = "solid"
    target_first: bool = False
    rank: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A relation type seen from one of its ends.

    key: its name in CSS classes and options: that of the type, that of its inverse, or `<name>-inverse`.
    type: the relation type.
    inverted: whether it is seen from the end of the target.
    """

    key: str
    type: RelationType
    inverted: bool

    @property
    def label(self) -> str:
        """The heading of the list of terms at the other end, in English."""
        return self.type.inverse_label if self.inverted else self.type.label

    @property
    def is_along_arrow(self) -> bool:
        """Whether it names what is at the head of the arrow: "x leads to y"."""
        return self.inverted == (self.type.target_first and not self.type.symmetric)


BUILT_IN: tuple[RelationType, ...] = (
    RelationType(
        name="prerequisites",
        label="Read first",
        inverse_label="Leads to",
        acyclic=True,
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
        target_first=True,
        rank=0,
    ),
    RelationType(name="related", label="Related terms", symmetric=True, edge="dotted", rank=999),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldType:
    """One row of the table.

    name: the directive that authors write.
    label: the heading that readers see, in English.
    level: the level of that heading; 0: one below its section.
    after_relations: whether the relations of a term come before it.
    folds: whether readers can fold it.
    """

    name: str
    label: str
    level: int = 0
    after_relations: bool = False
    folds: bool = False


FIELDS: tuple[FieldType, ...] = (
    FieldType(name="eli5", label="Explain like I'm five"),
    FieldType(name="deep-dive", label="Deep dive", after_relations=True, folds=True),
    FieldType(name="sources", label="Sources", after_relations=True),
)

OWN_LABELS = frozenset((*(side.label for side in sides(BUILT_IN)), *(field.label for field in FIELDS)))
"""The labels that are in the extension's own catalog; those of a project are in a catalog of that."""
