"""Sphinx's general index: its order where Sphinx does not know that of the language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_glossary_terms.site.index_page import anchored

if TYPE_CHECKING:
    from sphinx_glossary_terms.domain.domain import GlossaryDomain


def finish(site: GlossaryDomain, context: dict[str, Any], /) -> None:
    """Sort the general index anew (`html-page-context`)."""
    if "genindexcounts" in context and site.is_used:
        _sort(site, context)


def _sort(site: GlossaryDomain, context: dict[str, Any]) -> None:
    """Sort everything, also what others put into the index.

    Sphinx sorts by one key, which it also takes for the heading. It writes a split index (`html_split_index`) from the
    lists that the first page of the index was given: these are changed, not replaced.

    Of a name that is not a term's, a key that its author gave (as in `.. glossary::`) is the best reading there is.
    """
    collation, readings = site.collation, site.index_readings
    if not collation.sorts_general_index:
        return
    ordered = []
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
