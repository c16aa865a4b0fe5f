"""What reading one page found of the glossary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from operator import attrgetter
from typing import ClassVar, Literal, NamedTuple, TypeAlias

from sphinx_glossary_terms.model.problem import Problem
from sphinx_glossary_terms.model.term import LocalizedText, Term

Grouping = Literal["letter", "tag"]
PathForm = Literal["list", "graph"]
GraphDirection = Literal["LR", "RL", "TB", "BT"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Query:
    """The query of a generated block: the options of its directive.

    kind: the name of the directive.
    source, line: the place of the directive, which is not a part of the value: a page that moves it shows the same.
    """

    kind: ClassVar[str] = ""
    source: str = field(default="", repr=False, compare=False)
    line: int = field(default=0, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexQuery(_Query):
    """The query of a `term-index`.

    by: what its headings are.
    tags: the terms in it have one of these tags; none: all terms.
    used_on: the terms in it are used on this page, or in this folder, which ends with a slash; empty: anywhere.
    only_abbreviations: whether its rows are the abbreviations of terms.
    """

    kind: ClassVar[str] = "term-index"
    by: Grouping = "letter"
    tags: tuple[str, ...] = ()
    used_on: str = ""
    only_abbreviations: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PathQuery(_Query):
    """The query of a `term-path`.

    goals: the terms to get to, as written.
    known: the terms that the reader knows, as written.
    show: `graph`: a graph comes before the list.
    title: its title, as written; paths of a page with the same one are the parts of one path.
    name: that title as it is shown, or that of the section that it is in.
    """

    kind: ClassVar[str] = "term-path"
    goals: tuple[str, ...]
    known: tuple[str, ...] = ()
    show: PathForm = "list"
    title: str = ""
    name: LocalizedText | None = None


class Section(NamedTuple):
    """A section or an entry with references in it.

    anchor: its anchor in this build.
    title: the text of its title, as its author wrote it: names in references as they stand there.
    language: the language of the title; empty: that of the build.
    """

    anchor: str
    title: str
    language: str


class LinkedAnchor(NamedTuple):
    """The anchor of a term or a field to which a reference leads.

    term_id: the id of the term.
    field: the name of the field; empty: the term itself.
    shows_title: whether the reference has no text of its own.
    """

    term_id: str
    field: str
    shows_title: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphQuery(_Query):
    """The query of a `term-graph`. If it has no terms, tags or relation types, all are shown.

    around: the terms that it is drawn around, as written.
    depth: how many relations away from them it goes.
    tags: the terms on it have one of these tags.
    relations: the names of the relation types on it.
    direction: in which direction it is drawn, as Mermaid has it.
    """

    kind: ClassVar[str] = "term-graph"
    around: tuple[str, ...] = ()
    depth: int = 1
    tags: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    direction: GraphDirection = "LR"


Query: TypeAlias = IndexQuery | PathQuery | GraphQuery


class Condition(NamedTuple):
    """On what it depends whether a part is in the pages of a build.

    directive: the name of its directive.
    expression: the argument of that, if it has one.
    """

    directive: str
    expression: str

    def __str__(self) -> str:
        return f"`{self.directive}:: {self.expression}`" if self.expression else f"`{self.directive}`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What reading a page found of the glossary.

    has_directives: whether it has directives of this extension; if not, its references may be for others.
    terms: its terms, in document order.
    fields: the names of the fields on it.
    references: the targets of its `term` references, each once.
    mentions: its `term` references one by one.
    sections: where the mentions are; the first one is the page as a whole.
    named: the targets of references without a text of their own, which may show a name.
    queries: those of its generated blocks, in document order.
    headings: those that are names of terms, with their markup.
    anchors: those of terms and fields to which other references lead, such as `ref`.
    left_out: the names and ids of the terms on it that are not in the glossary, each with the reason.
    problems: what became something else than its author meant: translations that Sphinx drops, roles and
        directives that are text.
    passages: its text, in a project that looks for mentions of terms in it.
    elsewhere: what its references name that may lead to terms of other projects, if the project names any.
    conditions: those of its parts that a build may omit, with whether they held when it was read.
    outline_digest: a digest of its outline, from the domain on.
    """

    has_directives: bool = False
    terms: tuple[Term, ...] = ()
    fields: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    sections: tuple[Section, ...] = ()
    named: tuple[str, ...] = ()
    queries: tuple[Query, ...] = ()
    headings: tuple[str, ...] = ()
    anchors: tuple[LinkedAnchor, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    passages: tuple[Passage, ...] = ()
    elsewhere: tuple[str, ...] = ()
    conditions: tuple[tuple[Condition, bool], ...] = ()
    outline_digest: str = ""

    @property
    def outline(self) -> tuple[object, ...]:
        """What other pages may show of it, but for the definitions, which only generated blocks show."""
        # Of two terms with one id the first line counts.
        terms = [replace(term, source="", line=0, definition=()) for term in sorted(self.terms, key=attrgetter("line"))]
        mentions = [mention._replace(source="", line=0) for mention in self.mentions]
        return terms, mentions, self.sections, self.references, self.queries

    def numbered_queries(self) -> Iterator[tuple[int, Query]]:
        """The queries, each with the number that it has among those of its kind, from 0."""
        count: Counter[str] = Counter()
        for query in self.queries:
            yield count[query.kind], query
            count[query.kind] += 1


class Mention(NamedTuple):
    """A place where a name is the target of a reference or a relation.

    target: the name.
    source: the file, relative to the source directory.
    line: the line in that file; 0 if it is not known.

    Of a reference:

    owner: the id of the term whose text contains it.
    section: the number of its `Section` in `Page.sections`.
    """

    target: str
    source: str
    line: int
    owner: str = ""
    section: int = 0


GAP = "\ufffc"
"""Takes the place of anything in a text that is not plain text, so that no name is found across it."""


TextKind = Literal["plain text", "code", "link texts", "headings", "explanations"]
"""What a text is, in the words of a warning; an explanation is that of an abbreviation."""


class TextBlock(NamedTuple):
    """The text of a paragraph, a heading or a block of code.

    number: which one of the paragraphs of its page it is in which mentions may become links, from 0; -1: none.
    text: its plain text, with `GAP` in the place of anything else, such as a link.
    language: the language that it is in; empty: that of the build.
    source: the file, relative to the source directory.
    line: the line in that file; 0 if it is not known.
    in_term: whether it belongs to a term or to an entry of Sphinx's own glossary.
    others: what is in the place of each gap, in a project with a check that compares the glossary with all text.
    """

    number: int
    text: str
    language: str
    source: str
    line: int
    in_term: bool = False
    others: tuple[tuple[TextKind, str], ...] = ()

    @property
    def runs(self) -> list[tuple[TextKind, str]]:
        """All its text in parts, each with what it is."""
        plain: list[tuple[TextKind, str]] = [("plain text", text) for text in self.text.split(GAP)]
        return [run for pair in zip_longest(plain, self.others) for run in pair if run]


class Passage(NamedTuple):
    """The text of a section or an entry, without that of the sections and entries in it.

    owner: the id of the term that it belongs to; empty: none.
    targets: the targets of the links to terms that authors wrote in it.
    blocks: its paragraphs.
    """

    owner: str
    targets: tuple[str, ...]
    blocks: tuple[TextBlock, ...]
