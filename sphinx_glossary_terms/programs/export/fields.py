"""The fields of terms (ELI5, deep dive, sources, those of the project) as plain text and as HTML."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_glossary_terms.doctree.markup import freeze
from sphinx_glossary_terms.doctree.nodes import find, generated_block, language_at, term_field
from sphinx_glossary_terms.model.term import Term
from sphinx_glossary_terms.programs.export.values import Definition
from sphinx_glossary_terms.untrusted.limits import without_controls

if TYPE_CHECKING:
    from sphinx_glossary_terms.domain.domain import GlossaryDomain

_TAGS: dict[type[nodes.Node], str] = {
    nodes.paragraph: "p",
    nodes.literal_block: "pre",
    nodes.bullet_list: "ul",
    nodes.enumerated_list: "ol",
    nodes.list_item: "li",
    nodes.block_quote: "blockquote",
    nodes.definition_list: "dl",
    nodes.term: "dt",
    nodes.definition: "dd",
}


def fields_of(
    domain: GlossaryDomain, write: Callable[[Term], Definition], here: AbstractSet[str], /
) -> dict[str, dict[str, Definition]]:
    """The fields by the ids of terms, in the languages of `here`. They are in the documents, and nowhere else."""
    definitions: dict[str, dict[str, Definition]] = {}
    for docname, page in domain.pages.items():
        fields = find(domain.env.get_doctree(docname), term_field) if page.fields else ()
        for field in (field for field in fields if field["term_id"]):
            writer = _Writer(write, docname)
            html = "".join(map(writer.html, field.children))
            if not writer.languages or writer.languages & here:
                definitions.setdefault(field["term_id"], {})[field["field"]] = Definition("\n".join(writer.lines), html)
    return {term_id: definitions[term_id] for term_id in sorted(definitions)}


class _Writer:
    """Writes the blocks of a field: `lines` is their text, and `languages` what they are in."""

    def __init__(self, write: Callable[[Term], Definition], docname: str) -> None:
        self._write = write
        self._docname = docname
        self.lines: list[str] = []
        self.languages: set[str] = set()

    def html(self, node: nodes.Node) -> str:
        """A block as HTML."""
        if isinstance(node, nodes.Invisible | nodes.system_message | generated_block) or not isinstance(
            node, nodes.Element
        ):
            return ""
        if isinstance(node, nodes.literal_block):
            code = without_controls(node.astext())
            self.lines += code.split("\n")
            content = escape(code, quote=False)
        elif isinstance(node, nodes.TextElement):
            language = language_at(node)
            self.languages.add(language)
            text = Term(
                id="",
                docname=self._docname,
                definition=freeze(node.children, self._docname),
                definition_language=language,
            )
            line, content = self._write(text)
            self.lines.append(
                f"- {line}" if isinstance(node.parent, nodes.list_item) and node.parent[0] is node else line
            )
        else:
            content = "".join(map(self.html, node.children))
        tag = next((_TAGS[kind] for kind in type(node).__mro__ if kind in _TAGS), "")
        return f"<{tag}>{content}</{tag}>" if tag and content else content
