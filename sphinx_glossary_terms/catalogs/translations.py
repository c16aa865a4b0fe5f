"""Names, readings and labels from the catalogs beside Sphinx's own: templates, reading, what is missing."""

from __future__ import annotations

import gettext
import io
import itertools
import os
import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.i18n import CatalogInfo, docname_to_domain

from sphinx_glossary_terms.checks.report import warn
from sphinx_glossary_terms.domain.domain import glossary_domain
from sphinx_glossary_terms.model.characters import printable
from sphinx_glossary_terms.model.names import KINDS, OTHERS, PREFERRED, Name, divided, one_line, read_names
from sphinx_glossary_terms.model.order import collation_for
from sphinx_glossary_terms.model.problem import Code
from sphinx_glossary_terms.model.term import LabelKind, LocalizedText, Localizer, Term, digest_of, with_kana
from sphinx_glossary_terms.projects.limits import UnusableError, read_file, reason_of
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.settings.labels import CATALOG, translatable_labels
from sphinx_glossary_terms.settings.outputs import output_of, remove_file, write_output


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
        compile_catalog(app, folder, CATALOG, settings.language)
    for file, _ in files.compiled(CATALOG):
        app.add_message_catalog(CATALOG, file.parents[2])
    app.add_message_catalog(CATALOG, Path(__file__).parents[1] / "locale")


def messages_of(file: Path, /) -> list[Message]:
    """The messages of a `.po` file; none if it cannot be read (Sphinx warns about that)."""
    try:
        return [message for message in read_po(io.BytesIO(read_file(file))) if message.id]
    except Exception:  # Babel does not say which errors it raises.
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
            compile_catalog(self._app, folder, catalog, self._locale)
        return self._files.translation(catalog, term.source_name)[0]


class _Part(CatalogInfo):
    """A catalog that is compiled under another name: a build in its language may be reading the file of its own."""

    __slots__ = ()

    @property
    def mo_file(self) -> str:
        return f"{self.domain}.{os.getpid()}.part"


def compile_catalog(app: Sphinx, folder: Path, name: str, locale: str, /) -> None:
    """Compile a catalog as Sphinx does for the language of the build (`sphinx.application.Sphinx._init_i18n`)."""
    catalog, part = (kind(folder, name, app.config.source_encoding) for kind in (CatalogInfo, _Part))
    if app.config.gettext_auto_build and Path(catalog.po_path).is_file() and catalog.is_outdated():
        part.write_mo(locale, app.config.gettext_allow_fuzzy_translations)
        if (made := Path(part.mo_path)).exists():  # Sphinx has warned otherwise.
            made.replace(catalog.mo_path)


_logger = logging.getLogger(__name__)

READINGS = "glossary-readings"
READING = "reading"
"""The context of a reading."""
LABELS = "glossary-labels"
CATALOGS = (*(kind.catalog for kind in OTHERS), READINGS, LABELS)

_READINGS_HELP = (
    "How the name of this term is read in your language, for sorting (Japanese: in kana). Leave it empty if your "
    "language does not sort by reading."
)
_UNTRANSLATED_HELP = "The name of this term stays as it is: leave it untranslated, here and on its page."
_LABEL_HELP: dict[LabelKind, str] = {
    "relation": "The heading of a list of terms at the other end of a relation.",
    "field": "The heading of a part of an entry.",
    "tag": "A group of terms, as a heading in an index. If your language sorts by reading, write it behind: 基礎|きそ.",
    "context": "What a term is about, in brackets after its name where another term has the same name.",
}


# Writing


def write(app: Sphinx, error: Exception | None, /) -> None:
    """Write the templates at the end of a gettext build (`build-finished`)."""
    if error is not None or not output_of(app.builder).is_catalog:
        return
    terms = glossary_domain(app.env).glossary.terms.values()
    if not terms:
        return
    catalogs = _catalogs(app, terms)
    of_pages = {docname_to_domain(page, app.config.gettext_compact): page for page in app.env.all_docs}
    for name, catalog in catalogs.items():
        path = Path(app.outdir) / f"{name}.pot"
        if name in of_pages:
            message = f"the catalog `{name}` is not written, since the page has one of that name; rename the document"
            warn(Code.NAME_TAKEN, message, location=of_pages[name])
        elif len(catalog):
            _write(path, catalog)
        else:
            remove_file(path)


def _catalogs(app: Sphinx, terms: Collection[Term]) -> dict[str, Catalog]:
    """The templates: a message for what a translator can answer."""
    directories = [Path(os.path.normpath(app.srcdir / directory)) for directory in app.config.locale_dirs]
    folders = [folder for directory in directories for folder in directory.glob("*/LC_MESSAGES")]
    catalogs = {name: _catalog(app) for name in CATALOGS}
    for kind in OTHERS:
        files = [] if kind.is_translated else [folder / f"{kind.catalog}.po" for folder in folders]
        translated = {message.id for file in files for message in messages_of(file) if message.string}
        for term in (term for term in terms if not term.is_builtin):
            shown = ", ".join(name.text for name in term.source_names if name.kind == kind.name)
            if shown or kind.is_translated or term.id in translated:
                _add(catalogs[kind.catalog], term, kind.name, kind.help, _in_source(shown))
    languages = {*app.config.glossary_terms_languages, *(config.tag(folder.parent.name) for folder in folders)}
    others = languages - {config.source_language(app.config)}
    if not others or any(collation_for(language).by_reading for language in others):
        for term in terms:
            _add(catalogs[READINGS], term, READING, _READINGS_HELP, _in_source(term.preferred.reading))
    for context, label in translatable_labels(app.config, terms):
        catalogs[LABELS].add(label, context=context, auto_comments=[_LABEL_HELP[context]])
    return catalogs


_DATE = re.compile(rb'"POT-Creation-Date: [^"]*"')


def _write(path: Path, catalog: Catalog) -> None:
    """Write a template, unless it would differ by its date only (as Sphinx does with its own)."""
    write_po(buffer := io.BytesIO(), catalog, width=76)
    former, content = path.read_bytes() if path.exists() else b"", buffer.getvalue()
    if _DATE.sub(b"", former) != _DATE.sub(b"", content):
        write_output(path, content)


def _catalog(app: Sphinx) -> Catalog:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return Catalog(
        creation_date=datetime.fromtimestamp(int(epoch), tz=UTC) if epoch else None,
        project=app.config.project,
        version=app.config.version or app.config.release,
        copyright_holder="",
        charset="utf-8",
    )


def _in_source(value: str) -> str:
    return f"In the source: {value}" if value else "In the source: none"


def _add(catalog: Catalog, term: Term, context: str, *comments: str) -> None:
    notes = [term.source_name, *(() if term.is_translated else (_UNTRANSLATED_HELP,)), *comments]
    catalog.add(term.id, context=context, auto_comments=notes, locations=[(term.source, term.line)])


# Reading


def load(app: Sphinx, env: BuildEnvironment, docnames: list[str], /) -> None:
    """Give the domain the translated other names and readings (`env-before-read-docs`).

    Not earlier: Sphinx compiles catalogs after `builder-inited`; and not only those of pages, since a build of
    single files leaves the others out.
    """
    localizer = Localizer()
    if config.is_translated(app.config):
        files = CatalogFiles(app.srcdir, app.config)
        for folder, name in itertools.product(files.folders, CATALOGS):
            compile_catalog(app, folder, name, app.config.language)
        localizer = CatalogLocalizer(
            files, source_language=config.source_language(app.config) if config.needs_marks(app.config) else ""
        )
    if words := CatalogFiles(app.srcdir, app.config).compiled(CATALOG):
        localizer.words = digest_of([file.read_bytes() for file, _ in words])
    others = (name for name in app.config.glossary_terms_languages if name != config.build_language(app.config))
    localizer.others = tuple(OtherLanguage(app, language) for language in others)
    glossary_domain(env).localize(localizer)


def report_missing(app: Sphinx, env: BuildEnvironment, /) -> None:
    """Say in one line how much of the glossary has no translation that counts (`env-check-consistency`)."""
    if not config.needs_marks(app.config):
        return
    terms = glossary_domain(env).glossary.terms.values()
    names = [
        f"{term.source}:{term.line}: the name '{term.name}'"
        for term in terms
        if term.is_translated and term.preferred.language
    ]
    for folder, name in itertools.product(catalog_files(env).folders, CATALOGS):
        file = folder / f"{name}.po"
        names += [f"{file}:{line}: fuzzy" for line in _fuzzy(file.read_bytes() if file.is_file() else b"")]
    definitions = [
        f"{term.source}:{term.line}: the definition of '{term.name}'" for term in terms if term.definition_language
    ]
    if names or definitions:
        text = "glossary in '%s': %d names and %d definitions are missing or fuzzy; `sphinx-build -E -v` lists them"
        _logger.info(text, app.config.language, len(names), len(definitions))
    for line in map(printable, (*names, *definitions)):
        _logger.verbose("%s", line)


def _fuzzy(catalog: bytes) -> Iterator[int]:
    """The lines of the fuzzy messages of a `.po` file, but for its header: Babel would take long to read all of it."""
    is_fuzzy = False
    for number, line in enumerate(catalog.splitlines(), 1):
        if is_fuzzy and line.startswith(b"msgctxt"):
            yield number
        is_fuzzy = line.startswith(b"#") and (is_fuzzy or (line.startswith(b"#,") and b"fuzzy" in line))


def catalog_files(env: BuildEnvironment, /) -> CatalogFiles:
    """The catalogs of a translated build."""
    localizer = glossary_domain(env).localizer
    assert isinstance(localizer, CatalogLocalizer)
    return localizer.files


class CatalogLocalizer(Localizer):
    """Names and labels from the catalogs."""

    def __init__(self, files: CatalogFiles, /, *, source_language: str) -> None:
        contents = [[file.read_bytes() for file, _ in files.compiled(name)] for name in CATALOGS]
        self.fingerprint = digest_of((source_language, contents))
        self.files = files
        self._source_language = source_language

    def term(self, term: Term, /) -> Term:
        """A term with the other names and the reading that the catalogs have for it."""
        preferred = term.preferred
        reading = self._translation(READINGS, term.id, READING)
        if not reading and preferred.text == term.source_name:
            # Nobody translated the name: how it is read in the source still holds.
            reading = preferred.reading
        names = [preferred._replace(reading=reading)]
        for kind in OTHERS:
            # A name of Sphinx's own glossary is translated in the catalog of its page.
            translation = "" if term.is_builtin else self._translation(kind.catalog, term.id, kind.name)
            source = (name for name in term.names if name.kind == kind.name)
            # This one says: in this language there is none.
            names += read_names("" if translation == "-" else translation, kind.name) if translation else source
        return replace(term, names=tuple(names))

    def reading_advice(self, term: Term, name: Name, /) -> tuple[str, str, int]:
        """In the catalogs, unless the name is still that of the source: then its reading belongs there, too."""
        if name.text in {source.text for source in term.source_names if source.kind == name.kind}:
            return super().reading_advice(term, name)
        is_preferred = name.kind == PREFERRED.name
        text, catalog = ("its kana", READINGS) if is_preferred else (with_kana(name), KINDS[name.kind].catalog)
        context = READING if is_preferred else name.kind
        source, line = next(self.files.places(catalog, term.id, context), (term.source, term.line))
        return f'write {text} in the `msgstr` below `msgid "{term.id}"` in {catalog}.po', source, line

    def tag_advice(self, term: Term, tag: str, /) -> tuple[str, str, int]:
        """In the catalog of labels, if the tag has a translation there."""
        if not self._translation(LABELS, tag, "tag"):
            return super().tag_advice(term, tag)
        source, line = next(self.files.places(LABELS, tag, "tag"), (term.source, term.line))
        label = self.label("tag", tag)
        return f'write {with_kana(label)} in the `msgstr` below `msgid "{tag}"` in {LABELS}.po', source, line

    def _translation(self, name: str, message: str, context: str) -> str:
        """The translation of a message of one of the catalogs; empty if it has none."""
        return self.files.translation(name, message, context)[0].strip()

    def label(self, kind: LabelKind, label: str, /) -> LocalizedText:
        """A tag, a context or a label of the project; without a translation it is in the source language."""
        translated = one_line(self._translation(LABELS, label, kind))
        if kind == "tag":
            translated, _reading = divided(translated)
        return LocalizedText(translated) if translated else LocalizedText(label, self._source_language)

    def tag_reading(self, tag: str, reading: str, /) -> str:
        """How the label of a tag is read: what its translation has behind a bar, as that of an alias has."""
        translation = self._translation(LABELS, tag, "tag")
        return divided(translation)[1] if translation else reading
