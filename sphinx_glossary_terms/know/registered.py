"""What Sphinx's own domains have of the terms, and the objects of our own domain."""

from __future__ import annotations

from dataclasses import dataclass, field

IndexEntry = tuple[str, str, str, str, str | None]
"""An entry of the general index, as the domain `index` has it: its type, name, anchor, "main" or nothing, heading."""

Row = tuple[str, str, str, str, str, int]
"""An object of a domain, as `Domain.get_objects` has it: name, name to show, type, page, anchor, priority."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What other domains have, and the objects of our own domain.

    state: a digest of the settings that it was made with; empty if nothing is registered.
    objects: the objects of `std`, as that domain has them.
    index: the entries of the domain `index`, by page.
    labels: the labels of `std`: page, anchor and title of each.
    rows: the objects of our own domain.
    readings: the readings of the names in the general index, if that is sorted by them.
    languages: the languages of those names in it that are not in that of the build.
    """

    state: str = ""
    objects: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    index: dict[str, list[IndexEntry]] = field(default_factory=dict)
    labels: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    readings: dict[str, str] = field(default_factory=dict)
    languages: dict[str, str] = field(default_factory=dict)
