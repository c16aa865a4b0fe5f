"""The command: reads a file, writes a page and catalogs, and lists what is not kept."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from sphinx_glossary_terms.catalogs.names import CATALOGS
from sphinx_glossary_terms.model.characters import printable
from sphinx_glossary_terms.model.term import id_of
from sphinx_glossary_terms.programs.importing.csv_file import Table, clean, read
from sphinx_glossary_terms.programs.importing.writing import catalogs, page_text
from sphinx_glossary_terms.projects.limits import UnusableError, read_file, reason_of
from sphinx_glossary_terms.settings.files import replace_file

# Sphinx takes the words of every page from a catalog of the first of these names, without escaping them.
_CATALOGS = {"sphinx", *CATALOGS}


def import_file(
    path: Path, /, *, to: Path, locales: Path | None, language: str = "", title: str = "", form: str = ""
) -> int:
    """Write what is in a file as a page and catalogs; returns 0 if everything was kept, or listed.

    `to` is the folder of `conf.py`, `locales` that of the catalogs, by default `locales` in it; `language` is that of
    the page, by default that of the first row; `title` is its heading, by default derived from the name of the file;
    `form` is that of its terms, `entry` or `section`.
    """
    locales = locales or to / "locales"
    name = id_of(path.stem) or "glossary"
    name += "-terms" if name in _CATALOGS else ""
    try:
        table = read(read_file(path), language)
        text = page_text(table, title=clean(title) or name.replace("-", " ").capitalize(), form=form)
        files = {locales / file: content for file, content in catalogs(table, page=name).items()}
    except UnusableError as error:
        sys.stderr.write(f"{error.at(path)}; nothing was written\n")
        return 1
    files[to / f"{name}.md"] = text.encode()
    if problems := _write(files):
        sys.stderr.writelines(f"{printable(problem)}\n" for problem in [*problems, "nothing was written"])
        return 1
    _say(path, table, len(files) - 1, to / "conf.py")
    return 0


def _write(files: dict[Path, bytes]) -> list[str]:
    """Write new files, all or none; returns what is in the way."""
    if taken := [file for file in files if os.path.lexists(file)]:
        return [f"{file}: exists already; move it, or import to another folder" for file in taken]
    written: list[Path] = []
    for file, content in files.items():
        try:
            replace_file(file, content)
        except OSError as error:
            for other in written:
                other.unlink()
            return [f"{file}: {reason_of(error)}"]
        written.append(file)
    return []


def _say(path: Path, table: Table, count: int, conf: Path) -> None:
    languages = sorted({language for term in table.terms for language in term} - {table.source})
    translations = f", with translations into {', '.join(languages)}" if languages else ""
    lines = [
        *table.remarks(),
        f"{path}: {len(table.terms)} terms in {table.source}{translations}; {count} catalog{'s' * (count != 1)}",
    ]
    sys.stderr.writelines(f"{printable(line)}\n" for line in lines)
    settings = conf.read_text(encoding="utf-8", errors="replace").replace('"', "'") if conf.is_file() else ""
    line = f"glossary_terms_source_language = '{table.source}'"
    if (languages or table.source != "en") and not re.search(f"^{line}", settings, re.MULTILINE):
        sys.stdout.write(f"# For conf.py:\n{line}\n")
    if relations := [relation for relation in table.relations if f"'{relation}'" not in settings]:
        sys.stdout.write(f"# These have to be in `glossary_terms_relations`: {', '.join(relations)}\n")
