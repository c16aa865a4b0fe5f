"""The recipes of the manual: their files are written and built, and readers get what the page says."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from support import ROOT
from support.commands import run

PAGE = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^(?P<fence>`{3,})(?P<language>\w+)\n(?P<body>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)
(BUILD,) = re.findall(r"^\$ (sphinx-build .*)$", PAGE, re.MULTILINE)


def files(recipe: str) -> dict[str, str]:
    section = PAGE.partition(f"(recipe-{recipe})=")[2].partition("(recipe-")[0]
    found = {}
    end = 0
    for block in FENCE.finditer(section):
        (name,) = re.findall(r"Create the file `([^`]*)`", section[end : block.start()])
        found[name] = block["body"]
        end = block.end()
    return found


def build(folder: Path, written: dict[str, str]) -> subprocess.CompletedProcess[str]:
    for name, body in written.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")
    return run(BUILD, folder)


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html))


def entry(html: str, term: str) -> str:
    """What the page has from one term to the next one."""
    return re.split(r'id="term-(?:(?!--)[a-z-])+"', html.partition(f'id="term-{term}"')[2])[0]


def test_readers_get_what_the_page_says(tmp_path: Path) -> None:
    built = build(tmp_path, files("api"))
    assert (built.returncode, built.stderr) == (0, "")
    html = tmp_path / "_build" / "html"
    reference = (html / "api.html").read_text(encoding="utf-8")
    for term in ("token-bucket", "backoff", "idempotent"):
        assert f'href="glossary.html#term-{term}"' in reference
    assert (html / "_glossary").is_dir()
    glossary = (html / "glossary.html").read_text(encoding="utf-8")
    assert 'href="api.html#limiter.Limiter"' in glossary
    assert 'href="api.html#limiter.retry"' in glossary
    used_in = text(entry(glossary, "idempotent").partition("Used in")[2])
    assert "API reference" in used_in
    assert "token buckets" in (html / "searchindex.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("warned", ["limiter.py:docstring of limiter.retry", "[glossary.wanted-term]"])
def test_a_mistake_does_not_pass(tmp_path: Path, warned: str) -> None:
    written = files("api")
    built = build(tmp_path, {**written, "limiter.py": written["limiter.py"].replace("`idempotent`", "`impotent`")})
    assert built.returncode != 0
    assert warned in built.stderr
