"""The command line: `python -m sphinx_glossary_terms`, with a command."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None, /) -> int:
    """Run a command; returns its exit code."""
    options = _parser().parse_args(arguments)
    # Imported here, so that each command loads what it needs.
    if options.command == "import":
        from sphinx_glossary_terms.programs.import_csv import import_file

        return import_file(
            options.file,
            to=options.to,
            locales=options.locales,
            language=options.language,
            title=options.title,
            form=options.form,
        )
    from sphinx_glossary_terms.programs.migrate import migrate

    return migrate(options.files, write=options.write, only=options.name)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sphinx_glossary_terms", description="Tools for glossaries.")
    commands = parser.add_subparsers(dest="command", required=True)
    migrate = commands.add_parser(
        "migrate",
        help="convert Sphinx's built-in glossary to terms",
        description="Converts every `glossary` directive in the files to `term` entries. Prints a diff and what it "
        "leaves alone; changes files only with --write.",
    )
    add = migrate.add_argument
    add("files", nargs="+", type=Path, metavar="FILE", help="a MyST (.md) or reStructuredText file")
    add("--write", action="store_true", help="write the files instead of printing a diff")
    add("--name", action="append", default=[], help="convert only the entry of this name; the others stay")
    importing = commands.add_parser(
        "import",
        help="read a glossary from a table (CSV)",
        description="Writes the terms of a file as a MyST page with `term` directives, and their translations as "
        "catalogs. Prints what it cannot keep, and what conf.py needs. Replaces no file.",
    )
    add, folder = importing.add_argument, "the folder of conf.py (default: the current one)"
    add("file", type=Path, metavar="FILE", help="a table with a row for each term and language")
    add("--to", type=Path, metavar="DIR", default=Path(), help=folder)
    add("--locales", type=Path, metavar="DIR", help="the folder for catalogs (default: locales in that of conf.py)")
    add("--language", metavar="CODE", default="", help="the language of the page (default: that of the first row)")
    add("--title", default="", help="the heading of the page (default: derived from the name of the file)")
    form = "how terms are written (default: entry, or section if one of them has no definition)"
    add("--form", choices=("entry", "section"), default="", help=form)
    return parser


def _run() -> int:
    # On Windows, a program that reads this output gets it in an encoding that may not have every letter of a name, and
    # with other ends of lines, also in the diff of a file that has these already.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace", newline="")
    return main()


if __name__ == "__main__":
    sys.exit(_run())
