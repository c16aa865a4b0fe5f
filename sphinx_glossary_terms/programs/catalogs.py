"""The command that carries over the catalogs of early versions, where the text of a message was the name of a term."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from sphinx_glossary_terms.catalogs.files import read_catalog
from sphinx_glossary_terms.catalogs.names import READING, READINGS, old_catalogs
from sphinx_glossary_terms.model.names import KINDS, OTHERS
from sphinx_glossary_terms.settings.files import replace_file
from sphinx_glossary_terms.untrusted.limits import UnusableError, printable


def carry_over(locales: Path, /) -> int:
    """Rewrite the catalogs of every language in a folder; returns 0 if all could be read."""
    code = 0
    for folder in sorted({file.parent for file in old_catalogs(locales.glob("*/LC_MESSAGES"))}):
        try:
            old = [read_catalog(file) for file in old_catalogs([folder])]
        except UnusableError as error:
            sys.stderr.write(f"{printable(str(error))}; {printable(str(folder))} stays as it is\n")
            code = 1
            continue
        before, after = _count(old), 0
        for name, catalog in _carried(old).items():
            write_po(content := io.BytesIO(), catalog)
            replace_file(folder / f"{name}.po", content.getvalue())
            after += _count([catalog])
        sys.stdout.write(printable(f"{folder}: {before} translations before, {after} after") + "\n")
    return code


def _count(catalogs: list[Catalog]) -> int:
    return sum(bool(message.id and message.string) for catalog in catalogs for message in catalog)


def _carried(old: list[Catalog]) -> dict[str, Catalog]:
    """The new catalogs of a language by name. What sphinx-intl had set aside comes back, until its next update."""
    catalogs: dict[str, Catalog] = {}
    for catalog in old:
        for message in filter(lambda message: message.id, (*catalog, *catalog.obsolete.values())):
            name = _readdress(message)
            if name not in catalogs:
                catalogs[name] = Catalog()
                catalogs[name].mime_headers = catalog.mime_headers
                catalogs[name].header_comment = catalog.header_comment
            present = catalogs[name].get(message.id, message.context)
            if present is None and (message.string or name in {KINDS["alias"].catalog, READINGS}):
                catalogs[name][message.id] = message
    return {name: new for name, new in catalogs.items() if len(new)}


def _readdress(message: Message) -> str:
    """Give a message its new context and text; returns the name of its catalog."""
    kinds = {kind.name: kind.catalog for kind in OTHERS} | {READING: READINGS}
    term_id, _slash, kind = (message.context or "").partition("/")
    if term_id in kinds and not kind:
        return kinds[term_id]  # A message of today.
    message.id, message.context, message.previous_id = term_id, kind or "alias", []
    return kinds[message.context]
