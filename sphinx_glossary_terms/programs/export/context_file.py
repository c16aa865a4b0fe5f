"""`CONTEXT.md`: the words of a project for people and coding agents, in the form of mattpocock/skills."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import partial
from html import unescape
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from sphinx_glossary_terms.external.glossary_json import FileName, FileTerm
from sphinx_glossary_terms.model.names import ABBREVIATION, PREFERRED
from sphinx_glossary_terms.programs.export.collect import Export
from sphinx_glossary_terms.programs.export.formats import render
from sphinx_glossary_terms.programs.markdown import begun, escaped

_NOT_IN_ADDRESS = re.compile(r"[\s()<>\\]")
_TAG = re.compile("<[^>]*>")
# Code or a formula with all that is in it, a tag, or a text.
_PIECE = re.compile(r"<(code|span)\b[^>]*>(.*?)</\1>|<(/?)(\w+)(?: \w+=\"([^\"]*)\")?>|([^<]+)")
_MARKS = {"em": "*", "cite": "*", "strong": "**"}
_escaped = partial(escaped, is_myst=False)


class _Entry(NamedTuple):
    """A term: its other names, its definition as Markdown, and the names that writers should not use."""

    name: str
    others: list[str]
    definition: Markup | None
    avoided: dict[str, None]


def write(export: Export, language: str = "", /) -> str:
    """The text of the file, in a language; what is not in that is in the source language."""
    order = sorted(export.languages, key=lambda code: code != (language or export.source_language))

    def names_of(term: FileTerm) -> list[FileName]:
        """The names in the first language that has a preferred one."""
        several = (term.names_in(code) for code in order)
        return next((names for names in several if any(name.kind == PREFERRED.name for name in names)), [])

    def best(texts: Mapping[str, str]) -> str:
        return next((texts[code] for code in order if code in texts), "")

    names = {key: names_of(term) for key, term in export.terms.items()}
    shown = {key: next((name.text for name in names[key] if name.kind == PREFERRED.name), key) for key in export.terms}
    count = Counter(map(str.casefold, shown.values()))
    replaced: dict[str, list[str]] = {}
    for key, term in export.terms.items():
        replaced.setdefault(term.replaced_by, []).append(key)
    to_markdown = _Markdown(export)
    groups: dict[str, list[_Entry]] = {}
    for key in sorted(export.terms, key=lambda key: (shown[key].casefold(), key)):
        term = export.terms[key]
        # A term that has been replaced is a name to avoid of its successor.
        if term.replaced_by in export.terms:
            continue
        others = [name.text for kind in (ABBREVIATION.name, "alias") for name in names[key] if name.kind == kind]
        if term.context and count[shown[key].casefold()] > 1:
            others.insert(0, best(term.context))
        avoided = [name.text for name in names[key] if name.row.is_avoided]
        avoided += [name.text for other in replaced.get(key, ()) for name in names[other] if name.row.is_shown]
        html = best({code: text.html for code, text in term.definitions.items()})
        definition = Markup(begun(to_markdown.of(html))) if html else None  # noqa: S704
        group = next(iter(term.tags), "")
        entry = _Entry(shown[key], others, definition, dict.fromkeys(avoided))
        groups.setdefault(group and (best(export.tags[group]) or group), []).append(entry)
    return render("CONTEXT.md", _escaped, project=export.project, groups=sorted(groups.items()))


class _Markdown:
    """Definitions as Markdown, in which the names of other entries are bold."""

    def __init__(self, export: Export) -> None:
        self._url = export.url
        self._addresses = {term.address for term in export.terms.values()}

    def of(self, html: str) -> str:
        """A definition, from its HTML."""
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
                parts.append(ends.pop() if ends else "")  # an earlier file may have anything
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
            url = _NOT_IN_ADDRESS.sub(lambda sign: quote(sign[0]), self._url(value))
            return ("[", f"]({url})") if url.startswith(("http://", "https://")) else ("", "")
        mark = _MARKS.get(tag, "")
        return mark, mark


def _code(text: str) -> str:
    """A text as code, between longer runs of backticks than it has (CommonMark 6.1)."""
    mark = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    space = " " if text and (text[0] in " `" or text[-1] in " `") else ""
    return f"{mark}{space}{text}{space}{mark}" if text else ""
