"""Reads `glossary.csv`: a row a term and language, as the builder `glossary-export` writes it, or a person."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from babel.core import get_locale_identifier, parse_locale

from sphinx_glossary_terms.model.characters import printable, without_controls
from sphinx_glossary_terms.model.names import OTHERS
from sphinx_glossary_terms.model.relations import BUILT_IN, options
from sphinx_glossary_terms.model.term import ID_PATTERN, TERM_OPTIONS
from sphinx_glossary_terms.projects import limits
from sphinx_glossary_terms.projects.glossary_json import LANGUAGE_TAG
from sphinx_glossary_terms.projects.limits import UnusableError, too_many

TARGETS = (*options(BUILT_IN), "replaced-by")
"""The columns that name other terms."""

OPTIONS = ("id", "reading", *(kind.option for kind in OTHERS), *TARGETS, "tags", "context", "old-ids")
"""The columns that are options of `term`, in the order of an export."""

_KNOWN = {*OPTIONS, "language", "name", "definition", "address"}
_TAKEN = {*_KNOWN, *TERM_OPTIONS}
# What `glossary-export` writes so that a spreadsheet does not take a cell for a formula.
_DEFUSED = re.compile(r"^'(?='*[=+\-@\t\r＝＋－＠])")


class Row(dict[str, str]):
    """The cells of a row that are not empty, by column; any other is an empty text. It may have a `line`."""

    line = 0

    def __missing__(self, column: str) -> str:
        return ""


@dataclass
class Table:
    """What a file says.

    source: the language of the pages.
    terms: the rows of each term by language; each has one with a name in the language of the pages.
    relations: the columns that are relations of the project.
    notes: what is not kept, and the lines where that is.
    """

    source: str = ""
    terms: list[dict[str, Row]] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    notes: dict[str, dict[int, None]] = field(default_factory=dict)

    def note(self, what: str, line: int, /) -> None:
        """Note that something is not kept."""
        self.notes.setdefault(what, {})[line] = None

    def remarks(self) -> Iterator[str]:
        """The notes, in a line each."""
        for what, lines in self.notes.items():
            first = ", ".join(map(str, islice(lines, 10)))
            more = f" and {len(lines) - 10} more" if len(lines) > 10 else ""
            yield printable(f"{what} (line {first}{more})")


def read(content: bytes, language: str = "", /) -> Table:
    """What the file says. The language of the pages is that one; else that of the first row.

    Raises:
        UnusableError: it is no table in UTF-8 with the columns that there have to be, or has too much in it.
    """
    rows = _rows(content)
    header = [clean(cell).lower() for cell in next(rows, (0, []))[1]]
    if not {"language", "name"} <= {*header}:
        raise UnusableError(
            "the first line has to name the columns, with at least `name` and `language`, and better also `id`", line=1
        )
    if twice := [column for column, count in Counter(filter(None, header)).items() if count > 1]:
        raise UnusableError(f"two columns are called '{twice[0]}'; rename or remove one", line=1)
    table, by_key, languages = Table(), dict[str, dict[str, Row]](), dict[str, None]()
    if {"definition", "tags"} <= {*header}:
        # Between these two, an export has relations, of which a project may have some of its own.
        between = header[header.index("definition") + 1 : header.index("tags")]
        table.relations = [name for name in between if name not in _TAKEN and ID_PATTERN.fullmatch(name)]
    for line, cells in rows:
        row = _row(table, header, cells, line)
        if not row:
            continue
        if not (tag := _tag(row["language"])):
            table.note("not kept: rows whose `language` is not the code of one", line)
            continue
        languages[tag] = None
        if len(languages) > limits.MAX_LANGUAGES:
            raise too_many(limits.MAX_LANGUAGES, "languages")
        # A second row in a language is of another term.
        term = by_key.get(key := row["id"] or row["name"])
        if term is None or tag in term:
            term = by_key[key] = {}
            table.terms.append(term)
        if len(table.terms) > limits.MAX_TERMS:
            raise too_many(limits.MAX_TERMS, "terms")
        term[tag] = row
    table.source = _tag(language) or language or next(iter(languages), "")
    _keep_named(table)
    return table


def _keep_named(table: Table) -> None:
    """Keep only the terms that have a name in the language of the pages."""
    named = []
    for term in table.terms:
        if term.get(table.source, Row())["name"]:
            named.append(term)
        else:
            for row in term.values():
                table.note(f"not kept: terms without a name in {table.source}", row.line)
    if not named:
        raise UnusableError(f"has no term with a name in '{table.source}'; there is nothing to write")
    table.terms = named


def _row(table: Table, header: Sequence[str], cells: Sequence[str], line: int) -> Row:
    row = Row()
    row.line = line
    for column, cell in zip(header, cells, strict=False):
        text = clean(_DEFUSED.sub("", cell, count=1))
        if without_controls(cell) != cell:
            table.note("not kept: control characters, and halves of characters", line)
        if text and (column in _KNOWN or column in table.relations):
            row[column] = text
        elif text:
            table.note(f"not kept: the column '{column}'", line)
    if len(cells) > len(header):
        table.note("not kept: cells beyond the last column", line)
    return row


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows with their lines. Spreadsheets of many countries separate cells by semicolons."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnusableError("is not in UTF-8; save it as CSV in UTF-8", line=line) from error
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = cells = 0
    try:
        for row in reader:
            if len(row) > limits.MAX_COLUMNS:
                raise too_many(limits.MAX_COLUMNS, "columns")
            cells += len(row)
            if cells > limits.MAX_VALUES:
                raise too_many(limits.MAX_VALUES, "cells")
            yield before + 1, row
            before = reader.line_num
    except csv.Error as error:
        raise UnusableError(f"is not CSV ({error}); correct the quotes there", line=before + 1) from error


def _tag(code: str) -> str:
    """A code of a language in the spelling of BCP 47; empty if it is none for which there can be catalogs."""
    code = code.replace("_", "-")
    try:
        # Sphinx reads catalogs with Babel.
        return get_locale_identifier(parse_locale(code, sep="-"), sep="-") if LANGUAGE_TAG.fullmatch(code) else ""
    except ValueError:
        return ""


def clean(text: str, /) -> str:
    """A text in one line, without characters that a source file cannot have."""
    lines = (line.strip() for line in re.split(r"[\t\r\n\x85\u2028\u2029]+", without_controls(text)))
    return " ".join(filter(None, lines))
