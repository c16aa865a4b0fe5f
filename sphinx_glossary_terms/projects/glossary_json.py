"""`glossary.json` as values: a glossary in all its languages, as an export writes it and other projects read it.

The fields of these classes are the keys of the file; `programs/export/glossary.schema.json` describes them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from sphinx_glossary_terms.model.external import VERSION
from sphinx_glossary_terms.model.names import KINDS, NameKind
from sphinx_glossary_terms.projects.limits import UnusableError, read_json

# RFC 5646, 4.4.1, has 35 characters for most tags. Every text in the language has it.
LANGUAGE_TAG = re.compile(r"(?=.{1,100}\Z)[A-Za-z]+(?:-[A-Za-z0-9]+)*")


@dataclass
class Text:
    """A definition, as plain text."""

    text: str


@dataclass
class FileName:
    """A name of a term, as `model.names.Name`; it always has its language."""

    text: str
    kind: str
    language: str
    reading: str = ""

    @property
    def row(self) -> NameKind:
        """The row of its kind."""
        return KINDS[self.kind]


@dataclass
class FileTerm:
    """A term. Its names are those of the source language first."""

    address: str
    names: list[FileName]
    definitions: dict[str, Text]
    relations: dict[str, list[str]] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    old_ids: list[str] = field(default_factory=list)
    context: dict[str, str] = field(default_factory=dict)
    replaced_by: str = ""
    translate: bool = True

    def names_in(self, language: str, /) -> list[FileName]:
        """Its names in a language, the preferred one first."""
        return [name for name in self.names if name.language == language]


@dataclass
class Relation:
    """A relation seen from one end: its labels by language, and the key of the same one seen from the other end."""

    labels: dict[str, str]
    inverse: str


@dataclass
class OtherTerm:
    """What relations lead to besides the terms: its name in the language of the build, and its address."""

    name: str
    address: str


@dataclass(kw_only=True)
class GlossaryFile:
    """A glossary. Relations are in the order in which a reader meets them, terms in that of their ids."""

    version: int = VERSION
    project: str
    base_url: str = ""
    rights: str = ""
    source_language: str = ""
    languages: list[str]
    relations: dict[str, Relation] = field(default_factory=dict)
    tags: dict[str, dict[str, str]] = field(default_factory=dict)
    other_terms: dict[str, OtherTerm] = field(default_factory=dict)
    terms: dict[str, FileTerm]


def write(file: GlossaryFile, /) -> str:
    """The text of the file: a line a term, so that a diff shows which one has changed."""
    *head, terms = fields(GlossaryFile)
    lines = [f'"{key.name}": {_json(getattr(file, key.name))}' for key in head]
    # One after the other: `json.dumps` is slow where it lays out lines itself.
    written = ",\n".join([f"{_json(term_id)}: {_json(term)}" for term_id, term in file.terms.items()])
    return "{\n" + ",\n".join([*lines, f'"{terms.name}": {{\n{written}\n}}']) + "\n}\n"


def with_terms(text: str, terms: Mapping[str, FileTerm], /) -> str:
    """The text of a file with other lines for some of its terms; empty if one has no line."""
    lines: list[tuple[int, int, str]] = []
    for term_id, term in terms.items():
        start = text.find(f"\n{_json(term_id)}: {{") + 1
        if not start:
            return ""
        end = text.index("\n", start)
        lines.append((start, end, f"{_json(term_id)}: {_json(term)}{',' * (text[end - 1] == ',')}"))
    parts, last = [], 0
    for start, end, line in sorted(lines):
        parts += [text[last:start], line]
        last = end
    return "".join([*parts, text[last:]])


def _plain(value: object) -> dict[str, Any]:
    found = vars(value)
    return found if found.get("reading", True) else {key: item for key, item in found.items() if key != "reading"}


_json = json.JSONEncoder(ensure_ascii=False, default=_plain).encode


def read(content: bytes, clean: Callable[[str], str], /) -> GlossaryFile:
    """What a file says; keys that are not known here are left out, and each text is cleaned.

    Raises:
        UnusableError: the file is not as the schema says, or of a later version.
    """
    file = read_json(content, fix="build that project again")
    version = file.get("version") if isinstance(file, dict) else None
    if type(version) is int and version > VERSION:
        raise UnusableError(
            f"it is of version {version}, but this extension reads up to version {VERSION}; "
            "upgrade sphinx-glossary-terms"
        )
    found: GlossaryFile = _value(GlossaryFile, file, clean, "the file")
    return found


_types = cache(get_type_hints)


def _value(kind: Any, value: Any, clean: Callable[[str], str], where: str) -> Any:
    """A value of JSON as one of a type; `where` it is, for the error."""
    if kind is str and isinstance(value, str):
        return clean(value)
    if isinstance(value, dict) and isinstance(kind, type) and is_dataclass(kind):
        types = _types(kind)
        known = {key: _value(types[key], value[key], clean, f"'{key}' of {where}") for key in types if key in value}
        with suppress(TypeError):  # without a key that has to be there
            return kind(**known)
    elif get_origin(kind) is dict and isinstance(value, dict):
        of = get_args(kind)[1]
        return {clean(key): _value(of, item, clean, f"'{key[:100]}' of {where}") for key, item in value.items()}
    elif get_origin(kind) is list and isinstance(value, list):
        return [_value(get_args(kind)[0], item, clean, where) for item in value]
    elif type(value) is kind:
        return value
    raise UnusableError(f"{where} is not as the schema of glossary.json says; build that project again")
