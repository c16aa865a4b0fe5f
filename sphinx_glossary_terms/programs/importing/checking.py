"""Whether Sphinx finds in the pages and catalogs what was read from a file."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sphinx.application import Sphinx

from sphinx_glossary_terms.domain.domain import glossary_domain
from sphinx_glossary_terms.problems.codes import Code
from sphinx_glossary_terms.problems.warnings import TYPE
from sphinx_glossary_terms.programs.export import reader
from sphinx_glossary_terms.programs.export.collect import export_of
from sphinx_glossary_terms.programs.export.languages import all_words
from sphinx_glossary_terms.programs.export.values import Export
from sphinx_glossary_terms.programs.importing.values import Concept, Vocabulary
from sphinx_glossary_terms.programs.isolated import isolated_folder
from sphinx_glossary_terms.settings.outputs import READER


class Found(NamedTuple):
    """What Sphinx finds: the glossary in all its languages, and its warnings about it."""

    export: Export
    warnings: list[str]


def settings(vocabulary: Vocabulary, /) -> dict[str, Any]:
    """What `conf.py` has to say so that the pages and catalogs mean what the file means."""
    source = vocabulary.source_language
    values: dict[str, Any] = (
        {"glossary_terms_source_language": source} if vocabulary.translations or source != "en" else {}
    )
    if any("/" in concept.page for concept in vocabulary.concepts):
        values["gettext_compact"] = False
    rows: dict[str, dict[str, str | bool]] = {}
    for name, relation in vocabulary.relations.items():
        rows[name] = {"label": relation.labels[source]}
        if relation.is_symmetric:
            rows[name]["symmetric"] = True
            continue
        if relation.inverse:
            rows[name]["inverse"] = relation.inverse
        rows[name]["inverse_label"] = relation.inverse_labels[source]
    if vocabulary.projects:
        values["glossary_terms_projects"] = vocabulary.projects
    return {**values, "glossary_terms_relations": rows} if rows else values


def find(files: Mapping[str, bytes], vocabulary: Vocabulary, /) -> Found:
    """What Sphinx makes of files, by their path below a project's folder."""
    conf = {
        "extensions": ["myst_parser", "sphinx_glossary_terms", reader.__name__],
        "project": vocabulary.title,
        "language": vocabulary.source_language.replace("-", "_"),
        "root_doc": next(name for name in files if name.endswith(".md")).removesuffix(".md"),
        # What other projects have is not known here.
        "suppress_warnings": ["toc.not_included", "myst.header", f"{TYPE}.{Code.PROJECT}"],
        # What was plain text in the file has to be the same here.
        "smartquotes": False,
        "glossary_terms_source_language": vocabulary.source_language,
        "html_baseurl": vocabulary.base_url,
        **settings(vocabulary),
    }
    with isolated_folder() as folder:
        text = "".join(f"{setting} = {value!r}\n" for setting, value in conf.items())
        for path, content in {**files, "conf.py": text.encode()}.items():
            (folder / "source" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "source" / path).write_bytes(content)
        warnings = io.StringIO()
        app = Sphinx(
            folder / "source",
            folder / "source",
            folder / "out",
            folder / "doctrees",
            READER,
            status=None,
            warning=warnings,
            parallel=os.cpu_count() or 1,
        )
        app.build()
        export = export_of(glossary_domain(app.env), app.builder, all_words(app))
    lines = re.sub(r"\x1b\[[0-9;]*m", "", warnings.getvalue()).replace(f"{folder / 'source'}{os.sep}", "").splitlines()
    return Found(export, [line for line in lines if f"[{TYPE}." in line])


def not_kept(vocabulary: Vocabulary, export: Export, /) -> Iterator[tuple[str, str, str]]:
    """What the file has and Sphinx does not find: what kind of thing, whose it is, and its text."""
    for concept in vocabulary.concepts:
        yield from _names(concept, export)
        yield from _definitions(concept, export)
        yield from _other_values(concept, export)
    for words in export.words:
        for kind, labels in (("tag", words.tags), ("context", words.contexts)):
            for (of, label), by_language in vocabulary.labels.items():
                text = by_language.get(words.language)
                if of == kind and text and labels.get(label) != text:
                    yield "labels", label, f"'{text}' ({words.language})"


def _names(concept: Concept, export: Export) -> Iterator[tuple[str, str, str]]:
    for language, names in concept.names.items():
        # A name that is the same in two languages is read as in the source, if nothing else says how.
        present = {
            (name.text, name.kind, reading)
            for name in export.names(concept.id, language)
            for reading in (name.reading, "")
        }
        for name in names:
            if (name.text, name.kind, name.reading) not in present:
                yield "names", concept.place, f"'{name.with_reading}' ({language})"


def _definitions(concept: Concept, export: Export) -> Iterator[tuple[str, str, str]]:
    by_language = {words.language: words.definitions.get(concept.id) for words in export.words}
    for language, text in concept.paragraphs[0].items() if concept.paragraphs else ():
        definition = by_language.get(language)
        if definition is None or definition.text != text:
            yield "definitions", concept.place, f"'{text}' ({language})"


def _other_values(concept: Concept, export: Export) -> Iterator[tuple[str, str, str]]:
    entry = export.terms.get(concept.id)
    if entry is None:
        yield "terms", concept.place, concept.id
        return
    external = {*concept.external}
    for option, targets in concept.relations.items():
        declared = {*entry.relations.get(option, ()), *external}
        for target in targets:
            if target not in declared:
                yield "relations", concept.place, f"{option}: {target}"
    for what, before, after in (
        ("tags", concept.tags, entry.tags),
        ("former ids", concept.old_ids, entry.old_ids),
        ("contexts", [*concept.context.values()], [entry.context]),
        ("successors", [concept.replaced_by] if concept.replaced_by else [], [entry.replaced_by, *external]),
    ):
        kept = {*after}
        for item in before:
            if item not in kept:
                yield what, concept.place, f"'{item}'"
