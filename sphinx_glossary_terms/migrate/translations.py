"""The translations of further names: from the catalogs of pages into `glossary-aliases.po`."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from sphinx_glossary_terms.migrate.converting import Converted
from sphinx_glossary_terms.translate.catalogs import parse_names


class LocaleError(Exception):
    """A folder is not a locale folder, or a catalog cannot be read."""


@dataclass(slots=True)
class Copies:
    """The catalogs to write, how many terms got a translation, and what a person has to write."""

    files: dict[Path, bytes] = field(default_factory=dict)
    count: int = 0
    left: list[str] = field(default_factory=list)


def copy_aliases(folder: Path, converted: Sequence[Converted], /) -> Copies:
    """What `glossary-aliases.po` of each language has to be with the translations that other catalogs have.

    `folder` is that of all languages; an alias that has a translation already keeps it.
    """
    languages = sorted(folder.glob("*/LC_MESSAGES"))
    if not languages:
        raise LocaleError(f"{folder}: has no folder such as ja/LC_MESSAGES; name the one of `locale_dirs`")
    copies = Copies()
    for messages in languages:
        known = _translations(messages)
        target = messages / "glossary-aliases.po"
        catalog = _read(target) if target.exists() else Catalog(locale=messages.parent.name)
        added = 0
        for term in converted:
            present = catalog.get(term.name, term.id)
            if not any(known.get(alias) for alias in term.aliases) or (present and present.string):
                continue
            # A name without a translation is shown as it is, as before.
            names = [known.get(alias) or alias for alias in term.aliases]
            text = ", ".join(names)
            if [alias.text for alias in parse_names(text)] != list(dict.fromkeys(names)):
                copies.left.append(f"{target}: cannot hold '{text}' for '{term.name}'; write it by hand")
                continue
            catalog.add(term.name, string=text, context=term.id)
            added += 1
        if added:
            written = io.BytesIO()
            write_po(written, catalog, width=76)
            copies.files[target] = written.getvalue()
        copies.count += added
    return copies


def _translations(messages: Path) -> dict[str, str]:
    return {
        str(message.id): str(message.string)
        for path in sorted(messages.rglob("*.po"))
        for message in _read(path)
        if message.id and message.string and not message.fuzzy and not message.context
    }


def _read(path: Path) -> Catalog:
    try:
        with path.open("rb") as file:
            return read_po(file, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        place = f":{error.lineno + 1}" if isinstance(error, PoFileError) else ""
        raise LocaleError(f"{path}{place}: cannot be read as a catalog: {error}") from error
