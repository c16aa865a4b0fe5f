"""The messages of a page, as they were before translation, and what its catalogs say of them."""

from __future__ import annotations

import gettext
import os
import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from babel.messages.pofile import PoFileError, read_po
from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.i18n import docname_to_domain
from sphinx.util.nodes import extract_messages

from sphinx_glossary_terms import config
from sphinx_glossary_terms.current_page import has_directives

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_NOTED = "glossary_terms_messages"


class Message(NamedTuple):
    """A message of a page: its node, its text, and the children that the node had before translation."""

    node: nodes.Element
    text: str
    before: list[nodes.Node]


class NoteMessages(SphinxTransform):
    """Notes the messages before Locale (20), which gives a node other children but leaves the former ones alone."""

    default_priority = 19

    def apply(self, **kwargs: Any) -> None:
        if config.is_translated(self.config) and has_directives(self.env):
            messages = [Message(node, text, node.children) for node, text in extract_messages(self.document)]
            self.env.current_document[_NOTED] = messages


def noted(env: BuildEnvironment, /) -> list[Message]:
    """The messages of the page that is being read; none in a build in the source language."""
    return cast("list[Message]", env.current_document.get(_NOTED, []))


class Translation(NamedTuple):
    """A translation, and the compiled catalog that has it."""

    text: str
    compiled: Path


class PageCatalogs:
    """The catalogs of a page, one for each locale directory that has it; the first one with a message counts."""

    def __init__(self, env: BuildEnvironment, docname: str) -> None:
        settings = env.config
        domain = docname_to_domain(docname, settings.gettext_compact)
        folders = [os.path.normpath(env.srcdir / directory) for directory in settings.locale_dirs]
        self._catalogs = list(_catalogs(domain, folders, settings.language))

    def translation(self, message: str, /) -> Translation | None:
        """What Locale was given for a message, if that is another text."""
        for compiled, catalog in self._catalogs:
            if text := catalog.gettext(message):
                return Translation(text, compiled) if text != message else None
        return None


def _catalogs(domain: str, folders: list[str], language: str) -> Iterator[tuple[Path, gettext.NullTranslations]]:
    for folder in folders:
        found = gettext.find(domain, folder, [language])
        if not found:
            continue
        try:
            # A copy of what Sphinx has read already (`gettext.translation`).
            catalog = gettext.translation(domain, folder, [language])
        except (OSError, ValueError, struct.error):
            continue
        catalog.add_fallback(NoFallback())
        yield Path(found), catalog


class NoFallback(gettext.NullTranslations):
    """Returns an empty string for a message without a translation, where gettext returns the message."""

    def gettext(self, message: str) -> str:
        return ""

    def pgettext(self, context: str, message: str) -> str:
        return ""


def place_of(message: str, compiled: Path, /) -> tuple[str, int]:
    """The catalog file that a translation stands in, and the line of its `msgid` (1 if that cannot be found)."""
    file = compiled.with_suffix(".po")
    if not file.is_file():
        return str(compiled), 1
    return str(file), _lines(file, file.stat().st_mtime_ns).get(message, 1)


@lru_cache(maxsize=4)
def _lines(file: Path, modified: int) -> dict[str, int]:
    """The line of each message. Catalogs are read only if something is wrong with a translation."""
    try:
        with file.open("rb") as content:
            found = read_po(content)
    except (OSError, ValueError, LookupError, PoFileError):
        return {}
    return {
        entry.id if isinstance(entry.id, str) else entry.id[0]: entry.lineno or 1
        for entry in found
        if entry.id and not entry.context
    }
