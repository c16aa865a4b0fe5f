"""The builder `glossary-export`: reads all pages in all languages, writes no page, writes files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_glossary_terms.domain.domain import glossary_domain
from sphinx_glossary_terms.programs.export.reader import LanguageBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_logger = logging.getLogger(__name__)


class ExportBuilder(LanguageBuilder):
    """Writes a glossary for other programs."""

    name = "glossary-export"
    epilog = "The files are in %(outdir)s."


def write_files(app: Sphinx, error: Exception | None, /) -> None:
    """Write the files when all pages have been read (`build-finished`)."""
    if error is not None or not isinstance(app.builder, ExportBuilder):
        return
    # Imported here, so that a project that only builds pages does not pay for it.
    from sphinx_glossary_terms.programs.export.collect import export_of
    from sphinx_glossary_terms.programs.export.languages import BY_LANGUAGE, all_words, files

    export = export_of(glossary_domain(app.env), app.builder, all_words(app))
    if not export.base_url:
        _logger.info(
            "glossary-export: the addresses in the files are relative; set `html_baseurl` in conf.py "
            "to the address of the site"
        )
    written = files(export)
    # What is not written any more, of languages that are gone.
    for pattern in BY_LANGUAGE:
        for path in Path(app.outdir).glob(pattern.format("*")):
            written.setdefault(path.relative_to(app.outdir).as_posix(), None)
    app.builder.write_files(written)
