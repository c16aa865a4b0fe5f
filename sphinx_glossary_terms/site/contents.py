"""The headings of a term in the table of contents of its own page, and where themes have that inside the navigation.

Nowhere else: in a toctree, on every page with a navigation, the same words would stand below each term.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes

from sphinx_glossary_terms.blocks.context import ANCHOR, ENTRY, Context, view_of_page
from sphinx_glossary_terms.blocks.generated import BLOCKS
from sphinx_glossary_terms.doctree.language import lang
from sphinx_glossary_terms.doctree.nodes import generated_block, language_of
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.views.site import SiteView

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_glossary_terms.views.page import PageView

MAX_ENTRIES = 10
"""How many entries of a page are listed with their own headings. Beyond, only their names are."""

_TAG = re.compile(r"<(/?)(?:li|ul)\b[^>]*>")
_LEVEL = re.compile(r'<li class="toctree-l(\d+)')


class TocItem(NamedTuple):
    """A line of a table of contents.

    anchor: where it leads on its page.
    text: what it says.
    items: the lines below it.
    """

    anchor: str
    text: LocalizedText
    items: tuple[TocItem, ...] = ()


class TocPlace(NamedTuple):
    """Where items belong.

    section: the anchor of the section that they are in; that of the page as a whole is empty.
    before: the anchor of the section that follows them in it; empty if they are the last.
    depth: the depth of the section, from 1.
    items: the items.
    """

    section: str
    before: str
    depth: int
    items: tuple[TocItem, ...]


def add(site: SiteView, app: Sphinx, pagename: str, context: dict[str, Any], doctree: nodes.document, /) -> None:
    """Add the headings of terms to the contents of their page (`html-page-context`)."""
    view = view_of_page(site, app.builder, pagename)
    if view is None or not view.terms or "toc" not in context or not app.config.glossary_terms_toc_entries:
        return
    places = list(_places(doctree, "", 0, view, Context(site, app.builder, pagename)))
    if not places:
        return
    depth = int((context.get("meta") or {}).get("tocdepth") or 0)
    before = context["toc"]
    context["toc"] = _with(before, places, depth)
    if context["toc"] != before:
        context["display_toc"] = True
    if "toctree" in context:
        context["toctree"] = _toctree(context["toctree"], places)


def _toctree(make: Callable[..., str], places: list[TocPlace]) -> Callable[..., str]:
    """The navigation, in which some themes show the contents of the page that is open."""

    def toctree(**options: Any) -> str:
        html = make(**options)
        if options.get("titles_only"):
            return html
        return _with(html, places, int(options.get("maxdepth") or 0))

    return toctree


def _places(node: nodes.Element, section: str, depth: int, view: PageView, context: Context) -> Iterator[TocPlace]:
    """Where which items belong, in the sections of a page."""
    waiting: list[TocItem] = []
    is_first = not depth
    for item in _parts(node, view, context):
        if isinstance(item, TocItem):
            waiting.append(item)
            continue
        anchor = "" if is_first else item["ids"][0]
        if waiting and depth:
            yield TocPlace(section, anchor, depth, tuple(waiting))
        waiting, is_first = [], False
        yield from _places(item, anchor, depth + 1, view, context)
    if waiting and depth:
        yield TocPlace(section, "", depth, tuple(waiting))


def _parts(node: nodes.Element, view: PageView, context: Context) -> Iterator[nodes.section | TocItem]:
    """The sections in a node, and the headings of terms, in their order."""
    for child in node.children:
        if isinstance(child, nodes.section):
            yield child
        elif isinstance(child, nodes.rubric):
            if ANCHOR in child:
                yield TocItem(child[ANCHOR], LocalizedText(child.astext(), language_of(child)))
        elif isinstance(child, generated_block):
            if (item := _generated(child, view, context)) is not None:
                yield item
        elif isinstance(child, nodes.definition_list) and ENTRY in child["classes"]:
            yield from _entry(child, view, context)
        elif isinstance(child, nodes.Element) and not isinstance(child, nodes.TextElement):
            yield from _parts(child, view, context)


def _generated(node: generated_block, view: PageView, context: Context) -> TocItem | None:
    """The heading of a generated part of a term, if it has one."""
    term = view.terms.get(node["term_id"])
    if term is None:
        return None
    title, anchor = BLOCKS[node["kind"]].heading(context, term)
    return TocItem(anchor, title) if title.text else None


def _entry(node: nodes.definition_list, view: PageView, context: Context) -> Iterator[TocItem]:
    """The name of an entry, with the headings in it."""
    (entry,) = node.children
    assert isinstance(entry, nodes.definition_list_item)
    inside = [item for item in _parts(entry, view, context) if isinstance(item, TocItem)]
    name = entry.children[0]
    assert isinstance(name, nodes.term)
    term = next((term for term in view.terms.values() if term.link.address.anchor in name["ids"]), None)
    if term is None:
        yield from inside
        return
    yield TocItem(term.link.address.anchor, term.link.text, tuple(inside) if len(view.terms) <= MAX_ENTRIES else ())


def _with(html: str, places: Iterable[TocPlace], maxdepth: int) -> str:
    """Lists of links, with items at their places. Deeper than `maxdepth` there are none (0: no limit)."""
    for place in places:
        at = html.find(f'href="#{escape(place.before or place.section)}"')
        if at < 0:
            continue
        start = html.rfind("<li", 0, at)
        level = _LEVEL.match(html, start)
        # In the navigation, a page has the depth that it has in the whole.
        depth = (int(level[1]) - bool(place.before) if level else place.depth) + 1
        if maxdepth > 0 and depth > maxdepth:
            continue
        added = "".join(_line(item, depth, maxdepth, bool(level)) for item in place.items)
        if not place.before:
            start = _end(html, at)
            last = html.rfind("</ul>", 0, start)
            if last >= 0 and not html[last + len("</ul>") : start].strip():
                start = last
            else:
                added = f"<ul>\n{added}</ul>\n"
        html = html[:start] + added + html[start:]
    return html


def _end(html: str, at: int) -> int:
    """The end of the item of a list in which something stands."""
    depth = 0
    for tag in _TAG.finditer(html, at):
        depth += -1 if tag[1] else 1
        if depth < 0:
            return tag.start()
    return len(html)


def _line(item: TocItem, depth: int, maxdepth: int, in_navigation: bool) -> str:
    is_deep = 0 < maxdepth <= depth
    below = "" if is_deep else "".join(_line(lower, depth + 1, maxdepth, in_navigation) for lower in item.items)
    level = f' class="toctree-l{depth}"' if in_navigation else ""
    text = escape(item.text.text)
    if item.text.language:
        text = f"<span{lang(item.text.language)}>{text}</span>"
    link = f'<a class="reference internal" href="#{escape(item.anchor)}">{text}</a>'
    return f"<li{level}>{link}{f'<ul>{below}</ul>' if below else ''}</li>\n"
