"""The command: reads a file, writes pages and catalogs, and lists what is not kept."""

from __future__ import annotations

import os
import pprint
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sphinx_glossary_terms.programs.importing import csv_file
from sphinx_glossary_terms.programs.importing.normalizing import normalize, page_of
from sphinx_glossary_terms.programs.importing.vocabulary import Vocabulary
from sphinx_glossary_terms.programs.importing.writing import catalogs, pages
from sphinx_glossary_terms.settings.files import replace_file
from sphinx_glossary_terms.untrusted.limits import UnusableError, printable, read_file, reason_of


def import_file(path: Path, /, *, to: Path, locales: Path | None, language: str) -> int:
    """Write what is in a file as pages and catalogs; returns 0 if everything was kept, or listed.

    `to` is the folder of `conf.py`, `locales` that of the catalogs, by default `locales` in it; `language` is that of
    the pages, by default what the file says.
    """
    locales = locales or to / "locales"
    try:
        vocabulary = read(path, language)
        # A page called like the file would be the same one on many systems.
        name = page_of(path.stem)
        normalize(vocabulary, page=name)
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


def read(path: Path, language: str = "", /) -> Vocabulary:
    """What a file says; its pages are in that language, if it has that."""
    content = read_file(path, is_import=True)
    if path.suffix.lower() not in {".csv", ".tsv"}:
        raise UnusableError("has none of the endings .csv, .tsv; export or convert it to CSV")
    return csv_file.read(content, language)


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


def _say(path: Path, vocabulary: Vocabulary, pages: int, catalogs: int) -> None:
    source, *others = vocabulary.languages
    lines = [
        *vocabulary.report.lines(),
        f"{path}: {len(vocabulary.concepts)} terms in {source}"
        + (f", with translations into {', '.join(sorted(others))}" if others else "")
        + f"; {pages} page{'s' * (pages != 1)}, {catalogs} catalog{'s' * (catalogs != 1)}",
    ]
    sys.stderr.writelines(f"{printable(line)}\n" for line in lines)
    values: dict[str, Any] = {
        "glossary_terms_source_language": source if others or source != "en" else "",
        "gettext_compact": not any("/" in concept.page for concept in vocabulary.concepts),
        "glossary_terms_projects": vocabulary.projects,
        "glossary_terms_relations": vocabulary.relations,
    }
    # What differs from the defaults, so that the pages and catalogs mean what the file means.
    settings = {name: value for name, value in values.items() if value not in ("", True, [], {})}
    if settings:
        sys.stdout.write("# For conf.py:\n")
    if vocabulary.projects:
        sys.stdout.write("# These keys also have to be in `intersphinx_mapping` ('sphinx.ext.intersphinx').\n")
    for name, value in settings.items():
        sys.stdout.write(f"{name} = {pprint.pformat(value, sort_dicts=False, width=110)}\n")
