"""Reads `glossary.json` again, for programs that combine glossaries: names, definitions as text, and relations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sphinx_glossary_terms.external.parse import glossary_file
from sphinx_glossary_terms.model.names import KINDS, Name
from sphinx_glossary_terms.model.relations import RelationType, Side
from sphinx_glossary_terms.programs.export.values import Definition, Entry, Export, Other, Words
from sphinx_glossary_terms.untrusted.json_text import get, texts

_FILE = "the file"


def read(content: bytes, /) -> Export:
    """What a file says.

    Raises:
        UnusableError: it is not as the schema says, or of a later version.
    """
    file = glossary_file(content)
    source = get(file, "source_language", str, _FILE)
    terms = get(file, "terms", dict, _FILE)
    return Export(
        project=get(file, "project", str, _FILE),
        base_url=get(file, "base_url", str, _FILE),
        index="",
        source_language=source,
        sides=tuple(_sides(get(file, "relations", dict, _FILE))),
        terms={term_id: _entry(term_id, term) for term_id, term in terms.items()},
        words=tuple(
            _words(file, terms, language)
            for language in dict.fromkeys([source, *texts(get(file, "languages", list, _FILE))])
        ),
        others={
            key: Other(get(other, "name", str, key), get(other, "address", str, key), source)
            for key, other in get(file, "other_terms", dict, _FILE).items()
        },
    )


def _where(term_id: str) -> str:
    return f"the term '{term_id}'"


def _entry(term_id: str, term: object) -> Entry:
    where = _where(term_id)
    relations = get(term, "relations", dict, where)
    return Entry(
        id=term_id,
        address=get(term, "address", str, where),
        relations={side: tuple(texts(get(relations, side, list, where))) for side in relations},
        old_ids=tuple(texts(get(term, "old_ids", list, where))),
        replaced_by=get(term, "replaced_by", str, where),
    )


def _words(file: dict[str, Any], terms: Mapping[str, Any], language: str) -> Words:
    """The words of a language."""
    names: dict[str, tuple[Name, ...]] = {}
    definitions: dict[str, Definition] = {}
    for term_id, term in terms.items():
        where = _where(term_id)
        if term_names := tuple(_names(term, where, language)):
            names[term_id] = term_names
        if language in (by_language := get(term, "definitions", dict, where)):
            definitions[term_id] = Definition(get(by_language[language], "text", str, where), "")
    labels = {key: get(value, "labels", dict, key) for key, value in get(file, "relations", dict, _FILE).items()}
    relations = {key: str(texts_of[language]) for key, texts_of in labels.items() if language in texts_of}
    return Words(language=language, names=names, definitions=definitions, relations=relations)


def _names(term: object, where: str, language: str) -> Iterator[Name]:
    for item in get(term, "names", list, where):
        text, kind, own = (get(item, key, str, where) for key in ("text", "kind", "language"))
        if kind in KINDS and own == language:
            yield Name(text, kind, reading=str(item.get("reading", "")))


def _sides(relations: dict[str, Any]) -> Iterator[Side]:
    types: dict[str, RelationType] = {}
    for key, value in relations.items():
        inverse = get(value, "inverse", str, key)
        is_inverted = inverse in types and inverse != key
        types[key] = types[inverse] if is_inverted else RelationType(name=key, label="", symmetric=inverse == key)
        yield Side(key=key, type=types[key], inverted=is_inverted)
