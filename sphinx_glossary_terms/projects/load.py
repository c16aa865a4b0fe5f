"""Loads the glossaries of other projects: the only module that reads from other sites."""

from __future__ import annotations

import re
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import unquote

import requests
from sphinx.application import Sphinx

from sphinx_glossary_terms.checks.report import warn
from sphinx_glossary_terms.model.lookup import ExternalTerms
from sphinx_glossary_terms.model.names import PREFERRED
from sphinx_glossary_terms.model.page import GraphQuery, Page, PathQuery, Query
from sphinx_glossary_terms.model.problem import Code
from sphinx_glossary_terms.model.term import FreeIds, digest_of, id_of
from sphinx_glossary_terms.projects import glossary_json, limits
from sphinx_glossary_terms.projects.glossary_json import FileName, FileTerm, OtherProject, Projects, parse, select
from sphinx_glossary_terms.projects.limits import UnreachableError, UnusableError, read_file, too_large
from sphinx_glossary_terms.projects.paragraphs import definitions_in
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.settings.outputs import GLOSSARY_FILE, write_output

_CHUNK = 2**16
_USER = re.compile(r"(?<=://)[^/?#]*@")


def without_password(address: str, /) -> str:
    """An address that can be shown: it may have the name and the password of a user."""
    return _USER.sub("", address)


def download(address: str, /, *, agent: str, timeout: float | None, verify: bool | str) -> bytes:
    """What is at an address.

    `timeout` is how long the site may say nothing, `verify` what `requests` knows of certificates.

    Raises:
        UnreachableError: there is no answer, or not in time; the text says why, without the address.
        UnusableError: the answer is too large.
    """
    found: list[bytes | Exception] = []
    is_over = Event()

    def get() -> None:
        headers, hooks = {"User-Agent": agent, "Accept-Encoding": "gzip"}, {"response": _leave_redirection}
        try:
            with requests.get(
                address, headers=headers, hooks=hooks, stream=True, timeout=timeout, verify=verify
            ) as answer:
                answer.raise_for_status()
                found.append(_unpacked(answer, is_over))
        except Exception as error:  # Of all libraries below: an address may be one that only some of them can read.
            found.append(error)

    # In another thread: a site that drips is left alone, wherever it holds.
    thread = Thread(target=get, daemon=True)
    thread.start()
    thread.join(limits.MAX_SECONDS)
    is_over.set()
    result = found[0] if found else TimeoutError(f"more than {limits.MAX_SECONDS} seconds")
    if isinstance(result, bytes):
        return result
    if isinstance(result, UnusableError):
        raise result
    raise UnreachableError(_reason(result)) from result


def _leave_redirection(answer: requests.Response, **options: object) -> None:
    """Do not read what comes with a redirection, which has no end if the site wants that."""
    if answer.is_redirect:
        answer.close()


def _unpacked(answer: requests.Response, is_over: Event) -> bytes:
    """The content, unpacked as far as it may be long."""
    content = bytearray()
    while not is_over.is_set() and (chunk := answer.raw.read(_CHUNK, decode_content=False)):
        content += chunk
        if len(content) > limits.MAX_BYTES:
            raise too_large()
    if answer.headers.get("Content-Encoding", "").lower() not in {"gzip", "x-gzip"}:
        return bytes(content)
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
    unpacked = unpack.decompress(content, limits.MAX_BYTES + 1)
    if len(unpacked) > limits.MAX_BYTES:
        raise too_large()
    if not unpack.eof:
        raise EOFError("cut off")
    return unpacked


def _reason(error: Exception) -> str:
    """What went wrong, in a few words and without a password in an address."""
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"{error.response.status_code} {error.response.reason}"[:200]
    return str(error) if isinstance(error, TimeoutError | EOFError) else type(error).__name__


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
            used = "the copy of an earlier build is used" if project else "its terms are not shown in this build"
            warn(Code.PROJECT, f"the glossary of the project '{key}' cannot be used: {problem}; {used}")
    return Projects(
        projects={key: project for key, (project, _problem) in results.items() if project is not None},
        missing=frozenset(key for key, (project, _problem) in results.items() if project is None),
    )


def _project(app: Sphinx, key: str) -> tuple[OtherProject | None, str]:
    settings = app.config
    mapping: Mapping[str, Any] = getattr(settings, "intersphinx_mapping", {})
    if key not in mapping:
        problem = "there is no such key in `intersphinx_mapping`; add it, and 'sphinx.ext.intersphinx' to `extensions`"
        return None, problem
    # As `sphinx.ext.intersphinx` normalizes the mapping: a name, an address and the places of inventories.
    _name, (uri, inventories) = mapping[key]
    base, inventory = _inventory(app, key, f"{uri.rstrip('/')}/")
    reader = partial(
        parse,
        key=key,
        base=without_password(base),
        language=config.build_language(settings),
        source_language=config.source_language(settings),
    )
    return _first_good(app, places_of(uri, inventories), reader, partial(_content, app, base, inventory))


def item_of(item: Any, /) -> tuple[str, str]:
    """The project and the address of an item of an inventory, which is a tuple before Sphinx 8.2."""
    return (item[0], item[2]) if isinstance(item, tuple) else (item.project_name, item.uri)


def _inventory(app: Sphinx, key: str, base: str) -> tuple[str, glossary_json.GlossaryFile]:
    """The glossary of a project as `sphinx.ext.intersphinx` knows it, without definitions, and where its site is."""
    everything = getattr(app.env, "intersphinx_named_inventory", {})
    items = {name: item_of(item) for name, item in everything.get(key, {}).get("std:term", {}).items()}
    project, first = next(iter(items.values()), (key, ""))
    if first.startswith(("http://", "https://")) and not first.startswith(without_password(base)):
        base = f"{first.partition('#')[0].rpartition('/')[0]}/"  # to which the site has redirected intersphinx
    terms, free = dict[str, FileTerm](), FreeIds(())
    for name, (_project, uri) in items.items():
        with suppress(UnusableError):
            address = glossary_json.checked(uri.removeprefix(without_password(base)), "")
            terms[free.take(id_of(name) or "term")] = FileTerm(address, [FileName(name, PREFERRED.name, "")], {})
    return base, glossary_json.GlossaryFile(version=glossary_json.OF_PAGES, project=project, languages=[], terms=terms)


def shown(projects: Projects, pages: Iterable[Page], /) -> ExternalTerms:
    """The terms that some pages name. Those that have no colon are of this project."""
    named: list[str] = []
    for page in pages:
        named += [*page.references, *(target for query in page.queries for target in _named(query))]
        for term in page.terms:
            named += [*(target for _option, target in term.relations), term.replaced_by]
    return select(projects, (target for target in named if ":" in target))


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
    app: Sphinx, places: Iterable[str], parse: Callable[[bytes], OtherProject], read: Callable[[str], bytes]
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
                return parse(read(place)), ""
            copies.append(copy := Path(app.doctreedir, FOLDER, f"{digest_of(place)}.json"))
            days = app.config.intersphinx_cache_limit  # negative: each copy is young
            if copy.exists() and (days < 0 or copy.stat().st_mtime > time.time() - days * _DAY):
                return parse(read_file(copy)), ""
            content = read(place)
            project = parse(content)
            write_output(copy, content, is_kept=True)
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


MAX_PAGES = 4
"""Of a project, from which definitions are read."""


def _content(app: Sphinx, base: str, inventory: glossary_json.GlossaryFile, place: str) -> bytes:
    """The file at a place; if there is none, one that is made of an inventory and of the pages that it names."""
    try:
        return _read(app, place)
    except UnreachableError as error:
        status = getattr(getattr(error.__cause__, "response", None), "status_code", 0)
        if not inventory.terms or ("://" in place and status not in {403, 404, 410}):
            raise
    known = {term.address for term in inventory.terms.values()}
    pages = [page for page, _count in Counter(way.partition("#")[0] for way in known).most_common(MAX_PAGES)]
    places = [base + page if "://" in place else place.removesuffix(GLOSSARY_FILE) + unquote(page) for page in pages]
    language = config.build_language(app.config)
    try:
        with ThreadPoolExecutor() as pool:
            found = {
                f"{page}#{anchor}": (tag, html)
                for page, content in zip(pages, pool.map(partial(_read, app), places), strict=True)
                for anchor, tag, html in definitions_in(content.decode(errors="replace"), language)
                if f"{page}#{anchor}" in known
            }
    except UnreachableError as error:
        raise UnreachableError(f"no such file; {', '.join(pages)[:300]}: {error}") from error
    terms: dict[str, FileTerm] = {}
    for term_id, term in inventory.terms.items():
        if term.address in found:
            tag, html = found[term.address]
            names, definitions = [replace(term.names[0], language=tag)], {tag: glossary_json.Text(html)}
            terms[term_id] = replace(term, names=names, definitions=definitions)
    if not terms:
        raise UnusableError(f"it is not there, and {', '.join(pages)} has none of its terms"[:300])
    if sum(len(found[term.address][1]) for term in terms.values()) > limits.MAX_BYTES:
        raise too_large()
    languages = sorted({tag for tag, _html in found.values()})
    return glossary_json.write(replace(inventory, languages=languages, terms=terms)).encode(errors="replace")


def _read(app: Sphinx, place: str) -> bytes:
    """A file, or the page of a folder; one of another site with the certificates that Sphinx uses (`tls_...`)."""
    settings = app.config
    if "://" not in place:
        return read_file(Path(app.srcdir, f"{place}index.html" if place.endswith("/") else place))
    certificates = settings.tls_cacerts
    if isinstance(certificates, dict):
        certificates = certificates.get(without_password(place).split("/")[2])  # by host
    return download(
        place,
        agent=settings.user_agent or "sphinx-glossary-terms",
        timeout=settings.intersphinx_timeout,
        verify=(certificates or True) if settings.tls_verify else False,
    )
