"""Reads `glossary.csv`: a row a term and language, as the builder `glossary-export` writes it, or a person."""

from __future__ import annotations

import csv
import io
import itertools
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from babel.core import parse_locale

from sphinx_glossary_terms.catalogs.names import NONE, parse_names
from sphinx_glossary_terms.model.ids import ID_PATTERN
from sphinx_glossary_terms.model.names import ABBREVIATION, OTHERS, PREFERRED, Name, read_list, read_name
from sphinx_glossary_terms.model.relations import BUILT_IN, options
from sphinx_glossary_terms.model.term import TERM_OPTIONS
from sphinx_glossary_terms.programs.importing.vocabulary import Concept, Vocabulary
from sphinx_glossary_terms.untrusted import limits
from sphinx_glossary_terms.untrusted.limits import UnusableError, too_many, without_controls

# What `glossary-export` writes so that a spreadsheet does not take a cell for a formula.
_DEFUSED = re.compile(r"^'(?='*[=+\-@\t\r＝＋－＠])")
# The first tags of BCP 47 (RFC 5646), which are also the names of folders.
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_KNOWN = {"id", "language", "name", "reading", "definition", "tags", "context", "replaced-by", "old-ids", "address"}
_KNOWN |= {kind.option for kind in OTHERS} | {*options(BUILT_IN)}


def read(content: bytes, language: str = "", /) -> Vocabulary:
    """What the file says. The language of the source is that one, or a variant of it; else that of the first row.

    Raises:
        UnusableError: it is no table in UTF-8 with the columns that there have to be, or has too much in it.
    """
    rows = _rows(content)
    header = [clean(cell).lower() for cell in next(rows, (0, []))[1]]
    if not {"language", "name"} <= {*header}:
        raise UnusableError(
            "the first line has to name the columns, with at least `name` and `language`, and better also `id`", line=1
        )
    vocabulary = Vocabulary(size=len(content))
    for column, count in Counter(header).items():
        if column and count > 1:
            vocabulary.report.add("not kept: of several columns with one name, all but the last", "line 1", column)
    # Between these two columns there are relations, and a project may have some of its own.
    ends = {"definition", "tags"} <= {*header}
    between = header[header.index("definition") + 1 : header.index("tags")] if ends else []
    free = [name for name in between if name not in {*_KNOWN, *TERM_OPTIONS} and ID_PATTERN.fullmatch(name)]
    reader = _Reader(vocabulary, free)
    found: list[tuple[str, dict[str, str], str]] = []
    for line, cells in rows:
        defused = (_DEFUSED.sub("", cell, count=1) for cell in cells[: len(header)])
        row = reader.cells(dict(itertools.zip_longest(header, defused, fillvalue="")), f"line {line}")
        if len(cells) > len(header):
            vocabulary.report.add("not kept: cells beyond the last column", f"line {line}")
        if any(row.values()) and (code := reader.language(row["language"], f"line {line}")):
            found.append((code, row, f"line {line}"))
    wanted, codes = language.replace("_", "-"), [code for code, _row, _place in found]
    variants = [code for code in codes if code.partition("-")[0] == wanted.partition("-")[0]]
    vocabulary.source_language = wanted if wanted in codes else next(iter((*variants, *codes)), "")
    for code, row, place in found:
        reader.add(row, code, place)
    vocabulary.base_url = _base([concept.address for concept in vocabulary.concepts])
    vocabulary.relations = _relations(reader.own, vocabulary.concepts)
    return vocabulary


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows with their lines. Spreadsheets of many countries separate cells by semicolons."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnusableError("is not in UTF-8; save it as CSV in UTF-8", line=line) from error
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = cells = columns = 0
    try:
        for row in reader:
            if len(row) > limits.MAX_COLUMNS:
                raise too_many(limits.MAX_COLUMNS, "columns")
            # Each row gets all columns of the first.
            columns = columns or len(row)
            cells += max(len(row), columns)
            if cells > limits.MAX_VALUES:
                raise too_many(limits.MAX_VALUES, "cells")
            yield before + 1, row
            before = reader.line_num
    except csv.Error as error:
        raise UnusableError(f"is not CSV ({error}); correct the quotes there", line=before + 1) from error


class _Reader:
    """Reads rows into a vocabulary, in which a project may have columns of relations of its `own`."""

    def __init__(self, vocabulary: Vocabulary, own: list[str]) -> None:
        self._vocabulary, self._report, self.own = vocabulary, vocabulary.report, own
        self._known = {*_KNOWN, *own}
        self._by_key: dict[str, Concept] = {}
        self._languages: set[str] = set()

    def cells(self, cells: Mapping[str, str], place: str) -> dict[str, str]:
        """The cells of a row in one line each, by the names of their columns; what is not kept is listed."""
        row = {column: clean(cell) for column, cell in cells.items()}
        for column, cell in cells.items():
            if without_controls(cell) != cell:
                self._report.add("not kept: control characters, and halves of characters", place)
            if column not in self._known and row[column]:
                self._report.add(f"not kept: the column '{column}'", place)
        return row

    def add(self, row: Mapping[str, str], language: str, place: str) -> None:
        """Add the words of a row to the term that it is of."""
        is_source = language == self._vocabulary.source_language
        concept = self._concept(row, language, place)
        names = [Name(row["name"], PREFERRED.name, reading=row.get("reading", ""))] if row["name"] else []
        for kind in OTHERS:
            read = _option_names if is_source else parse_names
            for number, name in enumerate(self._fitting(row.get(kind.option, ""), read, place)):
                # The option has one abbreviation.
                is_more = kind is ABBREVIATION and is_source and number > 0
                names.append(name._replace(kind="alias" if is_more else kind.name))
        concept.names[language] = [*dict.fromkeys(names)]
        if row.get("definition"):
            concept.definitions[language] = row["definition"]

    def _concept(self, row: Mapping[str, str], language: str, place: str) -> Concept:
        """The concept of a row. A second row in a language is that of another concept."""
        key = row.get("id", "") or row["name"]
        present = self._by_key.get(key)
        if present and language not in present.names:
            return present
        if present:
            self._report.add("a second row of an id in a language became a term of its own", place, key)
        if len(self._vocabulary.concepts) >= limits.MAX_TERMS:
            raise too_many(limits.MAX_TERMS, "terms")
        concept = Concept(
            place=place,
            key=key,
            id=row.get("id", ""),
            address=row.get("address", ""),
            relations={
                option: targets
                for option in (*options(BUILT_IN), *self.own)
                if (targets := read_list(row.get(option, "")))
            },
            tags=[name.text for name in self._fitting(row.get("tags", ""), _tags, place)],
            context=row.get("context", ""),
            replaced_by=row.get("replaced-by", ""),
            old_ids=read_list(row.get("old-ids", "")),
        )
        self._by_key.setdefault(key, concept)
        self._vocabulary.concepts.append(concept)
        return concept

    def _fitting(self, cell: str, read: Callable[[str], Iterable[Name]], place: str) -> list[Name]:
        """The names in a list that a page or a catalog can have in one, where brackets around it are no part of it."""
        names = [*dict.fromkeys(read(cell))]
        if [*read(", ".join([name.with_reading for name in names]))] == names:
            return names
        bad = [name for name in names if name.text == NONE or name.text.startswith("[") or name.text.endswith("]")]
        for name in bad:
            self._report.add("not kept: what a list with commas cannot hold", place, f"'{name.text}'")
        return [name for name in names if name not in bad]

    def language(self, code: str, place: str) -> str:
        """A code of a language in the spelling of BCP 47; empty if it is not a language code, which is listed."""
        if not _LANGUAGE.fullmatch(code):
            self._report.add(f"not kept: texts in '{code}', which is not the code of a language", place)
            return ""
        try:
            parse_locale(code, sep="_" if "_" in code else "-")
        except ValueError:
            # Sphinx reads catalogs with Babel.
            self._report.add(f"not kept: texts in '{code}', of which there can be no catalogs", place)
            return ""
        first, *rest = code.replace("_", "-").split("-")
        self._languages.add(tag := "-".join([first.lower(), *map(_subtag, rest)]))
        if len(self._languages) > limits.MAX_LANGUAGES:
            raise too_many(limits.MAX_LANGUAGES, "languages")
        return tag


def _subtag(text: str) -> str:
    """A part of a code, in the usual letter case (RFC 5646, 2.1.1)."""
    return text.upper() if len(text) == 2 else text.title() if len(text) == 4 and text.isalpha() else text.lower()


def _option_names(text: str) -> list[Name]:
    return [read_name(item, "alias") for item in read_list(text)]


def _tags(text: str) -> list[Name]:
    return [Name(item) for item in read_list(text)]


def clean(text: str) -> str:
    """A text in one line, without characters that a source file cannot have."""
    lines = (line.strip() for line in re.split(r"[\t\r\n\x85\u2028\u2029]+", without_controls(text)))
    return " ".join(filter(None, lines))


def _base(addresses: list[str]) -> str:
    """The address of the folder that has all pages; empty if the addresses are relative."""
    try:
        if not addresses or not all(urlsplit(address).netloc for address in addresses):
            return ""
        folder = posixpath.commonpath(posixpath.dirname(address.partition("#")[0]) for address in addresses)
    except ValueError:  # An address is invalid, or some are absolute and others are relative.
        return ""
    return f"{folder}/".replace(":/", "://", 1)


def _relations(names: list[str], concepts: Iterable[Concept]) -> dict[str, dict[str, str | bool]]:
    """The relations of the project. Which is the inverse of which is not in the file, but can be seen in it."""
    relations: dict[str, dict[str, str | bool]] = {}
    pairs = {
        name: {(concept.key, other) for concept in concepts for other in concept.relations.get(name, ())}
        for name in names
    }
    left = iter(names)
    for name in left:
        turned, following = {(end, start) for start, end in pairs[name]}, names[names.index(name) + 1 :]
        # Two terms have one relation at most, so two columns that mirror each other are its ends.
        if turned and following and pairs[following[0]] == turned:
            inverse = next(left)
            relations[name] = {"label": name, "inverse": inverse, "inverse_label": inverse}
        elif turned and turned == pairs[name]:
            relations[name] = {"label": name, "symmetric": True}
        else:
            relations[name] = {"label": name, "inverse_label": f"{name}-inverse"}
    return relations
