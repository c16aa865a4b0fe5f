"""The command: reads files, converts them, and writes them or prints what would change."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

from sphinx_glossary_terms.model.characters import printable
from sphinx_glossary_terms.programs.migrate.converting import Result, convert
from sphinx_glossary_terms.programs.migrate.reading import open_reader
from sphinx_glossary_terms.settings.files import replace_file

_ALIASES = (
    "the further names are aliases now: copy their translations, if there are any, from the catalogs of the pages to "
    "`glossary-aliases.po`, which `sphinx-build -b gettext` and `sphinx-intl update` make"
)


def migrate(paths: Sequence[Path], /, *, write: bool, only: Collection[str] = ()) -> int:
    """Convert files; returns 0 only if everything in them was converted, or left and listed.

    only: convert only the entries of these names; empty: all.
    """
    problems: list[str] = []
    results: dict[Path, tuple[str, Result]] = {}
    taken: set[str] = set()
    with open_reader() as reader:
        for path in dict.fromkeys(paths):
            try:
                # Line ends are the file's own, whatever they are.
                before = path.read_bytes().decode("utf-8")
            except UnicodeDecodeError as error:
                problems.append(f"{path}: is not in UTF-8 ({error.reason} at byte {error.start}); convert it first")
                continue
            except OSError as error:
                problems.append(f"{path}: {error.strerror}")
                continue
            try:
                result = convert(before, name=str(path), reader=reader, taken=taken, only=only)
            except Exception as error:  # Directives of Sphinx and of others run here, on anybody's text.
                kind = type(error).__name__
                problem = f"{path}: Sphinx cannot read it ({kind}: {error}); nothing was written to this file"
                result = Result(before, problem=problem)
            results[path] = before, result
    conversions = [result for _before, result in results.values()]
    problems += [result.problem for result in conversions if result.problem]
    named = {text for result in conversions for text in result.named}
    problems += [f"there is no entry '{name}' in these files" for name in only if name not in named]
    problems += _written(results) if write else _printed(results)
    _say([*(remark for result in conversions for remark in result.left), *problems])
    if any(len(entry.names) > 1 for result in conversions for entry in result.converted):
        _say([_ALIASES])
    _say([_summary(conversions)])
    return 1 if problems else 0


def _say(lines: Sequence[str]) -> None:
    sys.stderr.writelines(f"{printable(line)}\n" for line in lines)


def _written(results: dict[Path, tuple[str, Result]]) -> list[str]:
    """Write what has changed; returns what went wrong."""
    files = {path: result.text.encode() for path, (before, result) in results.items() if result.text != before}
    problems = []
    for path, content in files.items():
        try:
            replace_file(path, content)
        except OSError as error:
            problems.append(f"{path}: {error.strerror}; it was not written")
    return problems


def _printed(results: dict[Path, tuple[str, Result]]) -> list[str]:
    """Print a diff; returns what went wrong."""
    try:
        for path, (before, result) in results.items():
            texts = before.splitlines(keepends=True), result.text.splitlines(keepends=True)
            diff = difflib.unified_diff(*texts, fromfile=str(path), tofile=str(path))
            # A patch has every byte of the file; a terminal obeys some.
            sys.stdout.writelines(map(_shown, diff) if sys.stdout.isatty() else diff)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of the output is gone. Python would report that again when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ["the diff was not printed to its end, since nothing reads it any more"]
    return []


def _shown(line: str) -> str:
    return "\t".join(map(printable, line.rstrip("\r\n").split("\t"))) + "\n"


def _summary(results: Sequence[Result]) -> str:
    if results and not any(result.found for result in results):
        return "there is no directive `glossary` in these files, so there is nothing to convert"
    names, glossaries = sum(result.names for result in results), sum(result.found for result in results)
    converted = sum(result.converted_names for result in results)
    return (
        f"{names} name{'s' * (names != 1)} found in {glossaries} {'glossary' if glossaries == 1 else 'glossaries'}, "
        f"{converted} converted, {names - converted} left"
    )
