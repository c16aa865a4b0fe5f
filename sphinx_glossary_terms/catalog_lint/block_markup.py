"""Translations that Sphinx reads as something else than one paragraph, which is all that it takes over."""

from __future__ import annotations

import re
from typing import NamedTuple


class _Opening(NamedTuple):
    """A beginning that makes another block than a paragraph, and what it makes."""

    pattern: re.Pattern[str]
    makes: str


def _openings(*rows: tuple[str, str]) -> tuple[_Opening, ...]:
    return tuple(_Opening(re.compile(pattern), makes) for pattern, makes in rows)


_MARKDOWN = _openings(
    (r"([-_*])[ \t]*(\1[ \t]*){2,}$", "a line across the page"),  # CommonMark 4.1
    (r"#{1,6}(?:\s|$)", "a heading"),  # 4.2
    (r"`{3,}|~{3,}|:{3,}", "a directive or a block of code"),  # 4.5, and colon_fence of MyST
    (r"\[\^?[^\]]+\]:", "the definition of a link or a footnote"),  # 4.7
    (r">", "a quotation"),  # 5.1
    (r"(?:[-+*]|\d{1,9}[.)])(?:\s|$)", "a list"),  # 5.2
    (r"\([^)\n]+\)=", "a target"),  # these of MyST
    (r"%", "a comment"),
    (r"\+{3}", "a block break"),
    (r":[^:\n]+:(?:\s|$)", "a field"),
    (r"\|", "a table"),
)
_RST = _openings(
    (r"([!-/:-@[-`{-~])\1{3,}\s*$", "a line across the page"),  # reStructuredText specification: transitions
    (r"[-+*•‣⁃](?:\s|$)|\(?(?:\d+|[A-Za-z]|[ivxlcdmIVXLCDM]+|#)[.)](?:\s|$)", "a list"),
    (r":[^:\n]+:(?:\s|$)", "a field"),
    (r"\|(?:\s|$)", "a line block"),
    (r"\.\.(?:\s|$)", "a comment or a directive"),
    (r"__(?:\s|$)", "a target"),
    (r"(?:--?|/)[A-Za-z]", "an option"),
    (r"[+=]", "a table"),
)
# What may follow a paragraph without a blank line: CommonMark 4 and 5 call it "interrupting a paragraph".
_INTERRUPTION = re.compile(
    r"\n {0,3}(?:[-+*][ \t]+\S|1[.)][ \t]+\S|#{1,6}(?:[ \t]|$)|>|`{3}|~{3}|:{3}|\+{3}|%|<[/!A-Za-z])", re.MULTILINE
)
_EMPTY_LINE = re.compile(r"\S[ \t]*\n[ \t]*\n\s*\S")


def reason(written: str, /, *, markdown: bool) -> str:
    """Why a translation is not shown, and what to write instead."""
    for opening in _MARKDOWN if markdown else _RST:
        if match := opening.pattern.match(written):
            return (
                f"this translation is not shown: `{match[0].strip()}` at its beginning makes {opening.makes} of it; "
                f"write `{_escaped(match[0].strip())}`"
            )
    if written[0].isspace():
        return "this translation is not shown: the space at its beginning makes a block quote of it; remove the space"
    if "\n" in written.strip():
        return "this translation is not shown: its lines make another block than a paragraph; write it on one line"
    return (
        "this translation is not shown: its beginning makes another block than a paragraph of it; write two "
        "backslashes before its first character"
    )


def has_second_block(written: str, /, *, markdown: bool) -> bool:
    """Whether something follows the first paragraph."""
    if markdown and written.startswith(("```", "~~~")):
        return False  # The end of a block of code.
    return bool(_EMPTY_LINE.search(written) or (markdown and _INTERRUPTION.search(written)))


def _escaped(marker: str) -> str:
    """A marker that is only text, as it is written in a catalog, where a backslash is doubled."""
    start = len(marker) - 1 if marker[0].isalnum() else 0
    return f"{marker[:start]}\\\\{marker[start:]}"
