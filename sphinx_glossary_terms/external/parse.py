"""From the text of `glossary.json` to values. Whoever wrote it need not mean well.

Texts become plain text, addresses have to be below that of the site, and what is not as the schema says makes the file
unusable. `programs/export/glossary.schema.json` describes the form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import unquote

from sphinx_glossary_terms.model.digest import digest_of
from sphinx_glossary_terms.model.external import VERSION, Entry, OtherProject
from sphinx_glossary_terms.model.ids import ID_PATTERN
from sphinx_glossary_terms.model.term import is_anchor
from sphinx_glossary_terms.untrusted import limits
from sphinx_glossary_terms.untrusted.json_text import get, read_json, texts, wrong
from sphinx_glossary_terms.untrusted.limits import UnusableError, too_many, without_controls

MAX_NAME = 300
"""Characters of a name or a title that are shown, at most."""
MAX_DEFINITION = 2000

# What changes the direction of the text around it (Unicode, UAX #9).
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# No scheme, no host, no path from the root, and nothing that a browser would repair.
_RELATIVE = re.compile(r"""(?![/\\])[^\\\s"'<>:?]*(?:#[^\\\s"'<>]*)?""")
# RFC 5646, 4.4.1, has 35 characters for most tags. Every text in the language has it.
LANGUAGE_TAG = re.compile(r"(?=.{1,100}\Z)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")

Value = TypeVar("Value")


def parse(content: bytes, /, *, key: str, base: str, language: str, source_language: str) -> OtherProject:
    """What a file says, to readers of a language.

    key: the key of the project in `intersphinx_mapping`.
    base: the address of its site, with a slash at its end.
    language: the language of the build.
    source_language: that of the source texts of this project.

    Raises:
        UnusableError: the file is not as the schema says, or of a later version.
    """
    file = _cleaned(glossary_file(content))
    reader = _Reader(key, base, _Languages(file, language, source_language))
    return reader.project(file, digest_of((content, base, language, source_language)))


def glossary_file(content: bytes, /) -> dict[str, Any]:
    """The content of a `glossary.json` of a version that is known here.

    Raises:
        UnusableError: the file is not as the schema says, or of a later version.
    """
    file = read_json(content, fix="build that project again")
    if not isinstance(file, dict):
        raise wrong("the file")
    version = get(file, "version", int, "the file")
    if version > VERSION:
        raise UnusableError(
            f"it is of version {version}, but this extension reads up to version {VERSION}; "
            "upgrade sphinx-glossary-terms"
        )
    return file


def _cleaned(value: Any) -> Any:
    """A value in which each text is one line of what can be shown."""
    if isinstance(value, str):
        return " ".join(without_controls(_DIRECTIONS.sub("", value)).split())
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(item) for key, item in value.items()}
    return value


class _Languages:
    """Which of the languages of a file is shown."""

    def __init__(self, file: Mapping[str, Any], language: str, source_language: str) -> None:
        tags = [tag for tag in texts(get(file, "languages", list, "the file")) if LANGUAGE_TAG.fullmatch(tag)]
        own = [tag for tag in tags if tag.lower() == language.lower()]
        near = [tag for tag in tags if tag.lower().partition("-")[0] == language.lower().partition("-")[0]]
        self._order = list(dict.fromkeys((*own, *near, *tags)))
        self._is_near = {*own, *near}
        self.source = source_language

    def mark(self, tag: str) -> str:
        """The language of a text beside that of the build."""
        return "" if tag in self._is_near else tag

    def best(self, values: Mapping[str, Value]) -> tuple[str, Value] | None:
        """The value in the language of the build, or else in the source language of the file, or in another one."""
        return next(((tag, values[tag]) for tag in self._order if tag in values), None)


class _Reader:
    """Reads the file of one project."""

    def __init__(self, key: str, base: str, languages: _Languages) -> None:
        self._key = key
        self._base = base
        self._languages = languages

    def project(self, file: dict[str, Any], digest: str) -> OtherProject:
        name = _shown(get(file, "project", str, "the file"), MAX_NAME)
        terms: dict[str, Entry] = {}
        old_ids: dict[str, str] = {}
        replaced: dict[str, str] = {}
        listed = get(file, "terms", dict, "the file")
        if len(listed) > limits.MAX_TERMS:
            raise too_many(limits.MAX_TERMS, "terms")
        for term_id, term in listed.items():
            where = f"the term '{_shown(term_id, MAX_NAME)}'"
            if not ID_PATTERN.fullmatch(term_id):
                raise wrong(where)
            terms[term_id] = self._entry(term_id, term, where, name or self._key)
            old_ids.update((old, term_id) for old in texts(get(term, "old_ids", list, where)) if is_anchor(old))
            if successor := get(term, "replaced_by", str, where):
                replaced[term_id] = successor
        return OtherProject(
            key=self._key,
            digest=digest,
            terms=terms,
            old_ids={old: term_id for old, term_id in old_ids.items() if old not in terms},
            replaced=replaced,
        )

    def _entry(self, term_id: str, term: object, where: str, project: str) -> Entry:
        names = {
            get(name, "language", str, where): _shown(get(name, "text", str, where), MAX_NAME)
            for name in get(term, "names", list, where)
            if get(name, "kind", str, where) == "preferred"
        }
        definitions = {
            tag: _shown(get(text, "text", str, where), MAX_DEFINITION)
            for tag, text in get(term, "definitions", dict, where).items()
        }
        best = self._languages.best({tag: name for tag, name in names.items() if name})
        if best is None:
            raise wrong(where)
        tag, name = best
        source = names.get(self._languages.source, "")
        language, definition = self._languages.best(definitions) or ("", "")
        return Entry(
            id=f"{self._key}:{term_id}",
            name=name,
            language=self._languages.mark(tag),
            source_name=source if source != name else "",
            uri=self._address(get(term, "address", str, where), where),
            project=project,
            definition=(definition,) if definition else (),
            definition_language=self._languages.mark(language) if definition else "",
        )

    def _address(self, address: str, where: str) -> str:
        """An address of the file as a URI, which is never outside of the site."""
        if len(address) > limits.MAX_ADDRESS:
            raise UnusableError(f"{where} has more than {limits.MAX_ADDRESS:,} characters in an address")
        path = unquote(address.partition("#")[0])
        leaves = path.startswith("/") or "\\" in path or ".." in path.split("/")
        if leaves or not _RELATIVE.fullmatch(address):
            raise UnusableError(f"{where} has the address {address[:MAX_NAME]!r}, which is not below that of the site")
        return f"{self._base}{address}"


def _shown(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
