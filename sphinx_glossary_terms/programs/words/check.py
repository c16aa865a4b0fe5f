"""The command `check`: names to avoid, and those of replaced terms, in any text: prose, code, commit messages."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias
from urllib.parse import quote

from sphinx_glossary_terms.model.names import KINDS
from sphinx_glossary_terms.model.plurals import plurals
from sphinx_glossary_terms.model.scripts import is_joined
from sphinx_glossary_terms.programs.export.values import Export
from sphinx_glossary_terms.programs.words.source import glossary_at
from sphinx_glossary_terms.untrusted.limits import UnusableError, printable, read_file

# The words of a name or an identifier: `HTTPServer2` has three.
_WORD = re.compile(r"[A-Z]+s?(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_A-Za-z]+|[^\w\s-]")
_BETWEEN = r"[\s_\-]{0,9}"
_MAX_LENGTH = 100
"""The characters of a name that is looked for."""
# Lines that say which names to avoid, and those of a commit message that Git removes.
_OF_GLOSSARY = re.compile(r"\s*(?::(?:avoid|replaced-by):|[_*]{1,2}avoid[_*]{0,2}\s*[:：])", re.IGNORECASE)
_OF_GIT = re.compile("^#.*", re.MULTILINE)

_Words: TypeAlias = "tuple[str, ...]"
_Trie: TypeAlias = "dict[str, _Trie]"


class Finding(NamedTuple):
    """A name that is not to be written, where it is, and what to write in its place."""

    file: str
    line: int
    column: int
    written: str
    instead: list[str]

    @property
    def message(self) -> str:
        """The finding in a sentence."""
        return printable(f"'{' '.join(self.written.split())}': write {' or '.join(map(repr, self.instead))}")


class Avoided:
    """The names of a glossary that are not to be written, to be found in any text.

    A name is a row of words, with spaces, hyphens, underscores or nothing but a capital between them. One expression
    finds everything that may be a name; its words and its ends decide. A good name hides a name to avoid that is a part
    of it, and of a name in capitals only the capitals count.
    """

    def __init__(self, export: Export, languages: Iterable[str] = (), /) -> None:
        wanted = {*languages} or {export.source_language}
        self._instead: dict[_Words, list[str]] = {}
        self._written: dict[_Words, set[str]] = {}
        good: set[_Words] = set()
        for term_id, term in export.terms.items():
            instead = export.preferred(term.replaced_by or term_id)
            for name in export.names(term_id):
                if name.language not in wanted or not KINDS[name.kind].is_shown or len(name.text) > _MAX_LENGTH:
                    continue
                for form in (name.text, *(plurals(name.text) if name.language.startswith("en") else ())):
                    if not name.is_avoided and not term.replaced_by:
                        good.add(_words(form))
                    elif instead not in (preferred := self._instead.setdefault(_words(form), [])):
                        preferred.append(instead)
                    self._written.setdefault(_words(form), set()).add(form if name.text.isupper() else "")
        self._instead = {words: instead for words, instead in self._instead.items() if words and words not in good}
        lengths = {len(words) for words in self._instead}
        rows = [*self._instead]
        for row in good:
            parts = (row[at : at + length] for at in range(len(row)) for length in lengths)
            rows += [row] if any(part in self._instead for part in parts) else []
        self._pattern = re.compile(_expression(_trie(rows)) if rows else r"(?!)")

    def find(self, text: str, /) -> Iterator[tuple[int, int, list[str]]]:
        """The places of such names from left to right, each with what to write there."""
        small, end = text.replace("İ", "I").lower(), 0  # of the same length
        if len(small) != len(text):
            small = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
        while match := self._pattern.search(small, end):
            start, end = match.start(), match.start() + 1
            while match and not self._is_name(text, *match.span()):
                match = self._pattern.match(small, start, match.end() - 1)
            if match:
                end = match.end()
                if instead := self._instead.get(_words(text[start:end])):
                    yield start, end, instead

    def _is_name(self, text: str, start: int, end: int) -> bool:
        written = self._written.get(_words(text[start:end]))
        if not written or not _is_limit(text, start) or not _is_limit(text, end):
            return False
        return "" in written or text[start:end] in written


def _words(text: str) -> _Words:
    return tuple([word.lower() for word in _WORD.findall(text)])


def _is_limit(text: str, position: int) -> bool:
    """Whether a word may begin or end at a place."""
    left, right = text[position - 1 : position], text[position : position + 1]
    if "_" in {left, right} or not is_joined(left, right) or left.isdigit() != right.isdigit():
        return True
    return right.isupper() and (not left.isupper() or text[position + 1 : position + 2].islower())


def _trie(rows: Iterable[_Words]) -> _Trie:
    trie: _Trie = {}
    for words in rows:
        node = trie
        for number, word in enumerate(words):
            for piece in (*([_BETWEEN] if number else []), *map(re.escape, word)):
                node = node.setdefault(piece, {})
        node[""] = {}
    return trie


def _expression(node: _Trie) -> str:
    """The expression for all rows, in which each character is compared once; the longest row counts."""
    parts = [piece + _expression(after) for piece, after in node.items() if piece]
    if "" in node:
        return f"(?:{'|'.join(parts)})?" if parts else ""
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def findings(avoided: Avoided, path: Path, /) -> Iterator[Finding]:
    """The findings in a file; in none that is not text.

    Raises:
        UnusableError: it cannot be read.
    """
    content = read_file(path)
    if b"\0" in content:
        return
    text = content.decode(errors="replace")
    if path.name == "COMMIT_EDITMSG":
        text = _OF_GIT.sub(lambda line: " " * len(line[0]), text)
    line = before = 0
    for start, end, instead in avoided.find(text):
        line, before = line + text.count("\n", before, start), start
        begin = text.rfind("\n", 0, start) + 1
        if not _OF_GLOSSARY.match(text, begin):
            yield Finding(path.as_posix(), line + 1, start - begin + 1, text[start:end], instead)


def check(files: Sequence[Path], /, *, glossary: str, form: str, languages: Sequence[str]) -> int:
    """Print the findings in files; returns 0 if there is none, 1 if there are some, 2 if a file cannot be read."""
    all_findings: list[Finding] = []
    status = 0
    try:
        avoided = Avoided(glossary_at(glossary), languages)
    except UnusableError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for path in files:
        try:
            all_findings += findings(avoided, path)
        except UnusableError as error:
            sys.stderr.write(f"{error.at(path)}\n")
            status = 2
    sys.stdout.write(FORMS[form](all_findings))
    return status or bool(all_findings)


def _as_text(all_findings: Iterable[Finding]) -> str:
    return "".join(f"{printable(item.file)}:{item.line}:{item.column}: {item.message}\n" for item in all_findings)


def _as_github(all_findings: Iterable[Finding]) -> str:
    """Annotations of GitHub Actions (workflow commands)."""
    lines = (
        f"::error file={_escaped(item.file)},line={item.line},col={item.column}::{item.message.replace('%', '%25')}\n"
        for item in all_findings
    )
    return "".join(lines)


def _escaped(text: str) -> str:
    return printable(re.sub("[%\r\n:,]", lambda char: f"%{ord(char[0]):02X}", text))


def _as_json(all_findings: Iterable[Finding]) -> str:
    return json.dumps([item._asdict() for item in all_findings], indent=1) + "\n"


def _as_sarif(all_findings: Iterable[Finding]) -> str:
    """SARIF 2.1.0, which GitHub and others show as alerts."""
    results = [
        {
            "ruleId": "avoided-name",
            "level": "warning",
            "message": {"text": item.message},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": address_of(item.file)},
                        "region": {"startLine": item.line, "startColumn": item.column},
                    }
                }
            ],
        }
        for item in all_findings
    ]
    driver = {"name": "sphinx-glossary-terms", "rules": [{"id": "avoided-name"}]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SARIF, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def address_of(path: str, /) -> str:
    """The address of a file, relative if its path is. The letter of a drive of Windows would be a scheme in it."""
    return Path(path).as_uri() if Path(path).is_absolute() else quote(path)


_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"

FORMS: dict[str, Callable[[Iterable[Finding]], str]] = {
    "text": _as_text,
    "github": _as_github,
    "sarif": _as_sarif,
    "json": _as_json,
}
"""How the findings are written, by the value of `--format`."""
