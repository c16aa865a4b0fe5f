"""Reads bytes from a disk."""

from __future__ import annotations

from pathlib import Path

from sphinx_glossary_terms.untrusted import limits
from sphinx_glossary_terms.untrusted.limits import UnreachableError, reason_of, too_large


def read_file(path: Path, /, *, is_import: bool = False) -> bytes:
    """The content of a file, which a build reads or the command `import`.

    Raises:
        UnreachableError: it is not there, or cannot be opened; the text says why, without the path.
        UnusableError: it is too large.
    """
    limit = limits.MAX_IMPORT_BYTES if is_import else limits.MAX_BYTES
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except (OSError, ValueError) as error:  # A path may have a NUL.
        raise UnreachableError(reason_of(error)) from error
    if len(content) > limit:
        raise too_large(limit)
    return content
