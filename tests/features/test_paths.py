"""`term-path`: what to know before a term, in an order that works, in every builder and language, and always fresh."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from docutils import nodes

from support.output import graph, links, same
from support.pages import pages_of
from support.project import Project

PATH = "# Home\n\n```{{toctree}}\nterms\nsub/more\n```\n\n```{{term-path}} {}\n{}```\n"
TERMS = pages_of("path")


def ask(project: Project, argument: str, options: str = "") -> None:
    project.write({"index.md": PATH.format(argument, options)})


@pytest.fixture
def bakery(project: Project) -> Project:
    project.write(TERMS)
    ask(project, "bread")
    return project


def path(document: nodes.Node) -> list[str]:
    """The steps of the (first) learning path of a page; the goals have a star."""
    box = next(node for node in document.findall(nodes.container) if "glossary-path" in node["classes"])
    return [
        " | ".join(
            ("*" if isinstance(paragraph.children[0], nodes.strong) else "") + paragraph.astext()
            for paragraph in item.findall(nodes.paragraph)
        )
        for item in box.findall(nodes.list_item)
    ]


WHOLE = ["Flour | Ground grain.", "Dough | Flour and water.", "Oven | A hot box.", "*Bread (goal) | Baked dough."]


def test_a_path(bakery: Project) -> None:
    """It is found by any name, in any letter case."""
    ask(bakery, "LOAF")
    built = bakery.build(nitpicky=True)
    assert built.warnings == []
    assert path(built.page("index")) == WHOLE
    found = links(built.page("index"))
    assert ("Flour", "sub/more.html#term-flour") in found
    assert ("dough", "terms.html#term-dough") in found  # in the definition of bread
    html = built.text("index.html")
    assert "<em>Flour</em> and water." in html
    assert "glossary-terms.css" in html
    assert "mermaid" not in html


FLOUR, OVEN, STONE = "Flour | Ground grain.", "*Oven (goal) | A hot box.", "*Stone (goal) | It keeps the heat."


@pytest.mark.parametrize(
    ("goals", "known", "steps"),
    [
        ("bread, stone", "", [*WHOLE, STONE]),
        ("stone, bread, oven", "", [OVEN, STONE, FLOUR, "Dough | Flour and water.", "*Bread (goal) | Baked dough."]),
        ("bread", "Dough, oven", ["*Bread | Baked dough."]),
        ("bread", "loaf", []),
    ],
)
def test_goals_and_what_the_reader_knows(bakery: Project, goals: str, known: str, steps: list[str]) -> None:
    """Several goals share one path; what the reader knows is left out."""
    ask(bakery, goals, f":known: {known}\n" if known else "")
    built = bakery.build()
    assert built.warnings == []
    assert path(built.page("index")) == steps


def test_a_cycle_is_one_step(bakery: Project) -> None:
    cycle = TERMS["sub/more.md"].replace("{term} Flour\n", "{term} Flour\n:prerequisites: dough\n\n")
    bakery.write({"sub/more.md": cycle})
    ask(bakery, "bread", ":show: graph\n")
    built = bakery.build()
    assert [line.rpartition(" ")[2] for line in built.warnings] == ["[glossary.cycle]"]
    assert path(built.page("index")) == [
        *("Dough | Flour and water. | Flour | Ground grain.", "Oven | A hot box.", "*Bread (goal) | Baked dough.")
    ]


def test_a_graph(bakery: Project) -> None:
    bakery.write({"terms.md": TERMS["terms.md"].replace("dough, oven", "dough, oven, flour")})
    ask(bakery, "bread", ":show: graph\n")
    built = bakery.build()
    assert built.warnings == []
    assert path(built.page("index")) == WHOLE
    # No line from flour to bread: that follows.
    assert graph(built.page("index")) == Path(__file__).with_name("path.txt").read_text(encoding="utf-8")


def test_a_long_path_is_drawn_from_its_end(project: Project) -> None:
    names = [f"T{number:02}" for number in range(25)]
    text = "".join(
        f"```{{term}} {name}\n"
        + (f":prerequisites: {before}, T00\n" if before != "T00" else f":prerequisites: {before}\n")
        + "\nText.\n```\n\n"
        for before, name in pairwise(names)
    )
    project.write(
        {"index.md": f"# Home\n\n```{{term-path}} T24\n:show: graph\n```\n\n```{{term}} T00\nText.\n```\n\n{text}"}
    )
    built = project.build()
    assert len(path(built.page("index"))) == 25
    code = graph(built.page("index"))
    # With their numbers in the list.
    shown = {int(number): name for number, name in re.findall(r'"(\d+)#46; (T\d+)"', code)}
    assert shown == dict(list(enumerate(names, 1))[5:])
    assert 'n20["#43;5 earlier"]' in code
    assert 'click n20 href "#glossary-path-0"' in code
    assert "n20 --> n0\n" in code  # to T05, which needs T04
    assert code.count("n20 --> ") == 20  # T00 is needed by all
    assert 'id="glossary-path-0"' in built.text("index.html")


def test_an_entry_of_sphinxs_own_glossary(bakery: Project) -> None:
    bakery.write({"sub/more.md": "# More\n\n```{glossary}\nflour\n  Ground.\n\noven\n  Hot.\n```\n"})
    built = bakery.build()
    assert built.warnings == []
    assert path(built.page("index")) == ["flour", "Dough | Flour and water.", "oven", "*Bread (goal) | Baked dough."]
    assert ("flour", "sub/more.html#term-flour") in links(built.page("index"))


def test_in_japanese(bakery: Project) -> None:
    ask(bakery, "bread", ":show: graph\n")
    bakery.update_catalogs()
    bakery.translate("terms", {"Bread": "パン", "Dough": "生地", "Baked {term}`dough`.": "{term}`dough`を焼いたもの。"})
    bakery.translate("sub/more", {"Flour": "小麦粉", "Ground grain.": "ひいた穀物。"})
    bakery.translate("glossary-readings", {("reading", "dough"): "きじ", ("reading", "flour"): "こむぎこ"})
    built = bakery.build(language="ja")
    assert built.warnings == []
    assert path(built.page("index")) == [
        *("小麦粉 | ひいた穀物。", "生地 | Flour and water.", "Oven | A hot box.", "*パン（目標） | 生地を焼いたもの。")
    ]
    code = re.sub(r"#(\d+);", lambda found: chr(int(found[1])), graph(built.page("index")))
    assert "accTitle: 「パン」までの学習パス" in code
    assert '<p lang="en"><em>Flour</em> and water.</p>' in built.text("index.html")
    ask(bakery, "小麦粉")
    assert path(bakery.build(language="ja").page("index")) == ["*小麦粉 | ひいた穀物。"]


def test_only_what_a_path_shows_makes_it_stale(bakery: Project) -> None:
    bakery.write({"path.md": "---\norphan: true\n---\n\n# Path\n\n```{term-path} bread\n```\n"})
    bakery.write({"index.md": "# Home\n\n```{toctree}\nterms\nsub/more\n```\n"})
    bakery.build()
    bakery.write({"sub/more.md": TERMS["sub/more.md"].replace("It keeps the heat.", "It is heavy.")})
    built = bakery.build()
    assert "path" not in built.written
    bakery.write({"sub/more.md": TERMS["sub/more.md"].replace("A hot box.", "A box.")})
    built = bakery.build()
    same(bakery, built)
