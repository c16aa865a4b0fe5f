"""A page that has its entries in the order of the language, in every build."""

from __future__ import annotations

import re
import zipfile

import pytest

from support.output import same
from support.project import Built, Project

RST = """
    :sorted-terms:

    Words
    =====

    .. term:: yeast

       Alive.

    .. _above:

    .. term:: Ale

       Brewed.

    .. a comment

    .. term:: éclair

       Filled.

    Between.

    .. term:: water

       Wet.

    .. glossary::

       theirs
          Of Sphinx.

    .. term:: flour

       Ground.

    .. term:: bread

       See :ref:`that <above>`.

       .. term:: z in it

          Inner.

       .. term:: a in it

          Inner.
    """
ORDER = ["Ale", "éclair", "yeast", "water", "theirs", "bread", "a in it", "z in it", "flour"]
MYST = "---\nsorted-terms: true\n---\n\n# Words\n\n```{term} wheat\nGrain.\n```\n\n```{term} dough\nSoft.\n```\n"


def order(built: Built, page: str = "index.html") -> list[str]:
    """The names of all entries as they are shown."""
    return [re.sub(r"<[^>]*>|¶", "", name).strip() for name in re.findall(r"<dt .*?</dt>", built.text(page), re.DOTALL)]


def test_entries_are_in_the_order_of_the_language(project: Project) -> None:
    project.write({"index.rst": RST})
    built = project.build()
    assert built.warnings == []
    assert order(built) == ORDER
    assert built.text("index.html").index("<dt") < built.text("index.html").index("Between.")
    assert 'id="above"' in built.text("index.html")
    project.write({"index.rst": RST.replace(":sorted-terms:", ":sorted-terms: false")})
    assert order(project.build())[:3] == ["yeast", "Ale", "éclair"]


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo"])
def test_in_every_output(project: Project, builder: str) -> None:
    project.write({"index.rst": RST})
    built = project.build(builder, epub_copyright="x")
    if builder == "epub":
        with zipfile.ZipFile(next(built.outdir.glob("*.epub"))) as book:
            text = book.read("index.xhtml").decode()
    else:
        files = [path for path in built.outdir.rglob("*") if path.suffix in {".html", ".tex", ".txt", ".1", ".texi"}]
        texts = (path.read_text(encoding="utf-8") for path in files)
        text = next(text for text in texts if "Between." in text)
    places = [text.index(f"{word}.") for word in ("Brewed", "Filled", "Alive", "Between", "Wet", "Ground")]
    assert places == sorted(places)


def test_translations_have_an_order_of_their_own(project: Project) -> None:
    """By the translated names, in Japanese by their readings; a new reading alone sorts anew."""
    project.write({"index.md": MYST})
    project.update_catalogs()
    catalog = (project.source / "locales/ja/LC_MESSAGES/index.po").read_text(encoding="utf-8")
    assert catalog.index('"wheat"') < catalog.index('"dough"')
    project.translate("index", {"wheat": "小麦", "dough": "生地"})
    readings: dict[str | tuple[str, str], str] = {
        ("wheat/reading", "wheat"): "こむぎ",
        ("dough/reading", "dough"): "きじ",
    }
    project.translate("glossary-readings", readings)
    assert order(project.build()) == ["dough", "wheat"]
    assert [name[:2] for name in order(project.build(language="ja"))] == ["生地", "小麦"]
    project.translate("glossary-readings", {("dough/reading", "dough"): "さじ"})
    built = project.build(language="ja")
    assert [name[:2] for name in order(built)] == ["小麦", "生地"]
    same(project, built, language="ja")


def test_it_follows_the_names(project: Project) -> None:
    pages = {f"page-{number}.md": MYST for number in range(6)}
    texts = {
        name: text.replace("wheat", f"wheat {name[5]}").replace("dough", f"dough {name[5]}")
        for name, text in pages.items()
    }
    project.write({"index.md": "# Home\n\n```{toctree}\n:glob:\n\n*\n```\n", **texts})
    built = project.build(parallel=2)
    assert built.warnings == []
    assert order(built, "page-3.html") == ["dough 3", "wheat 3"]
    project.write({"page-3.md": texts["page-3.md"].replace("dough 3", "zero 3")})
    built = project.build(parallel=2)
    assert order(built, "page-3.html") == ["wheat 3", "zero 3"]
    same(project, built)
