"""The order of names and the headings of an index, by language. The one place where a language's order is chosen."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

SortKey: TypeAlias = "tuple[object, ...]"


@dataclass(frozen=True, slots=True)
class Collation:
    """How one language sorts: a key for a name with its reading, and the heading under which it stands."""

    key: Callable[[str, str], SortKey]
    heading: Callable[[str, str], str]


def collation_for(language: str, /) -> Collation:
    """The collation of a language code such as `en`, `pt_BR` or `ja`."""
    if language.replace("-", "_").split("_")[0] == "ja":
        return Collation(key=_japanese_key, heading=_japanese_heading)
    return Collation(key=_latin_key, heading=_latin_heading)


def _without_accents(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def _latin_key(name: str, reading: str) -> SortKey:
    text = reading or name
    plain = _without_accents(text).casefold()
    return (not plain[:1].isalpha(), plain, text.casefold(), text)


def _latin_heading(name: str, reading: str) -> str:
    first = _without_accents(reading or name)[:1]
    return first.upper() if first.isalpha() else "#"


# Japanese. JIS X 4061 compares readings level by level; ICU's root collation with the tailoring for `ja` does the
# same: first the plain kana (no voicing marks, no small letters, the long mark as the vowel that it lengthens),
# then voicing, then the kind of letter, then the script.

_ROWS = (
    ("あ", "あいうえお"),
    ("か", "かきくけこ"),
    ("さ", "さしすせそ"),
    ("た", "たちつてと"),
    ("な", "なにぬねの"),
    ("は", "はひふへほ"),
    ("ま", "まみむめも"),
    ("や", "やゆよ"),
    ("ら", "らりるれろ"),
    ("わ", "わゐゑをん"),
)
_ROW_OF = {kana: row for row, members in _ROWS for kana in members}
_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")
_VOWELS = {
    **dict.fromkeys("あかさたなはまやらわ", "あ"),
    **dict.fromkeys("いきしちにひみりゐ", "い"),
    **dict.fromkeys("うくすつぬふむゆる", "う"),
    **dict.fromkeys("えけせてねへめれゑ", "え"),
    **dict.fromkeys("おこそとのほもよろを", "お"),
    "ん": "ん",
}
_OTHER = "他"
_DIGITS_AND_SIGNS = "#"


def _hiragana(char: str) -> str:
    # Katakana stand 0x60 after hiragana in Unicode, small letters and iteration marks included.
    return chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" or char in "ヽヾ" else char


def _japanese_key(name: str, reading: str) -> SortKey:
    text = unicodedata.normalize("NFKC", reading or name)
    base: list[str] = []
    voicing: list[int] = []
    kind: list[int] = []
    script: list[bool] = []
    for char in text:
        if char.isspace() or char in "・=＝-‐":
            continue
        plain = _hiragana(char)
        decomposed = unicodedata.normalize("NFD", plain)
        letter, mark = decomposed[0], decomposed[1:]
        full = letter.translate(_SMALL)
        sort = 2 if full == letter else 0
        if letter == "ー" and base:
            full, sort = _VOWELS.get(base[-1], letter), -1
        elif letter == "ゝ" and base:
            full, sort = base[-1], 1
        base.append(full.casefold())
        voicing.append(2 if mark == "\u309a" else 1 if mark == "\u3099" else 0)
        kind.append(sort)
        script.append(char != plain)
    return (_group(base[0] if base else ""), "".join(base), voicing, kind, script, text)


def _group(first: str) -> int:
    if first in _ROW_OF:
        return 0
    if "a" <= first <= "z":
        return 1
    return 2 if first.isalpha() else 3


def _japanese_heading(name: str, reading: str) -> str:
    group, base = _japanese_key(name, reading)[:2]
    first = str(base)[:1]
    if group == 0:
        return _ROW_OF[first]
    if group == 1:
        return first.upper()
    return _OTHER if group == 2 else _DIGITS_AND_SIGNS
