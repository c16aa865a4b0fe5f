"""Follows a page of the manual, step by step as it is printed."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.pofile import read_po, write_po

from support import ROOT
from support.commands import run

DOCS = ROOT / "docs"
FENCE = re.compile(r"^(?P<fence>`{3,})(?P<language>\S+)\n(?P<body>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)

# The environment is the one that the tests run in.
SET_UP = [
    *("mkdir bread-book", "cd bread-book", "python -m venv .venv", ". .venv/bin/activate"),
    *("pip install ../sphinx-glossary-terms", "pip install sphinx-intl"),
]


def fill_in(path: Path, body: str) -> None:
    """Put the translations of a printed piece of a catalog into the catalog."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.parts[-3])
    for printed in read_po(body.splitlines(keepends=True)):
        if printed.id:
            message = catalog.get(str(printed.id), printed.context)
            assert message is not None, printed.id
            message.string = printed.string
    with path.open("wb") as file:
        write_po(file, catalog)


def tutorial() -> str:
    """The steps of the tutorial, without the glossary in another folder that is its last section."""
    return (DOCS / "start.md").read_text(encoding="utf-8").partition("\n(start-in-japanese)=\n")[0]


def section(page: str, label: str) -> str:
    """The part of a page from a label to the next one."""
    _, found, rest = (DOCS / f"{page}.md").read_text(encoding="utf-8").partition(f"\n({label})=\n")
    assert found
    return rest.partition("\n(")[0]


def follow(text: str, folder: Path) -> list[str]:
    """Do what a page or a section says; returns the commands that are not run."""
    skipped: list[str] = []
    for block in FENCE.finditer(text):
        told = re.findall(r"(?:Create the file|Open) `([^`]*)`", text[: block.start()])
        if block["language"] == "console":
            for command in re.findall(r"^\$ (.*)$", block["body"], re.MULTILINE):
                if command.startswith("pip ") or command in SET_UP:
                    skipped.append(command)
                else:
                    done = run(command, folder)
                    assert done.returncode == 0, done.stderr
                    assert "WARNING" not in done.stderr
        elif block["language"] == "po":
            fill_in(folder / told[-1], block["body"])
        elif "Create the file" in text[: block.start()]:
            (folder / told[-1]).write_text(block["body"], encoding="utf-8")
    return skipped
