"""What transforms note about the page that is being read, until its record is made (`read.collect`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias, cast

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.environment import BuildEnvironment

    from sphinx_glossary_terms.model.problem import Problem
    from sphinx_glossary_terms.model.translations import Translated

_DIRECTIVES = "glossary_terms_directives"
_LOSSES = "glossary_terms_losses"
_TRANSLATIONS = "glossary_terms_translations"
_PLACES = "glossary_terms_places"

Places: TypeAlias = "Mapping[Node, tuple[str, int]]"
"""By node, the catalog that has its translation, and the line there."""


def note_directive(env: BuildEnvironment, /) -> None:
    """Note that the page has a directive of this extension."""
    env.current_document[_DIRECTIVES] = True


def has_directives(env: BuildEnvironment, /) -> bool:
    """Whether the page has a directive of this extension. Pages without one are never changed."""
    return _DIRECTIVES in env.current_document


def note_losses(env: BuildEnvironment, losses: Iterable[Problem], /) -> None:
    """Note translations of the page that Sphinx drops or garbles."""
    env.current_document[_LOSSES] = tuple(losses)


def losses(env: BuildEnvironment, /) -> tuple[Problem, ...]:
    """The translations of the page that Sphinx drops or garbles."""
    return cast("tuple[Problem, ...]", env.current_document.get(_LOSSES, ()))


def note_translations(env: BuildEnvironment, found: Iterable[Translated], /) -> None:
    """Note the translations of the page beside their sources."""
    env.current_document[_TRANSLATIONS] = tuple(found)


def translations(env: BuildEnvironment, /) -> tuple[Translated, ...]:
    """The translations of the page beside their sources."""
    return cast("tuple[Translated, ...]", env.current_document.get(_TRANSLATIONS, ()))


def note_places(env: BuildEnvironment, places: Places, /) -> None:
    """Note where the texts of the page were translated."""
    env.current_document[_PLACES] = places


def places(env: BuildEnvironment, /) -> Places:
    """Where the texts of the page were translated, in a build with a check that tells it."""
    return cast("Places", env.current_document.get(_PLACES, {}))
