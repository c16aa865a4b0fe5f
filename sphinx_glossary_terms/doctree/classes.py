"""CSS classes made of names that a project chooses: the same in lists, in Mermaid text and in drawings."""

from __future__ import annotations

from sphinx_glossary_terms.model import graph

CENTER, MORE = "glossary-center", "glossary-more"
"""The classes of the term that a graph is about, and of a box "+N more"."""

_OTHERS = {graph.CENTER: CENTER, graph.TERM: "glossary-term"}

LINK = "glossary-link"
"""The class of every link to a term: what a hover card opens at."""


def relation_class(key: str, /) -> str:
    """The class of one side of a relation type.

    The prefix is for all of them, ours too: a name from conf.py, such as `end` or `more`, can then be neither a word
    of Mermaid's language nor a class with another meaning.
    """
    return f"glossary-relation-type-{key}"


def field_class(name: str, /) -> str:
    """The class of a field type."""
    return f"glossary-field-type-{name}"


def node_class(role: str, /) -> str:
    """The class of a node of a graph: of the relation by which it was reached, or of what else it is."""
    return _OTHERS.get(role) or relation_class(role)
