"""The command: reads a file, writes pages and catalogs, and lists what is not kept."""

from __future__ import annotations

import os
import pprint
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sphinx_glossary_terms.model.ids import id_of
from sphinx_glossary_terms.programs.importing import csv_file
from sphinx_glossary_terms.programs.importing.catalogs import catalogs
from sphinx_glossary_terms.programs.importing.normalizing import normalize
from sphinx_glossary_terms.programs.importing.pages import pages
from sphinx_glossary_terms.programs.importing.values import Relation, Vocabulary
from sphinx_glossary_terms.settings.files import replace_file
from sphinx_glossary_terms.untrusted.limits import UnusableError, printable, read_file, reason_of


def import_file(path: Path, /, *, to: Path, locales: Path | None, language: str) -> int:
    """Write what is in a file as pages and catalogs; returns 0 if everything was kept, or listed.

    `to` is the folder of `conf.py`, `locales` that of the catalogs, by default `locales` in it; `language` is that of
    the pages, by default what the file says.
    """
    locales = locales or to / "locales"
    try:
        vocabulary = read(path)
        # A page called like the file would be the same one on many systems.
        name = id_of(path.stem) or "glossary"
        normalize(vocabulary, page=name, source_language=language)
        texts = pages(vocabulary, top=name)
        translations = catalogs(vocabulary, locales)
    except UnusableError as error:
        sys.stderr.write(f"{error.at(path)}; nothing was written\n")
        return 1
    written = {f"{name}.md": text.encode() for name, text in texts.items()}
    if taken := [name for name in written if os.path.lexists(to / name)]:
        message = "exists already; move it, or import to another folder"
        sys.stderr.writelines(f"{printable(to / name)}: {message}\n" for name in taken)
        sys.stderr.write("nothing was written\n")
        return 1
    files = {to / name: content for name, content in written.items()}
    if problem := _write(files, {locales / name: content for name, content in translations.items()}):
        sys.stderr.write(f"{problem}\n")
        return 1
    _say(path, vocabulary, len(files), len(translations))
    return 0


def read(path: Path, /) -> Vocabulary:
    """What a file says."""
    content = read_file(path, is_import=True)
    if path.suffix.lower() not in {".csv", ".tsv"}:
        raise UnusableError("has none of the endings .csv, .tsv; export or convert it to CSV")
    return csv_file.read(content)


def _write(new: Mapping[Path, bytes], catalogs: Mapping[Path, bytes]) -> str:
    """Write new pages, and catalogs; returns what went wrong. There is no page then, so the command can run again."""
    for path, content in {**catalogs, **new}.items():
        try:
            replace_file(path, content)
        except OSError as error:
            for page in filter(Path.is_file, new):
                page.unlink()
            return f"{printable(path)}: {reason_of(error)}; no page was written"
    return ""


def _settings(vocabulary: Vocabulary) -> dict[str, Any]:
    """What `conf.py` has to say so that the pages and catalogs mean what the file means."""
    source = vocabulary.source_language
    values: dict[str, Any] = (
        {"glossary_terms_source_language": source} if vocabulary.translations or source != "en" else {}
    )
    if any("/" in concept.page for concept in vocabulary.concepts):
        values["gettext_compact"] = False
    if vocabulary.projects:
        values["glossary_terms_projects"] = vocabulary.projects
    if vocabulary.relations:
        values["glossary_terms_relations"] = {name: _row(name, row) for name, row in vocabulary.relations.items()}
    return values


def _row(name: str, relation: Relation) -> dict[str, str | bool]:
    if relation.is_symmetric:
        return {"label": name, "symmetric": True}
    inverse: dict[str, str | bool] = {"inverse": relation.inverse} if relation.inverse else {}
    return {"label": name, **inverse, "inverse_label": relation.inverse or f"{name}-inverse"}


def _say(path: Path, vocabulary: Vocabulary, pages: int, catalogs: int) -> None:
    others = ", ".join(vocabulary.translations)
    lines = [
        *vocabulary.report.lines(),
        f"{path}: {len(vocabulary.concepts)} terms in {vocabulary.source_language}"
        + (f", with translations into {others}" if others else "")
        + f"; {pages} page{'s' * (pages != 1)}, {catalogs} catalog{'s' * (catalogs != 1)}",
    ]
    sys.stderr.writelines(f"{printable(line)}\n" for line in lines)
    if settings := _settings(vocabulary):
        sys.stdout.write("# For conf.py:\n")
    if vocabulary.projects:
        sys.stdout.write("# These keys also have to be in `intersphinx_mapping` ('sphinx.ext.intersphinx').\n")
    for name, value in settings.items():
        sys.stdout.write(f"{name} = {pprint.pformat(value, sort_dicts=False, width=110)}\n")
