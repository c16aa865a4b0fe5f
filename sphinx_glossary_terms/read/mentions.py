"""The references of a page to terms: the place of each, and the text around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from docutils import nodes
from sphinx import addnodes
from sphinx.config import Config
from sphinx.util.nodes import get_node_source

from sphinx_glossary_terms.current_page import Places
from sphinx_glossary_terms.know.titles import title_shown_by
from sphinx_glossary_terms.language import language_of_text
from sphinx_glossary_terms.markup import NOT_ELSEWHERE
from sphinx_glossary_terms.model.excerpt import ELLIPSIS, NameReference, Word, Words, excerpt, joined
from sphinx_glossary_terms.model.mention import Mention
from sphinx_glossary_terms.model.page import Section
from sphinx_glossary_terms.nodes import ancestors, body_of, is_term_reference, relative_path, term_entry, term_name

_SourceWord: TypeAlias = "tuple[Word, nodes.Node | None]"


class MentionReader:
    """Reads the references of a page, one after the other. `sections` are those that it has met."""

    def __init__(
        self,
        document: nodes.document,
        owners: Iterable[nodes.Element],
        docname: str,
        places: Places,
        /,
        *,
        folder: Path,
        settings: Config,
    ) -> None:
        self._source: str = document["source"]
        self._docname = docname
        self._places = places
        self._folder = folder
        self._settings = settings
        self._ids = {body: str(owner["term"].id) for owner in owners if (body := body_of(owner)) is not None}
        self._page = next((child for child in document.children if isinstance(child, nodes.section)), None)
        self.sections = [self._section(self._page) if self._page is not None else Section("", (docname,), "")]
        self._files: dict[str, str] = {}
        self._numbers: dict[nodes.Node, int] = {}
        self._words: dict[nodes.Node, list[_SourceWord]] = {}
        self._seen: set[tuple[int, str]] = set()

    def read(self, reference: nodes.Element, /) -> Mention:
        """The mention that a reference is."""
        text: nodes.TextElement | None = None
        box: nodes.Element | None = None
        owner: str | None = None
        for ancestor in ancestors(reference):
            if text is None and isinstance(ancestor, nodes.TextElement) and not isinstance(ancestor, nodes.Inline):
                text = ancestor
            if box is None and isinstance(ancestor, nodes.section | term_entry):
                box = ancestor
            owner = self._ids.get(ancestor) if owner is None else owner
        section, target = self._number(box), reference["reftarget"]
        context: Words = ()
        # The title of a section is shown in any case.
        is_title = text is not None and text.parent is box and isinstance(text, nodes.title | term_name)
        if text is not None and not is_title and (section, target) not in self._seen:
            context = self._context(text, reference)
        if context:
            self._seen.add((section, target))
        place = self._places.get(text) if text is not None else None
        source, line = place or (get_node_source(reference) or self._source, reference.line or 0)
        return Mention(
            target=target,
            source=self._file(source),
            line=line,
            owner=owner or "",
            section=section,
            context=context,
            language=language_of_text(text, self._settings) if context and text is not None else "",
        )

    def _file(self, path: str) -> str:
        if path not in self._files:
            self._files[path] = relative_path(path, self._folder)
        return self._files[path]

    def _section(self, box: nodes.Element) -> Section:
        """A section or an entry, with the anchor that it has in this build."""
        title = box.children[0] if box.children else None
        anchor = next(iter(box["ids"]), "")
        if not isinstance(title, nodes.title | term_name):
            return Section(anchor, (), "")
        words = joined(word for word, _reference in _words(title.children, self._docname))
        return Section(anchor, words, language_of_text(title, self._settings))

    def _number(self, box: nodes.Element | None) -> int:
        """The number of a section or an entry in `sections`."""
        if box is None or box is self._page:
            return 0
        if box not in self._numbers:
            self._numbers[box] = len(self.sections)
            self.sections.append(self._section(box))
        return self._numbers[box]

    def _context(self, text: nodes.TextElement, reference: nodes.Element) -> Words:
        if text not in self._words:
            self._words[text] = list(_words(text.children, self._docname))
        words = self._words[text]
        place = next((place for place, (_word, origin) in enumerate(words) if origin is reference), None)
        return excerpt([word for word, _origin in words], place) if place is not None else ()


def _words(children: Iterable[nodes.Node], docname: str) -> Iterator[_SourceWord]:
    """Inline nodes as words, each with the reference of the role `term` that it is."""
    for child in children:
        if isinstance(child, nodes.Text):
            yield child.astext(), None
        elif isinstance(child, nodes.Element) and (title := title_shown_by(child, docname)):
            yield title, None
        elif isinstance(child, addnodes.pending_xref):
            yield _shown_by(child), child if is_term_reference(child) else None
        elif not isinstance(child, NOT_ELSEWHERE):
            yield from _words(child.children, docname)


def _shown_by(reference: addnodes.pending_xref) -> str | NameReference:
    written = reference.astext()
    if is_term_reference(reference) and not reference.get("refexplicit"):
        target = reference["reftarget"]
        return NameReference(target, target if written == target else written)  # one text, not two equal ones
    return written or ELLIPSIS
