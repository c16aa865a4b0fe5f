"""`glossary.csv`: a row a term and language, for spreadsheets. Its columns are called like the options of `term`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from sphinx_glossary_terms.model.names import ABBREVIATION, KINDS, OTHERS, PREFERRED, Name
from sphinx_glossary_terms.model.relations import Side
from sphinx_glossary_terms.programs.export.values import Export

_BEGINNING = ("id", "language", "name", "reading")
_END = ("tags", "context", "replaced-by", "old-ids", "address")
# A spreadsheet takes a cell that begins so for a formula, which can send the others away.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def write(export: Export, /) -> str:
    """The text of the file, with the mark by which Excel knows UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    sides = [side for side in export.sides if not side.inverted or side.type.inverse]
    others = [kind.option for kind in OTHERS]
    writer.writerow((*_BEGINNING, *others, "definition", *(side.key for side in sides), *_END))
    for term_id in export.terms:
        writer.writerows(map(_defused, row) for row in _rows(export, term_id, sides))
    return f"\ufeff{buffer.getvalue()}"


def write_translation(export: Export, language: str, /) -> str:
    """`translation/<language>.csv`: names and their translations, for platforms and for language models.

    Names without a translation are left out, but for those that stay as they are. Of one text the first name counts.
    """
    pairs: dict[str, str] = {}
    for term_id, term in export.terms.items():
        names = {
            code: {name.kind: name.text for name in reversed(export.names(term_id, code))}
            for code in (export.source_language, language)
        }
        own, other = names.values()
        preferred = other.get(PREFERRED.name) or ("" if term.is_translated else own.get(PREFERRED.name, ""))
        for name in export.names(term_id, export.source_language):
            target = other.get(name.kind, "") if name.kind == ABBREVIATION.name else preferred
            if KINDS[name.kind].is_shown and not name.is_avoided and not term.replaced_by and target:
                pairs.setdefault(name.text, target if term.is_translated else name.text)
    buffer = io.StringIO()
    csv.writer(buffer).writerows([("source", "target"), *(tuple(map(_defused, pair)) for pair in pairs.items())])
    return buffer.getvalue()


def _rows(export: Export, term_id: str, sides: Iterable[Side]) -> Iterator[list[str]]:
    term = export.terms[term_id]
    # What is the same in every language stands in every row, so that each can be sorted and filtered.
    same = [_joined(term.relations.get(side.key, ())) for side in sides]
    same += [_joined(term.tags), term.context, term.replaced_by, _joined(term.old_ids), export.url(term.address)]
    for words in export.words:
        names = words.names.get(term_id, ())
        definition = words.definitions.get(term_id)
        if not names and not definition:
            continue
        preferred = next((name for name in names if name.kind == PREFERRED.name), Name(""))
        others = [_joined(name.with_reading for name in names if name.kind == kind.name) for kind in OTHERS]
        text = definition.text if definition else ""
        yield [term_id, words.language, preferred.text, preferred.reading, *others, text, *same]


def _joined(items: Iterable[str]) -> str:
    return ", ".join(items)


def _defused(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell
