"""The glossaries of the projects that conf.py names, once a build; and the part of them that this project shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from sphinx_glossary_terms.external.fetch import Files, place_of
from sphinx_glossary_terms.external.parse import parse
from sphinx_glossary_terms.model.external import ExternalRequest, ExternalTerms, OtherProject, Projects, select
from sphinx_glossary_terms.model.page import GraphQuery, Page, PathQuery
from sphinx_glossary_terms.problems.codes import Code
from sphinx_glossary_terms.problems.warnings import warn
from sphinx_glossary_terms.settings import config

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def load(app: Sphinx, /) -> Projects:
    """Read what the other projects say. Each that cannot be read is one warning, and the build goes on."""
    settings = app.config
    results = _read(app)
    for key, (_project, problem) in results.items():
        if problem:
            warn(Code.PROJECT, f"the glossary of the project '{key}' cannot be used: {problem}")
    return Projects(
        projects={key: project for key, (project, _problem) in results.items() if project is not None},
        missing=frozenset(key for key, (project, _problem) in results.items() if project is None),
        name=settings.project,
        base_url=config.base_url(settings),
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
        place = place_of(uri, inventories)
        reader = partial(parse, key=key, base=place.base, language=language, source_language=source)
        project, problem = files.read(key, place, reader)
        return project, f"{problem}; its terms are not shown in this build" if problem and project is None else problem

    keys: list[str] = settings.glossary_terms_projects
    with ThreadPoolExecutor() as pool:
        return dict(zip(keys, pool.map(read, keys), strict=True))


def shown(projects: Projects, pages: Iterable[Page], /, *, has_backlinks: bool) -> ExternalTerms:
    """The part that some pages show; their backlinks, if these are shown at all."""
    pages = tuple(pages)
    ids = frozenset(term.id for page in pages for term in page.terms)
    selected = select(projects, _wishes(pages), ids)
    return selected if has_backlinks else replace(selected, uses={})


def _wishes(pages: Iterable[Page]) -> Iterator[ExternalRequest]:
    """The terms of other projects that pages name. Those that have no colon are of this one."""
    queries = [query for page in pages for query in page.queries]
    has_paths = any(isinstance(query, PathQuery) for query in queries)
    for query in queries:
        if isinstance(query, PathQuery):
            yield from (ExternalRequest(target, is_goal=True) for target in query.goals if ":" in target)
            yield from (ExternalRequest(target) for target in query.known if ":" in target)
        elif isinstance(query, GraphQuery):
            yield from (ExternalRequest(target, query.depth) for target in query.around if ":" in target)
    for page in pages:
        yield from (ExternalRequest(target) for target in page.references if ":" in target)
        for term in page.terms:
            for option, target in term.relations:
                if ":" in target:
                    yield ExternalRequest(target, is_goal=has_paths and option == "prerequisites")
            if ":" in term.replaced_by:
                yield ExternalRequest(term.replaced_by)
