"""Adds translations to a `.po` file, whose other lines stay as they are.

Babel would write it anew: without the headers and comments that it does not know, with other line breaks, and only the
last of two obsolete messages that are the same.
"""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import escape, write_po

from sphinx_glossary_terms.untrusted.catalogs import read_catalog
from sphinx_glossary_terms.untrusted.limits import UnusableError, read_file


class CatalogEdit:
    """A `.po` file, which may not exist yet; its folder is that of its language.

    Raises:
        UnusableError: the file cannot be read, or its encoding cannot hold a translation.
    """

    def __init__(self, file: Path, /) -> None:
        self.file = file
        self._catalog = read_catalog(file, is_strict=True) if file.exists() else Catalog(locale=file.parent.parent.name)
        content = io.BytesIO(read_file(file) if file.exists() else b"")
        if not file.exists():
            write_po(content, self._catalog)
        self._lines = content.getvalue().split(b"\n")

    @property
    def content(self) -> bytes:
        """The new content of the file."""
        return b"\n".join(self._lines)

    def translation(self, message: str, /, context: str | None = None) -> str:
        """The translation of a message; empty if it has none."""
        entry = self._catalog.get(message, context)
        return str(entry.string) if entry else ""

    def add(self, message: str, translation: str, /, context: str | None = None) -> None:
        """Write a translation that is missing: below its `msgid`, or at the end."""
        if present := self._catalog.get(message, context):
            below = range(present.lineno or 0, len(self._lines))
            line = next(line for line in below if self._lines[line].lstrip().startswith(b"msgstr"))
            self._lines[line] = self._lines[line].replace(b'""', self._quoted(translation))
            present.string = translation
            return
        end = b"\r" if self._lines[0].endswith(b"\r") else b""
        while self._lines and not self._lines[-1].strip():
            del self._lines[-1]
        entry = (b"msgctxt", context), (b"msgid", message), (b"msgstr", translation)
        written = (b"%s %s%s" % (keyword, self._quoted(value), end) for keyword, value in entry if value is not None)
        self._lines += [end, *written, b""]
        self._catalog.add(message, translation, context=context)

    def _quoted(self, text: str) -> bytes:
        try:
            return escape(text).encode(self._catalog.charset)
        except (LookupError, ValueError) as error:
            raise UnusableError(f"cannot hold '{text}' ({error}); convert it to UTF-8", file=self.file) from error
