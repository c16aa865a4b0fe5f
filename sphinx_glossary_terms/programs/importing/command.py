"""The command: reads a file, writes pages and catalogs, and lists what is not kept."""

from __future__ import annotations

import os
import pprint
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from sphinx_glossary_terms.model.ids import id_of
from sphinx_glossary_terms.programs.importing import checking, csv_file, skos, tbx
from sphinx_glossary_terms.programs.importing.catalogs import catalogs
from sphinx_glossary_terms.programs.importing.normalizing import normalize
from sphinx_glossary_terms.programs.importing.pages import pages
from sphinx_glossary_terms.programs.importing.values import Vocabulary
from sphinx_glossary_terms.settings.files import replace_file
from sphinx_glossary_terms.untrusted.limits import UnusableError, printable, read_file, reason_of
from sphinx_glossary_terms.untrusted.xml_text import read_xml

READERS: Mapping[str, Callable[[bytes], Vocabulary]] = {
    ".csv": csv_file.read,
    ".tsv": csv_file.read,
    ".tbx": tbx.read,
    ".ttl": partial(skos.read, form="turtle"),
    ".nt": partial(skos.read, form="nt"),
    ".jsonld": partial(skos.read, form="json-ld"),
    ".json": partial(skos.read, form="json-ld"),
    ".rdf": partial(skos.read, form="xml"),
    ".owl": partial(skos.read, form="xml"),
}
"""The reader for each ending. `.xml` may be TBX or RDF, which its first element says."""


def import_file(path: Path, /, *, to: Path, locales: Path | None, language: str) -> int:
    """Write what is in a file as pages and catalogs; returns 0 if everything was kept, or listed.

    `to` is the folder of `conf.py`, `locales` that of the catalogs, by default `locales` in it; `language` is that of
    the pages, by default what the file says.
    """
    locales = locales or to / "locales"
    try:
        vocabulary = read(path)
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
    translated = {f"locales/{name}": content for name, content in translations.items()}
    try:
        build = checking.find({**written, **translated}, vocabulary)
    except Exception as error:  # All of Sphinx runs here, on anybody's text.
        reason = f"{type(error).__name__}: {reason_of(error)}"
        message = f"{path}: Sphinx cannot read its terms ({reason}); nothing was written; please report this"
        sys.stderr.write(f"{printable(message)}\n")
        return 1
    for what, place, value in checking.not_kept(vocabulary, build.export):
        vocabulary.report.add(f"not kept: {what} that Sphinx does not find in the pages", place, value)
    files = {to / name: content for name, content in written.items()}
    if problem := _write(files, {locales / name: content for name, content in translations.items()}):
        sys.stderr.write(f"{problem}\n")
        return 1
    _say(path, vocabulary, build.warnings, len(files), len(translations))
    return 0


def read(path: Path, /) -> Vocabulary:
    """What a file says, by its ending."""
    content = read_file(path, is_import=True)
    ending = path.suffix.lower()
    if ending == ".xml":
        ending = ".rdf" if read_xml(content)[1] == "RDF" else ".tbx"
    if ending not in READERS:
        raise UnusableError(f"has none of the endings {', '.join(READERS)}, .xml; export it in one of these formats")
    return READERS[ending](content)


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


def _say(path: Path, vocabulary: Vocabulary, warnings: list[str], pages: int, catalogs: int) -> None:
    others = ", ".join(vocabulary.translations)
    lines = [
        *vocabulary.report.lines(),
        *(["builds will warn:"] if warnings else []),
        *(f"  {warning}" for warning in warnings),
        f"{path}: {len(vocabulary.concepts)} terms in {vocabulary.source_language}"
        + (f", with translations into {others}" if others else "")
        + f"; {pages} page{'s' * (pages != 1)}, {catalogs} catalog{'s' * (catalogs != 1)}",
    ]
    sys.stderr.writelines(f"{printable(line)}\n" for line in lines)
    if settings := checking.settings(vocabulary):
        sys.stdout.write("# For conf.py:\n")
    if vocabulary.projects:
        sys.stdout.write("# These keys also have to be in `intersphinx_mapping` ('sphinx.ext.intersphinx').\n")
    for name, value in settings.items():
        sys.stdout.write(f"{name} = {pprint.pformat(value, sort_dicts=False, width=110)}\n")
