"""Reads `glossary.csv`: a row a term and language, as the builder `glossary-export` writes it, or a person."""

from __future__ import annotations

import itertools
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from sphinx_glossary_terms.catalogs.names import parse_names
from sphinx_glossary_terms.model.ids import ID_PATTERN
from sphinx_glossary_terms.model.names import OTHERS, PREFERRED, read_list, read_name
from sphinx_glossary_terms.model.relations import BUILT_IN, options
from sphinx_glossary_terms.programs.importing.values import Concept, Relation, Vocabulary, clean
from sphinx_glossary_terms.untrusted.csv_text import read_rows
from sphinx_glossary_terms.untrusted.limits import Budget, UnusableError

# What `glossary-export` writes so that a spreadsheet does not take a cell for a formula.
_DEFUSED = re.compile(r"^'(?='*[=+\-@\t\r＝＋－＠])")
_KNOWN = {"id", "language", "name", "reading", "definition", "tags", "context", "replaced-by", "old-ids", "address"}
_KNOWN |= {kind.option for kind in OTHERS} | {*options(BUILT_IN)}


def read(content: bytes, /) -> Vocabulary:
    """What the file says. The language of its first row is that of the source."""
    rows = read_rows(content)
    header = [clean(cell).lower() for cell in next(rows, (0, []))[1]]
    if not {"language", "name"} <= {*header}:
        raise UnusableError(
            "the first line has to name the columns, with at least `name` and `language`, and better also `id`", line=1
        )
    # Between these two columns there are relations, and a project may have some of its own.
    ends = {"definition", "tags"} <= {*header}
    between = header[header.index("definition") + 1 : header.index("tags")] if ends else []
    own = [column for column in between if column not in _KNOWN and ID_PATTERN.fullmatch(column)]
    known = {*_KNOWN, *own}
    vocabulary, concepts = Vocabulary(budget=Budget(len(content))), _Concepts(own)
    for column, count in Counter(header).items():
        if column and count > 1:
            vocabulary.report.add("not kept: of several columns with one name, all but the last", "line 1", column)
    for line, cells in rows:
        place = f"line {line}"
        row = dict(itertools.zip_longest(header, (_DEFUSED.sub("", cell, count=1) for cell in cells[: len(header)])))
        row = {column: vocabulary.clean(cell or "", place) for column, cell in row.items()}
        for column in header:
            if column not in known and row[column]:
                vocabulary.report.add(f"not kept: the column '{column}'", place)
        if len(cells) > len(header):
            vocabulary.report.add("not kept: cells beyond the last column", place)
        if any(row.values()) and (language := vocabulary.language(row["language"], place)) is not None:
            vocabulary.source_language = vocabulary.source_language or language
            _add_words(vocabulary, concepts.of(vocabulary, row, language, place), language, row)
    vocabulary.base_url = _base([concept.address for concept in vocabulary.concepts])
    vocabulary.relations = _relations(own, vocabulary.concepts)
    return vocabulary


class _Concepts:
    """The concepts by their keys, and the columns of the relations of the project."""

    def __init__(self, own: list[str]) -> None:
        self._own = own
        self._found: dict[str, Concept] = {}

    def of(self, vocabulary: Vocabulary, row: Mapping[str, str], language: str, place: str) -> Concept:
        """The concept of a row. A second row in a language is that of another concept."""
        key = row.get("id", "") or row["name"]
        present = self._found.get(key)
        if present and language not in present.names:
            return present
        if present:
            vocabulary.report.add("a second row of an id in a language became a term of its own", place, key)
        concept = Concept(place=place, key=key, id=row.get("id", ""), address=row.get("address", ""))
        for option in (*options(BUILT_IN), *self._own):
            if targets := read_list(row.get(option, "")):
                concept.relations[option] = targets
        concept.tags = read_list(row.get("tags", ""))
        concept.old_ids = read_list(row.get("old-ids", ""))
        concept.replaced_by = row.get("replaced-by", "")
        concept.context = row.get("context", "")
        self._found.setdefault(key, concept)
        vocabulary.add(concept)
        return concept


def _add_words(vocabulary: Vocabulary, concept: Concept, language: str, row: Mapping[str, str]) -> None:
    concept.names.setdefault(language, [])
    concept.add_name(language, row["name"], PREFERRED.name, row.get("reading", ""))
    for kind in OTHERS:
        cell = row.get(kind.option, "")
        if language == vocabulary.source_language:
            concept.names[language] += [read_name(item, kind.name) for item in read_list(cell)]
        else:
            concept.names[language] += parse_names(cell, kind.name)
    if definition := " ".join(row.get("definition", "").split()):
        concept.definitions[language] = definition


def _base(addresses: list[str]) -> str:
    """The address of the folder that has all pages; empty if the addresses are relative."""
    try:
        if not addresses or not all(urlsplit(address).netloc for address in addresses):
            return ""
        folder = posixpath.commonpath(posixpath.dirname(address.partition("#")[0]) for address in addresses)
    except ValueError:  # An address is invalid, or some are absolute and others are relative.
        return ""
    return f"{folder}/".replace(":/", "://", 1)


def _relations(own: list[str], concepts: Iterable[Concept]) -> dict[str, Relation]:
    """The relations of the project. Which is the inverse of which is not in the file, but can be seen in it."""
    pairs = {
        name: {(concept.key, other) for concept in concepts for other in concept.relations.get(name, ())}
        for name in own
    }
    relations: dict[str, Relation] = {}
    names = [*own]
    while names:
        name = names.pop(0)
        turned = {(end, start) for start, end in pairs[name]}
        relations[name] = relation = Relation()
        # Two terms have one relation at most, so two columns that mirror each other are its ends.
        if turned and names and pairs[names[0]] == turned:
            relation.inverse = names.pop(0)
        else:
            relation.is_symmetric = bool(turned) and turned == pairs[name]
    return relations
