"""`python -m sphinx_glossary_terms import`: tables of other programs, mistakes in them, and what is listed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from babel.messages.pofile import read_po

from sphinx_glossary_terms.__main__ import main
from sphinx_glossary_terms.projects import limits
from support import ROOT
from support.project import CONF, Project, files_in


def run(path: Path, content: str | bytes, name: str, *options: str) -> int:
    """The exit code of the command for a file of this name."""
    file = path / name
    file.write_bytes(dedent(content).encode() if isinstance(content, str) else content)
    return main(["import", str(file), "--to", str(path / "source"), *options])


def po(path: Path, language: str, name: str) -> dict[str | tuple[str, str], str]:
    """The translations of a catalog, by message, or by context and message."""
    with (path / "source" / "locales" / language / "LC_MESSAGES" / f"{name}.po").open("rb") as file:
        found = [message for message in read_po(file) if message.id]
    return {(m.context, str(m.id)) if m.context else str(m.id): str(m.string) for m in found}


CASES = Path(__file__).parent / "cases"
EXPECTED = Path(__file__).parent / "expected"
OPTIONS = {"animals.csv": ["--title", "# Our\nanimals"], "Words of ours.csv": ["--form", "entry"]}


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir()))
def test_what_becomes_of_a_table(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    """Pages, translations, what conf.py needs, and what is said: nothing is lost without a word."""
    assert run(tmp_path, (CASES / name).read_bytes(), name, *OPTIONS.get(name, [])) == 0
    printed = capfd.readouterr()
    # No terminal takes a name for a command, nor turns the text around it.
    assert printed.err.replace("\n", "").isprintable()
    found = [printed.err.replace(str(tmp_path / name), "FILE"), printed.out]
    for path in sorted((tmp_path / "source").rglob("*.*")):
        file = path.relative_to(tmp_path / "source").as_posix()
        is_page = path.suffix == ".md"
        found += [f"--- {file}\n", path.read_text(encoding="utf-8") if is_page else ""]
        messages = {} if is_page else po(tmp_path, file.split("/")[1], path.stem)
        found += [f"{message!r}: {translation!r}\n" for message, translation in messages.items()]
    expected = EXPECTED / f"{name}.txt"
    if request.config.getoption("regen"):
        expected.write_text("".join(found), encoding="utf-8")
    assert "".join(found) == expected.read_text(encoding="utf-8")


# The recipe of the manual


def test_the_recipe_for_skos(tmp_path: Path) -> None:
    (recipe,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "importing.md").read_text("utf-8"), re.DOTALL)
    (tmp_path / "recipe.py").write_text(recipe, encoding="utf-8")
    (tmp_path / "words.ttl").write_bytes(CASES.with_name("animals.ttl").read_bytes())
    command = [sys.executable, "-X", "utf8", "recipe.py", "words.ttl"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert run(tmp_path, done.stdout, "words.csv") == 0
    written = (tmp_path / "source" / "words.md").read_text(encoding="utf-8").splitlines()
    assert {":aliases: Beast", "It moves.", ":broader: animal"} <= {*written}
    assert po(tmp_path, "ja", "words") == {"Animal": "動物"}


@pytest.mark.parametrize("wanted", ["de", "en_US"])
def test_the_language_of_the_pages(wanted: str, tmp_path: Path) -> None:
    text = "language,id,name,definition\nen-US,a,color,What one sees.\nde,a,Farbe,Was man sieht.\n"
    assert run(tmp_path, text, "a.csv", "--language", wanted) == 0
    page = (tmp_path / "source" / "a.md").read_text(encoding="utf-8")
    assert ("{term} Farbe" in page, "{term} color" in page) == (wanted == "de", wanted != "de")
    assert po(tmp_path, *(("en_US", "a") if wanted == "de" else ("de", "a")))
    # Catalogs in another folder.
    assert run(tmp_path, text, "b.csv", "--locales", str(tmp_path / "elsewhere")) == 0
    assert [*files_in(tmp_path / "elsewhere")] == ["de/LC_MESSAGES/b.po"]


def test_nothing_is_replaced(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """If a page or a catalog exists, also as a link to nothing, nothing is written."""
    text = "language,id,name,aliases\nen,a,apple,fruit\nde,a,Apfel,Obst\n"
    assert run(tmp_path, text, "a.csv") == 0
    found = files_in(tmp_path / "source")
    capfd.readouterr()
    folder, exists = tmp_path / "source", "exists already; move it, or import to another folder\n"
    files = [*(folder / "locales/de/LC_MESSAGES" / f"{name}.po" for name in ("a", "glossary-aliases")), folder / "a.md"]
    assert run(tmp_path, text, "a.csv") == 1
    assert capfd.readouterr().err == "".join(f"{file}: {exists}" for file in files) + "nothing was written\n"
    assert files_in(folder) == found
    files[2].unlink()
    files[2].symlink_to(tmp_path / "nothing.md")
    files[0].unlink()
    files[1].unlink()
    assert run(tmp_path, text, "a.csv") == 1
    assert capfd.readouterr().err == f"{files[2]}: {exists}nothing was written\n"


def test_the_next_build_says_what_is_wrong(tmp_path: Path) -> None:
    """With the line of the page, and what helps."""
    text = "language,id,name,broader\nen,A 1,Apple,\nen,a-1,Pear,A 1\nen,b,Plum,nowhere\nen,,字,\n"
    assert run(tmp_path, text, "words.csv") == 0
    warnings = Project(tmp_path, conf=CONF + "root_doc = 'words'\n").build().warnings
    codes = [line.rpartition("[glossary.")[2] for line in warnings]
    assert sorted(codes) == ["bad-id]", "bad-id]", "config]", "unknown-target]"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("id;x\n", ":1: the first line has to name the columns, with at least `name` and `language`"),
        (b"", ":1: the first line has to name the columns"),
        (b"language,name\nen,a\nen,\xff\n", ":3: is not in UTF-8; save it as CSV in UTF-8"),
        ('language,name\nen,a\nen,"b', ":3: is not CSV (unexpected end of data); correct the quotes there"),
        ("id,language,name,id\n", ":1: two columns are called 'id'; rename or remove one"),
        ("language,name\n", ": has no term with a name in ''; there is nothing to write"),
        ("language,name\nen,\x00\n", ": has no term with a name in 'en'"),
    ],
)
def test_mistakes(content: str | bytes, message: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Each is said with the file, the line where there are lines, and what to do; nothing is written."""
    assert run(tmp_path, content, "a.csv") == 1
    printed = capfd.readouterr()
    assert printed.err.startswith(f"{tmp_path / 'a.csv'}:")
    assert message in printed.err
    assert printed.err.endswith("; nothing was written\n")
    assert printed.err.count("\n") == 1
    assert not (tmp_path / "source").exists()


def test_a_file_that_cannot_be_opened(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["import", str(tmp_path / "none.csv")]) == 1
    assert capfd.readouterr().err == f"{tmp_path / 'none.csv'}: No such file or directory; nothing was written\n"
    monkeypatch.setattr(limits, "MAX_BYTES", 2**20)
    assert run(tmp_path, "language,name\n" + "en,a\n" * 2**18, "a.csv") == 1
    assert "a.csv: it has more than 1 MB; divide it; nothing was written" in capfd.readouterr().err
    monkeypatch.undo()
    (tmp_path / "source").write_text("", encoding="utf-8")
    assert run(tmp_path, "language,name\nen,a\n", "a.csv") == 1
    assert f"{tmp_path / 'source' / 'a.md'}: " in capfd.readouterr().err


def test_what_conf_has_already(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = "id,language,name,definition,eats,tags\ncat,ja,猫,,mouse,\nmouse,ja,鼠,,,\n"
    conf = '# glossary_terms_source_language = "ja"\nglossary_terms_source_language = "de"\n'
    project = Project(tmp_path, conf=conf)
    assert run(tmp_path, text, "a.csv") == 0
    advice = "# For conf.py:\nglossary_terms_source_language = 'ja'\n"
    assert capfd.readouterr().out == f"{advice}# These have to be in `glossary_terms_relations`: eats\n"
    project.write({"conf.py": 'glossary_terms_source_language = "ja"\nglossary_terms_relations = {"eats": {}}\n'})
    assert run(tmp_path, text, "b.csv") == 0
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize("name", ["sphinx", "glossary-labels"])
def test_a_page_with_a_catalog_that_means_something_else(tmp_path: Path, name: str) -> None:
    """Sphinx writes the words of `sphinx.po` into every page without escaping them."""
    table = 'id,language,name\nindex,en,Index\nindex,ja,"""x"">"\n'
    assert run(tmp_path, table, f"{name}.csv") == 0
    assert [path.name for path in (tmp_path / "source").rglob(f"{name}.*")] == []
    assert (tmp_path / "source" / f"{name}-terms.md").is_file()


def test_a_column_with_the_name_of_an_option_is_no_relation(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "id,language,name,definition,class,tags\na,en,A,Text.,b,\nb,en,B,Text.,,\n", "words.csv") == 0
    printed = capfd.readouterr()
    assert "not kept: the column 'class'" in printed.err
    assert "glossary_terms_relations" not in printed.out
