"""Writes terms as MyST pages, in the section form, and their translations as catalogs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sphinx_glossary_terms.catalogs.edit import CatalogEdit
from sphinx_glossary_terms.catalogs.names import ALIASES, READING, READINGS
from sphinx_glossary_terms.model.names import OTHERS, PREFERRED, Name, as_myst
from sphinx_glossary_terms.programs.importing.vocabulary import Concept, Vocabulary
from sphinx_glossary_terms.programs.markdown import begun, escaped


def pages(vocabulary: Vocabulary, /, *, top: str) -> dict[str, str]:
    """The text of each page by its name; `top` is that of the page above pages of letters."""
    by_page: dict[str, list[Concept]] = {}
    for concept in vocabulary.concepts:
        by_page.setdefault(concept.page, []).append(concept)
    letters = sorted(name for name in by_page if name.startswith(f"{top}-"))
    contents = {name: _page(vocabulary, name, concepts, top) for name, concepts in by_page.items()}
    if letters and top not in contents:
        toctree = ["```{toctree}", ":maxdepth: 1", "", *letters, "```"]
        contents[top] = _joined([f"# {heading(_title(top))}", "", *toctree])
    return contents


def _page(vocabulary: Vocabulary, name: str, concepts: Sequence[Concept], top: str) -> str:
    source = vocabulary.source_language
    by_name = sorted(concepts, key=lambda concept: (concept.names[source][0].text.casefold(), concept.id))
    if len(concepts) == 1 and name != top:
        return _joined(_term(concepts[0], source, "#"))
    lines = [f"# {heading(_title(name.removeprefix(f'{top}-')))}"]
    for concept in by_name:
        lines += ["", *_term(concept, source, "##")]
    return _joined(lines)


def _title(name: str) -> str:
    """A title made of the name of a page."""
    text = name.rpartition("/")[2].replace("-", " ").replace("_", " ")
    return text[:1].upper() + text[1:]


def _joined(lines: Iterable[str]) -> str:
    """The text of a page. What ends a line for MyST (`str.splitlines`) is never in one: the rest would be markup."""
    return "".join(f"{' '.join(line.splitlines())}\n" for line in lines)


def _term(concept: Concept, source: str, marks: str) -> Iterator[str]:
    yield from (f"{marks} {heading(concept.names[source][0].text)}", "", "```{term}")
    yield from (as_myst(option, value) for option, value in _options(concept, source) if value)
    yield "```"
    if definition := concept.definitions.get(source):
        yield from ("", paragraph(definition))


def _options(concept: Concept, source: str) -> Iterator[tuple[str, str]]:
    preferred, *others = concept.names[source]
    yield "id", concept.id
    yield "reading", preferred.reading
    for kind in OTHERS:
        yield kind.option, _listed(others, kind.name)
    for option, targets in concept.relations.items():
        yield option, ", ".join(targets)
    yield "tags", ", ".join(concept.tags)
    yield "context", concept.context
    yield "replaced-by", concept.replaced_by
    yield "old-ids", ", ".join(concept.old_ids)


def _listed(names: Iterable[Name], kind: str) -> str:
    return ", ".join(name.with_reading for name in names if name.kind == kind)


def paragraph(text: str, /) -> str:
    """A text as a paragraph of one line."""
    return begun(escaped(text))


def heading(text: str, /) -> str:
    """The text of a heading. Signs at its end would be taken for its closing sequence (CommonMark 4.2)."""
    text = paragraph(text)
    body = text.rstrip("#")
    body += "#" * (body.endswith("\\") and body != text)  # which has its backslash
    return body + "\\#" * (len(text) - len(body))


def catalogs(vocabulary: Vocabulary, folder: Path, /) -> dict[str, bytes]:
    """The content of each catalog by its path below a folder; one that exists gets what it does not have."""
    edits: dict[str, CatalogEdit] = {}
    for language in sorted(vocabulary.languages[1:]):
        for concept in vocabulary.concepts:
            for catalog, context, text, translation in _messages(concept, vocabulary.source_language, language):
                file = f"{language.replace('-', '_')}/LC_MESSAGES/{catalog}.po"
                if file not in edits:
                    edits[file] = CatalogEdit(folder / file)
                present = edits[file].translation(text, context)
                if not present:
                    edits[file].add(text, translation, context)
                elif present != translation:
                    vocabulary.report.add(
                        "not kept: a second translation of a text, of which a catalog has one",
                        concept.place,
                        f"'{text}': '{translation}' ({language})",
                    )
    return {file: catalog.content for file, catalog in edits.items()}


def _messages(concept: Concept, source: str, language: str) -> Iterator[tuple[str, str | None, str, str]]:
    """The translations of a term: the catalog of each, its context if it has one, its text, and the translation."""
    name = concept.names[source][0].text
    names = concept.names.get(language, [])
    for preferred in (other for other in names if other.kind == PREFERRED.name):
        yield concept.page, None, heading(name), heading(preferred.text)
        if preferred.reading:
            yield READINGS, concept.id + READING, name, preferred.reading
    for kind in OTHERS:
        if listed := _listed(names, kind.name):
            yield ALIASES, concept.id + kind.context, name, listed
    if definition := concept.definitions.get(language):
        yield concept.page, None, paragraph(concept.definitions[source]), paragraph(definition)
