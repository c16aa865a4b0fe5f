"""Writes files of authors and of outputs."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from contextlib import suppress
from pathlib import Path

from sphinx.errors import SphinxError

from sphinx_glossary_terms.model.characters import printable

_PART = ".glossary-part-"
_SECONDS = 60
"""What is older is not being written any more."""


def replace_file(path: Path, content: bytes, /) -> None:
    """Write a file as a whole: whatever happens, it has its former content or the new one.

    Its mode and its owner stay, and so does a symbolic link to it.
    """
    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{_PART}{secrets.token_hex(8)}")
    try:
        part.write_bytes(content)
        with suppress(FileNotFoundError), target.open("r+b") as file:  # A file that must not be written stays.
            owner = os.fstat(file.fileno())
            if os.name == "posix":
                with suppress(PermissionError):  # Only root, such as in a container, writes files of others.
                    os.chown(part, owner.st_uid, owner.st_gid)
            shutil.copymode(target, part)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def remove_parts(folder: Path, /) -> None:
    """Remove what a build has left in its output that was killed while it wrote; another one may be writing now."""
    for place, _folders, names in os.walk(folder):
        for part in (Path(place, name) for name in names if name.startswith(_PART)):
            with suppress(FileNotFoundError):
                if time.time() - part.stat().st_mtime > _SECONDS:
                    part.unlink()


def write_output(path: Path, content: bytes, /) -> None:
    """Write a file that a build makes.

    Raises:
        SphinxError: it cannot be written, with what to do.
    """
    try:
        replace_file(path, content)
    except OSError as error:
        message = f"{path} cannot be written ({error.strerror}); make room for it or remove it, and build again"
        raise SphinxError(printable(message)) from error


def remove_file(path: Path, /) -> None:
    """Remove a file of ours if it is there; a folder of that name is somebody else's."""
    if path.is_symlink() or path.is_file():
        path.unlink()
