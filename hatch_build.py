"""Compiles the extension's own catalogs when a wheel is built, or an editable install."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogs(BuildHookInterface):  # type: ignore[type-arg]
    """Adds a `.mo` file beside every `.po` file.

    A build leaves the sources as they are. Only an editable install, which is the sources, gets the files there, and
    what is the same stays as it is: another environment may be running the tests.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are collected."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        folder = root if version == "editable" else Path(mkdtemp())
        for po_file in sorted((root / "sphinx_glossary_terms" / "locale").rglob("*.po")):
            name = po_file.relative_to(root).with_suffix(".mo")
            mo_file = folder / name
            content = _compiled(po_file)
            if not mo_file.exists() or mo_file.read_bytes() != content:
                mo_file.parent.mkdir(parents=True, exist_ok=True)
                mo_file.write_bytes(content)
            if version != "editable":
                build_data["force_include"][str(mo_file)] = name.as_posix()


def _compiled(po_file: Path) -> bytes:
    with po_file.open(encoding="utf-8") as source:
        catalog = read_po(source)
    # Babel would write the time of the build.
    catalog.creation_date = catalog.revision_date = datetime(2020, 1, 1, tzinfo=UTC)
    content = io.BytesIO()
    write_mo(content, catalog)
    return content.getvalue()
