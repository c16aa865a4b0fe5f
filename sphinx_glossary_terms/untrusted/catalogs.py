"""Reads catalogs: `.po` files of translators, and the `.mo` files that are made of them."""

from __future__ import annotations

import gettext
import io
import struct
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po

from sphinx_glossary_terms.untrusted.limits import UnusableError, read_file, reason_of

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog


def read_catalog(file: Path, /) -> Catalog:
    """Read a `.po` file; what is wrong in it is left out, as by Sphinx.

    Raises:
        UnusableError: the file cannot be read.
    """
    try:
        return read_po(io.BytesIO(read_file(file)))
    except Exception as error:  # Babel does not say which errors it raises.
        raise UnusableError(f"cannot be read as a catalog: {reason_of(error)}", file=file) from error


def read_compiled(file: Path, /) -> gettext.NullTranslations:
    """Read a `.mo` file. A message without a translation is an empty string there, where gettext returns the message.

    Raises:
        UnusableError: the file cannot be read.
    """
    content = read_file(file)
    _bound(content)
    try:
        catalog = gettext.GNUTranslations(io.BytesIO(content))
        catalog.pgettext("", "")  # computes a plural form, which may divide by zero
    except Exception as error:  # Python's reader does not say which errors it raises.
        raise UnusableError(reason_of(error), file=file) from error
    catalog.add_fallback(_NoFallback())
    return catalog


def _bound(content: bytes) -> None:
    """Refuse texts that lie upon one another: many of them can have the same bytes."""
    order = "<" if content[:4] == b"\xde\x12\x04\x95" else ">"
    if len(content) < 20:
        return  # which Python's reader says
    count, *tables = struct.unpack(f"{order}3I", content[8:20])
    rows = (content[start : start + 8 * count] for start in tables)
    lengths = sum(length for row in rows for length, _place in struct.iter_unpack(f"{order}2I", row[: len(row) & ~7]))
    if lengths > 2 * len(content):
        raise UnusableError("its texts lie upon one another; compile it again")


class _NoFallback(gettext.NullTranslations):
    """Returns an empty string for a message without a translation."""

    def gettext(self, message: str) -> str:
        return ""

    def pgettext(self, context: str, message: str) -> str:
        return ""
