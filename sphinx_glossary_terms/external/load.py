"""The glossaries of the projects that conf.py names, once a build; and the part of them that this project shows.

The only place that reads their files, from a disk or from other sites.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_glossary_terms.external.parse import parse
from sphinx_glossary_terms.model.external import ExternalTerms, OtherProject, Projects, select
from sphinx_glossary_terms.model.ids import digest_of
from sphinx_glossary_terms.model.page import GraphQuery, Page, PathQuery, Query
from sphinx_glossary_terms.problems.problem import Code
from sphinx_glossary_terms.problems.warnings import warn
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.settings.files import write_output
from sphinx_glossary_terms.settings.outputs import GLOSSARY_FILE
from sphinx_glossary_terms.untrusted.limits import UnreachableError, UnusableError, read_file
from sphinx_glossary_terms.untrusted.web import download, without_password

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_DAY = 24 * 60 * 60

FOLDER = "glossary-projects"
"""The folder of copies in the doctree directory."""


def load(app: Sphinx, /) -> Projects:
    """Read what the other projects say. Each that cannot be read is one warning, and the build goes on."""
    keys: list[str] = app.config.glossary_terms_projects
    with ThreadPoolExecutor() as pool:
        results = dict(zip(keys, pool.map(partial(_project, app), keys), strict=True))
    for key, (project, problem) in results.items():
        if problem:
            used = (
                "its terms are not shown in this build" if project is None else "the copy of an earlier build is used"
            )
            warn(Code.PROJECT, f"the glossary of the project '{key}' cannot be used: {problem}; {used}")
    return Projects(
        projects={key: project for key, (project, _problem) in results.items() if project is not None},
        missing=frozenset(key for key, (project, _problem) in results.items() if project is None),
    )


def _project(app: Sphinx, key: str) -> tuple[OtherProject | None, str]:
    """What a project says, and what is wrong with its file."""
    settings = app.config
    mapping: Mapping[str, Any] = getattr(settings, "intersphinx_mapping", {})
    if key not in mapping:
        problem = "there is no such key in `intersphinx_mapping`; add it, and 'sphinx.ext.intersphinx' to `extensions`"
        return None, problem
    # As `sphinx.ext.intersphinx` normalizes the mapping: a name, an address and the places of inventories.
    _name, (uri, inventories) = mapping[key]
    reader = partial(
        parse,
        key=key,
        base=without_password(f"{uri.rstrip('/')}/"),
        language=config.build_language(settings),
        source_language=config.source_language(settings),
    )
    return _first_good(app, places_of(uri, inventories), reader)


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


# Files


def places_of(uri: str, inventories: Iterable[str | None], /) -> list[str]:
    """The addresses or paths where the file of a project may be, by its entry of `intersphinx_mapping`.

    It is beside the inventory.
    """
    found = (f"{uri.rstrip('/')}/" if inventory is None else inventory for inventory in inventories)
    return [re.sub(r"[^/\\]*\Z", GLOSSARY_FILE, place, count=1) for place in dict.fromkeys(found)]


def _first_good(
    app: Sphinx, places: Iterable[str], parse: Callable[[bytes], OtherProject]
) -> tuple[OtherProject | None, str]:
    """The parsed file from the first place that has a good one; and what is wrong with the others, if none has.

    Copies of files from other sites are in the folder of doctrees. One is used as long as it is young, where the site
    cannot be reached, and where what the site has now is no good.
    """
    problems: list[str] = []
    copies: list[Path] = []
    is_only_unreachable = True
    for place in places:
        try:
            if "://" not in place:
                return parse(read_file(Path(app.srcdir, place))), ""
            copies.append(copy := Path(app.doctreedir, FOLDER, f"{digest_of(place)}.json"))
            if _is_young(copy, app.config.intersphinx_cache_limit):
                return parse(read_file(copy)), ""
            content = _download(place, app.config)
            project = parse(content)
            write_output(copy, content)
        except UnreachableError as error:
            problems.append(f"{without_password(place)} cannot be read ({error})")
        except UnusableError as error:
            is_only_unreachable = False
            problems.append(f"{without_password(place)}: {error}")
        else:
            return project, ""
    problem = "; ".join(problems)
    for copy in copies:
        with suppress(UnusableError):
            return parse(read_file(copy)), "" if is_only_unreachable else problem
    return None, problem


def _is_young(copy: Path, days: int) -> bool:
    """Whether a copy is not older than that; with a negative number each is young."""
    return copy.exists() and (days < 0 or copy.stat().st_mtime > time.time() - days * _DAY)


def _download(url: str, settings: Config) -> bytes:
    """A file of another site, with the certificates that Sphinx uses (`tls_verify`, `tls_cacerts`)."""
    certificates = settings.tls_cacerts
    if isinstance(certificates, dict):
        certificates = certificates.get(without_password(url).split("/")[2])  # by host
    return download(
        url,
        agent=settings.user_agent or "sphinx-glossary-terms",
        timeout=settings.intersphinx_timeout,
        verify=(certificates or True) if settings.tls_verify else False,
    )
