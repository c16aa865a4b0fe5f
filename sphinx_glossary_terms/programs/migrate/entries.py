"""A glossary in a source file, and its entries, by the rules of Sphinx (`sphinx/domains/std`, class Glossary)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sphinx_glossary_terms.model.term import id_of

# A role, of which the name is captured; links of reStructuredText and of MyST; an address.
# No role has a longer name, and a long word would be gone through from each of its colons.
_LINK = re.compile(r"[:{]([\w:.+-]{1,100})[:}](?=`)|`[^`]+`__?|\w\]_(?!\w)|\]\(|<https?:|(?<![\w`])https?://")
_TEXT_ROLES = frozenset(
    {
        *("abbr", "code", "command", "dfn", "emphasis", "file", "guilabel", "kbd", "literal", "math", "menuselection"),
        *("program", "samp", "strong", "sub", "sup"),
    }
)


@dataclass(slots=True)
class GlossaryEntry:
    """One definition with all its names; or, without a name, comments at the end of a glossary.

    line: the line of its first name, from 1.
    names: its names as they were written, one line each.
    texts: those names as readers see them, from Sphinx.
    anchors: their anchors, from Sphinx.
    body: the lines below the names.
    definition: the same without their indentation.
    comments: the lines of the comments above it.
    id: an id made of its first name; may be empty.
    problem: why it stays in its glossary; empty if it does not.
    """

    line: int = 0
    names: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    definition: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    id: str = ""
    problem: str = ""

    @property
    def lines(self) -> list[str]:
        """The entry, as it was in its glossary."""
        return [*self.comments, *self.names, *self.body]

    @property
    def has_link(self) -> bool:
        """Whether a name has a link, which a term cannot have."""
        return any(role not in _TEXT_ROLES for name in self.names for role in _LINK.findall(name))


@dataclass(slots=True, kw_only=True)
class FoundGlossary:
    """A glossary as Sphinx has read it.

    line: the line of its directive, as reported.
    content: its lines without its options.
    is_sorted: whether it has the option `sorted`.
    names: the text and the anchor of every name of each entry, in the order of the source.
    order: the number of each entry in the source, from 0, in the order in which they are shown.
    entries: its entries in the order of the source.

    In the source, with lines counted from 0:

    start: its first line; -1 if it was not found there.
    end: the line after its last one.
    first: the first line of its content.
    prefix: what stands before it in its first line.
    fence: its fence; empty in reStructuredText.
    """

    line: int
    content: list[str] = field(default_factory=list)
    is_sorted: bool = False
    names: list[list[tuple[str, str]]] = field(default_factory=list)
    order: list[int] = field(default_factory=list)
    entries: list[GlossaryEntry] = field(default_factory=list)
    start: int = -1
    end: int = -1
    first: int = 0
    prefix: str = ""
    fence: str = ""

    @property
    def named(self) -> list[GlossaryEntry]:
        """The entries, without comments at the end."""
        return [entry for entry in self.entries if entry.names]

    @property
    def shown(self) -> list[GlossaryEntry]:
        """The entries as Sphinx shows them; comments at the end stay there."""
        named = self.named
        return [*(named[number] for number in self.order), *(entry for entry in self.entries if not entry.names)]

    @property
    def becomes_terms(self) -> bool:
        """Whether an entry does not stay."""
        return any(not entry.problem for entry in self.named)


def read_entries(glossary: FoundGlossary, /) -> list[GlossaryEntry]:
    """The entries in their order; comments after the last one are an entry without names."""
    entries = _scanned(glossary.content, glossary.first + 1)
    named = [entry for entry in entries if entry.names]
    for entry, names in zip(named, glossary.names, strict=True):
        entry.texts, entry.anchors = map(list, zip(*names, strict=True))
        entry.id = id_of(entry.texts[0])
        while entry.body and not entry.body[-1]:
            entry.body.pop()
        width = next((len(line) - len(line.lstrip()) for line in entry.body if line), 0)
        entry.definition = [line[width:] if line.strip() else "" for line in entry.body]
        if cut := [line.strip() for line in entry.body if line[:width].strip()]:
            entry.problem = f"'{cut[0]}' is indented less than the lines above it, and Sphinx cuts it off"
    return [entry for entry in entries if entry.names or entry.comments]


def _scanned(content: Sequence[str], first: int) -> list[GlossaryEntry]:
    """A line without indentation is a name, or begins a comment; what is indented belongs to the line above."""
    stray = GlossaryEntry()
    entries: list[GlossaryEntry] = []
    comments: list[str] = []
    in_definition, in_comment = True, False
    for number, line in enumerate(content, first):
        entry = entries[-1] if entries else stray
        if line.startswith(".. ") or (in_comment and line[:1].isspace()):
            in_comment = True
            (comments if in_definition else entry.comments).append(line)
        elif line and not line[0].isspace():
            if in_definition:
                entries.append(GlossaryEntry(number, comments=comments))
                comments = []
            in_definition = in_comment = False
            entries[-1].names.append(line)
        elif line or in_definition:
            in_definition = True
            entry.body.append(line)
    if any(stray.body):
        for entry in entries:
            entry.problem = "there is text before the first name of its glossary, which Sphinx does not show"
    return [*entries, GlossaryEntry(comments=comments)]


def bare(line: str, /) -> str:
    """A line without white space and marks of quotations."""
    return re.sub(r"[\s>]+", "", line)
