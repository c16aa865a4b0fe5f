"""`glossary.json`: everything, for programs. `glossary.schema.json` describes it, and so does the manual.

What is read of it again has no uses, and of relations no more than their labels and which is the inverse of which.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sphinx_glossary_terms.external.parse import glossary_file
from sphinx_glossary_terms.model.external import VERSION
from sphinx_glossary_terms.model.names import KINDS, Name
from sphinx_glossary_terms.model.relations import RelationType, Side
from sphinx_glossary_terms.programs.export.values import Definition, Entry, Export, Other, Words
from sphinx_glossary_terms.untrusted.json_text import get, texts

_json = json.JSONEncoder(ensure_ascii=False).encode  # `json.dumps` with an option makes an encoder at each call


def write(export: Export, /) -> str:
    """The text of the file: a line a term, so that a diff shows which one has changed."""
    lines = [f"{_json(key)}: {_json(value)}" for key, value in _head(export).items()]
    # One after the other: `json.dumps` is slow where it lays out lines itself.
    terms = ",\n".join(f"{_json(term_id)}: {_json(_term(export, term_id))}" for term_id in export.terms)
    return "{\n" + ",\n".join([*lines, f'"terms": {{\n{terms}\n}}']) + "\n}\n"


def _head(export: Export) -> dict[str, Any]:
    tags = sorted({tag for term in export.terms.values() for tag in term.tags})
    return {
        "version": VERSION,
        "project": export.project,
        "base_url": export.base_url,
        "source_language": export.source_language,
        "languages": [words.language for words in export.words],
        "relations": {
            side.key: {
                "labels": {
                    words.language: words.relations[side.key] for words in export.words if side.key in words.relations
                },
                "inverse": export.inverse(side).key,
            }
            for side in export.sides
        },
        "tags": {tag: {words.language: words.tags[tag] for words in export.words if tag in words.tags} for tag in tags},
        "fields": {
            name: {words.language: words.field_labels[name] for words in export.words if name in words.field_labels}
            for name in sorted({name for words in export.words for name in words.field_labels})
        },
        "other_terms": {key: _other(other) for key, other in export.others.items()},
    }


def _other(other: Other) -> dict[str, Any]:
    found = {"name": other.name, "address": other.address}
    if not other.id:
        return found
    uses = [use._asdict() for use in other.uses]
    return {**found, "id": other.id, "project": other.project, "base_url": other.base_url, "uses": uses}


def _term(export: Export, term_id: str) -> dict[str, Any]:
    term = export.terms[term_id]
    definitions = {
        words.language: words.definitions[term_id]._asdict() for words in export.words if term_id in words.definitions
    }
    fields = [(words, words.fields.get(term_id, {})) for words in export.words]
    return {
        "address": term.address,
        "names": [_name(name, words.language) for words in export.words for name in words.names.get(term_id, ())],
        "definitions": definitions,
        "fields": {
            name: {words.language: found[name]._asdict() for words, found in fields if name in found}
            for name in sorted({name for _words, found in fields for name in found})
        },
        "relations": term.relations,
        "tags": term.tags,
        "old_ids": term.old_ids,
        "context": export.contexts(term_id),
        "replaced_by": term.replaced_by,
        "translate": term.is_translated,
        "uses": [use._asdict() for use in term.uses],
    }


def _name(name: Name, language: str) -> dict[str, str]:
    found = {"text": name.text, "kind": name.kind, "language": language}
    return {**found, "reading": name.reading} if name.reading else found


def read(content: bytes, /) -> Export:
    """What a file says.

    Raises:
        UnusableError: it is not as the schema says, or of a later version.
    """
    file = glossary_file(content)
    source = get(file, "source_language", str, "the file")
    languages = dict.fromkeys([source, *texts(get(file, "languages", list, "the file"))])
    names: dict[str, dict[str, tuple[Name, ...]]] = {language: {} for language in languages}
    definitions: dict[str, dict[str, Definition]] = {language: {} for language in languages}
    contexts: dict[str, dict[str, str]] = {language: {} for language in languages}
    fields: dict[str, dict[str, dict[str, Definition]]] = {language: {} for language in languages}
    terms = {}
    for term_id, term in get(file, "terms", dict, "the file").items():
        where = f"the term '{term_id}'"
        for item in get(term, "names", list, where):
            text, kind, language = (get(item, key, str, where) for key in ("text", "kind", "language"))
            if kind in KINDS and language in names:
                name = Name(text, kind, reading=str(item.get("reading", "")))
                names[language][term_id] = (*names[language].get(term_id, ()), name)
        for language, item in get(term, "definitions", dict, where).items():
            if language in definitions:
                definitions[language][term_id] = Definition(*(get(item, key, str, where) for key in Definition._fields))
        for name, by_language in get(term, "fields", dict, where).items() if "fields" in term else ():
            for language in by_language.keys() & fields.keys():
                found = fields[language].setdefault(term_id, {})
                found[name] = Definition(*(get(by_language[language], key, str, where) for key in Definition._fields))
        labels = get(term, "context", dict, where)
        context = str(labels.get(source) or next(iter(labels.values()), ""))
        for language in labels.keys() & contexts.keys():
            contexts[language][context] = str(labels[language])
        relations = get(term, "relations", dict, where)
        terms[term_id] = Entry(
            id=term_id,
            address=get(term, "address", str, where),
            relations={side: tuple(texts(get(relations, side, list, where))) for side in relations},
            tags=tuple(texts(get(term, "tags", list, where))),
            old_ids=tuple(texts(get(term, "old_ids", list, where))),
            context=context,
            replaced_by=get(term, "replaced_by", str, where),
            is_translated=term.get("translate") is not False,
        )
    labels_of = {
        part: {
            name: get(value, "labels", dict, name) if key == "relations" else value for name, value in values.items()
        }
        for key, part in (("tags", "tags"), ("relations", "relations"), ("fields", "field_labels"))
        for values in [get(file, key, dict, "the file") if key in file else {}]
    }
    return Export(
        project=get(file, "project", str, "the file"),
        base_url=get(file, "base_url", str, "the file"),
        index="",
        source_language=source,
        sides=tuple(_sides(get(file, "relations", dict, "the file"))),
        terms=terms,
        words=tuple(
            Words(
                language=language,
                names=names[language],
                definitions=definitions[language],
                **{
                    part: {key: str(labels[language]) for key, labels in values.items() if language in labels}
                    for part, values in labels_of.items()
                },
                contexts=contexts[language],
                fields=fields[language],
            )
            for language in languages
        ),
        others={
            key: Other(get(other, "name", str, key), get(other, "address", str, key), source)
            for key, other in get(file, "other_terms", dict, "the file").items()
        },
    )


def _sides(relations: dict[str, Any]) -> Iterator[Side]:
    types: dict[str, RelationType] = {}
    for key, value in relations.items():
        inverse = get(value, "inverse", str, key)
        is_inverted = inverse in types and inverse != key
        types[key] = types[inverse] if is_inverted else RelationType(name=key, label="", symmetric=inverse == key)
        yield Side(key=key, type=types[key], inverted=is_inverted)
