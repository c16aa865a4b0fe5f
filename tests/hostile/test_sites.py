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
from support.project import Built
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


NOWHERE = ["http://[::1", f"http://{'a' * 300}.org/", "http://a\x00b/", "file:///etc/passwd", "javascript:alert(1)"]


@pytest.mark.parametrize("target", [*NOWHERE, "?again"])
def test_an_answer_that_leads_nowhere(target: str) -> None:
    head = http(f"Location: {target}", "Content-Length: 0", status="302 Found")
    with answering(head) as address, pytest.raises(UnreachableError):
        get(address)


@pytest.mark.parametrize("address", [*NOWHERE[:3], "http://me:secret@[::1/x", "x://y"])
def test_an_address_that_is_none(address: str) -> None:
    assert places_of(address, [None, f"{address}/objects.inv"])
    assert "secret" not in without_password(address)
    # The kind of the error, and not its text, which has the address.
    with pytest.raises(UnreachableError, match=r"\A[A-Z]\w+\Z"):
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


@pytest.mark.parametrize("uri", [NOWHERE[1], "there/a\x00b", f"/{'a' * 300}/b"])
def test_a_mapping_that_leads_nowhere_is_one_warning(uri: str, tmp_path: Path) -> None:
    ours, _ai = two(tmp_path)
    ours.write({"conf.py": conf_of("Ours", "ai", uri)})
    (line,) = ours.build().ours
    assert "the glossary of the project 'ai' cannot be used" in line
    assert "\x00" not in line
    sphinx.locale.translators.clear()


def test_addresses_and_languages_of_a_file(tmp_path: Path) -> None:
    """Each page that names a term has the first, each text the second; half a character cannot be written at all."""
    ours, ai = two(tmp_path)
    file = ai.build().outdir / "glossary.json"
    good = json.loads(file.read_text("utf-8"))
    address = good["terms"]["token"]["address"]

    def built_with(text: str) -> Built:
        file.write_text(text, encoding="utf-8")
        return ours.build()

    half = built_with(json.dumps(good).replace(json.dumps(address), r'"a\ud800.html"'))
    assert half.ours == []
    assert '/a.html"' in half.text("chatbot.html")
    said = built_with(json.dumps(good).replace(address, f"terms.html#{'a' * 2000}")).ours[0]
    assert re.search(r"the term 'token' has the address 'terms\.html#a+…', which is not .*, or too long", said)
    said = built_with(json.dumps(good).replace('"en"', f'"de{"-x" * 100}"')).ours[0]
    assert "has no name in a language of the file" in said
    sphinx.locale.translators.clear()


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("500 a\x1b[31mred\x9b", r"500 a\x1b[31mred\x9b"),
        ("404 Not Found", "404 Not Found"),
        (long := f"503 {'x' * 300}", long[:200]),
    ],
)
def test_what_a_site_says_of_an_error(status: str, said: str) -> None:
    """No terminal takes it for a command, and it is short."""
    with answering(http("Content-Length: 0", status=status)) as address, pytest.raises(UnreachableError) as caught:
        get(address)
    assert str(caught.value) == said


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


def test_what_is_packed() -> None:
    """It is unpacked, taken as it is, or refused."""
    text = json.dumps({"text": "x" * 500_000}).encode()
    with answering(http("Content-Encoding: gzip"), gzip.compress(text, mtime=0)) as address:
        assert get(address) == text
    for encoding in ("br", "deflate", "identity", "nonsense"):
        with answering(http(f"Content-Encoding: {encoding}"), b"{}") as address:
            assert get(address) == b"{}"
    with answering(http("Content-Encoding: gzip"), b"{}") as address, pytest.raises(UnreachableError):
        get(address)
    for cut in (gzip.compress(text, mtime=0)[:-9], b""):
        with answering(http("Content-Encoding: gzip"), cut) as address, pytest.raises(UnreachableError, match="cut"):
            get(address)
