"""Writes terms as MyST pages, in the section form: a heading, a `term` with its options, and the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sphinx_glossary_terms.model.names import OTHERS, as_myst
from sphinx_glossary_terms.programs.importing.values import Concept, Vocabulary
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
        yield kind.option, ", ".join(name.with_reading for name in others if name.kind == kind.name)
    for option, targets in concept.relations.items():
        yield option, ", ".join(targets)
    yield "tags", ", ".join(concept.tags)
    yield "context", concept.context
    yield "replaced-by", concept.replaced_by
    yield "old-ids", ", ".join(concept.old_ids)


def paragraph(text: str, /) -> str:
    """A text as a paragraph of one line."""
    return begun(escaped(text))


def heading(text: str, /) -> str:
    """The text of a heading. Signs at its end would be taken for its closing sequence (CommonMark 4.2)."""
    text = paragraph(text)
    body = text.rstrip("#")
    body += "#" * (body.endswith("\\") and body != text)  # which has its backslash
    return body + "\\#" * (len(text) - len(body))
