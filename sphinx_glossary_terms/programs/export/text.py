"""`glossary.txt`: one line a term, for people and for language models."""

from __future__ import annotations

from sphinx_glossary_terms.model.names import ABBREVIATION, KINDS, PREFERRED, Name
from sphinx_glossary_terms.programs.export.values import Export


def write(export: Export, /) -> str:
    """The text of the file."""
    return "".join(f"{_line(export, term_id)}\n" for term_id in export.terms)


def _line(export: Export, term_id: str) -> str:
    parts = []
    for words in export.words:
        names = words.names.get(term_id, ())
        definition = words.definitions.get(term_id)
        if not names and not definition:
            continue
        part = ": ".join(filter(None, [_names(names), definition.text if definition else ""]))
        parts.append(part if words.language == export.source_language else f"{words.language}: {part}")
    term = export.terms[term_id]
    parts += [f"context: {term.context}"] if term.context else []
    first = "; ".join(map(export.preferred, term.relations.get("prerequisites", ())))
    parts += [f"prerequisites: {first}"] if first else []
    parts += [f"replaced by: {export.preferred(term.replaced_by)}"] if term.replaced_by else []
    return " | ".join([*parts, export.url(term.address)])


def _names(names: tuple[Name, ...]) -> str:
    short, also, avoided = [], [], []
    for name in names:
        if name.kind == ABBREVIATION.name:
            short.append(name.text)
        elif name.is_avoided:
            avoided.append(name.text)
        elif name.kind != PREFERRED.name and KINDS[name.kind].is_shown:
            also.append(name.text)
    beside = [*short, *_list("also ", also), *_list("not ", avoided)]
    preferred = [name.text for name in names if name.kind == PREFERRED.name]
    return " ".join([*preferred, *([f"({'; '.join(beside)})"] if beside else [])])


def _list(word: str, items: list[str]) -> list[str]:
    return [word + ", ".join(items)] if items else []
