"""Reads tables of spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from sphinx_glossary_terms.untrusted import limits
from sphinx_glossary_terms.untrusted.limits import UnusableError, too_many


def read_rows(content: bytes, /) -> Iterator[tuple[int, list[str]]]:
    """The rows with their lines. Spreadsheets of many countries separate cells by semicolons.

    Raises:
        UnusableError: it is no table in UTF-8, or has too many columns.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnusableError("is not in UTF-8; save it as CSV in UTF-8", line=line) from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = cells = columns = 0
    try:
        for row in reader:
            if len(row) > limits.MAX_COLUMNS:
                raise too_many(limits.MAX_COLUMNS, "columns")
            # Whoever reads it gives each row all columns of the first.
            columns = columns or len(row)
            cells += max(len(row), columns)
            if cells > limits.MAX_VALUES:
                raise too_many(limits.MAX_VALUES, "cells")
            yield before + 1, row
            before = reader.line_num
    except csv.Error as error:
        raise UnusableError(f"is not CSV ({error}); correct the quotes there", line=before + 1) from error
