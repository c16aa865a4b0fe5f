"""Tables of other programs (CSV) to a MyST page with terms, and to catalogs for their languages.

A table has a row a term and language, as the builder `glossary-export` writes it, or a person.
"""

from __future__ import annotations

import csv
import io
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from babel.core import get_locale_identifier, parse_locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from sphinx_glossary_terms.catalogs.translations import CATALOGS, READING, READINGS
from sphinx_glossary_terms.model.characters import printable, without_controls
from sphinx_glossary_terms.model.names import OTHERS, TERM_OPTIONS, as_myst, split_list
from sphinx_glossary_terms.model.relations import BUILT_IN, options
from sphinx_glossary_terms.model.term import ID_PATTERN, id_of
from sphinx_glossary_terms.programs.export_formats import paragraph
from sphinx_glossary_terms.projects import limits
from sphinx_glossary_terms.projects.glossary_json import LANGUAGE_TAG
from sphinx_glossary_terms.projects.limits import UnusableError, read_file, reason_of, too_many
from sphinx_glossary_terms.settings.outputs import replace_file

# Sphinx takes the words of every page from a catalog of the first of these names, without escaping them.
_CATALOGS = {"sphinx", *CATALOGS}


def import_file(
    path: Path, /, *, to: Path, locales: Path | None, language: str = "", title: str = "", form: str = ""
) -> int:
    """Write what is in a file as a page and catalogs; returns 0 if everything was kept, or listed.

    `to` is the folder of `conf.py`, `locales` that of the catalogs, by default `locales` in it; `language` is that of
    the page, by default that of the first row; `title` is its heading, by default derived from the name of the file;
    `form` is that of its terms, `entry` or `section`.
    """
    locales = locales or to / "locales"
    name = id_of(path.stem) or "glossary"
    name += "-terms" if name in _CATALOGS else ""
    try:
        table = read(read_file(path), language)
        text = page_text(table, title=clean(title) or name.replace("-", " ").capitalize(), form=form)
        files = {locales / file: content for file, content in catalogs(table, page=name).items()}
    except UnusableError as error:
        sys.stderr.write(f"{error.at(path)}; nothing was written\n")
        return 1
    files[to / f"{name}.md"] = text.encode()
    if problems := _write(files):
        sys.stderr.writelines(f"{printable(problem)}\n" for problem in [*problems, "nothing was written"])
        return 1
    _say(path, table, len(files) - 1, to / "conf.py")
    return 0


def _write(files: dict[Path, bytes]) -> list[str]:
    """Write new files, all or none; returns what is in the way."""
    if taken := [file for file in files if os.path.lexists(file)]:
        return [f"{file}: exists already; move it, or import to another folder" for file in taken]
    written: list[Path] = []
    for file, content in files.items():
        try:
            replace_file(file, content)
        except OSError as error:
            for other in written:
                other.unlink()
            return [f"{file}: {reason_of(error)}"]
        written.append(file)
    return []


def _say(path: Path, table: Table, count: int, conf: Path) -> None:
    languages = sorted({language for term in table.terms for language in term} - {table.source})
    translations = f", with translations into {', '.join(languages)}" if languages else ""
    lines = [
        *table.remarks(),
        f"{path}: {len(table.terms)} terms in {table.source}{translations}; {count} catalog{'s' * (count != 1)}",
    ]
    sys.stderr.writelines(f"{printable(line)}\n" for line in lines)
    settings = conf.read_text(encoding="utf-8", errors="replace").replace('"', "'") if conf.is_file() else ""
    line = f"glossary_terms_source_language = '{table.source}'"
    if (languages or table.source != "en") and not re.search(f"^{line}", settings, re.MULTILINE):
        sys.stdout.write(f"# For conf.py:\n{line}\n")
    if relations := [relation for relation in table.relations if f"'{relation}'" not in settings]:
        sys.stdout.write(f"# These have to be in `glossary_terms_relations`: {', '.join(relations)}\n")


# Reading a table

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
    named = [term for term in table.terms if term.get(table.source, Row())["name"]]
    for row in (row for term in table.terms if not term.get(table.source, Row())["name"] for row in term.values()):
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


# Writing pages and catalogs


def page_text(table: Table, /, *, title: str, form: str = "") -> str:
    """The text of the page; by default its terms are sections only if one has no definition, which an entry needs."""
    rows = [term[table.source] for term in table.terms]
    form = form or ("entry" if all(row["definition"] for row in rows) else "section")
    ids = {row["id"]: id_of(row["id"]) for row in rows}
    lines = [f"# {heading(title)}"]
    for row in rows:
        name, options = heading(row["name"]), list(_options(row, ids, table.relations))
        definition = ["", paragraph(row["definition"])] if row["definition"] else []
        if form == "section":
            lines += ["", f"## {name}", "", "```{term}", *options, "```", *definition]
        else:
            fence = "~~~" if "`" in name else "```"
            lines += ["", f"{fence}{{term}} {name}", *options, *definition, fence]
        if row["id"] and row["id"] != _id(row):
            table.note("changed: ids with other characters than a-z, 0-9 and hyphens", row.line)
    # What ends a line for MyST (`str.splitlines`) is never in one: the rest would be markup.
    return "".join(f"{' '.join(line.splitlines())}\n" for line in lines)


def _id(row: Row) -> str:
    return id_of(row["id"]) or id_of(row["name"])


def _options(row: Row, ids: Mapping[str, str], relations: Sequence[str]) -> Iterator[str]:
    for option in (*OPTIONS, *relations):
        value = _id(row) if option == "id" else row[option]
        if option in TARGETS or option in relations:
            value = ", ".join(ids.get(target) or target for target in split_list(value))
        if value:
            yield as_myst(option, value)


def heading(text: str, /) -> str:
    """The text of a heading. Signs at its end would be taken for its closing sequence (CommonMark 4.2)."""
    text = paragraph(text)
    body = text.rstrip("#")
    body += "#" * (body.endswith("\\") and body != text)  # which has its backslash
    return body + "\\#" * (len(text) - len(body))


def catalogs(table: Table, /, *, page: str) -> dict[str, bytes]:
    """The content of each catalog by its path in the folder of catalogs; `page` is the name of the page."""
    found: dict[str, Catalog] = {}
    for term in table.terms:
        for language, row in sorted(term.items()):
            if language == table.source:
                continue
            folder = language.replace("-", "_")
            for name, context, text, translation in _messages(term[table.source], row, page):
                catalog = found.setdefault(f"{folder}/LC_MESSAGES/{name}.po", Catalog(locale=folder))
                present = catalog.get(text, context) if text else None
                if not text:
                    table.note("not kept: translations of definitions that the source does not have", row.line)
                elif present is None:
                    catalog.add(text, translation, context=context)
                elif present.string != translation:
                    table.note("not kept: second translations of a text, of which a catalog has one", row.line)
    contents = {file: io.BytesIO() for file in found}
    for file, catalog in found.items():
        write_po(contents[file], catalog)
    return {file: content.getvalue() for file, content in contents.items()}


def _messages(source: Row, row: Row, page: str) -> Iterator[tuple[str, str | None, str, str]]:
    """The translations of a term: the catalog of each, its context if it has one, its text, and the translation."""
    term_id = _id(source)
    if row["name"]:
        yield page, None, heading(source["name"]), heading(row["name"])
    if row["reading"]:
        yield READINGS, READING, term_id, row["reading"]
    for kind in OTHERS:
        if row[kind.option]:
            yield kind.catalog, kind.name, term_id, row[kind.option]
    if row["definition"]:
        text = source["definition"]
        yield page, None, paragraph(text) if text else "", paragraph(row["definition"])
