"""CSS classes made of names that a project chooses: the same in lists, in Mermaid text and in drawings."""

from __future__ import annotations

from sphinx_glossary_terms.model.graph import CENTER, TAG, TERM

_OTHERS = {CENTER: "center", TERM: "term", TAG: "tag"}

LINK = "glossary-link"
"""The class of every link to a term: what a hover card opens at."""

DRAWING_DATA = "glossary-map-words"
"""The class of what `glossary-maps.js` takes of a drawing; pages that have it load that script."""


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
