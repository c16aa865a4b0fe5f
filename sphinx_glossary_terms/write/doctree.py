"""Blocks as docutils' own nodes, for every output that is not HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from docutils import nodes

from sphinx_glossary_terms.write.blocks.values import (
    Block,
    Box,
    BulletList,
    Drawing,
    FieldList,
    Heading,
    Line,
    Paragraph,
    Phrase,
)
from sphinx_glossary_terms.write.context import Context, marks


def write(
    blocks: Iterable[Block], context: Context, draw: Callable[[Drawing], nodes.Node | None], /
) -> list[nodes.Node]:
    """The nodes of blocks; `draw` gives that of a graph, if the output has graphs."""
    return [node for block in blocks for node in _block(block, context, draw)]


def phrases(line: Line, /) -> list[nodes.Node]:
    """The nodes of a run of text."""
    return list(map(_phrase, line))


def _phrase(phrase: Phrase) -> nodes.Node:
    if isinstance(phrase, str):
        return nodes.Text(phrase)
    content = phrases(phrase.parts)
    classes = [*phrase.classes, *marks(phrase.language)]
    if phrase.address.startswith("#"):
        return nodes.reference("", "", *content, internal=True, refid=phrase.address[1:], classes=classes)
    if phrase.address:
        return nodes.reference("", "", *content, internal=True, refuri=phrase.address, classes=classes)
    return nodes.inline("", "", *content, classes=classes)


def _block(block: Block, context: Context, draw: Callable[[Drawing], nodes.Node | None]) -> list[nodes.Node]:
    match block:
        case Heading(text, level, classes):
            rubric = nodes.rubric("", text.text, classes=[*classes, *marks(text.language)])
            # Only pages have levels: in LaTeX they are those of parts of the book.
            if context.builder.format == "html":
                rubric["heading-level"] = level
            rubric["translatable"] = False
            return [rubric]
        case Paragraph(line, classes):
            return [nodes.paragraph("", "", *phrases(line), classes=list(classes))]
        case BulletList(items):
            return [nodes.bullet_list("", *(nodes.list_item("", *_block(item, context, draw)) for item in items))]
        case FieldList(fields, classes):
            rows = nodes.field_list("", classes=list(classes))
            for field in fields:
                name = nodes.field_name("", field.label.text, classes=[*field.classes, *marks(field.label.language)])
                name["translatable"] = False
                rows += nodes.field("", name, nodes.field_body("", *_block(field.items, context, draw)))
            return [rows]
        case Drawing():
            drawn = draw(block)
            return [nodes.container("", drawn, classes=["glossary-graph"])] if drawn is not None else []
        case Box(blocks, classes, anchor, _folds):
            box = nodes.container("", *write(blocks, context, draw), classes=list(classes))
            return context.anchored(box, [anchor]) if anchor else [box]
