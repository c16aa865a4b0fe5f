"""From Sphinx's glossary to terms and back, and from terms to a glossary."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_glossary_terms.__main__ import main
from sphinx_glossary_terms.programs.migrate.back import convert_back
from sphinx_glossary_terms.programs.migrate.converting import Result, convert
from sphinx_glossary_terms.programs.migrate.reading import open_reader
from support import ROOT
from support.project import Project

CASES = Path(__file__).parent / "cases"
ENTRY = (Path(__file__).parent / "back" / "entry.md").read_text(encoding="utf-8")


def back(text: str, name: str) -> Result:
    with open_reader() as reader:
        result = convert_back(text, name=name, reader=reader)
    assert result.problem == ""
    return result


@pytest.mark.parametrize("name", ["there.rst", "there.md"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_there_and_back(name: str, newline: str) -> None:
    text = (CASES / name).read_text(encoding="utf-8").replace("\n", newline)
    with open_reader() as reader:
        there = convert(text, name=name, reader=reader, taken=set())
    assert (there.left, there.problem) == ([], "")
    result = back(there.text, name)
    assert result.text == text
    line = 10 if name.endswith(".rst") else 11
    assert result.left == [f"{name}:{line}: 'Large language model' loses: anchor term-large-language-model"]


def test_what_a_glossary_cannot_keep() -> None:
    result = back(ENTRY, "entry.md")
    assert result.text.startswith("# Words\n\n```{glossary}\nloaf\nbread\n  Baked.\n```\n\n````{term} dough\n---\n")
    assert result.text.endswith(ENTRY[ENTRY.index("````{code-block}") :])
    assert result.left == [
        "entry.md:3: 'loaf' loses: option tags, option related, anchor term-big-loaf",
        "entry.md:12: 'dough' stays a term: a glossary cannot hold all of it",
        "entry.md:31: 'Oven' stays a term: a glossary cannot hold all of it",
    ]


@pytest.mark.parametrize("markup", ["md", "rst"])
def test_the_snippets_of_the_manual_become_a_glossary_of_sphinx(project: Project, markup: str) -> None:
    names = ["entry", "relations"]
    texts = {name: (ROOT / "docs" / "snippets" / f"{name}.{markup}").read_text("utf-8") for name in names}
    found = [back(text, f"{name}.{markup}") for name, text in texts.items()]
    assert [result.converted_names for result in found] == [2, 3]
    project.write({f"{name}.{markup}": result.text for name, result in zip(names, found, strict=True)})
    project.write(
        {"index.rst": "Bread\n=====\n\n.. toctree::\n   :glob:\n\n   *\n\n:term:`leaven` :term:`oven spring`\n"}
    )
    built = project.build(nitpicky=True, extensions=["myst_parser"])
    assert built.warnings == []


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "words.md"
    path.write_text(ENTRY, encoding="utf-8")
    assert main(["migrate", "--back", "--write", str(path)]) == 0
    assert "{glossary}" in path.read_text(encoding="utf-8")
    assert "3 names found in 3 terms, 1 converted, 2 left" in capsys.readouterr().err


def test_a_term_does_not_move_into_the_markup_above_it() -> None:
    text = "T\n=\n\n.. note::\n\n   .. term:: a\n\n      A.\n\n.. term:: b\n\n   B.\n"
    result = back(text, "n.rst")
    assert result.text == text.replace(
        "   .. term:: a\n\n      A.", "   .. glossary::\n\n      a\n         A."
    ).replace(".. term:: b\n\n   B.", ".. glossary::\n\n   b\n      B.")


def test_what_a_glossary_loses_is_listed() -> None:
    text = "T\n=\n\n.. term:: a\n   :aliases: 符|ふ\n   :old-ids: legacy\n\n   A.\n"
    assert back(text, "n.rst").left == ["n.rst:4: 'a' loses: anchor legacy, anchor term-legacy, reading ふ"]
