"""`glossary.json` as values: a glossary in all its languages, as an export writes it and other projects read it.

The fields of `GlossaryFile` and of what is in it are the keys of the file, which `programs/export/glossary.schema.json`
describes. Whoever wrote it need not mean well: texts become plain text, addresses have to be below that of the site,
and what is not as the schema says makes the file unusable.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints
from urllib.parse import unquote

from sphinx_glossary_terms.model.lookup import Entry, ExternalTerms
from sphinx_glossary_terms.model.names import KINDS, PREFERRED, NameKind, is_anchor
from sphinx_glossary_terms.model.term import ID_PATTERN, digest_of, normalize
from sphinx_glossary_terms.projects import limits
from sphinx_glossary_terms.projects.limits import UnusableError, read_json, too_many
from sphinx_glossary_terms.projects.paragraphs import MAX_HTML, clean, inline_of

VERSION = 1
"""Of the form of `glossary.json`: raised when something in it is renamed or removed."""
OF_PAGES = 0
"""The version of a file that was made of an inventory and of pages: its definitions are HTML."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherProject:
    """What the file of another project says, in the language of the build.

    key: its key in `intersphinx_mapping`.
    digest: a digest of the file, of where its site is, and of the languages.
    terms: its terms by id.
    old_ids: the ids of terms by the ids that they had before.
    replaced: the ids of what is used in the place of replaced terms.
    linked: its terms by what `sphinx.ext.intersphinx` finds them by, and by their addresses, if it has no file.
    """

    key: str
    digest: str
    terms: Mapping[str, Entry]
    old_ids: Mapping[str, str] = field(default_factory=dict)
    replaced: Mapping[str, str] = field(default_factory=dict)
    linked: Mapping[str, Entry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Projects:
    """What all other projects say.

    projects: each of them, by its key.
    missing: the keys of those whose files could not be read.
    """

    projects: Mapping[str, OtherProject] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()

    @property
    def digests(self) -> tuple[object, ...]:
        """The digests of the files, and which could not be read."""
        digests = sorted((key, project.digest) for key, project in self.projects.items())
        return digests, sorted(self.missing)

    def find(self, target: str, /) -> Entry | None:
        """The term of another project that an author names."""
        key, _, term_id = target.partition(":")
        project, term_id = self.projects.get(key.strip()), term_id.strip()
        return project.terms.get(project.old_ids.get(term_id, term_id)) if project else None


def select(projects: Projects, targets: Iterable[str], /) -> ExternalTerms:
    """The terms that this project names, and what is used in their place; the others may have a great many."""
    entries = {target: entry for target in targets if (entry := projects.find(target)) is not None}
    entries |= {entry.key: entry for entry in entries.values()}
    successors: dict[str, str] = {}
    left = [*entries.values()]
    while left:
        key, _, term_id = left.pop().id.partition(":")
        successor = projects.find(f"{key}:{projects.projects[key].replaced.get(term_id, '')}")
        if successor is not None:
            successors[f"{key}:{term_id}"] = successor.id
            if successor.id not in entries:
                entries[successor.id] = successor
                left.append(successor)
    return ExternalTerms(
        entries=dict(sorted(entries.items())),
        successors=dict(sorted(successors.items())),
        missing=projects.missing,
        ids={key: project.terms.keys() for key, project in projects.projects.items()},
        linked={way: entry for project in projects.projects.values() for way, entry in project.linked.items()},
    )


MAX_NAME = 300
"""Characters of a name or a title that are shown, at most."""
MAX_DEFINITION = 2000

# No scheme, no host, no path from the root, nothing that a browser would repair, and not too long for every page.
_RELATIVE = re.compile(r"""(?![/\\])(?=.{0,2000}\Z)[^\\\s"'<>:?]*(?:#[^\\\s"'<>]*)?""")


def parse(content: bytes, /, *, key: str, base: str, language: str, source_language: str) -> OtherProject:
    """What a file says, to readers of a language.

    key: the key of the project in `intersphinx_mapping`.
    base: the address of its site, with a slash at its end.
    language: the language of the build.
    source_language: that of the source texts of this project.

    Raises:
        UnusableError: the file is not as the schema says, or of a later version.
    """
    file = read(content, lambda text: clean(text).strip())
    if len(file.languages) > limits.MAX_LANGUAGES:
        raise too_many(limits.MAX_LANGUAGES, "languages")
    if len(file.terms) > limits.MAX_TERMS:
        raise too_many(limits.MAX_TERMS, "terms")
    project, languages = _shown(file.project, MAX_NAME) or key, _Languages(file, language)
    for term_id in file.terms:
        if not ID_PATTERN.fullmatch(term_id):
            raise UnusableError(f"'{_shown(term_id, MAX_NAME)}' is not the id of a term; build that project again")
    old_ids = {old: term_id for term_id, term in file.terms.items() for old in term.old_ids if is_anchor(old)}
    terms = {
        term_id: _entry(f"{key}:{term_id}", term, project, base, languages, source_language)
        for term_id, term in file.terms.items()
    }
    return OtherProject(
        key=key,
        digest=digest_of((content, base, language, source_language)),
        terms=terms,
        old_ids={old: term_id for old, term_id in old_ids.items() if old not in file.terms},
        replaced={term_id: term.replaced_by for term_id, term in file.terms.items() if term.replaced_by},
        linked={normalize(way): entry for entry in terms.values() for way in entry.ways if languages.has_html},
    )


class _Languages:
    def __init__(self, file: GlossaryFile, language: str) -> None:
        tags = [tag for tag in file.languages if LANGUAGE_TAG.fullmatch(tag)]
        own = [tag for tag in tags if tag.lower() == language.lower()]
        near = [tag for tag in tags if tag.lower().partition("-")[0] == language.lower().partition("-")[0]]
        self._order = list(dict.fromkeys((*own, *near, *tags)))
        self._is_near = {*own, *near}
        self.has_html = file.version == OF_PAGES

    def best(self, texts: Mapping[str, str], limit: int) -> tuple[str, str]:
        """The first text that there is, at most so long: in the language of the build, the source language, another.

        Its language is empty if it is that of the build.
        """
        found = next((tag for tag in self._order if texts.get(tag)), None)
        if found is None:
            return "", ""
        return _shown(texts[found], limit), "" if found in self._is_near else found


def _entry(id: str, term: FileTerm, project: str, base: str, languages: _Languages, source: str) -> Entry:
    """A term of another project, with the key of that in its id; `source` is the language of our source texts."""
    where = f"the term '{_shown(id.partition(':')[2], MAX_NAME)}'"
    names = {name.language: name.text for name in term.names if name.kind == PREFERRED.name}
    name, language = languages.best(names, MAX_NAME)
    if not name:
        raise UnusableError(f"{where} has no name in a language of the file; build that project again")
    definitions = {tag: definition.text for tag, definition in term.definitions.items()}
    has_html = languages.has_html
    definition, language_of_that = languages.best(definitions, MAX_HTML if has_html else MAX_DEFINITION)
    uri = f"{base}{checked(term.address, where)}"
    source_name = _shown(names.get(source, ""), MAX_NAME)
    return Entry(
        id=id,
        name=name,
        language=language,
        source_name=source_name if source_name != name else "",
        uri=uri,
        project=project,
        definition=tuple(inline_of(definition, uri, MAX_DEFINITION)) if has_html else (definition,) * bool(definition),
        definition_language=language_of_that,
    )


def checked(address: str, where: str, /) -> str:
    """An address of the file, which has to be below that of the site."""
    path = unquote(address.partition("#")[0])
    leaves = path.startswith("/") or "\\" in path or ".." in path.split("/")
    if leaves or not _RELATIVE.fullmatch(address):
        shown = _shown(address, MAX_NAME)
        raise UnusableError(f"{where} has the address {shown!r}, which is not below that of the site, or too long")
    return address


def _shown(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
