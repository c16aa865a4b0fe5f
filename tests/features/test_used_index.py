"""`term-index` of the terms that a page or a folder uses, and of abbreviations: in every output, and never stale."""

from __future__ import annotations

import re

import pytest

from support.project import Project

TERMS = "# Words\n\n" + "".join(
    f"````{{term}} {name}\n{options}A text about {text}.\n````\n\n"
    for name, options, text in (
        ("Bread", ":abbreviation: BR\n", "{term}`dough`"),
        ("Dough", "", "flour"),
        ("Oven", ":abbreviation: OV\n:aliases: stove\n", "heat"),
        ("Tin", "", "form"),
    )
)
NAMES = ("Bread", "Dough", "Oven", "Tin")
PAGES = {
    "index.md": "# Home\n\n```{toctree}\nwords\nguide/index\nguide/more\nother\n```\n",
    "words.md": TERMS,
    "guide/more.md": "# More\n\nIn the {term}`stove`.\n",
    "other.md": "# Other\n\nA {term}`tin`.\n",
}


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("page", ["Bread"]),
        (".", ["Bread", "Oven"]),
        ("/guide", ["Bread", "Oven"]),
        ("more", ["Oven"]),
        ("/words", ["Dough"]),
        ("/", ["Bread", "Dough", "Oven", "Tin"]),
    ],
)
def test_where(where: str, expected: list[str], project: Project) -> None:
    guide = f"# Guide\n\nA {{term}}`bread`.\n\n```{{term-index}}\n:used-on: {where}\n```\n"
    project.write({**PAGES, "guide/index.md": guide})
    built = project.build()
    assert built.warnings == []
    html = built.text("guide/index.html")
    assert [name for name in NAMES if re.search(rf"<dt[^>]*>(?:<[^>]*>)*{name}\b", html)] == expected
    text = project.build("text").text("guide/index.txt")
    assert [name for name in NAMES if f"\n{name}" in text] == expected


def test_abbreviations(project: Project) -> None:
    project.write(
        {
            "index.md": "# Home\n\n```{toctree}\nwords\n```\n\nIn the {term}`stove`.\n\n```{term-index}\n:only: abbreviations\n```\n\n"
            "```{term-index}\n:only: abbreviations\n:used-on: page\n```\n",
            "words.md": TERMS,
        }
    )
    built = project.build("text")
    assert built.warnings == []
    text = built.text("index.txt")
    assert text.count("BR → Bread") == 1
    assert text.count("OV → Oven") == 2
    assert "stove →" not in text


MISTAKES = {
    ":used-on: gide": "`:used-on:` of `term-index` cannot be 'gide'; write page, or the path of a page or a folder",
    ":only: acronyms": "`:only:` of `term-index` cannot be 'acronyms'; write one of abbreviations",
}


def test_mistakes(project: Project) -> None:
    indexes = "\n\n".join(f"```{{term-index}}\n{option}\n```" for option in MISTAKES)
    project.write({"index.md": f"# Home\n\n{indexes}\n\n```{{term}} A b\nC.\n```\n"})
    said = [line.partition("WARNING: ")[2] for line in project.build().warnings]
    assert said == [f"{message} [glossary.option]" for message in MISTAKES.values()]
