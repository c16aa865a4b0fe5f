"""How the file of another project gets here: the only place that reads it, from a disk or from another site."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urljoin

from sphinx_glossary_terms.model.digest import digest_of
from sphinx_glossary_terms.model.external import OtherProject
from sphinx_glossary_terms.settings.files import write_output
from sphinx_glossary_terms.settings.outputs import GLOSSARY_FILE
from sphinx_glossary_terms.untrusted.json_text import read_json
from sphinx_glossary_terms.untrusted.limits import UnreachableError, UnusableError, read_file
from sphinx_glossary_terms.untrusted.web import Answer, download, host_of, without_password

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_DAY = 24 * 60 * 60

FOLDER = "glossary-projects"
"""The folder of copies in the doctree directory."""


class Place(NamedTuple):
    """Where another project is.

    base: the address of its site, with a slash at its end; a path, if that is what the mapping has.
    locations: where its file may be, each the address or the path of it.
    """

    base: str
    locations: tuple[str, ...]


def place_of(uri: str, inventories: Iterable[str | None], /) -> Place:
    """Where the project of an entry of `intersphinx_mapping` is: its file is beside its inventory."""
    base = f"{uri.rstrip('/')}/"
    locations = (f"{base}{GLOSSARY_FILE}" if inventory is None else _beside(inventory) for inventory in inventories)
    return Place(without_password(base), tuple(dict.fromkeys(locations)))


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
        self, key: str, place: Place, parse: Callable[[bytes], OtherProject], /
    ) -> tuple[OtherProject | None, str]:
        """The parsed file of a project, from the first place that has a good one; and what is wrong with it.

        A copy of an earlier build is used where the site cannot be reached, and where what it has now is no good.
        """
        problems: list[str] = []
        is_only_unreachable = True
        for location in place.locations:
            copy = _Copy(self._cache / quote(key, safe=""), location)
            try:
                if "://" not in location:
                    return parse(_local(self._folder, location)), ""
                if not copy.is_fresh(self._settings.intersphinx_cache_limit):
                    if (content := self._download(location, copy)) is not None:
                        value = parse(content.content)
                        copy.write(*content)
                        return value, ""
                    copy.touch()
                return parse(copy.read()), ""
            except UnreachableError as error:
                problems.append(str(error))
            except UnusableError as error:
                is_only_unreachable = False
                problems.append(f"{without_password(location)}: {error}")
        problem = "; ".join(problems)
        for location in place.locations:
            copy = _Copy(self._cache / quote(key, safe=""), location)
            if "://" in location and copy.exists:
                try:
                    value = parse(copy.read())
                except UnusableError:
                    continue
                return value, "" if is_only_unreachable else f"{problem}; the copy of an earlier build is used"
        return None, problem

    def _download(self, url: str, copy: _Copy) -> Answer | None:
        """A file and the headers by which it is known again; None if the copy is still right.

        The certificates are those that Sphinx uses (`tls_verify`, `tls_cacerts`).
        """
        settings = self._settings
        headers = {"User-Agent": settings.user_agent or "sphinx-glossary-terms", **copy.conditions}
        certificates = settings.tls_cacerts
        if isinstance(certificates, dict):
            certificates = certificates.get(host_of(url))
        verify = (certificates or True) if settings.tls_verify else False
        return download(url, headers=headers, timeout=settings.intersphinx_timeout, verify=verify)


def _local(folder: Path, path: str) -> bytes:
    try:
        return read_file(folder / path)
    except UnreachableError as error:
        raise UnreachableError(f"{path} cannot be read ({error})") from error


class _Copy:
    """The copy of a file of another site, and beside it where it is from and how it is known again."""

    def __init__(self, path: Path, url: str) -> None:
        self._content = path.with_name(f"{path.name}.json")
        self._about = path.with_name(f"{path.name}.source.json")
        self._source = digest_of(url)  # which may have a password in it

    @property
    def _known(self) -> Mapping[str, Any]:
        try:
            about = read_json(read_file(self._about), fix="")
        except UnusableError:
            return {}
        return about if isinstance(about, dict) and about.get("source") == self._source else {}

    @property
    def exists(self) -> bool:
        """Whether there is a copy, and from the same address."""
        return bool(self._known) and self._content.is_file()

    @property
    def conditions(self) -> dict[str, str]:
        """The headers of a request that is answered only if the file has changed (RFC 9110, section 13.1)."""
        known = self._known if self._content.is_file() else {}
        names = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
        return {header: known[name] for name, header in names.items() if known.get(name)}

    def is_fresh(self, days: int) -> bool:
        """Whether it is younger than that, so that it is not downloaded again; with a negative number always."""
        return self.exists and (days < 0 or self._about.stat().st_mtime > time.time() - days * _DAY)

    def touch(self) -> None:
        """Note that it is right today."""
        self._about.touch()

    def read(self) -> bytes:
        return read_file(self._content)

    def write(self, content: bytes, headers: Mapping[str, str]) -> None:
        about = {name: headers[name] for name in ("etag", "last-modified") if name in headers}
        about["source"] = self._source
        # A build that is killed in between fetches it again.
        self._about.unlink(missing_ok=True)
        write_output(self._content, content)
        write_output(self._about, json.dumps(about).encode())
