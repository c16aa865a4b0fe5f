"""Writes and removes files of outputs."""

from __future__ import annotations

import os
from pathlib import Path

from sphinx.errors import SphinxError

from sphinx_glossary_terms.model.characters import printable


def write_output(path: Path, content: bytes, /, *, is_kept: bool = False) -> None:
    """Write a file that a build makes.

    `is_kept`: later builds take it as it is, so it is whole or not there, even if this build is killed.

    Raises:
        SphinxError: it cannot be written, with what to do.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}") if is_kept else path
        part.write_bytes(content)
        if is_kept:
            part.replace(path)
    except OSError as error:
        message = f"{path} cannot be written ({error.strerror}); make room for it or remove it, and build again"
        raise SphinxError(printable(message)) from error


def remove_file(path: Path, /) -> None:
    """Remove a file of ours if it is there; a folder of that name is somebody else's."""
    if path.is_symlink() or path.is_file():
        path.unlink()
