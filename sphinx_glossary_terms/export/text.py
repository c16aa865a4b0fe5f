"""`glossary.txt`: one line a term, for people and for language models."""

from __future__ import annotations

from sphinx_glossary_terms.export.values import AVOIDED, Export
from sphinx_glossary_terms.model.names import ABBREVIATION, OTHERS, PREFERRED, Name


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
    first = "; ".join(export.preferred(other) for other in export.terms[term_id].relations.get("prerequisites", ()))
    parts += [f"prerequisites: {first}"] if first else []
    return " | ".join([*parts, export.url(export.terms[term_id].address)])


def _names(names: tuple[Name, ...]) -> str:
    def texts(*kinds: str) -> str:
        return ", ".join(name.text for name in names if name.kind in kinds)

    also = (kind.name for kind in OTHERS if kind.is_shown and kind.name not in {ABBREVIATION.name, AVOIDED})
    beside = [texts(ABBREVIATION.name), _after("also ", texts(*also)), _after("not ", texts(AVOIDED))]
    return " ".join(filter(None, [texts(PREFERRED.name), _in_parentheses("; ".join(filter(None, beside)))]))


def _after(word: str, text: str) -> str:
    return word + text if text else ""


def _in_parentheses(text: str) -> str:
    return f"({text})" if text else ""
