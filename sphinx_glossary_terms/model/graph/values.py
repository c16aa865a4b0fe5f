"""A graph as a value, without drawing syntax."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

NODE_LIMIT = 20
"""Nodes that can still be read at the width of a page (measured with real names)."""

CENTER, TERM, TAG = ":center", ":term", ":tag"
"""The role of a node that was not reached by a relation: where a graph begins, one term of a map, a tag. Names of
relation types have no colon."""


class GraphEdge(NamedTuple):
    """A relation as it is drawn, in the direction of its arrow.

    start: the node that it begins at, such as a prerequisite or a broader term; empty: the terms that
    did not fit, or on a map of tags those without a tag.
    end: the node that it ends at.
    relation: the name of its relation type; empty between tags.
    weight: between tags, the number of relations between the terms of both.
    """

    start: str
    end: str
    relation: str
    weight: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """A graph of a learning path, or of a map.

    nodes: the ids of the terms (of a map of tags: the tags), each with the key of the side by which it was reached, or
    with one of the names above.
    edges: the relations between them.
    hidden: the number of terms that did not fit.
    """

    nodes: tuple[tuple[str, str], ...]
    edges: tuple[GraphEdge, ...]
    hidden: int = 0
