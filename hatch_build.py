"""Compiles the extension's own catalogs when a distribution (or an editable install) is built."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogs(BuildHookInterface):  # type: ignore[type-arg]
    """Writes a `.mo` file beside every `.po` file; `artifacts` in pyproject.toml takes it along.

    What is the same stays as it is: another environment may be running the tests.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are collected."""
        for po_file in sorted(Path(self.root, "sphinx_glossary_terms", "locale").rglob("*.po")):
            with po_file.open(encoding="utf-8") as source:
                write_mo(compiled := io.BytesIO(), read_po(source))
            mo_file = po_file.with_suffix(".mo")
            if not mo_file.exists() or mo_file.read_bytes() != compiled.getvalue():
                mo_file.write_bytes(compiled.getvalue())
