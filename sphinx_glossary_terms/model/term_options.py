"""The options of the directive `term` that are neither names nor relations: a row each, with a field and a parser."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from sphinx_glossary_terms.model.names import OTHERS, divided, one_line, read_list

Parsed = tuple[Any, list[tuple[str, str]]]
"""The value of an option, and what is wrong with it: parts of its text, each with what to write instead."""


class TermOption(NamedTuple):
    """A row: an option of `term`.

    name: the name of the option.
    parse: makes the value of its text.
    needs_text: whether it means nothing without a text.
    is_exported: whether exports have the value as it is, under the name of the option.
    """

    name: str
    parse: Callable[[str], Parsed]
    needs_text: bool = True
    is_exported: bool = False


def text(written: str, /) -> Parsed:
    """A text in one line."""
    return one_line(written), []


def listed(written: str, /, *, separators: str = ";") -> Parsed:
    """The items of a list as they are written; none of them has one of the `separators` of other notations."""
    found = read_list(written)
    wrong = [item for item in found if any(sign in item for sign in separators) or item.startswith("- ")]
    return found, [(item, "separate the items of a list with commas") for item in wrong]


def items(written: str, /, *, separators: str = ";") -> Parsed:
    """The items of a list, each once."""
    found, problems = listed(written, separators=separators)
    return tuple(dict.fromkeys(found)), problems


def read_items(written: str, /, *, separators: str = ";") -> Parsed:
    """The items of a list, each with its reading, which follows a bar; empty if it has none."""
    found, problems = items(written, separators=separators)
    problems += [(item, "write the name, a bar and then its reading") for item in found if item.strip("|｜") != item]
    read = dict(divided(item.strip("|｜")) for item in found)
    return tuple((name, reading) for name, reading in read.items() if name), problems


def tags(written: str, /) -> Parsed:
    """Tags, each with its reading. Some have a semicolon."""
    return read_items(written, separators="")


def anchors(written: str, /) -> Parsed:
    """Those items of a list that may be an anchor."""
    found, problems = items(written)
    fix = "it is not kept, since an anchor has letters, digits and a few signs such as `-`, `_`, `.` and `:`"
    return tuple(filter(is_anchor, found)), [*problems, *((old, fix) for old in found if not is_anchor(old))]


def one_of(values: Mapping[str, Any], default: Any, /) -> Callable[[str], Parsed]:
    """A parser of one of some words, which have these values; for any other the default."""

    def parse(written: str) -> Parsed:
        if written in values:
            return values[written], []
        return default, [(written, f"write one of {', '.join(filter(None, values))}")]

    return parse


def is_anchor(text: str, /) -> bool:
    """Whether a text may be an anchor that an author or a file brings along, such as a former id.

    Letters, marks and numbers of any script (general categories L, M and N of Unicode), and what else a fragment may
    have (RFC 3986, section 3.5) but for the characters that mean something in HTML and in its percent-encoding.
    docutils writes every id of an element but the first one as it is (`HTMLTranslator.starttag`).
    """
    return bool(text) and all(char in _IN_ANCHORS or unicodedata.category(char)[0] in "LMN" for char in text)


_IN_ANCHORS = frozenset("-._~!$()*+;:@=/?")


class Declared(NamedTuple):
    """A relation as its author wrote it.

    option: the name of the option.
    target: the id, name or alias of the term at the other end.
    """

    option: str
    target: str


_NO = {"": False, "true": False, "false": True}
"""The values of an option whose name says no."""


def _row(default: Any, option: TermOption) -> Any:
    return field(default=default, metadata={"row": option})


@dataclass(frozen=True, kw_only=True)
class TermOptions:
    """What the options of a term say, but for its names.

    id: its id.
    relations: the relations that its author declared.
    tag_readings: its tags, in order, each with how it is read in the source language; empty: as it is written.
    context: a label that tells it apart from other terms of its name, in the source language.
    replaced_by: the term that is used in its place, as written; empty if it is not replaced.
    old_ids: ids that it had before.
    has_graph: whether its author wants a graph.
    is_autolinked: whether its names become links in plain text; None: those that are no function words do.
    is_translated: whether its names have translations; proper names often have none.
    """

    id: str = _row("", TermOption("id", text))
    relations: tuple[Declared, ...] = ()
    tag_readings: tuple[tuple[str, str], ...] = _row((), TermOption("tags", tags))
    context: str = _row("", TermOption("context", text))
    replaced_by: str = _row("", TermOption("replaced-by", text))
    old_ids: tuple[str, ...] = _row((), TermOption("old-ids", anchors, is_exported=True))
    has_graph: bool = _row(True, TermOption("no-graph", one_of(_NO, True), needs_text=False))
    is_autolinked: bool | None = _row(None, TermOption("no-autolink", one_of(_NO, None), needs_text=False))
    is_translated: bool = _row(
        True, TermOption("translate", one_of({"yes": True, "no": False}, True), needs_text=False, is_exported=True)
    )


ROWS: Mapping[str, TermOption] = {
    column.name: column.metadata["row"] for column in fields(TermOptions) if column.metadata
}
"""The rows by the names of their fields."""

TERM_OPTIONS = (
    *("id", *(kind.option for kind in OTHERS), "reading"),
    *(row.name for row in ROWS.values() if row.name != "id"),
    *("name", "class"),
)
"""The options of the directive `term` besides the relations, whose names a project chooses."""
