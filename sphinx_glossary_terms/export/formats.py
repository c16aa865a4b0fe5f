"""The table of formats: a row for each file."""

from __future__ import annotations

from collections.abc import Callable

from sphinx_glossary_terms.export import csv_file, json_file, tbx, text
from sphinx_glossary_terms.export.skos_files import json_ld, turtle
from sphinx_glossary_terms.export.values import Export
from sphinx_glossary_terms.export.yaml_files import contextive, vale

FORMATS: dict[str, Callable[[Export], str | None]] = {
    json_file.NAME: json_file.write,
    "glossary.ttl": turtle,
    "glossary.jsonld": json_ld,
    "glossary.tbx": tbx.write,
    "glossary.csv": csv_file.write,
    "glossary.txt": text.write,
    "terms.glossary.yml": contextive,
    "vale/Glossary.yml": vale,
}
"""What writes each file; None if there is nothing to write in it."""
