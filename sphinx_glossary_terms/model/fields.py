"""The table of fields: the headed parts that an entry may have beside its definition."""

from __future__ import annotations

from dataclasses import dataclass


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


BUILT_IN: tuple[FieldType, ...] = (
    FieldType(name="eli5", label="Explain like I'm five"),
    FieldType(name="deep-dive", label="Deep dive", after_relations=True, folds=True),
    FieldType(name="sources", label="Sources", after_relations=True),
)
