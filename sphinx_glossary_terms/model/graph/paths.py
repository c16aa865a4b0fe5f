"""Learning paths: what one has to know before a term, in an order that works."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeAlias

from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.reachability import strongly_connected_components
from sphinx_glossary_terms.model.relations import BUILT_IN, options, sides

Step: TypeAlias = "tuple[str, ...]"
"""What is learned at once: one term, or the terms of a cycle."""

PREREQUISITES = options(BUILT_IN)["prerequisites"]
_LEADS_TO = next(side for side in sides(BUILT_IN) if side.type is PREREQUISITES.type and side.inverted)


def learning_path(glossary: Glossary, targets: Iterable[str], /, *, known: Collection[str] = ()) -> tuple[Step, ...]:
    """The prerequisites of some terms, theirs, and so on, each after what it needs; the terms themselves come too.

    Depth first, by id: what a term needs is right before it, so that a reader uses at once what was just read, and
    a new term moves few others. What is `known` is left out, with what only that leads to. Time: linear in the path.
    """
    skipped = frozenset(known)

    def needed(term_id: str) -> list[str]:
        return [other for other in glossary.related(term_id, PREREQUISITES) if other not in skipped]

    return tuple(strongly_connected_components((target for target in targets if target not in skipped), needed))


def dependents(glossary: Glossary, /) -> dict[str, int]:
    """How many other terms have each term on their learning path: how much is built on it."""
    reachability = glossary.reachability(_LEADS_TO)
    return {term_id: reachability.count(term_id) for term_id in glossary.terms}
