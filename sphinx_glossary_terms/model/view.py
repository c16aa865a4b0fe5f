"""What one page shows of all others, as one value: rendering consumes it, its digest says whether the page is stale."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import NamedTuple

from sphinx_glossary_terms.model.glossary import MatchKind
from sphinx_glossary_terms.model.graph import Graph
from sphinx_glossary_terms.model.inline import Inline
from sphinx_glossary_terms.model.localize import Text
from sphinx_glossary_terms.model.term import Alias


class Link(NamedTuple):
    """A term as other places show it.

    `language` is empty where the name is in the language of the build; `source_name` is the name in the source
    language where that differs. `distinct` is the latter where another term of the same name is told apart by it.
    """

    id: str
    name: str
    language: str
    source_name: str
    docname: str
    anchor: str
    distinct: str = ""

    @property
    def translated(self) -> bool:
        """Whether the name differs from that in the source language."""
        return bool(self.source_name)

    @property
    def label(self) -> str:
        """The name by which it cannot be mixed up.

        With a no-break space: Sphinx takes "name (a)" and "name (b)" in its general index for variants of one entry.
        """
        return f"{self.name}\N{NO-BREAK SPACE}({self.distinct})" if self.distinct else self.name

    @property
    def bare(self) -> Text:
        """The name alone with its language."""
        return Text(self.name, self.language)

    @property
    def text(self) -> Text:
        """The label with its language."""
        return Text(self.label, self.language)


class IndexName(NamedTuple):
    """One of the names under which an index has a term."""

    text: str
    reading: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What the target of a `term` reference stands for: the terms that it may mean, and by what kind of text.

    Their names are left out where no reference of the page shows them.

    `entry` is the place of the entry of Sphinx's own glossary to which it leads if it is no term: Sphinx resolves that,
    but does not write the page again when it changes.
    """

    links: tuple[Link, ...]
    kind: MatchKind
    entry: str = ""

    def text(self, written: str, /, *, language: str, is_source: bool) -> Text:
        """What a reference without a text of its own shows.

        `language` is that of the text around it (empty: that of the build), and `is_source` whether that is the source
        language, for want of a translation: then the name in the source language belongs there.
        """
        if len(self.links) != 1:
            return Text(written, language)
        link = self.links[0]
        if self.kind == "id":
            return Text(link.source_name, language) if is_source and link.source_name else link.bare
        if self.kind == "source" and not is_source:
            return Text(link.name) if link.source_name else Text(written, link.language)
        return Text(written, language)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationList:
    """The terms at the other end of one side of a relation, under its label; `key` is that of the side."""

    key: str
    label: Text
    links: tuple[Link, ...]


class UseView(NamedTuple):
    """A place in which a term is used: the titles of the page and of a section in it, and the text around the use.

    Both are lines of which parts may be in other languages.
    """

    docname: str
    anchor: str
    title: tuple[Text, ...]
    context: tuple[Text, ...]


class Place(NamedTuple):
    """Where something generated stands: `kind` and the number of the directive on its page, and the part of it."""

    docname: str
    kind: str
    number: int
    part: int = -1


class TagLink(NamedTuple):
    """A tag of a term, with the place where the terms that have it are drawn or listed."""

    label: Text
    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """What a term's own place shows beyond its author's text.

    `graph_links` are those of the terms in the graph that stand in none of the lists. `source_name` is empty where it
    is not shown. `more_uses` counts the places in which the term is used, too, and which are not among `uses`.
    """

    link: Link
    reading: str
    aliases: tuple[Alias, ...]
    aliases_language: str
    source_name: str
    relations: tuple[RelationList, ...]
    graph: Graph | None
    graph_links: tuple[Link, ...]
    graph_direction: str
    tags: tuple[TagLink, ...] = ()
    uses: tuple[UseView, ...] = ()
    more_uses: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRow:
    """One line of an index: a term with its definition, or another name of it that leads to it.

    `words` are the texts that it does not show and that name it all the same: a reader finds it by these, too. `tags`
    are those that it is shown for.
    """

    label: str
    reading: str
    language: str
    link: Link
    is_other: bool
    aliases: tuple[Alias, ...] = ()
    aliases_language: str = ""
    definition: Inline = ()
    definition_language: str = ""
    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexView:
    """An index: headings with their rows, both in order; the tags that tell its rows apart, with their labels."""

    groups: tuple[tuple[Text, tuple[IndexRow, ...]], ...]
    tags: tuple[tuple[str, Text], ...] = ()


class TagNode(NamedTuple):
    """A tag in a map, with the number of its terms and the place where they are listed or drawn."""

    tag: str
    label: Text
    terms: int
    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeList:
    """The relations of one type in a map, from end to end as they are drawn; between tags with their number."""

    key: str
    label: Text
    edges: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphView:
    """A map of terms, or of tags; what was wrong with the question.

    `rest` is the place of the terms that did not fit.
    """

    graph: Graph
    links: tuple[Link, ...]
    tags: tuple[TagNode, ...]
    lists: tuple[EdgeList, ...]
    rest: Place | None
    problems: tuple[tuple[str, str], ...]


class PathItem(NamedTuple):
    """A term of a learning path with its definition."""

    link: Link
    is_goal: bool
    definition: Inline
    definition_language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PathView:
    """A learning path: its steps, several terms in one where they need each other; what was wrong with the question."""

    goals: tuple[Link, ...]
    steps: tuple[tuple[PathItem, ...], ...]
    graph: Graph | None
    problems: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """All that a page shows of the glossary, in the language of the build.

    `marks_untranslated`: whether the text of its terms says where it has no translation.
    """

    terms: dict[str, TermView] = field(default_factory=dict)
    fields: dict[str, Text] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    indexes: tuple[IndexView, ...] = ()
    paths: tuple[PathView, ...] = ()
    graphs: tuple[GraphView, ...] = ()
    anchors: tuple[Link, ...] = ()
    marks_untranslated: bool = False

    @property
    def digest(self) -> str:
        """Equal for two builds exactly if the page shows the same."""
        return digest_of(self)


def digest_of(value: object, /) -> str:
    """A short text that stands for a value made of plain ones and of the dataclasses of this package."""
    return hashlib.blake2b(repr(value).encode(), digest_size=16).hexdigest()
