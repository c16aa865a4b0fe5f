"""Writes files of authors and of outputs."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from sphinx.builders import Builder
from sphinx.errors import SphinxError

from sphinx_glossary_terms.problems.problem import Code
from sphinx_glossary_terms.problems.warnings import warn
from sphinx_glossary_terms.untrusted.limits import printable

_NO_ROOM = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}


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


def write_output(path: Path, content: bytes, /) -> None:
    """Write a file that a build makes.

    Raises:
        SphinxError: it cannot be written, with what to do.
    """
    try:
        replace_file(path, content)
    except OSError as error:
        fix = "make room for it" if error.errno in _NO_ROOM else "remove it"
        message = printable(f"{path} cannot be written ({error.strerror}); {fix}, and build again")
        raise SphinxError(message) from error


def write_file(builder: Builder, path: Path, text: str, /) -> None:
    """Write a file beside the pages of an output, unless one of them needs a folder of that name."""
    name = path.relative_to(builder.outdir).as_posix()
    if _is_folder_of_page(builder, name):
        fix = f"rename the document or the folder `{name}` of the source directory"
        message = f"the file `{name}` is not written, since a page needs a folder of that name; {fix}"
        warn(Code.NAME_TAKEN, message, once=True)
    else:
        write_output(path, text.encode())


def _is_folder_of_page(builder: Builder, name: str) -> bool:
    """Whether a page is written into a folder of that name in the output."""
    pages = builder.env.all_docs
    if name in pages and builder.get_target_uri(name).endswith("/"):  # dirhtml
        return True
    return Path(builder.srcdir, name).is_dir() and any(page.startswith(f"{name}/") for page in pages)


def remove_file(path: Path, /) -> None:
    """Remove a file of ours if it is there; a folder of that name is somebody else's."""
    if path.is_symlink() or path.is_file():
        path.unlink()
