"""Blocks as docutils' own nodes, for every output that is not HTML; headings and links to terms as such, for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from docutils import nodes

from sphinx_glossary_terms.blocks.context import Context, marks
from sphinx_glossary_terms.blocks.values import (
    EXTERNAL,
    Authored,
    Block,
    BulletList,
    Container,
    DefinitionList,
    Drawing,
    FieldList,
    Filter,
    Folded,
    Heading,
    ListItem,
    NumberedList,
    Paragraph,
    Phrase,
    Phrases,
    Script,
    Span,
)
from sphinx_glossary_terms.views.links import Link


class DoctreeWriter:
    """Makes nodes of blocks.

    `draw` gives the nodes of a graph, if the output has graphs; `authored` are the nodes of what an author wrote.
    """

    def __init__(
        self, context: Context, draw: Callable[[Drawing], list[nodes.Node]], authored: Sequence[nodes.Node], /
    ) -> None:
        self._context = context
        self._draw = draw
        self._authored = authored

    def write(self, blocks: Iterable[Block], /) -> list[nodes.Node]:
        """The nodes of blocks."""
        return [node for block in blocks for node in self._block(block)]

    def _block(self, block: Block) -> list[nodes.Node]:  # noqa: C901 - one case for each kind of block
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph(line, classes):
                return [nodes.paragraph("", "", *phrases(line), classes=list(classes))]
            case Authored(number):
                return [self._authored[number]]
            case BulletList(items, classes):
                return [nodes.bullet_list("", *map(_item, items), classes=list(classes))]
            case NumberedList(items):
                rows = (nodes.list_item("", *self.write(blocks)) for blocks in items)
                return [nodes.enumerated_list("", *rows, enumtype="arabic", prefix="", suffix=".")]
            case DefinitionList(items):
                return [nodes.definition_list("", *(self._definition(term, blocks) for term, blocks in items))]
            case FieldList():
                return [self._fields(block)]
            case Script() | Filter():
                return []
            case Drawing():
                drawn = self._draw(block)
                return [nodes.container("", *drawn, classes=["glossary-graph"])] if drawn else []
            case Container(blocks, classes, anchor, _folds):
                box = nodes.container("", *self.write(blocks), classes=list(classes))
                return self._context.anchored(box, [anchor]) if anchor else [box]
            case Folded(_summary, blocks, _classes):
                return self.write(blocks)

    def _heading(self, block: Heading) -> list[nodes.Node]:
        title = heading(self._context, block)
        if block.rows is not None:
            count = nodes.inline("", str(block.rows), classes=["glossary-index-count", "no-search"])
            title += [nodes.Text(" "), count]
        if not block.anchor:
            return [title]
        title["ids"] = [block.anchor]
        if self._context.output.has_anchors_of_headings:
            return [title]
        return [nodes.target("", "", ids=[block.anchor]), title]

    def _definition(self, term: Phrases, blocks: Iterable[Block]) -> nodes.definition_list_item:
        return nodes.definition_list_item(
            "", nodes.term("", "", *phrases(term)), nodes.definition("", *self.write(blocks))
        )

    def _fields(self, block: FieldList) -> nodes.field_list:
        rows = nodes.field_list("", classes=list(block.classes))
        for field in block.fields:
            name = nodes.field_name("", field.label.text, classes=[*field.classes, *marks(field.label.language)])
            name["translatable"] = False
            rows += nodes.field("", name, nodes.field_body("", *self.write(field.blocks)))
        return rows


def heading(context: Context, block: Heading, /) -> nodes.rubric:
    """A heading that stays out of the tables of contents and of the catalogs of translations."""
    rubric = nodes.rubric("", block.text.text, classes=[*block.classes, *marks(block.text.language)])
    if context.output.is_html:
        rubric["heading-level"] = block.level
    rubric["translatable"] = False
    return rubric


def link_to(context: Context, page: str, link: Link, text: nodes.Node | None = None, /) -> nodes.Node:
    """A link to a term, by its name if there is no other text; where the output has no links, the text."""
    phrase = context.phrase(page, link)
    if text is None:
        return _phrase(phrase)
    if isinstance(phrase, Span) and phrase.address:
        return _reference([text], phrase.address, phrase.classes)
    return text


def phrases(line: Phrases, /) -> list[nodes.Node]:
    """The nodes of a run of text."""
    return list(map(_phrase, line))


def _phrase(phrase: Phrase) -> nodes.Node:
    if isinstance(phrase, str):
        return nodes.Text(phrase)
    content = phrases(phrase.parts)
    if phrase.is_strong:
        return nodes.strong("", "", *content)
    if phrase.address:
        return _reference(content, phrase.address, phrase.classes)
    return nodes.inline("", "", *content, classes=[*phrase.classes, *marks(phrase.language)])


def _reference(content: Iterable[nodes.Node], address: str, classes: Sequence[str]) -> nodes.reference:
    internal = EXTERNAL not in classes
    target = {"refid": address[1:]} if address.startswith("#") else {"refuri": address}
    # Writers add the class themselves.
    kept = [name for name in classes if name != EXTERNAL]
    return nodes.reference("", "", *content, internal=internal, classes=kept, **target)


def _item(item: Paragraph | ListItem) -> nodes.list_item:
    if isinstance(item, ListItem):
        return nodes.list_item("", nodes.paragraph("", "", *phrases(item.line)), classes=list(item.classes))
    return nodes.list_item("", nodes.paragraph("", "", *phrases(item.line), classes=list(item.classes)))
