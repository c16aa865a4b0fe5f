"""What a file or a site of others may have at most, the one error about it, and how files and JSON are read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sphinx_glossary_terms.model.characters import printable

MAX_SECONDS = 60
"""Of a request, from its beginning to its end."""
MAX_BYTES = 64 * 2**20
"""Of a file, and of an answer, before and after it is unpacked: fewer than 60,000 terms."""
MAX_VALUES = 4_000_000
"""The values of JSON in a file, or cells of a table: they, not the bytes, decide about the memory."""
MAX_TERMS = 100_000
MAX_COLUMNS = 1_000
"""Of a table."""
MAX_LANGUAGES = 100
"""Of a file that is imported: all of its pages are read in each. The largest vocabularies have fewer than fifty."""


class UnusableError(Exception):
    """Something of others cannot be used. The text says why, and what to do.

    file, line: where that is, if it is not the file as a whole that the reader was given.
    """

    def __init__(self, reason: object, /, *, file: Path | None = None, line: int = 0) -> None:
        super().__init__(printable(reason))
        self.file = file
        self.line = line

    def at(self, file: Path, /) -> str:
        """The text with its place; `file` is what the reader was given."""
        path = printable(self.file or file)
        return f"{path}:{self.line}: {self}" if self.line else f"{path}: {self}"


class UnreachableError(UnusableError):
    """A file is not where it should be, or a site cannot be reached. The text says where."""


def reason_of(error: BaseException, /) -> str:
    """What went wrong, in a few words: what is wrong with a file as the system says it."""
    return str(getattr(error, "strerror", None) or error or type(error).__name__)[:300]


def too_many(limit: int, what: str, /) -> UnusableError:
    """The error about a limit."""
    return UnusableError(f"it has more than {limit:,} {what}; divide it")


def too_large() -> UnusableError:
    """The error about a size."""
    return too_many(MAX_BYTES // 2**20, "MB")


def read_file(path: Path, /) -> bytes:
    """The content of a file.

    Raises:
        UnreachableError: it is not there, or cannot be opened; the text says why, without the path.
        UnusableError: it is too large.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # A path may have a NUL.
        raise UnreachableError(reason_of(error)) from error
    if len(content) > MAX_BYTES:
        raise too_large()
    return content


def read_json(content: bytes, /, *, fix: str) -> Any:
    """What JSON says; `fix` is what to do if it is none.

    Raises:
        UnusableError: it is not JSON, or too much of it.
    """
    # Before anything is made of it: each of these begins a value, or stands in a text.
    if sum(map(content.count, (b"{", b"[", b","))) > MAX_VALUES:
        raise too_many(MAX_VALUES, "values")
    try:
        return json.loads(content)
    except RecursionError as error:
        raise UnusableError(f"it has too many values in one another; {fix}") from error
    except ValueError as error:
        raise UnusableError(f"it is not JSON ({error}); {fix}", line=getattr(error, "lineno", 0)) from error
