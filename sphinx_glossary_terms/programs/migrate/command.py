"""The command: reads files, converts them, and writes them or prints what would change."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from sphinx_glossary_terms.catalogs.edit import CatalogEdit
from sphinx_glossary_terms.catalogs.names import ALIASES, parse_names
from sphinx_glossary_terms.programs.migrate.back import convert_back
from sphinx_glossary_terms.programs.migrate.converting import Result, convert
from sphinx_glossary_terms.programs.migrate.entries import GlossaryEntry
from sphinx_glossary_terms.programs.migrate.reading import open_reader
from sphinx_glossary_terms.settings.files import replace_file
from sphinx_glossary_terms.untrusted.catalogs import read_catalog
from sphinx_glossary_terms.untrusted.limits import UnusableError, printable


class Copies(NamedTuple):
    """The new content of each catalog, how many terms got a translation, and what a person has to write, in lines."""

    files: dict[Path, bytes]
    copied: int
    left: list[str]


def migrate(
    paths: Sequence[Path], /, *, write: bool, locales: Path | None, is_back: bool = False, only: Collection[str] = ()
) -> int:
    """Convert files; returns 0 only if everything in them was converted, or left and listed.

    is_back: convert terms to glossaries.
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
                if is_back:
                    result = convert_back(before, name=str(path), reader=reader)
                else:
                    result = convert(before, name=str(path), reader=reader, taken=taken, only=only)
            except Exception as error:  # Directives of Sphinx and of others run here, on anybody's text.
                kind = type(error).__name__
                problem = f"{path}: Sphinx cannot read it ({kind}: {error}); nothing was written to this file"
                result = Result(before, problem=problem)
            results[path] = before, result
    conversions = [result for _before, result in results.values()]
    problems += [result.problem for result in conversions if result.problem]
    converted = [entry for result in conversions for entry in result.converted]
    try:
        copies = copy_aliases(locales, converted) if locales else Copies({}, 0, [])
    except UnusableError as error:
        assert locales is not None
        _say([*problems, f"{error.at(locales)}; nothing was written"])
        return 1
    named = {text for result in conversions for text in result.named}
    problems += [f"there is no entry '{name}' in these files" for name in only if name not in named]
    problems += _written(results, copies) if write else _printed(results)
    _say([*(remark for result in conversions for remark in result.left), *copies.left, *problems])
    _say([_summary(conversions, is_back=is_back)])
    if locales:
        _say([f"{copies.copied} translations of further names {'copied' if write else 'to copy'}"])
    return 1 if problems else 0


def _say(lines: Sequence[str]) -> None:
    sys.stderr.writelines(f"{printable(line)}\n" for line in lines)


def _written(results: dict[Path, tuple[str, Result]], copies: Copies) -> list[str]:
    """Write what has changed; returns what went wrong."""
    files = {path: result.text.encode() for path, (before, result) in results.items() if result.text != before}
    problems = []
    for path, content in (files | copies.files).items():
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


def _summary(results: Sequence[Result], *, is_back: bool) -> str:
    one, several = ("term", "terms") if is_back else ("glossary", "glossaries")
    if results and not any(result.found for result in results):
        return f"there is no directive `{one}` in these files, so there is nothing to convert"
    names, glossaries = sum(result.names for result in results), sum(result.found for result in results)
    converted = sum(result.converted_names for result in results)
    return (
        f"{names} name{'s' * (names != 1)} found in {glossaries} {one if glossaries == 1 else several}, "
        f"{converted} converted, {names - converted} left"
    )


# The translations of further names: from the catalogs of pages into `glossary-aliases.po`


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
