"""Texts as Markdown: what would be markup is escaped."""

from __future__ import annotations

import re

# CommonMark 6; `{` of roles, `$` of formulas and `~` of deletions are MyST's.
_INLINE = re.compile(r"[\\`*_{\[\]<$~]|&(?=#?\w+;)")
# Where MyST does not read it, fewer signs mean something, and people read it as it is.
_COMMONMARK = re.compile(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
# What begins another block than a paragraph: CommonMark 4 and 5; `%`, `+++`, `:::` and `(label)=` are MyST's.
_BLOCK = re.compile(r"[-+>#%|:]|~~~|=+$|\(.*\)=$")
_NUMBER = re.compile(r"(\d{1,9})(?=[.)](?:\s|$))")


def escaped(text: str, /, *, is_myst: bool = True) -> str:
    """A text within a paragraph, in MyST or for other programs."""
    return (_INLINE if is_myst else _COMMONMARK).sub(r"\\\g<0>", text)


def begun(text: str, /) -> str:
    """A paragraph that begins no other block."""
    text = f"\\{text}" if _BLOCK.match(text) else text
    return _NUMBER.sub(r"\1\\", text, count=1) if _NUMBER.match(text) else text
