"""The glossary in the words of SKOS (W3C), as Turtle: the file `glossary.ttl`.

Whatever a project declares, there is one preferred name a language (S14), and no name of two kinds (S13).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote

from sphinx_glossary_terms.external.glossary_json import FileTerm, Text
from sphinx_glossary_terms.model.names import PREFERRED
from sphinx_glossary_terms.model.relations import BUILT_IN
from sphinx_glossary_terms.programs.export.collect import Export
from sphinx_glossary_terms.programs.export.formats import render

VOCABULARY = "urn:sphinx-glossary-terms:"
"""The beginning of the names of our own properties."""

_IN_SKOS = ("broader", "narrower", "related")
# What an address cannot have in Turtle.
_NOT_IN_IRIS = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


class Iri(NamedTuple):
    """The address of a resource, or the name of a property with its prefix."""

    text: str


class Literal(NamedTuple):
    """A text in a language."""

    text: str
    language: str


def turtle(export: Export, /) -> str:
    """The text of the file."""
    return render("glossary.ttl", _written, glossary=export, skos=Skos(export))


def _written(value: Iri | Literal | str) -> str:
    """A value in Turtle, which escapes what JSON escapes, and in the same way."""
    if isinstance(value, Iri):
        text = _NOT_IN_IRIS.sub(lambda match: f"%{ord(match[0]):02X}", value.text)
        return text if text.startswith("skos:") else f"<{text}>"
    if isinstance(value, Literal):
        return f"{json.dumps(value.text, ensure_ascii=False)}@{value.language}"
    return json.dumps(value, ensure_ascii=False)


class Skos:
    """What SKOS says of a glossary, for the template."""

    def __init__(self, export: Export) -> None:
        self._export = export
        self.scheme = Iri(export.url(export.index))
        self.terms = {key: Iri(export.url(term.address)) for key, term in export.terms.items()}
        self.terms |= {key: Iri(export.url(other.address)) for key, other in export.other_terms.items()}
        self.tops = {
            key: self.terms[key]
            for key, term in export.terms.items()
            if not term.relations.get("broader") and not term.replaced_by
        }
        self.members: dict[str, list[Iri]] = {tag: [] for tag in export.tags}
        for term_id, term in export.terms.items():
            for tag in term.tags:
                self.members[tag].append(self.terms[term_id])
        # What SKOS does not have. What one has to know first is neither broader nor related.
        named = {key for term in export.terms.values() for key in term.relations}
        self.properties = [side.key for side in export.sides if side.key in named and side.key not in _IN_SKOS]

    def relation(self, key: str) -> Iri:
        """The property of a relation. A built-in one means the same in every project, one of a project does not."""
        if key in _IN_SKOS:
            return Iri(f"skos:{key}")
        is_ours = any(
            side.key == key and side.type.name in {kind.name for kind in BUILT_IN} for side in self._export.sides
        )
        return Iri(VOCABULARY + key if is_ours or not self._export.base_url else f"{self.scheme.text}#relation-{key}")

    def tag(self, tag: str) -> Iri:
        """The collection of the terms of a tag."""
        return Iri(f"{self.scheme.text}#tag-{quote(tag, safe='')}")

    def said(self, by_language: Mapping[str, str | Text]) -> list[Literal]:
        """Texts by language."""
        texts = ((text.text if isinstance(text, Text) else text, language) for language, text in by_language.items())
        return [Literal(text, language) for text, language in texts]

    def labels(self, term: FileTerm) -> dict[str, list[Literal]]:
        """The names by kind. Of one text in one language the first counts; one to avoid is found, but no proper one."""
        labels: dict[str, list[Literal]] = {"pref": [], "alt": [], "hidden": []}
        kinds: dict[Literal, str] = {}
        for name in term.names:
            kind = name.row
            shown = "alt" if kind.is_shown and not kind.is_avoided else "hidden"
            kinds.setdefault(Literal(name.text, name.language), "pref" if kind is PREFERRED else shown)
        for literal, label in kinds.items():
            labels[label].append(literal)
        return labels

    def relations(self, term_id: str) -> Iterator[tuple[Iri, list[Iri]]]:
        """The terms at the other ends by property."""
        for side, others in self._export.terms[term_id].relations.items():
            yield self.relation(side), [self.terms[other] for other in others]
