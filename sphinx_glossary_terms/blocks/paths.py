"""Learning paths: `term-path`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from sphinx_glossary_terms.blocks.charts import Chart, drawing
from sphinx_glossary_terms.blocks.context import Context
from sphinx_glossary_terms.blocks.values import (
    Authored,
    Block,
    Container,
    NumberedList,
    Paragraph,
    Span,
    in_language,
)
from sphinx_glossary_terms.doctree.nodes import generated_block
from sphinx_glossary_terms.language.i18n import _
from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.views.paths import PathItem, PathView
from sphinx_glossary_terms.views.terms import TermView


def path(context: Context, node: generated_block, view: PathView, /) -> Iterator[Block]:
    """A numbered list of terms with their definitions; before it their graph, with `:show: graph`."""
    if not view.goals:
        return
    page = context.page_of(node)
    anchor = context.block_anchor(page, node)
    blocks: list[Block] = []
    if all(item.is_goal for step in view.steps for item in step):
        nothing = LocalizedText(_("There is nothing else to know first."), context.own_language)
        blocks.append(Paragraph((in_language(nothing),)))
    if view.graph is not None and context.draws:
        items = [(number, item.link) for number, step in enumerate(view.steps, 1) for item in step]
        chart = Chart(
            graph=view.graph,
            sides=view.sides,
            # As in the list.
            nodes={
                link.id: (link.text._replace(text=f"{number}. {link.text.text}"), context.uri(page, link.address))
                for number, link in items
            },
            anchor=anchor,
            direction="TB",
            title=_("The way to {name}").format(name=_(", ").join(link.label for link in view.goals)),
            rest=f"#{anchor}",
            is_listed=True,
        )
        blocks += drawing(context, chart)
    if view.steps:
        numbers = count()
        steps = (tuple(block for item in step for block in _item(context, page, item, numbers)) for step in view.steps)
        blocks.append(NumberedList(tuple(steps)))
    yield Container(tuple(blocks), ("glossary-path",), anchor)


def steps(context: Context, node: generated_block, view: TermView, /) -> Iterator[Block]:
    """For each learning path that a term is on: its number, what is before it, and what comes next."""
    if not (context.output.for_browsers and view.path_steps):
        return
    page = context.page_of(node)
    lines = []
    for step in view.path_steps:
        text = _("Step {number} of {count}").format(number=step.number, count=step.total)
        title = Span((in_language(step.title),), address=context.block_uri(page, step.path))
        label = Span((in_language(LocalizedText(text, context.own_language)), " – ", title), ("glossary-step",))
        ends = [
            Span((context.phrase(page, link),) if link else (), (name,))
            for link, name in ((step.previous, "glossary-step-back"), (step.following, "glossary-step-on"))
        ]
        lines.append(Paragraph((ends[0], label, ends[1])))
    yield Container(tuple(lines), ("glossary-steps", "no-search"))


def _item(context: Context, page: str, item: PathItem, numbers: Iterator[int]) -> Iterator[Block]:
    link = context.phrase(page, item.link)
    name = Span((link,), is_strong=True) if item.is_goal else link
    yield Paragraph((name,), ("glossary-path-term",))
    if item.definition:
        yield Authored(next(numbers))
