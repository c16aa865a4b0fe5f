"""The pages whose references to terms are listed at these terms ("Used in")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_glossary_terms.model.page import Page


def backlink_sources(env: BuildEnvironment, pages: Mapping[str, Page], /) -> list[str]:
    """The pages with references to list, in the order of the toctrees; those in no toctree come last."""
    if not env.config.glossary_terms_backlinks:
        return []
    order: dict[str, None] = {}
    left = [env.config.root_doc]
    while left:
        docname = left.pop()
        if docname not in order:
            order[docname] = None
            left += reversed(env.toctree_includes.get(docname, ()))
    order |= dict.fromkeys(sorted(pages))
    return [docname for docname in order if docname in pages and pages[docname].mentions]
