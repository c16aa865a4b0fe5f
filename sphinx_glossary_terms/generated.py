"""The table of generated blocks: a row for everything that pages show of the whole glossary at one place."""

from __future__ import annotations

from sphinx_glossary_terms.i18n import _
from sphinx_glossary_terms.know.block_kinds import GeneratedBlock
from sphinx_glossary_terms.read.directives import TermGraphDirective, TermIndexDirective, TermPathDirective

_WRITE = "sphinx_glossary_terms.write.blocks"
_CHECK = "sphinx_glossary_terms.model.rules.pages"


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
        check=f"{_CHECK}:path_problems",
    ),
    GeneratedBlock(
        name="term-graph",
        write=f"{_WRITE}.maps:graph",
        directive=TermGraphDirective,
        view=lambda viewer, query, address: viewer.maps.view(query, address),
        check=f"{_CHECK}:graph_problems",
    ),
)
