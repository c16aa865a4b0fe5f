"""From Sphinx's own glossaries to terms: reads files, converts them, and writes them or prints what would change."""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from sphinx_glossary_terms.doctree.nodes import OWNERS, find
from sphinx_glossary_terms.model.characters import printable
from sphinx_glossary_terms.model.names import as_myst
from sphinx_glossary_terms.model.term import anchor_of, id_of
from sphinx_glossary_terms.programs.migrate_reading import (
    FoundGlossary,
    GlossaryEntry,
    Reader,
    SourceFile,
    changed,
    is_myst,
    open_reader,
)
from sphinx_glossary_terms.settings.outputs import replace_file

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
    with open_reader(reads_myst=any(is_myst(str(path)) for path in paths)) as reader:
        for path in dict.fromkeys(paths):
            try:
                # Line ends are the file's own, whatever they are.
                before = path.read_bytes().decode("utf-8")
                results[path] = before, convert(before, name=str(path), reader=reader, taken=taken, only=only)
            except UnicodeDecodeError as error:
                problems.append(f"{path}: is not in UTF-8 ({error.reason} at byte {error.start}); convert it first")
            except OSError as error:
                problems.append(f"{path}: {error.strerror}")
            except Exception as error:  # Directives of Sphinx and of others run here, on anybody's text.
                kind = type(error).__name__
                problems.append(f"{path}: Sphinx cannot read it ({kind}: {error}); nothing was written to this file")
    conversions = [result for _before, result in results.values()]
    named = {text for result in conversions for entry in result.entries for text in entry.texts}
    problems += [f"there is no entry '{name}' in these files" for name in only if name not in named]
    for path, (before, result) in results.items():
        try:
            if not write:
                _print_diff(path, before, result.text)
            elif result.text != before:
                replace_file(path, result.text.encode())
        except OSError as error:
            problems.append(f"{path}: {error.strerror}; it was not written")
    remarks = [*(remark for result in conversions for remark in result.left), *problems]
    if any(len(entry.names) > 1 for result in conversions for entry in result.converted):
        remarks.append(_ALIASES)
    sys.stderr.writelines(f"{printable(line)}\n" for line in [*remarks, _summary(conversions)])
    return 1 if problems else 0


def _print_diff(path: Path, before: str, after: str) -> None:
    texts = before.splitlines(keepends=True), after.splitlines(keepends=True)
    diff = difflib.unified_diff(*texts, fromfile=str(path), tofile=str(path))
    # A patch has every byte of the file; a terminal obeys some.
    sys.stdout.writelines(map(_shown, diff) if sys.stdout.isatty() else diff)


def _shown(line: str) -> str:
    return "\t".join(map(printable, line.rstrip("\r\n").split("\t"))) + "\n"


def _summary(results: Sequence[Result]) -> str:
    if results and not any(result.found for result in results):
        return "there is no directive `glossary` in these files, so there is nothing to convert"
    glossaries = sum(result.found for result in results)
    converted = sum(len(entry.names) for result in results for entry in result.converted)
    names = converted + sum(len(entry.names) for result in results for entry in result.kept)
    return (
        f"{names} name{'s' * (names != 1)} found in {glossaries} {'glossary' if glossaries == 1 else 'glossaries'}, "
        f"{converted} converted, {names - converted} left"
    )


# What becomes a term

_SORTED = "its entries are terms in the order of today; new ones will not be sorted"


class Result(NamedTuple):
    """A file after the conversion.

    text: its new text.
    found: the number of glossaries in it.
    entries: all their entries.
    converted: those that are terms now.
    kept: those that stay and were meant, too.
    left: what stays and why, one line each.
    """

    text: str
    found: int
    entries: list[GlossaryEntry]
    converted: list[GlossaryEntry]
    kept: list[GlossaryEntry]
    left: list[str]


def convert(text: str, /, *, name: str, reader: Reader, taken: set[str], only: Collection[str] = ()) -> Result:
    """Convert every glossary of a source file, or `only` the entries that have one of some names.

    `name` is the file's, for messages; its ending decides between MyST (`.md`) and reStructuredText. `taken` are the
    ids that other files use; those of this one are added to it.
    """
    before = reader.read(text, name)
    entries = [entry for glossary in before.glossaries for entry in glossary.named]
    meant = dict.fromkeys(entry for entry in entries if not only or not {*only}.isdisjoint(entry.texts))
    taken.update(node["term_id"] for node in find(before.document, *OWNERS))
    _decide(before, meant, taken)

    def try_out(group: Sequence[GlossaryEntry], *, alone: bool) -> None:
        """Convert as many of these as can be terms without a change of what readers see, or a new warning.

        `alone`: in a file without other entries, which is read faster, but where Sphinx makes other anchors.
        """
        shown = group if alone else None
        _note(group, _STAYS)
        old = reader.read(_converted(before, shown), name) if alone else before
        _note(group, "")
        if problem := changed(old, reader.read(_converted(before, shown), name), with_anchors=not alone):
            _note(group, problem)
            middle = len(group) // 2
            for half in (group[:middle], group[middle:]) if middle else ():
                try_out(half, alone=alone)

    candidates = [entry for entry in meant if not entry.problem]
    if candidates and changed(before, reader.read(_converted(before), name)):
        try_out(candidates, alone=True)
        if good := [entry for entry in candidates if not entry.problem]:
            try_out(good, alone=False)
    converted, kept = ([entry for entry in meant if bool(entry.problem) is stays] for stays in (False, True))
    taken.update(entry.id for entry in converted)
    left = [
        f"{name}:{glossary.first + entry.line + 1}: '{entry.names[0]}' stays in its glossary: {entry.problem}"
        for glossary in before.glossaries
        for entry in glossary.named
        if entry in meant and entry.problem
    ]
    lists = [glossary for glossary in before.glossaries if not all(entry.problem for entry in glossary.named)]
    left += [f"{name}:{glossary.start + 1}: {_SORTED}" for glossary in lists if glossary.is_sorted]
    return Result(_converted(before), len(before.glossaries), entries, converted, kept, left)


_STAYS = "it stays"


def _note(entries: Iterable[GlossaryEntry], problem: str) -> None:
    for entry in entries:
        entry.problem = problem


def _decide(before: SourceFile, meant: Collection[GlossaryEntry], taken: Collection[str]) -> None:
    """Give each entry its id, or note why it stays, as far as that can be said without trying it out."""
    names: dict[str, str] = {}

    def is_free(new: str, entry: GlossaryEntry) -> bool:
        anchor = anchor_of(new)
        return new not in names and (anchor not in before.anchors or anchor in entry.anchors)

    for glossary in before.glossaries:
        is_inside = any(0 <= one.start < glossary.start and glossary.end <= one.end for one in before.glossaries)
        for entry in glossary.named:
            if entry not in meant:
                entry.problem = "it is not named"
            elif glossary.start < 0 or is_inside:
                entry.problem = "its glossary is inside other markup, whose lines cannot be moved"
            elif not entry.definition:
                entry.problem = "it has no definition"
            elif not entry.id:
                entry.problem = "no id can be derived from its name; write the term by hand, with an `:id:`"
            else:
                if names.get(entry.id) != entry.texts[0]:
                    ids = chain([entry.id], (f"{entry.id}-{number}" for number in count(2)))
                    entry.id = next(new for new in ids if is_free(new, entry))
                if entry.id in names or entry.id in taken:
                    entry.problem = f"another one has the id '{entry.id}'; write this by hand, with another `:id:`"
                names.setdefault(entry.id, entry.texts[0])


# The new text


def _converted(before: SourceFile, shown: Collection[GlossaryEntry] | None = None, /) -> str:
    """The text of a file in which the entries without a `problem` are terms; with `shown`, it has no other entries."""
    lines = [*before.lines]
    for glossary in sorted(before.glossaries, key=lambda glossary: -glossary.start):
        if any(not entry.problem if shown is None else entry in shown for entry in glossary.named):
            entries = [entry for entry in glossary.shown if shown is None or entry in shown]
            lines[glossary.start : glossary.end] = _replaced(glossary, entries, before.lines)
    return "".join(lines)


def _replaced(glossary: FoundGlossary, entries: Iterable[GlossaryEntry], lines: Sequence[str]) -> Iterator[str]:
    """The lines that replace one glossary: terms, comments and glossaries, with an empty line between them."""
    fence = glossary.fence
    chunks: list[list[str]] = []
    kept: list[GlossaryEntry] = []
    for entry in [*entries, GlossaryEntry()]:
        # Below an entry without a definition the next one would be one with it.
        if kept and not (entry.problem and kept[-1].definition):
            content = [line for one in kept for line in ("", *one.comments, *one.names, *one.body)][1:]
            chunks.append(_directive("glossary", fence, [":sorted:"] * glossary.is_sorted, content))
            kept = []
        if entry.problem:
            kept.append(entry)
            continue
        if entry.comments:
            chunks.append([f"% {line.removeprefix('.. ')}" for line in entry.comments] if fence else entry.comments)
        if entry.names:
            chunks.append(_term(entry, fence))
    newline = "\r\n" if lines[glossary.first].endswith("\r\n") else "\n"
    prefix = glossary.prefix
    for line in "\n\n".join(map("\n".join, chunks)).split("\n"):
        yield f"{prefix}{line}{newline}" if line else f"{prefix.rstrip()}{newline}"
        prefix = re.sub(r"[^\s>]", " ", prefix)


def _term(entry: GlossaryEntry, fence: str) -> list[str]:
    options = {
        "id": "" if entry.id == id_of(entry.texts[0]) else entry.id,
        "aliases": ", ".join(entry.names[1:]),
        "old-ids": ", ".join(dict.fromkeys(anchor for anchor in entry.anchors if anchor != anchor_of(entry.id))),
    }
    written = {option: value for option, value in options.items() if value}
    if not fence:
        return _directive(
            "term", "", [f":{option}: {value}" for option, value in written.items()], entry.definition, entry.names[0]
        )
    char = "~" if fence[0] == "`" and "`" in entry.names[0] else fence[0]
    runs = re.findall(rf"^(?:[^\S\n]|>)*({re.escape(char)}{{3,}})", "\n".join(entry.definition), re.MULTILINE)
    fence = char * max(3, 1 + max(map(len, runs), default=0))
    return _directive("term", fence, [as_myst(*option) for option in written.items()], entry.definition, entry.names[0])


def _directive(kind: str, fence: str, options: Sequence[str], content: Sequence[str], name: str = "") -> list[str]:
    """The lines of a directive; in reStructuredText it has no fence."""
    if not fence:
        return [f".. {kind}:: {name}".rstrip(), *(f"   {line}" if line else "" for line in (*options, "", *content))]
    is_apart = (name and options) or content[0].lstrip().startswith((":", "---"))
    return [f"{fence}{{{kind}}} {name}".rstrip(), *options, *([""] if is_apart else []), *content, fence]
