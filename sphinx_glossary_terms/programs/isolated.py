"""A temporary folder for an application whose documents read no file and ask no site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sphinx.util.docutils import docutils_namespace, patch_docutils


@contextmanager
def isolated_folder() -> Iterator[Path]:
    """The folder; docutils finds its settings there, also in other processes, and forgets the directives afterwards."""
    with TemporaryDirectory() as name, patch_docutils(name), docutils_namespace():
        folder = Path(name).resolve()  # as Sphinx writes it in its warnings
        (folder / "docutils.conf").write_text("[general]\nfile_insertion_enabled: no\n", encoding="utf-8")
        yield folder
