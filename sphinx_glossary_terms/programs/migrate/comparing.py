"""Whether a document still has everything, by what Sphinx makes of it before and after the conversion."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from docutils import nodes
from sphinx import addnodes
from sphinx.util.nodes import extract_messages

from sphinx_glossary_terms.doctree.nodes import generated_block, term_entry, term_name, term_section
from sphinx_glossary_terms.programs.migrate.reading import SourceFile

# Numbers and anchors follow the order of the source: sorting changes them, and what they refer to is compared.
_VOLATILE = {"ids", "names", "dupnames", "backrefs", "refid", "number", "refnum", "found"}
_NOT_TEXT = (nodes.comment, nodes.system_message, generated_block, term_section)
_SERIAL = re.compile(r"\b(?:id|index-|footnote-|equation-)\d+")
_MARKUP_WORDS = {"glossary", "std", "sorted", "true"}


@dataclass(slots=True)
class Item:
    """An entry of a glossary, or a term.

    line: its line in the source.
    names: its names.
    anchors: its anchors.
    shown: a line for each element and text that it shows.
    """

    line: int
    names: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    shown: list[str] = field(default_factory=list)


class Inventory:
    """All that a document has."""

    def __init__(self, page: SourceFile, /) -> None:
        self.items: list[Item] = []
        self.footnotes: list[list[str]] = []
        self.outside = list(self._walk(page.document))
        self.footnotes.sort()
        self.anchors = {anchor for node in page.document.findall(nodes.Element) for anchor in node["ids"]}
        self.messages = {message for _node, message in extract_messages(page.document)}
        self.words = Counter(re.findall(r"\w+", "".join(page.lines)))

    def _walk(self, node: nodes.Node) -> Iterator[str]:
        """A line for each element and each text."""
        if isinstance(node, addnodes.glossary):
            for child in node[0].children:
                assert isinstance(child, nodes.Element)
                yield from self._item(child, node)
        elif isinstance(node, term_entry):
            yield from self._item(node, node)
        elif isinstance(node, nodes.footnote) and node.get("auto"):
            self.footnotes.append([line for child in node[1:] for line in self._walk(child)])
        elif isinstance(node, nodes.Element) and not isinstance(node, _NOT_TEXT):
            values = {name: value for name, value in node.attributes.items() if value and name not in _VOLATILE}
            yield _SERIAL.sub("#", f"<{node.tagname} {sorted(values.items())}>")
            if not (isinstance(node, nodes.footnote_reference) and node.get("auto")):
                for child in node.children:
                    yield from self._walk(child)
            yield f"</{node.tagname}>"
        elif isinstance(node, nodes.Text):
            yield str(node)

    def _item(self, node: nodes.Element, box: nodes.Element) -> Iterator[str]:
        glossary = box.get("found")
        item = Item(glossary.first + 1 + node[0].line - glossary.offset if glossary else node.line or 0)
        self.items.append(item)
        item.shown.append(str(box["classes"]))
        for child in node.children:
            if isinstance(child, nodes.term | term_name):
                elements = [element for element in child.children if not isinstance(element, addnodes.index)]
                shown = [line for element in elements for line in self._walk(element)]
                if not item.names:  # The others have no markup, or stay as they are.
                    item.shown += shown
                item.names.append(" ".join(child.astext().split()))
                item.anchors.update(child["ids"])
            elif isinstance(child, nodes.definition):
                item.shown += [line for element in child.children for line in self._walk(element)]
            else:
                item.shown += self._walk(child)
        if isinstance(node, term_entry):
            item.names += [alias.text for alias in node["term"].aliases]
            item.anchors.update(node["ids"])
        yield f"<entry {item.names[0]}>"


def difference(before: SourceFile, after: SourceFile, /) -> str:
    """What the document would lose; empty if it is nothing."""
    old, new = Inventory(before), Inventory(after)
    names = Counter(name for item in new.items for name in item.names)
    total = sum(len(item.names) for item in old.items)
    lost = [(name, item) for item in old.items for name in item.names if not names[name]]
    if lost:
        name, item = lost[0]
        return f"{total} names found, {len(lost)} would be lost: the first, '{name}', in line {item.line}"
    return f"{total} names found, but {loss}" if (loss := _loss(old, new)) else ""


def _loss(old: Inventory, new: Inventory) -> str:
    for number, item in enumerate(old.items):
        other = new.items[number] if number < len(new.items) else Item(0)
        where = f"'{item.names[0]}', in line {item.line}"
        if item.names != other.names:
            return f"their order would change: the first is {where}"
        if lost := sorted(item.anchors - other.anchors):
            return f"the anchor '{lost[0]}' of {where}, would be lost"
        if item.shown != other.shown:
            return f"the text of {where}, would change: {_first(item.shown, other.shown)}"
    if len(new.items) > len(old.items):
        return f"there would be a second '{new.items[len(old.items)].names[0]}'"
    if lost := sorted(old.anchors - new.anchors):
        return f"the anchor '{lost[0]}' would be lost"
    if old.outside != new.outside or old.footnotes != new.footnotes:
        return f"the text around them would change: {_first(old.outside, new.outside)}"
    aliases = {name for item in old.items for name in item.names[1:]}
    if lost := sorted(old.messages - new.messages - aliases):
        return f"the message '{lost[0]}' would lose its translation"
    if lost := sorted(word for word in old.words - new.words if word not in _MARKUP_WORDS):
        return f"the word '{lost[0]}' of the source would be lost"
    return ""


def _first(old: Sequence[str], new: Sequence[str]) -> str:
    pairs = zip([*old, "nothing"], [*new, "nothing"], strict=False)
    return next((f"{one!r} would be {other!r}" for one, other in pairs if one != other), "a footnote")
