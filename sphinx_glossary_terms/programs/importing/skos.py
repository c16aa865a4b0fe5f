"""Reads SKOS (W3C) with rdflib: Turtle, JSON-LD, RDF/XML, N-Triples.

rdflib keeps the order of a file, though nothing in RDF promises one: names stay in the order in which a person wrote
them, and the same file gives the same pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sphinx_glossary_terms.doctree.nodes import INDEX_PAGE
from sphinx_glossary_terms.model.names import PREFERRED
from sphinx_glossary_terms.model.relations import BUILT_IN, sides
from sphinx_glossary_terms.model.term import TERM_OPTIONS, anchor_of
from sphinx_glossary_terms.programs.export.skos import VOCABULARY
from sphinx_glossary_terms.programs.importing.values import ELSEWHERE, Concept, Relation, Vocabulary
from sphinx_glossary_terms.settings.checks import ROW_NAME
from sphinx_glossary_terms.untrusted.limits import Budget, UnusableError
from sphinx_glossary_terms.untrusted.rdf_graph import read_graph

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

BASE = "https://base.invalid/"
"""What relative addresses are relative to, while they are read; no address of a site can be (RFC 6761, 6.4)."""
_BUILT_IN = {side.key: side for side in sides(BUILT_IN)}


def read(content: bytes, /, *, form: str) -> Vocabulary:
    """What the file says; `form` is the name that rdflib has for its format."""
    graph = read_graph(content, form=form, base=BASE)
    vocabulary = _Reader(graph, Budget(len(content))).read()
    if not vocabulary.concepts:
        raise UnusableError("has no concepts of SKOS (`skos:Concept`); export it as SKOS")
    return vocabulary


class _Reader:
    """Reads a graph."""

    def __init__(self, graph: Graph, budget: Budget) -> None:
        from rdflib.namespace import OWL, RDF, RDFS, SKOS, Namespace

        self._graph = graph
        self._prefixes = {str(namespace): prefix for prefix, namespace in graph.namespaces()}
        self._vocabulary = Vocabulary(budget=budget)
        self._budget = budget
        self._kinds: dict[Node, str] = {
            SKOS.prefLabel: PREFERRED.name,
            SKOS.altLabel: "alias",
            SKOS.hiddenLabel: "hidden",
        }
        xl = Namespace("http://www.w3.org/2008/05/skos-xl#")
        self._literal_form = xl.literalForm
        self._kinds |= {xl[label]: self._kinds[SKOS[label]] for label in ("prefLabel", "altLabel", "hiddenLabel")}
        self._texts: dict[Node, str] = {SKOS[name]: name for name in ("definition", "scopeNote", "note", "example")}
        self._derived: set[Node] = {RDF.type, SKOS.inScheme, SKOS.topConceptOf, SKOS.notation, OWL.deprecated}
        self._derived |= {SKOS.broaderTransitive, SKOS.narrowerTransitive}
        # The option of each property, and whether it is seen from the other end.
        self._options: dict[Node, tuple[str, bool]] = {
            SKOS[name]: (name, False) for name in ("broader", "narrower", "related")
        }
        general = {**self._options, SKOS.semanticRelation: ("", False)}
        self._options[SKOS.semanticRelation] = "related", False
        self._turned: list[tuple[str, str, str]] = []
        for own, _, parent in graph.triples((None, RDFS.subPropertyOf, None)):
            if parent in general and own not in self._options:
                option = general[parent] if general[parent][0] else self._own_option(own)
                self._options |= {own: option} if option else {}

    def read(self) -> Vocabulary:
        """What the graph says."""
        from rdflib.namespace import DC, DCTERMS, RDF, RDFS, SKOS

        graph, vocabulary = self._graph, self._vocabulary
        scheme = graph.value(None, RDF.type, SKOS.ConceptScheme)
        titles = (graph.value(scheme, label) for label in (DCTERMS.title, DC.title, RDFS.label, SKOS.prefLabel))
        vocabulary.title = vocabulary.clean(
            next((str(title) for title in titles if title is not None), ""), "the title"
        )
        if scheme is not None and (address := _address(scheme)).endswith(f"/{INDEX_PAGE}.html"):
            vocabulary.base_url = address.removesuffix(f"{INDEX_PAGE}.html")
        subjects = dict.fromkeys(graph.subjects(RDF.type, SKOS.Concept))
        external = {subject: target for subject in subjects if (target := self._external(subject))}
        vocabulary.external = {_address(subject): target for subject, target in external.items()}
        concepts = {_address(subject): self._concept(subject) for subject in subjects if subject not in external}
        for target, option, key in self._turned:
            if target in concepts:
                concepts[target].relations.setdefault(option, []).append(key)
        for concept in concepts.values():
            vocabulary.add(concept)
        self._read_collections(concepts)
        if len(schemes := {*graph.objects(None, SKOS.inScheme)}) > 1:
            vocabulary.report.add(f"not kept: which of the {len(schemes)} concept schemes a concept is in")
        return vocabulary

    def _external(self, subject: Node) -> str:
        """The key and the id of a term of another project, which is in no scheme of the file; else empty."""
        from rdflib.namespace import DCTERMS, SKOS

        text = str(self._graph.value(subject, DCTERMS.identifier) or "")
        return text if ELSEWHERE.fullmatch(text) and self._graph.value(subject, SKOS.inScheme) is None else ""

    def _concept(self, subject: Node) -> Concept:
        from rdflib.namespace import DCTERMS, OWL, SKOS

        graph, address = self._graph, _address(subject)
        concept = Concept(place=address, key=address, former=re.split("[/#]", address.rstrip("/#"))[-1])
        self._take_id(concept, [str(notation) for notation in graph.objects(subject, SKOS.notation)])
        for property_, value in graph.predicate_objects(subject):
            if property_ in self._kinds:
                self._add_names(concept, self._kinds[property_], value)
            elif property_ in self._texts:
                self._add_texts(concept, self._texts[property_], value)
            elif property_ in self._options:
                self._add_relation(concept, *self._options[property_], _address(value))
            elif property_ == DCTERMS.isReplacedBy:
                concept.replaced_by = _address(value)
            elif property_ == DCTERMS.source and re.fullmatch(r"https?://[^\s<>\"]+", str(value)):
                concept.sources.append(_address(value))
            elif property_ not in self._derived:
                self._vocabulary.report.add(f"not kept: {self._short(property_)}", address)
        if not concept.replaced_by and str(graph.value(subject, OWL.deprecated)).lower() in {"true", "1"}:
            self._vocabulary.report.add("not kept: owl:deprecated without dct:isReplacedBy", address)
        # The same label may be there with and without SKOS-XL.
        concept.names = {language: [*dict.fromkeys(names)] for language, names in concept.names.items()}
        return concept

    def _short(self, address: Node) -> str:
        """An address with a prefix, if the file has one for it."""
        name = re.split("[/#]", _address(address))[-1]
        prefix = self._prefixes.get(str(address).removesuffix(name)) if name else None
        return f"<{_address(address)}>" if prefix is None else f"{prefix}:{name}"

    def _take_id(self, concept: Concept, notations: list[str]) -> None:
        for notation in notations:
            if concept.key.endswith(f"#{anchor_of(notation)}"):
                # A term of this extension.
                concept.id, concept.address, concept.former = notation, concept.key, ""
            else:
                concept.old_ids.append(self._vocabulary.clean(notation, concept.place))
        if not concept.id:
            self._vocabulary.report.add("not kept: the addresses of concepts", concept.place)

    def _add_relation(self, concept: Concept, option: str, is_turned: bool, other: str) -> None:
        if is_turned:
            self._turned.append((other, option, concept.key))
        else:
            concept.relations.setdefault(option, []).append(other)

    def _literals(self, value: Node, inside: Node, place: str) -> Iterator[tuple[str, str]]:
        """The languages and texts of a value, which may also be a resource with a text in it."""
        from rdflib import Literal

        for literal in [value] if isinstance(value, Literal) else self._graph.objects(value, inside):
            if not isinstance(literal, Literal):
                continue
            self._budget.spend(literal)
            language = self._vocabulary.language(literal.language, place) if literal.language else ""
            if language is not None:
                yield language, self._vocabulary.clean(str(literal), place)

    def _add_names(self, concept: Concept, kind: str, value: Node) -> None:
        for language, text in self._literals(value, self._literal_form, concept.place):
            concept.add_name(language, text, kind)

    def _add_texts(self, concept: Concept, kind: str, value: Node) -> None:
        from rdflib.namespace import RDF

        texts = [*self._literals(value, RDF.value, concept.place)]
        if not texts:
            self._vocabulary.report.add(f"not kept: skos:{kind} without a text", concept.place)
        for language, text in texts:
            if kind == "scopeNote" and concept.id:
                concept.context[language] = text
            else:
                concept.add_text(kind, language, text)

    def _read_collections(self, concepts: dict[str, Concept]) -> None:
        from rdflib.namespace import RDF, SKOS

        graph = self._graph
        collections = (
            node for kind in (SKOS.Collection, SKOS.OrderedCollection) for node in graph.subjects(RDF.type, kind)
        )
        for collection in dict.fromkeys(collections):
            key = _address(collection)
            labels = [
                pair
                for property_ in (name for name, kind in self._kinds.items() if kind == PREFERRED.name)
                for value in graph.objects(collection, property_)
                for pair in self._literals(value, self._literal_form, key)
            ]
            self._vocabulary.tags[key] = dict(reversed(labels))
            members = [*graph.objects(collection, SKOS.member)]
            for head in graph.objects(collection, SKOS.memberList):
                try:
                    for item in graph.items(head):
                        self._budget.spend()
                        members.append(item)
                except ValueError:
                    self._vocabulary.report.add("not kept: a list that contains itself", key)
            for member in map(_address, members):
                if member in concepts:
                    concepts[member].tags.append(key)
                else:
                    self._vocabulary.report.add("not kept: a collection in a collection", key)

    def _own_option(self, own: Node) -> tuple[str, bool] | None:
        """The option for a relation that SKOS does not have, and whether it is that of the other end."""
        from rdflib.namespace import OWL

        if not (key := _option_name(own)):
            return None
        relations, inverse = self._vocabulary.relations, self._graph.value(own, OWL.inverseOf)
        other = _option_name(inverse) if inverse is not None else ""
        if side := _BUILT_IN.get(key):
            return (side.type.name, True) if side.inverted and not side.type.inverse else (key, False)
        if other in relations:
            relation = relations[other]
            relation.inverse_labels = self._labels(own)
            if key == f"{other}-inverse":
                return other, True
            relation.inverse = key
        else:
            relations[key] = Relation(labels=self._labels(own) or {"": key}, is_symmetric=other == key)
        return key, False

    def _labels(self, own: Node) -> dict[str, str]:
        from rdflib.namespace import RDFS

        labels = (pair for value in self._graph.objects(own, RDFS.label) for pair in self._literals(value, value, ""))
        return dict(labels)


def _address(node: Node) -> str:
    """The address of a resource; halves of characters, which nothing can be written with, are replaced."""
    return str(node).encode("utf-8", "replace").decode().removeprefix(BASE)


def _option_name(own: Node) -> str:
    """The name of the option for a property; empty if none can be made."""
    text = str(own)
    name = text.removeprefix(VOCABULARY) if text.startswith(VOCABULARY) else re.split("[/#:]", text)[-1]
    name = name.removeprefix("relation-") if "#relation-" in text else name
    name = re.sub("(?<=[a-z0-9])(?=[A-Z])", "-", name).lower().replace("_", "-")
    return name if ROW_NAME.fullmatch(name) and name not in TERM_OPTIONS else ""
