"""`terms.glossary.yml`: definitions in an editor, as Contextive reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sphinx_glossary_terms.export.values import Export
from sphinx_glossary_terms.export.yaml_text import quoted
from sphinx_glossary_terms.model.names import PREFERRED


def write(export: Export, /) -> str:
    """The text of the file."""
    lines = ["contexts:", f"  - name: {quoted(export.project)}"]
    lines.append("    terms:" if export.terms else "    terms: []")
    for term_id in export.terms:
        lines += _term(export, term_id)
    return "\n".join(lines) + "\n"


def _term(export: Export, term_id: str) -> Iterator[str]:
    name, names = export.preferred(term_id), export.names(term_id)
    yield f"      - name: {quoted(name)}"
    if definition := next((words.definitions[term_id] for words in export.words if term_id in words.definitions), None):
        yield f"        definition: {quoted(definition.text)}"
    # By any of its names, in any language: code has the words of its authors.
    yield from _list("aliases", (other.text for other in names if not other.is_avoided and other.text != name))
    yield "        meta:"
    for other in names:
        if other.kind == PREFERRED.name and other.language != export.source_language:
            yield f"          {quoted(other.language)}: {quoted(other.text)}"
    if avoided := ", ".join(other.text for other in names if other.is_avoided):
        yield f"          {quoted('avoid')}: {quoted(avoided)}"
    if successor := export.terms[term_id].replaced_by:
        yield f"          {quoted('replaced by')}: {quoted(export.preferred(successor))}"
    yield f"          {quoted('page')}: {quoted(export.url(export.terms[term_id].address))}"


def _list(key: str, items: Iterable[str]) -> Iterator[str]:
    if found := [*dict.fromkeys(items)]:
        yield f"        {key}:"
        yield from (f"          - {quoted(item)}" for item in found)
