"""The way back: entries with `term` to Sphinx's own `glossary`, and a list of what that cannot keep."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from textwrap import dedent
from typing import NamedTuple

from docutils import nodes

from sphinx_glossary_terms.doctree.nodes import OWNERS, body_of, find, term_field, term_section
from sphinx_glossary_terms.programs.migrate.converting import Result
from sphinx_glossary_terms.programs.migrate.entries import FoundGlossary, GlossaryEntry
from sphinx_glossary_terms.programs.migrate.reading import Reader, changed
from sphinx_glossary_terms.programs.migrate.writing import writer_of

_OPENING = re.compile(r"( *)(?:\.\. +[\w:]*term::|(`{3,}|~{3,}|:{3,})[ \t]*\{[\w:]*term\})[ \t]*(.*)")
_OPTIONS = re.compile(r"---\n(?:.*\n)*?---(?:\n|$)|(?::[\w:-]+:(?:\s.*)?(?:\n|$)(?:[ \t]+\S.*(?:\n|$))*)+")
_KEPT = {"aliases", "abbreviation", "id", "old-ids"}  # of the ids, the anchors are compared


class _Block(NamedTuple):
    """A term in the source, from its first line to before its last one, and the entry that replaces it."""

    start: int
    end: int
    indent: str
    fence: str
    options: list[str]
    entry: GlossaryEntry


def convert_back(text: str, /, *, name: str, reader: Reader) -> Result:
    """Convert the terms of a source file; the result is as that of `convert`."""
    before = reader.read(text, name)
    owners = find(before.document, *OWNERS)
    blocks = {node.line or 1: block for node in owners if (block := _block(node, before.lines))}
    new = "".join(_replaced(before.lines, list(blocks.values()))) if blocks else text
    result = Result(new, len(owners), len(owners), len(blocks))
    after = reader.read(result.text, name)
    if problem := changed(before, after):
        return Result(text, len(owners), len(owners), problem=f"{name}: {problem}; nothing was written to this file")
    for node in owners:
        term, line = node["term"], node.line or 1
        if line not in blocks:
            result.left.append(f"{name}:{line}: '{term.name}' stays a term: a glossary cannot hold all of it")
            continue
        lost = [f"option {option}" for option in blocks[line].options if option not in _KEPT]
        body = body_of(node)
        anchors = body["ids"] if body is not None else ()
        lost += [f"anchor {anchor}" for anchor in anchors if anchor not in after.anchors]
        lost += [f"reading {alias.reading}" for alias in term.aliases if alias.reading]
        if lost:
            result.left.append(f"{name}:{line}: '{term.name}' loses: {', '.join(lost)}")
    return result


def _block(node: nodes.Element, lines: Sequence[str]) -> _Block | None:
    """A term in the source; None if its place was not found, or a glossary cannot hold it."""
    start = (node.line or 1) - 1
    opening = _OPENING.match(lines[start])
    if opening is None or isinstance(node, term_section) or find(node, term_field):
        return None
    indent, fence, title = opening[1], opening[2] or "", opening[3].strip()
    rest = [line.rstrip() if fence else line.rstrip().expandtabs() for line in lines[start + 1 :]]
    closing = rf" {{0,{len(indent) + 3}}}{re.escape(fence)}{re.escape(fence[0])}*$" if fence else rf"(?!{indent} |$)"
    inside = list(takewhile(lambda line: not re.match(closing, line), rest))
    end = start + 2 + len(inside) if fence else start + 1 + len("\n".join(inside).rstrip().split("\n"))
    content = dedent("\n".join(inside))
    head = _OPTIONS.match(content)
    body = dedent(content[head.end() if head else 0 :]).strip("\n").split("\n")
    if not any(body) or re.search(r"(?<! ) +: +", title):
        return None
    entry = GlossaryEntry(names=[title, *(alias.text for alias in node["term"].aliases)])
    entry.body = [f"{'  ' if fence else '   '}{line}" if line else "" for line in body]
    options = re.findall(r"^:?([\w:-]+?):", head[0], re.MULTILINE) if head else []
    return _Block(start, end, indent, fence, options, entry)


def _replaced(lines: list[str], rest: list[_Block]) -> Iterator[str]:
    """The lines of the file with glossaries: one for all terms between which there is nothing."""
    newline, start = "\r\n" if lines[0].endswith("\r\n") else "\n", 0
    while rest:
        group = [rest.pop(0)]
        while rest and rest[0].indent == group[0].indent and not "".join(lines[group[-1].end : rest[0].start]).strip():
            group.append(rest.pop(0))
        yield from lines[start : group[0].start]
        fence = max((block.fence for block in group), key=len)
        glossary = FoundGlossary(line=group[0].start, fence=fence)
        for line in writer_of(glossary).glossary(block.entry for block in group):
            yield f"{group[0].indent}{line}{newline}" if line else newline
        start = group[-1].end
    yield from lines[start:]
