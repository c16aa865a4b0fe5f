"""Writes files for other programs: those of the builder `glossary-export`, and `glossary.json` beside a site.

A run reads one language. `glossary.json` has the languages of earlier runs into the same folder, so that every file has
all of them.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from pathlib import Path
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.errors import SphinxError
from sphinx.util import logging

from sphinx_glossary_terms.checks.report import warn
from sphinx_glossary_terms.domain.domain import glossary_domain
from sphinx_glossary_terms.domain.freshness import Freshness
from sphinx_glossary_terms.model.problem import Code
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.settings.outputs import GLOSSARY_FILE, has_own_file, output_of, remove_file, write_output

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

    # What Sphinx before 8.1 calls in its place.
    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Do nothing."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Do nothing."""


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
    from sphinx_glossary_terms.programs.export_formats import FORMATS
    from sphinx_glossary_terms.programs.export_terms import export_of, read_earlier

    folder = Path(app.outdir)
    export = export_of(glossary_domain(app.env), builder, read_earlier(folder / GLOSSARY_FILE))
    if not export.base_url:
        if app.config.html_baseurl:
            raise SphinxError("`html_baseurl` in conf.py is not an address such as 'https://example.org/'; correct it")
        _logger.info(
            "glossary-export: the addresses in the files are relative; set `html_baseurl` in conf.py "
            "to the address of the site"
        )
    written = {name: write(export) for name, write in FORMATS.items()}
    for name, text in written.items():
        if text is None:
            remove_file(folder / name)
        else:
            write_output(folder / name, text.encode())


def update_site(fresh: Freshness, app: Sphinx, error: Exception | None, /) -> None:
    """Write `glossary.json` beside the pages of a site, as `objects.inv`: for other projects (`build-finished`).

    It is written if it would differ, and removed if there are no terms, or the project does not want it.
    """
    if error is not None or not fresh.is_used or not output_of(app.builder).is_site or has_own_file(app, GLOSSARY_FILE):
        return
    domain, path = glossary_domain(app.env), Path(app.outdir, GLOSSARY_FILE)
    if not (app.config.glossary_terms_json and any(page.terms for page in domain.pages.values())):
        remove_file(path)
    elif path.is_dir() and any(docname.split("/")[0] == GLOSSARY_FILE for docname in app.env.found_docs):
        message = f"a page or folder '{GLOSSARY_FILE}' is where the file of that name would be, which is not written"
        warn(Code.NAME_TAKEN, f"{message}; rename it, or set `glossary_terms_json = False` in conf.py")
    elif fresh.has_changed or not path.exists():
        before = path.read_text(encoding="utf-8") if path.is_file() else ""
        text = _site_file(app, fresh, before)
        # A program that looks at the time of a file, such as `rsync`, has nothing to do then.
        if text != before:
            write_output(path, text.encode())


def _site_file(app: Sphinx, fresh: Freshness, before: str) -> str:
    """The text of the file; if only texts have changed, only the lines of the terms on pages that were read are new."""
    # Imported here, so that a build with nothing to do does not pay for it.
    from sphinx_glossary_terms.programs.export_terms import export_of, terms_on
    from sphinx_glossary_terms.projects import glossary_json

    domain = glossary_domain(app.env)
    if before and not config.is_translated(app.config) and not fresh.outline_has_changed(app.env):
        terms = terms_on(domain, app.builder, fresh.pages_read)
        if text := glossary_json.with_terms(before, terms):
            return text
    return glossary_json.write(export_of(domain, app.builder))
