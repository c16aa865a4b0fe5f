"""One term: what its author declared and what reading its page found out."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from sphinx_glossary_terms.model.inline import Inline
from sphinx_glossary_terms.model.names import ABBREVIATION, KINDS, OTHERS, PREFERRED, Name

TERM_OPTIONS = (
    *("id", *(kind.option for kind in OTHERS), "reading", "tags", "context", "replaced-by", "old-ids"),
    *("no-graph", "no-autolink", "translate", "name", "class"),
)
"""The options of the directive `term` besides the relations, whose names a project chooses."""


class Declared(NamedTuple):
    """A relation as its author wrote it.

    option: the name of the option.
    target: the id, name or alias of the term at the other end.
    """

    option: str
    target: str


@dataclass(frozen=True, kw_only=True)  # without slots: thousands are unpickled, and with slots that is Python code
class Term:
    """One entry of the glossary.

    id: its id, the same in every language.
    names: its names in the language of the build, the preferred one first.
    source_names: its names in the source language, likewise.
    relations: the relations that its author declared.
    tags: its tags, in order.
    tag_readings: tags of it, each with how it is read in the source language.
    context: a label that tells it apart from other terms of its name, in the source language.
    replaced_by: the term that is used in its place, as written; empty if it is not replaced.
    old_ids: ids that it had before.
    has_graph: whether its author wants a graph.
    is_autolinked: whether its names become links in plain text; None: those that are no function words do.
    is_translated: whether its names have translations; proper names often have none.

    Known when its page has been read:

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

    id: str
    names: tuple[Name, ...] = (Name("", PREFERRED.name),)
    source_names: tuple[Name, ...] = (Name("", PREFERRED.name),)
    relations: tuple[Declared, ...] = ()
    tags: tuple[str, ...] = ()
    tag_readings: tuple[tuple[str, str], ...] = ()
    context: str = ""
    replaced_by: str = ""
    old_ids: tuple[str, ...] = ()
    has_graph: bool = True
    is_autolinked: bool | None = None
    is_translated: bool = True

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


def is_anchor(text: str, /) -> bool:
    """Whether a text may be an anchor that an author or a file brings along, such as a former id.

    Letters, marks and numbers of any script (general categories L, M and N of Unicode), and what else a fragment may
    have (RFC 3986, section 3.5) but for the characters that mean something in HTML and in its percent-encoding.
    docutils writes every id of an element but the first one as it is (`HTMLTranslator.starttag`).
    """
    return bool(text) and all(char in _IN_ANCHORS or unicodedata.category(char)[0] in "LMN" for char in text)


_IN_ANCHORS = frozenset("-._~!$()*+;:@=/?")


def in_anchor(anchor: str, /) -> tuple[str, str]:
    """The id of the term whose anchor this is, and the name of the part; both empty if it is another anchor."""
    prefix = anchor_of("")
    term_id, _hyphens, part = anchor.removeprefix(prefix).partition("--") if anchor.startswith(prefix) else ("", "", "")
    return term_id, part


def one_line(text: str, /) -> str:
    """A text with one space wherever it has white space."""
    return " ".join(text.split())


def sentence_case(name: str, /) -> str:
    """A name without the capital that it has at the beginning of a heading or a sentence; a single letter as it is."""
    name = one_line(name)
    return name[:1].lower() + name[1:] if len(name) > 1 else name


def normalize(label: str, /) -> str:
    """The form in which names are compared: any letter case, any white space."""
    return one_line(label).casefold()
