"""`glossary.json`: everything, for programs. `glossary.schema.json` describes it, and so does the manual."""

from __future__ import annotations

import json
from typing import Any

from sphinx_glossary_terms.model.external import VERSION
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.programs.export.values import Export

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
        "rights": export.rights,
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
        "other_terms": {key: {"name": other.name, "address": other.address} for key, other in export.others.items()},
    }


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
            name: {words.language: by_name[name]._asdict() for words, by_name in fields if name in by_name}
            for name in sorted({name for _words, by_name in fields for name in by_name})
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
    data = {"text": name.text, "kind": name.kind, "language": language}
    return {**data, "reading": name.reading} if name.reading else data
