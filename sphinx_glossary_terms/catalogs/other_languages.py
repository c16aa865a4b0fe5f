"""The names of terms in the other languages of a site, from the same sources and their catalogs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sphinx.util.i18n import CatalogInfo, docname_to_domain

from sphinx_glossary_terms.catalogs.files import CatalogFiles
from sphinx_glossary_terms.model.digest import digest_of
from sphinx_glossary_terms.settings import config

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_glossary_terms.model.term import Term


class SourceLanguage:
    """The language of the source text."""

    fingerprint = ""

    def __init__(self, language: str, /) -> None:
        self.language = language

    def name(self, term: Term, /) -> str:
        """The name that its author wrote."""
        return term.source_name


class TranslatedLanguage:
    """A language with catalogs. Each is compiled when a term of its page is looked up."""

    def __init__(self, app: Sphinx, language: str, /) -> None:
        self.language = language
        self._app = app
        self._locale = language.replace("-", "_")
        self._files = CatalogFiles(app.srcdir, app.config, self._locale)
        sources = sorted(file for folder in self._files.folders for file in folder.rglob("*.po"))
        self.fingerprint = digest_of([(str(file), file.stat().st_mtime_ns) for file in sources])

    def name(self, term: Term, /) -> str:
        """The translation of its name; empty if there is none, or one that Sphinx would not use."""
        catalog = docname_to_domain(term.docname, self._app.config.gettext_compact)
        for folder in self._files.folders:
            compile_catalog(self._app, CatalogInfo(folder, catalog, self._app.config.source_encoding), self._locale)
        translation = self._files.translation(catalog, term.source_name)
        return translation.text if translation else ""


def other_languages(app: Sphinx, /) -> Iterator[SourceLanguage | TranslatedLanguage]:
    """The languages of a site but for that of the build, in the order of the project."""
    for language in app.config.glossary_terms_languages:
        if language == config.source_language(app.config):
            other: SourceLanguage | TranslatedLanguage = SourceLanguage(language)
        else:
            other = TranslatedLanguage(app, language)
        if language != config.build_language(app.config):
            yield other


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
