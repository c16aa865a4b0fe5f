"""The references of a page to terms, and the section that each is in."""

from __future__ import annotations

from docutils import nodes

from sphinx_glossary_terms.doctree.nodes import ancestors, innermost, term_entry, term_name
from sphinx_glossary_terms.model.page import Mention, Section
from sphinx_glossary_terms.read.page_reader import PageReader


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
