"""How the file of another project gets here: the only place that reads it, from a disk or from another site."""

from __future__ import annotations

import json
import posixpath
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import requests

from sphinx_glossary_terms.model.digest import digest_of

if TYPE_CHECKING:
    from sphinx.config import Config

NAME = "glossary.json"
MAX_BYTES = 64 * 2**20
"""The size of a file, at most: that of about 60,000 terms."""
_CHUNK = 2**16
_DAY = 24 * 60 * 60

Value = TypeVar("Value")


class UnusableError(Exception):
    """A file cannot be used. The text says why, and what to do."""


class UnreachableError(Exception):
    """A file is not where it should be, or the site cannot be reached. The text says where."""


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
    found = (f"{base}{NAME}" if inventory is None else _beside(inventory) for inventory in inventories)
    return Place(_without_password(base), tuple(dict.fromkeys(found)))


def _beside(inventory: str) -> str:
    return urljoin(inventory, NAME) if "://" in inventory else posixpath.join(posixpath.dirname(inventory), NAME)


def _without_password(address: str) -> str:
    """An address that can be shown: a mapping may have the name and the password of a user."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])) if "@" in parts.netloc else address


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """The files of other projects.

    folder: the source directory, to which paths are relative.
    cache: the folder for copies of files from other sites.
    settings: the settings of the project; those of `sphinx.ext.intersphinx` count.
    asks: whether other sites are asked for what has changed; if not, there is only what the cache has.
    """

    folder: Path
    cache: Path
    settings: Config
    asks: bool

    def read(self, key: str, place: Place, parse: Callable[[bytes], Value], /) -> tuple[Value | None, str]:
        """The parsed file of a project, from the first place that has a good one; and what is wrong with it.

        A copy of an earlier build is used where the site cannot be reached, and where what it has now is no good.
        """
        problems: list[str] = []
        is_only_unreachable = True
        for location in place.locations:
            copy = _Copy(self.cache / quote(key, safe=""), location)
            try:
                if "://" not in location:
                    return parse(_local(self.folder, location)), ""
                if not copy.is_fresh(self.settings.intersphinx_cache_limit):
                    if (content := self._download(location, copy)) is not None:
                        value = parse(content[0])
                        copy.write(*content)
                        return value, ""
                    copy.touch()
                return parse(copy.read()), ""
            except UnreachableError as error:
                problems.append(str(error))
            except UnusableError as error:
                is_only_unreachable = False
                problems.append(f"{_without_password(location)}: {error}")
        problem = "; ".join(problems)
        for location in place.locations:
            copy = _Copy(self.cache / quote(key, safe=""), location)
            if "://" in location and copy.exists:
                try:
                    value = parse(copy.read())
                except UnusableError:
                    continue
                return value, "" if is_only_unreachable else f"{problem}; the copy of an earlier build is used"
        return None, problem

    def _download(self, url: str, copy: _Copy) -> tuple[bytes, dict[str, str]] | None:
        """A file and the headers by which it is known again; None if the copy is still right.

        The certificates are those that Sphinx uses (`tls_verify`, `tls_cacerts`).
        """
        if not self.asks:
            if copy.exists:
                return None
            raise UnreachableError(f"there is no copy of {_without_password(url)}")
        settings = self.settings
        headers = {"User-Agent": settings.user_agent or "sphinx-glossary-terms", **copy.conditions}
        certificates = settings.tls_cacerts
        if isinstance(certificates, dict):
            certificates = certificates.get(urlsplit(url).netloc.rpartition("@")[2])
        verify = (certificates or True) if settings.tls_verify else False
        try:
            with requests.get(
                url, headers=headers, stream=True, timeout=settings.intersphinx_timeout, verify=verify
            ) as answer:
                if answer.status_code == requests.codes.not_modified and copy.exists:
                    return None
                answer.raise_for_status()
                content = bytearray()
                for chunk in answer.iter_content(_CHUNK):
                    content += chunk
                    if len(content) > MAX_BYTES:
                        raise _too_large()
                return bytes(content), dict(answer.headers)
        except (requests.RequestException, OSError) as error:
            raise UnreachableError(f"{_without_password(url)} cannot be read ({_reason(error)})") from error


def _reason(error: Exception) -> str:
    """What went wrong, in a few words and without a password in an address."""
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"{error.response.status_code} {error.response.reason}"
    return type(error).__name__


def _local(folder: Path, path: str) -> bytes:
    try:
        with (folder / path).open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreachableError(f"{path} cannot be read ({error.strerror})") from error
    if len(content) > MAX_BYTES:
        raise _too_large()
    return content


def _too_large() -> UnusableError:
    return UnusableError(f"the file has more than {MAX_BYTES // 2**20} MB; divide that project")


class _Copy:
    """The copy of a file of another site, and beside it where it is from and how it is known again."""

    def __init__(self, path: Path, url: str) -> None:
        self._content = path.with_name(f"{path.name}.json")
        self._about = path.with_name(f"{path.name}.source.json")
        self._source = digest_of(url)  # which may have a password in it

    @property
    def _known(self) -> Mapping[str, Any]:
        try:
            found = json.loads(self._about.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) and found.get("source") == self._source else {}

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
        """Whether it is so new that nobody is asked for another one; with a negative number it always is."""
        return self.exists and (days < 0 or self._about.stat().st_mtime > time.time() - days * _DAY)

    def touch(self) -> None:
        """Note that it is right today."""
        self._about.touch()

    def read(self) -> bytes:
        return self._content.read_bytes()

    def write(self, content: bytes, headers: Mapping[str, str]) -> None:
        known = {name.lower(): value for name, value in headers.items()}
        about = {name: known[name] for name in ("etag", "last-modified") if name in known} | {"source": self._source}
        self._content.parent.mkdir(parents=True, exist_ok=True)
        # A build that is killed in between fetches it again.
        self._about.unlink(missing_ok=True)
        self._content.write_bytes(content)
        self._about.write_text(json.dumps(about), encoding="utf-8")
