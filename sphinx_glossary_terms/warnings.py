"""Every warning, once: its code, what it means, and the one function that warns."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from docutils.nodes import Node

TYPE = "glossary"
_logger = logging.getLogger(__name__)


class Code(Enum):
    """The codes; `suppress_warnings = ["glossary.<code>"]` silences one, `["glossary"]` all."""

    NO_ID = "no-id"
    """A name with letters other than ASCII's needs an `:id:`."""
    MALFORMED_ID = "malformed-id"
    """An id has lower-case letters, digits and single hyphens only."""
    DUPLICATE_ID = "duplicate-id"
    """Two terms have the same id."""
    UNKNOWN_TARGET = "unknown-target"
    """A relation leads to a term that does not exist."""
    AMBIGUOUS_TARGET = "ambiguous-target"
    """A relation's target is a name that several terms have."""
    SELF_RELATION = "self-relation"
    """A term is related to itself."""
    DUPLICATE_RELATION = "duplicate-relation"
    """One term is the target of another twice."""
    AMBIGUOUS_REFERENCE = "ambiguous-reference"
    """The text of a `term` reference names several terms."""
    MISPLACED_TERM = "misplaced-term"
    """A `term` without an argument stands outside every section, or has a body."""
    SECOND_TERM = "second-term"
    """A section has two `term` directives without an argument."""
    EMPTY_TERM = "empty-term"
    """A `term` with an argument has no body."""
    UNEXPECTED_BODY = "unexpected-body"
    """A directive that has no body has one."""
    MISPLACED_FIELD = "misplaced-field"
    """A field stands outside every term."""
    REPEATED_FIELD = "repeated-field"
    """A term has the same field twice."""
    ANCHOR_TAKEN = "anchor-taken"
    """Something else on the page has the anchor of a term."""
    BAD_OPTION = "bad-option"
    """An option has a value that it cannot have."""
    REPEATED_OPTION = "repeated-option"
    """A directive has the same option twice."""
    UNFINISHED_OPTION = "unfinished-option"
    """An option has no value, or its list ends in a comma."""
    OPTION_IN_TEXT = "option-in-text"
    """What looks like an option stands in the text, where it is none."""
    OPEN_FENCE = "open-fence"
    """A fence ends too early, or never."""
    FENCE_AS_TEXT = "fence-as-text"
    """A fence was not recognized and is text."""
    REFERENCE_IN_NAME = "reference-in-name"
    """A name contains a link or a footnote mark."""
    BUILT_IN_NAME = "built-in-name"
    """An entry of Sphinx's own glossary has the name of a term."""
    RESERVED_DOCUMENT = "reserved-document"
    """A document has the name of the generated index."""
    NAME_TAKEN = "name-taken"
    """Another extension has a directive of the same short name."""
    CONFIG = "config"
    """A setting in conf.py has a value that it cannot have."""
    CATALOG = "catalog"
    """A catalog of translations cannot be read."""


def warn(code: Code, message: str, /, *, location: Node | str | tuple[str, int | None] | None = None) -> None:
    """Warn once, with a place that Sphinx prints as `file:line`."""
    _logger.warning("%s", message, location=location, type=TYPE, subtype=code.value)
