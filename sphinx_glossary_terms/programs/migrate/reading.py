"""Reads source files as Sphinx reads them: the glossaries, their places, and everything else in the document."""

from __future__ import annotations

import io
import os
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst.languages import en
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.domains.std import Glossary
from sphinx.util.docutils import SphinxDirective, is_directive_registered, is_role_registered

from sphinx_glossary_terms.programs.isolated import isolated_folder

_RST = re.compile(r"(?P<prefix>[^|]*?)\.\. +[\w:]*glossary::[ \t]*$")
_MYST = re.compile(r"(?P<prefix>.*?)(?P<fence>`{3,}|~{3,}|:{3,})[ \t]*\{[\w:]*glossary\}[ \t]*$")
# Of at most a hundred characters: a long word, such as a picture in Base64, would be gone through from each place.
_NAME = r"([\w:+.-]{1,100})"
_NAMES = re.compile(rf"(?<![\w:+.-]){_NAME}::|\{{{_NAME}\}}|:{_NAME}:(?=`)|(?<=`):{_NAME}:")
_WARNING = re.compile(r"page-(\d+)\.\w+:(\d*):.*?WARNING: (?:\x1b\[\d*m)?(.* \[(glossary\.[\w-]+)\])")


@dataclass(slots=True)
class FoundGlossary:
    """A glossary as Sphinx has read it.

    line: the line of its directive, as reported.
    offset: the number that docutils gives to the first line of its content.
    content: its lines without its options.
    is_sorted: whether it has the option `sorted`.
    entries: the text and the anchor of every name of each entry, in the order of the source.
    order: the first anchor of each entry, in the order in which they are shown.

    In the source, with lines counted from 0:

    start: its first line; -1 if it was not found there.
    end: the line after its last one.
    first: the first line of its content.
    prefix: what stands before it in its first line.
    fence: its fence; empty in reStructuredText.
    """

    line: int
    offset: int
    content: list[str]
    is_sorted: bool
    entries: list[list[tuple[str, str]]]
    order: list[str] = field(default_factory=list)
    start: int = -1
    end: int = -1
    first: int = 0
    prefix: str = ""
    fence: str = ""


@dataclass(slots=True)
class SourceFile:
    """A source file.

    lines: its lines, with their ends.
    document: what docutils has made of them.
    """

    lines: list[str]
    document: nodes.document

    @property
    def glossaries(self) -> list[FoundGlossary]:
        """Its glossaries, each before those in it."""
        return [node["found"] for node in self.document.findall(addnodes.glossary)]


def is_myst(name: str, /) -> bool:
    """Whether a file is in MyST; it is in reStructuredText otherwise."""
    return name.endswith((".md", ".markdown", ".myst"))


@contextmanager
def open_reader() -> Iterator[Reader]:
    """A reader of glossaries, and the temporary folder that it works in."""
    with isolated_folder() as folder:
        yield Reader(folder)


class Reader:
    """An application that has Sphinx's own markup, MyST's and ours, and takes every other directive for a box."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "index.rst").touch()
        settings = {"extensions": ["myst_parser", "sphinx_glossary_terms", __name__], "smartquotes": False}
        settings["myst_enable_extensions"] = ["colon_fence"]
        self._app = Sphinx(
            folder,
            None,
            folder / "out",
            folder / "doctrees",
            "dummy",
            settings,
            status=None,
            warning=(stream := io.StringIO()),
        )
        self._warnings = stream
        self._app.connect("doctree-read", self._take, priority=400)  # before Sphinx looks for pictures

    def _take(self, _app: Sphinx, document: nodes.document) -> None:
        self._document = document
        for image in document.findall(nodes.image):
            image["uri"] = f"data:{image['uri']}"  # where Sphinx opens no file

    def read(self, text: str, name: str, /) -> SourceFile:
        """The document that Sphinx makes of a text. The ending of its name decides about the markup."""
        for path in self._folder.glob("page.*"):
            path.unlink()
        path = self._folder / ("page.md" if is_myst(name) else "page.rst")
        path.write_bytes(_without_settings(text, name).encode("utf-8"))
        # Sphinx reads again what is newer than what it has read.
        os.utime(path, (later := time.time() + 3600, later))
        self._tolerate(text)
        self._app.builder.read()
        lines = re.findall(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+$", text) if is_myst(name) else text.splitlines(keepends=True)
        page = SourceFile(lines, self._document)
        for node in page.document.findall(addnodes.glossary):
            node["found"].order = [next(item.findall(nodes.term))["ids"][0] for item in node[0].children]
            _locate(node["found"], lines)
        return page

    def warnings(self, texts: Mapping[Path, str], /) -> Iterator[str]:
        """What a build of these files would say of the glossary: for each code its first warning, and how often."""
        for path in self._folder.glob("page.*"):
            path.unlink()
        for number, (path, text) in enumerate(texts.items()):
            self._tolerate(text)
            page = self._folder / f"page-{number}.{'md' if is_myst(path.name) else 'rst'}"
            page.write_bytes(_without_settings(text, path.name).encode("utf-8"))
        self._warnings.seek(0)
        self._warnings.truncate()
        self._app.build()
        paths, first, count = list(texts), dict[str, str](), Counter[str]()
        for number, line, message, code in _WARNING.findall(self._warnings.getvalue()):
            first.setdefault(code, f"{paths[int(number)]}:{line}: {message}")
            count[code] += 1
        for code, warning in first.items():
            yield f"{warning}{f', and {count[code] - 1} more of this code' if count[code] > 1 else ''}"

    def _tolerate(self, text: str) -> None:
        """Register the directives and roles of other extensions."""
        for match in _NAMES.finditer(text):
            name = next(filter(None, match.groups())).lower()
            if name not in en.directives and not is_directive_registered(name):
                self._app.add_directive(name, _Box)
            if name not in en.roles and not is_role_registered(name):
                self._app.add_generic_role(name, nodes.literal)


def setup(app: Sphinx, /) -> None:
    """Have our reader's application use the directives below; only there this module is an extension."""
    app.add_directive_to_domain("std", "glossary", _Recorder, override=True)
    for name in ("mermaid", "autoclasstree"):  # one reads a file, the other imports a module
        app.add_directive(name, _Box, override=True)


def _without_settings(text: str, name: str) -> str:
    """A text with blank lines for what MyST would take for settings, which can make it run code of the document."""
    if not is_myst(name) or not text.startswith("---"):
        return text
    lines = text.splitlines(keepends=True)
    end = next((number for number, line in enumerate(lines) if number and line.startswith(("---", "..."))), 0)
    return "".join([*(re.sub(r"[^\r\n]+", "", line) for line in lines[: end + 1]), *lines[end + 1 :]])


class _Box(SphinxDirective):
    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        return self.parse_content_to_nodes()


class _Recorder(Glossary):
    """Sphinx's directive, which also notes its place and what it has made."""

    def run(self) -> list[nodes.Node]:
        result = super().run()
        glossary = next(node for node in result if isinstance(node, addnodes.glossary))
        items = [[term for term in item.children if isinstance(term, nodes.term)] for item in glossary[0].children]
        glossary["found"] = FoundGlossary(
            line=self.get_source_info()[1],
            offset=self.content.offset(0) if self.content else 0,
            content=list(self.content),
            is_sorted="sorted" in self.options,
            entries=[[(term.astext(), term["ids"][0]) for term in names] for names in items],
        )
        return result


def _locate(glossary: FoundGlossary, lines: Sequence[str]) -> None:
    """Find the source lines of a glossary: those near where it was reported that have its content."""
    content = [_bare(line) for line in glossary.content]
    while content and not content[-1]:
        content.pop()
    glossary.first = glossary.line
    near = sorted(range(len(lines)), key=lambda number: abs(number + 1 - glossary.line))
    for start in (number for number in near if content and "glossary" in lines[number]):
        opening = _MYST.match(lines[start].rstrip("\r\n")) or _RST.match(lines[start].rstrip("\r\n"))
        # Between the two there are at most options.
        for first in range(start + 1, start + 6) if opening else ():
            end = first + len(content)
            if opening and list(map(_bare, lines[first:end])) == content:
                glossary.start, glossary.first, glossary.prefix = start, first, opening["prefix"]
                glossary.fence = opening.groupdict().get("fence", "")
                glossary.end = _after_fence(glossary.fence, lines, end) if glossary.fence else end
                return


def _after_fence(fence: str, lines: Sequence[str], end: int) -> int:
    """The end of a glossary with its fence, which may end with what is around it."""
    number = end
    while number < len(lines) and not _bare(lines[number]):
        number += 1
    closing = _bare(lines[number]) if number < len(lines) else ""
    return number + 1 if len(closing) >= len(fence) and not closing.strip(fence[0]) else end


def _bare(line: str) -> str:
    """A line without white space and marks of quotations."""
    return re.sub(r"[\s>]+", "", line)
