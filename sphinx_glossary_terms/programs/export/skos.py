"""The glossary in the words of SKOS (W3C), as Turtle: the file `glossary.ttl`.

What SKOS demands of the whole holds here whatever a project declares: one preferred name a language (S14), no name of
two kinds (S13), nothing related to what is above or below it (S27).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias
from urllib.parse import quote

from sphinx_glossary_terms.model.names import KINDS, PREFERRED, Name
from sphinx_glossary_terms.model.reachability import Reachability
from sphinx_glossary_terms.model.relations import BUILT_IN, Side
from sphinx_glossary_terms.programs.export.values import Export

VOCABULARY = "urn:sphinx-glossary-terms:"
"""The beginning of the names of our own properties."""

PREFIXES: Mapping[str, str] = {
    "dct": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}

_IN_SKOS = {"broader": "skos:broader", "narrower": "skos:narrower", "related": "skos:related"}


class Iri(NamedTuple):
    """A resource: its address, or its name with one of the prefixes."""

    text: str


class Literal(NamedTuple):
    """A text, and its language or its type if it has one."""

    text: str
    language: str = ""
    datatype: str = ""


Value: TypeAlias = "Iri | Literal"


class Resource(NamedTuple):
    """A resource, its type, and the values of its properties."""

    iri: Iri
    type: str
    properties: list[tuple[Iri, list[Value]]]


def resources(export: Export, /) -> Iterator[Resource]:
    """Everything that there is to say: the scheme, the terms, the tags, and our own properties."""
    iris = _Iris(export)
    parents = _parents(export)
    above = Reachability(parents, parents.__getitem__)
    tops = [key for key, term in export.terms.items() if not parents[key] and not term.replaced_by]
    yield Resource(
        iris.scheme,
        "skos:ConceptScheme",
        [*_scheme(export), (Iri("skos:hasTopConcept"), [iris.terms[key] for key in tops])],
    )
    for term_id in export.terms:
        top: list[tuple[Iri, list[Value]]] = [(Iri("skos:topConceptOf"), [iris.scheme] if term_id in {*tops} else [])]
        yield Resource(iris.terms[term_id], "skos:Concept", [*top, *_concept(export, iris, term_id, above)])
    for key, other in export.others.items():
        label: list[Value] = [Literal(other.name, other.language)]
        # A term of another project is in the scheme of that; here it is known by the key of the project.
        page: tuple[Iri, list[Value]] = (
            (Iri("dct:identifier"), [Literal(key)]) if other.id else (Iri("skos:inScheme"), [iris.scheme])
        )
        yield Resource(iris.terms[key], "skos:Concept", [(Iri("skos:prefLabel"), label), page])
    yield from _collections(export, iris)
    yield from _own_properties(export, iris)


class _Iris:
    """The addresses of everything."""

    def __init__(self, export: Export) -> None:
        self._export = export
        self.scheme = Iri(export.url(export.index))
        self.terms = {term_id: Iri(export.url(term.address)) for term_id, term in export.terms.items()}
        self.terms |= {key: Iri(export.url(other.address)) for key, other in export.others.items()}

    def relation(self, side: Side) -> Iri:
        """The property of a relation. A built-in one means the same in every project, one of a project does not."""
        if side.key in _IN_SKOS:
            return Iri(_IN_SKOS[side.key])
        if side.type in BUILT_IN or not self._export.base_url:
            return Iri(VOCABULARY + side.key)
        return Iri(f"{self.scheme.text}#relation-{side.key}")

    def tag(self, tag: str) -> Iri:
        return Iri(f"{self.scheme.text}#tag-{quote(tag, safe='')}")


def _scheme(export: Export) -> Iterator[tuple[Iri, list[Value]]]:
    """What conf.py says of the project. A licence is the address in its copyright."""
    for name, text in (
        ("dct:title", export.project),
        ("dct:creator", export.creator),
        ("dct:rights", export.rights),
        ("owl:versionInfo", export.version),
    ):
        yield Iri(name), [Literal(text)] if text else []
    licence = re.search(r"https?://[^\s<>\"]+[^\s<>\".,;)]", export.rights)
    yield Iri("dct:license"), [Iri(licence[0])] if licence else []


def _concept(export: Export, iris: _Iris, term_id: str, above: Reachability) -> Iterator[tuple[Iri, list[Value]]]:
    term = export.terms[term_id]
    yield Iri("skos:inScheme"), [iris.scheme]
    yield Iri("skos:notation"), [Literal(term_id)]
    yield from _labels(export, term_id)
    definitions = [
        Literal(words.definitions[term_id].text, words.language)
        for words in export.words
        if term_id in words.definitions
    ]
    if definitions:
        yield Iri("skos:definition"), [*definitions]
    yield Iri("dct:source"), [Iri(address) for address in export.sources(term_id)]
    if contexts := export.contexts(term_id):
        yield Iri("skos:scopeNote"), [Literal(text, language) for language, text in contexts.items()]
    if term.replaced_by:
        yield Iri("owl:deprecated"), [Literal("true", datatype="http://www.w3.org/2001/XMLSchema#boolean")]
        yield Iri("dct:isReplacedBy"), [iris.terms[term.replaced_by]]
    plain: list[Value] = []
    for side in export.sides:
        others = term.relations.get(side.key, ())
        if side.key == "related":
            clashing = {other for other in others if above.reaches(term_id, other) or above.reaches(other, term_id)}
            plain = [iris.terms[other] for other in others if other in clashing]
            others = tuple(other for other in others if other not in clashing)
        if others:
            yield iris.relation(side), [iris.terms[other] for other in others]
    if plain:
        yield Iri("skos:semanticRelation"), plain


def _labels(export: Export, term_id: str) -> Iterator[tuple[Iri, list[Value]]]:
    """The names by property. Of one text in one language the first kind counts."""
    literals: dict[str, list[Value]] = {}
    seen: set[tuple[str, str]] = set()
    for name in export.names(term_id):
        if (key := (name.text, name.language)) not in seen:
            seen.add(key)
            label = _label(name)
            literals.setdefault(label, []).append(Literal(name.text, name.language))
    for label in ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel"):
        if label in literals:
            yield Iri(label), literals[label]


def _label(name: Name) -> str:
    """The property of a kind of names. A name to avoid is found, but is no proper one."""
    if name.kind == PREFERRED.name:
        return "skos:prefLabel"
    return "skos:altLabel" if KINDS[name.kind].is_shown and not name.is_avoided else "skos:hiddenLabel"


def _parents(export: Export) -> dict[str, set[str]]:
    """What stands right above each term."""
    parents: dict[str, set[str]] = {node: set() for node in (*export.terms, *export.others)}
    for term_id, term in export.terms.items():
        parents[term_id].update(term.relations.get("broader", ()))
        for other in term.relations.get("narrower", ()):
            parents[other].add(term_id)
    return parents


def _collections(export: Export, iris: _Iris) -> Iterator[Resource]:
    members: dict[str, list[Value]] = {}
    for term_id, term in export.terms.items():
        for tag in term.tags:
            members.setdefault(tag, []).append(iris.terms[term_id])
    for tag, concepts in sorted(members.items()):
        labels: list[Value] = [Literal(words.tags[tag], words.language) for words in export.words if tag in words.tags]
        yield Resource(
            iris.tag(tag), "skos:Collection", [(Iri("skos:prefLabel"), labels), (Iri("skos:member"), concepts)]
        )


def _own_properties(export: Export, iris: _Iris) -> Iterator[Resource]:
    """What SKOS does not have. What one has to know first is neither broader nor related."""
    for side in export.sides:
        if side.key in _IN_SKOS or not any(side.key in term.relations for term in export.terms.values()):
            continue
        labels: list[Value] = [
            Literal(words.relations[side.key], words.language) for words in export.words if side.key in words.relations
        ]
        properties: list[tuple[Iri, list[Value]]] = [
            (Iri("rdfs:subPropertyOf"), [Iri("skos:semanticRelation")]),
            (Iri("rdfs:label"), labels),
        ]
        properties.append((Iri("owl:inverseOf"), [iris.relation(export.inverse(side))]))
        yield Resource(iris.relation(side), "owl:ObjectProperty", properties)


# What an address cannot have in Turtle.
_NOT_IN_IRIS = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


def turtle(export: Export, /) -> str:
    """`glossary.ttl`: SKOS as Turtle."""
    prefixes = "".join(f"@prefix {name}: <{address}> .\n" for name, address in PREFIXES.items())
    return prefixes + "".join(map(_turtle_resource, resources(export)))


def _turtle_resource(resource: Resource) -> str:
    lines = [f"\n{_turtle_value(resource.iri)} a {resource.type}"]
    for name, values in resource.properties:
        if values:
            lines.append(f"    {_turtle_value(name)} {', '.join(map(_turtle_value, values))}")
    return " ;\n".join(lines) + " .\n"


def _turtle_value(value: Value) -> str:
    if isinstance(value, Iri):
        if value.text.partition(":")[0] in PREFIXES:
            return value.text
        return f"<{_NOT_IN_IRIS.sub(lambda match: f'%{ord(match[0]):02X}', value.text)}>"
    # Turtle escapes what JSON escapes, and in the same way.
    text = json.dumps(value.text, ensure_ascii=False)
    if value.datatype:
        return f"{text}^^<{value.datatype}>"
    return f"{text}@{value.language}" if value.language else text
