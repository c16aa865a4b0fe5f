"""The references of a page to terms: the place of each, and the text around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from docutils import nodes
from sphinx import addnodes

from sphinx_glossary_terms.doctree.markup import is_left_out
from sphinx_glossary_terms.doctree.nodes import ancestors, innermost, is_term_reference, term_entry, term_name
from sphinx_glossary_terms.doctree.titles import title_shown_by
from sphinx_glossary_terms.model.excerpt import ELLIPSIS, NameReference, Word, Words, excerpt, joined
from sphinx_glossary_terms.model.page import Mention, Section
from sphinx_glossary_terms.read.page_reader import PageReader

_SourceWord: TypeAlias = "tuple[Word, nodes.Node | None]"


class MentionReader:
    """Reads the references of a page, one after the other. `sections` are those that it has met."""

    def __init__(self, page: PageReader, /) -> None:
        self._page = page
        self._first = next((child for child in page.document.children if isinstance(child, nodes.section)), None)
        self.sections = [self._section(self._first) if self._first is not None else Section("", (page.docname,), "")]
        self._numbers: dict[nodes.Node, int] = {}
        self._words: dict[nodes.Node, list[_SourceWord]] = {}
        self._seen: set[tuple[int, str]] = set()

    def read(self, reference: nodes.Element, /) -> Mention:
        """The mention that a reference is."""
        text: nodes.TextElement | None = None
        box: nodes.Element | None = None
        for ancestor in ancestors(reference):
            if text is None and isinstance(ancestor, nodes.TextElement) and not isinstance(ancestor, nodes.Inline):
                text = ancestor
            if box is None and isinstance(ancestor, nodes.section | term_entry):
                box = ancestor
        section, target = self._number(box), reference["reftarget"]
        context: Words = ()
        # The title of a section is shown in any case.
        is_title = text is not None and text.parent is box and isinstance(text, nodes.title | term_name)
        if text is not None and not is_title and (section, target) not in self._seen:
            context = self._context(text, reference)
        if context:
            self._seen.add((section, target))
        source, line = self._page.place(reference, text)
        return Mention(
            target=target,
            source=source,
            line=line,
            owner=innermost(reference, self._page.term_ids) or "",
            section=section,
            context=context,
            language=self._page.language(text) if context and text is not None else "",
        )

    def _section(self, box: nodes.Element) -> Section:
        """A section or an entry, with the anchor that it has in this build."""
        title = box.children[0] if box.children else None
        anchor = next(iter(box["ids"]), "")
        if not isinstance(title, nodes.title | term_name):
            return Section(anchor, (), "")
        words = joined(word for word, _reference in _words(title.children, self._page.docname))
        return Section(anchor, words, self._page.language(title))

    def _number(self, box: nodes.Element | None) -> int:
        """The number of a section or an entry in `sections`."""
        if box is None or box is self._first:
            return 0
        if box not in self._numbers:
            self._numbers[box] = len(self.sections)
            self.sections.append(self._section(box))
        return self._numbers[box]

    def _context(self, text: nodes.TextElement, reference: nodes.Element) -> Words:
        if text not in self._words:
            self._words[text] = list(_words(text.children, self._page.docname))
        words = self._words[text]
        position = next((position for position, (_word, origin) in enumerate(words) if origin is reference), None)
        return excerpt([word for word, _origin in words], position) if position is not None else ()


def _words(children: Iterable[nodes.Node], docname: str) -> Iterator[_SourceWord]:
    """Inline nodes as words, each with the reference of the role `term` that it is."""
    for child in children:
        if isinstance(child, nodes.Text):
            yield child.astext(), None
        elif isinstance(child, nodes.Element) and (title := title_shown_by(child, docname)):
            yield title, None
        elif isinstance(child, addnodes.pending_xref):
            yield _shown_by(child), child if is_term_reference(child) else None
        elif isinstance(child, nodes.image):
            yield child.get("alt", ""), None
        elif not is_left_out(child):
            yield from _words(child.children, docname)


def _shown_by(reference: addnodes.pending_xref) -> str | NameReference:
    written = reference.astext()
    if is_term_reference(reference) and not reference.get("refexplicit"):
        target = reference["reftarget"]
        return NameReference(target, target if written == target else written)  # one text, not two equal ones
    return written or ELLIPSIS
