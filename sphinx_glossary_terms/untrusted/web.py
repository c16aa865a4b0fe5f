"""Reads from other sites."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from threading import Event, Thread
from typing import NamedTuple

import requests

from sphinx_glossary_terms.untrusted import limits
from sphinx_glossary_terms.untrusted.limits import UnreachableError, UnusableError, too_large

_CHUNK = 2**16
_USER = re.compile(r"(?<=://)[^/?#]*@")


class Answer(NamedTuple):
    """What a site has answered; the names of headers are in small letters."""

    content: bytes
    headers: Mapping[str, str]


def without_password(address: str, /) -> str:
    """An address that can be shown: it may have the name and the password of a user."""
    return _USER.sub("", address)


def download(
    address: str, /, *, headers: Mapping[str, str], timeout: float | None, verify: bool | str
) -> Answer | None:
    """What is at an address; None if it has not changed since what the headers say.

    `timeout` is how long the site may say nothing, `verify` what `requests` knows of certificates.

    Raises:
        UnreachableError: there is no answer, or not in time; the text says where.
        UnusableError: the answer is too large.
    """
    found: list[Answer | Exception | None] = []
    is_over = Event()

    def get() -> None:
        sent, hooks = {**headers, "Accept-Encoding": "gzip"}, {"response": _leave_redirection}
        try:
            with requests.get(
                address, headers=sent, hooks=hooks, stream=True, timeout=timeout, verify=verify
            ) as answer:
                answer.raise_for_status()
                is_same = answer.status_code == requests.codes.not_modified and any(
                    n.startswith("If-") for n in headers
                )
                names = {name.lower(): value for name, value in answer.headers.items()}
                found.append(None if is_same else Answer(_unpacked(answer, is_over), names))
        except Exception as error:  # Of all libraries below: an address may be one that only some of them can read.
            found.append(error)

    # In another thread: a site that drips is left alone, wherever it holds.
    thread = Thread(target=get, daemon=True)
    thread.start()
    thread.join(limits.MAX_SECONDS)
    is_over.set()
    result = found[0] if found else TimeoutError(f"more than {limits.MAX_SECONDS} seconds")
    if not isinstance(result, Exception):
        return result
    if isinstance(result, UnusableError):
        raise result
    raise UnreachableError(f"{without_password(address)} cannot be read ({_reason(result)})") from result


def _leave_redirection(answer: requests.Response, **options: object) -> None:
    """Do not read what comes with a redirection, which has no end if the site wants that."""
    if answer.is_redirect:
        answer.close()


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
