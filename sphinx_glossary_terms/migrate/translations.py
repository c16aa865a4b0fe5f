"""The translations of further names: from the catalogs of pages into `glossary-aliases.po`."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import escape, write_po

from sphinx_glossary_terms.migrate.converting import Converted
from sphinx_glossary_terms.translate.catalog_files import CatalogError, read
from sphinx_glossary_terms.translate.catalogs import parse_names


@dataclass(slots=True)
class Copies:
    """The catalogs to write, how many terms got a translation, and what a person has to write."""

    files: dict[Path, bytes] = field(default_factory=dict)
    count: int = 0
    left: list[str] = field(default_factory=list)


def copy_aliases(folder: Path, converted: Sequence[Converted], /) -> Copies:
    """The new `glossary-aliases.po` of each language, with the translations from other catalogs.

    `folder` is that of all languages; an alias that has a translation already keeps it.
    """
    languages = sorted(folder.glob("*/LC_MESSAGES"))
    if not languages:
        raise CatalogError(f"{folder}: has no folder such as ja/LC_MESSAGES; name the one of `locale_dirs`")
    copies = Copies()
    for messages in languages:
        known = _translations(messages)
        target = _Target(messages / "glossary-aliases.po")
        added = 0
        for term in converted:
            if not any(known.get(alias) for alias in term.aliases) or target.has(term):
                continue
            # A name without a translation is shown as it is, as before.
            names = [known.get(alias) or alias for alias in term.aliases]
            text = ", ".join(names)
            if [alias.text for alias in parse_names(text)] != list(dict.fromkeys(names)):
                copies.left.append(f"{target.file}: cannot hold '{text}' for '{term.name}'; write it by hand")
                continue
            target.add(term, text)
            added += 1
        if added:
            copies.files[target.file] = b"\n".join(target.lines)
        copies.count += added
    return copies


def _translations(messages: Path) -> dict[str, str]:
    return {
        str(message.id): str(message.string)
        for path in sorted(messages.rglob("*.po"))
        for message in read(path, is_strict=True)
        if message.id and message.string and not message.fuzzy and not message.context
    }


class _Target:
    """The catalog of a language with further translations.

    Its other lines stay as they are. Babel would write it anew: without the headers and comments that it does not know,
    with other line breaks, and only the last of two obsolete messages that are the same.
    """

    def __init__(self, file: Path, /) -> None:
        self.file = file
        self._catalog = read(file, is_strict=True) if file.exists() else Catalog(locale=file.parent.parent.name)
        content = io.BytesIO(file.read_bytes() if file.exists() else b"")
        if not file.exists():
            write_po(content, self._catalog)
        self.lines = content.getvalue().split(b"\n")

    def has(self, term: Converted, /) -> bool:
        """Whether the aliases of a term have a translation."""
        present = self._catalog.get(term.name, term.id)
        return bool(present and present.string)

    def add(self, term: Converted, text: str, /) -> None:
        """Write the translation of the aliases of a term: below their `msgid`, or at the end."""
        if present := self._catalog.get(term.name, term.id):
            below = range(present.lineno or 0, len(self.lines))
            line = next(line for line in below if self.lines[line].lstrip().startswith(b"msgstr"))
            self.lines[line] = self.lines[line].replace(b'""', self._quoted(text))
            return
        end = b"\r" if self.lines[0].endswith(b"\r") else b""
        while self.lines and not self.lines[-1].strip():
            del self.lines[-1]
        entry = (b"msgctxt", term.id), (b"msgid", term.name), (b"msgstr", text)
        self.lines += [end, *(b"%s %s%s" % (keyword, self._quoted(value), end) for keyword, value in entry), b""]

    def _quoted(self, text: str) -> bytes:
        try:
            return escape(text).encode(self._catalog.charset)
        except (LookupError, ValueError) as error:
            raise CatalogError(f"{self.file}: cannot hold '{text}' ({error}); convert it to UTF-8") from error
