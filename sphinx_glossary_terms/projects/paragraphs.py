"""HTML of others: the first paragraph of each definition of a page, as text with code and links and nothing else.

No pattern looks at a character more often than a few times, whatever somebody has written there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import groupby
from operator import itemgetter
from urllib.parse import urljoin

from sphinx_glossary_terms.model.characters import without_controls
from sphinx_glossary_terms.model.term import Element, Inline

MAX_HTML = 10_000
"""Characters of a paragraph that are read."""

# What changes the direction of the text around it (Unicode, UAX #9).
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s+")
_LANGUAGE = re.compile(r"""<html\s(?:[^<>]*\s)?lang=["']?([\w-]+)""")
_TERM = re.compile(r"<dt\b[^<>]*+>")
_ANCHOR = re.compile(r"""\sid=["']?([^\s"'<>]++)""")
_PARAGRAPH = re.compile(r"<p\b[^<>]*+>")
_BLOCK = re.compile(r"</?(?:p|d[ldt]|[uo]l|li|div|pre|table|blockquote|section|aside|figure|hr)\b")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)([^<>]*+)>|<[!?/][^<>]*+>")
_TARGET = re.compile(r"""\shref=(?:"([^"]*)"|'([^']*)')""")
_ADDRESS = re.compile(r"""https?://[^\s"'<>\\]{1,2000}""")
_HIDDEN = {"script", "style", "template", "textarea", "title", "noscript", "iframe", "svg"}


def clean(text: str, /) -> str:
    """A text without control characters and without what turns it around; any white space is one space."""
    return _SPACE.sub(" ", without_controls(_DIRECTIONS.sub("", text)))


def language_of(page: str, /) -> str:
    """The language of a page, as it says; empty if it does not."""
    found = _LANGUAGE.search(page)
    return found[1] if found else ""


def definitions_in(page: str, /) -> Iterator[tuple[str, str]]:
    """The anchors of the terms of a page, each with the HTML of the paragraph that it leads to."""
    paragraph, end = "", len(page)
    for term in reversed([*_TERM.finditer(page)]):
        name, definition, text = page[term.end() : end].partition("<dd")
        end = term.start()
        if definition:  # otherwise the one of the next term
            paragraph = _first(text.partition(">")[2].partition("</dd>")[0])
        for anchor in _ANCHOR.findall(term[0] + name.partition("</dt>")[0]):
            yield unescape(anchor), paragraph


def _first(text: str) -> str:
    begin = _PARAGRAPH.search(text)
    start = begin.end() if begin else 0
    end = _BLOCK.search(text, start)
    return text[start : end.start() if end else None][:MAX_HTML]


def inline_of(html: str, address: str, limit: int, /) -> Inline:
    """What a paragraph says, in at most so many characters; links are relative to the address of its page."""
    runs: list[tuple[tuple[str, bool], str]] = []
    uri, is_code, hidden, end = "", False, "", 0
    for tag in (*_TAG.finditer(html), None):
        if not hidden:
            runs.append(((uri, is_code), unescape(html[end : tag.start() if tag else None])))
        if tag is None or not tag[2]:
            end = tag.end() if tag else end
            continue
        closes, name, end = bool(tag[1]), tag[2].lower(), tag.end()
        if hidden or name in _HIDDEN:
            hidden = ("" if name == hidden else hidden) if closes else hidden or name
        elif name == "a":
            uri = "" if closes else _target(tag[3], address)
        elif name in {"code", "tt", "kbd", "samp"}:
            is_code = not closes
        elif name == "br":
            runs.append(((uri, is_code), " "))
    return tuple(_pieces(runs, limit))


def _pieces(runs: list[tuple[tuple[str, bool], str]], left: int) -> Iterator[str | Element]:
    for (uri, is_code), group in groupby(runs, itemgetter(0)):
        text = clean("".join(text for _kind, text in group))
        text = text if len(text) <= left else f"{text[: left - 1]}…"
        left -= len(text)
        if text:
            piece = Element("literal", (), (text,)) if is_code else text
            yield Element("reference", (("refuri", uri),), (piece,)) if uri else piece
        if left <= 0:
            return


def _target(attributes: str, address: str) -> str:
    """Where a link leads, if that is a page of the web."""
    found = _TARGET.search(attributes)
    try:
        uri = urljoin(address, unescape(found[1] or found[2] or "")) if found else ""
    except ValueError:
        return ""
    return uri if _ADDRESS.fullmatch(uri) and clean(uri) == uri else ""
