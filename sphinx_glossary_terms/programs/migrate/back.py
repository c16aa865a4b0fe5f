"""The way back: terms to Sphinx's own `glossary`, and a list of what that cannot keep."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from textwrap import dedent

from docutils import nodes

from sphinx_glossary_terms.doctree.nodes import OWNERS, find, generated_block, term_field, term_section
from sphinx_glossary_terms.model.fields import BUILT_IN
from sphinx_glossary_terms.model.page import SORTED
from sphinx_glossary_terms.programs.migrate.comparing import Inventory
from sphinx_glossary_terms.programs.migrate.converting import Result
from sphinx_glossary_terms.programs.migrate.entries import GlossaryEntry
from sphinx_glossary_terms.programs.migrate.reading import FoundGlossary, Reader, SourceFile, is_myst
from sphinx_glossary_terms.programs.migrate.writing import WRITERS

_LABELS = {field.name: field.label for field in BUILT_IN}
_FIELD = re.compile(r"(\.\. +|[`~:]{3,}[ \t]*\{)[\w:-]+?(::|\})")
_OPENING = re.compile(r"( *)(?:\.\. +[\w:]*term::|(`{3,}|~{3,}|:{3,})[ \t]*\{[\w:]*term\})[ \t]*(.*?)\s*$")
_KEPT = {"aliases", "abbreviation", "id", "old-ids"}  # of the ids, the anchors are compared


@dataclass(slots=True)
class _Block:
    """A term in the source, and the entry that replaces it.

    start, end: its lines, from the first to before the last, counted from 0; of a section, directive and definition.
    indent, fence: how its directive begins.
    options: the names of its options.
    entry: the entry.
    """

    start: int
    end: int
    indent: str
    fence: str
    options: list[str]
    entry: GlossaryEntry = field(default_factory=GlossaryEntry)


def convert_back(text: str, /, *, name: str, reader: Reader, taken: set[str]) -> Result:
    """Convert every term of a source file; the result is as that of `convert`."""
    before = reader.read(text, name)
    lines = list(before.lines)
    owners = find(before.document, *OWNERS)
    left = dict(_others(before, lines))
    blocks = {node.line or 1: block for node in owners if (block := _block(node, lines))}
    if blocks:
        text = "".join(_replaced(lines, list(blocks.values()), is_myst(name), is_whole=len(blocks) == len(owners)))
    old, after = Inventory(before), Inventory(reader.read(text, name))
    items, texts = {item.names[0]: item for item in after.items}, {item.line: item.shown for item in old.items}
    for node in owners:
        term, line = node["term"], node.line or 1
        if line not in blocks:
            left[line] = f"'{term.name}' stays a term: a glossary cannot hold its name or its text"
            continue
        item = items.get(" ".join(term.name.split()))
        if item is None or (line in texts and texts[line] != item.shown and not find(node, term_field)):
            problem = f"{name}:{line}: '{term.name}' would change; nothing was written to this file"
            return Result("".join(before.lines), len(owners), len(owners), problem=problem)
        lost = [f"option {option}" for option in blocks[line].options if option not in _KEPT]
        if lost := [*lost, *([] if term.anchor in after.anchors else [f"anchor {term.anchor}"])]:
            left[line] = f"'{term.name}' loses: {', '.join(lost)}"
    remarks = [f"{name}:{line}: {left[line]}" for line in sorted(left)]
    return Result(text, len(owners), len(owners), converted_names=len(blocks), left=remarks)


def _others(page: SourceFile, lines: list[str]) -> Iterator[tuple[int, str]]:
    """Have fields be admonitions; yields what is said of these and of our other directives, by line."""
    for node in find(page.document, term_field):
        if node.line and (label := _LABELS.get(node["field"])):
            lines[node.line - 1] = _FIELD.sub(rf"\1admonition\2 {label}", lines[node.line - 1], count=1)
            yield node.line, f"the field '{node['field']}' becomes an admonition"
    for shown in find(page.document, generated_block):
        if shown.get("query") and shown.line:
            yield shown.line, f"'{lines[shown.line - 1].strip()}' stays: Sphinx has no such directive"


def _block(node: nodes.Element, lines: Sequence[str]) -> _Block | None:
    """A term in the source; None if its place was not found, or a glossary cannot hold it."""
    start = (node.line or 1) - 1
    opening = _OPENING.match(lines[start])
    if opening is None:
        return None
    indent, fence, title = opening[1], opening[2] or "", opening[3]
    rest = [line.rstrip() if fence else line.rstrip().expandtabs() for line in lines[start + 1 :]]
    if fence:
        closing = re.compile(rf" {{0,{len(indent) + 3}}}{re.escape(fence)}{re.escape(fence[0])}*$")
        inside = list(takewhile(lambda line: not closing.match(line), rest))
        end = start + 2 + len(inside)
    else:
        inside = list(takewhile(lambda line: not line or line.startswith(f"{indent} "), rest))
        end = start + 1 + len("\n".join(inside).rstrip().split("\n")) if any(inside) else start + 1
    options, body = _split(dedent("\n".join(inside)).split("\n"))
    if isinstance(node, term_section):
        # The definition moves into the glossary; the heading and the rest stay.
        heading, *parts = [
            child for child in node.parent.children if not isinstance(child, term_section | generated_block)
        ]
        assert isinstance(heading, nodes.title)
        title = heading.rawsource if parts and isinstance(parts[0], nodes.paragraph) else ""
        blank = len(list(takewhile(lambda line: not line.strip(), lines[end:])))
        body = list(takewhile(lambda line: line and not re.match(r"[`~:]{3}", line), rest[end + blank - start - 1 :]))
        end += blank + len(body)
    if not title or not any(body) or re.search(r" +: +", title):
        return None
    width = "  " if fence else "   "
    names = [title, *(alias.text for alias in node["term"].aliases)]
    entry = GlossaryEntry(written=names, body=[f"{width}{line}" if line else "" for line in body])
    return _Block(start, end, indent, fence, options, entry)


def _split(lines: list[str]) -> tuple[list[str], list[str]]:
    """The names of the options at the beginning, and the lines of the body."""
    number = lines.index("---", 1) + 1 if lines[0] == "---" else 0
    while number < len(lines) and re.match(r":[\w:-]+:(\s|$)" if not number else r":[\w:-]+:|\s+\S", lines[number]):
        number += 1
    options = re.findall(r"^:?([\w:-]+?):", "\n".join(lines[:number]), re.MULTILINE)
    return options, dedent("\n".join(lines[number:])).strip("\n").split("\n")


def _replaced(lines: list[str], blocks: Sequence[_Block], myst: bool, *, is_whole: bool) -> Iterator[str]:
    """The lines of the file with glossaries: one for all terms between which there is nothing."""
    newline = "\r\n" if lines[0].endswith("\r\n") else "\n"
    is_sorted = is_whole and _unsorted(lines, myst)
    start, rest = 0, list(blocks)
    while rest:
        group = [rest.pop(0)]
        while rest and not "".join(lines[group[-1].end : rest[0].start]).strip():
            group.append(rest.pop(0))
        first, entries = group[0], [block.entry for block in group]
        yield from lines[start : first.start]
        char = first.fence[:1]
        content = "\n".join(line for entry in entries for line in entry.body)
        runs = re.findall(rf"^\s*({re.escape(char)}{{3,}})", content, re.MULTILINE) if char else []
        glossary = FoundGlossary(
            first.start, 0, [], is_sorted, [], fence=char * max(3, 1 + max(map(len, runs), default=0))
        )
        for line in WRITERS["glossary"][myst](glossary).glossary(entries):
            yield f"{first.indent}{line}{newline}" if line else newline
        start = group[-1].end
    yield from lines[start:]


def _unsorted(lines: list[str], myst: bool) -> bool:
    """Take out the metadata that sorts the terms of a page; returns whether it was there."""
    mark = next((n for n, line in enumerate(lines) if re.match(rf":?{SORTED}:(\s|$)", line)), -1)
    if mark < 0:
        return False
    last = mark
    lines[mark] = ""
    if myst and mark and lines[mark - 1].strip() == lines[mark + 1].strip() == "---":
        lines[mark - 1] = lines[mark + 1] = ""
        last += 1
    if not "".join(lines[: last + 1]) and not lines[last + 1].strip():
        lines[last + 1] = ""
    return True
