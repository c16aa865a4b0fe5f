"""A page that has its entries in the order of the language, in every build."""

from __future__ import annotations

import re

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
