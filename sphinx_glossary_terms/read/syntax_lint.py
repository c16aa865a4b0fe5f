"""Signs that text did not become what its author meant: the parsers themselves say nothing about these.

MyST cuts options at the first line that is not an option, lets a repeated option win, and ends a fence at the first
one that is as long: what follows turns into text or code without a word.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence

_OPTION = re.compile(r"\s*:([A-Za-z][\w-]*):(?:\s|$)")
_BLOCK_OPTION = re.compile(r"([A-Za-z][\w-]*):(?:\s|$)")
# CommonMark: at most three spaces before it; after backticks no further ones.
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,}|:{3,})\s*(.*)$")


def written_options(block_text: str, /) -> list[str]:
    """The names of the options of a directive as they were written, repeated ones included.

    `block_text` begins with the line of the directive itself. (MyST before 5.2 gives only the body, so none is found.)
    """
    lines, pattern = block_text.splitlines()[1:], _OPTION
    if lines and lines[0].strip() == "---":
        lines, pattern = lines[1:], _BLOCK_OPTION
    names: list[str] = []
    for line in lines:
        match = pattern.match(line)
        if not match:
            break
        names.append(match[1])
    return names


def unreadable_option(block_text: str, /) -> str:
    """The first option with a tab after its colon, or a quoted item before others: MyST then drops all options."""
    lines = itertools.takewhile(lambda line: line.lstrip().startswith(":"), block_text.splitlines()[1:])
    return next(
        (match[1] for line in lines if (match := re.match(r"""\s*:([A-Za-z][\w-]*):(\t| *(['"])[^'"]*\3 *,)""", line))),
        "",
    )


def text_behind_name(block_text: str, /) -> str:
    """The text behind the name of a directive, if it is one paragraph with the line below it."""
    first, _newline, rest = block_text.partition("\n")
    match = re.match(r"\s*(?:`{3,}|~{3,}|:{3,})\{[\w:-]+\}[ \t]+(\S.*)$", first)
    below = rest.partition("\n")[0].strip()
    return match[1].strip() if match and below and not _FENCE.match(below) else ""


def heading_in(lines: Iterable[str], /) -> str:
    """The first heading of MyST in these lines, but in fences."""
    headings = (line for line, fence in _with_fences(lines) if not fence and re.match(r" {0,3}#{1,6}\s", line))
    return next(headings, "").strip()


def repeated(names: Sequence[str], /) -> list[str]:
    """The names that occur more than once, in order."""
    return [name for number, name in enumerate(names) if names.index(name) == number and names.count(name) > 1]


def option_in_text(lines: Iterable[str], options: Collection[str], /) -> str:
    """The first option that is part of the first paragraph, where it is only text."""
    for line in lines:
        if not line.strip():
            break
        match = _OPTION.match(line)
        if match and match[1] in options:
            return match[1]
    return ""


def open_fence(lines: Iterable[str], /) -> str:
    """The fence that is opened in these lines and never closed."""
    fence = ""
    for _line, fence in _with_fences(lines):  # noqa: B007 - the last one counts
        pass
    return fence


def _with_fences(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The lines, each with the fence that is open after it."""
    mark = fence = ""
    for line in lines:
        if match := _FENCE.match(line):
            other, after = match.groups()
            if not mark:
                mark, fence = other, f"{other}{after}"
            elif other[0] == mark[0] and len(other) >= len(mark) and not after:
                mark = fence = ""
        yield line, fence


def fence_of(text: str, names: Iterable[str], /) -> str:
    """The fence of one of these directives with which a line of the text begins."""
    if "{" not in text:
        return ""
    alternatives = "|".join(map(re.escape, names))
    match = re.search(
        rf"^\s*((?:`{{3,}}|~{{3,}}|:{{3,}})\{{(?:glossary:)?(?:{alternatives})\}})(?=\s|$)", text, re.MULTILINE
    )
    return match[1] if match else ""
