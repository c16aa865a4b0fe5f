"""References and mentions that name a term, and abbreviations, which they may show."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from docutils import nodes
from sphinx import addnodes

from sphinx_glossary_terms.doctree.markup import plain_parts
from sphinx_glossary_terms.doctree.nodes import BLOCK, ancestors, find, language_of_text, mark_among
from sphinx_glossary_terms.features.context import Context, in_language
from sphinx_glossary_terms.features.links import Link, PlainLink, Reference
from sphinx_glossary_terms.model.characters import has_word
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.settings.labels import parentheses


def resolve(context: Context, node: addnodes.pending_xref, /) -> nodes.Node | None:
    """What a reference becomes: a link, or its text if it is ambiguous.

    None if it names no term: then Sphinx looks in its own glossary.
    """
    reference = context.view_of(node).references.get(node["reftarget"])
    if reference is None or not reference.links:
        return None
    text = node.children[0]
    if len(reference.links) > 1:
        return text
    if reference.is_derived and (found := resolve_elsewhere(context, node, text.deepcopy())) is not None:
        return found
    if not node.get("refexplicit"):
        around = language_of_text(node, context.builder.config)
        is_source = bool(around) and around == context.source_language
        text = _text(context, text, reference, around, is_source=is_source)
        text = explained(context, reference, text, is_source=is_source)
    return context.link(context.page_of(node), reference.links[0], text)


def resolve_elsewhere(context: Context, node: addnodes.pending_xref, content: nodes.Node, /) -> nodes.Node | None:
    """What other extensions make of a reference that Sphinx's domains do not know, such as `sphinx.ext.intersphinx`."""
    env = context.builder.env
    found: nodes.Node | None = env.events.emit_firstresult("missing-reference", env, node, content)
    return found


def _text(
    context: Context, written: nodes.Node, reference: Reference, around: str, /, *, is_source: bool
) -> nodes.Node:
    """An id shows the name; a name shows what was written, if that is in the language of the text `around` it.

    A name is marked where it is in another one.
    """
    text = reference.text(written.astext(), language=around, is_source=is_source)
    language = mark_among(text.language, around, context.builder.config)
    if text.text == written.astext() and not language:
        return written
    return in_language(text.text, language, "xref", "std", "std-term")


CLASS, CONTEXT = "glossary-abbreviation", "glossary-distinct"
"""The classes of an abbreviation and of a context behind the name of a term."""


class inline(nodes.inline):
    """Inline text that `astext` of the nodes around it leaves out.

    Sphinx's search knows the title of a page by the text of its first heading, which an abbreviation behind the name
    must not change. The class has the name of that of docutils, by which writers choose their methods.
    """

    def astext(self) -> str:
        """Return nothing."""
        return ""


def behind(name: str, abbreviation: Name | None, /) -> list[nodes.Node]:
    """An abbreviation in parentheses behind the name of its term, unless the name has it already."""
    if abbreviation is None or has_word(name, abbreviation.text):
        return []
    before, after = parentheses()
    text = in_language(abbreviation.text, abbreviation.language)
    return [inline("", "", nodes.Text(before), text, nodes.Text(after), classes=[CLASS])]


def sense(link: Link, /) -> list[nodes.Node]:
    """The context behind the name of a term, where another term has the same name."""
    if link.qualifier is None or link.qualifier.text == link.source_name:
        return []
    before, after = link.parentheses
    return [inline("", "", nodes.Text(before), in_language(*link.qualifier), nodes.Text(after), classes=[CONTEXT])]


def explained(context: Context, reference: Reference, shown: nodes.Node, /, *, is_source: bool) -> nodes.Node:
    """The text of a reference: if it is an abbreviation, an `abbr`.

    `is_source` says whether the text around it is in the source language, because there is no translation.
    """
    if not context.output.is_html or not reference.is_abbreviation(shown.astext()):
        return shown
    link = reference.links[0]
    return nodes.abbreviation("", "", shown, explanation=(link.in_source if is_source else link.bare).text)


def link_mentions(context: Context, document: nodes.document, /) -> None:
    """Make links of the mentions that are in the views of the pages in a document."""
    # Also where a check alone has read the text: the numbers of the paragraphs are for no output.
    if not config.reads_prose(context.builder.config):
        return
    pages: dict[str, dict[int, list[PlainLink]]] = {}
    for paragraph in find(document, nodes.paragraph, nodes.line):
        number = paragraph.attributes.pop(BLOCK, None)
        if number is None or context.output.is_catalog:
            continue
        page = context.page_of(paragraph)
        if page not in pages:
            pages[page] = {}
            for mention in context.view(page).plain_links:
                pages[page].setdefault(mention.block, []).append(mention)
        _link_in(context, page, paragraph, reversed(pages[page].get(number, [])))


def _link_in(context: Context, page: str, paragraph: nodes.Element, mentions: Iterable[PlainLink]) -> None:
    """Make the links of a paragraph, from the last to the first, so that the places of the others stay right."""
    for mention in mentions:
        parts = list(plain_parts(paragraph))
        ends = [*accumulate(len(text) for text, _node in parts)]
        if not ends or mention.end > ends[-1]:
            continue  # Another extension has changed the text since it was read.
        shown = [
            _split_text(node, max(mention.start - end + len(text), 0), min(mention.end - end + len(text), len(text)))
            for (text, node), end in zip(parts, ends, strict=True)
            if node is not None and end > mention.start and end - len(text) < mention.end
        ]
        if run := _run(shown):
            parent, position = run[0].parent, _place(run[0])
            parent[position : position + len(run)] = []
            text = run[0] if len(run) == 1 else nodes.inline("", "", *run)
            parent.insert(position, context.link(page, mention.link, text))


def _place(node: nodes.Node) -> int:
    """The place of a node among its siblings: `index` may find another text that reads the same."""
    return next(position for position, sibling in enumerate(node.parent.children) if sibling is node)


def _split_text(node: nodes.Text, start: int, end: int) -> nodes.Text:
    """A part of a text as a node of its own."""
    middle = nodes.Text(node[start:end])
    before, after = ([nodes.Text(text)] if text else [] for text in (node[:start], node[end:]))
    parent, position = node.parent, _place(node)
    parent[position : position + 1] = [*before, middle, *after]
    return middle


def _run(texts: list[nodes.Text]) -> list[nodes.Node]:
    """The siblings that have these texts and no other; nothing if markup begins or ends within the mention."""
    around = list(ancestors(texts[0]))
    last: nodes.Node = texts[-1]
    while not any(last.parent is ancestor for ancestor in around):
        last = last.parent
    first: nodes.Node = texts[0]
    while first.parent is not last.parent:
        first = first.parent
    run = list(last.parent.children[_place(first) : _place(last) + 1])
    return run if sum(1 for node in run for _text in node.findall(nodes.Text)) == len(texts) else []
