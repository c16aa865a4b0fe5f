"""The tutorial of the manual, step by step as it is printed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from support import ROOT

START = ROOT / "docs" / "start.md"
FENCE = re.compile(r"^(?P<fence>`{3,})(?P<language>\w+)\n(?P<body>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)

# The environment is the one that the tests run in.
SET_UP = [
    *("mkdir bread-book", "cd bread-book", "python -m venv .venv", ". .venv/bin/activate"),
    *("pip install ../sphinx-glossary-terms", "pip install sphinx-intl"),
]


def run(command: str, folder: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command.split(), cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=True
    )
    assert "WARNING" not in done.stderr


def fill_in(path: Path, body: str) -> None:
    """Put the translations of a printed piece of a catalog into the catalog."""
    with path.open("rb") as file:
        catalog = read_po(file, locale="ja")
    for printed in read_po(body.splitlines(keepends=True)):
        if printed.id:
            message = catalog.get(str(printed.id), printed.context)
            assert message is not None, printed.id
            message.string = printed.string
    with path.open("wb") as file:
        write_po(file, catalog)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder after all steps."""
    folder = tmp_path_factory.mktemp("bread-book")
    text = START.read_text(encoding="utf-8")
    skipped: list[str] = []
    for block in FENCE.finditer(text):
        told = re.findall(r"(?:Create the file|Open) `([^`]*)`", text[: block.start()])
        if block["language"] == "console":
            for command in re.findall(r"^\$ (.*)$", block["body"], re.MULTILINE):
                if command in SET_UP:
                    skipped.append(command)
                else:
                    run(command, folder)
        elif block["language"] == "po":
            fill_in(folder / told[-1], block["body"])
        else:
            (folder / told[-1]).write_text(block["body"], encoding="utf-8")
    assert skipped == SET_UP
    return folder


def test_the_english_site(book: Path) -> None:
    index = (book / "_build/html/index.html").read_text(encoding="utf-8")
    assert "baker’s yeast" in index or "baker&#39;s yeast" in index or "baker's yeast" in index
    assert 'href="ingredients.html#term-yeast"' in index
    proofing = (book / "_build/html/proofing.html").read_text(encoding="utf-8")
    assert "Prerequisites" in proofing
    assert 'class="mermaid ' in proofing
    assert "Leads to" in (book / "_build/html/ingredients.html").read_text(encoding="utf-8")


def test_the_japanese_site(book: Path) -> None:
    proofing = (book / "_build/html-ja/proofing.html").read_text(encoding="utf-8")
    assert "<h1>最終発酵" in proofing
    assert ">酵母</span></a>" in proofing  # in the text
    assert ">酵母</a></p></li>" in proofing  # in the list
    assert "[&quot;酵母&quot;]" in proofing
    assert (
        '<p lang="en"><span class="glossary-untranslated no-search" lang="ja">未訳</span> The loaf sleeps' in proofing
    )
    index = (book / "_build/html-ja/index.html").read_text(encoding="utf-8")
    assert index.index(">酵母<") < index.index(">最終発酵<")
