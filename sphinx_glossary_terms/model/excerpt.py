"""A line of text around a reference, as a plain value: names stay references, so that they are never old."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, TypeAlias

from sphinx_glossary_terms.model.scripts import KATAKANA

WIDTH = 80
"""The columns of an excerpt, about; a character of Japanese or Chinese takes two."""
ELLIPSIS = "…"
_SOME_TITLE = "a title"
"""Titles are not known yet when the room for an excerpt is measured."""

# Punctuation right after a leading ellipsis is dropped.
_CUT = re.compile(rf"^{ELLIPSIS}[\s,.;:!?)、。，．；：！？）」』{ELLIPSIS}]+")
# Katakana in a row are one word.
_KATAKANA = re.compile(rf"[{KATAKANA}]{{2}}")
# Compiled by `re` when it is needed first, which takes longer than the rest of this module.
_WIDE = (
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff"
    r"\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003ffff]"
)


class NameReference(NamedTuple):
    """A reference that shows the name of a term.

    target: its target.
    written: what is written there.
    """

    target: str
    written: str


class Title(NamedTuple):
    """A reference that shows a title, which is looked up when all pages have been read.

    kind: whether it leads to a page or to a label.
    target: the docname, or the label.
    written: what it shows if there is no such title, because it leads to something else.
    """

    kind: Literal["page", "label"]
    target: str
    written: str = ""


Word: TypeAlias = "str | NameReference | Title"
Words: TypeAlias = "tuple[Word, ...]"


def excerpt(words: Sequence[Word], position: int, /, *, width: int = WIDTH) -> Words:
    """The part around one of the words, cut between words of the language; nothing if there is nothing around it."""
    before, after = words[:position][::-1], words[position + 1 :]
    if not any(any(map(str.isalnum, _text(word))) for word in (*before, *after)):
        return ()
    room = width - _width(_text(words[position]))
    # Half of the room is for each side, and what one of them leaves is for the other.
    left = _head(before, room // 2, backwards=True)
    right = _head(after, room - sum(_width(_text(word)) for word in left))
    left = _head(before, room - sum(_width(_text(word)) for word in right), backwards=True)
    shortened = joined((*reversed(left), words[position], *right))
    start = _CUT.sub(ELLIPSIS, shortened[0]) if isinstance(shortened[0], str) else shortened[0]
    return (start, *shortened[1:])


def joined(words: Iterable[Word], /) -> Words:
    """Words in one line, without white space around them."""
    parts: list[Word] = []
    for word in words:
        if isinstance(word, str) and parts and isinstance(before := parts[-1], str):
            parts[-1] = before + word
        else:
            parts.append(word)
    parts = [re.sub(r"\s+", " ", piece) if isinstance(piece, str) else piece for piece in parts]
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        if parts and isinstance(text := parts[end], str):
            parts[end] = strip(text)
    return tuple(piece for piece in parts if piece)


def _head(words: Iterable[Word], room: int, *, backwards: bool = False) -> list[Word]:
    """As many words as there is room for, and a mark if there are more."""
    kept: list[Word] = []
    room = max(room, 0)
    for word in words:
        # One character more than there is room for says enough of a long text.
        width = _width(_text(word)[-room - 1 :] if backwards else _text(word)[: room + 1])
        if width <= room:
            kept.append(word)
            room -= width
            continue
        if isinstance(word, str):
            kept.append(_last(word, room) if backwards else _first(word, room))
        elif kept and isinstance(text := kept[-1], str) and not backwards:
            kept[-1] = text.rstrip()
        return [*kept, ELLIPSIS]
    return kept


def _first(text: str, room: int) -> str:
    """The words with which a text begins, without the space after them."""
    head = text[: room + 1]
    if not re.search(_WIDE, head):
        return head[: max(head.rfind(" "), head.rfind("\n"), 0)].rstrip()
    end = width = 0
    follows_end = False
    for position, character in enumerate(head):
        is_wide = re.match(_WIDE, character) is not None
        is_end = is_wide or character.isspace()
        if (is_end or follows_end) and not _KATAKANA.match(head, position - 1):
            end = position
        follows_end = is_end
        width += 1 + is_wide
        if width > room:
            break
    return head[:end].rstrip()


def _last(text: str, room: int) -> str:
    return _first(text[::-1][: room + 1], room)[::-1]


def _text(word: Word) -> str:
    if isinstance(word, Title):
        return word.written or _SOME_TITLE
    return word.written if isinstance(word, NameReference) else word


def _width(text: str) -> int:
    return len(text) if text.isascii() else len(text) + len(re.findall(_WIDE, text))
