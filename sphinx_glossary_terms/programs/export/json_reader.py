"""Reads `glossary.json` again, for an export of the next language.

Of relations it reads no more than their labels and which is the inverse of which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sphinx_glossary_terms.external.parse import LANGUAGE_TAG, glossary_file
from sphinx_glossary_terms.model.names import KINDS, Name
from sphinx_glossary_terms.model.relations import RelationType, Side
from sphinx_glossary_terms.programs.export.values import Definition, Entry, Export, Other, Words
from sphinx_glossary_terms.untrusted.json_text import get, texts
from sphinx_glossary_terms.untrusted.limits import UnusableError, without_controls

_FILE = "the file"


def read(content: bytes, /) -> Export:
    """What a file says.

    Raises:
        UnusableError: it is not as the schema says, or of a later version.
    """
    file = _without_controls(glossary_file(content))
    source = get(file, "source_language", str, _FILE)
    languages = list(dict.fromkeys([source, *texts(get(file, "languages", list, _FILE))]))
    for language in languages:
        if not LANGUAGE_TAG.fullmatch(language):  # names of files have it
            raise UnusableError(f"{_FILE} has a language that is not a tag (RFC 5646): '{language}'")
    terms = get(file, "terms", dict, _FILE)
    return Export(
        project=get(file, "project", str, _FILE),
        base_url=get(file, "base_url", str, _FILE),
        rights=get(file, "rights", str, _FILE),
        index="",
        source_language=source,
        sides=tuple(_sides(get(file, "relations", dict, _FILE))),
        terms={term_id: _entry(term_id, term, source) for term_id, term in terms.items()},
        words=tuple(_words(file, terms, source, language) for language in languages),
        others={
            key: Other(get(other, "name", str, key), get(other, "address", str, key), source)
            for key, other in get(file, "other_terms", dict, _FILE).items()
        },
    )


def _without_controls(value: Any) -> Any:
    if isinstance(value, dict):
        return {without_controls(key): _without_controls(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_controls(item) for item in value]
    return without_controls(value) if isinstance(value, str) else value


def _where(term_id: str) -> str:
    return f"the term '{term_id}'"


def _entry(term_id: str, term: dict[str, Any], source: str) -> Entry:
    where = _where(term_id)
    relations = get(term, "relations", dict, where)
    return Entry(
        id=term_id,
        address=get(term, "address", str, where),
        relations={side: tuple(texts(get(relations, side, list, where))) for side in relations},
        tags=tuple(texts(get(term, "tags", list, where))),
        old_ids=tuple(texts(get(term, "old_ids", list, where))),
        context=_context(term, where, source),
        replaced_by=get(term, "replaced_by", str, where),
        is_translated=term.get("translate") is not False,
    )


def _context(term: dict[str, Any], where: str, source: str) -> str:
    """The context of a term in the source language; the file has it only by language."""
    labels = get(term, "context", dict, where)
    return str(labels.get(source) or next(iter(labels.values()), ""))


def _words(file: dict[str, Any], terms: Mapping[str, Any], source: str, language: str) -> Words:
    """The words of a language."""
    names: dict[str, tuple[Name, ...]] = {}
    definitions: dict[str, Definition] = {}
    contexts: dict[str, str] = {}
    fields: dict[str, dict[str, Definition]] = {}
    for term_id, term in terms.items():
        where = _where(term_id)
        if term_names := tuple(_names(term, where, language)):
            names[term_id] = term_names
        if language in (texts_by_language := get(term, "definitions", dict, where)):
            definitions[term_id] = _definition(texts_by_language[language], where)
        if label := get(term, "context", dict, where).get(language):
            contexts[_context(term, where, source)] = str(label)
        by_name = get(term, "fields", dict, where)
        by_language = {name: get(by_name, name, dict, where) for name in by_name}
        if any(language in texts_of for texts_of in by_language.values()):
            fields[term_id] = {
                name: _definition(texts_of[language], where)
                for name, texts_of in by_language.items()
                if language in texts_of
            }
    relations = get(file, "relations", dict, _FILE)
    return Words(
        language=language,
        names=names,
        definitions=definitions,
        relations=_labels({key: get(relations[key], "labels", dict, key) for key in relations}, language),
        tags=_labels(get(file, "tags", dict, _FILE), language),
        contexts=contexts,
        fields=fields,
        field_labels=_labels(get(file, "fields", dict, _FILE), language),
    )


def _names(term: dict[str, Any], where: str, language: str) -> Iterator[Name]:
    for item in get(term, "names", list, where):
        text, kind, own = (get(item, key, str, where) for key in ("text", "kind", "language"))
        if kind in KINDS and own == language:
            yield Name(text, kind, reading=str(item.get("reading", "")))


def _definition(value: object, where: str) -> Definition:
    return Definition(*(get(value, key, str, where) for key in Definition._fields))


def _labels(values: Mapping[str, Any], language: str) -> dict[str, str]:
    """Those of some labels by language that are in one, by what they are labels of."""
    labels = {key: get(values, key, dict, _FILE).get(language) for key in values}
    return {key: str(label) for key, label in labels.items() if label is not None}


def _sides(relations: dict[str, Any]) -> Iterator[Side]:
    types: dict[str, RelationType] = {}
    for key, value in relations.items():
        inverse = get(value, "inverse", str, key)
        is_inverted = inverse in types and inverse != key
        types[key] = types[inverse] if is_inverted else RelationType(name=key, label="", symmetric=inverse == key)
        yield Side(key=key, type=types[key], inverted=is_inverted)
