"""The prerequisites of a term in one line right below its definition: what to read first."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_glossary_terms.i18n import _
from sphinx_glossary_terms.model.localize import Text
from sphinx_glossary_terms.nodes import generated_block
from sphinx_glossary_terms.views.terms import TermView
from sphinx_glossary_terms.write.context import Context
from sphinx_glossary_terms.write.values import Block, Paragraph, Phrase, Span, in_language


def prerequisites(context: Context, node: generated_block, view: TermView, /) -> Iterator[Block]:
    """The terms to read first, and a link to the learning path, if there is one."""
    if (found := view.prerequisites) is None:
        return
    page, language = context.page_of(node), context.own_language
    line: list[Phrase] = [in_language(Text(_("Read first: "), language))]
    for number, link in enumerate(found.links):
        line += [_(", ")] if number else []
        line.append(context.phrase(page, link))
    if address := context.block_uri(page, view.path):
        path = in_language(Text(_("Learning path"), language))
        separator = Span((" · ",), ("glossary-separator",))
        line += [separator, Span((path,), ("glossary-path-link",), address=address)]
    yield Paragraph(tuple(line), ("glossary-read-first",))
