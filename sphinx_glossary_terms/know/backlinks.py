"""The pages whose references to terms are listed at these terms ("Used in"), and what is shown of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sphinx_glossary_terms.know.titles import find_title

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_glossary_terms.know.record import Record
    from sphinx_glossary_terms.model.excerpt import Title
    from sphinx_glossary_terms.model.localize import Text


def backlink_sources(env: BuildEnvironment, records: Mapping[str, Record], /) -> list[str]:
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
    order |= dict.fromkeys(sorted(records))
    return [docname for docname in order if docname in records and records[docname].mentions_digest]


def shown_backlinks(env: BuildEnvironment, record: Record, /) -> tuple[str, list[Text | None]]:
    """What terms show of the references on a page: the digest of these, and the titles in the text around them."""
    return record.mentions_digest, [title_of(env, title) for title in record.titles]


def title_of(env: BuildEnvironment, title: Title, /) -> Text | None:
    """The title of a page or of what a label leads to; None if there is none."""
    found = find_title(env, title)
    return found.text if found else None
