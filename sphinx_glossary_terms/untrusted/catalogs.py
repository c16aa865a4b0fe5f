"""Reads catalogs: `.po` files of translators, and the `.mo` files that are made of them."""

from __future__ import annotations

import gettext
import io
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
    try:
        catalog = gettext.GNUTranslations(io.BytesIO(content))
        catalog.pgettext("", "")  # computes a plural form, which may divide by zero
    except Exception as error:  # Python's reader does not say which errors it raises.
        raise UnusableError(reason_of(error), file=file) from error
    catalog.add_fallback(_NoFallback())
    return catalog


class _NoFallback(gettext.NullTranslations):
    """Returns an empty string for a message without a translation."""

    def gettext(self, message: str) -> str:
        return ""

    def pgettext(self, context: str, message: str) -> str:
        return ""
