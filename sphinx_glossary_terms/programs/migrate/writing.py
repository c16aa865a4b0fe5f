"""How each markup writes terms, comments, and glossaries that stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sphinx_glossary_terms.model.names import as_myst
from sphinx_glossary_terms.programs.migrate.entries import FoundGlossary, GlossaryEntry

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
