"""Reads from other sites."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Event, Thread
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urljoin, urlsplit, urlunsplit

import requests

from sphinx_glossary_terms.untrusted import limits
from sphinx_glossary_terms.untrusted.limits import UnreachableError, UnusableError, too_large

_CHUNK = 2**16

Value = TypeVar("Value")


class Answer(NamedTuple):
    """What a site has answered; the names of headers are in small letters."""

    content: bytes
    headers: Mapping[str, str]


def without_password(address: str, /) -> str:
    """An address that can be shown: it may have the name and the password of a user."""
    with suppress(ValueError):
        parts = urlsplit(address)
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])) if "@" in parts.netloc else address
    scheme, separator, rest = address.partition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"


def host_of(address: str, /) -> str:
    """The host of an address, with its port."""
    with suppress(ValueError):
        return urlsplit(address).netloc.rpartition("@")[2]
    return ""


def download(
    address: str, /, *, headers: Mapping[str, str], timeout: float | None, verify: bool | str
) -> Answer | None:
    """What is at an address; None if it has not changed since what the headers say.

    `timeout` is how long the site may say nothing, `verify` what `requests` knows of certificates.

    Raises:
        UnreachableError: there is no answer, or not in time; the text says where.
        UnusableError: the answer is too large.
    """
    is_over = Event()

    def get() -> Answer | None:
        sent = {**headers, "Accept-Encoding": "gzip"}
        with _Session() as session, session.follow(address, sent, timeout=timeout, verify=verify) as answer:
            if answer.status_code == requests.codes.not_modified and any(name.startswith("If-") for name in headers):
                return None
            answer.raise_for_status()
            return Answer(_unpacked(answer, is_over), {name.lower(): value for name, value in answer.headers.items()})

    try:
        return _in_time(get, is_over)
    except UnusableError:
        raise
    except Exception as error:  # Of all libraries below: an address may be one that only some of them can read.
        shown = f"{without_password(address)} cannot be read ({_reason(error)})"
        raise UnreachableError(shown) from error


class _Session(requests.Session):
    """Follows redirections without reading what comes with them, which has no end if the site wants that."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Have none followed by `requests`, which would read all."""

    def follow(self, address: str, headers: Mapping[str, str], /, **options: Any) -> requests.Response:
        """What is at an address, or where that leads. A password in it is for its host."""
        password: dict[str, str] = {}
        for _ in range(self.max_redirects):
            answer = self.get(address, headers={**headers, **password}, stream=True, **options)
            target = super().get_redirect_target(answer)
            if target is None:
                return answer
            answer.close()
            before, address = address, urljoin(address, target)
            known = answer.request.headers.get("Authorization")
            is_kept = known and not self.should_strip_auth(before, address)
            password = {"Authorization": str(known)} if is_kept else {}
        raise requests.TooManyRedirects


def _in_time(function: Callable[[], Value], is_over: Event) -> Value:
    """What a function returns, in another thread: a site that drips is left alone, wherever it holds."""
    results: list[Value] = []
    errors: list[Exception] = []

    def run() -> None:
        try:
            results.append(function())
        except Exception as error:  # raised again below
            errors.append(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(limits.MAX_SECONDS)
    is_over.set()
    if errors:
        raise errors[0]
    if not results:
        raise TimeoutError(f"more than {limits.MAX_SECONDS} seconds")
    return results[0]


def _unpacked(answer: requests.Response, is_over: Event) -> bytes:
    """The content, unpacked as far as it may be long."""
    content, packed = bytearray(), 0
    is_packed = answer.headers.get("Content-Encoding", "").lower() in {"gzip", "x-gzip"}
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16) if is_packed else None
    while chunk := answer.raw.read(_CHUNK, decode_content=False):
        packed += len(chunk)
        content += unpack.decompress(chunk, limits.MAX_BYTES + 1 - len(content)) if unpack else chunk
        if max(packed, len(content)) > limits.MAX_BYTES:
            raise too_large(limits.MAX_BYTES)
        if is_over.is_set() or (unpack and unpack.eof):
            break
    if unpack and not unpack.eof:
        raise EOFError("cut off")
    return bytes(content)


def _reason(error: Exception) -> str:
    """What went wrong, in a few words and without a password in an address."""
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"{error.response.status_code} {error.response.reason}"[:200]
    return str(error) if isinstance(error, TimeoutError | EOFError) else type(error).__name__
