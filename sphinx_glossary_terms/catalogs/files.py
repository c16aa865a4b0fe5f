"""The catalogs of a build: the `.po` files of translators, and the `.mo` files that Sphinx makes of them."""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinx_glossary_terms.untrusted.catalogs import read_catalog, read_compiled
from sphinx_glossary_terms.untrusted.limits import UnusableError

if TYPE_CHECKING:
    from sphinx.config import Config


class Translation(NamedTuple):
    """A translation.

    text: the translation.
    compiled: the `.mo` file that has it.
    """

    text: str
    compiled: Path


class CatalogFiles:
    """The catalogs of a build, or of another language. Each file is read once, when it is needed.

    folders: those of the language.
    """

    def __init__(self, srcdir: Path, settings: Config, /, language: str = "") -> None:
        self._directories = [Path(os.path.normpath(srcdir / directory)) for directory in settings.locale_dirs]
        self._language = language or settings.language
        self.folders = [directory / self._language / "LC_MESSAGES" for directory in self._directories]
        self._compiled: dict[str, list[tuple[Path, gettext.NullTranslations]]] = {}
        self._lines: dict[Path, dict[tuple[str, str], int]] = {}
        self.broken: dict[Path, str] = {}
        """The `.mo` files that could not be read, and why."""

    def translation(self, name: str, message: str, /, context: str = "") -> Translation | None:
        """The translation of a message in a catalog; of several locale directories, the first that has one counts."""
        for file, catalog in self.compiled(name):
            if text := catalog.pgettext(context, message) if context else catalog.gettext(message):
                return Translation(text, file)
        return None

    def compiled(self, name: str, /) -> list[tuple[Path, gettext.NullTranslations]]:
        """The `.mo` files of a catalog, and what they say: those in which Sphinx looks."""
        if name not in self._compiled:
            self._compiled[name] = catalogs = []
            for directory in self._directories:
                for path in map(Path, gettext.find(name, directory, [self._language], all=True)):
                    try:
                        catalogs.append((path, read_compiled(path)))
                    except UnusableError as error:
                        self.broken[path] = str(error)
        return self._compiled[name]

    def place(self, message: str, translation: Translation, /) -> tuple[str, int]:
        """The file in which a translation was written, and the line of its `msgid` (1 if that cannot be found)."""
        file = translation.compiled.with_suffix(".po")
        if not file.is_file():
            return str(translation.compiled), 1
        return str(file), self._read(file).get(("", message), 1)

    def places(self, name: str, message: str, context: str, /) -> Iterator[tuple[str, int]]:
        """The `.po` files of a catalog that have a message, each with the line there."""
        for folder in self.folders:
            file = folder / f"{name}.po"
            if line := self._read(file).get((context, message)):
                yield str(file), line

    def _read(self, file: Path) -> dict[tuple[str, str], int]:
        """Return the lines of the messages of a `.po` file; none if it cannot be read (Sphinx warns about that)."""
        if file not in self._lines:
            try:
                messages = list(read_catalog(file))
            except UnusableError:
                messages = []
            self._lines[file] = {
                # Babel has the line of `msgid`; `msgctxt` is above it.
                (message.context or "", message.id if isinstance(message.id, str) else message.id[0]): (
                    (message.lineno or 1) - bool(message.context)
                )
                for message in messages
                if message.id
            }
        return self._lines[file]
