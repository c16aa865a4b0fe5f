"""Reads from other sites."""

from __future__ import annotations

import re
import zlib
from threading import Event, Thread

import requests

from sphinx_glossary_terms.untrusted import limits
from sphinx_glossary_terms.untrusted.limits import UnreachableError, UnusableError, too_large

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
