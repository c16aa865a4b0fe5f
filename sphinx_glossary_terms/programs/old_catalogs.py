"""The command that carries over the catalogs of early versions, where the text of a message was the name of a term."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from sphinx_glossary_terms.catalogs.translations import READING, READINGS, old_catalogs, read_catalog
from sphinx_glossary_terms.model.characters import printable
from sphinx_glossary_terms.model.names import KINDS, OTHERS
from sphinx_glossary_terms.programs.author_files import replace_file
from sphinx_glossary_terms.projects.limits import UnusableError


def carry_over(locales: Path, /) -> int:
    """Rewrite the catalogs of every language in a folder; returns 0 if all could be read."""
    code = 0
    for folder in sorted({file.parent for file in old_catalogs(locales.glob("*/LC_MESSAGES"))}):
        old = [*old_catalogs([folder])]
        files = {kind.catalog: folder / f"{kind.catalog}.po" for kind in OTHERS} | {READINGS: folder / f"{READINGS}.po"}
        try:
            before = {name: read_catalog(file, strict=True) for name, file in files.items() if file.exists()}
            count = _count(before)
            after = _carried({name: catalog for name, catalog in before.items() if files[name] not in old}, before)
            # What they are made of comes last: after an error nothing is lost.
            for name in sorted(after, key=lambda name: files[name] in old):
                write_po(content := io.BytesIO(), after[name])
                replace_file(files[name], content.getvalue())
        except (UnusableError, OSError) as error:
            sys.stderr.write(printable(f"{folder}: {error}; correct it, and run the command again") + "\n")
            code = 1
        else:
            sys.stdout.write(printable(f"{folder}: {count} translations before, {_count(after)} after") + "\n")
    return code


def _count(catalogs: Mapping[str, Catalog]) -> int:
    return sum(bool(message.id and message.string) for catalog in catalogs.values() for message in catalog)


def _carried(new: dict[str, Catalog], before: Mapping[str, Catalog]) -> dict[str, Catalog]:
    """The catalogs of a language by name. What sphinx-intl had set aside comes back, until its next update."""
    catalogs = dict(new)
    for catalog in (catalog for name, catalog in before.items() if name not in new):
        for message in filter(lambda message: message.id, (*catalog, *catalog.obsolete.values())):
            name = _readdress(message)
            if name not in catalogs:
                catalogs[name] = Catalog()
                catalogs[name].mime_headers = catalog.mime_headers
                catalogs[name].header_comment = catalog.header_comment
            present = catalogs[name].get(message.id, message.context)
            if present is None and (message.string or name in {KINDS["alias"].catalog, READINGS}):
                catalogs[name][message.id] = message
            elif present is not None and not present.string:
                present.string = message.string
    return {name: new for name, new in catalogs.items() if len(new)}


def _readdress(message: Message) -> str:
    """Give a message its new context and text; returns the name of its catalog."""
    kinds = {kind.name: kind.catalog for kind in OTHERS} | {READING: READINGS}
    term_id, _slash, kind = (message.context or "").partition("/")
    if term_id in kinds and not kind:
        return kinds[term_id]  # A message of today.
    if not isinstance(message.id, str) or (kind or "alias") not in kinds:
        raise UnusableError(f"the message with the context '{message.context}' is not one of a term")
    message.id, message.context, message.previous_id = term_id, kind or "alias", []
    return kinds[message.context]
