"""The command line: `python -m sphinx_glossary_terms migrate`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from sphinx_glossary_terms.migrate import command


def main(arguments: Sequence[str] | None = None, /) -> int:
    """Run a command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m sphinx_glossary_terms", description="Tools for glossaries.")
    commands = parser.add_subparsers(dest="command", required=True)
    migrate = commands.add_parser(
        "migrate",
        help="convert Sphinx's built-in glossary to terms",
        description="Converts every `glossary` directive in the files to `term` entries. Prints a diff and what it "
        "leaves alone; changes files only with --write.",
    )
    migrate.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a MyST (.md) or reStructuredText file")
    migrate.add_argument("--write", action="store_true", help="write the files instead of printing a diff")
    migrate.add_argument(
        "--locales",
        type=Path,
        metavar="DIR",
        help="with --write: copy translations of further names into the glossary-aliases.po of each language in DIR",
    )
    options = parser.parse_args(arguments)
    return command.migrate(options.files, write=options.write, locales=options.locales)


if __name__ == "__main__":
    sys.exit(main())
