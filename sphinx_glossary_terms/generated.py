"""The table of generated blocks: a row for everything that pages show of the whole glossary at one place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sphinx_glossary_terms.i18n import _
from sphinx_glossary_terms.know.block_kinds import GeneratedBlock
from sphinx_glossary_terms.read.directives import TermGraphDirective, TermIndexDirective, TermPathDirective

if TYPE_CHECKING:
    from sphinx_glossary_terms.model.glossary import Glossary
    from sphinx_glossary_terms.model.page import GraphQuery, PathQuery
    from sphinx_glossary_terms.model.problem import Problem

_WRITE = "sphinx_glossary_terms.write.blocks"


# Imports are in the functions, so that a project without a term does not pay for them.


def _check_path(glossary: Glossary, query: PathQuery) -> Iterable[Problem]:
    from sphinx_glossary_terms.model.rules.pages import path_problems

    return path_problems(glossary, query)


def _check_graph(glossary: Glossary, query: GraphQuery) -> Iterable[Problem]:
    from sphinx_glossary_terms.model.rules.pages import graph_problems

    return graph_problems(glossary, query)


BUILT_IN: tuple[GeneratedBlock, ...] = (
    GeneratedBlock(name="term-prerequisites", write=f"{_WRITE}.prerequisites:prerequisites"),
    GeneratedBlock(
        name="term-relations",
        write=f"{_WRITE}.relations:relations",
        part="relations",
        title=lambda view: _("Connections") if view.relations else "",
    ),
    GeneratedBlock(
        name="term-backlinks",
        write=f"{_WRITE}.backlinks:backlinks",
        part="uses",
        title=lambda view: _("Used in") if view.backlinks else "",
    ),
    GeneratedBlock(
        name="term-index",
        write=f"{_WRITE}.indexes:index",
        directive=TermIndexDirective,
        view=lambda viewer, query, _address: viewer.indexes.view(query),
    ),
    GeneratedBlock(
        name="term-path",
        write=f"{_WRITE}.paths:path",
        directive=TermPathDirective,
        view=lambda viewer, query, _address: viewer.paths.view(query),
        check=_check_path,
    ),
    GeneratedBlock(
        name="term-graph",
        write=f"{_WRITE}.maps:graph",
        directive=TermGraphDirective,
        view=lambda viewer, query, address: viewer.maps.view(query, address),
        check=_check_graph,
    ),
)
