"""`CONTEXT.md`: the words of a project for people and coding agents, in the form of mattpocock/skills."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from sphinx_glossary_terms.model.names import ABBREVIATION, PREFERRED
from sphinx_glossary_terms.programs.export.collect import Export
from sphinx_glossary_terms.programs.export.formats import render
from sphinx_glossary_terms.programs.markdown import begun, escaped

_escaped = partial(escaped, is_myst=False)


class _Entry(NamedTuple):
    """A term: its other names, its definition, and the names that writers should not use."""

    name: str
    others: list[str]
    definition: Markup | None
    avoided: dict[str, None]


def write(export: Export, /) -> str:
    """The text of the file, in the source language."""
    language = export.source_language
    names = {key: term.names_in(language) for key, term in export.terms.items()}
    shown = {key: next((name.text for name in names[key] if name.kind == PREFERRED.name), key) for key in names}
    count = Counter(map(str.casefold, shown.values()))
    replaced: dict[str, list[str]] = {}
    for key, term in export.terms.items():
        replaced.setdefault(term.replaced_by, []).append(key)
    groups: dict[str, list[_Entry]] = {}
    for key in sorted(export.terms, key=lambda key: (shown[key].casefold(), key)):
        term = export.terms[key]
        # A term that has been replaced is a name to avoid of its successor.
        if term.replaced_by in export.terms:
            continue
        others = [name.text for kind in (ABBREVIATION.name, "alias") for name in names[key] if name.kind == kind]
        if term.context and count[shown[key].casefold()] > 1:
            others.insert(0, term.context.get(language, ""))
        avoided = [name.text for name in names[key] if name.row.is_avoided]
        avoided += [name.text for other in replaced.get(key, ()) for name in names[other] if name.row.is_shown]
        text = term.definitions.get(language)
        definition = Markup(begun(_escaped(text.text))) if text else None  # noqa: S704
        group = next((export.tags[tag].get(language, tag) for tag in term.tags), "")
        entry = _Entry(shown[key], others, definition, dict.fromkeys(avoided))
        groups.setdefault(group, []).append(entry)
    return render("CONTEXT.md", _escaped, project=export.project, groups=sorted(groups.items()))
