"""Characters: scripts as ranges for regular expressions, where words end, and what no message or file may have."""

from __future__ import annotations

import re

HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, and the marks that are used like them: 々, 〆, 〇."""

HIRAGANA = "\u3041-\u309f"
"""Hiragana with the voicing and iteration marks."""

KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9f"
"""Katakana with the long mark and the iteration marks, also of half the width; without ・, which joins words."""

KANA = HIRAGANA + KATAKANA

HIRAGANA_OF = {code: code - 0x60 for code in (*range(ord("ァ"), ord("ヶ") + 1), ord("ヽ"))}
"""The code points of hiragana by those of the katakana, for `str.translate`."""

HANGUL = "\uac00-\ud7a3"
"""The syllables of Korean."""

_JAPANESE = re.compile(f"[{HAN}{KANA}]")


def has_kana_or_kanji(text: str, /) -> bool:
    """Whether a text has a character that Japanese is written in."""
    return _JAPANESE.search(text) is not None


_SCRIPTS = re.compile(f"(?P<hiragana>[{HIRAGANA}])|(?P<katakana>[{KATAKANA}])|(?P<han>[{HAN}])")


def has_word(text: str, word: str, /) -> bool:
    """Whether a text has a word, or several, that are not parts of longer words.

    `prose.Names` finds many names at once, and takes a word with hyphens for one.
    """
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not is_joined(text[start - 1 : start], word[0]) and not is_joined(word[-1], text[end : end + 1]):
            return True
        start = text.find(word, start + 1)
    return False


def is_joined(left: str, right: str, /) -> bool:
    """Whether two characters are parts of one word.

    Without spaces a change of script is where a word ends; hiragana beside a word are mostly another one (a particle).
    """
    return bool(left and right and _script(left) == _script(right) not in {"", "hiragana"})


def _script(char: str) -> str:
    match = _SCRIPTS.match(char)
    return (match and match.lastgroup) or ("letter" if char.isalnum() or char == "_" else "")


# Controls other than tabs and ends of lines, halves of characters, and what is no character: not for a text file.
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
_NOT_IN_FILES = re.compile(f"[{_CONTROLS}]")
# A message is one line, and nothing in it changes the direction of the text around it (Unicode, UAX #9).
_NOT_PRINTABLE = re.compile(f"[{_CONTROLS}\t\n\r\x85\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def printable(text: object, /) -> str:
    """A text of others for a message: what is not printable is escaped."""
    return _NOT_PRINTABLE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), str(text))


def without_controls(text: str, /) -> str:
    """A text of others for a file."""
    return _NOT_IN_FILES.sub("", text)


def visible(text: str, /) -> str:
    """What a label shows of a text: white space is collapsed, control characters and lone surrogates go."""
    text = without_controls(" ".join(text.split()))
    return " ".join(text.split())
