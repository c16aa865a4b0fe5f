"""A kind of generated block that an extension of a project adds: how many terms there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from sphinx_glossary_terms.know.block_kinds import GeneratedBlock
from sphinx_glossary_terms.know.blocks import add_block
from sphinx_glossary_terms.model.codes import Code
from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.page import Query
from sphinx_glossary_terms.model.problem import Problem
from sphinx_glossary_terms.nodes import generated_block
from sphinx_glossary_terms.read.directives import GeneratedDirective, OptionSpec
from sphinx_glossary_terms.views.page import Viewer
from sphinx_glossary_terms.write.context import Context
from sphinx_glossary_terms.write.values import Block, Container, Paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class CountQuery(Query):
    kind: ClassVar[str] = "term-count"
    tags: tuple[str, ...] = ()


class CountView(NamedTuple):
    terms: int
    texts: tuple[Any, ...] = ()


class CountDirective(GeneratedDirective):
    option_spec: ClassVar[OptionSpec] = OptionSpec(tags=directives.unchanged)

    def query(self) -> CountQuery:
        return CountQuery(tags=self.items("tags"))


def count(viewer: Viewer, query: CountQuery, _address: object) -> CountView:
    terms = viewer.glossary.terms.values()
    return CountView(sum(not query.tags or not set(query.tags).isdisjoint(term.tags) for term in terms))


def check(glossary: Glossary, query: CountQuery) -> Iterator[Problem]:
    known = {tag for term in glossary.terms.values() for tag in term.tags}
    for tag in query.tags:
        if tag not in known:
            yield Problem(Code.EMPTY_GRAPH, f"no term has the tag '{tag}'", query.source, query.line)


def write(context: Context, node: generated_block, view: CountView) -> Iterator[Block]:
    anchor = context.block_anchor(context.page_of(node), node)
    yield Container((Paragraph((f"{view.terms} terms",), ("term-count",)),), anchor=anchor)


COUNT = GeneratedBlock(
    name="term-count", write=f"{__name__}:write", directive=CountDirective, view=count, check=f"{__name__}:check"
)


def add(app: Sphinx) -> None:
    add_block(app, COUNT)
