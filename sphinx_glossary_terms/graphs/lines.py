"""Labels in lines, and how wide they are: for drawings that are made without the reader's fonts."""

from __future__ import annotations

import re
import unicodedata

from sphinx_glossary_terms.model.scripts import HAN, HIRAGANA, KATAKANA

FONT_SIZE = 14
"""The font size of labels in drawings, in pixels, as in the style sheet."""

BOLD = 1.12
"""How many times as wide a text in bold is, at most."""

# Kanji, and letters and digits that are as wide.
_HAN = rf"\u2e80-\u2fdf{HAN}\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_OPENING = "（「『【〔〈《“‘"
_CLOSING = "、。，．・：；！？）」』】〕〉》”’々〜"
# What no line may begin with, for it belongs to the character before: marks, joiners, skin colors.
_JOINED = "(?:\u200d.|[\u0300-\u036f\u200c\ufe00-\ufe0f\U0001f3fb-\U0001f3ff])*"

# What stays together: a word with the space or the hyphen behind it; in Japanese a word in katakana, or a few kanji,
# with the hiragana and the punctuation behind it.
_PIECE = re.compile(
    rf"[{_OPENING}]*"
    rf"(?:[{KATAKANA}]{{1,6}}|[{_HAN}]{{1,4}}|[{HIRAGANA}]{{1,6}}|[{_OPENING}]"
    rf"|[^ \-{_OPENING}{KATAKANA}{_HAN}{HIRAGANA}]{{1,36}}-?|-)"
    rf"{_JOINED}[{HIRAGANA}]{{0,4}}[{_CLOSING}]* *"
)


def lines(label: str, longest: float, /) -> list[str]:
    """A label in lines of so many pixels, if no word has more; together they are the label, spaces included."""
    result = [""]
    for piece in _PIECE.findall(label):
        if result[-1] and width(result[-1] + piece.rstrip()) > longest:
            result.append("")
        result[-1] += piece
    return result


def width(line: str, /) -> float:
    """The width of a line in pixels in most fonts that pages are set in; in others the padding of a box is enough."""
    return FONT_SIZE * sum(map(_EMS.__getitem__, line))


class _Ems(dict[str, float]):
    """The width of a character, in em; computed once."""

    def __missing__(self, char: str) -> float:
        self[char] = _em(char)
        return self[char]


def _em(char: str) -> float:
    if char in " ijltfrI.,:;!|'()[]{}/-":
        return 0.34
    if char.isascii():
        return 1.0 if char in "mwMW@%" else 0.7 if char.isupper() else 0.58
    category = unicodedata.category(char)
    if category in {"Mn", "Me", "Cf"}:
        return 0
    if char >= "\U0001f000" and category[0] == "S":
        return 1.4
    return 1.0 if unicodedata.east_asian_width(char) in "WF" or category[0] != "L" else 0.75


_EMS = _Ems()
