"""Reads `CONTEXT.md`, the words of a project for coding agents, and `CONTEXT-MAP.md`, which names several of them.

An entry is a name in bold, followed by a colon or a dash, or alone on its line. Where a heading speaks of a language or
of terms, items of lists and sections are entries, too. What is not an entry is listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, takewhile
from pathlib import Path
from typing import NamedTuple, TypeAlias

from markdown_it.tree import SyntaxTreeNode

from sphinx_glossary_terms.model.ids import id_of
from sphinx_glossary_terms.model.names import ABBREVIATION, PREFERRED, Name
from sphinx_glossary_terms.model.plurals import plurals
from sphinx_glossary_terms.programs.importing.values import Concept, Vocabulary, clean
from sphinx_glossary_terms.programs.markdown import SIGNS, begun, escaped
from sphinx_glossary_terms.untrusted.limits import Budget, UnusableError, read_file
from sphinx_glossary_terms.untrusted.markdown_text import read_markdown

_LANGUAGE = re.compile(
    "language|glossar|vocabular|terms?$|terminolog|concepts|术语|词汇|概念|用語|용어|glosari|glossári|термин|begriff",
    re.IGNORECASE,
)
_NO_LANGUAGE = re.compile("relation|ambigu|dialog|confusion|decision|example|see also|关系|関係", re.IGNORECASE)
_AVOID = re.compile(r"\s*avoid\s*[:：]?\s*", re.IGNORECASE)
_COLON = re.compile(r"\s*[:：]\s*")
# What may stand behind a name: others, brackets, and the sign before the definition. A node is one character.
_NODE = "\U000f0000-\U000ffffd"
_BEHIND = re.compile(
    rf"(?P<others>(?:\s*[(（][^()（）]*[)）]|\s*(?:[/,、]|or)?\s*[{_NODE}])*)\s*(?:(?P<sign>[:：]|[—–]|[-=](?=\s))\s*|\Z)"
)
_IN_BRACKETS = re.compile(r"(?:\s\(([^()]*)\)|（([^（）]*)）)$")
_SHORT = re.compile(r"[A-Z][A-Z0-9&/-]{1,9}s?")
_MAPPED = re.compile(r"\[([^\]\n]+)\]\(([^)\s]*CONTEXT\.md)\)|`([^`\n]*CONTEXT\.md)`")
_ITEM = re.compile(r"(?:[(（][^()（）]*[)）]|[^,，、;；(（])+|[(（]")
_WORDS, _CHARACTERS = 6, 60
"""What a name to avoid has, at most. What is longer is an instruction."""
# Signs that mean something here are escaped in names, and are others while a file is being read.
_HELD = {f"\\{sign}": chr(0xE000 + place) for place, sign in enumerate(SIGNS)}
_RELEASED = str.maketrans({char: escape[1] for escape, char in _HELD.items()})

_Line: TypeAlias = "list[SyntaxTreeNode | str]"


class _Entry(NamedTuple):
    """A concept and its texts, each with the mark before it; a text is finished, or a line that is not written yet."""

    concept: Concept
    texts: list[tuple[str, _Line | str]]


class _Header(NamedTuple):
    """The beginning of an entry: its names, what of the definition is on that line, and whether a colon is there."""

    names: list[str]
    rest: _Line
    has_colon: bool


def read(content: bytes, path: Path | None = None, /) -> Vocabulary:
    """Read a file; of one whose name ends in `-MAP`, also the files that it names."""
    reader = _Reader(Budget(len(content)))
    mapped = [*_mapped(content, path)] if path and path.stem.upper().endswith("-MAP") else []
    reader.file(content, is_map=bool(mapped))
    for label, file in mapped:
        reader.file(read_file(file, is_import=True), label=label)
    if not reader.entries:
        raise UnusableError("has no entry: a name in bold, a colon and a definition, such as `**Name**: text`")
    return reader.finished()


def _mapped(content: bytes, path: Path) -> Iterator[tuple[str, Path]]:
    """The files that a map names, with the names of their contexts. None of them is outside of its folder."""
    folder, seen = path.parent.resolve(), set()
    for match in _MAPPED.finditer(content.decode(errors="replace")):
        file = (folder / (match[2] or match[3])).resolve()
        if file not in seen and file.is_relative_to(folder) and file.is_file():
            seen.add(file)
            yield clean(match[1] or file.parent.name), file


class _Reader:
    """Collects entries from files, and writes their texts when all names are known."""

    def __init__(self, budget: Budget) -> None:
        self.entries: list[_Entry] = []
        self._vocabulary = Vocabulary(budget=budget)
        self._label = ""
        self._headings: list[tuple[int, str]] = []
        self._first = 0

    def file(self, content: bytes, /, *, label: str = "", is_map: bool = False) -> None:
        """Read a file; `label` is the name of its context in a map."""
        for escape, char in _HELD.items():
            content = content.replace(escape.encode(), char.encode())
        self._label, self._headings, self._first = label, [], len(self.entries)
        blocks = read_markdown(content).children
        left: dict[str, list[SyntaxTreeNode]] = {}
        for number, block in enumerate(blocks):
            if block.type == "heading":
                self._heading(blocks, number)
            elif is_map or not self._block(block):
                left.setdefault(self._headings[-1][1] if self._headings else "", []).append(block)
        for heading, others in left.items():
            what = "not kept: text that is not an entry"
            self._vocabulary.report.add(what, self._place(others[0]), f"{len(others)} below '{heading}'")

    def _place(self, block: SyntaxTreeNode) -> str:
        line = f"line {(block.map or (0, 0))[0] + 1}"
        return f"{self._label}, {line}" if self._label else line

    def _heading(self, blocks: Sequence[SyntaxTreeNode], number: int) -> None:
        block = blocks[number]
        level, text = int(block.tag[1]), _plain(block)
        self._headings = [heading for heading in self._headings if heading[0] < level]
        self._vocabulary.title = self._vocabulary.title or text
        # A section is an entry if it is right below the heading of a glossary, and has a text but no entry in it.
        inside = [*takewhile(lambda other: other.type != "heading", islice(blocks, number + 1, None))]
        end = number + 1 + len(inside)
        is_last = end == len(blocks) or int(blocks[end].tag[1]) <= level
        above = self._headings[-1][1] if self._headings else ""
        if (
            is_last
            and inside
            and inside[0].type == "paragraph"
            and _LANGUAGE.search(above)
            and not (_LANGUAGE.search(text) or _NO_LANGUAGE.search(text))
            and not any(_header(line) for other in inside for line in _lines_of(other))
        ):
            self._add([text], self._place(block))
        else:
            self._headings.append((level, text))

    def _block(self, block: SyntaxTreeNode) -> bool:
        """Take a block; False if it belongs to no entry."""
        if block.type == "html_block" and block.content.startswith("<!--"):
            return True
        if block.type == "paragraph" and self._paragraph(block):
            return True
        lines = [_lines_of(item) for item in block.children] if block.type.endswith("_list") else []
        is_list = self._is_about_terms or any(_avoided(line) is not None for item in lines for line in item)
        if not is_list or not any(map(_header, (line for item in lines for line in item[:1]))):
            return self._append(block)
        for item in block.children:
            for child in item.children:
                if child.type != "paragraph" or not self._paragraph(child):
                    self._append(child)
        return True

    @property
    def _is_about_terms(self) -> bool:
        """Whether a heading above says so, the nearest one first."""
        for _level, text in reversed(self._headings):
            if _NO_LANGUAGE.search(text) or _LANGUAGE.search(text):
                return not _NO_LANGUAGE.search(text)
        return False

    @property
    def _is_about_others(self) -> bool:
        return any(_NO_LANGUAGE.search(text) for _level, text in self._headings)

    def _paragraph(self, block: SyntaxTreeNode) -> bool:
        """Take a paragraph that begins with the name of an entry, or with the names to avoid of the last one."""
        lines = _lines_of(block)
        header = _header(lines[0]) if lines else None
        # Elsewhere only a name that is alone on its line begins an entry.
        is_entry = header and (not self._is_about_others or (header.has_colon and not header.rest and len(lines) > 1))
        has_entry = len(self.entries) > self._first
        if not is_entry and not (has_entry and any(_avoided(line) is not None for line in lines)):
            return False
        text: _Line = []
        avoided: _Line | None = None
        if header and is_entry:
            self._add(header.names, self._place(block))
            text, lines = header.rest, lines[1:]
        for line in lines:
            if (names := _avoided(line)) is not None:
                self._finish(text, avoided)
                text, avoided = [], names
            else:
                (text if avoided is None else avoided).extend([" ", *line])
        self._finish(text, avoided)
        return True

    def _finish(self, text: _Line, avoided: _Line | None) -> None:
        if text:
            self.entries[-1].texts.append(("", text))
        if avoided is not None:
            self._avoid(_text(avoided))

    def _avoid(self, text: str) -> None:
        """Take names to avoid; remarks about them, and whatever is not a name, become comments."""
        concept, texts = self.entries[-1]
        names, _dot, rest = text.partition(". ")
        for item in _ITEM.findall(names.strip().removesuffix(".")):
            name = re.sub(r"[(（].*", "", item).strip(" \"'“”‘’「」")
            is_name = len(name.split()) <= _WORDS and len(name) <= _CHARACTERS
            if is_name:
                concept.add_name("", name.translate(_RELEASED), "avoid")
            if not is_name or "(" in item or "（" in item:
                texts.append(("% ", [item.strip()]))
        if rest.strip():
            texts.append(("% ", [rest.strip()]))

    def _append(self, block: SyntaxTreeNode) -> bool:
        """Take a block below an entry as a part of it."""
        if len(self.entries) == self._first or self._is_about_others or block.type in {"html_block", "table"}:
            return False
        texts = self.entries[-1].texts
        if block.type in {"fence", "code_block"}:
            # Inside, everything is text; what is said about it may be a directive.
            mark = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", block.content))])
            language = re.sub(r"[^\w+#-].*", "", block.info)
            texts.append(("", "\n".join([mark + language, *block.content.translate(_RELEASED).splitlines(), mark])))
        mark = "- " if block.type.endswith("_list") else ""
        inlines = (inline for inline in block.walk() if inline.type == "inline")
        texts += [
            (
                mark,
                [
                    " " if isinstance(node, str) and not node else node
                    for line in _lines_of(inline)
                    for node in (*line, " ")
                ],
            )
            for inline in inlines
        ]
        return True

    def _add(self, names: list[str], place: str) -> None:
        concept = Concept(place=place, key=str(len(self.entries)), is_markup=True, page=id_of(self._label))
        name, *others = names
        if match := _IN_BRACKETS.search(name):
            name, others = name[: match.start()], [*re.split("[,，、]", match[1] or match[2] or ""), *others]
        concept.add_name("", name.translate(_RELEASED), PREFERRED.name)
        shorts = [other for other in others if _SHORT.fullmatch(other.strip())]
        for other in others:
            kind = ABBREVIATION.name if other in shorts[:1] else "alias"
            concept.add_name("", other.translate(_RELEASED), kind)
        if self._label:
            concept.context[""] = self._label
        *above, group = ["", *(text for level, text in self._headings if level > 1)]
        # "Language" says nothing, but may be the name of a group below such a heading.
        is_general = _LANGUAGE.search(group) and not any(map(_LANGUAGE.search, above))
        if group and not is_general and not _NO_LANGUAGE.search(group):
            self._vocabulary.tags.setdefault(group, {"": group})
            concept.tags = [group]
        self._vocabulary.add(concept)
        self.entries.append(_Entry(concept, []))

    def finished(self) -> Vocabulary:
        """The vocabulary, with all texts as MyST."""
        known: dict[str, set[str]] = {}
        by_name: dict[str, list[Concept]] = {}
        for concept, _texts in self.entries:
            first, *others = concept.names.get("") or [Name("")]
            by_name.setdefault(first.text.casefold(), []).append(concept)
            for name in (first, *(name for name in others if not name.is_avoided)):
                for form in (name.text, *plurals(name.text)):
                    known.setdefault(form.casefold(), set()).add(concept.key)
        for concept in (concept for same in by_name.values() if len(same) > 1 for concept in same):
            _tell_apart(concept)
        for concept, texts in self.entries:
            writer = _Writer(known, concept.key)
            for mark, text in texts:
                written = text if isinstance(text, str) else begun(writer.line(text))
                kind = "note" if mark or "\n" in written or concept.texts else "definition"
                if written:
                    concept.texts.setdefault(kind, {}).setdefault("", []).append(mark + written)
            for address in writer.left:
                self._vocabulary.report.add("not kept: links, of which the text is kept", concept.place, address)
        return self._vocabulary


def _tell_apart(concept: Concept) -> None:
    """Take what stands in brackets behind a name of several terms for what tells them apart, and not for a name."""
    first, *others = concept.names.get("") or [Name("")]
    if not concept.context and (context := next((name for name in others if not name.is_avoided), None)):
        concept.context[""] = context.text
        concept.names[""] = [first, *(name for name in others if name is not context)]


def _header(line: _Line) -> _Header | None:
    """The beginning of an entry, if a line is one."""
    first, *rest = [node for node in line if node] or [""]
    if isinstance(first, str) or first.type != "strong":
        return None
    text = _plain(first)
    name = _COLON.sub("", text) if _COLON.search(text[-2:]) else text
    if not name or len(name) > 120 or (name == text and name.endswith((".", "。", "!", "?"))):
        return None
    nodes = rest[:60_000]  # which is more than a line has
    behind = "".join(node if isinstance(node, str) else chr(0xF0000 + number) for number, node in enumerate(nodes))
    behind = re.sub(r"\s+", " ", behind)
    match = None if name != text else _BEHIND.match(behind)
    if name == text and not match:
        return None
    others = match["others"] if match else ""
    beside = [nodes[ord(char) - 0xF0000] for char in re.findall(f"[{_NODE}]", others)]
    names = [name, *(_plain(node) for node in beside if not isinstance(node, str) and node.type == "strong")]
    # Code behind a name is where it is in the program, which is a part of the text.
    has_code = len(beside) >= len(names)
    names[0] += "" if has_code else "".join(re.findall("\\s*[(（][^()（）]*[)）]", others))
    after = (others.strip() + " " if has_code else "") + (behind[match.end() :] if match else behind)
    pieces = (piece for piece in re.split(f"([{_NODE}])", after) if piece)
    return _Header(
        names,
        [nodes[ord(piece) - 0xF0000] if "\U000f0000" <= piece[0] <= "\U000ffffd" else piece for piece in pieces],
        has_colon=name != text or bool(match and (match["sign"] or "") in {":", "："}),
    )


def _avoided(line: _Line) -> _Line | None:
    """The names to avoid, if a line has them."""
    first, *rest = [node for node in line if node] or [""]
    if isinstance(first, str) or first.type not in {"em", "strong"} or not _AVOID.fullmatch(_plain(first)):
        return None
    return [_COLON.sub("", rest[0], count=1) if isinstance(rest[0], str) else rest[0], *rest[1:]] if rest else []


class _Writer:
    """Writes nodes as MyST. Bold becomes a reference if it is the name of one other term; `left` has links to files."""

    def __init__(self, keys: Mapping[str, set[str]], own: str) -> None:
        self._keys = keys
        self._own = {own}
        self.left: list[str] = []

    def line(self, nodes: Iterable[SyntaxTreeNode | str]) -> str:
        """The text of nodes, in one line."""
        return " ".join("".join(map(self._node, nodes)).split())

    def _node(self, node: SyntaxTreeNode | str) -> str:
        if isinstance(node, str) or node.type in {"text", "html_inline", "image"}:
            return escaped((node if isinstance(node, str) else node.content).translate(_RELEASED))
        if node.type in {"softbreak", "hardbreak"}:
            return " "
        if node.type == "code_inline":
            mark = "`" * (1 + max([0, *map(len, re.findall("`+", node.content))]))
            space = " " if node.content.startswith("`") or node.content.endswith("`") else ""
            return f"{mark}{space}{clean(node.content)}{space}{mark}".translate(_RELEASED)
        content = self.line(node.children)
        if node.type == "strong":
            name = _plain(node)
            keys = self._keys.get(name.casefold(), self._own)
            is_name = len(keys) == 1 and keys != self._own and not re.search(r"[`<>\\{}]", name)
            return f"{{term}}`{name}`" if is_name else f"**{content}**"
        if node.type == "link":
            address = str(node.attrs.get("href", ""))
            if re.fullmatch(r"https?://[^\s()<>\\`]+", address):
                return f"[{content}]({address})"
            self.left.append(address)
        return f"*{content}*" if node.type == "em" else content


def _lines_of(block: SyntaxTreeNode) -> list[_Line]:
    """The lines of the texts in a block."""
    lines: list[_Line] = []
    for inline in (node for node in block.walk() if node.type == "inline"):
        lines.append([])
        for node in inline.children:
            if node.type in {"softbreak", "hardbreak"}:
                lines.append([])
            else:
                lines[-1].append(node.content if node.type == "text" else node)
    return [line for line in lines if any(line)]


def _text(line: _Line) -> str:
    return clean("".join(node if isinstance(node, str) else _plain(node) for node in line))


def _plain(node: SyntaxTreeNode) -> str:
    """The text of a node, without its markup."""
    parts = (" " if child.type == "softbreak" else child.content for child in node.walk() if not child.children)
    return clean("".join(parts))
