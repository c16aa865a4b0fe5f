"""From the domain to the values of an export."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from sphinx_glossary_terms.doctree.nodes import INDEX_PAGE
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.programs.export.fields import fields_of
from sphinx_glossary_terms.programs.export.markup import DefinitionWriter
from sphinx_glossary_terms.programs.export.values import Entry, Export, Other, Use, Words
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.untrusted.limits import without_controls
from sphinx_glossary_terms.views.addresses import Address

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from sphinx_glossary_terms.domain.domain import GlossaryDomain
    from sphinx_glossary_terms.model.glossary import Glossary


def words_of(domain: GlossaryDomain, builder: Builder, /, *, has_fields: bool = False) -> Words:
    """The words of a glossary in the language of the build; the fields of all terms take all documents."""
    viewer, language = domain.viewer, config.build_language(domain.env.config)
    here = {"", language}
    write = DefinitionWriter(viewer.links, _addresses(builder)).write
    terms = viewer.glossary.terms.values()
    sides = ((side.key, viewer.labels.side(side)) for side in viewer.glossary.sides)
    contexts = ((text, viewer.labels.context(text)) for text in sorted({term.context for term in terms} - {""}))
    tags = ((tag, viewer.labels.tag(tag)) for tag in sorted({tag for term in terms for tag in term.tags}))
    by_term = fields_of(domain, write, here) if has_fields else {}
    headings = (
        (name, viewer.labels.field(name)) for name in sorted({name for fields in by_term.values() for name in fields})
    )
    return Words(
        language=language,
        names={term.id: names for term in terms if (names := _names(term.names, here))},
        definitions={term.id: write(term) for term in terms if term.definition and term.definition_language in here},
        relations=_texts(sides, here),
        tags=_texts(tags, here),
        contexts=_texts(contexts, here),
        fields=by_term,
        field_labels=_texts(headings, here),
    )


def export_of(domain: GlossaryDomain, builder: Builder, words: Iterable[Words], /) -> Export:
    """A glossary with its words in several languages."""
    settings, viewer = domain.env.config, domain.viewer
    glossary, address_of = viewer.glossary, _addresses(builder)
    related = glossary.related
    source = config.source_language(settings)
    by_language = {own.language: own for own in words}
    if config.is_translated(settings):
        known = _source_words(glossary, source, DefinitionWriter(viewer.links, address_of))
        given = by_language.get(source, known)
        by_language[source] = replace(
            given,
            names={**known.names, **given.names},
            definitions={**known.definitions, **given.definitions},
            contexts={**known.contexts, **given.contexts},
        )
    terms = {
        term.id: Entry(
            id=term.id,
            address=address_of(Address(term.docname, term.anchor)),
            relations={side.key: ids for side in glossary.sides if (ids := related(term.id, side))},
            tags=term.tags,
            old_ids=term.old_ids,
            context=term.context,
            replaced_by=glossary.successors.get(term.id, ""),
            is_translated=term.is_translated,
            uses=tuple(_uses(domain, term.id, address_of)),
        )
        for term in glossary.terms.values()
    }
    return Export(
        project=settings.project,
        base_url=config.base_url(settings),
        index=builder.get_target_uri(INDEX_PAGE),
        source_language=source,
        sides=glossary.sides,
        terms=terms,
        others=_others(domain, terms.values(), address_of),
        creator=settings.author if settings.author != settings.values["author"].default else "",
        rights=settings.copyright if isinstance(settings.copyright, str) else ", ".join(settings.copyright),
        version=settings.release or settings.version,
        words=(
            by_language.pop(source),
            *(
                by_language[language]
                for language in sorted(by_language)
                if by_language[language].names or by_language[language].definitions
            ),
        ),
    )


def _others(domain: GlossaryDomain, terms: Iterable[Entry], address_of: Callable[[Address], str]) -> dict[str, Other]:
    """The entries of Sphinx's own glossary and the terms of other projects that the terms name, by their keys."""
    settings, viewer = domain.env.config, domain.viewer
    entries = viewer.glossary.entries
    used = {
        other for term in terms if entries for ids in (*term.relations.values(), (term.replaced_by,)) for other in ids
    }
    return {
        key: Other(
            name=entry.name,
            address=address_of(Address(entry.docname, entry.anchor, entry.uri)),
            language=entry.language
            or (config.build_language(settings) if entry.id else config.source_language(settings)),
            id=entry.id.partition(":")[2],
        )
        for key, entry in sorted(entries.items())
        if key in used
    }


def _source_words(glossary: Glossary, source: str, writer: DefinitionWriter) -> Words:
    """What a translated build knows of the source language: names, contexts, and definitions without a translation."""
    terms = glossary.terms.values()
    return Words(
        language=source,
        names={term.id: _names(term.source_names, {"", source}) for term in terms},
        definitions={term.id: writer.write(term) for term in terms if term.definition_language == source},
        contexts={term.context: term.context for term in terms if term.context},
    )


def _names(names: Iterable[Name], languages: set[str]) -> tuple[Name, ...]:
    """Those of the names that have a text and are in one of the languages, without the language."""
    kept = [
        Name(without_controls(name.text), name.kind, reading=without_controls(name.reading))
        for name in names
        if name.language in languages
    ]
    return tuple([name for name in kept if name.text])


def _texts(labels: Iterable[tuple[str, LocalizedText]], languages: set[str]) -> dict[str, str]:
    """The text of those of the labels that are in one of the languages."""
    return {key: without_controls(label.text) for key, label in labels if label.language in languages}


def _uses(domain: GlossaryDomain, term_id: str, address_of: Callable[[Address], str]) -> Iterator[Use]:
    for backlink in domain.viewer.backlinks.by_term.get(term_id, ()):
        titles = [backlink.page, *([backlink.section] if backlink.section else [])]
        yield Use(address_of(backlink.address), without_controls(" › ".join(title.text for title in titles)))


def _addresses(builder: Builder) -> Callable[[Address], str]:
    address_of_page = cache(builder.get_target_uri)

    def address_of(target: Address) -> str:
        if target.uri:
            return target.uri
        address = address_of_page(target.docname)
        return f"{address}#{target.anchor}" if target.anchor else address

    return address_of
