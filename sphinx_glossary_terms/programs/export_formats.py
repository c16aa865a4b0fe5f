"""The files of an export. In the templates of a format, one function escapes everything."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sphinx_glossary_terms.model.names import ABBREVIATION, OTHERS, PREFERRED
from sphinx_glossary_terms.model.relations import BUILT_IN, sides
from sphinx_glossary_terms.programs.export_terms import Export
from sphinx_glossary_terms.projects import glossary_json
from sphinx_glossary_terms.projects.glossary_json import FileName, FileTerm, Text
from sphinx_glossary_terms.settings.outputs import GLOSSARY_FILE

_BEGINNING = ("id", "language", "name", "reading")
_END = ("tags", "context", "replaced-by", "old-ids", "address")
# A spreadsheet takes a cell that begins so for a formula, which can send the others away.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def render(name: str, escape: Callable[[Any], str], /, **values: object) -> str:
    """The text of a file, from its template. `escape` writes a value; only the template itself is markup."""

    def finalize(value: object) -> Markup:
        return value if isinstance(value, Markup) else Markup(escape(value))  # noqa: S704

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("export") / "templates"),
        autoescape=True,  # What a macro has written is markup, too.
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(f"{name}.jinja").render(values)


# TBX-Basic (ISO 30042), in the form with `martif`, which Weblate and the Translate Toolkit read


def tbx(export: Export, /) -> str:
    """`glossary.tbx`."""

    def subjects(term: FileTerm) -> list[str]:
        every = (term.context, *map(export.tags.__getitem__, term.tags))
        return [label for labels in every if (label := labels.get(export.source_language))]

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
    if term.replaced_by:
        return "supersededTerm-admn-sts"
    if name.kind == PREFERRED.name:
        return "preferredTerm-admn-sts"
    return "deprecatedTerm-admn-sts" if name.row.is_avoided else "admittedTerm-admn-sts"


# Tables: a row a term and language, for spreadsheets, with columns that are called like the options of `term`


def table(export: Export, /) -> str:
    """The text of the file, with the mark by which Excel knows UTF-8."""
    relations = [side.key for side in export.sides if not side.inverted or side.type.inverse]
    header = [*_BEGINNING, *(kind.option for kind in OTHERS), "definition", *relations, *_END]
    rows = (row for term_id, term in export.terms.items() for row in _rows(export, term_id, term, relations))
    defused = ([f"'{cell}" if _FORMULA.match(cell) else cell for cell in row] for row in rows)
    csv.writer(buffer := io.StringIO()).writerows([header, *defused])
    return f"\ufeff{buffer.getvalue()}"


def _rows(export: Export, term_id: str, term: FileTerm, relations: Iterable[str]) -> Iterator[list[str]]:
    # What is the same in every language stands in every row, so that each can be sorted and filtered.
    same = [", ".join(term.relations.get(side, ())) for side in relations]
    same += [", ".join(term.tags), term.context.get(export.source_language, ""), term.replaced_by]
    same += [", ".join(term.old_ids), export.url(term.address)]
    for language in export.languages:
        names, definition = term.names_in(language), term.definitions.get(language)
        if not names and not definition:
            continue
        preferred = next((name for name in names if name.kind == PREFERRED.name), FileName("", "", ""))
        written: dict[str, list[str]] = {kind.name: [] for kind in (PREFERRED, *OTHERS)}
        for name in names:
            written[name.kind].append(f"{name.text}|{name.reading}" if name.reading else name.text)
        others = [", ".join(written[kind.name]) for kind in OTHERS]
        text = definition.text if definition else ""
        yield [term_id, language, preferred.text, preferred.reading, *others, text, *same]


# Texts as Markdown: what would be markup is escaped

# CommonMark 6; `{` of roles, `$` of formulas and `~` of deletions are MyST's.
_INLINE = re.compile(r"[\\`*_{\[\]<$~]|&(?=#?\w+;)")
# What begins another block than a paragraph: CommonMark 4 and 5; `%`, `+++`, `:::` and `(label)=` are MyST's.
_BLOCK = re.compile(r"[-+>#%|:]|~~~|=+$|\(.*\)=$")
_ESCAPED = r"\\\g<0>"
_NUMBER = re.compile(r"(\d{1,9})(?=[.)](?:\s|$))")


def paragraph(text: str, /) -> str:
    """A text as a paragraph of one line in MyST, which begins no other block."""
    text = _INLINE.sub(_ESCAPED, text)
    text = f"\\{text}" if _BLOCK.match(text) else text
    return _NUMBER.sub(r"\1\\", text, count=1) if _NUMBER.match(text) else text


# The words of SKOS (W3C). Whatever a project declares, there is one preferred name a language (S14), and no name of two
# kinds (S13).

VOCABULARY = "urn:sphinx-glossary-terms:"
"""The beginning of the names of our own properties."""

_IN_SKOS = ("broader", "narrower", "related")
# What an address cannot have in Turtle.
_NOT_IN_IRIS = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


def _iri(address: str) -> Markup:
    return Markup(f"<{_NOT_IN_IRIS.sub(lambda match: f'%{ord(match[0]):02X}', address)}>")  # noqa: S704


def _literal(text: str, language: str = "") -> Markup:
    """A text, in a language: Turtle escapes what JSON escapes, and in the same way."""
    return Markup(json.dumps(text, ensure_ascii=False) + (f"@{language}" if language else ""))  # noqa: S704


def turtle(export: Export, /) -> str:
    """The text of the file."""
    return render("glossary.ttl", _literal, glossary=export, skos=Skos(export))


class Skos:
    """What SKOS says of a glossary, for the template."""

    def __init__(self, export: Export) -> None:
        self._export = export
        self._index = export.url(export.index)
        self.scheme = _iri(self._index)
        self.terms = {key: _iri(export.url(term.address)) for key, term in export.terms.items()}
        self.terms |= {key: _iri(export.url(other.address)) for key, other in export.other_terms.items()}
        terms = export.terms.items()
        tops = [key for key, term in terms if not (term.relations.get("broader") or term.replaced_by)]
        self.tops = {key: self.terms[key] for key in tops}
        self.members = {tag: [self.terms[key] for key, term in terms if tag in term.tags] for tag in export.tags}
        # What SKOS does not have. What one has to know first is neither broader nor related.
        named = {key for term in export.terms.values() for key in term.relations}
        self.properties = [side.key for side in export.sides if side.key in named and side.key not in _IN_SKOS]

    def relation(self, key: str) -> Markup:
        """The property of a relation. A built-in one means the same in every project, one of a project does not."""
        if key in _IN_SKOS:
            return Markup(f"skos:{key}")  # noqa: S704
        is_ours = key in {side.key for side in sides(BUILT_IN)} or not self._export.base_url
        return _iri(VOCABULARY + key if is_ours else f"{self._index}#relation-{key}")

    def tag(self, tag: str) -> Markup:
        """The collection of the terms of a tag."""
        return _iri(f"{self._index}#tag-{quote(tag, safe='')}")

    def said(self, by_language: Mapping[str, str | Text]) -> list[Markup]:
        """Texts by language."""
        texts = ((text.text if isinstance(text, Text) else text, language) for language, text in by_language.items())
        return [_literal(text, language) for text, language in texts]

    def labels(self, term: FileTerm) -> dict[str, list[Markup]]:
        """The names by kind. Of one text in one language the first counts; one to avoid is found, but no proper one."""
        kinds: dict[Markup, str] = {}
        for name in (name for name in term.names if not name.row.is_explained):
            shown = "alt" if name.row.is_shown and not name.row.is_avoided else "hidden"
            kinds.setdefault(_literal(name.text, name.language), "pref" if name.row is PREFERRED else shown)
        labels = ("pref", "alt", "hidden")
        return {label: [literal for literal, kind in kinds.items() if kind == label] for label in labels}

    def relations(self, term_id: str) -> Iterator[tuple[Markup, list[Markup]]]:
        """The terms at the other ends by property."""
        for side, others in self._export.terms[term_id].relations.items():
            yield self.relation(side), [self.terms[other] for other in others]


FORMATS: dict[str, Callable[[Export], str | None]] = {
    GLOSSARY_FILE: glossary_json.write,
    "glossary.ttl": turtle,
    "glossary.tbx": tbx,
    "glossary.csv": table,
}
"""What writes each file; None if there is nothing to write in it."""
