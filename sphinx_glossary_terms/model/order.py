"""The order of names and the headings of an index: by reading in Japanese, elsewhere by letters without accents.

The order of every other language comes from ICU, if that is installed (`order_of`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import NamedTuple, TypeAlias

from sphinx_glossary_terms.model.characters import HAN, HANGUL, HIRAGANA_OF, KANA

SortKey: TypeAlias = "tuple[object, ...]"


@dataclass(frozen=True, slots=True)
class Collation:
    """How one language sorts.

    key: makes the sort key of a name with its reading.
    heading: makes the heading for a name with its reading.
    silent: the characters that do not tell how they are read, such as kanji; None if the language does not sort by
    reading.
    sounds: the characters that do, such as kana: the reading of a name with silent characters has one of them.
    sorts_general_index: whether the order is known, and Sphinx's is another one.
    version: the version of the library that the order comes from; empty if it is our own.
    """

    key: Callable[[str, str], SortKey]
    heading: Callable[[str, str], str]
    silent: re.Pattern[str] | None = None
    sounds: re.Pattern[str] | None = None
    sorts_general_index: bool = False
    version: str = ""

    @property
    def by_reading(self) -> bool:
        """Whether this language sorts by reading."""
        return self.silent is not None

    def needs_reading(self, name: str, /) -> bool:
        """Whether a name can be sorted only by a reading. A reading is never guessed."""
        return self.silent is not None and self.silent.search(name) is not None

    def is_readable(self, name: str, reading: str, /) -> bool:
        """Whether a name has the reading that it needs, and the reading is one."""
        if "|" in reading:
            return False
        if not self.by_reading or not (reading or self.needs_reading(name)):
            return True
        has_sounds = self.sounds is not None and self.sounds.search(reading) is not None
        return has_sounds and not self.needs_reading(reading)


def collation_for(language: str, source_language: str = "", /) -> Collation:
    """The own collation of a language code such as `en`, `pt_BR` or `ja`, for names that are in two languages."""
    code, source = (language.replace("-", "_").split("_")[0] for language in (language, source_language))
    if code == "ja":
        return _japanese()
    return Collation(key=_letters_key, heading=partial(letter_heading, language=code, source_language=source))


# Ligatures, and signs that Unicode has behind the letters: in an order, signs are before them.
_SPELLED = str.maketrans({"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"} | str.maketrans("‘’“”«»‐–—", '\'\'""""---'))
DIGITS_AND_SIGNS = "#"


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    # Syllables of Korean are letters with a heading of their own, and not the parts that Unicode composes them of.
    return unicodedata.normalize("NFC", plain).translate(_SPELLED)


def _letters_key(name: str, reading: str) -> SortKey:
    text = reading or name
    plain = _without_accents(text).casefold()
    return (not plain[:1].isalpha(), plain, text.casefold(), text.swapcase(), name)


_LARGE_SCRIPTS = ((re.compile(f"[{HAN}{KANA}]"), ("ja", "zh")), (re.compile(f"[{HANGUL}]"), ("ko",)))
_LANGUAGES = {"ja": "日本語", "zh": "中文", "ko": "한국어"}


def letter_heading(name: str, reading: str, *, language: str = "", source_language: str = "") -> str:
    """The first letter without its accent, or `#`; for kana, kanji and hangul among other letters, their language."""
    first = _without_accents(reading or name)[:1]
    for script, languages in () if first.isascii() else _LARGE_SCRIPTS:
        if script.match(first) and language not in languages:
            return _LANGUAGES[source_language if source_language in languages else languages[0]]
    # In upper case ß would be two letters, and Georgian has capitals only for whole words.
    return first.title()[0] if first.isalpha() else DIGITS_AND_SIGNS


# Japanese. JIS X 4061 and CLDR's tailoring for `ja` (the order that ICU has) compare readings level by level: first the
# plain kana (no voicing marks, no small letters, the long mark as the vowel that it lengthens), then voicing, then the
# kind of letter (long mark, small, iteration mark, full), then the script. Where readings are equal, the names decide.
# White space and punctuation come last, as UTS 10 has it for what it calls variable: リアル・タイム is sorted like
# リアルタイム.

_ROWS = "あいうえお かきくけこ さしすせそ たちつてと なにぬねの はひふへほ まみむめも やゆよ らりるれろ わゐゑをん"
_SOUNDS = "あかさたなはまやらわ いきしちにひみりゐ うくすつぬふむゆる えけせてねへめれゑ おこそとのほもよろを ん"
_ROW_OF, _VOWELS = ({kana: kanas[0] for kanas in table.split() for kana in kanas} for table in (_ROWS, _SOUNDS))
_SMALL_KATAKANA = str.maketrans("ㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ", "くしすとぬはひふへほむらりるれろ")
_SMALL = {**str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ"), **_SMALL_KATAKANA}
_KANJI = re.compile(f"[{HAN}]")
_KANA = re.compile(f"[{KANA}]")
_OTHER = "他"

_SIGN, _DIGIT, _LETTER, _HAN = range(4)


def _japanese() -> Collation:
    # One name is compared several times in a build: for the ranks of terms, and in each index.
    levels = cache(partial(_levels, cache(_weights_of)))

    def key(name: str, reading: str) -> SortKey:
        return (levels(reading or name), levels(name), reading, name)

    def heading(name: str, reading: str) -> str:
        group, base, *_ = levels(reading or name)
        if group <= 1:
            first = base[0][1]
            return _ROW_OF.get(first, first.upper())
        return _OTHER if group == 2 else DIGITS_AND_SIGNS

    return Collation(key=key, heading=heading, silent=_KANJI, sounds=_KANA, sorts_general_index=True)


_Levels: TypeAlias = "tuple[int, list[tuple[int, str]], list[str], list[int], list[int]]"
"""What is compared, in this order: the group of the first character (see `_group`), then the base characters, the
voicing marks, the kinds of letters and the scripts of all of them."""


class _Weights(NamedTuple):
    """What one character is compared by, wherever it stands.

    passed_over: where it does not count: 0 nowhere, 1 behind the first character, 2 everywhere. At the beginning only
    white space and brackets do not, since `.NET` and `--help` are not under N and H; behind it no punctuation does.
    plain: the character, in the place of katakana the hiragana.
    base, kind, script: its weights, unless it repeats or lengthens the character before it.
    """

    passed_over: int
    plain: str
    base: tuple[int, str]
    kind: int
    script: int


def _weights_of(char: str) -> _Weights:
    plain = chr(HIRAGANA_OF.get(ord(char), ord(char)))
    full = plain.translate(_SMALL)
    category = unicodedata.category(char)
    is_sign = category[0] == "P" or char == "="
    return _Weights(
        passed_over=2 if category[0] == "Z" or category in {"Ps", "Pi"} else int(is_sign),
        plain=plain,
        base=_primary(full.lower()),
        kind=1 if full != plain else 4 if full.isupper() else 3,
        script=int(char != plain),
    )


def _levels(weights_of: Callable[[str], _Weights], text: str) -> _Levels:
    base: list[tuple[int, str]] = []
    voicing: list[str] = []
    kinds: list[int] = []
    scripts: list[int] = []
    for char in unicodedata.normalize("NFKD", text):
        weights = weights_of(char)
        if unicodedata.combining(char):  # such as a voicing mark
            voicing[-1:] = [mark + char for mark in voicing[-1:]]
        elif weights.passed_over > (not base):
            scripts.append(-1)
        else:
            before = base[-1][1] if base else ""
            weight, kind = weights.base, weights.kind
            if weights.plain == "ー" and before in _VOWELS:
                weight, kind = (_LETTER, _VOWELS[before]), 0
            elif weights.plain == "ゝ" and before in _VOWELS:
                weight, kind = (_LETTER, before), 2
            base.append(weight)
            voicing.append("")
            kinds.append(kind)
            scripts.append(weights.script)
    return (_group(*base[0]) if base else 3, base, voicing, kinds, scripts)


def _primary(char: str) -> tuple[int, str]:
    """Signs before digits before letters before kanji, and these in the order of JIS X 0208."""
    if _KANJI.match(char):
        return _HAN, char.encode("shift_jis", "ignore").decode("latin-1") or char
    if not char.isalpha() or char in "ーゝ":
        return (_DIGIT if char.isnumeric() else _SIGN), char
    return _LETTER, char


def _group(kind: int, first: str) -> int:
    """Where names stand by their first character: kana 0, Latin letters 1, other letters and kanji 2, the rest 3."""
    if first in _ROW_OF:
        return 0
    if "a" <= first <= "z":
        return 1
    return 2 if kind in {_LETTER, _HAN} else 3


def order_of(language: str, source_language: str = "", /) -> Collation:
    """The order of a language: our own for Japanese, and where ICU is not installed."""
    own = collation_for(language, source_language)
    if own.by_reading:
        return own
    try:
        import icu
    except ImportError:
        return own

    locale = icu.Locale(language.replace("@latin", "_Latn"))
    collator = icu.Collator.createInstance(locale)
    labels = icu.AlphabeticIndex(locale)
    labels.addLabels(icu.Locale.getEnglish())
    buckets = labels.buildImmutableIndex()

    @cache
    def heading(name: str, reading: str) -> str:
        label, kind = buckets.getBucket(buckets.getBucketIndex(reading or name))
        # Before, between and after the alphabets that have labels, ICU has a heading for everything: "…".
        return str(label) if kind == icu.UAlphabeticIndexLabelType.NORMAL else own.heading(name, reading)

    def key(name: str, reading: str) -> SortKey:
        text = reading or name
        # A heading may have names in two scripts: in Chinese, one of pinyin has those in Latin letters, too.
        is_no_letter = heading(name, reading) == DIGITS_AND_SIGNS
        return (is_no_letter, buckets.getBucketIndex(text), collator.getSortKey(text), text, name)

    # Without rules of its own, a language has the order of its letters without accents, as Sphinx sorts.
    return Collation(key=key, heading=heading, sorts_general_index=bool(collator.getRules()), version=icu.ICU_VERSION)
