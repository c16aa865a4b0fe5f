"""Where relations may lead besides the terms of the project: one function for each source of such targets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from sphinx_glossary_terms.model.entry import Entry

if TYPE_CHECKING:
    from sphinx.domains.std import StandardDomain
    from sphinx.environment import BuildEnvironment

Objects = Mapping[tuple[str, str], tuple[str, str]]


def built_in_entries(env: BuildEnvironment, /, *, ours: Objects) -> dict[str, Entry]:
    """The entries of Sphinx's own glossary by name. `ours` are the terms that the domain `std` has from this extension.

    Of several names of an entry the last one is that of the translation.
    """
    objects = cast("StandardDomain", env.get_domain("std")).objects
    found = {
        name: place for (kind, name), place in objects.items() if kind == "term" and ours.get((kind, name)) != place
    }
    names = {place: name for name, place in found.items()}
    return {name: Entry(name=names[place], docname=place[0], anchor=place[1]) for name, place in found.items()}
