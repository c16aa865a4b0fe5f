"""From Sphinx's own glossaries to terms: reads files, converts them, and writes them or prints what would change."""

from __future__ import annotations

import difflib
import os
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from docutils.nodes import make_id

from sphinx_glossary_terms.doctree.nodes import OWNERS, find
from sphinx_glossary_terms.model.characters import printable
from sphinx_glossary_terms.model.names import as_myst, divided, split_list
from sphinx_glossary_terms.model.term import anchor_of, id_of
from sphinx_glossary_terms.programs.migrate_reading import FoundGlossary, GlossaryEntry, Reader, changed, open_reader
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
    glossaries = sum(result.found for result in results)
    converted = sum(len(entry.names) for result in results for entry in result.converted)
    names = converted + sum(len(entry.names) for result in results for entry in result.kept)
    return (
        f"{names} name{'s' * (names != 1)} found in {glossaries} {'glossary' if glossaries == 1 else 'glossaries'}, "
        f"{converted} converted, {names - converted} left"
    )


# What becomes a term

_SORTED = "its entries are terms in the order of today; new ones will not be sorted"
_NUMBERED = re.compile(r"term-\d+")


@dataclass(slots=True)
class Result:
    """A file after the conversion.

    text: its new text; with a `problem` the old one.
    found: the number of glossaries in it.
    converted: the entries that are terms now.
    kept: those that stay and were meant, too.
    left: what stays and why, one line each.
    named: all names.
    problem: why nothing may be written to this file; empty if it may.
    """

    text: str
    found: int = 0
    converted: list[GlossaryEntry] = field(default_factory=list)
    kept: list[GlossaryEntry] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    problem: str = ""


def convert(text: str, /, *, name: str, reader: Reader, taken: set[str], only: Collection[str] = ()) -> Result:
    """Convert every glossary of a source file, or `only` the entries that have one of some names.

    `name` is the file's, for messages; its ending decides between MyST (`.md`) and reStructuredText. `taken` are the
    ids that other files use; those of this one are added to it.
    """
    before = reader.read(text, name)
    glossaries, new = before.glossaries, list(before.lines)
    entries = [entry for glossary in glossaries for entry in glossary.named]
    result = Result(text, len(glossaries), named=[text for entry in entries for text in entry.texts])
    used = taken | {node["term_id"] for node in find(before.document, *OWNERS)}
    _decide(glossaries, before.anchors, used, only)
    converted = [glossary for glossary in glossaries if not all(entry.problem for entry in glossary.named)]
    for glossary in sorted(converted, key=lambda glossary: -glossary.start):
        new[glossary.start : glossary.end] = _replaced(glossary, before.lines)
    if new != before.lines:
        after = reader.read("".join(new), name)
        if problem := changed(before, after):
            result.problem = f"{name}: {problem}; nothing was written to this file; please report this"
            result.kept = entries
            return result
    result.text = "".join(new)
    result.converted = [entry for entry in entries if not entry.problem]
    result.kept = [entry for entry in entries if entry.problem and (not only or not {*only}.isdisjoint(entry.texts))]
    stays = "'{}' stays in its glossary: {}".format
    result.left = [f"{name}:{entry.line}: {stays(entry.names[0], entry.problem)}" for entry in result.kept]
    result.left += [f"{name}:{glossary.start + 1}: {_SORTED}" for glossary in converted if glossary.is_sorted]
    taken.update(used, (entry.id for entry in result.converted))
    return result


# What stays


def _decide(glossaries: Sequence[FoundGlossary], anchors: set[str], used: set[str], only: Collection[str]) -> None:
    """Note at each entry why it stays in its glossary, if it does."""
    used = set(used)
    names: dict[str, str] = {}
    numbers: dict[str, Iterator[int]] = {}

    def is_taken(anchor: str, entry: GlossaryEntry) -> bool:
        return anchor in anchors and anchor not in entry.anchors

    for glossary in glossaries:
        around = any(0 <= other.start < glossary.start and glossary.end <= other.end for other in glossaries)
        for entry in glossary.named:
            if only and {*only}.isdisjoint(entry.texts):
                entry.problem = "it is not named"
            elif glossary.start < 0:
                entry.problem = "its glossary is inside other markup, such as a table, whose lines cannot be moved"
            elif around:
                entry.problem = "its glossary is inside the definition of another entry"
            else:
                is_same = names.get(entry.id) == entry.texts[0]
                if not is_same and (entry.id in names or is_taken(anchor_of(entry.id), entry)):
                    # Something else has it: another name of which the same id is made (`y` and `Y`), or a heading.
                    free = (f"{entry.id}-{number}" for number in numbers.setdefault(entry.id, count(2)))
                    entry.id = next(new for new in free if new not in used and not is_taken(anchor_of(new), entry))
                entry.problem = entry.problem or _why_not(entry, writer_of(glossary), used)
            if not entry.problem:
                used.add(entry.id)
                names.setdefault(entry.id, entry.texts[0])
    _keep_numbers(glossaries)


def _why_not(entry: GlossaryEntry, writer: RstWriter, used: set[str]) -> str:
    if not entry.definition:
        return "it has no definition"
    for name in entry.names:
        if len(parts := re.split("(?<! ) +: +", name)) > 1:
            return f"a term has no index key ('{parts[1]}'); if it is for sorting, write a `:reading:` in its place"
    if entry.has_link:
        return "its name has a link, which a term cannot have; write the name as text, and the link in the definition"
    aliases = entry.names[1:]
    for name, text in zip(entry.names, entry.texts, strict=True):
        if divided(text) != (text, "") or (name in aliases and split_list(name) != (text,)):
            return f"a term cannot have the name '{name}'"
    if split_list(", ".join(aliases)) != tuple(aliases):
        return f"`:aliases:` cannot hold '{', '.join(aliases)}'"
    if not entry.id:
        return "no id can be derived from its name; write the term by hand, with an `:id:`"
    if entry.id in used:
        return f"another one has the id '{entry.id}'; remove one of the two, or write this by hand with another `:id:`"
    return writer.problem(entry)


def _keep_numbers(glossaries: Sequence[FoundGlossary]) -> None:
    """Have all entries with a numbered anchor stay if one of them does.

    Sphinx numbers the names of which it can make no anchor, or one that another name has: each number depends on the
    names before it.
    """
    named = [entry for glossary in glossaries for entry in glossary.named]
    numbered = [entry for entry in named if any(map(_NUMBERED.fullmatch, entry.anchors))]
    staying = [entry for entry in numbered if entry.problem]
    if not staying:
        return
    reason = f"its anchor depends on that of '{staying[0].names[0]}' in line {staying[0].line}, which stays"
    keys = {make_id(text) for entry in numbered for text in entry.texts} - {""}
    bound = [entry for entry in named if entry in numbered or keys.intersection(map(make_id, entry.texts))]
    for glossary in glossaries:
        moved = [entry for entry in glossary.shown if entry in bound] != [e for e in glossary.entries if e in bound]
        for entry in glossary.named:
            if moved or entry in bound:
                entry.problem = entry.problem or reason


# The new text


def _replaced(glossary: FoundGlossary, lines: Sequence[str]) -> Iterator[str]:
    """The lines that replace one glossary: terms, comments and glossaries, with an empty line between them."""
    writer = writer_of(glossary)
    chunks: list[list[str]] = []
    kept: list[GlossaryEntry] = []
    for entry in [*glossary.shown, GlossaryEntry()]:
        # Below an entry without a definition the next one would be one with it.
        if kept and not (entry.problem and kept[-1].definition):
            chunks.append(list(writer.glossary(kept)))
            kept = []
        if entry.problem:
            kept.append(entry)
            continue
        if entry.comments:
            chunks.append(list(writer.comment(entry.comments)))
        if entry.names:
            chunks.append(list(writer.term(entry, list(_options(entry)))))
    newline = "\r\n" if lines[glossary.first].endswith("\r\n") else "\n"
    prefix = glossary.prefix
    for line in "\n\n".join(map("\n".join, chunks)).split("\n"):
        yield f"{prefix}{line}{newline}" if line else f"{prefix.rstrip()}{newline}"
        prefix = re.sub(r"[^\s>]", " ", prefix)


def _options(entry: GlossaryEntry) -> Iterator[str]:
    if entry.id != id_of(entry.texts[0]):
        yield f":id: {entry.id}"
    if len(entry.names) > 1:
        yield f":aliases: {', '.join(entry.names[1:])}"
    if old := [anchor for anchor in entry.anchors if anchor and anchor != anchor_of(entry.id)]:
        yield f":old-ids: {', '.join(dict.fromkeys(old))}"


# How each markup writes terms, comments, and glossaries that stay

_LIVE = re.compile(r"\.\. +([_\[|]|[\w:+.-]+ ?::)")


class RstWriter:
    """reStructuredText."""

    def __init__(self, glossary: FoundGlossary, /) -> None:
        self.options = [":sorted:"] if glossary.is_sorted else []

    def problem(self, entry: GlossaryEntry) -> str:
        """Why an entry cannot be a term in this markup."""
        return "its name looks like an option" if re.match(r":[^ :]", entry.names[0]) else ""

    def term(self, entry: GlossaryEntry, options: Iterable[str]) -> Iterator[str]:
        """The lines of a term."""
        yield f".. term:: {entry.names[0]}"
        yield from (f"   {option}" for option in options)
        yield ""
        yield from (f"   {line}" if line else "" for line in entry.definition)

    def comment(self, lines: Sequence[str]) -> Iterator[str]:
        """The lines of comments; what would be a directive or a label outside a glossary stays a comment."""
        live = False
        for line in lines:
            if line.startswith(".. "):
                live = bool(_LIVE.match(line))
                if live:
                    yield ".."
            yield f"   {line}" if live else line

    def glossary(self, entries: Iterable[GlossaryEntry]) -> Iterator[str]:
        """The lines of a glossary that stays one."""
        yield ".. glossary::"
        yield from (f"   {option}" for option in self.options)
        for entry in entries:
            yield ""
            yield from (f"   {line}" if line else "" for line in entry.lines)


class MystWriter(RstWriter):
    """MyST."""

    def __init__(self, glossary: FoundGlossary, /) -> None:
        super().__init__(glossary)
        self.fence = glossary.fence

    def problem(self, entry: GlossaryEntry) -> str:
        """Why an entry cannot be a term in this markup."""
        if "`" in entry.names[0] and self.fence[0] == "`" and any("~~~" in line for line in entry.definition):
            return "its name has a backtick, which the line of a fence of backticks cannot have"
        return ""

    def term(self, entry: GlossaryEntry, options: Iterable[str]) -> Iterator[str]:
        """The lines of a term."""
        char = "~" if self.fence[0] == "`" and "`" in entry.names[0] else self.fence[0]
        runs = re.findall(rf"^(?:[^\S\n]|>)*({re.escape(char)}{{3,}})", "\n".join(entry.definition), re.MULTILINE)
        fence = char * max(3, 1 + max(map(len, runs), default=0))
        yield f"{fence}{{term}} {entry.names[0]}"
        quoted = [as_myst(*re.split(": ", option.removeprefix(":"), maxsplit=1)) for option in options]
        yield from quoted
        if quoted or _like_options(entry.definition):
            yield ""
        yield from entry.definition
        yield fence

    def comment(self, lines: Sequence[str]) -> Iterator[str]:
        """The lines of comments."""
        yield from (f"% {line.removeprefix('.. ')}" for line in lines)

    def glossary(self, entries: Iterable[GlossaryEntry]) -> Iterator[str]:
        """The lines of a glossary that stays one."""
        content = [line for entry in entries for line in ("", *entry.lines)][1:]
        yield f"{self.fence}{{glossary}}"
        yield from self.options
        if _like_options(content):
            yield ""
        yield from content
        yield self.fence


def writer_of(glossary: FoundGlossary, /) -> RstWriter:
    """The writer of the markup of a glossary."""
    return (MystWriter if glossary.fence else RstWriter)(glossary)


def _like_options(lines: Sequence[str]) -> bool:
    return lines[0].lstrip().startswith((":", "---"))
