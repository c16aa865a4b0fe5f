"""Sites of others that mean no good: each is one warning, and in time."""

from __future__ import annotations

import gzip
import json
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import ClassVar

import pytest
import sphinx.locale

from sphinx_glossary_terms.projects import limits
from sphinx_glossary_terms.projects.limits import UnreachableError, UnusableError
from sphinx_glossary_terms.projects.load import download, places_of, without_password
from support.two_projects import conf_of, two


@contextmanager
def answering(*parts: bytes, drips: bool = False) -> Iterator[str]:
    """The address of a server that answers everything by these bytes; one that drips goes on with the last of them."""
    over = Event()
    server = socket.create_server(("127.0.0.1", 0))

    def answer(connection: socket.socket) -> None:
        with connection:
            try:
                connection.recv(2**16)
                for part in parts:
                    connection.sendall(part)
                while drips and not over.wait(0.01):
                    connection.sendall(parts[-1][-1:])
            except OSError:
                pass

    def serve() -> None:
        while True:
            try:
                connection, _address = server.accept()
            except OSError:
                return
            Thread(target=answer, args=(connection,), daemon=True).start()

    Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
    finally:
        over.set()
        server.close()


def http(*headers: str, status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", "Connection: close", *headers, "", ""]).encode("latin-1")


def get(address: str) -> bytes:
    return download(address, agent="test", timeout=5, verify=True)


WHERE_TO = [
    "http://[::1",
    f"http://{'a' * 300}.org/",
    "http://a\x00b/",
    "file:///etc/passwd",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("target", WHERE_TO)
def test_an_answer_that_leads_nowhere(target: str) -> None:
    with (
        answering(http(f"Location: {target}", status="302 Found")) as address,
        pytest.raises(UnreachableError),
    ):
        get(address)


def test_what_comes_with_a_redirection_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may have no end."""
    monkeypatch.setattr(limits, "MAX_SECONDS", 5)
    with answering(http(), b"{}") as target:
        head = http(f"Location: {target}", "Content-Encoding: gzip", status="302 Found")
        with answering(head, gzip.compress(b"x" * 1000, mtime=0), drips=True) as address:
            found = get(address)
    assert found == b"{}"


class Locked(BaseHTTPRequestHandler):
    """Leads from `/` to itself under the host of `to`, and answers there by the password that it got."""

    to: ClassVar[str]

    def do_GET(self) -> None:
        self.send_response(302 if self.path == "/" else 200)
        self.send_header("Location", f"http://{self.to}:{self.server.server_port}/there")  # type: ignore[attr-defined]
        self.end_headers()
        self.wfile.write(self.headers.get("Authorization", "").encode())

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.mark.parametrize(("to", "password"), [("127.0.0.1", b"Basic bWU6c2VjcmV0"), ("localhost", b"")])
def test_a_password_is_for_one_host(to: str, password: bytes) -> None:
    handler = type("Handler", (Locked,), {"to": to})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        found = get(f"http://me:secret@127.0.0.1:{server.server_port}/")
        server.shutdown()
    assert found == password


def test_redirections_have_an_end() -> None:
    with (
        answering(http("Location: ?again", "Content-Length: 0", status="302 Found")) as address,
        pytest.raises(UnreachableError, match="TooManyRedirects"),
    ):
        get(address)


@pytest.mark.parametrize(
    "address", ["http://[::1", "http://[::1/x", f"http://{'a' * 300}.org/", "http://a\x00b/", "x://y"]
)
def test_an_address_that_is_none(address: str) -> None:
    assert places_of(address, [None, f"{address}/objects.inv"])
    with pytest.raises(UnreachableError):
        get(address)


@pytest.mark.parametrize("address", ["http://me:secret@x.org/", "http://me:secret@[::1/a"])
def test_a_password_is_never_shown(address: str) -> None:
    assert "secret" not in without_password(address)


@pytest.mark.parametrize("uri", [f"http://{'a' * 300}.org", "there/a\x00b", f"/{'a' * 300}/b"])
def test_a_mapping_that_leads_nowhere_is_one_warning(uri: str, tmp_path: Path) -> None:
    ours, _ai = two(tmp_path)
    ours.write({"conf.py": conf_of("Ours", "ai", uri)})
    built = ours.build()
    (line,) = built.ours
    assert "the glossary of the project 'ai' cannot be used" in line
    assert "\x00" not in line
    sphinx.locale.translators.clear()


def test_half_a_character_in_an_address(tmp_path: Path) -> None:
    """It cannot be written to any page, so it is dropped, as in any other text."""
    ours, ai = two(tmp_path)
    built = ai.build()
    found = json.loads(built.text("glossary.json"))
    for term in found["terms"].values():
        term["address"] = "a\ud800.html"
    (built.outdir / "glossary.json").write_text(json.dumps(found), encoding="utf-8")
    assert ours.build().ours == []
    assert '/a.html"' in ours.build().text("chatbot.html")
    sphinx.locale.translators.clear()


def test_a_long_address(tmp_path: Path) -> None:
    """Each page that names the term would have it."""
    ours, ai = two(tmp_path)
    built = ai.build()
    found = json.loads(built.text("glossary.json"))
    found["terms"]["token"]["address"] = f"terms.html#{'a' * 2000}"
    (built.outdir / "glossary.json").write_text(json.dumps(found), encoding="utf-8")
    line, *_rest = ours.build().ours
    assert re.search(r"the term 'token' has the address 'terms\.html#a+…', which is not .*, or too long", line)
    sphinx.locale.translators.clear()


def test_a_long_language(tmp_path: Path) -> None:
    """Each text in it would say so."""
    ours, ai = two(tmp_path)
    built = ai.build()
    text = built.text("glossary.json").replace('"en"', f'"de{"-x" * 100}"')
    (built.outdir / "glossary.json").write_text(text, encoding="utf-8")
    line, *_rest = ours.build().ours
    assert "has no name in a language of the file" in line
    sphinx.locale.translators.clear()


def test_what_a_site_says_of_an_error_obeys_nobody() -> None:
    """No terminal takes it for a command."""
    with (
        answering(http("Content-Length: 0", status="500 a\x1b[31mred\x9b")) as address,
        pytest.raises(UnreachableError) as caught,
    ):
        get(address)
    assert str(caught.value) == r"500 a\x1b[31mred\x9b"


@pytest.mark.parametrize(
    "parts", [(http("Content-Length: 100000"), b"{"), (b"HTTP/1.1 200 OK\r\nX: y",), (http(), b"{")], ids=str
)
def test_a_site_that_drips(parts: tuple[bytes, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it drips: there is one time for the whole, though something comes all the time."""
    monkeypatch.setattr(limits, "MAX_SECONDS", 0.3)
    with answering(*parts, drips=True) as address, pytest.raises(UnreachableError, match=r"more than 0\.3 seconds"):
        get(address)


def test_what_unpacks_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 2**20)
    bomb = gzip.compress(b" " * 2**24, mtime=0)
    with (
        answering(http("Content-Encoding: gzip"), bomb) as address,
        pytest.raises(UnusableError, match="it has more than 1 MB"),
    ):
        get(address)


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "identity", "nonsense"])
def test_what_is_packed_wrongly(encoding: str) -> None:
    """It is taken as it is, or refused."""
    with answering(http(f"Content-Encoding: {encoding}"), b"{}") as address:
        if encoding == "gzip":
            with pytest.raises(UnreachableError):
                get(address)
        else:
            found = get(address)
            assert found == b"{}"


def test_what_is_packed_well() -> None:
    text = json.dumps({"text": "x" * 500_000}).encode()
    with answering(http("Content-Encoding: gzip"), gzip.compress(text, mtime=0)) as address:
        found = get(address)
    assert found == text


@pytest.mark.parametrize("cut", [gzip.compress(b"x" * 1000, mtime=0)[:-9], b""], ids=["packed", "empty"])
def test_what_is_cut_off(cut: bytes) -> None:
    with answering(http("Content-Encoding: gzip"), cut) as address, pytest.raises(UnreachableError, match="cut off"):
        get(address)
