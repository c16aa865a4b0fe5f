"""The names of a term: values of one type, and the table of their kinds."""

from __future__ import annotations

from typing import NamedTuple


class Name(NamedTuple):
    """A name of a term.

    text: the name.
    kind: the name of its row in `KINDS`.
    language: the language that it is in; empty: that of the build.
    reading: how it is read, for sorting; empty: as it is written.
    """

    text: str
    kind: str = "alias"
    language: str = ""
    reading: str = ""

    @property
    def with_reading(self) -> str:
        """The name with its reading, as options and catalogs have it."""
        return f"{self.text}|{self.reading}" if self.reading else self.text

    @property
    def is_avoided(self) -> bool:
        """Whether writers should not use it."""
        return KINDS[self.kind].is_avoided


class NameKind(NamedTuple):
    """A kind of names.

    name: the name of the kind.
    option: the option of the directive `term` that has such names; empty: its argument, or the heading of its section.
    context: what follows the id of the term in the context of a message in the catalog of names.
    is_shown: whether readers see it; by any name they find the term.
    phrase: how a message calls it.
    help: what translators are told about it.
    is_avoided: whether it is a name that writers should not use: readers see it as such.
    is_translated: whether translators have a message for it also where the source has no such name.
    """

    name: str
    option: str
    context: str
    is_shown: bool
    phrase: str
    help: str = ""
    is_avoided: bool = False
    is_translated: bool = True


PREFERRED = NameKind("preferred", option="", context="", is_shown=True, phrase="the name")
"""The name of the term (SKOS: prefLabel). Every term has one, the first of its names."""

ABBREVIATION = NameKind(
    "abbreviation",
    option="abbreviation",
    context="/abbreviation",
    is_shown=True,
    phrase="the abbreviation",
    help="The abbreviation of the name of this term in your language. A single - means none; empty: as in the source.",
)
"""The short form of the name (ISO 12620: acronym, initialism). It is shown with the name where the name is alone."""

OTHERS: tuple[NameKind, ...] = (
    ABBREVIATION,
    NameKind(
        "alias",
        option="aliases",
        context="",
        is_shown=True,
        phrase="an alias",
        help="Other names of this term in your language, which may be more or fewer than in the source. Separate them "
        "by commas or 、; give a reading after a bar: alias|reading. A single - means none; empty: as in the source.",
    ),
    NameKind(
        "hidden",
        option="hidden-aliases",
        context="/hidden",
        is_shown=False,
        phrase="a hidden alias",
        help="Names by which this term is found but which are never shown (plurals, misspellings). Separate them by "
        "commas or 、. A single - means none; empty: as in the source.",
    ),
    NameKind(
        "plural",
        option="plural",
        context="/plural",
        is_shown=False,
        phrase="a plural",
        help="Plurals of this term in your language by which references find it. Separate them by commas or 、. A "
        "single - means none; empty: as in the source.",
        is_translated=False,
    ),
    NameKind(
        "avoid",
        option="avoid",
        context="/avoid",
        is_shown=True,
        phrase="a name to avoid",
        help="Names in your language that writers should not use for this term. Readers find the term by them. "
        "Separate them by commas or 、. A single - means none; empty: as in the source.",
        is_avoided=True,
    ),
)
"""The kinds of the names that a term may have besides (SKOS: altLabel, hiddenLabel; TBX: deprecatedTerm)."""

KINDS: dict[str, NameKind] = {kind.name: kind for kind in (PREFERRED, *OTHERS)}


def with_preferred(names: tuple[Name, ...], text: str, /) -> tuple[Name, ...]:
    """The names of a term, of which the preferred one gets a text."""
    preferred, *others = names
    return (preferred._replace(text=text), *others)
