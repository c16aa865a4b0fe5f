"""From Sphinx's built-in glossary to terms, without changing a byte of text."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import sphinx
from babel.messages.pofile import read_po

from sphinx_glossary_terms.__main__ import main
from sphinx_glossary_terms.programs.migrate import converting
from sphinx_glossary_terms.programs.migrate.converting import Result
from sphinx_glossary_terms.programs.migrate.reading import changed, lost, open_reader
from support.output import links
from support.project import Project

SPHINX_COUNTS = sphinx.version_info[:3] < (9, 0, 4)
"""Whether Sphinx counts the references of a translation and does not compare them."""
CASES = Path(__file__).parent / "cases"
AFTER = Path(__file__).parent / "after"
RST, MYST = ((CASES / f"words.{ending}").read_text(encoding="utf-8") for ending in ("rst", "md"))


def convert(text: str, name: str, taken: set[str] | None = None) -> Result:
    with open_reader() as reader:
        found = set() if taken is None else taken
        result = converting.convert(text, name=name, reader=reader, taken=found)
    assert result.problem == ""
    return result


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


def test_ids_are_unique_over_all_files() -> None:
    taken: set[str] = set()
    text = "# A\n\n```{glossary}\nbread\n  Text.\n```\n"
    assert convert(text, "a.md", taken).left == []
    assert "another one has the id 'bread'; remove one of the two" in convert(text, "b.md", taken).left[0]
    text = f"```{{term}} bread\nText.\n```\n\n{text}"
    assert "another one has the id 'bread'" in convert(text, "c.md").left[0]


# The comparison


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("   two\n      Second.\n", ""), "the names would change: 'two' would be 'three'"),
        (("   uno\n", ""), "the names would change: 'uno' would be 'two'"),
        (("   three", "   Three"), "the names would change: 'three' would be 'Three'"),
        (("First.", "Fist."), "the text would change: 'First. ' would be 'Fist. '"),
        (("*it*", "it"), "the text would change: 'First. ' would be 'First. it'"),
        (("Around", "About"), "the text would change: 'Around.' would be 'About.'"),
        ((".. say", ".. no"), "the word 'say' of the source would be lost"),
        ((".. _here:", ".. _there:"), "the anchor 'here' would be lost"),
    ],
)
def test_each_loss_is_found(change: tuple[str, str], said: str) -> None:
    text = """\
.. glossary::

   .. say
   one
   uno
      First. *it*

   two
      Second.

   three
      Third.

.. _here:

Around.
"""
    with open_reader() as reader:
        before, after = reader.read(text, "a.rst"), reader.read(text.replace(*change), "a.rst")
        assert (changed(before, after) or lost(before, after)) == said
        again = reader.read(text, "a.rst")
        assert (changed(before, again) or lost(before, again)) == ""


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


def test_translations_of_further_names_are_copied(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write({"index.md": MYST + "\n```{glossary}\npair\ntwo\ncouple\n  A few.\n\nlist\nrow\n  More.\n```\n"})
    project.update_catalogs()
    project.translate(
        "index", {"LLM": "エルエルエム", "Large language model": "大規模言語モデル", "two": "二つ", "row": "a, b"}
    )
    path, locales = project.source / "index.md", project.source / "locales"
    assert main(["migrate", "--write", "--locales", str(locales), str(path)]) == 0
    target = locales / "ja/LC_MESSAGES/glossary-aliases.po"
    said = capsys.readouterr().err
    assert f"{target}: cannot hold 'a, b' for 'list'; write it by hand\n" in said
    assert said.endswith("2 translations of further names copied\n")
    catalog = read_po(target.read_text(encoding="utf-8").splitlines(True))
    for name, key, text in [
        ("Large language model", "large-language-model", "エルエルエム"),
        ("pair", "pair", "二つ, couple"),
    ]:
        message = catalog.get(name, key)
        assert message is not None
        assert message.string == text
    project.update_catalogs()
    built = project.build(language="ja")
    term = built.domain.glossary.terms["large-language-model"]
    assert (term.name, [alias.text for alias in term.aliases]) == ("大規模言語モデル", ["エルエルエム"])


HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={}\\n"\n"X-Generator: Poedit 3.4\\n"\n\n'
OTHER = 'msgid "other"\nmsgstr "some"\n'
OLD_CATALOG = """# At the top
#| msgid "What it was before"
#. For the translator
#: b.md:9
msgctxt "yeast"
msgid "yeast"
msgstr "A long text in one line, which a program that writes a catalog anew would break into several ones"

#~ msgid "old"
#~ msgstr "one"

#~ msgid "old"
#~ msgstr "two"

msgctxt "bread"
msgid ""
"bread"
msgstr ""

# At the end
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_is_in_a_catalog_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str], end: str) -> None:
    page, folder = tmp_path / "words.md", tmp_path / "locales/ja/LC_MESSAGES"
    glossary = "```{glossary}\nbread\nloaf\n  Text.\n\nyeast\nleaven\n  Text.\n\ndough\npaste\n  Text.\n```\n"
    page.write_text(glossary, encoding="utf-8")
    folder.mkdir(parents=True)
    page_messages = "\n\n".join(f'msgid "{name}"\nmsgstr "「{name}」"' for name in ("loaf", "leaven", "paste"))
    (folder / "words.po").write_text(HEADER.format("utf-8") + page_messages, encoding="utf-8")
    target = folder / "glossary-aliases.po"
    before = HEADER.format("utf-8") + OLD_CATALOG
    target.write_bytes(before.replace("\n", end).encode())
    command = ["migrate", "--write", "--locales", str(tmp_path / "locales"), str(page)]
    assert main(command) == 0
    assert capsys.readouterr().err.endswith("2 translations of further names copied\n")
    after = before.replace('"bread"\nmsgstr ""', '"bread"\nmsgstr "「loaf」"')
    after += '\nmsgctxt "dough"\nmsgid "dough"\nmsgstr "「paste」"\n'
    assert target.read_bytes().decode() == after.replace("\n", end)


@pytest.mark.parametrize(
    ("charset", "said"),
    [
        (
            "latin-1",
            "cannot hold 'パン' ('latin-1' codec can't encode characters in position 1-2: ordinal not in range(256))",
        ),
        ("latin-99", "cannot be read as a catalog: unknown encoding: latin-99"),
    ],
)
def test_a_catalog_in_another_encoding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], charset: str, said: str
) -> None:
    page, folder = tmp_path / "words.md", tmp_path / "locales/ja/LC_MESSAGES"
    page.write_text("```{glossary}\nbread\nloaf\n  Text.\n```\n", encoding="utf-8")
    folder.mkdir(parents=True)
    (folder / "a.po").write_text(HEADER.format("utf-8") + 'msgid "loaf"\nmsgstr "パン"\n', encoding="utf-8")
    target = folder / "glossary-aliases.po"
    target.write_text(HEADER.format(charset) + OTHER, encoding="utf-8")
    assert main(["migrate", "--write", "--locales", str(tmp_path / "locales"), str(page)]) == 1
    assert f"{target}: {said}" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == HEADER.format(charset) + OTHER


def test_a_dry_run_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "words.md"
    path.write_text(MYST, encoding="utf-8")
    assert main(["migrate", str(path)]) == 0
    printed = capsys.readouterr()
    assert path.read_text(encoding="utf-8") == MYST
    assert f"+++ {path}\n" in printed.out
    assert "+`````{term} yeast\n" in printed.out
    assert printed.err == "6 names found in 1 glossary, 6 converted, 0 left\n"


def test_a_file_that_would_lose_something_stays_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = tmp_path / "good.md", tmp_path / "bad.md"
    good.write_text("```{glossary}\nbread\n  Text.\n```\n", encoding="utf-8")
    bad.write_text("```{glossary}\nyeast\n  Text.\n\nlost\n  Text.\n```\n", encoding="utf-8")
    replaced = converting._replaced
    monkeypatch.setattr(
        converting, "_replaced", lambda *values: [line.replace("lost", "lo") for line in replaced(*values)]
    )
    assert main(["migrate", "--write", str(good), str(bad)]) == 1
    assert good.read_text(encoding="utf-8") == "```{term} bread\nText.\n```\n"
    assert "glossary" in bad.read_text(encoding="utf-8")
    assert capsys.readouterr().err == (
        f"{bad}: the names would change: 'lost' would be 'lo'; nothing was written to this file; please report this\n"
        "3 names found in 2 glossaries, 1 converted, 2 left\n"
    )


def test_mistakes_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, latin, good = "```{glossary}\nbread\nloaf\n  Text.\n```\n", tmp_path / "latin.md", tmp_path / "good.md"
    latin.write_bytes(b"caf\xe9\n")
    good.write_text(text, encoding="utf-8")
    assert main(["migrate", "--write", str(tmp_path / "no.md"), str(tmp_path), str(latin), str(good)]) == 1
    assert capsys.readouterr().err == (
        f"{tmp_path / 'no.md'}: No such file or directory\n{tmp_path}: Is a directory\n"
        f"{latin}: is not in UTF-8 (invalid continuation byte at byte 3); convert it first\n"
        "2 names found in 1 glossary, 2 converted, 0 left\n"
    )
    good.write_text(text, encoding="utf-8")
    broken = tmp_path / "locales/ja/LC_MESSAGES/other.po"
    broken.parent.mkdir(parents=True)
    broken.write_text('msgid "bread"\nmsgstr "パン"\n\nnonsense\n', encoding="utf-8")
    for folder, said in [
        (
            tmp_path / "nowhere",
            f"{tmp_path / 'nowhere'}: has no folder such as ja/LC_MESSAGES; name the one of `locale_dirs`; nothing was written\n",
        ),
        (tmp_path / "locales", f"{broken}:4: cannot be read as a catalog: "),
    ]:
        assert main(["migrate", "--write", "--locales", str(folder), str(good)]) == 1
        assert said in capsys.readouterr().err
        assert good.read_text(encoding="utf-8") == text


def test_files_without_a_glossary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plain.md"
    path.write_text("# Plain\n\nNothing.\n", encoding="utf-8")
    assert main(["migrate", str(path)]) == 0
    assert capsys.readouterr().err == (
        "there is no directive `glossary` in these files, so there is nothing to convert\n"
    )


def test_a_reader_of_the_diff_may_stop(tmp_path: Path) -> None:
    path = tmp_path / "words.md"
    # More than a pipe holds.
    path.write_text(f"```{{glossary}}\nbread\n  {'Text. ' * 50_000}\n```\n", encoding="utf-8")
    command = f"{shlex.quote(sys.executable)} -m sphinx_glossary_terms migrate {shlex.quote(str(path))}"
    done = subprocess.run(
        ["bash", "-c", f"{command} | head -1; exit ${{PIPESTATUS[0]}}"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout == f"--- {path}\n"
    assert done.stderr == (
        "the diff was not printed to its end, since nothing reads it any more\n"
        "1 name found in 1 glossary, 1 converted, 0 left\n"
    )


@pytest.mark.parametrize("name", ["a.rst", "a.md"])
@pytest.mark.parametrize("text", ["", "\n", "Text.", ".. glossary::", "```{glossary}\n", "   .. glossary::\n\n\n"])
def test_files_without_entries_stay_as_they_are(text: str, name: str) -> None:
    result = convert(text, name)
    assert (result.text, result.names) == (text, 0)


ENTRIES = """\
# Words

```{glossary}
yeast
  Alive.

bread
loaf
  *Baked*.

oven
  Hot.
```

Text.
"""


@pytest.mark.parametrize("named", ["bread", "loaf"])
def test_a_named_entry_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str], named: str) -> None:
    """Every other byte stays, but for the glossary that the term divides."""
    path = tmp_path / "words.md"
    path.write_text(ENTRIES, encoding="utf-8")
    assert main(["migrate", "--write", "--name", named, str(path)]) == 0
    assert path.read_text(encoding="utf-8") == ENTRIES.replace(
        "\nbread\nloaf\n  *Baked*.\n\n",
        "```\n\n```{term} bread\n:aliases: loaf\n:old-ids: term-loaf\n\n*Baked*.\n```\n\n```{glossary}\n",
    )
    assert capsys.readouterr().err == "2 names found in 1 glossary, 2 converted, 0 left\n"


def test_a_name_that_no_entry_has(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "words.md"
    path.write_text(ENTRIES, encoding="utf-8")
    assert main(["migrate", "--write", "--name", "brad", str(path)]) == 1
    assert path.read_text(encoding="utf-8") == ENTRIES
    assert "there is no entry 'brad' in these files\n" in capsys.readouterr().err


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
