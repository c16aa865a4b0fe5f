"""The files of an export, and what writes each."""

from __future__ import annotations

from collections.abc import Callable

from sphinx_glossary_terms.external import glossary_json
from sphinx_glossary_terms.programs.export import context_file, formats
from sphinx_glossary_terms.programs.export.collect import Export
from sphinx_glossary_terms.programs.export.skos import turtle
from sphinx_glossary_terms.settings.outputs import GLOSSARY_FILE

FORMATS: dict[str, Callable[[Export], str | None]] = {
    GLOSSARY_FILE: glossary_json.write,
    "glossary.ttl": turtle,
    "glossary.tbx": formats.tbx,
    "glossary.csv": formats.table,
    "CONTEXT.md": context_file.write,
    "vale/Glossary.yml": formats.vale,
}
"""What writes each file; None if there is nothing to write in it."""

BY_LANGUAGE: dict[str, Callable[[Export, str], str]] = {
    "CONTEXT.{}.md": context_file.write,
    "translation/{}.csv": formats.translation,
}
"""What writes a file for each language but that of the source."""


def files(export: Export, /) -> dict[str, str | None]:
    """The text of each file by its name."""
    contents: dict[str, str | None] = {name: write(export) for name, write in FORMATS.items()}
    for name, write in BY_LANGUAGE.items():
        contents |= {name.format(language): write(export, language) for language in export.languages[1:]}
    return contents
