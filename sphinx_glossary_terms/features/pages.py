"""One page: all that it shows of the glossary, as one value with a digest, and the nodes and HTML of that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain
from sphinx.domains.std import StandardDomain
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

from sphinx_glossary_terms.doctree import nodes as ours
from sphinx_glossary_terms.doctree import page_notes
from sphinx_glossary_terms.doctree.markup import is_copy, thaw
from sphinx_glossary_terms.doctree.nodes import find, generated_block, term_definition
from sphinx_glossary_terms.features import cards, connections, indexes, maps, paths, references, terms
from sphinx_glossary_terms.features.context import Address, Context, Shown, marks, shown_in
from sphinx_glossary_terms.features.indexes import Indexes, IndexView
from sphinx_glossary_terms.features.maps import GraphView, Maps
from sphinx_glossary_terms.features.paths import Paths, PathView
from sphinx_glossary_terms.features.references import Links, PlainLink, Reference
from sphinx_glossary_terms.features.terms import Terms, TermView, ViewSettings
from sphinx_glossary_terms.model.characters import printable
from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.lookup import Entry
from sphinx_glossary_terms.model.order import Collation
from sphinx_glossary_terms.model.page import GraphQuery, IndexQuery, LinkedAnchor, Page, PathQuery, Query
from sphinx_glossary_terms.model.term import LocalizedText, Title, anchor_of, digest_of, normalize
from sphinx_glossary_terms.model.term import references as references_in
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.settings.labels import Labels
from sphinx_glossary_terms.settings.outputs import PLAIN, has_cards

if TYPE_CHECKING:
    from sphinx_glossary_terms.model.prose import Prose

BlockView: TypeAlias = IndexView | PathView | GraphView
"""What a generated block shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """All that a page shows of the glossary, in the language of the build.

    terms: what its terms show, by id, in document order.
    fields: the headings of the fields on it, by name.
    references: what the targets of its `term` references mean.
    blocks: what its generated blocks show, in document order.
    anchors: the anchors of terms and fields to which other references lead, such as `ref`, each with what the
        reference shows: the name or the heading; nothing if it has a text of its own.
    plain_links: the mentions in its plain text that become links.
    elsewhere: the terms of other projects to which it may link by what `sphinx.ext.intersphinx` finds.
    """

    terms: dict[str, TermView] = field(default_factory=dict)
    fields: dict[str, LocalizedText] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    blocks: tuple[BlockView, ...] = ()
    anchors: tuple[tuple[Address, LocalizedText], ...] = ()
    plain_links: tuple[PlainLink, ...] = ()
    elsewhere: tuple[Entry, ...] = ()

    @property
    def digest(self) -> str:
        """Equal for two builds exactly if the page shows the same."""
        return digest_of(self)


class Viewer:
    """Makes the views of one build.

    read: all pages.
    pages: those whose mentions of terms are shown, in the order in which they are shown.
    title: finds the title that a reference of Sphinx shows.
    """

    def __init__(
        self,
        glossary: Glossary,
        collation: Collation,
        labels: Labels,
        /,
        *,
        settings: ViewSettings = ViewSettings(),  # noqa: B008 - a frozen value
        read: Mapping[str, Page] = MappingProxyType({}),
        pages: Iterable[tuple[str, Page]] = (),
        title: Callable[[Title], str] = lambda _title: "",
    ) -> None:
        self.glossary = glossary
        self.collation = collation
        self.labels = labels
        self._settings = settings
        self.links = Links(glossary, collation, labels, source_language=settings.source_language, title=title)
        self.indexes = Indexes(self.links, labels, show_source_names=settings.show_source_names)
        self._read = read
        # Where tags are drawn or listed (see `Maps`).
        listings = {docname: page for docname, page in read.items() if page.queries}
        self.paths = Paths(self.links, listings)
        self.maps = Maps(self.links, labels, self.indexes, listings)
        self.terms = Terms(self.links, labels, self.maps, self.paths, pages, settings)

    @cached_property
    def prose(self) -> Prose:
        """Finds mentions of terms in plain text."""
        # Imported here: its patterns take long to compile, and most projects do not look for mentions.
        from sphinx_glossary_terms.model.prose import Prose

        settings = self._settings
        return Prose(
            self.glossary,
            language=settings.build_language,
            source_language=settings.source_language,
            function_words=config.function_words,
            excluded=settings.autolink_exclude,
        )

    def page(self, docname: str, page: Page, /) -> PageView:
        """The view of one page."""
        glossary = self.glossary
        blocks = tuple(self._block(page, number, query) for number, query in page.numbered_queries())
        named = {
            *page.named,
            *(
                target
                for block in blocks
                for text, _language in getattr(block, "definitions", {}).values()
                for target in references_in(text)
            ),
        }
        linked = glossary.external.linked
        names = {*map(normalize, (*page.elsewhere, *named))} if linked else set()
        return PageView(
            terms={term.id: self.terms.view(term) for term in glossary.on_page(docname, page.terms)},
            fields={name: self.labels.field(name) for name in page.fields},
            references={
                target: self.links.reference(target, docname, named=target in named)
                for target in sorted({*page.references, *named})
            },
            blocks=blocks,
            anchors=tuple(self.anchors(page.anchors)),
            plain_links=tuple(self._plain_links(page)) if self._settings.autolink else (),
            elsewhere=tuple(linked[name] for name in sorted(names & linked.keys())),
        )

    def _block(self, page: Page, number: int, query: Query) -> BlockView:
        if isinstance(query, IndexQuery):
            return self.indexes.view(query, used=self._used_on(query.used_on) if query.used_on else None)
        if isinstance(query, PathQuery):
            return self.paths.view(page, number)
        return self.maps.view(query)

    def _used_on(self, scope: str) -> frozenset[str]:
        """The terms that a page uses, or the pages of a folder: those of its references, and of its plain links."""
        ids: set[str] = set()
        for docname, page in self._read.items():
            if docname == scope or scope == "/" or (scope.endswith("/") and docname.startswith(scope)):
                ids.update(
                    term_id for target in page.references for term_id in self.glossary.resolve(target, docname).ids
                )
                ids.update(link.link.id for link in (self._plain_links(page) if self._settings.autolink else ()))
        return frozenset(ids)

    def anchors(self, linked: Iterable[LinkedAnchor], /) -> Iterator[tuple[Address, LocalizedText]]:
        """Those of some anchors that there are, each with what a reference to it shows (`PageView.anchors`)."""
        for term_id, field_name, shows_title in linked:
            term = self.glossary.terms.get(term_id)
            if term is None or (field_name and field_name not in term.fields):
                continue
            title = (
                self.labels.field(field_name) if field_name else LocalizedText(term.shown_name, term.preferred.language)
            )
            yield Address(term.docname, anchor_of(term_id, field_name)), title if shows_title else LocalizedText("")

    @property
    def link_counts(self) -> list[tuple[str, int]]:
        """The name of each current term, with the number of its links in plain text on all pages; most links first."""
        counts = Counter(link.link.id for page in self._read.values() for link in self._plain_links(page))
        terms = self.glossary.current.values()
        return sorted(((term.name, counts[term.id]) for term in terms), key=lambda item: (-item[1], item[0]))

    def _plain_links(self, page: Page) -> Iterator[PlainLink]:
        for block, mention in self.prose.first_mentions(page.passages, scope=self._settings.autolink):
            link = self.links.unnamed(mention.term_id, block.text[mention.start : mention.end])
            yield PlainLink(block.number, mention.start, mention.end, link)


BLOCKS: Mapping[str, Callable[[Context, generated_block, Any], list[nodes.Node]]] = {
    "term-prerequisites": connections.prerequisites,
    "term-relations": connections.relations,
    "term-backlinks": connections.backlinks,
    "term-steps": connections.steps,
    IndexQuery.kind: indexes.index,
    PathQuery.kind: paths.path,
    GraphQuery.kind: maps.graph,
}
"""Everything that pages show of the whole glossary at one place: the parts of terms, then the blocks of directives.

The arguments of each are the context, the node, and the view of its query or of its term.
"""


def lower(context: Context, node: generated_block, /) -> list[nodes.Node]:
    """The nodes that replace a node; in HTML the node itself, which has only the texts of authors until it is written.

    Sphinx resolves the references in these texts, wherever they were written.
    """
    if definitions := list(_definitions(context, node, _view(context, node))):
        node += definitions
        # A search finds them where they were written.
        node["classes"].append("no-search")
    return [node] if context.output.for_browsers else content_of(context, node)


def visit_block(translator: HTML5Translator, node: generated_block, /) -> None:
    """Write a block in a page of HTML."""
    authored, body = node.children, translator.body
    content, start = content_of(_context_of(translator), node), len(body)
    for element in content:
        element.walkabout(translator)
    if node["kind"] == "term-prerequisites":  # which the card has, too
        node["html"] = "".join(body[start:]).strip()
    # sphinxcontrib-mermaid adds its script to a page that has one of its nodes.
    drawings = [
        drawing for element in content for drawing in find(element, nodes.Element) if drawing.tagname == "mermaid"
    ]
    node.children = [*authored, *drawings]  # Other extensions may write the page again.
    raise nodes.SkipNode


def visit_definition(translator: HTML5Translator, node: term_definition, /) -> None:
    """Note where the text of a definition begins in a page of HTML."""
    node["start"] = len(translator.body)


def depart_definition(translator: HTML5Translator, node: term_definition, /) -> None:
    """Write the card of a definition with what has just been written of its text."""
    if has_cards(translator.builder):
        text = "".join(translator.body[node["start"] :])
        node["cards"] = cards.of_term(_context_of(translator), translator, node, text)


_CONTEXT = "glossary_context"


def _context_of(translator: HTML5Translator) -> Context:
    """The context of a translator, which Sphinx makes for each page."""
    if not hasattr(translator, _CONTEXT):
        builder = translator.builder
        setattr(translator, _CONTEXT, Context(shown_in(builder.env), builder, builder.current_docname))
    return cast("Context", getattr(translator, _CONTEXT))


def visit_as_nodes(translator: Any, node: generated_block, /) -> None:
    """Have what is generated in a page of HTML written by the writer of another extension."""
    builder = translator.builder
    context = Context(shown_in(builder.env), builder, builder.current_docname)
    context.output = PLAIN
    for element in content_of(context, node):
        element.walkabout(translator)
    raise nodes.SkipNode


def content_of(context: Context, node: generated_block, /) -> list[nodes.Node]:
    """The nodes of a block."""
    view = _view(context, node)
    return BLOCKS[node["kind"]](context, node, view) if view is not None else []


def _view(context: Context, node: generated_block) -> Any:
    """The view of a block, or that of the term whose part it is; None if that is not in the glossary."""
    page = context.view_of(node)
    return page.blocks[node["position"]] if "query" in node else page.terms.get(node["term_id"])


def _definitions(context: Context, node: generated_block, view: Any) -> Iterator[nodes.paragraph]:
    """The definitions that a block shows, each once; in them references are still to be resolved."""
    for term_id, (text, language) in getattr(view, "definitions", {}).items():
        paragraph = nodes.paragraph("", "", *thaw(text, context.page_of(node)), classes=marks(language))
        paragraph["term_id"] = term_id
        if not language and config.needs_marks(context.builder.config):
            # It has been translated on its own page.
            paragraph["translated"] = True
        yield paragraph


_logger = logging.getLogger(__name__)
_RENDERERS: dict[type[nodes.Element], Callable[[Context, Any], list[nodes.Node]]] = {
    ours.term_entry: terms.entry,
    ours.term_section: terms.section,
    ours.term_field: terms.field,
    ours.generated_block: lower,
}


def render(document: nodes.document, docname: str, domain: Shown, builder: Builder, /) -> None:
    """Replace our nodes by Sphinx's and docutils' own, so that every builder and theme can write them.

    In HTML generated blocks stay until they are written (`visit_block`). In a catalog all nodes stay as they are: what
    is generated would only get in the way of what authors wrote.
    """
    elements = ours.find(
        document, *_RENDERERS, addnodes.start_of_file, *page_notes.NODES, nodes.definition_list, nodes.meta
    )
    for description in [node for node in elements if ours.DESCRIPTION in node["classes"]]:
        description.parent.remove(description)
    pages = [node for node in elements if isinstance(node, addnodes.start_of_file)]
    for page in pages:
        # `inline_all_toctrees` leaves them with their own document for a parent, but the level of a heading depends on
        # what is around their page.
        for child in page.children:
            child.parent = page
    for part in (node for node in elements if isinstance(node, page_notes.NODES)):
        if not page_notes.holds(builder, page_notes.condition_of(part)):
            # Sphinx resolves references also where it then omits them.
            for reference in filter(ours.is_term_reference, ours.find(part, addnodes.pending_xref)):
                reference.replace_self(reference.children)
    context = Context(domain, builder, docname, bool(pages))
    references.link_mentions(context, document)  # before anything is put into the text
    terms.note_entries(context, elements)
    if not document["source"]:  # A part of a page that `todolist` shows again, also on another page.
        _flatten(elements)
    elif not context.output.is_catalog:
        _render(context, [node for node in elements if type(node) in _RENDERERS])
    _resolve(context, document)


def _flatten(elements: list[nodes.Element]) -> None:
    """Leave only the texts of authors: names and ids are those of another place."""
    for node in elements:
        if isinstance(node, ours.term_entry):
            name, *body = node.children
            node.parent.replace(node, [nodes.paragraph("", "", *name.children), *body])
        elif isinstance(node, ours.term_field):
            node.parent.replace(node, node.children)
        elif type(node) in _RENDERERS:
            node.parent.remove(node)


def _resolve(context: Context, document: nodes.document) -> None:
    """Resolve references to terms, and copies of references to unknown labels, which may be those of another project.

    With `-n` Sphinx warns of each copy that it resolves itself, whatever `report_missing` says (`sphinx.domains.std`).
    """
    labels = cast("StandardDomain", context.builder.env.get_domain("std")).anonlabels
    for node in ours.find(document, addnodes.pending_xref):
        if ours.is_term_reference(node):
            if (found := references.resolve(context, node)) is not None:
                node.replace_self(found)
        elif is_copy(node) and node.get("reftype") == "ref" and node["reftarget"] not in labels:
            content = nodes.inline("", "", *node.children)
            resolved = references.resolve_elsewhere(context, node, content)
            node.parent.replace(node, resolved or content.children)


def _render(context: Context, elements: list[nodes.Element]) -> None:
    owners = [node for node in elements if isinstance(node, ours.OWNERS)]
    terms.note_definitions(context, owners)
    terms.add_names(context, owners)
    for node in elements:
        # Not `replace_self`, which gives ids and classes of the old node to the first new one.
        node.parent.replace(node, _RENDERERS[type(node)](context, node))


def report_missing(app: Sphinx, _domain: Domain | None, node: addnodes.pending_xref, /) -> bool | None:
    """Say more about a missing target than Sphinx does, and nothing where that is said already (True then).

    Indexes and paths have copies of definitions, whose missing targets are reported at the definition. That the terms
    of another project are missing has been said once, of the whole project.
    """
    if is_copy(node):
        return True
    if not ours.is_term_reference(node):
        return None
    target, glossary = node["reftarget"], shown_in(app.env).glossary
    if glossary.external.is_missing(target):
        return True
    # Text and target may have been swapped.
    if said := glossary.advice(target, *([node.astext()] if node.get("refexplicit") else [])):
        # With the type of Sphinx's own warning, which projects may suppress.
        message = printable(f"term not in glossary: {target!r}{said}")
        _logger.warning("%s", message, location=node, type="ref", subtype="term")
        return True
    return None
