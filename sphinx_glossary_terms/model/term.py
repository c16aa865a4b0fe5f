"""A term as a value, with its texts and their markup; ids and digests; its names in the language of a build."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Literal, NamedTuple, Protocol, TypeAlias

from sphinx_glossary_terms.model.names import ABBREVIATION, KINDS, Name, TermOptions, one_line

SHOWN_TITLE = "glossary-title"
"""The attribute that has the `Title` which a reference of Sphinx shows, since its author wrote no text."""


class Title(NamedTuple):
    """A title that a reference shows, which is looked up when all pages have been read.

    kind: whether it is that of a page or of what a label leads to.
    target: the docname, or the label.
    written: what the reference shows if there is no such title, because it leads to something else.
    """

    kind: Literal["page", "label"]
    target: str
    written: str = ""


Attribute: TypeAlias = "str | int | bool | tuple[str, ...] | None"


class Element(NamedTuple):
    """One inline element.

    tag: the name of the class of its docutils node.
    attributes: its attributes, in order.
    children: what is in it.
    """

    tag: str
    attributes: tuple[tuple[str, Attribute], ...]
    children: Inline

    def get(self, name: str, default: str = "", /) -> str:
        """The attribute of that name as text."""
        return str(dict(self.attributes).get(name) or default)

    @property
    def term_target(self) -> str:
        """The target of a `term` reference; empty for every other element."""
        is_ours = self.tag == "pending_xref" and self.get("reftype") == "term"
        return self.get("reftarget") if is_ours else ""

    @property
    def title(self) -> Title | None:
        """The title that it shows; None if it has a text of its own."""
        title = dict(self.attributes).get(SHOWN_TITLE)
        if not isinstance(title, tuple):
            return None
        kind, target, written = title
        return Title("page" if kind == "page" else "label", target, written)


Inline: TypeAlias = "tuple[str | Element, ...]"


def plain_text(inline: Inline, /) -> str:
    """The text without its markup."""
    return "".join(piece if isinstance(piece, str) else plain_text(piece.children) for piece in inline)


def elements(inline: Inline, /) -> Iterator[Element]:
    """All elements in it, in reading order."""
    for piece in inline:
        if isinstance(piece, Element):
            yield piece
            yield from elements(piece.children)


def references(inline: Inline, /) -> Iterator[str]:
    """The targets of the `term` references in it, in reading order."""
    return (target for element in elements(inline) if (target := element.term_target))


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


@dataclass(frozen=True, kw_only=True)  # without slots: thousands are unpickled, and with slots that is Python code
class Term(TermOptions):
    """One entry of the glossary.

    id: its id, the same in every language.
    names: its names in the language of the build, the preferred one first.
    source_names: its names in the source language, likewise.
    docname: its page.
    source: its file, relative to the source directory; with an `include` not that of its page.
    line: the line of its directive in that file, from 1.
    is_section: whether its name is the heading of a section.
    shown: its name as its page shows it, if that is not its name: with the quotation marks of the language.
    definition: its short definition.
    definition_language: the language of that; empty: that of the build.
    fields: the names of the fields that it has.
    links: the targets of the `term` references in its text.
    """

    names: tuple[Name, ...]
    source_names: tuple[Name, ...]
    docname: str = ""
    source: str = ""
    line: int = 0
    is_section: bool = False
    shown: str = ""
    definition: Inline = ()
    definition_language: str = ""
    fields: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tags, in order."""
        return tuple([tag for tag, _reading in self.tag_readings])

    @property
    def anchor(self) -> str:
        """The id of its place on its page, the same in every language."""
        return self.names[0].anchor or anchor_of(self.id)

    @property
    def is_builtin(self) -> bool:
        """Whether it is an entry of Sphinx's own glossary."""
        return bool(self.names[0].anchor)

    @property
    def preferred(self) -> Name:
        """Its preferred name in the language of the build."""
        return self.names[0]

    @property
    def name(self) -> str:
        """The text of its preferred name in the language of the build."""
        return self.names[0].text

    @property
    def shown_name(self) -> str:
        """Its name as its own page shows it."""
        return self.shown or self.name

    @property
    def source_name(self) -> str:
        """The text of its preferred name in the source language."""
        return self.source_names[0].text

    @property
    def aliases(self) -> tuple[Name, ...]:
        """The names that readers see besides, in the language of the build; not those to avoid."""
        return tuple([name for name in self.names[1:] if KINDS[name.kind].is_shown and not name.is_avoided])

    @property
    def avoided(self) -> tuple[Name, ...]:
        """The names that writers should not use, in the language of the build."""
        return tuple(name for name in self.names if name.is_avoided)

    @property
    def explained(self) -> tuple[Name, ...]:
        """The names of other things that it explains, in the language of the build."""
        return tuple([name for name in self.names if KINDS[name.kind].is_explained])

    @property
    def abbreviation(self) -> Name | None:
        """Its abbreviation in the language of the build."""
        return _first_abbreviation(self.names)

    @property
    def source_abbreviation(self) -> str:
        """The text of its abbreviation in the source language; empty if it has none."""
        abbreviation = _first_abbreviation(self.source_names)
        return abbreviation.text if abbreviation else ""

    @property
    def labels(self) -> tuple[str, ...]:
        """Every text that names it in the language of the build."""
        return tuple([name.text for name in self.names])

    @property
    def source_labels(self) -> tuple[str, ...]:
        """Every text that names it in the source language."""
        return tuple([name.text for name in self.source_names])

    @property
    def words(self) -> tuple[str, ...]:
        """What readers may look for beside its name: its other names in both languages, and how its names are read."""
        readings, own = [name.reading for name in self.names], self.name
        words = dict.fromkeys((*readings, *self.labels, *self.source_labels))
        return tuple([word for word in words if word and word != own])


def _first_abbreviation(names: tuple[Name, ...]) -> Name | None:
    return next((name for name in names if name.kind == ABBREVIATION.name), None)


def anchor_of(term_id: str, part: str = "", /) -> str:
    """The anchor of a term, or of a part of it such as a field."""
    return f"term-{term_id}--{part}" if part else f"term-{term_id}"


def search_anchor(anchor: str, /) -> str:
    """The anchor of a whole entry, whose text the search shows: the one of the term has only the name."""
    return f"search-{anchor}"


def in_anchor(anchor: str, /) -> tuple[str, str]:
    """The id of the term whose anchor this is, and the name of the part; both empty if it is another anchor."""
    prefix = anchor_of("")
    term_id, _hyphens, part = anchor.removeprefix(prefix).partition("--") if anchor.startswith(prefix) else ("", "", "")
    return term_id, part


def sentence_case(name: str, /) -> str:
    """A name without the capital that it has at the beginning of a heading or a sentence; a single letter as it is."""
    name = one_line(name)
    return name[:1].lower() + name[1:] if len(name) > 1 else name


def normalize(label: str, /) -> str:
    """The form in which names are compared: any letter case, any white space."""
    return one_line(label).casefold()


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
