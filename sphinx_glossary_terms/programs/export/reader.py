"""The builder that reads a glossary in one language, for the other builders and for the command `import`.

An extension of its own, which only their builds load: no project can select the builder.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx.builders import Builder
from sphinx.errors import SphinxError
from sphinx.util import logging

from sphinx_glossary_terms.settings.files import remove_file, write_output
from sphinx_glossary_terms.settings.outputs import READER

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_logger = logging.getLogger(__name__)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder."""
    app.add_builder(LanguageBuilder)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


class LanguageBuilder(Builder):
    """Reads the pages in one language. Writes none.

    failed: whether the build has failed.
    """

    name = READER
    allow_parallel = True
    failed = False

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

    def write_files(self, files: Mapping[str, str | None], /) -> None:
        """Write files by their names in the output folder, and remove those without a text."""
        try:
            for name, text in files.items():
                if text is None:
                    remove_file(Path(self.outdir, name))
                else:
                    write_output(Path(self.outdir, name), text.encode())
        except SphinxError as error:
            _logger.error("%s", error)  # noqa: TRY400 - one line: Sphinx prints a traceback of what is raised
            self.failed = True


def fail(app: Sphinx, error: Exception | None, /) -> None:
    """Have `sphinx-build` exit with 1 (`build-finished`).

    No exception: Sphinx would throw away the environment, in which nothing is wrong.
    """
    if isinstance(app.builder, LanguageBuilder) and app.builder.failed:
        app.statuscode = app.statuscode or 1
