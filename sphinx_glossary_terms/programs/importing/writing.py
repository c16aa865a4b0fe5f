"""Writes terms as a MyST page, and their translations as catalogs."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from sphinx_glossary_terms.catalogs.names import READING, READINGS
from sphinx_glossary_terms.model.names import OTHERS, as_myst, split_list
from sphinx_glossary_terms.model.term import id_of
from sphinx_glossary_terms.programs.importing.csv_file import OPTIONS, TARGETS, Row, Table
from sphinx_glossary_terms.programs.markdown import begun, escaped


def page_text(table: Table, /, *, title: str, form: str = "") -> str:
    """The text of the page; by default its terms are sections only if one has no definition, which an entry needs."""
    rows = [term[table.source] for term in table.terms]
    form = form or ("entry" if all(row["definition"] for row in rows) else "section")
    ids = {row["id"]: id_of(row["id"]) for row in rows}
    lines = [f"# {heading(title)}"]
    for row in rows:
        name, options = heading(row["name"]), list(_options(row, ids, table.relations))
        definition = ["", paragraph(row["definition"])] if row["definition"] else []
        if form == "section":
            lines += ["", f"## {name}", "", "```{term}", *options, "```", *definition]
        else:
            fence = "~~~" if "`" in name else "```"
            lines += ["", f"{fence}{{term}} {name}", *options, *definition, fence]
        if row["id"] and row["id"] != _id(row):
            table.note("changed: ids with other characters than a-z, 0-9 and hyphens", row.line)
    # What ends a line for MyST (`str.splitlines`) is never in one: the rest would be markup.
    return "".join(f"{' '.join(line.splitlines())}\n" for line in lines)


def _id(row: Row) -> str:
    return id_of(row["id"]) or id_of(row["name"])


def _options(row: Row, ids: Mapping[str, str], relations: Sequence[str]) -> Iterator[str]:
    for option in (*OPTIONS, *relations):
        value = _id(row) if option == "id" else row[option]
        if option in TARGETS or option in relations:
            value = ", ".join(ids.get(target) or target for target in split_list(value))
        if value:
            yield as_myst(option, value)


def paragraph(text: str, /) -> str:
    """A text as a paragraph of one line."""
    return begun(escaped(text))


def heading(text: str, /) -> str:
    """The text of a heading. Signs at its end would be taken for its closing sequence (CommonMark 4.2)."""
    text = paragraph(text)
    body = text.rstrip("#")
    body += "#" * (body.endswith("\\") and body != text)  # which has its backslash
    return body + "\\#" * (len(text) - len(body))


def catalogs(table: Table, /, *, page: str) -> dict[str, bytes]:
    """The content of each catalog by its path in the folder of catalogs; `page` is the name of the page."""
    found: dict[str, Catalog] = {}
    for term in table.terms:
        for language, row in sorted(term.items()):
            if language == table.source:
                continue
            folder = language.replace("-", "_")
            for name, context, text, translation in _messages(term[table.source], row, page):
                catalog = found.setdefault(f"{folder}/LC_MESSAGES/{name}.po", Catalog(locale=folder))
                present = catalog.get(text, context) if text else None
                if not text:
                    table.note("not kept: translations of definitions that the source does not have", row.line)
                elif present is None:
                    catalog.add(text, translation, context=context)
                elif present.string != translation:
                    table.note("not kept: second translations of a text, of which a catalog has one", row.line)
    return {file: _written(catalog) for file, catalog in found.items()}


def _written(catalog: Catalog) -> bytes:
    write_po(content := io.BytesIO(), catalog)
    return content.getvalue()


def _messages(source: Row, row: Row, page: str) -> Iterator[tuple[str, str | None, str, str]]:
    """The translations of a term: the catalog of each, its context if it has one, its text, and the translation."""
    term_id = _id(source)
    if row["name"]:
        yield page, None, heading(source["name"]), heading(row["name"])
    if row["reading"]:
        yield READINGS, READING, term_id, row["reading"]
    for kind in OTHERS:
        if row[kind.option]:
            yield kind.catalog, kind.name, term_id, row[kind.option]
    if row["definition"]:
        text = source["definition"]
        yield page, None, paragraph(text) if text else "", paragraph(row["definition"])
