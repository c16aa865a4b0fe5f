"""Reads source files as Sphinx reads them: their glossaries, with their places in the source, and everything else."""

from __future__ import annotations

import io
import os
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from docutils import nodes
from docutils.parsers.rst.languages import en
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.domains.std import Glossary
from sphinx.util.docutils import (
    SphinxDirective,
    docutils_namespace,
    is_directive_registered,
    is_role_registered,
    patch_docutils,
)

from sphinx_glossary_terms.doctree.nodes import generated_block, term_entry, term_name, term_section
from sphinx_glossary_terms.model.term import id_of

# Of at most a hundred characters: a long word, such as a picture in Base64, would be gone through from each place.
_NAME = r"([\w:+.-]{1,100})"
_NAMES = re.compile(rf"(?<![\w:+.-]){_NAME}::|\{{{_NAME}\}}|:{_NAME}:(?=`)|(?<=`):{_NAME}:")
_RST = re.compile(r"(?P<prefix>[^|]*?)\.\. +[\w:]*glossary::[ \t]*$")
_MYST = re.compile(r"(?P<prefix>[^`~:]*)(?P<fence>`{3,}|~{3,}|:{3,})[ \t]*\{[\w:]*glossary\}[ \t]*$")


class SourceFile(NamedTuple):
    """A source file.

    lines: its lines, with their ends.
    document: what docutils has made of them.
    glossaries: its glossaries, each before those in it.
    anchors: all anchors of the document.
    warnings: what Sphinx said, without the places.
    """

    lines: list[str]
    document: nodes.document
    glossaries: list[FoundGlossary]
    anchors: set[str]
    warnings: Counter[str]


def is_myst(name: str, /) -> bool:
    """Whether a file is in MyST; it is in reStructuredText otherwise."""
    return name.endswith((".md", ".markdown", ".myst"))


@contextmanager
def open_reader(*, reads_myst: bool = True) -> Iterator[Reader]:
    """A reader of glossaries, in a temporary folder. Its documents read no file and ask no site."""
    with TemporaryDirectory() as name, patch_docutils(name), docutils_namespace():
        folder = Path(name).resolve()  # as Sphinx writes it in its warnings
        # Docutils finds its settings there, also in other processes.
        (folder / "docutils.conf").write_text("[general]\nfile_insertion_enabled: no\n", encoding="utf-8")
        yield Reader(folder, reads_myst=reads_myst)


class Reader:
    """An application that has Sphinx's own markup, ours, and MyST's if asked for; other directives are boxes."""

    def __init__(self, folder: Path, *, reads_myst: bool) -> None:
        self._folder = folder
        (folder / "index.rst").touch()
        markup = ["myst_parser"] if reads_myst else []
        settings = {"extensions": [*markup, "sphinx_glossary_terms", __name__], "smartquotes": False}
        settings["glossary_terms_graph_output"] = "none"
        settings["show_warning_types"] = True  # which is the default since Sphinx 8
        settings["myst_enable_extensions"] = ["colon_fence"]
        self._said = io.StringIO()
        self._app = Sphinx(
            folder, None, folder / "out", folder / "doctrees", "dummy", settings, status=None, warning=self._said
        )
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
        # Directives and roles of other extensions.
        for match in _NAMES.finditer(text):
            used = next(filter(None, match.groups())).lower()
            if used not in en.directives and not is_directive_registered(used):
                self._app.add_directive(used, _Box)
            if used not in en.roles and not is_role_registered(used):
                self._app.add_generic_role(used, nodes.literal)
        self._said.truncate(self._said.seek(0))
        self._app.builder.read()
        lines = re.findall(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+$", text) if is_myst(name) else text.splitlines(keepends=True)
        glossaries: list[FoundGlossary] = []
        for node in self._document.findall(addnodes.glossary):
            glossaries.append(found := node["found"])
            found.shown = [item["entry"] for item in _items(node)] + [one for one in found.entries if not one.names]
            _locate(found, lines)
        anchors = {anchor for element in self._document.findall(nodes.Element) for anchor in element["ids"]}
        said = Counter(re.findall(r"(?:WARNING|ERROR): ([^\x1b\n]+)", self._said.getvalue()))
        return SourceFile(lines, self._document, glossaries, anchors, said)


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
        content = list(self.content)
        entries = [entry for entry in _scanned(content) if entry.names or entry.comments]
        for entry, item in zip((entry for entry in entries if entry.names), _items(glossary), strict=True):
            names = [term for term in item.children if isinstance(term, nodes.term)]
            # Now: a term in the same file may take an anchor from an entry.
            entry.texts, entry.anchors = [name.astext() for name in names], [name["ids"][0] for name in names]
            entry.id = id_of(entry.texts[0])
            item["entry"] = entry
        glossary["found"] = FoundGlossary(
            line=self.get_source_info()[1],
            content=content,
            is_sorted="sorted" in self.options,
            entries=entries,
        )
        return result


def _items(glossary: addnodes.glossary) -> list[nodes.definition_list_item]:
    return [item for item in glossary[0].children if isinstance(item, nodes.definition_list_item)]


def _locate(glossary: FoundGlossary, lines: Sequence[str]) -> None:
    """Find the source lines of a glossary: those near where it was reported that have its content."""
    content = [bare(line) for line in glossary.content]
    while content and not content[-1]:
        content.pop()
    glossary.first = glossary.line
    near = sorted(range(len(lines)), key=lambda number: abs(number + 1 - glossary.line))
    for start in (number for number in near if content and "glossary" in lines[number]):
        opening = _MYST.match(lines[start].rstrip("\r\n")) or _RST.match(lines[start].rstrip("\r\n"))
        # Between the two there are at most options.
        for first in range(start + 1, start + 6) if opening else ():
            end = first + len(content)
            if opening and list(map(bare, lines[first:end])) == content:
                glossary.start, glossary.first, glossary.prefix = start, first, opening["prefix"]
                glossary.fence = opening.groupdict().get("fence", "")
                glossary.end = _after_fence(glossary.fence, lines, end) if glossary.fence else end
                return


def _after_fence(fence: str, lines: Sequence[str], end: int) -> int:
    """The end of a glossary with its fence, which may end with what is around it."""
    number = end
    while number < len(lines) and not bare(lines[number]):
        number += 1
    closing = bare(lines[number]) if number < len(lines) else ""
    return number + 1 if len(closing) >= len(fence) and not closing.strip(fence[0]) else end


# The entries of a glossary, by the rules of Sphinx (`sphinx/domains/std`, class Glossary)


@dataclass(slots=True, eq=False)
class GlossaryEntry:
    """One definition with all its names; or, without a name, comments at the end of a glossary.

    line: which line of its glossary its first name is, from 0.
    names: its names as they were written, one line each.
    texts: those names as readers see them, from Sphinx.
    anchors: their anchors, from Sphinx.
    body: the lines below the names.
    definition: the same without their indentation.
    comments: the lines of the comments above it.
    id: an id made of its first name; may be empty.
    problem: why it stays in its glossary; empty if it does not.
    """

    line: int = 0
    names: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    definition: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    id: str = ""
    problem: str = ""


@dataclass(slots=True, kw_only=True)
class FoundGlossary:
    """A glossary as Sphinx has read it.

    line: the line of its directive, as reported.
    content: its lines without its options.
    is_sorted: whether it has the option `sorted`.
    entries: its entries in the order of the source; comments after the last one are an entry without names.
    shown: the same as Sphinx shows them; comments at the end stay there.

    In the source, with lines counted from 0:

    start: its first line; -1 if it was not found there.
    end: the line after its last one.
    first: the first line of its content.
    prefix: what stands before it in its first line.
    fence: its fence; empty in reStructuredText.
    """

    line: int
    content: list[str]
    is_sorted: bool
    entries: list[GlossaryEntry]
    shown: list[GlossaryEntry] = field(default_factory=list)
    start: int = -1
    end: int = -1
    first: int = 0
    prefix: str = ""
    fence: str = ""

    @property
    def named(self) -> list[GlossaryEntry]:
        """The entries, without comments at the end."""
        return [entry for entry in self.entries if entry.names]


def _scanned(content: Sequence[str]) -> list[GlossaryEntry]:
    """A line without indentation is a name, or begins a comment; what is indented belongs to the line above."""
    stray = GlossaryEntry()
    entries: list[GlossaryEntry] = []
    comments: list[str] = []
    in_definition, in_comment = True, False
    for number, line in enumerate(content):
        entry = entries[-1] if entries else stray
        if line.startswith(".. ") or (in_comment and line[:1].isspace()):
            in_comment = True
            (comments if in_definition else entry.comments).append(line)
        elif line and not line[0].isspace():
            if in_definition:
                entries.append(GlossaryEntry(number, comments=comments))
                comments = []
            in_definition = in_comment = False
            entries[-1].names.append(line)
        elif line or in_definition:
            in_definition = True
            entry.body.append(line)
    for entry in entries:
        while entry.body and not entry.body[-1]:
            entry.body.pop()
        width = next((len(line) - len(line.lstrip()) for line in entry.body if line), 0)
        # Of what is indented less Sphinx cuts off the beginning: that is a change then.
        entry.definition = [line[width:] if line[:width].isspace() else line.strip() for line in entry.body]
    return [*entries, GlossaryEntry(comments=comments)]


def bare(line: str, /) -> str:
    """A line without white space and marks of quotations."""
    return re.sub(r"[\s>]+", "", line)


# What a conversion must not lose

_NOT_SHOWN = (nodes.comment, nodes.system_message, generated_block, term_section, term_name)
_BOXES = (addnodes.glossary, nodes.definition_list, nodes.definition_list_item, nodes.definition, term_entry)
_MARKUP_WORDS = {"glossary", "std", "sorted", "true"}


def changed(before: SourceFile, after: SourceFile, /, *, with_anchors: bool = True) -> str:
    """What a document shows in another way, or loses; empty if it is nothing. Anchors and words may be added."""
    (*old, old_anchors), (*new, new_anchors) = _contents(before), _contents(after)
    for what, one, other in zip(("names", "text"), old, new, strict=True):
        for was, would in zip_longest(one, other, fillvalue=""):
            if was != would:
                return f"the {what} would change: {was!r} would be {would!r}"
    lost = (was - would for was, would in zip(old_anchors, new_anchors, strict=True))
    if with_anchors and (anchors := sorted(set().union(before.anchors - after.anchors, *lost))):
        return f"the anchor '{anchors[0]}' would be lost"
    written, left = (Counter(re.findall(r"\w+", "".join(page.lines))) for page in (before, after))
    if words := sorted(word for word in written - left if word not in _MARKUP_WORDS):
        return f"the word '{words[0]}' of the source would be lost"
    return next(iter(after.warnings - before.warnings), "")


def _contents(page: SourceFile) -> tuple[list[str], list[str], list[set[str]]]:
    """The names of terms and of entries, the elements and texts of the document, and the anchors of the names."""
    names: list[str] = []
    anchors: list[set[str]] = []

    def shown(node: nodes.Node) -> Iterator[str]:
        if isinstance(node, nodes.Text):
            yield str(node)
        elif isinstance(node, nodes.term) and isinstance(node.parent.parent.parent, addnodes.glossary):
            names.append(" ".join(node.astext().split()))
            anchors.append({*node["ids"]})
        elif isinstance(node, nodes.Element) and not isinstance(node, _NOT_SHOWN):
            if isinstance(node, term_entry):
                names.extend([" ".join(node[0].astext().split()), *(name.text for name in node["other_names"][1:])])
                anchors.extend([{*node["ids"]}] * (len(names) - len(anchors)))
            inside = (line for child in node.children for line in shown(child))
            yield from inside if isinstance(node, _BOXES) else (f"<{node.tagname}>", *inside, f"</{node.tagname}>")

    return names, list(shown(page.document)), anchors
