"""The files of an export, and what writes each."""

from __future__ import annotations

from collections.abc import Callable

from sphinx_glossary_terms.external import glossary_json
from sphinx_glossary_terms.programs.export import formats
from sphinx_glossary_terms.programs.export.collect import Export
from sphinx_glossary_terms.programs.export.skos import turtle
from sphinx_glossary_terms.settings.outputs import GLOSSARY_FILE

FORMATS: dict[str, Callable[[Export], str | None]] = {
    GLOSSARY_FILE: glossary_json.write,
    "glossary.ttl": turtle,
    "glossary.tbx": formats.tbx,
    "glossary.csv": formats.table,
    "CONTEXT.md": formats.context,
    "vale/Glossary.yml": formats.vale,
}
"""What writes each file; None if there is nothing to write in it."""
