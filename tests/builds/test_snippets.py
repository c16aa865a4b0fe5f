"""The snippets of the manual, in MyST and in reStructuredText, against one golden doctree and one golden catalog."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from docutils import nodes

from support.project import Project
from support.tutorial import SNIPPETS, japanese_snippets

GOLDEN = Path(__file__).parent / "snippets"
NAMES = sorted({path.stem for path in SNIPPETS.glob("*.*")})
MARKUPS = ["md", "rst"]


def copied(project: Project, markup: str) -> Project:
    project.write({path.name: path.read_text(encoding="utf-8") for path in SNIPPETS.glob(f"*.{markup}")})
    return project


def normalized(document: nodes.document) -> str:
    """A resolved document without what depends on the markup: its file, and how each parser spells a label."""
    document["source"] = ""
    text: str = document.pformat()
    text = re.sub(r' (source|bullet|myst_slug|slug|translation_progress)="[^"]*"', "", text)
    text = re.sub(r"\.(md|rst)\b", "", text)
    text = text.replace('="False"', '="0"').replace('="True"', '="1"')  # docutils before 0.22
    return re.sub(r"\n\s*\n", "\n", text)  # MyST makes a node of each line break


@pytest.fixture
def compared(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with a golden file, or writes that (`--regen`)."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--regen"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.mark.parametrize("markup", MARKUPS)
def test_snippets(project: Project, markup: str, compared: Callable[[str, str], None]) -> None:
    built = copied(project, markup).build(nitpicky=True)
    assert built.warnings == []
    for name in NAMES:
        compared(f"{name}.txt", normalized(built.page(name)))


def test_snippets_of_the_japanese_edition(project: Project) -> None:
    pages: dict[str, list[str]] = {name: [] for name in NAMES}
    for markup in MARKUPS:
        one = Project(project.folder / markup)
        one.write({name: text for name, text in japanese_snippets().items() if name.endswith(markup)})
        built = one.build(language="ja", nitpicky=True, glossary_terms_source_language="ja")
        assert built.warnings == []
        for name, texts in pages.items():
            texts.append(normalized(built.page(name)))
    assert all(myst == rst for myst, rst in pages.values())


@pytest.mark.parametrize("markup", MARKUPS)
def test_catalogs_of_snippets(project: Project, markup: str, compared: Callable[[str, str], None]) -> None:
    built = copied(project, markup).build("gettext")
    assert built.warnings == []
    for name in sorted(path.stem for path in built.outdir.glob("glossary-*.pot")):
        compared(f"{name}.pot.txt", _messages(built.outdir / f"{name}.pot"))
    for name in NAMES:
        compared(f"{name}.{markup}.pot.txt", _messages(built.outdir / f"{name}.pot"))


def _messages(path: Path) -> str:
    """Context, message and comments of a template; the places are those of test_japanese.py."""
    catalog = read_po(path.read_text(encoding="utf-8").splitlines(keepends=True))
    blocks = (
        "\n".join([*(f"#. {line}" for line in message.auto_comments), f"[{message.context}] {message.id}"])
        for message in catalog
        if message.id
    )
    return "\n\n".join(blocks) + "\n"
