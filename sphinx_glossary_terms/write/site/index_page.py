"""The generated page `glossary-terms`, as a domain index."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from sphinx.domains import Index, IndexEntry
from sphinx.locale import _ as _sphinx

from sphinx_glossary_terms.i18n import _
from sphinx_glossary_terms.know.domain import GlossaryDomain
from sphinx_glossary_terms.know.labels import parentheses
from sphinx_glossary_terms.model.localize import Text

if TYPE_CHECKING:
    from sphinx_glossary_terms.views.indexes import IndexRow
    from sphinx_glossary_terms.views.page import Viewer


class TemplateText(str):
    """A plain text that has HTML for the templates of Sphinx: what escapes a text takes `__html__` in its place."""

    html: str = ""

    @classmethod
    def of(cls, *parts: Text) -> str:
        """A text of parts in several languages, each with its `lang`."""
        text = "".join(part.text for part in parts)
        if not any(part.language for part in parts):
            return text
        marked = cls(text)
        marked.html = "".join(
            f'<span lang="{escape(language)}">{escape(part)}</span>' if language else escape(part)
            for part, language in parts
        )
        return marked

    @classmethod
    def names(cls, *names: Text) -> str:
        """Names as a list, of which each keeps its direction of writing."""
        listed = cls(_(", ").join(name.text for name in names))
        listed.html = escape(_(", ")).join(map(_isolated, names))
        return listed

    def __html__(self) -> str:
        return self.html


def _isolated(name: Text) -> str:
    language = f' lang="{escape(name.language)}"' if name.language else ""
    return f"<bdi{language}>{escape(name.text)}</bdi>"


class GlossaryIndex(Index):
    """The page `glossary-terms`."""

    name = "terms"
    domain: GlossaryDomain

    def generate(self, docnames: Iterable[str] | None = None) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        if not self.domain.is_used:
            return [], False  # Sphinx generates every index of every project.
        viewer = self.domain.viewer
        wanted = None if docnames is None else set(docnames)
        terms = (term for term in self.domain.glossary.current.values() if wanted is None or term.docname in wanted)
        view = viewer.indexes.by_letter(terms)
        return [(anchored(label.text), [_entry(row, viewer) for row in rows]) for label, rows in view.groups], False


def anchored(heading: str, /) -> str:
    """A heading of which Sphinx can make an anchor in an index: in the place of a sign, its own word "Symbols"."""
    return heading if heading.isalnum() else str(_sphinx("Symbols"))


def localized_index() -> type[GlossaryIndex]:
    """The index with its titles in the language of the build.

    Plain strings: the builder `json` cannot write the lazy ones that Sphinx's own indices have.
    """
    # No `shortname`: with one, navigation bars would have a link to this index on every page.
    return type("GlossaryIndex", (GlossaryIndex,), {"localname": str(_("Glossary"))})


def _entry(row: IndexRow, viewer: Viewer) -> IndexEntry:
    link = row.link
    place = (TemplateText.of(Text(row.label, row.language)), 0, *link.address)
    distinct = [link.distinct] if link.distinct else []
    if row.is_other:
        before, after = parentheses()
        beside = [Text(before), *distinct, Text(after)] if distinct else []
        return IndexEntry(*place, "", "", TemplateText.of(Text(_("→ ")), Text(link.name, link.language), *beside))
    names = [*distinct, *(Text(alias.text, alias.language) for alias in row.aliases)]
    definition = viewer.links.texts(row.definition, row.definition_language, link.address.docname)
    return IndexEntry(*place, TemplateText.names(*names), "", TemplateText.of(*definition))
