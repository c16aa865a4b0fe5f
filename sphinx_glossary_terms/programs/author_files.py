"""Writes files of authors, so that nothing is lost on a full disk."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path


def replace_file(path: Path, content: bytes, /) -> None:
    """Write a file as a whole: whatever happens, it has its former content or the new one.

    Its mode and its owner stay, and so does a symbolic link to it.
    """
    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".glossary-part-{secrets.token_hex(8)}")
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
