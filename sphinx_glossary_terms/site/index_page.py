"""The generated index, a page that is written only if it may differ; what Sphinx's general index and search have."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import IndexEntry
from sphinx.locale import _ as _sphinx

from sphinx_glossary_terms.doctree.nodes import INDEX_PAGE
from sphinx_glossary_terms.domain.domain import GlossaryDomain, glossary_domain
from sphinx_glossary_terms.settings.labels import _, explained, filled, parentheses
from sphinx_glossary_terms.settings.outputs import has_own_file, output_of

if TYPE_CHECKING:
    from sphinx_glossary_terms.domain.freshness import Freshness
    from sphinx_glossary_terms.features.indexes import IndexRow, IndexView

Group = tuple[str, list[IndexEntry]]
"""A heading of an index with its entries, as `Index.generate` has them."""


def pages(fresh: Freshness, app: Sphinx, /) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The index as a page of a site, if it may differ from what has been written (`html-collect-pages`).

    Sphinx writes the pages of domain indices at every build. Template and context are those of a domain index
    (`StandaloneHTMLBuilder.write_domain_indices`).
    """
    builder, domain = app.builder, glossary_domain(app.env)
    if not domain.is_used or not output_of(builder).is_site or not is_wanted(app):
        return
    name = file_of(builder)
    # A file of the project in its place has just been copied over it.
    if _may_differ(domain, app, fresh) or not Path(builder.outdir, name).exists() or has_own_file(app, name):
        context = {"indextitle": escape(_("Glossary")), "content": content(domain), "collapse_index": False}
        yield INDEX_PAGE, context, "domainindex.html"


def _may_differ(domain: GlossaryDomain, app: Sphinx, fresh: Freshness) -> bool:
    """A long index has only names, which the outline has, too."""
    if not fresh.has_changed:
        return False
    return domain.viewer.indexes.has_definitions or fresh.outline_has_changed(app.env)


def file_of(builder: Builder, /) -> str:
    """The file of the index in the output of a builder for a site."""
    address = builder.get_target_uri(INDEX_PAGE)
    return f"{address}index.html" if address.endswith("/") else address  # dirhtml


def is_wanted(app: Sphinx, /) -> bool:
    """Whether the project has the generated index in a site: not if it has only links to other projects."""
    domain = glossary_domain(app.env)
    wanted = app.config.html_domain_indices if domain.projects is None or domain.glossary.terms else ()
    return bool(wanted) and (wanted is True or INDEX_PAGE in wanted)


def content(domain: GlossaryDomain, docnames: Collection[str] | None = None, /) -> list[Group]:
    """The index, as `Index.generate` has it."""
    index = domain.viewer.indexes.of_pages(docnames)
    return [(anchored(label.text), [_entry(domain, row, index) for row in rows]) for label, rows in index.groups]


def anchored(heading: str, /) -> str:
    """A heading of which Sphinx can make an anchor in an index: in the place of a sign, its own word "Symbols"."""
    return heading if heading.isalnum() else str(_sphinx("Symbols"))


def _entry(domain: GlossaryDomain, row: IndexRow, index: IndexView) -> IndexEntry:
    link = row.link
    target = (row.label, 0, link.address.docname, link.address.anchor)
    before, after = parentheses()
    if row.is_other and index.has_definitions:
        beside = f"{before}{link.qualifier.text}{after}" if link.qualifier else ""
        text = (
            filled(explained(), name="", term=link.name).strip(":： ") if row.is_explained else f"{_('→ ')}{link.name}"
        )
        return IndexEntry(*target, "", "", f"{text}{beside}")
    names = _(", ").join([*([link.qualifier.text] if link.qualifier else []), *(alias.text for alias in row.aliases)])
    if names and before != " (":  # The template has these, and no others.
        target, names = (f"{row.label}{before}{names}{after}", *target[1:]), ""
    definition = domain.viewer.links.plain(row.definition, row.definition_language, link.address.docname)
    return IndexEntry(*target, names, "", definition)


def complete_search(app: Sphinx, /) -> list[Any]:
    """Put the names of terms into the index of Sphinx's search, which finds by them what it does not show.

    With the pages (`html-collect-pages`), of which it has none.

    At every build: of a page that is not written again, Sphinx forgets the entries (sphinx-doc/sphinx#12599). A page
    that authors keep out of the search has no title in it.
    """
    indexer, domain = getattr(app.builder, "indexer", None), glossary_domain(app.env)
    for docname, names in sorted(domain.registered.found_by.items()):
        if indexer and indexer._titles.get(docname):
            others = indexer._index_entries.pop(docname, ())
            indexer._index_entries[docname] = sorted({*others, *[(name, anchor, "main") for name, anchor in names]})
    return []


def sort_general_index(app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object, /) -> None:
    """Sort the general index anew (`html-page-context`), also what others put into it.

    Sphinx sorts by one key, which it also takes for the heading. It writes a split index (`html_split_index`) from the
    lists that the first page of the index was given: these are changed, not replaced.

    Of a name that is not a term's, a key that its author gave (as in `.. glossary::`) is the best reading there is.
    """
    domain = glossary_domain(app.env)
    if "genindexcounts" not in context or not domain.registered.index or not domain.collation.sorts_general_index:
        return
    collation = domain.collation
    ordered, readings = [], domain.registered.readings
    for _heading, entries in context["genindexentries"]:
        for name, (targets, below, given) in entries:
            reading = readings.get(name, given or "")
            below.sort(key=lambda entry: collation.key(entry[0], readings.get(entry[0], "")))
            entry = (name, (targets, below, given))
            ordered.append((collation.key(name, reading), anchored(collation.heading(name, reading)), entry))
    groups: dict[str, list[Any]] = {}
    for _key, heading, entry in sorted(ordered, key=lambda row: row[0]):
        groups.setdefault(heading, []).append(entry)
    context["genindexentries"][:] = groups.items()
    context["genindexcounts"][:] = [
        sum(1 + len(below) for _name, (_targets, below, _given) in entries) for entries in groups.values()
    ]
