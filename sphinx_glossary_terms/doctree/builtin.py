"""The entries of Sphinx's own glossary in a document: its directive is the same in both languages of markup.

MyST makes them also of a definition list with the class `glossary`, without the node of the directive around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

from docutils import nodes
from sphinx import addnodes

from sphinx_glossary_terms.doctree.nodes import ancestors, find, is_glossary


class BuiltinEntry(NamedTuple):
    """An entry.

    names: the nodes of its names, each with an anchor of its own.
    definition: its first paragraph; None if it has none.
    """

    names: list[nodes.term]
    definition: nodes.paragraph | None


def entries_in(lists: Iterable[nodes.Node], /) -> Iterator[BuiltinEntry]:
    """The entries of lists, in the order of these."""
    for item in (item for entries in lists if is_glossary(entries) for item in entries.children):
        names = [child for child in item.children if isinstance(child, nodes.term) and registered_name(child)]
        if names:
            body = item.children[-1]
            own = next((child for child in body.children if isinstance(child, nodes.paragraph)), None)
            yield BuiltinEntry(names, own or _deeper(body))


def _deeper(body: nodes.Node) -> nodes.paragraph | None:
    """The first paragraph somewhere in a body, unless that is a message or the definition of a nested entry."""
    for paragraph in find(body, nodes.paragraph):
        around = takewhile(lambda node: node is not body, ancestors(paragraph))
        if not any(isinstance(node, nodes.system_message) or is_glossary(node) for node in around):
            return paragraph
    return None


def registered_name(name: nodes.term, /) -> str:
    """The name as the domain `std` has it; empty for a term of an ordinary list.

    Only the index node behind it keeps that (`sphinx.domains.std.make_glossary_term`): the text gets typographic
    quotation marks, and `rawsource` has the key for the index.
    """
    last = name.children[-1] if name.children else None
    if not isinstance(last, addnodes.index) or not name["ids"]:
        return ""
    entries = last.get("raw_entries") or last["entries"]
    return str(entries[0][1])
