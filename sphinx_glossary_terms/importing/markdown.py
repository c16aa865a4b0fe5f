"""Plain text as MyST, in which it means nothing but itself."""

from __future__ import annotations

import re

# CommonMark 6; `{` of roles, `$` of formulas and `~` of deletions are MyST's.
_INLINE = re.compile(r"[\\`*_{\[\]<$~]|&(?=#?\w+;)")
# What begins another block than a paragraph: CommonMark 4 and 5; `%`, `+++`, `:::` and `(label)=` are MyST's.
_BLOCK = re.compile(r"[-+>#%|:]|\(.*\)=$")
_NUMBER = re.compile(r"(\d{1,9})(?=[.)](?:\s|$))")


def paragraph(text: str, /) -> str:
    """A text as a paragraph of one line."""
    text = _INLINE.sub(r"\\\g<0>", text)
    text = f"\\{text}" if _BLOCK.match(text) else text
    return _NUMBER.sub(r"\1\\", text, count=1) if _NUMBER.match(text) else text


def heading(text: str, /) -> str:
    """The text of a heading. Signs at its end would be taken for its closing sequence (CommonMark 4.2)."""
    text = paragraph(text)
    body = text.rstrip("#")
    body += "#" * (body.endswith("\\") and body != text)  # which has its backslash
    return body + "\\#" * (len(text) - len(body))
