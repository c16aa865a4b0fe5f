"""The builder `glossary-export`: reads all pages in all languages, writes no page, writes files for other programs."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx.builders import Builder
from sphinx.util import logging

from sphinx_glossary_terms.know.domain import glossary_domain
from sphinx_glossary_terms.outputs import READER

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_logger = logging.getLogger(__name__)


class LanguageBuilder(Builder):
    """Reads the pages in one language, for `glossary-export`. Writes nothing."""

    name = READER
    allow_parallel = True

    def get_outdated_docs(self) -> str:
        return "all pages"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """The address of a page as the builder `html` makes it."""
        suffix: str | None = self.config.html_link_suffix
        return quote(docname) + (self.config.html_file_suffix or ".html" if suffix is None else suffix)

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Do nothing: what has been read is enough."""


class ExportBuilder(LanguageBuilder):
    """Writes a glossary for other programs."""

    name = "glossary-export"
    epilog = "The files are in %(outdir)s."


def write_files(app: Sphinx, error: Exception | None, /) -> None:
    """Write the files when all pages have been read (`build-finished`)."""
    if error is not None or not isinstance(app.builder, ExportBuilder):
        return
    # Imported here, so that a project that only builds pages does not pay for it.
    from sphinx_glossary_terms.export.collect import export_of
    from sphinx_glossary_terms.export.formats import FORMATS
    from sphinx_glossary_terms.export.languages import all_words

    export = export_of(glossary_domain(app.env), app.builder, all_words(app))
    if not export.base_url:
        _logger.info(
            "glossary-export: the addresses in the files are relative; set `html_baseurl` in conf.py "
            "to the address of the site"
        )
    for name, write in FORMATS.items():
        path = Path(app.outdir, name)
        if (text := write(export)) is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
