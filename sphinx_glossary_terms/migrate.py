"""Sphinx's built-in `glossary`, in source files, to `term` entries; and the translations of further names with it.

Text is moved, never changed: definitions keep every byte, so translations of them still match. What cannot be
converted stays a `glossary`, and is listed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from docutils import nodes
from docutils.utils import new_document
from sphinx.util.nodes import make_id

from sphinx_glossary_terms.model.term import ID_PATTERN, anchor_of, slug

_RST = re.compile(r"(?P<indent>[ \t]*)\.\. glossary::[ \t]*$")
_MYST = re.compile(r"(?P<indent>[ ]*)(?P<fence>`{3,}|~{3,}|:{3,})[ ]*\{glossary\}[ ]*$")
# What MyST's options, which are read like YAML, would cut or refuse.
_NOT_IN_AN_OPTION = re.compile(r"""^["'|>\[\]{}&*!%@`#-]|\s#|:\s|,""")
_MARKUP = re.compile(r"``?|\*\*?|:[\w:+.-]+:(?=`)|\{[\w:+.-]+\}(?=`)|_(?=$)")


@dataclass(slots=True)
class Entry:
    """One definition with all its names, as they were written."""

    names: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    definition: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """One entry that became a term: its id, its name, its further names."""

    id: str
    name: str
    aliases: tuple[str, ...]


@dataclass(slots=True)
class Result:
    """A file after the conversion: its text, the terms that it has now, and what a person has to look at."""

    text: str
    converted: list[Converted] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def convert(text: str, /, *, name: str, taken: set[str] | None = None) -> Result:
    """Convert every `glossary` of a source file.

    `name` is the file's, for messages; its ending decides between MyST (`.md`) and reStructuredText. `taken` are the
    ids that other files use; those of this one are added to it.
    """
    lines = text.splitlines(keepends=True)
    result = Result("")
    myst = name.endswith((".md", ".markdown", ".myst"))
    ids = taken if taken is not None else set()
    out: list[str] = []
    place = 0
    while place < len(lines):
        found = (_MYST if myst else _RST).match(lines[place].rstrip("\r\n"))
        if not found:
            out.append(lines[place])
            place += 1
            continue
        end = _end_of_fence(lines, place, found["fence"]) if myst else _end_of_block(lines, place, found["indent"])
        writer: _Writer = _MystWriter(found["indent"], found["fence"]) if myst else _RstWriter(found["indent"])
        out.extend(_converted(lines[place:end], writer, name, place, ids, result))
        place = end
    result.text = "".join(out)
    return result


def _end_of_fence(lines: Sequence[str], start: int, fence: str) -> int:
    for place in range(start + 1, len(lines)):
        bare = lines[place].strip()
        if bare and not bare.strip(fence[0]) and len(bare) >= len(fence):
            return place + 1
    return len(lines)


def _end_of_block(lines: Sequence[str], start: int, indent: str) -> int:
    end = start + 1
    for place in range(start + 1, len(lines)):
        line = lines[place]
        if line.strip():
            if len(line) - len(line.lstrip()) <= len(indent):
                break
            end = place + 1
    return end


class _Writer:
    """How a markup writes a term. `indent` is that of the directive it replaces."""

    def __init__(self, indent: str) -> None:
        self.indent = indent

    def content(self, block: Sequence[str]) -> tuple[list[str], list[str], int]:
        """The option lines of a glossary, its content without indentation, and the line on which that begins."""
        raise NotImplementedError

    def refused(self, alias: str) -> bool:
        """Whether the options of the markup cannot hold an alias."""
        return "," in alias

    def term(self, entry: Entry, options: Iterable[str]) -> Iterator[str]:
        """The lines of a term."""
        raise NotImplementedError

    def comment(self, lines: Iterable[str]) -> Iterator[str]:
        """The lines of comments."""
        raise NotImplementedError

    def glossary(self, options: Iterable[str], entries: Iterable[Entry]) -> Iterator[str]:
        """The lines of a glossary that stays one."""
        raise NotImplementedError


class _RstWriter(_Writer):
    def content(self, block: Sequence[str]) -> tuple[list[str], list[str], int]:
        body = [line.rstrip("\r\n") for line in block[1:]]
        width = min((len(line) - len(line.lstrip()) for line in body if line.strip()), default=0)
        body = [line[width:] for line in body]
        options = 0
        while options < len(body) and re.match(r":[\w-]+:", body[options]):
            options += 1
        return body[:options], body[options:], 1 + options

    def term(self, entry: Entry, options: Iterable[str]) -> Iterator[str]:
        yield f"{self.indent}.. term:: {entry.names[0]}"
        for option in options:
            yield f"{self.indent}   {option}"
        yield ""
        for line in entry.definition:
            yield f"{self.indent}   {line}" if line else ""

    def comment(self, lines: Iterable[str]) -> Iterator[str]:
        yield from (f"{self.indent}{line}" if line else "" for line in lines)

    def glossary(self, options: Iterable[str], entries: Iterable[Entry]) -> Iterator[str]:
        yield f"{self.indent}.. glossary::"
        yield from (f"{self.indent}   {option}" for option in options)
        for entry in entries:
            yield ""
            for line in _written(entry, "   "):
                yield f"{self.indent}   {line}" if line else ""


class _MystWriter(_Writer):
    def __init__(self, indent: str, fence: str) -> None:
        super().__init__(indent)
        self.fence = fence

    def content(self, block: Sequence[str]) -> tuple[list[str], list[str], int]:
        body = [line.rstrip("\r\n").removeprefix(self.indent) for line in block[1:-1]]
        options = 0
        if body and body[0].strip() == "---":
            options = next((place for place, line in enumerate(body[1:], 2) if line.strip() == "---"), 0)
        else:
            while options < len(body) and re.match(r":[\w-]+:", body[options]):
                options += 1
        return body[:options], body[options:], 1 + options

    def refused(self, alias: str) -> bool:
        return bool(_NOT_IN_AN_OPTION.search(alias))

    def term(self, entry: Entry, options: Iterable[str]) -> Iterator[str]:
        char = "~" if self.fence[0] == "`" and "`" in entry.names[0] else self.fence[0]
        inner = (len(run) for line in entry.definition for run in re.findall(rf"^\s*({re.escape(char)}{{3,}})", line))
        fence = char * max(3, 1 + max(inner, default=0))
        yield f"{self.indent}{fence}{{term}} {entry.names[0]}"
        yield from (f"{self.indent}{option}" for option in options)
        if options:
            yield ""
        yield from (f"{self.indent}{line}" if line else "" for line in entry.definition)
        yield f"{self.indent}{fence}"

    def comment(self, lines: Iterable[str]) -> Iterator[str]:
        yield from (f"{self.indent}% {line.removeprefix('.. ')}" if line else "" for line in lines)

    def glossary(self, options: Iterable[str], entries: Iterable[Entry]) -> Iterator[str]:
        yield f"{self.indent}{self.fence}{{glossary}}"
        yield from (f"{self.indent}{option}" for option in options)
        for number, entry in enumerate(entries):
            if number:
                yield ""
            yield from (f"{self.indent}{line}" if line else "" for line in _written(entry, "  "))
        yield f"{self.indent}{self.fence}"


def _written(entry: Entry, indent: str) -> Iterator[str]:
    """An entry as it was in its glossary."""
    yield from entry.comments
    for name, key in zip(entry.names, entry.keys, strict=True):
        yield f"{name} : {key}" if key else name
    yield from (f"{indent}{line}" if line else "" for line in entry.definition)


def _entries(content: Sequence[str], first_line: int) -> list[Entry]:
    """The entries of a glossary, by the rules of Sphinx (`sphinx/domains/std`, class Glossary).

    A line without indentation is a name, or begins a comment; what is indented belongs to what stands above it.
    """
    entries: list[Entry] = []
    comments: list[str] = []
    part = "definition"
    for number, line in enumerate(content, first_line):
        if line.startswith(".. "):
            part = "comment"
            comments.append(line)
        elif line.strip() and not line[0].isspace():
            if part != "name":
                # A comment between the names of one entry ends nothing.
                if part == "definition" or not entries or entries[-1].definition:
                    entries.append(Entry(line=number, comments=comments))
                    comments = []
                part = "name"
            name, *keys = re.split(" +: +", line)
            entries[-1].names.append(name)
            entries[-1].keys.append(keys[0] if keys else "")
        elif part == "comment":
            comments += [line] if line.strip() else []
        elif entries and (line.strip() or part == "definition"):
            part = "definition"
            entries[-1].definition.append(line)
    for entry in entries:
        entry.definition = _dedented(entry.definition)
    if comments:
        entries.append(Entry(comments=comments))
    return entries


def _dedented(lines: Sequence[str]) -> list[str]:
    """Without the indentation of the first line, and without empty lines at the end."""
    first = next(iter(lines), "")
    width = len(first) - len(first.lstrip())
    return "\n".join(line[width:] if line.strip() else "" for line in lines).rstrip("\n").split("\n") if first else []


def _converted(
    block: Sequence[str], writer: _Writer, name: str, start: int, taken: set[str], result: Result
) -> Iterator[str]:
    """The lines that replace one glossary."""
    options, content, offset = writer.content(block)
    newline = "\r\n" if block[0].endswith("\r\n") else "\n"
    entries = _entries(content, start + 1 + offset)
    if any(re.match(r":?sorted:", option) for option in options):
        # As Sphinx sorts them (`sphinx/transforms`, class GlossarySorter).
        entries.sort(key=lambda entry: unicodedata.normalize("NFD", "".join(entry.names[:1]).lower()))
    chunks: list[list[str]] = []
    kept: list[Entry] = []
    for entry in entries:
        reason = _why_not(entry, writer, taken) if entry.names else ""
        if reason:
            result.left.append(f"{name}:{entry.line}: '{entry.names[0]}' stays in its glossary: {reason}")
            kept.append(entry)
            continue
        if kept:
            chunks.append(list(writer.glossary(options, kept)))
            kept = []
        if entry.comments:
            chunks.append(list(writer.comment(entry.comments)))
        if entry.names:
            chunks.append(list(writer.term(entry, list(_options(entry, name, taken, result)))))
    if kept:
        chunks.append(list(writer.glossary(options, kept)))
    for number, chunk in enumerate(chunks):
        if number:
            yield newline
        yield from (f"{line}{newline}" for line in chunk)


def _why_not(entry: Entry, writer: _Writer, taken: set[str]) -> str:
    if not entry.definition:
        return "it has no definition"
    for alias in entry.names[1:]:
        if writer.refused(alias) or _plain(alias) != alias:
            return f"`:aliases:` cannot hold '{alias}'"
    if not _id_of(entry.names[0]):
        return "no id can be made of its name; write the term by hand, with an `:id:`"
    if _id_of(entry.names[0]) in taken:
        return f"the id '{_id_of(entry.names[0])}' is taken; write the term by hand, with another `:id:`"
    return ""


def _options(entry: Entry, file: str, taken: set[str], result: Result) -> Iterator[str]:
    name, *aliases = entry.names
    term_id = _id_of(name)
    taken.add(term_id)
    result.converted.append(Converted(id=term_id, name=name, aliases=tuple(aliases)))
    if term_id != slug(_plain(name)):
        yield f":id: {term_id}"
    if aliases:
        yield f":aliases: {', '.join(aliases)}"
    old = [anchor for anchor in map(_old_anchor, entry.names) if anchor and anchor != anchor_of(term_id)]
    if old:
        yield f":old-ids: {', '.join(dict.fromkeys(old))}"
    for written in entry.names:
        if not _old_anchor(written):
            result.notes.append(f"{file}:{entry.line}: '{written}' had a numbered anchor, which does not work any more")
    for written, key in zip(entry.names, entry.keys, strict=True):
        if key:
            result.notes.append(
                f"{file}:{entry.line}: the index key '{key}' of '{written}' is left out; if it was for sorting, add a "
                f"`:reading:`. The translation of '{written} : {key}' is now that of '{written}'"
            )


def _plain(name: str) -> str:
    return _MARKUP.sub("", name)


def _id_of(name: str) -> str:
    """The slug of a name, with punctuation for hyphens where the rule for slugs gives none."""
    plain = _plain(name)
    folded = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    if not slug(plain) and len(folded) < len([char for char in plain if char.isalnum()]):
        return ""  # Letters would be lost.
    found = slug(plain) or "-".join(re.findall("[a-z0-9]+", folded.lower().replace("'", "")))
    return found if ID_PATTERN.fullmatch(found) else ""


def _old_anchor(name: str) -> str:
    """The anchor that Sphinx gave to a name, if it is made of the name."""
    numbered = "term-numbered"
    env = cast("Any", SimpleNamespace(new_serialno=lambda _category: "numbered"))
    document: nodes.document = new_document("", cast("Any", SimpleNamespace(**_SETTINGS)))
    anchor = make_id(env, document, "term", _plain(name))
    return "" if anchor == numbered else anchor


_SETTINGS = {
    "report_level": 5,
    "halt_level": 5,
    "warning_stream": None,
    "debug": False,
    "error_encoding": "utf-8",
    "error_encoding_error_handler": "strict",
    "language_code": "en",
    "id_prefix": "",
    "auto_id_prefix": "id",
}


# Translations


def copy_aliases(folder: Path, converted: Sequence[Converted], /) -> int:
    """Put the translations of further names that the catalogs of a locale folder have into `glossary-aliases.po`.

    Returns how many terms got one. `folder` is that of all languages; an alias that has a translation already keeps it.
    """
    count = 0
    for messages in sorted(folder.glob("*/LC_MESSAGES")):
        language = messages.parent.name
        known = _translations(messages, language)
        target = messages / "glossary-aliases.po"
        catalog = _read(target, language) if target.exists() else Catalog(locale=language)
        added = 0
        for term in converted:
            translated = [known[alias] for alias in term.aliases if known.get(alias)]
            present = catalog.get(term.name, term.id)
            if translated and not (present and present.string):
                catalog.add(term.name, string=", ".join(translated), context=term.id)
                added += 1
        if added:
            with target.open("wb") as file:
                write_po(file, catalog, width=76)
        count += added
    return count


def _translations(messages: Path, language: str) -> dict[str, str]:
    return {
        str(message.id): str(message.string)
        for path in sorted(messages.rglob("*.po"))
        for message in _read(path, language)
        if message.id and message.string and not message.fuzzy and not message.context
    }


def _read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)
