"""The table of formats: a row for each file."""

from __future__ import annotations

from collections.abc import Callable

from sphinx_glossary_terms.export import contextive, csv_file, json_file, json_ld, tbx, text, turtle, vale
from sphinx_glossary_terms.export.values import Export

FORMATS: dict[str, Callable[[Export], str | None]] = {
    json_file.NAME: json_file.write,
    "glossary.ttl": turtle.write,
    "glossary.jsonld": json_ld.write,
    "glossary.tbx": tbx.write,
    "glossary.csv": csv_file.write,
    "glossary.txt": text.write,
    "terms.glossary.yml": contextive.write,
    "vale/Glossary.yml": vale.write,
}
"""What writes each file; None if there is nothing to write in it."""
