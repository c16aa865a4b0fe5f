"""The catalogs of names, readings and labels. Written in a gettext build, read in a translated one.

One message a term and kind of name. The context is the term's id and that of the kind, the message its name in the
source language, so that two terms of one name have messages of their own.
"""

from __future__ import annotations

import io
import itertools
import os
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from sphinx.util.i18n import CatalogInfo, docname_to_domain

from sphinx_glossary_terms.catalogs.files import CatalogFiles, compile_catalog, other_languages
from sphinx_glossary_terms.domain.domain import glossary_domain
from sphinx_glossary_terms.language.labels import translatable_labels
from sphinx_glossary_terms.model.ids import digest_of
from sphinx_glossary_terms.model.localize import LabelKind, LocalizedText, Localizer
from sphinx_glossary_terms.model.names import KINDS, OTHERS, PREFERRED, Name
from sphinx_glossary_terms.model.term import Term, one_line
from sphinx_glossary_terms.problems.problem import Code
from sphinx_glossary_terms.problems.warnings import warn
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.settings.files import remove_file, write_output
from sphinx_glossary_terms.settings.outputs import output_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

ALIASES = "glossary-aliases"
READINGS = "glossary-readings"
READING = "/reading"
"""What follows the id of the term in the context of a reading: what shares translations by context and text must not
take other names for it."""
LABELS = "glossary-labels"

NONE = "-"
"""The translation that says: in this language there is none."""

_READINGS_HELP = (
    "How the name of this term is read in your language, for sorting (Japanese: in kana). Leave it empty if your "
    "language does not sort by reading."
)
_UNTRANSLATED_HELP = "The name of this term stays as it is: leave it untranslated, here and on its page."
_LABEL_HELP: dict[LabelKind, str] = {
    "relation": "The heading of a list of terms at the other end of a relation.",
    "field": "The heading of a part of an entry.",
    "tag": "A group of terms, as a heading in an index. If your language sorts by reading, write it behind: 基礎|きそ.",
    "context": "What a term is about, in brackets after its name where another term has the same name.",
}


# Writing


def write(app: Sphinx, error: Exception | None, /) -> None:
    """Write the templates at the end of a gettext build (`build-finished`)."""
    if error is not None or not output_of(app.builder).is_catalog:
        return
    terms = glossary_domain(app.env).glossary.terms.values()
    if not terms:
        return
    aliases, readings = _catalog(app), _catalog(app)
    for term in terms:
        for kind in () if term.is_builtin else OTHERS:
            shown = ", ".join(name.text for name in term.source_names if name.kind == kind.name)
            if shown or kind.is_translated:
                _add(aliases, term, term.id + kind.context, kind.help, _in_source(shown))
        _add(readings, term, term.id + READING, _READINGS_HELP, _in_source(term.preferred.reading))
    of_pages = {docname_to_domain(page, app.config.gettext_compact): page for page in app.env.all_docs}
    for name, catalog in ((ALIASES, aliases), (READINGS, readings), (LABELS, _label_catalog(app, terms))):
        path = Path(app.outdir) / f"{name}.pot"
        if name in of_pages:
            message = f"the catalog `{name}` is not written, since the page has one of that name; rename the document"
            warn(Code.NAME_TAKEN, message, location=of_pages[name])
        elif len(catalog):
            _write(path, catalog)
        else:
            remove_file(path)


def _write(path: Path, catalog: Catalog) -> None:
    """Write a template, unless it would differ by its date only (as Sphinx does with its own)."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=76)
    content = buffer.getvalue()
    if not path.exists() or _undated(path.read_bytes()) != _undated(content):
        write_output(path, content)


def _undated(content: bytes) -> bytes:
    return re.sub(rb'"POT-Creation-Date: [^"]*"', b"", content)


def _catalog(app: Sphinx) -> Catalog:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return Catalog(
        creation_date=datetime.fromtimestamp(int(epoch), tz=UTC) if epoch else None,
        project=app.config.project,
        version=app.config.version or app.config.release,
        copyright_holder="",
        charset="utf-8",
    )


def _label_catalog(app: Sphinx, terms: Iterable[Term]) -> Catalog:
    catalog = _catalog(app)
    for kind, label in translatable_labels(app.config, terms):
        catalog.add(label, context=kind, auto_comments=[_LABEL_HELP[kind]])
    return catalog


def _in_source(value: str) -> str:
    return f"In the source: {value}" if value else "In the source: none"


def _add(catalog: Catalog, term: Term, context: str, *comments: str) -> None:
    notes = comments if term.is_translated else (_UNTRANSLATED_HELP, *comments)
    catalog.add(term.source_name, context=context, auto_comments=notes, locations=[(term.source, term.line)])


# Reading


def load(app: Sphinx, env: BuildEnvironment, docnames: list[str], /) -> None:
    """Give the domain the translated other names and readings (`env-before-read-docs`).

    Not earlier: Sphinx compiles catalogs after `builder-inited`; and not only those of pages, since a build of
    single files leaves the others out.
    """
    localizer = Localizer()
    if config.is_translated(app.config):
        files = CatalogFiles(app.srcdir, app.config)
        for folder, name in itertools.product(files.folders, (ALIASES, READINGS, LABELS)):
            compile_catalog(app, CatalogInfo(folder, name, app.config.source_encoding), app.config.language)
        localizer = CatalogLocalizer(
            files, source_language=config.source_language(app.config) if config.needs_marks(app.config) else ""
        )
    localizer.others = other_languages(app)
    glossary_domain(env).localize(localizer)


def catalog_files(env: BuildEnvironment, /) -> CatalogFiles:
    """The catalogs of a translated build."""
    localizer = glossary_domain(env).localizer
    assert isinstance(localizer, CatalogLocalizer)
    return localizer.files


class CatalogLocalizer(Localizer):
    """Names and labels from the catalogs."""

    def __init__(self, files: CatalogFiles, /, *, source_language: str) -> None:
        contents = [[file.read_bytes() for file, _ in files.compiled(name)] for name in (ALIASES, READINGS, LABELS)]
        self.fingerprint = digest_of((source_language, contents))
        self.files = files
        self._source_language = source_language

    def term(self, term: Term, /) -> Term:
        """A term with the other names and the reading that the catalogs have for it."""
        message, preferred = term.source_name, term.preferred
        reading = self.translation(READINGS, message, term.id + READING)
        if not reading and preferred.text == message:
            # Nobody translated the name: how it is read in the source still holds.
            reading = preferred.reading
        names = [preferred._replace(reading=reading)]
        for kind in OTHERS:
            # A name of Sphinx's own glossary is translated in the catalog of its page.
            translation = "" if term.is_builtin else self.translation(ALIASES, message, term.id + kind.context)
            source = (name for name in term.names if name.kind == kind.name)
            names += parse_names(translation, kind.name) if translation else source
        return replace(term, names=tuple(names))

    def reading_advice(self, term: Term, name: Name, /) -> tuple[str, str, int]:
        """In the catalogs, unless the name is still that of the source: then its reading belongs there, too."""
        if name.text in {source.text for source in term.source_names if source.kind == name.kind}:
            return super().reading_advice(term, name)
        is_preferred = name.kind == PREFERRED.name
        text, catalog = ("its kana", READINGS) if is_preferred else (f"`{name.text}|` and its kana", ALIASES)
        context = term.id + (READING if is_preferred else KINDS[name.kind].context)
        source, line = next(self.files.places(catalog, term.source_name, context), (term.source, term.line))
        return f'write {text} in the `msgstr` below `msgctxt "{context}"` in {catalog}.po', source, line

    def translation(self, name: str, message: str, context: str, /) -> str:
        """The translation of a message of one of the catalogs; empty if it has none."""
        return self.files.translation(name, message, context)[0].strip()

    def label(self, kind: LabelKind, label: str, /) -> LocalizedText:
        """A tag, a context or a label of the project; without a translation it is in the source language."""
        translated = one_line(self.translation(LABELS, label, kind))
        if kind == "tag":
            translated, _reading = _divided(translated)
        return LocalizedText(translated) if translated else LocalizedText(label, self._source_language)

    def tag_reading(self, tag: str, /) -> str:
        """How the label of a tag is read: what its translation has behind `|`, as that of an alias has."""
        _label, reading = _divided(self.translation(LABELS, tag, "tag"))
        return reading


def _divided(text: str) -> tuple[str, str]:
    """A name and its reading, which are divided by `|` (also of full width)."""
    name, _bar, reading = text.replace("｜", "|").partition("|")
    return name.strip(), reading.strip()


def parse_names(text: str, kind: str = "alias", /) -> tuple[Name, ...]:
    """The names of a kind in a translation: `name` or `name|reading`, separated by commas (also 、 and ，)."""
    items = [] if text.strip() == NONE else map(_divided, re.split(r"[,、，\n]", text))
    return tuple(dict.fromkeys(Name(name, kind, reading=reading) for name, reading in items if name))
