"""The document of a page as all that read it see it: what is in it, and where each text comes from."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.config import Config
from sphinx.util.nodes import get_node_source

from sphinx_glossary_terms.doctree.language import language_of_text
from sphinx_glossary_terms.doctree.nodes import OWNERS, bodies_of, find, generated_block, relative_path, term_field
from sphinx_glossary_terms.doctree.page_notes import PageNotes

_OURS = (*OWNERS, generated_block, term_field)

_LINKS = (addnodes.pending_xref, nodes.reference)


class PageReader:
    """The document of a page.

    docname: the page.
    notes: what the transforms noted on it.
    folder: the source directory.
    omitted: the nodes of the parts that this build omits.
    ours: the nodes of this extension on it, in document order.
    links: its references, without those in such parts.
    """

    def __init__(
        self, document: nodes.document, docname: str, notes: PageNotes, /, *, folder: Path, settings: Config
    ) -> None:
        self.document = document
        self.docname = docname
        self.settings = settings
        self.omitted = {*notes.omitted}
        self._relative_path = cache(lambda path: relative_path(path, folder))
        elements = find(document, *_OURS, *_LINKS)
        if hidden := {node for part in notes.omitted for node in find(part, *_LINKS)}:
            elements = [node for node in elements if node not in hidden]
        self.links = [node for node in elements if isinstance(node, _LINKS)]
        self.ours = [node for node in elements if isinstance(node, _OURS)] if len(self.links) < len(elements) else []

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
