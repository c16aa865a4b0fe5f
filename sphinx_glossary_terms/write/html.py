"""Blocks as HTML, as docutils and Sphinx would write them, so that every theme has styles for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

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

# As docutils escapes text (`docutils.writers._html_base.HTMLTranslator`).
_SPECIAL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\xa0": "&nbsp;"})


def write(blocks: Iterable[Block], draw: Callable[[Drawing], str], /) -> str:
    """The HTML of blocks; `draw` gives that of a graph."""
    return "".join(_block(block, draw) for block in blocks)


def phrases(line: Line, /) -> str:
    """The HTML of a run of text."""
    return "".join(map(_phrase, line))


def _phrase(phrase: Phrase) -> str:
    if isinstance(phrase, str):
        return phrase.translate(_SPECIAL)
    content = phrases(phrase.parts)
    if phrase.address:
        classes = " ".join((*phrase.classes, "reference", "internal"))
        return f'<a class="{classes}" href="{phrase.address.translate(_SPECIAL)}">{content}</a>'
    return f"<span{_attributes(phrase.classes, language=phrase.language)}>{content}</span>"


def _attributes(classes: Iterable[str], *, anchor: str = "", language: str = "") -> str:
    found = {"class": " ".join(classes), "id": anchor, "lang": language}
    return "".join(f' {name}="{value.translate(_SPECIAL)}"' for name, value in found.items() if value)


def _block(block: Block, draw: Callable[[Drawing], str]) -> str:
    match block:
        case Heading(text, level, classes):
            attributes = _attributes((*classes, "rubric"), language=text.language)
            return f"<h{level}{attributes}>{text.text.translate(_SPECIAL)}</h{level}>\n"
        case Paragraph(line, classes):
            return f"<p{_attributes(classes)}>{phrases(line)}</p>\n"
        case BulletList(items):
            rows = "".join(f"<li><p{_attributes(item.classes)}>{phrases(item.line)}</p></li>\n" for item in items)
            return f'<ul class="simple">\n{rows}</ul>\n'
        case FieldList():
            return _fields(block, draw)
        case Drawing():
            return f'<div class="glossary-graph docutils container">\n{draw(block)}</div>\n'
        case Box():
            return _box(block, draw)


def _fields(block: FieldList, draw: Callable[[Drawing], str]) -> str:
    rows = []
    for number, field in enumerate(block.fields):
        classes = ("field-even" if number % 2 else "field-odd", *field.classes)
        label = field.label.text.translate(_SPECIAL)
        name = _attributes(classes, language=field.label.language)
        rows.append(
            f'<dt{name}>{label}<span class="colon">:</span></dt>\n'
            f"<dd{_attributes(classes)}>{_block(field.items, draw)}</dd>\n"
        )
    return f"<dl{_attributes((*block.classes, 'field-list', 'simple'))}>\n{''.join(rows)}</dl>\n"


def _box(block: Box, draw: Callable[[Drawing], str]) -> str:
    if block.folds:
        heading, *content = block.blocks
        return (
            f'<details class="glossary-field"><summary>{_block(heading, draw)}</summary>'
            f'<div class="glossary-folded docutils container">\n'
            f"{_box(block._replace(blocks=tuple(content), folds=False), draw)}</div>\n</details>"
        )
    attributes = _attributes((*block.classes, "docutils", "container"), anchor=block.anchor)
    return f"<div{attributes}>\n{write(block.blocks, draw)}</div>\n"
