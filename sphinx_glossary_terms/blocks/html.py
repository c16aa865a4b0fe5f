"""Blocks as HTML, as docutils and Sphinx would write them, so that every theme has styles for them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

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
)

# As docutils escapes text (`docutils.writers._html_base.HTMLTranslator`).
_SPECIAL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\xa0": "&nbsp;"})


class HtmlWriter:
    """Writes blocks as HTML. `draw` gives the HTML of a graph, `authored` that of what an author wrote."""

    def __init__(self, draw: Callable[[Drawing], str], authored: Callable[[int], str], /) -> None:
        self._draw = draw
        self._authored = authored

    def write(self, blocks: Iterable[Block], /) -> str:
        """The HTML of blocks."""
        return "".join(map(self._block, blocks))

    def _block(self, block: Block) -> str:  # noqa: C901 - one case for each kind of block
        match block:
            case Heading():
                return _heading(block)
            case Paragraph(line, classes):
                return f"<p{_attributes(classes)}>{phrases(line)}</p>\n"
            case Authored(number):
                return self._authored(number)
            case BulletList(items, classes):
                return f"<ul{_attributes((*classes, 'simple'))}>\n{''.join(map(_item, items))}</ul>\n"
            case NumberedList(items):
                rows = "".join(f"<li>{self.write(blocks)}</li>\n" for blocks in items)
                return f'<ol class="arabic">\n{rows}</ol>\n'
            case DefinitionList(items):
                rows = "".join(f"<dt>{phrases(term)}</dt><dd>{self.write(blocks)}</dd>\n" for term, blocks in items)
                return f'<dl class="simple">\n{rows}</dl>\n'
            case FieldList():
                return self._fields(block)
            case Script(data, classes):
                # A script element ends, and a comment in it begins, with this sign only.
                text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
                return f'<script type="application/json"{_attributes(classes)}>{text}</script>'
            case Filter():
                return _filter(block)
            case Drawing():
                return self._draw(block)
            case Container():
                return self._box(block)
            case Folded(summary, blocks, classes):
                title = f"<summary{_attributes((), language=summary.language)}>{_escaped(summary.text)}</summary>"
                return f"<details{_attributes(classes)}>{title}{self.write(blocks)}</details>"

    def _fields(self, block: FieldList) -> str:
        rows = []
        for number, field in enumerate(block.fields):
            classes = ("field-even" if number % 2 else "field-odd", *field.classes)
            name = _attributes(classes, language=field.label.language)
            rows.append(
                f'<dt{name}>{_escaped(field.label.text)}<span class="colon">:</span></dt>\n'
                f"<dd{_attributes(classes, anchor=field.anchor)}>{self.write(field.blocks)}</dd>\n"
            )
        return f"<dl{_attributes((*block.classes, 'field-list', 'simple'))}>\n{''.join(rows)}</dl>\n"

    def _box(self, block: Container) -> str:
        if block.folds:
            heading, *content = block.blocks
            return (
                f'<details class="glossary-field"><summary>{self._block(heading)}</summary>'
                f'<div class="glossary-folded docutils container">\n'
                f"{self._box(block._replace(blocks=tuple(content), folds=False))}</div>\n</details>"
            )
        attributes = _attributes((*block.classes, "docutils", "container"), anchor=block.anchor)
        return f"<div{attributes}>\n{self.write(block.blocks)}</div>\n"


def _filter(block: Filter) -> str:
    """The controls. The style sheet shows them where scripts run, before the script is there: nothing moves then."""
    language = _attributes((), language=block.language)
    buttons = "".join(
        f'<button type="button" value="{_escaped(tag)}" aria-pressed="false"{_attributes((), language=label.language)}>'
        f"{_escaped(label.text)} <small><bdi>{terms}</bdi></small></button>\n"
        for tag, label, terms in block.tags
    )
    group = f'<div role="group" aria-label="{_escaped(block.tags_label)}">\n{buttons}</div>\n' if buttons else ""
    count = block.status.replace("{shown}", str(block.terms)).replace("{all}", str(block.terms))
    label, address = block.search
    search = f' <a class="reference internal" href="{_escaped(address)}">{_escaped(label)}</a>' if address else ""
    return (
        '<div class="glossary-index-filter" hidden>\n'
        f'<label{language}>{_escaped(block.label)} <input type="search" autocomplete="off"></label>\n'
        f'{group}<output{language} data-count="{_escaped(block.status)}">{_escaped(count)}</output>\n'
        f'<p{language} class="glossary-index-nothing" hidden>{_escaped(block.nothing)}'
        f' <button type="button">{_escaped(block.clear)}</button>{search}</p>\n'
        "</div>\n"
    )


def phrases(line: Phrases, /) -> str:
    """The HTML of a run of text."""
    return "".join(map(_phrase, line))


def _phrase(phrase: Phrase) -> str:
    if isinstance(phrase, str):
        return _escaped(phrase)
    content = phrases(phrase.parts)
    if phrase.is_strong:
        return f"<strong>{content}</strong>"
    if phrase.address:
        kind = () if EXTERNAL in phrase.classes else ("internal",)
        classes = " ".join((*phrase.classes, "reference", *kind))
        return f'<a class="{classes}" href="{_escaped(phrase.address)}">{content}</a>'
    tag = "bdi" if phrase.is_isolated else "span"
    return f"<{tag}{_attributes(phrase.classes, language=phrase.language)}>{content}</{tag}>"


def _heading(block: Heading) -> str:
    attributes = _attributes((*block.classes, "rubric"), anchor=block.anchor, language=block.text.language)
    count = f' <bdi class="glossary-index-count no-search">{block.rows}</bdi>' if block.rows is not None else ""
    return f"<h{block.level}{attributes}>{_escaped(block.text.text)}{count}</h{block.level}>\n"


def _item(item: Paragraph | ListItem) -> str:
    if isinstance(item, ListItem):
        return f"<li{_attributes(item.classes)}><p>{phrases(item.line)}</p></li>\n"
    return f"<li><p{_attributes(item.classes)}>{phrases(item.line)}</p></li>\n"


def _attributes(classes: Iterable[str], *, anchor: str = "", language: str = "") -> str:
    attributes = {"class": " ".join(classes), "id": anchor, "lang": language}
    return "".join(f' {name}="{_escaped(value)}"' for name, value in attributes.items() if value)


def _escaped(text: str) -> str:
    return text.translate(_SPECIAL)
