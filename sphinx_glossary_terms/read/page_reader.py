"""The document of a page as all that read it see it: what is in it, where each text comes from, its references."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.config import Config
from sphinx.util.nodes import get_node_source

from sphinx_glossary_terms.doctree.language import language_of_text
from sphinx_glossary_terms.doctree.nodes import (
    OWNERS,
    ancestors,
    bodies_of,
    find,
    generated_block,
    innermost,
    is_glossary,
    relative_path,
    term_entry,
    term_field,
    term_name,
)
from sphinx_glossary_terms.doctree.page_notes import PageNotes
from sphinx_glossary_terms.model.page import Mention, Section

_OURS = (*OWNERS, generated_block, term_field)

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
        self._relative_path = cache(lambda path: relative_path(path, folder))
        kinds: tuple[type[nodes.Element], ...] = (nodes.definition_list,) if settings.glossary_terms_builtin else ()
        elements = find(document, *_OURS, *_LINKS, *kinds)
        if hidden := {node for part in notes.omitted for node in find(part, *_LINKS, *kinds)}:
            elements = [node for node in elements if node not in hidden]
        self.links = [node for node in elements if isinstance(node, _LINKS)]
        self.ours = [node for node in elements if isinstance(node, _OURS)] if len(self.links) < len(elements) else []
        self.lists = [*filter(is_glossary, elements)] if kinds else []
        self.source_names = notes.source_names

    def is_set(self, name: str, /) -> bool:
        """Whether the metadata of the page say so: Sphinx itself reads them later."""
        fields = (field.children for info in find(self.document, nodes.docinfo) for field in find(info, nodes.field))
        return any(key.astext() == name and value.astext().lower() != "false" for key, value in fields)

    @cached_property
    def owners(self) -> list[nodes.Element]:
        """The nodes of its terms."""
        return [node for node in self.ours if isinstance(node, OWNERS)]

    @cached_property
    def term_ids(self) -> dict[nodes.Node, str]:
        """The ids of its terms by their bodies."""
        return {body: owner["term"].id for body, owner in bodies_of(self.owners)}

    def place(self, node: nodes.Element, /) -> tuple[str, int]:
        """The file and the line of a node."""
        return self._relative_path(get_node_source(node) or self.document["source"]), node.line or 0

    def language(self, node: nodes.Element, /) -> str:
        """The language of a node's text; empty if it is that of the build."""
        return language_of_text(node, self.settings)


class MentionReader:
    """Reads the references of a page, one after the other. `sections` are those that it has met."""

    def __init__(self, page: PageReader, /) -> None:
        self._page = page
        self._first = next((child for child in page.document.children if isinstance(child, nodes.section)), None)
        self.sections = [self._section(self._first) if self._first is not None else Section("", page.docname, "")]
        self._numbers: dict[nodes.Node, int] = {}

    def read(self, reference: nodes.Element, /) -> Mention:
        """The mention that a reference is."""
        box = next((node for node in ancestors(reference) if isinstance(node, nodes.section | term_entry)), None)
        source, line = self._page.place(reference)
        owner = innermost(reference, self._page.term_ids) or ""
        return Mention(reference["reftarget"], source, line, owner, self._number(box))

    def _section(self, box: nodes.Element) -> Section:
        """A section or an entry, with the anchor that it has in this build."""
        title = box.children[0] if box.children else None
        anchor = next(iter(box["ids"]), "")
        if not isinstance(title, nodes.title | term_name):
            return Section(anchor, "", "")
        return Section(anchor, " ".join(title.astext().split()), self._page.language(title))

    def _number(self, box: nodes.Element | None) -> int:
        """The number of a section or an entry in `sections`."""
        if box is None or box is self._first:
            return 0
        if box not in self._numbers:
            self._numbers[box] = len(self.sections)
            self.sections.append(self._section(box))
        return self._numbers[box]
