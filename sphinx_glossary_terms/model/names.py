"""What the options of a term say: its names, with the table of their kinds and regular plurals, and all others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from fnmatch import fnmatchcase
from functools import partial
from typing import Any, NamedTuple


def one_line(text: str, /) -> str:
    """A text with one space wherever it has white space."""
    return " ".join(text.split())


def is_excluded(text: str, patterns: Iterable[str], /) -> bool:
    """Whether a name, in any letter case, or a page is in the list of a project, with wildcards as in a shell."""
    return any(fnmatchcase(text.casefold(), pattern.casefold()) for pattern in patterns)


class Name(NamedTuple):
    """A name of a term.

    text: the name.
    kind: the name of its row in `KINDS`.
    language: the language that it is in; empty: that of the build.
    reading: how it is read, for sorting; empty: as it is written.
    anchor: that of a name of Sphinx's own glossary, of which each has one; empty: the one of the term.
    """

    text: str
    kind: str = "alias"
    language: str = ""
    reading: str = ""
    anchor: str = ""

    @property
    def is_avoided(self) -> bool:
        """Whether writers should not use it."""
        return KINDS[self.kind].is_avoided

    @property
    def is_explained(self) -> bool:
        """Whether it is the name of something else that the term explains."""
        return KINDS[self.kind].is_explained


class NameKind(NamedTuple):
    """A kind of names.

    name: the name of the kind.
    option: the option of the directive `term` that has such names; empty: its argument, or the heading of its section.
    catalog: the catalog that has its translations.
    is_shown: whether readers see it; by any name they find the term.
    phrase: how a message calls it.
    help: what translators are told about it.
    is_avoided: whether it is a name that writers should not use: readers see it as such.
    is_explained: whether it is the name of something else that the term explains, to which it only leads.
    is_translated: whether translators have a message for it also where nobody has written such a name yet.
    """

    name: str
    option: str
    catalog: str
    is_shown: bool
    phrase: str
    help: str = ""
    is_avoided: bool = False
    is_explained: bool = False
    is_translated: bool = False


PREFERRED = NameKind("preferred", option="", catalog="", is_shown=True, phrase="the name")
"""The name of the term (SKOS: prefLabel). Every term has one, the first of its names."""

ABBREVIATION = NameKind(
    "abbreviation",
    option="abbreviation",
    catalog="glossary-abbreviations",
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
        catalog="glossary-aliases",
        is_shown=True,
        phrase="an alias",
        help="Other names of this term in your language, which may be more or fewer than in the source. Separate them "
        "by commas or 、; give a reading after a bar: alias|reading. A single - means none; empty: as in the source.",
        is_translated=True,
    ),
    NameKind(
        "hidden",
        option="hidden-aliases",
        catalog="glossary-hidden-aliases",
        is_shown=False,
        phrase="a hidden alias",
        help="Names by which this term is found but which are never shown (plurals, misspellings). Separate them by "
        "commas or 、. A single - means none; empty: as in the source.",
    ),
    NameKind(
        "plural",
        option="plural",
        catalog="glossary-plurals",
        is_shown=False,
        phrase="a plural",
        help="Plurals of this term in your language by which references find it. Separate them by commas or 、. A "
        "single - means none; empty: as in the source.",
    ),
    NameKind(
        "avoid",
        option="avoid",
        catalog="glossary-avoid",
        is_shown=True,
        phrase="a name to avoid",
        help="Names in your language that writers should not use for this term. Readers find the term by them. "
        "Separate them by commas or 、. A single - means none; empty: as in the source.",
        is_avoided=True,
    ),
    NameKind(
        "explains",
        option="explains",
        catalog="glossary-explains",
        is_shown=False,
        phrase="a name of something that it explains",
        help="Names in your language of other things that this term explains. The index and the search lead from them "
        "to it. Separate them by commas or 、; give a reading after a bar: name|reading. A single - means none; "
        "empty: as in the source.",
        is_explained=True,
    ),
)
"""The kinds of the names that a term may have besides (SKOS: altLabel, hiddenLabel; TBX: deprecatedTerm)."""

KINDS: dict[str, NameKind] = {kind.name: kind for kind in (PREFERRED, *OTHERS)}

# Quirk et al., A Comprehensive Grammar of the English Language (1985), 5.79 to 5.83.
_SIBILANT_OR_O = re.compile(r"(?:s|x|z|ch|sh|o)$")
_CONSONANT_AND_Y = re.compile(r"(?<=[^aeiou\W\d])y$")
_F = re.compile(r"(?<=[a-z])fe?$")


def plurals(name: str, /) -> tuple[str, ...]:
    """The regular plurals that a name may have: `classes`, `policies`, `leaves`.

    They are for finding names; some of them are misspelt. A name in capitals has only the one with a small `s`, such as
    `LLMs`, and a single letter has none: "as" is not about A. An irregular plural (`criteria`) is a name that an author
    gives to the term.
    """
    word = re.split(r"[\s-]", name)[-1]
    if len(word) < 2 or not re.search(r"[A-Za-z]$", word):
        return ()
    if word.isupper():
        return (f"{name}s",)
    forms = [] if re.search("[sS]$|[^aeiouAEIOU]y$", name) else [f"{name}s"]
    forms += [f"{name}es"] if _SIBILANT_OR_O.search(name) else []
    forms += [_CONSONANT_AND_Y.sub("ies", name)] if _CONSONANT_AND_Y.search(name) else []
    forms += [_F.sub("ves", name)] if _F.search(name) else []
    return tuple(forms)


def plural_key(plural: str, /) -> str:
    """The form in which plurals are compared: in any letter case, but of a name in capitals as it is written."""
    word = re.split(r"[\s-]", plural)[-1]
    return plural if len(word) > 2 and word[:-1].isupper() else plural.casefold()


_BARS = "|｜"
# A bar in parentheses, as in P(A|B), and one of two, as in p || q, are parts of a name.
_WITH_READING = re.compile(rf"((?:[^{_BARS}(（]|[(（][^)）]*[)）])+)[{_BARS}](?![{_BARS}])(.*)")

# What MyST's options, which are read like YAML, would cut or refuse.
_NEEDS_QUOTES = re.compile(r"""^["'|>\[\]{}&*!%@`#?-]|\s#|:(\s|$)""")


def as_myst(option: str, value: str, /) -> str:
    """The line of an option in MyST, which ends it at every sign that ends a line for `str.splitlines`."""
    value = " ".join(value.splitlines())
    quoted = f"'{value.replace(chr(39), chr(39) * 2)}'" if _NEEDS_QUOTES.search(value) else value
    return f":{option}: {quoted}"


def split_list(text: str, /) -> tuple[str, ...]:
    """The items of a list, each once, in order."""
    return tuple(dict.fromkeys(read_list(text)))


def read_list(text: str, /) -> list[str]:
    """The items of a list as they were written: separated by commas (also 、 and ，) or line breaks.

    One pair of brackets around the whole is accepted, since YAML has it.
    """
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    return [item for item in map(one_line, re.split(r"[,、，\n]", text)) if item]


def divided(text: str, /) -> tuple[str, str]:
    """A name and its reading, which follows a bar: `name|reading`; the reading is empty if there is none."""
    match = _WITH_READING.fullmatch(text.strip())
    return (match[1].strip(), match[2].strip()) if match else (text.strip(), "")


def read_names(text: str, kind: str, /) -> tuple[Name, ...]:
    """The names of a kind in a list, each with its reading if there is one."""
    return tuple(dict.fromkeys(Name(name, kind, reading=reading) for name, reading in map(divided, read_list(text))))


Parsed = tuple[Any, list[tuple[str, str]]]
"""The value of an option, and what is wrong with it: parts of its text, each with what to write instead."""


class TermOption(NamedTuple):
    """A row: an option of `term`.

    name: the name of the option.
    parse: makes the value of its text.
    needs_text: whether it means nothing without a text.
    is_exported: whether exports have the value as it is, under the name of the option.
    """

    name: str
    parse: Callable[[str], Parsed]
    needs_text: bool = True
    is_exported: bool = False


def _text(written: str, /) -> Parsed:
    return one_line(written), []


def listed(written: str, /, *, separators: str = ";") -> Parsed:
    """The items of a list as they are written; none of them has one of the `separators` of other notations."""
    found = read_list(written)
    wrong = [item for item in found if any(sign in item for sign in separators) or item.startswith("- ")]
    return found, [(item, "separate the items of a list with commas") for item in wrong]


def items(written: str, /, *, separators: str = ";") -> Parsed:
    """The items of a list, each once."""
    found, problems = listed(written, separators=separators)
    return tuple(dict.fromkeys(found)), problems


def read_items(written: str, /, *, separators: str = ";") -> Parsed:
    """The items of a list, each with its reading, which follows a bar; empty if it has none."""
    found, problems = items(written, separators=separators)
    problems += [(item, "write the name, a bar and then its reading") for item in found if item.strip("|｜") != item]
    read = dict(divided(item.strip("|｜")) for item in found)
    return tuple((name, reading) for name, reading in read.items() if name), problems


tags = partial(read_items, separators="")
"""Tags, each with its reading. Some have a semicolon."""


def anchors(written: str, /) -> Parsed:
    """Those items of a list that may be an anchor."""
    found, problems = items(written)
    fix = "it is not kept, since an anchor has letters, digits and a few signs such as `-`, `_`, `.` and `:`"
    return tuple(filter(is_anchor, found)), [*problems, *((old, fix) for old in found if not is_anchor(old))]


def one_of(values: Mapping[str, Any], default: Any, /) -> Callable[[str], Parsed]:
    """A parser of one of some words, which have these values; for any other the default."""

    def parse(written: str) -> Parsed:
        if written in values:
            return values[written], []
        return default, [(written, f"write one of {', '.join(filter(None, values))}")]

    return parse


def is_anchor(text: str, /) -> bool:
    """Whether a text may be an anchor that an author or a file brings along, such as a former id.

    Letters, marks and numbers of any script (general categories L, M and N of Unicode), and what else a fragment may
    have (RFC 3986, section 3.5) but for the characters that mean something in HTML and in its percent-encoding.
    docutils writes every id of an element but the first one as it is (`HTMLTranslator.starttag`).
    """
    return bool(text) and all(char in _IN_ANCHORS or unicodedata.category(char)[0] in "LMN" for char in text)


_IN_ANCHORS = frozenset("-._~!$()*+;:@=/?")


class Declared(NamedTuple):
    """A relation as its author wrote it.

    option: the name of the option.
    target: the id, name or alias of the term at the other end.
    """

    option: str
    target: str


_NO = {"": False, "true": False, "false": True}
"""The values of an option whose name says no."""


def _row(default: Any, option: TermOption) -> Any:
    return field(default=default, metadata={"row": option})


@dataclass(frozen=True, kw_only=True)
class TermOptions:
    """What the options of a term say, but for its names.

    id: its id.
    relations: the relations that its author declared.
    tag_readings: its tags, in order, each with how it is read in the source language; empty: as it is written.
    context: a label that tells it apart from other terms of its name, in the source language.
    replaced_by: the term that is used in its place, as written; empty if it is not replaced.
    old_ids: ids that it had before.
    has_graph: whether its author wants a graph.
    is_autolinked: whether its names become links in plain text; None: those that are no function words do.
    is_translated: whether its names have translations; proper names often have none.
    """

    id: str = _row("", TermOption("id", _text))
    relations: tuple[Declared, ...] = ()
    tag_readings: tuple[tuple[str, str], ...] = _row((), TermOption("tags", tags))
    context: str = _row("", TermOption("context", _text))
    replaced_by: str = _row("", TermOption("replaced-by", _text))
    old_ids: tuple[str, ...] = _row((), TermOption("old-ids", anchors, is_exported=True))
    has_graph: bool = _row(True, TermOption("no-graph", one_of(_NO, True), needs_text=False))
    is_autolinked: bool | None = _row(None, TermOption("no-autolink", one_of(_NO, None), needs_text=False))
    is_translated: bool = _row(
        True, TermOption("translate", one_of({"yes": True, "no": False}, True), needs_text=False, is_exported=True)
    )


ROWS: Mapping[str, TermOption] = {
    column.name: column.metadata["row"] for column in fields(TermOptions) if column.metadata
}
"""The rows by the names of their fields."""

TRIED: Mapping[str, str] = {
    **dict.fromkeys(("synonyms", "synonym", "alias", "also-known-as", "aka"), "aliases"),
    **dict.fromkeys(("children", "child", "parts", "part", "subtopics", "has-part"), "narrower"),
    **dict.fromkeys(("parent", "parents", "is-a", "part-of"), "broader"),
    **dict.fromkeys(("see-also", "seealso", "see"), "related"),
    **dict.fromkeys(("requires", "depends", "depends-on", "pre", "prerequisite"), "prerequisites"),
    **dict.fromkeys(("definition", "short", "description", "summary"), ""),
}
"""Words that authors try, with the option to write; empty: the text below the name, whose first paragraph it is."""

TERM_OPTIONS = (
    *("id", *(kind.option for kind in OTHERS), "reading"),
    *(row.name for row in ROWS.values() if row.name != "id"),
    *("name", "class"),
)
"""The options of the directive `term` besides the relations, whose names a project chooses."""
