"""Writes the translations of terms into catalogs: those of their pages, and those of names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sphinx_glossary_terms.catalogs.edit import CatalogEdit
from sphinx_glossary_terms.catalogs.names import ALIASES, READING, READINGS
from sphinx_glossary_terms.model.names import KINDS, PREFERRED
from sphinx_glossary_terms.programs.importing.pages import heading, paragraph
from sphinx_glossary_terms.programs.importing.values import Concept, Vocabulary


class _Message(NamedTuple):
    """A translation: its catalog, its context if it has one, and where it comes from."""

    catalog: str
    context: str | None
    text: str
    translation: str
    place: str


def catalogs(vocabulary: Vocabulary, folder: Path, /) -> dict[str, bytes]:
    """The content of each catalog by its path below a folder; one that exists gets what it does not have."""
    edits: dict[str, CatalogEdit] = {}
    for language in vocabulary.translations:
        for message in _messages(vocabulary, language):
            file = f"{language.replace('-', '_')}/LC_MESSAGES/{message.catalog}.po"
            if file not in edits:
                edits[file] = CatalogEdit(folder / file)
            present = edits[file].translation(message.text, message.context)
            if not present:
                edits[file].add(message.text, message.translation, message.context)
            elif present != message.translation:
                vocabulary.report.add(
                    "not kept: a second translation of a text, of which a catalog has one",
                    message.place,
                    f"'{message.text}': '{message.translation}' ({language})",
                )
    return {file: catalog.content for file, catalog in edits.items()}


def _messages(vocabulary: Vocabulary, language: str) -> Iterator[_Message]:
    source = vocabulary.source_language
    for concept in vocabulary.concepts:
        yield from _messages_of(concept, source, language)


def _messages_of(concept: Concept, source: str, language: str) -> Iterator[_Message]:
    message = concept.names[source][0].text
    for kind in KINDS.values():
        names = concept.names.get(language, [])
        of_kind = [name for name in names if name.kind == kind.name]
        if of_kind and kind is PREFERRED:
            yield _Message(concept.page, None, heading(message), heading(of_kind[0].text), concept.place)
        elif of_kind:
            text = ", ".join(name.with_reading for name in of_kind)
            yield _Message(ALIASES, concept.id + kind.context, message, text, concept.place)
        if of_kind and kind is PREFERRED and (reading := of_kind[0].reading):
            yield _Message(READINGS, concept.id + READING, message, reading, concept.place)
    if definition := concept.definitions.get(language):
        message = paragraph(concept.definitions[source])
        yield _Message(concept.page, None, message, paragraph(definition), concept.place)
