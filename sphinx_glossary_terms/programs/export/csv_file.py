"""`glossary.csv`: a row a term and language, for spreadsheets. Its columns are called like the options of `term`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from sphinx_glossary_terms.external.glossary_json import FileName, FileTerm
from sphinx_glossary_terms.model.names import ABBREVIATION, OTHERS, PREFERRED
from sphinx_glossary_terms.programs.export.collect import Export

_BEGINNING = ("id", "language", "name", "reading")
_END = ("tags", "context", "replaced-by", "old-ids", "address")
# A spreadsheet takes a cell that begins so for a formula, which can send the others away.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def write(export: Export, /) -> str:
    """The text of the file, with the mark by which Excel knows UTF-8."""
    sides = [side.key for side in export.sides if not side.inverted or side.type.inverse]
    header = [*_BEGINNING, *(kind.option for kind in OTHERS), "definition", *sides, *_END]
    rows = (row for term_id, term in export.terms.items() for row in _rows(export, term_id, term, sides))
    return f"\ufeff{_table(header, rows)}"


def write_translation(export: Export, language: str, /) -> str:
    """`translation/<language>.csv`: names and their translations, for platforms and for language models.

    Names without a translation are left out, but for those that stay as they are. Of one text the first name counts.
    """
    pairs: dict[str, str] = {}
    for term in export.terms.values():
        names = term.names_in(export.source_language)
        own, other = ({name.kind: name.text for name in reversed(some)} for some in (names, term.names_in(language)))
        preferred = other.get(PREFERRED.name) or ("" if term.translate else own.get(PREFERRED.name, ""))
        for name in names:
            target = other.get(name.kind, "") if name.kind == ABBREVIATION.name else preferred
            if name.row.is_shown and not name.row.is_avoided and not term.replaced_by and target:
                pairs.setdefault(name.text, target if term.translate else name.text)
    return _table(["source", "target"], pairs.items())


def _rows(export: Export, term_id: str, term: FileTerm, sides: Iterable[str]) -> Iterator[list[str]]:
    # What is the same in every language stands in every row, so that each can be sorted and filtered.
    same = [_joined(term.relations.get(side, ())) for side in sides]
    context = term.context.get(export.source_language, "")
    same += [_joined(term.tags), context, term.replaced_by, _joined(term.old_ids), export.url(term.address)]
    for language in export.languages:
        names, definition = term.names_in(language), term.definitions.get(language)
        if not names and not definition:
            continue
        preferred = next((name for name in names if name.kind == PREFERRED.name), FileName("", "", ""))
        others = [_joined(map(_with_reading, (name for name in names if name.kind == kind.name))) for kind in OTHERS]
        text = definition.text if definition else ""
        yield [term_id, language, preferred.text, preferred.reading, *others, text, *same]


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([header, *(map(_defused, row) for row in rows)])
    return buffer.getvalue()


def _with_reading(name: FileName) -> str:
    return f"{name.text}|{name.reading}" if name.reading else name.text


def _joined(items: Iterable[str]) -> str:
    return ", ".join(items)


def _defused(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell
