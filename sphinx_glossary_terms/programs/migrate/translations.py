"""The translations of further names: from the catalogs of pages into `glossary-aliases.po`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sphinx_glossary_terms.catalogs.edit import CatalogEdit
from sphinx_glossary_terms.catalogs.names import ALIASES, parse_names
from sphinx_glossary_terms.programs.migrate.entries import GlossaryEntry
from sphinx_glossary_terms.untrusted.catalogs import read_catalog
from sphinx_glossary_terms.untrusted.limits import UnusableError


class Copies(NamedTuple):
    """The new content of each catalog, how many terms got a translation, and what a person has to write, in lines."""

    files: dict[Path, bytes]
    copied: int
    left: list[str]


def copy_aliases(folder: Path, converted: Sequence[GlossaryEntry], /) -> Copies:
    """The new `glossary-aliases.po` of each language, with the translations from other catalogs.

    `folder` is that of all languages; an alias that has a translation already keeps it.

    Raises:
        UnusableError: there is no catalog, or one cannot be read or cannot hold a translation.
    """
    languages = sorted(folder.glob("*/LC_MESSAGES"))
    if not languages:
        raise UnusableError("has no folder such as ja/LC_MESSAGES; name the one of `locale_dirs`", file=folder)
    files: dict[Path, bytes] = {}
    left: list[str] = []
    count = 0
    for messages in languages:
        known = _translations(messages)
        target = CatalogEdit(messages / f"{ALIASES}.po")
        for term in converted:
            name, *aliases = term.names
            if not any(map(known.get, aliases)) or target.translation(name, term.id):
                continue
            # A name without a translation is shown as it is, as before.
            names = [known.get(alias) or alias for alias in aliases]
            text = ", ".join(names)
            if [alias.text for alias in parse_names(text)] != list(dict.fromkeys(names)):
                left.append(f"{target.file}: cannot hold '{text}' for '{name}'; write it by hand")
                continue
            target.add(name, text, term.id)
            files[target.file] = target.content
            count += 1
    return Copies(files, count, left)


def _translations(messages: Path) -> dict[str, str]:
    return {
        str(message.id): str(message.string)
        for path in sorted(messages.rglob("*.po"))
        for message in read_catalog(path, is_strict=True)
        if message.id and message.string and not message.fuzzy and not message.context
    }
