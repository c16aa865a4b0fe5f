"""From the document of a page to the one value that the domain keeps of it, with its references and its plain text."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.addnodes import pending_xref
from sphinx.config import Config
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import get_node_source

from sphinx_glossary_terms.doctree import nodes as ours
from sphinx_glossary_terms.doctree.markup import freeze, kind_of, plain_parts
from sphinx_glossary_terms.doctree.nodes import ancestors, find
from sphinx_glossary_terms.doctree.page_notes import NODES, PageNotes, condition_of, notes_of
from sphinx_glossary_terms.domain.domain import glossary_domain
from sphinx_glossary_terms.model.names import PREFERRED, Name, is_excluded, one_line
from sphinx_glossary_terms.model.page import (
    GAP,
    LinkedAnchor,
    Mention,
    Page,
    Passage,
    PathQuery,
    Query,
    Section,
    TextBlock,
)
from sphinx_glossary_terms.model.term import LocalizedText, Term, digest_of, id_of, in_anchor, plain_text
from sphinx_glossary_terms.settings import config

_OURS = (*ours.OWNERS, ours.generated_block, ours.term_field)

_LINKS = (addnodes.pending_xref, nodes.reference)


class PageReader:
    """The document of a page.

    document, docname, settings: the page, its name, and the settings of the project.
    omitted: the nodes of the parts that this build omits.
    ours: the nodes of this extension on it, in document order.
    links: its references, without those in such parts.
    lists: the lists of Sphinx's own glossary whose entries are terms, likewise.
    source_names: the names in these as they were before translation, by their nodes.
    """

    def __init__(
        self, document: nodes.document, docname: str, notes: PageNotes, /, *, folder: Path, settings: Config
    ) -> None:
        self.document = document
        self.docname = docname
        self.settings = settings
        self.omitted = {*notes.omitted}
        self._lines_of = cache(_lines_of)
        self._relative_path = cache(lambda path: ours.relative_path(path, folder))
        kinds: tuple[type[nodes.Element], ...] = (nodes.definition_list,) if settings.glossary_terms_builtin else ()
        elements = find(document, *_OURS, *_LINKS, *kinds)
        if hidden := {node for part in notes.omitted for node in find(part, *_LINKS, *kinds)}:
            elements = [node for node in elements if node not in hidden]
        self.links = [node for node in elements if isinstance(node, _LINKS)]
        self.ours = [node for node in elements if isinstance(node, _OURS)] if len(self.links) < len(elements) else []
        self.lists = [node for node in elements if isinstance(node, kinds) and ours.is_glossary(node)]
        self.source_names = notes.source_names

    def is_set(self, name: str, /) -> bool:
        """Whether the metadata of the page say so: Sphinx itself reads them later."""
        fields = (field.children for info in find(self.document, nodes.docinfo) for field in find(info, nodes.field))
        return any(key.astext() == name and value.astext().lower() != "false" for key, value in fields)

    @cached_property
    def owners(self) -> list[nodes.Element]:
        """The nodes of its terms."""
        return [node for node in self.ours if isinstance(node, ours.OWNERS)]

    @cached_property
    def term_ids(self) -> dict[nodes.Node, str]:
        """The ids of its terms by their bodies."""
        return {body: owner["term_id"] for body, owner in ours.bodies_of(self.owners)}

    def place(self, node: nodes.Element, /) -> tuple[str, int]:
        """The file and the line of a node."""
        return self._relative_path(get_node_source(node) or self.document["source"]), node.line or 0

    def place_of_entry(self, entry: ours.BuiltinEntry, /) -> tuple[str, int]:
        """The file and the line of an entry, which is the line of that text next to its definition.

        The directive `glossary` counts lines from 0, and in MyST those of its own text.
        """
        name, body = entry.names[0], entry.names[0].parent.children[-1]
        source, line = self.place(name)
        below = next((node.line for node in body.children if node.line), line)
        same = self._lines_of(get_node_source(name)).get(name.rawsource, [line])
        return source, min(same, key=lambda number: abs(number - below))

    def language(self, node: nodes.Element, /) -> str:
        """The language of a node's text; empty if it is that of the build."""
        return ours.language_of_text(node, self.settings)


def _lines_of(path: str) -> dict[str, list[int]]:
    """The numbers of the lines of a file by their texts; none of what is no file, such as a docstring."""
    lines: dict[str, list[int]] = {}
    text = Path(path).read_text("utf-8", "replace") if Path(path).is_file() else ""
    for number, line in enumerate(text.splitlines(), 1):
        lines.setdefault(line.strip(), []).append(number)
    return lines


class MentionReader:
    """Reads the references of a page, one after the other. `sections` are those that it has met."""

    def __init__(self, page: PageReader, /) -> None:
        self._page = page
        self._first = next((child for child in page.document.children if isinstance(child, nodes.section)), None)
        self.sections = [self._section(self._first) if self._first is not None else Section("", page.docname, "")]
        self._numbers: dict[nodes.Node, int] = {}

    def read(self, reference: nodes.Element, /) -> Mention:
        """The mention that a reference is."""
        box = next((node for node in ancestors(reference) if isinstance(node, nodes.section | ours.term_entry)), None)
        source, line = self._page.place(reference)
        owner = ours.innermost(reference, self._page.term_ids) or ""
        return Mention(reference["reftarget"], source, line, owner, self._number(box))

    def _section(self, box: nodes.Element) -> Section:
        """A section or an entry, with the anchor that it has in this build."""
        title = box.children[0] if box.children else None
        anchor = next(iter(box["ids"]), "")
        if not isinstance(title, nodes.title | ours.term_name):
            return Section(anchor, "", "")
        return Section(anchor, " ".join(title.astext().split()), self._page.language(title))

    def _number(self, box: nodes.Element | None) -> int:
        if box is None or box is self._first:
            return 0
        if box not in self._numbers:
            self._numbers[box] = len(self.sections)
            self.sections.append(self._section(box))
        return self._numbers[box]


OFF = "no-autolink"
"""The name in the metadata of a page, and the class of an element, in whose text no mention becomes a link."""

# A field with titles, which are quotations too.
SOURCES = "sources"

# No text of the author.
_GENERATED = (ours.generated_block, nodes.docinfo, nodes.system_message, nodes.Invisible)
_LISTS = (nodes.Sequential, nodes.definition_list, nodes.field_list, nodes.option_list)


def passages_of(page: PageReader, /) -> tuple[Passage, ...]:
    """The text of a page. The paragraphs in which mentions may become links get their numbers."""
    is_off = page.is_set(OFF) or is_excluded(page.docname, page.settings.glossary_terms_autolink_exclude)
    reads_all, numbers = config.reads_all_text(page.settings), itertools.count()
    terms = {*page.lists, *page.term_ids}
    by_box: dict[nodes.Node, list[TextBlock]] = {}
    for node, is_prose in _blocks(page, page.document, is_prose=not is_off):
        if not is_prose and not reads_all:
            continue
        if is_prose:
            node[ours.BLOCK] = next(numbers)
        parts = list(plain_parts(node)) if kind_of(node) == "plain text" else [(GAP, node)]
        source, line = page.place(node)
        block = TextBlock(
            number=node.get(ours.BLOCK, -1),
            text="".join(text for text, _node in parts),
            language=page.language(node),
            source=source,
            line=line,
            in_term=not terms.isdisjoint(ancestors(node)),
            others=tuple((kind_of(part), part.astext()) for text, part in parts if text == GAP) if reads_all else (),
        )
        by_box.setdefault(_box(node), []).append(block)
    targets: dict[nodes.Node, set[str]] = {}
    for link in page.links:
        if target := _target(link):
            targets.setdefault(_box(link), set()).add(target)
    return tuple(
        Passage(ours.innermost(box, page.term_ids) or "", tuple(sorted(targets.get(box, ()))), tuple(blocks))
        for box, blocks in by_box.items()
    )


def _target(link: nodes.Element) -> str:
    """The name or the id of the term to which a reference leads; empty if it leads to something else."""
    if ours.is_term_reference(link):
        return str(link["reftarget"])
    anchors = (link.get("refuri", "").removeprefix("#"), link.get("reftargetid") or link.get("reftarget", ""))
    return next((term_id for term_id, part in map(in_anchor, anchors) if term_id and not part), "")


def _blocks(page: PageReader, node: nodes.Element, *, is_prose: bool) -> Iterator[tuple[nodes.Element, bool]]:
    """What has text, in document order, each with whether it is prose, in which mentions may become links."""
    for child in node.children:
        if not isinstance(child, nodes.Element) or isinstance(child, _GENERATED) or child in page.omitted:
            continue
        may_link = is_prose and OFF not in child["classes"]
        # The default of a `confval` is text without a paragraph around it.
        if isinstance(child, nodes.TextElement) or any(isinstance(part, nodes.Text) for part in child.children):
            yield child, may_link and isinstance(child, nodes.paragraph | nodes.line)
        else:
            is_of_others = _is_quotation(child) or child.get("field") == SOURCES
            may_link &= not (is_of_others or isinstance(child, nodes.thead) or child in page.lists)
            yield from _blocks(page, child, is_prose=may_link)


def _is_quotation(node: nodes.Element) -> bool:
    """Whether a node is a quotation, and not only an indented list."""
    return isinstance(node, nodes.block_quote) and not all(isinstance(child, _LISTS) for child in node.children)


def _box(node: nodes.Element) -> nodes.Node:
    """The section or the entry that contains a node; before the first heading of a page, the page."""
    return next(box for box in ancestors(node) if isinstance(box, nodes.section | ours.term_entry | nodes.document))


class CollectPage(SphinxTransform):
    """Gives the domain what a page has of the glossary: after SphinxDomains (850), where Sphinx's own domains do so."""

    default_priority = 851

    def apply(self, **kwargs: Any) -> None:
        env, docname, notes = self.env, self.env.docname, notes_of(self.env)
        # Translations and substitutions may have put references into parts that had none in the source.
        for part in find(self.document, *NODES):
            if part not in notes.omitted and any(map(ours.is_term_reference, find(part, pending_xref))):
                condition = condition_of(part)
                notes.conditions[condition] = glossary_domain(env).holds(condition)
                if not notes.conditions[condition]:
                    notes.omitted.append(part)
        page = read_page(PageReader(self.document, docname, notes, folder=Path(env.srcdir), settings=self.config))
        if page is not None or notes.left_out or notes.problems or notes.conditions:
            page = replace(
                page or Page(has_directives=bool(notes.left_out)),
                left_out=tuple(notes.left_out),
                problems=tuple(notes.problems),
                conditions=tuple(notes.conditions.items()),
            )
            glossary_domain(env).set_page(docname, page)
            if "sphinx_llm.txt" in self.config.extensions:
                _describe(self.document, page.terms)


def _describe(document: nodes.document, terms: Sequence[Term]) -> None:
    """Describe a page about one term by its definition: sphinx-llm would take its other names for that."""
    section = document.next_node(nodes.section)
    ids = section["ids"] if section is not None else ()
    own = terms[0] if len(terms) == 1 else next((term for term in terms if term.anchor in ids), None)
    if own and not any(meta.get("name") == "description" for meta in document.findall(nodes.meta)):
        text = one_line(plain_text(own.definition))
        document.insert(0, nodes.meta("", name="description", content=text, classes=[ours.DESCRIPTION]))


def read_page(page: PageReader, /) -> Page | None:
    """What the transforms noted in a document; None if there is nothing."""
    references = [node for node in page.links if ours.is_term_reference(node)]
    anchors = tuple(sorted({*_anchors(page.links)}))
    passages = passages_of(page) if config.reads_prose(page.settings) else ()
    entries = tuple(_entries(page)) if page.lists else ()
    links = page.links if page.settings.glossary_terms_projects else []
    others = [node for node in links if node.get("reftype", "any") in {"any", ours.ROLE}]
    elsewhere = tuple(sorted({node.get("refuri") or node.get("reftarget", "") for node in others}))
    if not (page.ours or references or anchors or passages or entries or elsewhere):
        return None
    mentions: tuple[Mention, ...] = ()
    sections: tuple[Section, ...] = ()
    if references:
        reader = MentionReader(page)
        mentions = tuple(map(reader.read, references))
        sections = tuple(reader.sections)
    fields = [node for node in page.ours if isinstance(node, ours.term_field)]
    return Page(
        has_directives=bool(page.ours),
        terms=(*_terms(page, fields, mentions), *entries),
        fields=tuple(sorted({node["field"] for node in fields})),
        references=tuple(sorted({node["reftarget"] for node in references})),
        mentions=mentions,
        sections=sections,
        named=tuple(sorted({node["reftarget"] for node in references if not node.get("refexplicit")})),
        queries=tuple(_queries(page)),
        headings=tuple(_headings(page.owners)),
        anchors=anchors,
        passages=passages,
        elsewhere=elsewhere,
    )


def _terms(page: PageReader, fields: Iterable[nodes.Element], mentions: Iterable[Mention]) -> Iterator[Term]:
    links: dict[str, set[str]] = {}
    for mention in mentions:
        links.setdefault(mention.owner, set()).add(mention.target)
    fields_of: dict[str, list[str]] = {}
    for field in fields:
        fields_of.setdefault(field["term_id"], []).append(field["field"])
    for owner in page.owners:
        name, term_id = ours.name_of(owner), owner["term_id"]
        if name is None:
            continue
        definition = ours.definition_of(owner)
        source_names, names = _names(page, owner, name)
        source, line = page.place(owner)
        shown = ours.text_of(name)
        yield Term(
            **{**vars(owner["options"]), "id": term_id},
            docname=page.docname,
            source=source,
            line=line,
            is_section=isinstance(owner, ours.term_section),
            shown=shown if shown != names[0].text else "",
            names=names,
            source_names=source_names,
            definition=freeze(definition.children, page.docname) if definition is not None else (),
            definition_language=ours.language_of(definition) if definition is not None else "",
            fields=tuple(fields_of.get(term_id, ())),
            links=tuple(sorted(links.get(term_id, ()))),
        )


def _names(
    page: PageReader, owner: nodes.Element, name: nodes.TextElement
) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """The names of a term in the source language, and those in the language of the build."""
    own, *others = owner["other_names"]
    source_names = (own._replace(text=owner["source_name"]), *others)
    if "options_language" in owner:
        others = [one._replace(language=config.language_of_source(page.settings, one.text)) for one in others]
    names = (own._replace(text=owner["local_name"], language=page.language(name)), *others)
    return source_names, source_names if names == source_names else names  # one value, also when it is unpickled


def _entries(page: PageReader) -> Iterator[Term]:
    """The entries of Sphinx's own glossary as terms, whose first name is the preferred one.

    In the order in which Sphinx noted their names, which is that of their anchors; a list may be sorted.
    """
    order = {anchor: number for number, anchor in enumerate(page.document.ids)}
    for entry in sorted(ours.entries_in(page.lists), key=lambda entry: order.get(entry.names[0]["ids"][0], -1)):
        registered = {node: ours.registered_name(node) for node in entry.names}
        sources = [page.source_names.get(node) or name for node, name in registered.items()]
        names = tuple(
            Name(name, "alias" if number else PREFERRED.name, page.language(node), anchor=node["ids"][0])
            for number, (node, name) in enumerate(registered.items())
        )
        source_names = tuple(name._replace(text=text, language="") for name, text in zip(names, sources, strict=True))
        source, line = page.place_of_entry(entry)
        yield Term(
            # Not its anchor: that of a name without a Latin letter is a number, which moves with the entries above it.
            id=id_of(sources[0]) or digest_of(sources[0])[:8],
            docname=page.docname,
            source=source,
            line=line,
            names=names,
            source_names=source_names,
            definition=freeze(entry.definition.children, page.docname) if entry.definition else (),
            definition_language=page.language(entry.definition) if entry.definition else "",
        )


def _queries(page: PageReader) -> Iterator[Query]:
    for node in page.ours:
        if "query" in node:
            source, line = page.place(node)
            query = replace(node["query"], source=source, line=line)
            yield replace(query, name=_path_name(page, node)) if isinstance(query, PathQuery) else query


def _path_name(page: PageReader, node: nodes.Element) -> LocalizedText | None:
    """The title of a learning path, or else that of the section around it, in the language of the page."""
    title: nodes.Element | None = next((child for child in node.children if isinstance(child, nodes.paragraph)), None)
    section = next((box for box in ancestors(node) if isinstance(box, nodes.section)), None)
    if title is None and section is not None:
        title = next((child for child in section.children if isinstance(child, nodes.title)), None)
    return LocalizedText(" ".join(title.astext().split()), page.language(title)) if title is not None else None


def _headings(owners: Iterable[nodes.Element]) -> Iterator[str]:
    """The headings that are names of terms, with their markup, as toctrees show them."""
    for owner in owners:
        if isinstance(owner, ours.term_section) and (name := ours.name_of(owner)) is not None:
            yield name.pformat()


def _anchors(links: Iterable[nodes.Element]) -> Iterator[LinkedAnchor]:
    """The anchors of terms and fields to which references of other kinds lead."""
    for node in links:
        if type(node) is nodes.reference:
            # MyST makes a reference to a label of `[](#label)` only after the domains (`ResolveAnchorIds`, 879).
            targets = [node.get("refuri", "")[1:]] if node.get("id_link") else []
            shows_title = not node.children
        else:
            # MyST has the anchor of `[](page.md#anchor)` apart.
            targets = [] if ours.is_term_reference(node) else [node.get("reftarget"), node.get("reftargetid")]
            shows_title = not node.get("refexplicit")
        for target in filter(None, targets):
            term_id, field = in_anchor(target)
            if term_id:
                yield LinkedAnchor(term_id, field, shows_title)
