"""From Sphinx's built-in glossary to terms, without changing a byte of text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import sphinx

from sphinx_glossary_terms.__main__ import main
from sphinx_glossary_terms.programs import migrate as converting
from sphinx_glossary_terms.programs.migrate import Result
from sphinx_glossary_terms.programs.migrate_reading import Reader, SourceFile, changed, open_reader
from support.output import links
from support.pages import data
from support.project import Project

SPHINX_COUNTS = sphinx.version_info[:3] < (9, 0, 4)
"""Whether Sphinx counts the references of a translation and does not compare them."""
CASES = Path(__file__).parent / "cases"
AFTER = Path(__file__).parent / "after"
RST, MYST = ((CASES / f"words.{ending}").read_text(encoding="utf-8") for ending in ("rst", "md"))


def convert(text: str, name: str) -> Result:
    with open_reader() as reader:
        return converting.convert(text, name=name, reader=reader, taken=set())


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir()))
def test_every_byte(name: str, request: pytest.FixtureRequest) -> None:
    """What becomes of a file, and what is said; most of this was wrong once."""
    text = (CASES / name).read_text(encoding="utf-8")
    result = convert(text, name)
    found = result.text + "\n".join(["-" * 80, *result.left, ""])
    if request.config.getoption("regen"):
        (AFTER / name).write_text(found, encoding="utf-8")
    assert found == (AFTER / name).read_text(encoding="utf-8")
    assert convert(text.replace("\n", "\r\n"), name).text == result.text.replace("\n", "\r\n")
    assert result.left or convert(result.text, name).text == result.text


# The comparison


LOSSES = data(__file__, "losses.yaml")


def test_each_loss_is_found() -> None:
    entries = "   .. say\n   one\n   uno\n      First. *it*\n\n   two\n      Second.\n\n   three\n      Third.\n"
    text = f".. glossary::\n\n{entries}\n.. _here:\n\nAround.\n"
    with open_reader() as reader:
        assert changed(*(reader.read(text, "a.rst") for _ in range(2))) == ""
        for said, change in LOSSES.items():
            assert changed(reader.read(text, "a.rst"), reader.read(text.replace(*change), "a.rst")) == said


@pytest.mark.parametrize(("text", "name"), [(RST, "index.rst"), (MYST, "index.md")])
def test_anchors_messages_and_links_survive(project: Project, text: str, name: str) -> None:
    project.write({name: text})
    old = project.build(), project.build("gettext")
    project.write({name: convert(text, name).text})
    new = project.build(), project.build("gettext")
    assert [line for line in new[0].warnings if "term not in glossary" in line] == []

    def anchors(html: str) -> set[str]:
        return set(re.findall(r'id="(term-[^"]*)"', html))

    def messages(template: str) -> set[str]:
        return set(re.findall(r'^msgid "(.+)"$', template, re.MULTILINE))

    assert anchors(old[0].text("index.html")) <= anchors(new[0].text("index.html"))
    # The further name has a message of its own kind.
    assert messages(old[1].text("index.pot")) - messages(new[1].text("index.pot")) <= {"LLM", "C #"}
    assert {text for text, _ in links(old[0].page("index"))} <= {text for text, _ in links(new[0].page("index"))}


# The command


def test_a_dry_run_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "words.md"
    path.write_text(MYST, encoding="utf-8")
    assert main(["migrate", str(path)]) == 0
    printed = capsys.readouterr()
    assert path.read_text(encoding="utf-8") == MYST
    assert f"+++ {path}\n" in printed.out
    assert "+`````{term} yeast\n" in printed.out
    assert printed.err.endswith("\n6 names found in 1 glossary, 6 converted, 0 left\n")


def test_what_stays_does_not_have_everything_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time is not tested, but what costs it: how much is read. Each entry that stays costs a part of its file."""
    names = [f"`w{n} <https://example.org>`_" if n % 20 == 7 else f"w{n}" for n in range(200)]
    text = ".. glossary::\n\n" + "\n".join(f"   {name}\n      Text.\n" for name in names)
    sizes = []
    read = Reader.read

    def counted(reader: Reader, text: str, name: str, /) -> SourceFile:
        sizes.append(len(text))
        return read(reader, text, name)

    monkeypatch.setattr(Reader, "read", counted)
    result = convert(text, "words.rst")
    assert (len(result.converted), len(result.kept)) == (190, 10)
    assert sum(sizes) < 24 * len(text)


@pytest.mark.parametrize("name", ["a.rst", "a.md"])
@pytest.mark.parametrize("text", ["", "\n", "Text.", ".. glossary::", "```{glossary}\n", "   .. glossary::\n\n\n"])
def test_files_without_entries_stay_as_they_are(text: str, name: str) -> None:
    result = convert(text, name)
    assert (result.text, result.converted, result.kept) == (text, [], [])


COMMANDS = data(__file__, "commands.yaml")


@pytest.mark.parametrize("case", COMMANDS)
def test_what_the_command_does(case: str, tmp_path: Path, capsys: Any) -> None:
    before, options, code, after, said = COMMANDS[case].values()
    file = tmp_path / "words.md"
    file.write_text(before, encoding="utf-8")
    (tmp_path / "latin.md").write_bytes(b"caf\xe9\n")
    (tmp_path / "other.md").write_text(
        "```{term} bread\nText.\n```\n\n```{glossary}\nbread\n  Text.\n```\n", encoding="utf-8"
    )
    more = options if options[:1] == ["--name"] else [f"{tmp_path}/{name}" for name in options]
    assert main(["migrate", "--write", *more, str(file)]) == code
    assert file.read_text(encoding="utf-8") == after
    assert said.format(folder=tmp_path) in capsys.readouterr().err


def test_as_many_warnings_of_references_in_a_translation(project: Project) -> None:
    """A translation without a reference: Sphinx says so, and nobody says it again."""
    project.write({"index.md": "# Words\n\n```{glossary}\nflour\n  Text.\n\ndough\n  Of {term}`flour`.\n```\n"})
    project.update_catalogs()
    project.translate("index", {"Of {term}`flour`.": "別のもの", "flour": "粉", "dough": "生地"})
    before = project.build("dummy", language="ja", nitpicky=True).warnings
    path = project.source / "index.md"
    path.write_text(convert(path.read_text(encoding="utf-8"), "index.md").text, encoding="utf-8")
    after = project.build("dummy", language="ja", nitpicky=True)
    assert "{term} dough" in path.read_text(encoding="utf-8")
    assert "[i18n.inconsistent_references]" in before[0]
    assert len(after.warnings) == len(before) or SPHINX_COUNTS
