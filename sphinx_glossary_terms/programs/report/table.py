"""Sections of a report, and how they are laid out as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from docutils.utils import column_width

from sphinx_glossary_terms.untrusted.limits import printable


class Cell(NamedTuple):
    """A text in the report.

    text: the text.
    color: its color in a terminal, as `sphinx.util.logging` calls it; empty: none.
    """

    text: str
    color: str = ""


Cells: TypeAlias = "tuple[Cell, ...]"


class ReportSection(NamedTuple):
    """One section of the report.

    key: its name in `report.json`.
    title: its heading in the text.
    summary: the line below that.
    head: the headings of the columns of its table.
    rows: the rows of the table.
    data: what `report.json` has of it.
    notes: lines of text below the table.
    needed: how many parts have to be translated, for `glossary_terms_report_threshold`.
    done: how many of these are translated.
    """

    key: str
    title: str
    summary: str
    head: tuple[str, ...]
    rows: Sequence[Cells]
    data: dict[str, object]
    notes: Sequence[Cells] = ()
    needed: int = 0
    done: int = 0

    def lines(self) -> Iterator[Cells]:
        """The section as text, with an empty line below each part."""
        yield from ((Cell(self.title, "bold"),), (Cell(self.summary),), ())
        if self.rows:
            yield from (*aligned([tuple(Cell(name, "bold") for name in self.head), *map(_printable, self.rows)]), ())
        if self.notes:
            yield from (*map(_printable, self.notes), ())


def _printable(row: Cells) -> Cells:
    return tuple(cell._replace(text=printable(cell.text)) for cell in row)


def aligned(rows: Sequence[Cells], /) -> Iterator[Cells]:
    """Rows with cells of equal width. Wide characters take two columns; numbers stand at the right."""
    widths = [max(column_width(cell.text) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        yield tuple(_padded(cell, width) for cell, width in zip(row, widths, strict=True))


def _padded(cell: Cell, width: int) -> Cell:
    space = " " * (width - column_width(cell.text))
    return cell._replace(text=(space + cell.text if cell.text.isdecimal() else cell.text + space) + "  ")
