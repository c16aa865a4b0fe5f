"""Translations that have none of the names of a term which their source has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.names import KINDS
from sphinx_glossary_terms.model.prose import Names, uncapitalized
from sphinx_glossary_terms.model.scripts import HAN, HIRAGANA, KANA, SOUTH_EAST_ASIAN


class Translated(NamedTuple):
    """A message of a page and its translation.

    docname: the page.
    text: the plain text of the source, with `GAP` for anything else.
    targets: the targets of the `term` references in the source that have no text of their own.
    shown: all that readers see of the translation, but the names that references show.
    named: the targets of the `term` references in the translation that have no text of their own.
    source: the file of the translation.
    line: the line in that file.
    """

    docname: str
    text: str
    targets: tuple[str, ...]
    shown: str
    named: tuple[str, ...]
    source: str
    line: int


class Unused(NamedTuple):
    """A term that the source of a translation names, and the translation does not.

    term_id: the id of the term.
    written: its name as the source has it.
    """

    term_id: str
    written: str


class ApprovedNames:
    """Finds the translations that have none of the names of a term. `source_language` is that of the source texts."""

    def __init__(self, glossary: Glossary, /, *, source_language: str) -> None:
        self._glossary = glossary
        # Hidden aliases are inexact on purpose. Some others only hide a shorter name in them, and count in references:
        # a name to avoid, and a single word, which everyday language has, too.
        names = (
            (uncapitalized(name.text), term.id if _is_technical(name.text) and not name.is_avoided else "")
            for term in glossary.current.values()
            for name in term.source_names
            if KINDS[name.kind].is_shown
        )
        self._names = Names(names, language=source_language)

    def unused(self, message: Translated, /) -> Iterator[Unused]:
        """The terms of which a message has a name and its translation none. What a reference says goes first."""
        wanted: dict[str, str] = {}
        for target in message.targets:
            if len(ids := self._glossary.resolve(target, message.docname).ids) == 1:
                wanted.setdefault(ids[0], target)
        for mention in self._names.find(message.text):
            wanted.setdefault(mention.term_id, message.text[mention.start : mention.end])
        named = {term_id for target in message.named for term_id in self._glossary.resolve(target).ids}
        for term_id, written in wanted.items():
            term = self._glossary.current.get(term_id)
            # Where the name has no translation, nothing else can have it.
            if term is None or term_id in named or term.preferred.language:
                continue
            labels = {label.casefold() for label in term.source_labels}
            names = (form for name in term.names if not name.is_avoided for form in _forms(name.text, labels))
            if not any(_contains(message.shown, form) for form in names):
                yield Unused(term_id, " ".join(written.split()))


def _is_technical(name: str) -> bool:
    """Whether a name has several words, or capitals or digits after its first letter, as no other word has."""
    return len(re.findall(r"\w+", name)) > 1 or name[1:] != name[1:].lower() or _UNSPACED.search(name) is not None


_UNSPACED = re.compile(f"[{SOUTH_EAST_ASIAN}{KANA}{HAN}]")
"""Scripts without spaces between words, whose words are not inflected at their end."""

_KEPT = 0.6
"""How much of a word is the same in all of its forms, at least: in doubt, a name is there."""

_SMALL = re.compile("[a-zà-ÿа-я]{1,3}")
"""An article or a preposition, for which another one may stand, such as "du" for "de la"."""

_GLOSS = re.compile(r"(?:\s+|(?<=[^\x00-\x7f]))\([^()]*\)")
"""What explains a word behind it, and is no part of a name: "rappel (callback)", but not "O(n)"."""

_DASH = re.compile(r"\s+(?:--+|[–—])\s+")
"""Stands between two names for one thing: "list comprehension – 列表推导式"."""

_BETWEEN = re.compile(r"[\s・]+")
"""Stands between the words of a name, or does not."""


def _forms(name: str, labels: set[str]) -> list[str]:
    """The name; of two with a dash between them each, but for that of the source."""
    either = _DASH.split(name)
    return [form for form in either if form.casefold() not in labels] or [name]


def _contains(text: str, name: str) -> bool:
    """Whether a text has a name, in any form that a language gives it."""
    text = unicodedata.normalize("NFKC", text).casefold()
    name = unicodedata.normalize("NFKC", name)
    name = _GLOSS.sub("", name) or name
    unspaced_name = _BETWEEN.sub("", name.casefold())
    unspaced_text = _BETWEEN.sub("", text)
    if unspaced_name in unspaced_text or unspaced_name in _BETWEEN.sub("", _GLOSS.sub("", text)):
        return True
    if _UNSPACED.search(name):
        # A particle, or another short word, may stand inside.
        halves = ((unspaced_name[:middle], unspaced_name[middle:]) for middle in range(1, len(unspaced_name)))
        return len(unspaced_name) > 2 and any(
            re.search(f"{re.escape(before)}.{{0,3}}[{HIRAGANA}的]{re.escape(after)}", unspaced_text)
            for before, after in halves
        )
    words, parts = re.findall(r"\w+", text), re.findall(r"\w+", name)
    required = (piece.casefold() for piece in [piece for piece in parts if not _SMALL.fullmatch(piece)] or parts)
    return all(any(word.startswith(piece[: max(2, round(len(piece) * _KEPT))]) for word in words) for piece in required)
