"""The glossaries of the projects that conf.py names, once a build; and the part of them that this project shows.

The only place that reads their files, from a disk or from other sites.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin

from sphinx_glossary_terms.external.parse import parse
from sphinx_glossary_terms.model.external import ExternalTerms, OtherProject, Projects, select
from sphinx_glossary_terms.model.ids import digest_of
from sphinx_glossary_terms.model.page import GraphQuery, Page, PathQuery, Query
from sphinx_glossary_terms.problems.problem import Code
from sphinx_glossary_terms.problems.warnings import warn
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.settings.files import write_output
from sphinx_glossary_terms.settings.outputs import GLOSSARY_FILE
from sphinx_glossary_terms.untrusted.limits import UnreachableError, UnusableError, read_file, read_json
from sphinx_glossary_terms.untrusted.web import Answer, download, without_password

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_DAY = 24 * 60 * 60

FOLDER = "glossary-projects"
"""The folder of copies in the doctree directory."""


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


# Files


def places_of(uri: str, inventories: Iterable[str | None], /) -> list[str]:
    """The addresses or paths where the file of a project may be, by its entry of `intersphinx_mapping`.

    It is beside the inventory.
    """
    base = f"{uri.rstrip('/')}/"
    places = (f"{base}{GLOSSARY_FILE}" if inventory is None else _beside(inventory) for inventory in inventories)
    return list(dict.fromkeys(places))


def _beside(inventory: str) -> str:
    try:
        is_address = "://" in inventory
        return urljoin(inventory, GLOSSARY_FILE) if is_address else str(Path(inventory).with_name(GLOSSARY_FILE))
    except ValueError:
        return inventory  # which is no address: reading it says so


class Files:
    """The files of other projects, with copies of those from other sites in the folder of doctrees."""

    def __init__(self, app: Sphinx) -> None:
        self._folder = Path(app.srcdir)
        self._cache = Path(app.doctreedir, FOLDER)
        self._settings = app.config

    def read(
        self, key: str, places: Iterable[str], parse: Callable[[bytes], OtherProject], /
    ) -> tuple[OtherProject | None, str]:
        """The parsed file of a project, from the first place that has a good one; and what is wrong with it.

        A copy of an earlier build is used where the site cannot be reached, and where what it has now is no good.
        """
        problems: list[str] = []
        copies: list[bytes] = []
        is_only_unreachable = True
        for place in places:
            try:
                if "://" not in place:
                    return parse(self._local(place)), ""
                copy = _Copy(self._cache / f"{quote(key, safe='')}.json", place)
                copies += [copy.content] if copy.content is not None else []
                return self._current(place, copy, parse), ""
            except UnreachableError as error:
                problems.append(str(error))
            except UnusableError as error:
                is_only_unreachable = False
                problems.append(f"{without_password(place)}: {error}")
        problem = "; ".join(problems)
        for content in copies:
            with suppress(UnusableError):
                used = "" if is_only_unreachable else f"{problem}; the copy of an earlier build is used"
                return parse(content), used
        return None, problem

    def _local(self, path: str) -> bytes:
        try:
            return read_file(self._folder / path)
        except UnreachableError as error:
            raise UnreachableError(f"{path} cannot be read ({error})") from error

    def _current(self, url: str, copy: _Copy, parse: Callable[[bytes], OtherProject]) -> OtherProject:
        """The copy, if it is young or its site says that it is right; otherwise what the site has now."""
        if copy.content is not None and copy.is_fresh(self._settings.intersphinx_cache_limit):
            return parse(copy.content)
        answer = self._download(url, copy)
        if answer is None:
            copy.touch()
            return parse(copy.content or b"")
        project = parse(answer.content)
        copy.write(answer)
        return project

    def _download(self, url: str, copy: _Copy) -> Answer | None:
        """A file and the headers by which it is known again; None if the copy is still right.

        The certificates are those that Sphinx uses (`tls_verify`, `tls_cacerts`).
        """
        settings = self._settings
        headers = {"User-Agent": settings.user_agent or "sphinx-glossary-terms", **copy.conditions}
        certificates = settings.tls_cacerts
        if isinstance(certificates, dict):
            certificates = certificates.get(without_password(url).split("/")[2])  # by host
        verify = (certificates or True) if settings.tls_verify else False
        return download(url, headers=headers, timeout=settings.intersphinx_timeout, verify=verify)


class _Copy:
    """The copy of a file of another site, below a line that says where it is from and how it is known again.

    content: what it has; None if there is none from that address.
    conditions: the headers of a request that is answered only if the file has changed (RFC 9110, section 13.1).
    """

    def __init__(self, path: Path, url: str) -> None:
        self._path = path
        self._source = digest_of(url)  # which may have a password in it
        self.content: bytes | None = None
        self.conditions: dict[str, str] = {}
        with suppress(UnusableError):
            head, _, content = read_file(path).partition(b"\n")
            about = read_json(head, fix="")
            if isinstance(about, dict) and about.get("source") == self._source:
                self.content, self.conditions = content, about["conditions"]

    def is_fresh(self, days: int) -> bool:
        """Whether it is younger than that, so that it is not downloaded again; with a negative number always."""
        return days < 0 or self._path.stat().st_mtime > time.time() - days * _DAY

    def touch(self) -> None:
        """Note that it is right today."""
        self._path.touch()

    def write(self, answer: Answer) -> None:
        names = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
        conditions = {header: answer.headers[name] for name, header in names.items() if name in answer.headers}
        about = {"source": self._source, "conditions": conditions}
        write_output(self._path, json.dumps(about).encode() + b"\n" + answer.content)
