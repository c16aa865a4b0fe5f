"""The glossaries of the projects that conf.py names, once a build; and the part of them that this project shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

from sphinx_glossary_terms.external.fetch import Files, places_of
from sphinx_glossary_terms.external.parse import parse
from sphinx_glossary_terms.model.external import ExternalTerms, OtherProject, Projects, select
from sphinx_glossary_terms.model.page import GraphQuery, Page, PathQuery, Query
from sphinx_glossary_terms.problems.problem import Code
from sphinx_glossary_terms.problems.warnings import warn
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.untrusted.web import without_password

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def load(app: Sphinx, /) -> Projects:
    """Read what the other projects say. Each that cannot be read is one warning, and the build goes on."""
    results = _read(app)
    for key, (_project, problem) in results.items():
        if problem:
            warn(Code.PROJECT, f"the glossary of the project '{key}' cannot be used: {problem}")
    return Projects(
        projects={key: project for key, (project, _problem) in results.items() if project is not None},
        missing=frozenset(key for key, (project, _problem) in results.items() if project is None),
    )


def _read(app: Sphinx) -> dict[str, tuple[OtherProject | None, str]]:
    """What the projects say, by key, and what is wrong with the file of each."""
    settings = app.config
    language, source = config.build_language(settings), config.source_language(settings)
    mapping: Mapping[str, Any] = getattr(settings, "intersphinx_mapping", {})
    files = Files(app)

    def read(key: str) -> tuple[OtherProject | None, str]:
        if key not in mapping:
            return None, (
                "there is no such key in `intersphinx_mapping`; add it, and 'sphinx.ext.intersphinx' to `extensions`"
            )
        # As `sphinx.ext.intersphinx` normalizes the mapping: a name, an address and the places of inventories.
        _name, (uri, inventories) = mapping[key]
        base = without_password(f"{uri.rstrip('/')}/")
        reader = partial(parse, key=key, base=base, language=language, source_language=source)
        project, problem = files.read(key, places_of(uri, inventories), reader)
        return project, f"{problem}; its terms are not shown in this build" if problem and project is None else problem

    keys: list[str] = settings.glossary_terms_projects
    with ThreadPoolExecutor() as pool:
        return dict(zip(keys, pool.map(read, keys), strict=True))


def shown(projects: Projects, pages: Iterable[Page], /) -> ExternalTerms:
    """The terms that some pages name."""
    return select(projects, _targets(pages))


def _targets(pages: Iterable[Page]) -> Iterator[str]:
    """The terms of other projects that pages name. Those that have no colon are of this one."""
    for page in pages:
        named = [*page.references, *(target for query in page.queries for target in _named(query))]
        for term in page.terms:
            named += [*(target for _option, target in term.relations), term.replaced_by]
        yield from (target for target in named if ":" in target)


def _named(query: Query) -> tuple[str, ...]:
    if isinstance(query, PathQuery):
        return (*query.goals, *query.known)
    return query.around if isinstance(query, GraphQuery) else ()
