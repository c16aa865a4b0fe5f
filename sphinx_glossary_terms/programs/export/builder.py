"""The builder `glossary-export`: reads all pages, writes no page, writes files for other programs.

A run reads one language. `glossary.json` has the languages of earlier runs into the same folder, so that every file has
all of them.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx.builders import Builder
from sphinx.errors import SphinxError
from sphinx.util import logging

from sphinx_glossary_terms.domain.domain import glossary_domain
from sphinx_glossary_terms.settings.files import remove_file, write_output
from sphinx_glossary_terms.settings.outputs import GLOSSARY_FILE

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_glossary_terms.programs.export.values import Words

_logger = logging.getLogger(__name__)


class ExportBuilder(Builder):
    """Writes a glossary for other programs."""

    name = "glossary-export"
    epilog = "The files are in %(outdir)s."
    allow_parallel = True

    def init(self) -> None:
        # The addresses are those of the builder `html`: so are the parts of the directive `only`.
        self.tags.add("html")

    def get_outdated_docs(self) -> str:
        return "all pages"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """The address of a page as the builder `html` makes it."""
        suffix: str | None = self.config.html_link_suffix
        return quote(docname) + (self.config.html_file_suffix or ".html" if suffix is None else suffix)

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Do nothing: what has been read is enough."""


def write_files(app: Sphinx, error: Exception | None, /) -> None:
    """Write the files when all pages have been read (`build-finished`).

    What goes wrong is one line and has `sphinx-build` exit with 1. No exception: Sphinx would print a traceback and
    throw away the environment, in which nothing is wrong.
    """
    if error is not None or not isinstance(app.builder, ExportBuilder):
        return
    try:
        _write(app, app.builder)
    except SphinxError as problem:
        _logger.error("%s", problem)  # noqa: TRY400
        app.statuscode = app.statuscode or 1


def _write(app: Sphinx, builder: Builder) -> None:
    # Imported here, so that a project that only builds pages does not pay for it.
    from sphinx_glossary_terms.programs.export.collect import export_of, words_of
    from sphinx_glossary_terms.programs.export.files import BY_LANGUAGE, files

    domain, folder = glossary_domain(app.env), Path(app.outdir)
    own = words_of(domain, builder, has_fields=True)
    others = [words for words in _earlier_words(folder / GLOSSARY_FILE) if words.language != own.language]
    export = export_of(domain, builder, [own, *others])
    if not export.base_url:
        _logger.info(
            "glossary-export: the addresses in the files are relative; set `html_baseurl` in conf.py "
            "to the address of the site"
        )
    written = files(export)
    for words in others:  # of languages that are gone
        for pattern in BY_LANGUAGE:
            written.setdefault(pattern.format(words.language), None)
    for name, text in written.items():
        if text is None:
            remove_file(folder / name)
        else:
            write_output(folder / name, text.encode())


def _earlier_words(path: Path) -> tuple[Words, ...]:
    """The words that earlier runs have written, in all their languages."""
    from sphinx_glossary_terms.programs.export import json_reader
    from sphinx_glossary_terms.untrusted.limits import UnusableError, read_file

    if not path.exists():
        return ()
    try:
        return json_reader.read(read_file(path)).words
    except UnusableError as error:
        raise SphinxError(f"{error.at(path)}; remove the file, and build each language again") from error
