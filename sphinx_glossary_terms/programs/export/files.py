"""The files of an export, and what writes each."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from xml.sax.saxutils import escape, quoteattr

from markupsafe import Markup

from sphinx_glossary_terms.external import glossary_json
from sphinx_glossary_terms.external.glossary_json import FileName, FileTerm
from sphinx_glossary_terms.model.names import ABBREVIATION, PREFERRED
from sphinx_glossary_terms.model.term import normalize
from sphinx_glossary_terms.programs.export import context_file, csv_file
from sphinx_glossary_terms.programs.export.collect import Export
from sphinx_glossary_terms.programs.export.rendering import render
from sphinx_glossary_terms.programs.export.skos import turtle
from sphinx_glossary_terms.settings.outputs import GLOSSARY_FILE

# JSON may have these as they are, YAML may not, or takes them for the end of a line.
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
# Not `re.escape`, which escapes more than Vale's regular expressions allow.
_SPECIAL = re.compile(r"[\\^$.|?*+()\[\]{}]")
_WITHOUT_SPACES = "\u0e00"
"""The first letter of the scripts without spaces, which begin with Thai. Korean adds endings without one."""


def files(export: Export, /) -> dict[str, str | None]:
    """The text of each file by its name."""
    contents: dict[str, str | None] = {name: write(export) for name, write in FORMATS.items()}
    for name, write in BY_LANGUAGE.items():
        contents |= {name.format(language): write(export, language) for language in export.languages[1:]}
    return contents


# TBX-Basic (ISO 30042), in the form with `martif`, which Weblate and the Translate Toolkit read


def tbx(export: Export, /) -> str:
    """`glossary.tbx`."""

    def subjects(term: FileTerm) -> Iterator[str]:
        for labels in (term.context, *map(export.tags.__getitem__, term.tags)):
            yield from filter(None, [labels.get(export.source_language)])

    def names(term: FileTerm) -> Iterator[tuple[str, list[tuple[FileName, str]]]]:
        for language in export.languages:
            # What readers never see, such as misspellings, is nothing to translate with.
            found = [(name, _status(name, term)) for name in term.names_in(language) if name.row.is_shown]
            # Two kinds of names may have one text, and a term that has been replaced has the same status for all.
            once = {(name.text, status, name.kind == ABBREVIATION.name): (name, status) for name, status in found}
            if once:
                yield language, [*once.values()]

    def quoted(text: str) -> Markup:
        return Markup(quoteattr(text))  # noqa: S704

    return render("glossary.tbx", escape, glossary=export, subjects=subjects, names=names, quoted=quoted)


def _status(name: FileName, term: FileTerm) -> str:
    """Whether writers may use a name."""
    if term.replaced_by:
        return "supersededTerm-admn-sts"
    if name.kind == PREFERRED.name:
        return "preferredTerm-admn-sts"
    return "deprecatedTerm-admn-sts" if name.row.is_avoided else "admittedTerm-admn-sts"


# A rule for the prose linter Vale


def vale(export: Export, /) -> str | None:
    """`vale/Glossary.yml`, which names the word to write for one to avoid.

    None if no name in the source language is to be avoided.
    """
    names = [
        (name, next((first.text for first in term.names if first.kind == PREFERRED.name), term_id))
        for term_id, term in export.terms.items()
        for name in term.names_in(export.source_language)
    ]
    # What is right for one term cannot be wrong everywhere.
    right = {normalize(name.text) for name, _preferred in names if not name.row.is_avoided and name.row.is_shown}
    swap: dict[str, dict[str, None]] = {}
    for name, preferred in names:
        if name.row.is_avoided and normalize(name.text) not in right:
            swap.setdefault(name.text, {})[preferred] = None
    rows = [(_pattern(name), "|".join(preferred)) for name, preferred in sorted(swap.items())]
    return render("Glossary.yml", _in_yaml, swap=rows) if rows else None


def _pattern(name: str) -> str:
    """A name as a word of its own; not in scripts that have no spaces between words."""
    before, after = (r"\b" if end.isalnum() and end < _WITHOUT_SPACES else "" for end in (name[0], name[-1]))
    return before + _SPECIAL.sub(r"\\\g<0>", name) + after


def _in_yaml(text: str) -> str:
    """A text between double quotes, on one line, whatever is in it."""
    return _NOT_IN_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


FORMATS: dict[str, Callable[[Export], str | None]] = {
    GLOSSARY_FILE: glossary_json.write,
    "glossary.ttl": turtle,
    "glossary.tbx": tbx,
    "glossary.csv": csv_file.write,
    "CONTEXT.md": context_file.write,
    "vale/Glossary.yml": vale,
}
"""What writes each file; None if there is nothing to write in it."""

BY_LANGUAGE: dict[str, Callable[[Export, str], str]] = {
    "CONTEXT.{}.md": context_file.write,
    "translation/{}.csv": csv_file.write_translation,
}
"""What writes a file for each language but that of the source."""
