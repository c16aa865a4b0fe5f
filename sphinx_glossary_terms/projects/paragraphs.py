"""HTML of others: the first paragraph of each definition on a page, as text with code and links and nothing else.

No pattern looks at a character more often than a few times, whatever somebody has written there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from itertools import groupby
from operator import itemgetter
from urllib.parse import urljoin

from sphinx_glossary_terms.model.characters import without_controls
from sphinx_glossary_terms.model.term import Element

MAX_HTML = 10_000
"""Characters of a paragraph that are read."""

# What changes the direction of the text around it (Unicode, UAX #9).
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LANGUAGE = re.compile(r"""<html\s(?:[^<>]*\s)?lang=["']?([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4})\b""")
_ANCHOR = re.compile(r"""\sid=["']?([^\s"'<>]++)""")
_BLOCK = re.compile(r"</?(?:p|d[ldt]|[uo]l|li|div|pre|table|blockquote|section|aside|figure|hr)\b[^<>]*+>?")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)([^<>]*+)>|<[!?/][^<>]*+>")
_TARGET = re.compile(r'\shref="([^"<>]*+)"')
_ADDRESS = re.compile(r'https?://[^\s"<>\\]{1,2000}')


def clean(text: str, /) -> str:
    """A text without control characters and what turns text around; any white space is one space."""
    return re.sub(r"\s+", " ", without_controls(_DIRECTIONS.sub("", text)))


def definitions_in(page: str, language: str, /) -> Iterator[tuple[str, str, str]]:
    """The anchors of the terms of a page, with the language (by default the given one) and the HTML of a paragraph."""
    found, anchors, following = _LANGUAGE.search(page), list[str](), page.find("<dt")
    while following >= 0:
        start, following = following, page.find("<dt", following + 1)
        name, definition, text = page[start : following if following >= 0 else None].partition("<dd")
        anchors += _ANCHOR.findall(name)
        if definition:  # otherwise it is that of the next term
            text = text.partition(">")[2].partition("</dd>")[0]
            paragraph = next(filter(str.strip, _BLOCK.split(text)), "")[:MAX_HTML]
            yield from ((unescape(anchor), found[1] if found else language, paragraph) for anchor in anchors)
            anchors = []


def inline_of(html: str, address: str, left: int, /) -> Iterator[str | Element]:
    """What a paragraph says, in a limited number of characters. Its links are relative to the address of its page."""
    runs: list[tuple[tuple[str, bool], str]] = []
    uri, is_code, hidden, end = "", False, "", 0
    for tag in (*_TAG.finditer(html), None):
        if not hidden:
            runs.append(((uri, is_code), unescape(html[end : tag.start() if tag else None])))
        end = tag.end() if tag else end
        opens, name, attributes = (not tag[1], (tag[2] or "").lower(), tag[3]) if tag else (True, "", "")
        if hidden or name in {"script", "style", "template", "svg"}:
            hidden = (hidden or name) if opens or name != hidden else ""
        elif name == "a":
            uri = _target(attributes, address) if opens else ""
        elif name == "code":
            is_code = opens
    for (uri, is_code), group in groupby(runs, itemgetter(0)):
        text = clean("".join(text for _kind, text in group))
        text, left = text if len(text) <= left else f"{text[: max(left - 1, 0)]}…"[:left], left - len(text)
        if text:
            piece = Element("literal", (), (text,)) if is_code else text
            yield Element("reference", (("refuri", uri),), (piece,)) if uri else piece


def _target(attributes: str, address: str) -> str:
    """Where a link leads, if that is a page of the web."""
    found = _TARGET.search(attributes)
    with suppress(ValueError):
        uri = clean(urljoin(address, unescape(found[1]))) if found else ""
        return uri if _ADDRESS.fullmatch(uri) else ""
    return ""
