"""What is generated, as a small tree of HTML: described once, as plain values, and written by two back ends.

`html.py` writes them as HTML, in the processes that write pages; `doctree.py` as docutils nodes, for all other outputs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeAlias, TypeVar

from sphinx_glossary_terms.graphs.flowchart import Flowchart
from sphinx_glossary_terms.graphs.neighbors import Neighbors
from sphinx_glossary_terms.model.localize import LocalizedText

EXTERNAL = "external"
"""The class of a link that leads to another site, as Sphinx writes it."""

Item = TypeVar("Item")
Separator = TypeVar("Separator")


class Span(NamedTuple):
    """A run of text.

    parts: its text, of which parts may be such runs, too.
    classes: its CSS classes.
    language: the language that it is in; empty: that of the text around it.
    address: where it leads; empty if it is not a link.
    is_strong: whether it has strong emphasis.
    is_isolated: whether its direction of writing is its own: a name among others, which may be in another script.
    """

    parts: tuple[Phrase, ...]
    classes: tuple[str, ...] = ()
    language: str = ""
    address: str = ""
    is_strong: bool = False
    is_isolated: bool = False


Phrase: TypeAlias = "str | Span"
Phrases: TypeAlias = "tuple[Phrase, ...]"


class Heading(NamedTuple):
    """A heading that stays out of tables of contents.

    text: its text.
    level: its level in HTML, 1 to 6.
    classes: its CSS classes.
    anchor: its anchor; empty if it has none.
    rows: how many rows follow; None where that is not shown.
    """

    text: LocalizedText
    level: int
    classes: tuple[str, ...] = ()
    anchor: str = ""
    rows: int | None = None


class Paragraph(NamedTuple):
    """A paragraph.

    line: its text.
    classes: its CSS classes.
    """

    line: Phrases
    classes: tuple[str, ...] = ()


class Authored(NamedTuple):
    """What an author wrote.

    number: the number of the child that it is of the node of the block (see `generated_block`).
    """

    number: int


class ListItem(NamedTuple):
    """An item of a list that is one paragraph.

    line: the text of the paragraph.
    classes: the CSS classes of the item; those of a `Paragraph` in a list are the paragraph's own.
    """

    line: Phrases
    classes: tuple[str, ...] = ()


class BulletList(NamedTuple):
    """A list whose items are one paragraph each."""

    items: tuple[Paragraph | ListItem, ...]
    classes: tuple[str, ...] = ()


class NumberedList(NamedTuple):
    """A numbered list."""

    items: tuple[tuple[Block, ...], ...]


class DefinitionListItem(NamedTuple):
    """An item of a definition list.

    term: the name.
    blocks: its description.
    """

    term: Phrases
    blocks: tuple[Block, ...]


class DefinitionList(NamedTuple):
    """A list of names, each with a description."""

    items: tuple[DefinitionListItem, ...]


class Field(NamedTuple):
    """A label with something.

    label: the label.
    blocks: what it is the label of.
    classes: the CSS classes of both.
    anchor: the anchor of the latter in HTML; empty if it has none.
    """

    label: LocalizedText
    blocks: tuple[Block, ...]
    classes: tuple[str, ...] = ()
    anchor: str = ""


class FieldList(NamedTuple):
    """Labels, each with something."""

    fields: tuple[Field, ...]
    classes: tuple[str, ...] = ()


class Script(NamedTuple):
    """Data for a script, in HTML; nothing elsewhere.

    data: what is written as JSON.
    classes: the CSS classes by which the script finds it.
    """

    data: Any
    classes: tuple[str, ...]


class FilterTag(NamedTuple):
    """A tag by which readers filter.

    tag: the tag.
    label: its label.
    terms: how many terms have it.
    """

    tag: str
    label: LocalizedText
    terms: int


class Filter(NamedTuple):
    """The controls of an index, in HTML where its script runs; nothing elsewhere.

    label: before the box to write in.
    tags: the tags to choose.
    tags_label: what these are, for screen readers.
    status: how many terms are shown, with `{shown}` and `{all}` in place of the numbers.
    terms: how many there are.
    nothing: what it says when it finds nothing.
    clear: the button that then empties it.
    search: the link that then searches everywhere; empty address: there is none.
    language: the language of all of these but the tags; empty: that of the page.
    """

    label: str
    tags: tuple[FilterTag, ...]
    tags_label: str
    status: str
    terms: int
    nothing: str
    clear: str
    search: tuple[str, str]
    language: str


class Drawing(NamedTuple):
    """A graph.

    chart: the graph.
    anchor: the anchor of the block that it is in; the ids in the drawing begin with it.
    level: the level of headings in it, in HTML.
    """

    chart: Flowchart | Neighbors
    anchor: str
    level: int = 6


class Container(NamedTuple):
    """Blocks that belong together.

    blocks: the blocks.
    classes: its CSS classes.
    anchor: its anchor; empty if it has none.
    folds: whether a reader of HTML opens it by its first block, which is a heading.
    """

    blocks: tuple[Block, ...]
    classes: tuple[str, ...] = ()
    anchor: str = ""
    folds: bool = False


class Folded(NamedTuple):
    """Blocks that a reader of HTML opens by a summary; elsewhere they are there without it.

    summary: the summary.
    blocks: the blocks.
    classes: the CSS classes in HTML.
    """

    summary: LocalizedText
    blocks: tuple[Block, ...]
    classes: tuple[str, ...] = ()


Block: TypeAlias = (
    "Heading | Paragraph | Authored | BulletList | NumberedList | DefinitionList | FieldList | Script"
    " | Filter | Drawing | Container | Folded"
)


def in_language(text: LocalizedText, /, *classes: str) -> Phrase:
    """Text with its language where that differs from the page's."""
    return Span((text.text,), classes, text.language) if classes or text.language else text.text


def isolated(text: LocalizedText, /) -> Span:
    """Text with its language, which keeps its direction of writing among text in another one."""
    return Span((text.text,), (), text.language, is_isolated=True)


def separated(items: Iterable[Item], separator: Callable[[], Separator], /) -> Iterator[Item | Separator]:
    """Items with separators between them; nodes of a document have to be made anew for each place."""
    for number, item in enumerate(items):
        if number:
            yield separator()
        yield item
