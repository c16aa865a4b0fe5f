"""The catalogs of a project: their files, what they say, and the names of terms in the other languages of a site."""

from __future__ import annotations

import gettext
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po
from sphinx.util.i18n import CatalogInfo, docname_to_domain

from sphinx_glossary_terms.checks.warnings import warn
from sphinx_glossary_terms.model.problem import Code
from sphinx_glossary_terms.model.term import digest_of
from sphinx_glossary_terms.projects.limits import UnusableError, read_file, reason_of
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.settings.labels import CATALOG

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_glossary_terms.model.term import Term


def read_catalog(file: Path, /, *, strict: bool = False) -> Catalog:
    """Read a `.po` file; what is wrong in it is left out, as by Sphinx, or an error (`strict`).

    Raises:
        UnusableError: the file cannot be read.
    """
    try:
        return read_po(io.BytesIO(read_file(file)), abort_invalid=strict)
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

    def translation(self, name: str, message: str, /, context: str = "") -> tuple[str, Path]:
        """The translation of a message in a catalog, and its `.mo` file; empty if there is none.

        Of several locale directories, the first that has one counts.
        """
        for file, catalog in self.compiled(name):
            if text := catalog.pgettext(context, message) if context else catalog.gettext(message):
                return text, file
        return "", Path()

    def compiled(self, name: str, /) -> list[tuple[Path, gettext.NullTranslations]]:
        """The `.mo` files of a catalog, and what they say: those in which Sphinx looks."""
        if name not in self._compiled:
            self._compiled[name] = catalogs = []
            for directory in self._directories:
                for path in map(Path, gettext.find(name, directory, [self._language], all=True)):
                    try:
                        catalogs.append((path, read_compiled(path)))
                    except UnusableError as error:
                        source = path.with_suffix(".po").name
                        message = f"{path} cannot be read ({error}); mend {source} and remove the .mo file"
                        warn(Code.CATALOG, message, once=True)
        return self._compiled[name]

    def place(self, message: str, compiled: Path, /) -> tuple[str, int]:
        """The `.po` file of a `.mo` file, and the line of a `msgid` there (1 if that cannot be found)."""
        file = compiled.with_suffix(".po")
        return str(file), self._read(file).get(("", message), 1)

    def places(self, name: str, message: str, context: str, /) -> Iterator[tuple[str, int]]:
        """The `.po` files of a catalog that have a message, each with the line there."""
        for folder in self.folders:
            file = folder / f"{name}.po"
            if line := self._read(file).get((context, message)):
                yield str(file), line

    def _read(self, file: Path) -> dict[tuple[str, str], int]:
        """The lines of the messages of a `.po` file."""
        if file not in self._lines:
            self._lines[file] = {
                # Babel has the line of `msgid`; `msgctxt` is above it.
                (message.context or "", message.id if isinstance(message.id, str) else message.id[0]): (
                    (message.lineno or 1) - bool(message.context)
                )
                for message in messages_of(file)
            }
        return self._lines[file]


def add_words(app: Sphinx, settings: Config, /) -> None:
    """Tell Sphinx where the extension's own words are: catalogs of the project go before ours (`config-inited`)."""
    files = CatalogFiles(app.srcdir, settings)
    for folder in files.folders:
        compile_catalog(app, CatalogInfo(folder, CATALOG, settings.source_encoding), settings.language)
    for file, _ in files.compiled(CATALOG):
        app.add_message_catalog(CATALOG, file.parents[2])
    app.add_message_catalog(CATALOG, Path(__file__).parents[1] / "locale")


def language_folders(app: Sphinx, /) -> dict[str, list[Path]]:
    """The languages of a project, by their codes as BCP 47 spells them, each with its folders of catalogs."""
    folders: dict[str, list[Path]] = {language: [] for language in app.config.glossary_terms_languages}
    for directory in app.config.locale_dirs:
        for folder in sorted(Path(os.path.normpath(app.srcdir / directory)).glob("*/LC_MESSAGES")):
            folders.setdefault(config.tag(folder.parent.name), []).append(folder)
    return folders


def messages_of(file: Path, /) -> list[Message]:
    """The messages of a `.po` file; none if it cannot be read (Sphinx warns about that)."""
    try:
        return [message for message in read_catalog(file) if message.id]
    except UnusableError:
        return []


class OtherLanguage:
    """Another language of the site. Each of its catalogs is compiled when a term of its page is looked up."""

    def __init__(self, app: Sphinx, language: str, /) -> None:
        self.language = language
        self._app = app
        self._locale = language.replace("-", "_")
        self._files = CatalogFiles(app.srcdir, app.config, self._locale)
        sources = sorted(file for folder in self._files.folders for file in folder.rglob("*.po"))
        self.fingerprint = digest_of([(str(file), file.stat().st_mtime_ns) for file in sources])

    def name(self, term: Term, /) -> str:
        """The name that its author wrote, or the translation of it; empty if Sphinx would not use one."""
        if self.language == config.source_language(self._app.config):
            return term.source_name
        catalog = docname_to_domain(term.docname, self._app.config.gettext_compact)
        for folder in self._files.folders:
            compile_catalog(self._app, CatalogInfo(folder, catalog, self._app.config.source_encoding), self._locale)
        return self._files.translation(catalog, term.source_name)[0]


def other_languages(app: Sphinx, /) -> tuple[OtherLanguage, ...]:
    """The languages of a site but for that of the build, in the order of the project."""
    own = config.build_language(app.config)
    return tuple(OtherLanguage(app, language) for language in app.config.glossary_terms_languages if language != own)


class _Part(CatalogInfo):
    """A catalog that is compiled under another name: a build in its language may be reading the file of its own."""

    __slots__ = ()

    @property
    def mo_file(self) -> str:
        return f"{self.domain}.{os.getpid()}.part"


def compile_catalog(app: Sphinx, catalog: CatalogInfo, locale: str, /) -> None:
    """Compile a catalog as Sphinx does for the language of the build (`sphinx.application.Sphinx._init_i18n`)."""
    if app.config.gettext_auto_build and catalog.po_path.is_file() and catalog.is_outdated():
        part = _Part(catalog.base_dir, catalog.domain, catalog.charset)
        part.write_mo(locale, app.config.gettext_allow_fuzzy_translations)
        if part.mo_path.exists():  # Sphinx has warned otherwise.
            os.replace(part.mo_path, catalog.mo_path)  # noqa: PTH105 - Sphinx has paths that behave like text
