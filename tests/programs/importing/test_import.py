"""`python -m sphinx_glossary_terms import`: tables of other programs, mistakes in them, and what is listed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from babel.messages.pofile import read_po
from translate.storage.tbx import tbxfile

from sphinx_glossary_terms.__main__ import main
from sphinx_glossary_terms.untrusted import limits
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


VOCABULARY = """\
id,language,name,aliases,hidden-aliases,definition,broader,eats,eaten-by,tags,replaced-by
A.1,en,Animal,Beast,animls,A thing that *moves*.,,,,,
A.1,ja,動物,"生き物、生物",,動くもの。,,,,,
cat,en,Cat,,,It purrs.,A.1,mouse,,pets,
cat,ja,猫,,,,,,,,
mouse,en,mouse,,,,nowhere,,cat,,
c4,ja,齧歯類,,,かじる。,mouse,,,,
c5,en,,no name but this,,,,,,,
c6,en,Cat,,,,c6,,,,cat
"""
PAGE = """\
# Animals

## Animal

```{term}
:id: animal
:aliases: Beast
:hidden-aliases: animls
:old-ids: A.1
```

A thing that \\*moves\\*.

## Cat

```{term}
:id: c6
:replaced-by: cat
```

## Cat

```{term}
:id: cat
:broader: animal
:eats: mouse
:tags: pets
```

It purrs.

## mouse

```{term}
:id: mouse
```

## no name but this

```{term}
:id: c5
```

## 齧歯類

```{term}
:id: c4
:broader: mouse
```

かじる。
"""
LISTED = """\
terms without a preferred name in en have another one (2):
  line 7: '齧歯類' (ja)
  line 8: 'no name but this' (en)
new ids, derived from names; those of the file become former ids (`old-ids`) (A.1 -> animal)
not kept: 'broader' of what is not in the file; a term of another project is written as key and id, such as \
`ai:token` (1):
  line 6: nowhere
not kept: 'broader' of itself (line 9)
FILE: 6 terms in en, with translations into ja; 1 page, 2 catalogs
"""
CONF_PY = """\
# For conf.py:
glossary_terms_source_language = 'en'
glossary_terms_relations = {'eats': {'label': 'eats', 'inverse': 'eaten-by', 'inverse_label': 'eaten-by'}}
"""


def test_csv_of_a_vocabulary(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What is kept, and that the rest is listed."""
    assert run(tmp_path, VOCABULARY, "animals.csv") == 0
    printed = capfd.readouterr()
    assert (tmp_path / "source" / "animals.md").read_text(encoding="utf-8") == PAGE
    assert printed.err.replace(str(tmp_path / "animals.csv"), "FILE") == LISTED
    assert printed.out == CONF_PY
    assert po(tmp_path, "ja", "animals") == {
        "Animal": "動物",
        "A thing that \\*moves\\*.": "動くもの。",
        "Cat": "猫",
        "齧歯類": "齧歯類",
        "かじる。": "かじる。",
    }


# The recipes of the manual

SKOS = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://example.org/animals/> .
:animal a skos:Concept ; skos:prefLabel "Animal"@en, "動物"@ja ; skos:altLabel "Beast"@en ; skos:definition "It moves."@en .
:cat a skos:Concept ; skos:prefLabel "Cat"@en ; skos:broader :animal .
"""


def tbx() -> str:
    store: Any = tbxfile(sourcelanguage="en", targetlanguage="ja")
    for source, target in (("bread", "パン"), ("yeast", "酵母")):
        store.addsourceunit(source).target = target
    store.units[0].addnote("What one eats.", origin="definition")
    return bytes(store).decode()


@pytest.mark.parametrize(
    ("recipe", "file", "content", "languages", "page", "translated"),
    [
        (0, "words.ttl", SKOS, [], [":aliases: Beast", "It moves.", ":broader: animal"], {"Animal": "動物"}),
        (1, "words.tbx", tbx(), ["en", "ja"], ["What one eats."], {"bread": "パン", "yeast": "酵母"}),
    ],
)
def test_recipes(
    recipe: int,
    file: str,
    content: str,
    languages: list[str],
    page: list[str],
    translated: dict[str, str],
    tmp_path: Path,
) -> None:
    text = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")
    (tmp_path / "recipe.py").write_text(re.findall(r"```python\n(.*?)```", text, re.DOTALL)[recipe], encoding="utf-8")
    (tmp_path / file).write_text(content, encoding="utf-8")
    command = [sys.executable, "-X", "utf8", "recipe.py", file, *languages]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert run(tmp_path, done.stdout, "words.csv") == 0
    written = (tmp_path / "source" / "words.md").read_text(encoding="utf-8").splitlines()
    assert {*page} <= {*written}
    assert (po(tmp_path, "ja", "words") if translated else {}) == translated


def test_csv_of_a_spreadsheet(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Semicolons, columns in any order, no ids, a formula that was defused, and columns that nobody knows."""
    text = """\
        Name;Language;id;definition;Owner;aliases
        yeast;en;;"Cells; alive.";Ann;leaven
        '=SUM(1);en;=x;;;
        Hefe;de;yeast;Zellen.;;

        a;en;a b;;;
        b;en;a b;;;
        c;;;;;
        """
    assert run(tmp_path, text, "Words of ours.csv") == 0
    assert (tmp_path / "source" / "words-of-ours.md").read_text(encoding="utf-8") == (
        "# Words of ours\n\n## =SUM(1)\n\n```{term}\n:id: sum-1\n:old-ids: =x\n```\n"
        "\n## a\n\n```{term}\n:id: a\n```\n\n## b\n\n```{term}\n:id: b\n```\n"
        "\n## yeast\n\n```{term}\n:id: yeast\n:aliases: leaven\n```\n\nCells; alive.\n"
    )
    assert po(tmp_path, "de", "words-of-ours") == {"yeast": "Hefe", "Cells; alive.": "Zellen."}
    assert capfd.readouterr().err.splitlines()[:-1] == [
        "not kept: the column 'owner' (line 2)",
        "not kept: texts in '', which is not the code of a language (line 8)",
        "a second row of an id in a language became a term of its own (1):",
        "  line 7: a b",
        "new ids, derived from names; those of the file become former ids (`old-ids`) (=x -> sum-1)",
        "not kept: ids that no term can have (2):",
        "  line 6: 'a b', now 'a'",
        "  line 7: 'a b', now 'b'",
    ]


@pytest.mark.parametrize("wanted", ["de", "en_US"])
def test_the_language_of_the_pages(wanted: str, tmp_path: Path) -> None:
    text = "language,id,name,definition\nen-US,a,color,What one sees.\nde,a,Farbe,Was man sieht.\n"
    assert run(tmp_path, text, "a.csv", "--language", wanted) == 0
    page = (tmp_path / "source" / "a.md").read_text(encoding="utf-8")
    assert ("## Farbe" in page, "## color" in page) == (wanted == "de", wanted != "de")
    assert po(tmp_path, *(("en_US", "a") if wanted == "de" else ("de", "a")))


def test_many_terms_have_a_page_a_letter(tmp_path: Path) -> None:
    rows = [f"en,{first}{number}" for first in "abÉ字" for number in range(60)]
    assert run(tmp_path, "language,name\n" + "\n".join(rows), "words.csv") == 0
    names = sorted(files_in(tmp_path / "source"))
    assert names == ["words-a.md", "words-b.md", "words-e.md", "words-other.md", "words.md"]
    project = Project(tmp_path, conf=CONF + "root_doc = 'words'\n")
    built = project.build()
    assert built.warnings == []
    assert len(built.domain.glossary.terms) == 240


def test_nothing_is_replaced(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A page that exists is left alone; a catalog gets what it does not have, and keeps what it has."""
    text = "language,id,name,aliases\nen,a,apple,fruit\nde,a,Apfel,Obst\nen,b,bread,\nde,b,Brot,Laib\n"
    catalogs = tmp_path / "source" / "locales" / "de" / "LC_MESSAGES"
    catalogs.mkdir(parents=True)
    before = '# Kept\nmsgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    before += 'msgctxt "a"\nmsgid "apple"\nmsgstr "Frucht"\n'
    (catalogs / "glossary-aliases.po").write_text(before, encoding="utf-8")
    assert run(tmp_path, text, "a.csv") == 0
    assert "a second translation of a text, of which a catalog has one (1):\n  line 2: 'apple': 'Obst' (de)" in (
        capfd.readouterr().err
    )
    after = (catalogs / "glossary-aliases.po").read_text(encoding="utf-8")
    assert after == before + '\nmsgctxt "b"\nmsgid "bread"\nmsgstr "Laib"\n'
    found = files_in(tmp_path / "source")
    assert run(tmp_path, text, "a.csv") == 1
    assert files_in(tmp_path / "source") == found
    page = tmp_path / "source" / "a.md"
    exists = f"{page}: exists already; move it, or import to another folder\nnothing was written\n"
    assert capfd.readouterr().err == exists
    page.rename(tmp_path / "elsewhere.md")
    page.symlink_to(tmp_path / "nothing.md")
    assert run(tmp_path, text, "a.csv") == 1
    assert capfd.readouterr().err == exists
    (catalogs / "glossary-aliases.po").write_text('msgid "bread"\nmsgstr "Brot"\n\nnonsense\n', encoding="utf-8")
    page.unlink()
    assert run(tmp_path, text, "a.csv") == 1
    assert "glossary-aliases.po:4: cannot be read as a catalog" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "id;x\n", ":1: the first line has to name the columns, with at least `name` and `language`"),
        ("a.csv", b"", ":1: the first line has to name the columns"),
        ("a.csv", b"language,name\nen,a\nen,\xff\n", ":3: is not in UTF-8; save it as CSV in UTF-8"),
        ("a.csv", 'language,name\nen,a\nen,"b', ":3: is not CSV (unexpected end of data); correct the quotes there"),
        ("a.csv", "language,name\n", ": has no concept with a name; there is nothing to write"),
        ("a.csv", "language,name\nen,\x00\n", ": has no concept with a name"),
        ("a.docx", "x", ": has none of the endings .csv, .tsv; export or convert it to CSV"),
    ],
)  # fmt: skip
def test_mistakes(
    name: str, content: str | bytes, message: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Each is said with the file, the line where there are lines, and what to do; nothing is written."""
    assert run(tmp_path, content, name) == 1
    printed = capfd.readouterr()
    assert printed.err.startswith(f"{tmp_path / name}:")
    assert message in printed.err
    assert printed.err.endswith("; nothing was written\n")
    assert printed.err.count("\n") == 1
    assert not (tmp_path / "source").exists()


def test_a_file_that_cannot_be_opened(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["import", str(tmp_path / "none.csv")]) == 1
    assert capfd.readouterr().err == f"{tmp_path / 'none.csv'}: No such file or directory; nothing was written\n"
    monkeypatch.setattr(limits, "MAX_IMPORT_BYTES", 2**20)
    assert run(tmp_path, "language,name\n" + "en,a\n" * 2**18, "a.csv") == 1
    assert "a.csv: it has more than 1 MB; divide it; nothing was written" in capfd.readouterr().err
    monkeypatch.undo()
    (tmp_path / "source").write_text("", encoding="utf-8")
    assert run(tmp_path, "language,name\nen,a\n", "a.csv") == 1
    assert f"{tmp_path / 'source' / 'a.md'}: " in capfd.readouterr().err


def test_catalogs_in_another_folder(tmp_path: Path) -> None:
    text = "language,id,name\nen,a,apple\nde,a,Apfel\n"
    folder = tmp_path / "elsewhere"
    assert run(tmp_path, text, "a.csv", "--locales", str(folder)) == 0
    assert sorted(files_in(tmp_path)) == ["a.csv", "elsewhere/de/LC_MESSAGES/a.po", "source/a.md"]


def test_each_command_loads_what_it_needs() -> None:
    """`migrate` does not need what `import` does, nor does the extension."""
    code = "import sys, sphinx_glossary_terms.extension, sphinx_glossary_terms.__main__; "
    code += "assert not {'sphinx_glossary_terms.programs.importing'} & {*sys.modules}"
    subprocess.run([sys.executable, "-P", "-c", code], check=True)


def test_two_names_on_one_page(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A catalog has one translation for each text of a page: the second one is listed."""
    text = "language,id,name,context\nen,a,policy,law\nde,a,Police,law\nen,b,policy,state\nde,b,Politik,state\n"
    assert run(tmp_path, text, "a.csv") == 0
    assert po(tmp_path, "de", "a") == {"policy": "Police"}
    assert capfd.readouterr().err.splitlines()[:-1] == [
        "not kept: a second translation of a text, of which a catalog has one (1):",
        "  line 4: 'policy': 'Politik' (de)",
    ]


def test_addresses_lead_nowhere_else(tmp_path: Path) -> None:
    """A page has the place that its address says, if that is below the folder."""
    rows = "language,id,name,address\n"
    for number, page in enumerate(
        ["good/a", "../b", "/c", "%2e%2e/d", ".e", "_static/f", "g//h", "i%5Cj", "%00k", "C:l"]
    ):
        rows += f"en,x{number},Name {number},{page}.html#term-x{number}\n"
    assert run(tmp_path, rows, "a.csv") == 0
    assert sorted(files_in(tmp_path)) == ["a.csv", "source/a.md", "source/good/a.md"]


def test_what_is_said_obeys_nobody(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """No terminal takes a name for a command, nor turns the text around it."""
    assert run(tmp_path, "language,name,aliases\nen,X\x9b31m\u202e,X\x9b31m\u202e\n", "a.csv") == 0
    said = capfd.readouterr().err
    assert "not kept: control characters, and halves of characters (2 times, first: line 2)" in said
    assert said.replace("\n", "").isprintable()
