"""The nodes of the extension, those of Sphinx's own glossary, and the language that each is in.

The extension's nodes are between reading and writing: no writer but that of HTML has to know one of them.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import NamedTuple, TypeGuard, TypeVar, cast

from babel import Locale, UnknownLocaleError
from docutils import nodes
from sphinx import addnodes
from sphinx.config import Config

from sphinx_glossary_terms.model import graph
from sphinx_glossary_terms.model.names import divided
from sphinx_glossary_terms.settings import config

E = TypeVar("E", bound=nodes.Element)

DOMAIN = "glossary"
ROLE = "term"
INDEX_PAGE = "glossary-terms"
"""The name of the generated index: Sphinx makes it of the names of the domain and of the index."""
SEARCH_PAGE = "search"
"""The name of Sphinx's page for searching."""


class term_entry(nodes.General, nodes.Element):
    """A term with its body (entry form): a `term_name`, then what its author wrote (see `OWNERS`)."""


class term_name(nodes.TextElement):
    """The name of an entry, translatable like any text."""


class term_section(nodes.General, nodes.Element):
    """The place of the other names of a `term` without a body (section form, see `OWNERS`)."""


class term_field(nodes.General, nodes.Element):
    """A field of a term. `field`: its type's name; `term_id`: the term it belongs to (empty: none)."""


class term_definition(nodes.inline):
    """The text of the definition of a term in a page of HTML, which is written for the hover card, too.

    term_id: the term.
    cards: the HTML of the card by the anchors of the term, when the page has been written.
    """


class generated_block(nodes.General, nodes.Element):
    """The place of a generated block.

    kind: the name of its row in the table of generated blocks.
    number: which one of its kind it is on its page, from 0.
    query: the options of its directive; a part of a term has none.
    position: which of the queries of its page it has, from 0.
    term_id: the term whose part it is; empty for a directive.
    html: what has been written, of a part that is also on the card.

    Its children are texts of authors that it shows. Those of the definitions of terms have their `term_id`.
    """


ALL: tuple[type[nodes.Element], ...] = (term_entry, term_name, term_section, term_field, generated_block)

OWNERS: tuple[type[nodes.Element], ...] = (term_entry, term_section)
"""The nodes of a term.

options: its `TermOptions`.
other_names: the names among its options; the first has no text, and the reading of its own name.
term_id: its id; empty: it has none.
source_name, local_name: its name, before and after translation.
options_language: the language of the other names, where it is not that of the build.
"""


def find(root: nodes.Node, /, *kinds: type[E]) -> list[E]:
    """The nodes of these classes in document order. The tree may be changed while they are worked on.

    Every page is searched several times, and `Node.findall`, with a generator for each level, takes eight times as
    long.
    """
    elements: list[nodes.Node] = []
    wanted: dict[type[nodes.Node], bool] = {nodes.Text: False}
    left: list[nodes.Node] = [root]
    while left:
        node = left.pop()
        kind = type(node)
        if kind not in wanted:
            wanted[kind] = issubclass(kind, kinds)
        if wanted[kind]:
            elements.append(node)
        if node.children:
            left += node.children[::-1]
    return cast("list[E]", elements)


def ancestors(node: nodes.Node, /) -> Iterator[nodes.Element]:
    """The elements around a node, from its parent to the document."""
    ancestor: nodes.Element | None = node.parent
    while ancestor is not None:
        yield ancestor
        ancestor = ancestor.parent


def relative_path(path: str, folder: Path, /) -> str:
    """A path as it is seen from a folder, with slashes: the same on every machine."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # On another drive of Windows, such as a module that is documented.
        return Path(path).as_posix()


def is_term_reference(node: nodes.Element, /) -> TypeGuard[addnodes.pending_xref]:
    """Whether a node is a reference that may be ours: of the role `term`, or of our own `glossary:term`."""
    return (
        isinstance(node, addnodes.pending_xref)
        and node.get("reftype") == ROLE
        and node.get("refdomain") in {"std", DOMAIN}
        and "intersphinx" not in node  # the roles `external` ask for another project
    )


def is_glossary(node: nodes.Node, /) -> bool:
    """Whether a node is a list of Sphinx's own glossary, or an ordinary one to which an author gave the same class."""
    return isinstance(node, nodes.definition_list) and "glossary" in node["classes"]


def enclosing_section(node: nodes.Node, /) -> nodes.section | None:
    """The section that contains a node; before the first heading of a page, the section of that heading."""
    for ancestor in ancestors(node):
        if isinstance(ancestor, nodes.section):
            return ancestor
        if isinstance(ancestor, nodes.document):
            return next((child for child in ancestor.children if isinstance(child, nodes.section)), None)
    return None


def body_of(owner: nodes.Element, /) -> nodes.Element | None:
    """The element whose children are the name and the text of a term: the entry itself, or its section."""
    return owner if isinstance(owner, term_entry) else enclosing_section(owner)


def bodies_of(owners: Iterable[nodes.Element], /) -> Iterator[tuple[nodes.Element, nodes.Element]]:
    """The bodies of terms, each with the node of its term."""
    return ((body, owner) for owner in owners if (body := body_of(owner)) is not None)


def innermost(node: nodes.Node, ids: Mapping[nodes.Node, str], /) -> str | None:
    """The id of the innermost body that a node is, or is in; None if there is none."""
    around = itertools.chain((node,), ancestors(node)) if ids else ()
    return next((ids[body] for body in around if body in ids), None)


def name_of(owner: nodes.Element, /) -> nodes.TextElement | None:
    """The node of a term's name: translatable, the first child of its body."""
    body = body_of(owner)
    first = body.children[0] if body is not None and body.children else None
    return first if isinstance(first, nodes.title | term_name) else None


def definition_of(owner: nodes.Element, /) -> nodes.paragraph | None:
    """The short definition of a term: the first paragraph of its body."""
    body = body_of(owner)
    children = body.children if body is not None else []
    return next((child for child in children if isinstance(child, nodes.paragraph)), None)


def text_of(name: nodes.TextElement, /) -> str:
    """A name as plain text in one line, without the messages of errors in it, which have paths of the machine."""
    if find(name, nodes.system_message):
        name = name.deepcopy()
        for error in find(name, nodes.system_message):
            error.parent.remove(error)
    return " ".join(name.astext().split())


def take_reading(name: nodes.TextElement, /) -> str:
    """Take the reading behind a bar out of a name, and return it."""
    text, reading = divided(text_of(name))
    if reading:
        name.children = []
        name += nodes.Text(text)
    return reading


def language_of(node: nodes.Element, /) -> str:
    """The language that a node is marked with, as docutils writes `lang`; empty if it has no mark."""
    marks = (name.removeprefix(LANGUAGE) for name in node["classes"] if name.startswith(LANGUAGE))
    return next(marks, "")


def language_at(node: nodes.Element, /) -> str:
    """The language that a node is in by its own mark or the nearest one around it; empty if nothing is marked.

    docutils' own `get_language_code` looks around only from 0.21 on.
    """
    at: nodes.Element | None = node
    while at is not None:
        if at.attributes["classes"] and (language := language_of(at)):
            return language
        at = at.parent
    return ""


LANGUAGE = "language-"
"""Classes that begin so become a `lang` attribute (docutils' HTML writers, `starttag`)."""

BLOCK = "glossary-block"
"""The attribute of a paragraph in which mentions may become links: its number (`model.page.TextBlock.number`)."""

CENTER, MORE = "glossary-center", "glossary-more"
"""The classes of the term that a graph is about, and of a box "+N more"."""

_OTHERS = {graph.CENTER: CENTER, graph.TERM: "glossary-term"}

DESCRIPTION = "glossary-description"
"""The class of a description that a page gets for a program that reads documents; what writes pages gets none."""

LINK = "glossary-link"
"""The class of every link to a term: what a hover card opens at."""

ISOLATED = "glossary-isolated"
"""The class of a name among others, whose direction of writing is its own."""


def relation_class(key: str, /) -> str:
    """The class of one side of a relation type.

    The prefix is for all of them, ours too: a name from conf.py, such as `end` or `more`, can then be neither a word
    of Mermaid's language nor a class with another meaning.
    """
    return f"glossary-relation-type-{key}"


def field_class(name: str, /) -> str:
    """The class of a field type."""
    return f"glossary-field-type-{name}"


def node_class(role: str, /) -> str:
    """The class of a node of a graph: of the relation by which it was reached, or of what else it is."""
    return _OTHERS.get(role) or relation_class(role)


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
    """The first paragraph somewhere in a body, but none of a message, a version or a nested entry."""
    for paragraph in find(body, nodes.paragraph):
        around = itertools.takewhile(lambda node: node is not body, ancestors(paragraph))
        if not any(
            type(node) in (nodes.system_message, addnodes.versionmodified) or is_glossary(node) for node in around
        ):
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


def language_of_text(node: nodes.Element, settings: Config, /) -> str:
    """The language of a node's text, or of the text around it; empty if it is that of the build.

    Only pages with a directive of ours have marks (`catalogs.messages`). On all pages Sphinx notes at each
    message whether it is translated (`sphinx.transforms.i18n.Locale`), unless the page has no catalog at all.
    """
    if marked := language_at(node):
        return marked
    if not config.needs_marks(settings):
        return ""
    noted = (element["translated"] for element in (node, *ancestors(node)) if "translated" in element)
    translated = next(noted, not settings.glossary_terms_source_language)
    return "" if translated else config.language_of_source(settings, node.astext())


def mark_among(language: str, around: str, settings: Config, /) -> str:
    """The language mark of a text among text in the language `around`; empty: it needs none.

    An empty language is that of the build, which is marked where the text around it is in another one.
    """
    return "" if language == around else language or config.build_language(settings)


@cache
def is_right_to_left(language: str, /) -> bool:
    """Whether a language is written from right to left."""
    try:
        return bool(Locale.parse(language.replace("-", "_").partition("@")[0]).text_direction == "rtl")
    except (ValueError, UnknownLocaleError):
        return False


def lang(language: str, /) -> str:
    """The attribute of an element of HTML that is in a language; nothing for that of the text around it."""
    return f' lang="{escape(language)}"' if language else ""
