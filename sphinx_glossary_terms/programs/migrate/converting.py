"""From the glossaries of a file to terms: what becomes one, what stays, and the new text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from docutils.nodes import make_id

from sphinx_glossary_terms.doctree.nodes import OWNERS, find
from sphinx_glossary_terms.model.ids import id_of
from sphinx_glossary_terms.model.names import read_name, split_list
from sphinx_glossary_terms.model.page import SORTED
from sphinx_glossary_terms.model.term import anchor_of
from sphinx_glossary_terms.programs.migrate.comparing import Inventory, difference
from sphinx_glossary_terms.programs.migrate.entries import GlossaryEntry, has_link, read_entries
from sphinx_glossary_terms.programs.migrate.reading import FoundGlossary, Reader, is_myst
from sphinx_glossary_terms.programs.migrate.writing import MystWriter, RstWriter, writer_of

_MIXED = (
    "the terms of this glossary keep the order of today, but new ones will not be sorted, since others on the page "
    f"are not; put it on a page of its own, with `{SORTED}` in its metadata"
)
_NO_PLACE = "its glossary is inside other markup, such as a table, whose lines cannot be moved"
_NUMBERED = re.compile(r"term-\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """One entry that became a term.

    id: its id.
    name: its name.
    aliases: its further names.
    """

    id: str
    name: str
    aliases: tuple[str, ...]


@dataclass(slots=True)
class Result:
    """A file after the conversion.

    text: its new text; with a `problem` the old one.
    glossaries: the number of glossaries that were found in it.
    names: the number of names in these.
    converted_names: the number of those names that terms have now.
    converted: the terms.
    left: what stays in a glossary and why, one line each.
    named: all names.
    problem: why nothing may be written to this file; empty if it may.
    """

    text: str
    glossaries: int = 0
    names: int = 0
    converted_names: int = 0
    converted: list[Converted] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    problem: str = ""


def convert(text: str, /, *, name: str, reader: Reader, taken: set[str], only: Collection[str] = ()) -> Result:
    """Convert every glossary of a source file, or `only` the entries that have one of some names.

    `name` is the file's, for messages; its ending decides between MyST (`.md`) and reStructuredText. `taken` are the
    ids that other files use; those of this one are added to it.
    """
    before = reader.read(text, name)
    result = Result(text, len(before.glossaries), sum(len(names) for g in before.glossaries for names in g.entries))
    result.named = [text for glossary in before.glossaries for names in glossary.entries for text, _anchor in names]
    terms = find(before.document, *OWNERS)
    used = taken | {node["term"].id for node in terms}
    glossaries = [(glossary, read_entries(glossary)) for glossary in before.glossaries]
    _decide(glossaries, Inventory(before).anchors, used, only)
    new = list(before.lines)
    for glossary, entries in sorted(glossaries, key=lambda pair: -pair[0].start):
        if any(entry.names and not entry.problem for entry in entries):
            new[glossary.start : glossary.end] = _replaced(glossary, entries, before.lines)
    mixed = _keep_sorted(glossaries, new, MystWriter if is_myst(name) else RstWriter)
    if new != before.lines:
        after = reader.read("".join(new), name)
        expected = len(terms) + sum(not entry.problem for _found, entries in glossaries for entry in _named(entries))
        problem = difference(before, after)
        if not problem and len(find(after.document, *OWNERS)) != expected:
            problem = "not every term would be one"
        if problem:
            result.problem = f"{name}: {problem}; nothing was written to this file; please report this"
            return result
    result.text = "".join(new)
    for entry in (entry for _found, entries in glossaries for entry in entries if entry.names):
        if entry.problem and (not only or not {*only}.isdisjoint(entry.texts)):
            result.left.append(f"{name}:{entry.line}: '{entry.names[0]}' stays in its glossary: {entry.problem}")
        elif entry.problem:
            result.names -= len(entry.names)
        else:
            result.converted.append(Converted(id=entry.id, name=entry.names[0], aliases=tuple(entry.names[1:])))
            result.converted_names += len(entry.names)
    result.left += [f"{name}:{line}: {_MIXED}" for line in mixed]
    taken.update(used, (term.id for term in result.converted))
    return result


def _keep_sorted(
    glossaries: Sequence[tuple[FoundGlossary, list[GlossaryEntry]]], new: list[str], writer: type[RstWriter]
) -> list[int]:
    """Have a page sort its terms if its glossaries did; returns the lines of those that did, if not all did."""
    converted = [glossary for glossary, entries in glossaries if any(e.names and not e.problem for e in entries)]
    is_sorted = [glossary.is_sorted for glossary in converted]
    if converted and all(is_sorted):
        writer.sort(new)
        return []
    return [glossary.start + 1 for glossary in converted if glossary.is_sorted]


# What stays


def _decide(
    glossaries: Sequence[tuple[FoundGlossary, list[GlossaryEntry]]],
    anchors: set[str],
    used: set[str],
    only: Collection[str],
) -> None:
    """Note at each entry why it stays in its glossary, if it does."""
    used = set(used)
    names: dict[str, str] = {}
    numbers: dict[str, Iterator[int]] = {}

    def is_taken(anchor: str, entry: GlossaryEntry) -> bool:
        return anchor in anchors and anchor not in entry.anchors

    for glossary, entries in glossaries:
        around = any(0 <= other.start < glossary.start and glossary.end <= other.end for other, _entries in glossaries)
        for entry in _named(entries):
            if only and {*only}.isdisjoint(entry.texts):
                entry.problem = "it is not named"
            elif glossary.start < 0:
                entry.problem = _NO_PLACE
            elif around:
                entry.problem = "its glossary is inside the definition of another entry"
            else:
                is_same = names.get(entry.id) == entry.texts[0]
                if not is_same and (entry.id in names or is_taken(anchor_of(entry.id), entry)):
                    # Something else has it: another name of which the same id is made (`y` and `Y`), or a heading.
                    free = (f"{entry.id}-{number}" for number in numbers.setdefault(entry.id, count(2)))
                    entry.id = next(new for new in free if new not in used and not is_taken(anchor_of(new), entry))
                entry.problem = entry.problem or _why_not(entry, writer_of(glossary), used)
            if not entry.problem:
                used.add(entry.id)
                names.setdefault(entry.id, entry.texts[0])
    _keep_numbers(glossaries)


def _named(entries: Iterable[GlossaryEntry]) -> list[GlossaryEntry]:
    return [entry for entry in entries if entry.names]


def _why_not(entry: GlossaryEntry, writer: RstWriter, used: set[str]) -> str:
    if not entry.definition:
        return "it has no definition"
    for name in entry.names:
        if len(parts := re.split(" +: +", name)) > 1:
            return f"a term has no index key ('{parts[1]}'); if it is for sorting, write a `:reading:` in its place"
    if any(map(has_link, entry.names)):
        return "its name has a link, which a term cannot have; write the name as text, and the link in the definition"
    aliases = entry.names[1:]
    for alias, text in zip(aliases, entry.texts[1:], strict=True):
        if split_list(alias) != (text,) or read_name(alias, "alias").text != text:
            return f"`:aliases:` cannot hold '{alias}'"
    if split_list(", ".join(aliases)) != tuple(aliases):
        return f"`:aliases:` cannot hold '{', '.join(aliases)}'"
    if not entry.id:
        return "no id can be derived from its name; write the term by hand, with an `:id:`"
    if entry.id in used:
        return f"another one has the id '{entry.id}'; remove one of the two, or write this by hand with another `:id:`"
    return writer.problem(entry)


def _keep_numbers(glossaries: Sequence[tuple[FoundGlossary, list[GlossaryEntry]]]) -> None:
    """Have all entries with a numbered anchor stay if one of them does.

    Sphinx numbers the names of which it can make no anchor, or one that another name has: each number depends on the
    names before it.
    """
    named = [entry for _found, entries in glossaries for entry in _named(entries)]
    numbered = [entry for entry in named if any(map(_NUMBERED.fullmatch, entry.anchors))]
    staying = [entry for entry in numbered if entry.problem]
    if not staying:
        return
    reason = f"its anchor depends on that of '{staying[0].names[0]}' in line {staying[0].line}, which stays"
    keys = {make_id(text) for entry in numbered for text in entry.texts} - {""}
    bound = [entry for entry in named if entry in numbered or keys.intersection(map(make_id, entry.texts))]
    for glossary, entries in glossaries:
        order = [entry for entry in _in_order(glossary, entries) if entry in bound]
        moved = order != [entry for entry in entries if entry in bound]
        for entry in _named(entries):
            if moved or entry in bound:
                entry.problem = entry.problem or reason


# The new text


def _in_order(glossary: FoundGlossary, entries: list[GlossaryEntry]) -> list[GlossaryEntry]:
    """The entries as Sphinx shows them; comments at the end stay there."""
    if not glossary.order:
        return entries
    places = {anchor: number for number, anchor in enumerate(glossary.order)}
    return sorted(entries, key=lambda entry: places[entry.anchors[0]] if entry.names else len(places))


def _replaced(glossary: FoundGlossary, entries: list[GlossaryEntry], lines: Sequence[str]) -> Iterator[str]:
    """The lines that replace one glossary."""
    newline = "\r\n" if lines[glossary.first].endswith("\r\n") else "\n"
    rest = re.sub(r"[^\s>]", " ", glossary.prefix)
    for number, line in enumerate(_chunks(glossary, entries)):
        prefix = rest if number else glossary.prefix
        yield f"{prefix}{line}{newline}" if line else f"{prefix.rstrip()}{newline}"


def _chunks(glossary: FoundGlossary, entries: list[GlossaryEntry]) -> Iterator[str]:
    """The terms, comments and glossaries, with an empty line between them."""
    writer = writer_of(glossary)
    chunks: list[list[str]] = []
    kept: list[GlossaryEntry] = []
    for entry in [*_in_order(glossary, entries), GlossaryEntry()]:
        # Below an entry without a definition the next one would be one with it.
        if kept and not (entry.problem and kept[-1].definition):
            chunks.append(list(writer.glossary(kept)))
            kept = []
        if entry.problem:
            kept.append(entry)
            continue
        if entry.comments:
            chunks.append(list(writer.comment(entry.comments)))
        if entry.names:
            chunks.append(list(writer.term(entry, list(_options(entry)))))
    for number, chunk in enumerate(chunks):
        yield from ["", *chunk] if number else chunk


def _options(entry: GlossaryEntry) -> Iterator[str]:
    if entry.id != id_of(entry.texts[0]):
        yield f":id: {entry.id}"
    if len(entry.names) > 1:
        yield f":aliases: {', '.join(entry.names[1:])}"
    if old := [anchor for anchor in entry.anchors if anchor and anchor != anchor_of(entry.id)]:
        yield f":old-ids: {', '.join(dict.fromkeys(old))}"
