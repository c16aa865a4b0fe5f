"""The command line: `python -m sphinx_glossary_terms migrate`."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Sequence
from pathlib import Path

from sphinx_glossary_terms.migrate import Converted, convert, copy_aliases


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
    return _migrate(options.files, write=options.write, locales=options.locales)


def _migrate(files: Sequence[Path], /, *, write: bool, locales: Path | None) -> int:
    taken: set[str] = set()
    converted: list[Converted] = []
    remarks: list[str] = []
    for path in files:
        # Line ends are the file's own, whatever they are.
        before = path.read_bytes().decode("utf-8")
        result = convert(before, name=str(path), taken=taken)
        converted += result.converted
        remarks += [*result.left, *result.notes]
        if write and result.text != before:
            path.write_bytes(result.text.encode("utf-8"))
        elif not write:
            sys.stdout.writelines(
                difflib.unified_diff(
                    before.splitlines(keepends=True),
                    result.text.splitlines(keepends=True),
                    fromfile=str(path),
                    tofile=str(path),
                )
            )
    copied = copy_aliases(locales, converted) if write and locales else 0
    remarks.append(f"{len(converted)} terms converted, {copied} translations of further names copied")
    sys.stderr.writelines(f"{remark}\n" for remark in remarks)
    return 0


if __name__ == "__main__":
    sys.exit(main())
