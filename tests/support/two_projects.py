"""Two projects whose glossaries name each other: ours, and one about AI."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

from support.pages import pages_of
from support.project import CONF, Project

OURS, AI = pages_of("ours"), pages_of("ai")


def conf_of(name: str, other: str, uri: str, /, *, inventory: str | None = None) -> str:
    """The settings of a project that names another one."""
    conf = CONF.replace('"Test"', repr(name)).replace('_terms"]', '_terms", "sphinx.ext.intersphinx"]')
    return (
        f"{conf}intersphinx_mapping = {{{other!r}: ({uri!r}, {inventory!r})}}\n"
        f"intersphinx_cache_limit = 0\nglossary_terms_projects = [{other!r}]\n"
    )


def two(folder: Path, /, *, ours: str = "", ai: str = "") -> tuple[Project, Project]:
    """Both projects in a folder, each with the address of the other one; without it, with the path of its output."""
    first, second = Project(folder / "ours"), Project(folder / "ai")
    first.write({**OURS, "conf.py": conf_of("Ours", "ai", ai or "../../ai/html-en")})
    second.write({**AI, "conf.py": conf_of("AI handbook", "ours", ours or "../../ours/html-en")})
    return first, second


def inventory(terms: Mapping[str, str], /) -> bytes:
    """An inventory of terms: their names and addresses."""
    head = "# Sphinx inventory version 2\n# Project: Other\n# Version: 1\n# The rest is compressed with zlib.\n"
    rows = "".join(f"{name} std:term -1 {address} -\n" for name, address in terms.items())
    return head.encode() + zlib.compress(rows.encode())


def published(folder: Path, /) -> dict[str, bytes]:
    """The files of a site with the other project that ours asks for."""
    built = two(folder)[1].build()
    return {f"/docs/{name}": (built.outdir / name).read_bytes() for name in ("glossary.json", "objects.inv")}


class Site(BaseHTTPRequestHandler):
    """Serves files as they are in `files`, or leads to another address, and notes what it is asked for."""

    files: ClassVar[dict[str, bytes | str]]
    asked: ClassVar[list[tuple[str, int]]]

    def do_GET(self) -> None:
        content = self.files.get(self.path)
        status = 404 if content is None else 302 if isinstance(content, str) else 200
        self.asked.append((self.path, status))
        self.send_response(status)
        if isinstance(content, str):
            self.send_header("Location", content)
            content = b""
        self.send_header("Content-Length", str(len(content or b"")))
        self.end_headers()
        if content is not None:
            self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def site(files: dict[str, bytes | str] | dict[str, bytes], /) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """The address of a server on this machine, and what it has been asked for: paths, each with the answer."""
    asked: list[tuple[str, int]] = []
    handler = type("Site", (Site,), {"files": files, "asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
