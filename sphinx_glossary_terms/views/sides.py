"""The sides of relations as lists and drawings show them."""

from __future__ import annotations

from typing import NamedTuple

from sphinx_glossary_terms.model.relations import Edge, Shape, Side


class SideView(NamedTuple):
    """One side of a relation type.

    key: its key: that of its list, and of the nodes of a graph that are reached by it.
    relation: the name of the relation type, which edges of a graph have.
    edge: how the line between the two terms is drawn.
    shape: the shape of the term at the other end.
    has_arrow: whether the line has an arrow.
    is_before: whether the arrow leads from the other end to this one.
    is_compared: whether the definitions of both terms are shown side by side.
    """

    key: str
    relation: str
    edge: Edge
    shape: Shape
    has_arrow: bool
    is_before: bool
    is_compared: bool

    @classmethod
    def of(cls, side: Side, /) -> SideView:
        """The view of a side."""
        kind = side.type
        is_before = not kind.symmetric and side.inverted != kind.target_first
        return cls(side.key, kind.name, kind.edge, kind.shape, not kind.symmetric, is_before, kind.compared)
