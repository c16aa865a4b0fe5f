"""The one function that warns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_glossary_terms.model.characters import printable
from sphinx_glossary_terms.model.problem import Code

if TYPE_CHECKING:
    from docutils.nodes import Node


TYPE = "glossary"
_logger = logging.getLogger(__name__)


def warn(
    code: Code, message: str, /, *, location: Node | str | tuple[str, int | None] | None = None, once: bool = False
) -> None:
    """Warn, with a place that Sphinx prints as `file:line`; with `once`, only the first time in a build."""
    place = printable(location) if isinstance(location, str) else location
    _logger.warning("%s", printable(message), location=place, type=TYPE, subtype=code.value, once=once)
