"""Follows a page of the manual, step by step as it is printed."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.pofile import read_po, write_po

from support import ROOT
from support.commands import run

DOCS = ROOT / "docs"
SNIPPETS = DOCS / "snippets"
FENCE = re.compile(r"^(?P<fence>`{3,})(?P<language>\S+)\n(?P<body>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)
FENCE_OR_PARAGRAPH = re.compile(rf"{FENCE.pattern}|^(?:[^\n]+\n)+", FENCE.flags)
TOLD = re.compile(r"(?:Create the file|Open) `([^`]*)`|`([^`]*)` (?:というファイルを作|を開き)")

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


def in_japanese(*pages: str) -> dict[str, str]:
    """What the Japanese edition of pages of the manual has for a paragraph or a block of code, with single spaces."""
    paths = [ROOT / "locales" / "ja" / "LC_MESSAGES" / f"{page}.po" for page in pages]
    catalogs = [read_po(path.read_text(encoding="utf-8").splitlines(keepends=True)) for path in paths]
    return {" ".join(str(row.id).split()): str(row.string) for catalog in catalogs for row in catalog if row.string}


def japanese_snippets() -> dict[str, str]:
    """The files of the examples, as the Japanese edition shows them."""
    translations = in_japanese("writing", "relating", "referring", "showing")
    texts = {path.name: path.read_text(encoding="utf-8") for path in SNIPPETS.iterdir()}
    return {name: translations[" ".join(text.split())] for name, text in texts.items()}


def tutorial(*, japanese: bool = False) -> tuple[str, str]:
    """The steps of the tutorial, and those for a glossary in another folder, in its last section but one."""

    def translate(found: re.Match[str]) -> str:
        text = found["body"] or found[0]
        return found[0].replace(text, translations.get(" ".join(text.split()), text))

    text = (DOCS / "start.md").read_text(encoding="utf-8")
    if japanese:
        translations = in_japanese("start")
        text = FENCE_OR_PARAGRAPH.sub(translate, text)
    first, _, second = text.partition("\n(start-in-japanese)=\n")
    return first, second.partition("\n## Next steps\n")[0]


def section(page: str, label: str) -> str:
    """The part of a page from a label to the next one."""
    _, found, rest = (DOCS / f"{page}.md").read_text(encoding="utf-8").partition(f"\n({label})=\n")
    assert found
    return rest.partition("\n(")[0]


def follow(text: str, folder: Path) -> list[str]:
    """Do what a page or a section says; returns the commands that are not run."""
    skipped: list[str] = []
    for block in FENCE.finditer(text):
        told = [english or japanese for english, japanese in TOLD.findall(text[: block.start()])]
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
        elif told:
            (folder / told[-1]).write_text(block["body"], encoding="utf-8")
    return skipped
