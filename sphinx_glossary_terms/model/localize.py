"""What a translator may change of a term or a label, and the language that a text is in."""

from __future__ import annotations

from typing import Literal, NamedTuple, Protocol

from sphinx_glossary_terms.model.names import KINDS, Name
from sphinx_glossary_terms.model.term import Term

LabelKind = Literal["relation", "field", "tag", "context"]


class LocalizedText(NamedTuple):
    """A text as readers see it.

    text: the text.
    language: the language that it is in; empty: that of the build.
    """

    text: str
    language: str = ""


class OtherLanguage(Protocol):
    """Another language of the site.

    language: its code, as BCP 47 spells it.
    fingerprint: changes with its catalogs.
    """

    language: str
    fingerprint: str

    def name(self, term: Term, /) -> str:
        """The name of a term; empty if it is not translated."""


class Localizer:
    """Names and labels of a build in the source language: as they were written.

    fingerprint: a digest of all names and labels of the language of the build; empty in the source language.
    words: a digest of the messages with which the project replaces words of this extension; empty without any.
    others: the other languages of the site.
    """

    fingerprint = words = ""
    others: tuple[OtherLanguage, ...] = ()

    def term(self, term: Term, /) -> Term:
        """A term with the other names and the reading of the language of the build."""
        return term

    def reading_advice(self, term: Term, name: Name, /) -> tuple[str, str, int]:
        """What to write so that the name of a term, or an alias of it, has a reading; the file and the line for it."""
        option = KINDS[name.kind].option
        advice = f"write {with_kana(name)} in `:{option}:`" if option else "add `:reading:` and its kana"
        return advice, term.source, term.line

    def tag_advice(self, term: Term, tag: str, /) -> tuple[str, str, int]:
        """The same for a tag of a term."""
        return f"write `{tag}|` and its kana in `:tags:`", term.source, term.line

    def label(self, kind: LabelKind, label: str, /) -> LocalizedText:
        """A tag or a context of a term, or a label that a project gave to a relation or a field of its own."""
        return LocalizedText(label)

    def tag_reading(self, tag: str, reading: str, /) -> str:
        """How the label of a tag is read, for sorting, if the source has this `reading`; empty where nobody says it."""
        return reading


def with_kana(name: Name | LocalizedText, /) -> str:
    """How an advice shows the place of a reading."""
    return f"`{name.text}|` and its kana"
