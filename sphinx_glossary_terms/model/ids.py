"""The id that is made of a name, ids that are free, and the digest of a value."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import count

ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

# Without these signs, names such as C, C++ and C#, or 1 and -1, would have one id.
_SIGNS = (
    (re.compile(r"(?<=[A-Za-z])\++(?!\w)"), lambda found: "-plus" * len(found[0])),
    (re.compile(r"(?<=[A-Za-z])#(?!\w)"), lambda _found: "-sharp"),
    (re.compile(r"^\s*[-−](?=\d)"), lambda _found: "minus-"),
)
_LATIN = re.compile(r"LATIN (?:SMALL|CAPITAL) (?:LETTER|LIGATURE) ([A-Z]{1,2})(?: WITH .+)?$")
_GREEK = re.compile(r"GREEK (?:SMALL|CAPITAL) LETTER (?:FINAL )?([A-Z]+)$")
_OTHERS = {"ß": "ss", "ẞ": "ss", "ı": "i", "þ": "th", "Þ": "th", "ð": "d", "Ð": "d", "λ": "lambda", "Λ": "lambda"}
_WITHOUT_A_SPACE = re.compile("['’ʼ®™©℠]")


def id_of(name: str, /) -> str:
    """The id of a term without an `id`, made of its name; empty if the name has no Latin or Greek letter and no digit.

    Its words in lower case, with hyphens between them: `CI/CD` becomes `ci-cd`. Latin letters lose their marks, Greek
    ones are spelled, by their names in Unicode; letters of other scripts are left out.
    """
    text = unicodedata.normalize("NFKD", _WITHOUT_A_SPACE.sub("", name))
    for sign, spelled in _SIGNS:
        text = sign.sub(spelled, text)
    text = "".join(char if char.isascii() else _in_ascii(char) for char in text)
    return "-".join(re.findall("[a-z0-9]+", text.lower()))


def _in_ascii(char: str) -> str:
    """A letter of another alphabet; nothing for a mark, and a space for anything else."""
    name = unicodedata.name(char, "")
    if match := _LATIN.match(name) or _GREEK.match(name):
        return _OTHERS.get(char, match[1])
    return _OTHERS.get(char, "" if unicodedata.category(char).startswith("M") else " ")


class FreeIds:
    """Ids that nothing has yet. Numbers go on where they ended, since a thousand terms may want the same id."""

    def __init__(self, taken: Iterable[str], /) -> None:
        self._taken, self._numbers = set(taken), dict[str, Iterator[int]]()

    def take(self, wanted: str, /) -> str:
        """The id itself or, if it is taken, with the first number from 2 on that is free. It is taken from now on."""
        free, numbers = wanted, self._numbers.setdefault(wanted, count(2))
        while free in self._taken:
            free = f"{wanted}-{next(numbers)}"
        self._taken.add(free)
        return free


def digest_of(value: object, /) -> str:
    """The BLAKE2b digest (RFC 7693; 16 bytes, in hexadecimal) of the `repr` of a value.

    The value is made of plain types and of the dataclasses of this package, whose `repr` has all of their fields.
    """
    return hashlib.blake2b(repr(value).encode(), digest_size=16).hexdigest()
