"""`CONTEXT.md`: the words of a project for people and coding agents, in the form of mattpocock/skills."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from html import unescape
from urllib.parse import quote

from sphinx_glossary_terms.model.names import ABBREVIATION, KINDS, PREFERRED, Name
from sphinx_glossary_terms.programs.export.values import Export
from sphinx_glossary_terms.programs.markdown import begun, escaped

_NOT_IN_ADDRESS = re.compile(r"[\s()<>\\]")
_TAG = re.compile("<[^>]*>")
# Code or a formula with all that is in it, a tag, or a text.
_PIECE = re.compile(r"<(code|span)\b[^>]*>(.*?)</\1>|<(/?)(\w+)(?: \w+=\"([^\"]*)\")?>|([^<]+)")
_MARKS = {"em": "*", "cite": "*", "strong": "**"}
_escaped = partial(escaped, is_myst=False)


def write(export: Export, language: str = "", /) -> str:
    """The text of the file, in a language; what is not in that is in the source language."""
    file = _File(export, language or export.source_language)
    groups: dict[str, list[str]] = {}
    for term_id in sorted(export.terms, key=lambda term_id: (file.name(term_id).casefold(), term_id)):
        # A term that has been replaced is a name to avoid of its successor.
        if export.terms[term_id].replaced_by not in export.terms:
            group = next(iter(export.terms[term_id].tags), "")
            groups.setdefault(group and file.label(group), []).append("\n".join(file.entry(term_id)))
    parts = [f"# {_escaped(export.project)}", "## Language"]
    for group in sorted(groups):
        parts += [f"### {_escaped(group)}"] if group else []
        parts += groups[group]
    return "\n\n".join(parts) + "\n"


class _File:
    """What is written of the terms in a language."""

    def __init__(self, export: Export, language: str) -> None:
        self._export = export
        self._words = sorted(export.words, key=lambda words: words.language != language)
        self._addresses: Mapping[str, str] = {term.address: term_id for term_id, term in export.terms.items()}
        self._replaced: dict[str, list[str]] = {}
        for term_id, term in export.terms.items():
            self._replaced.setdefault(term.replaced_by, []).append(term_id)
        self._count = Counter(self.name(term_id).casefold() for term_id in export.terms)

    def label(self, tag: str) -> str:
        return next((words.tags[tag] for words in self._words if tag in words.tags), tag)

    def name(self, term_id: str) -> str:
        return next((name.text for name in self._names(term_id) if name.kind == PREFERRED.name), term_id)

    def _names(self, term_id: str) -> tuple[Name, ...]:
        """The names in the first language that has a preferred one."""
        by_language = (words.names.get(term_id, ()) for words in self._words)
        return next((names for names in by_language if any(name.kind == PREFERRED.name for name in names)), ())

    def entry(self, term_id: str) -> Iterator[str]:
        """The lines of a term."""
        names, term = self._names(term_id), self._export.terms[term_id]
        others = [name.text for name in names if name.kind == ABBREVIATION.name]
        others += [name.text for name in names if name.kind == "alias"]
        if term.context and self._count[self.name(term_id).casefold()] > 1:
            contexts = (words.contexts.get(term.context) for words in self._words)
            others.insert(0, next(filter(None, contexts), term.context))
        brackets = f" ({', '.join(map(_escaped, others))})" if others else ""
        yield f"**{_escaped(self.name(term_id))}{brackets}**:"
        if definition := next(
            (words.definitions[term_id] for words in self._words if term_id in words.definitions), None
        ):
            yield begun(self._markdown(definition.html))
        avoided = [name.text for name in names if name.is_avoided]
        for other in self._replaced.get(term_id, ()):
            avoided += [name.text for name in self._names(other) if KINDS[name.kind].is_shown]
        if avoided:
            yield f"_Avoid_: {', '.join(map(_escaped, dict.fromkeys(avoided)))}"

    def _markdown(self, html: str) -> str:
        """A definition as Markdown, in which the names of other entries are bold."""
        parts: list[str] = []
        ends: list[str] = []
        for kind, code, closes, tag, value, text in _PIECE.findall(html):
            if kind:
                content = unescape(_TAG.sub("", code))
                # A formula is between brackets of its own.
                parts.append(_code(content if kind == "code" else content[2:-2]))
            elif text:
                parts.append(_escaped(unescape(text)))
            elif closes:
                parts.append(ends.pop())
            else:
                start, end = self._marks(tag, unescape(value))
                is_twice = start == "**" in ends
                parts.append("" if is_twice else start)
                ends.append("" if is_twice else end)
        return "".join(parts)

    def _marks(self, tag: str, value: str) -> tuple[str, str]:
        """What is written before and behind the content of an element; `value` is that of its attribute."""
        if tag == "a" and value in self._addresses:
            return "**", "**"
        if tag == "a":
            url = _NOT_IN_ADDRESS.sub(lambda sign: quote(sign[0]), self._export.url(value))
            return ("[", f"]({url})") if url.startswith(("http://", "https://")) else ("", "")
        mark = _MARKS.get(tag, "")
        return mark, mark


def _code(text: str) -> str:
    """A text as code, between longer runs of backticks than it has (CommonMark 6.1)."""
    mark = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    space = " " if text and (text[0] in " `" or text[-1] in " `") else ""
    return f"{mark}{space}{text}{space}{mark}" if text else ""
