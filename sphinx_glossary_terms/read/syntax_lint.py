"""Signs that text is lost: the parsers say nothing about these.

MyST cuts options at the first line that is not an option, and ends a fence at the first one that is as long: what
follows turns into text or code without a word.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable

_OPTION = re.compile(r"\s*:([A-Za-z][\w-]*):(?:\s|$)")
# CommonMark: at most three spaces before it; after backticks no further ones.
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,}|:{3,})\s*(.*)$")


def unreadable_option(block_text: str, /) -> str:
    """The first option with a tab after its colon, or a quoted item before others: MyST then drops all options."""
    lines = itertools.takewhile(lambda line: line.lstrip().startswith(":"), block_text.splitlines()[1:])
    return next(
        (match[1] for line in lines if (match := re.match(r"""\s*:([A-Za-z][\w-]*):(\t| *(['"])[^'"]*\3 *,)""", line))),
        "",
    )


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
    mark = fence = ""
    for match in filter(None, map(_FENCE.match, lines)):
        other, after = match.groups()
        if not mark:
            mark, fence = other, f"{other}{after}"
        elif other[0] == mark[0] and len(other) >= len(mark) and not after:
            mark = fence = ""
    return fence


def fence_of(text: str, names: Iterable[str], /) -> str:
    """The fence of one of these directives with which a line of the text begins."""
    if "{" not in text:
        return ""
    alternatives = "|".join(map(re.escape, names))
    match = re.search(
        rf"^\s*((?:`{{3,}}|~{{3,}}|:{{3,}})\{{(?:glossary:)?(?:{alternatives})\}})(?=\s|$)", text, re.MULTILINE
    )
    return match[1] if match else ""
