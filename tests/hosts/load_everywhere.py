"""A pytest plugin: every Sphinx application of the test run loads sphinx_glossary_terms, and is counted."""

from __future__ import annotations

from functools import wraps
from pathlib import Path

import pytest
from sphinx.application import Sphinx, builtin_extensions

EXTENSION = "sphinx_glossary_terms"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--applications", type=Path, required=True, help="file that gets a byte for each application")


def pytest_configure(config: pytest.Config) -> None:
    """Applications set up Sphinx's own extensions first, when they have read conf.py: the moment to add one."""
    applications: Path = config.getoption("--applications")
    set_up = Sphinx.setup_extension

    @wraps(set_up)
    def setup_extension(app: Sphinx, extname: str) -> None:
        if extname == builtin_extensions[0] and EXTENSION not in app.config.extensions:
            app.config.extensions = [*app.config.extensions, EXTENSION]
        set_up(app, extname)
        if extname == EXTENSION:
            # Appended, because the workers of pytest-xdist are processes, and may crash.
            with applications.open("ab") as file:
                file.write(b".")

    Sphinx.setup_extension = setup_extension  # type: ignore[method-assign,assignment]
