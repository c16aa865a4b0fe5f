"""What to read first, in one line right below the definition of a term."""

from __future__ import annotations

import re
import zipfile

import pytest
from docutils import nodes

from support.output import links, same
from support.project import Built, Project

PAGES = {
    "index.md": "# Home\n\n```{toctree}\nbread\nkitchen\npaths\n```\n",
    "bread.md": """
        # Bread

        ```{term}
        :prerequisites: flour, water
        ```

        Baked.

        More.
        """,
    "kitchen.md": """
        # Kitchen

        ````{term} Flour
        :prerequisites: grain
        Ground.

        More.
        ````

        ````{term} Water
        Wet.
        ````

        ````{term} Grain
        ````
        """,
    "paths.md": "# Paths\n\n```{term-path} bread, flour\n```\n\n```{term-path} bread\n```\n",
}


@pytest.fixture
def pages(project: Project) -> Project:
    project.write(PAGES)
    return project


def lines(built: Built, page: str) -> list[nodes.paragraph]:
    return [node for node in built.page(page).findall(nodes.paragraph) if "glossary-read-first" in node["classes"]]


def test_right_below_the_definition(pages: Project) -> None:
    built = pages.build()
    assert [line for line in built.warnings if "empty" not in line] == []
    (bread,) = lines(built, "bread")
    assert bread.astext() == "Read first: Flour, Water · Learning path"
    # Of two paths, the one of its own.
    assert links(bread)[-1] == ("Learning path", "paths.html#glossary-path-1")
    assert 'id="glossary-path-1"' in built.text("paths.html")
    html = re.sub(r"\s+", " ", built.text("bread.html"))
    assert '<p class="glossary-definition">Baked.</p> <p class="glossary-read-first">Read first: <a' in html
    assert html.index("Read first") < html.index("<p>More.</p>")
    # A term without prerequisites has no such line.
    (flour,) = lines(built, "kitchen")
    assert flour.astext() == "Read first: Grain · Learning path"
    assert links(flour) == [("Grain", "#term-grain"), ("Learning path", "paths.html#glossary-path-0")]


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo"])
def test_every_output(pages: Project, builder: str) -> None:
    built = pages.build(builder, epub_copyright="x")
    if builder == "epub":
        with zipfile.ZipFile(next(built.outdir.glob("*.epub"))) as book:
            text = book.read("bread.xhtml").decode()
        assert 'href="paths.xhtml#glossary-path-1"' in text
    else:
        files = [path for path in built.outdir.rglob("*") if path.suffix in {".html", ".tex", ".txt", ".1", ".texi"}]
        text = "".join(path.read_text(encoding="utf-8") for path in files)
    assert re.search(r"Baked\..{0,80}Read first: ", text, re.DOTALL)
    if builder == "singlehtml":
        (anchor,) = set(re.findall(r'<a class="glossary-path-link[^>]*href="#([^"]*path-1)"', text))
        assert f'id="{anchor}"' in text
    if builder == "latex":
        targets = set(re.findall(r"\\hyperref\[(\\detokenize\{[^}]*\})\]", text))
        assert targets <= set(re.findall(r"\\label\{(\\detokenize\{[^}]*\})\}", text))


def test_it_follows_the_glossary(pages: Project) -> None:
    pages.build()
    pages.write({"paths.md": "# Paths\n\n```{term-path} bread\n```\n"})
    built = pages.build()
    assert [links(line)[-1][1] for line in lines(built, "bread")] == ["paths.html#glossary-path-0"]
    assert [line.astext() for line in lines(built, "kitchen")] == ["Read first: Grain"]
    same(pages, built)
    pages.write(
        {
            "paths.md": "# Paths\n",
            "kitchen.md": PAGES["kitchen.md"].replace("} Water", "} Warm water\n        :id: water\n"),
        }
    )
    built = pages.build()
    assert [line.astext() for line in lines(built, "bread")] == ["Read first: Flour, Warm water"]
    same(pages, built)
    pages.write({"bread.md": PAGES["bread.md"].replace(":prerequisites: flour, water\n", "")})
    built = pages.build()
    assert lines(built, "bread") == []
    same(pages, built)


def test_in_japanese(pages: Project) -> None:
    pages.update_catalogs(warns=True)
    pages.translate("kitchen", {"Flour": "小麦粉"})
    (line,) = lines(pages.build(language="ja"), "bread")
    assert line.astext() == "先に読む：Water、小麦粉 · 学習パス"


def test_the_search_does_not_find_it(pages: Project) -> None:
    index = pages.build().text("searchindex.js")
    assert '"read"' not in index
    assert '"learn' not in index


@pytest.mark.parametrize("colon", [":", "\N{FULLWIDTH COLON}", ":*"])
@pytest.mark.parametrize("part", ["- one\n- two", "1. one", "```\none\n```", "> one"])
def test_a_sentence_that_goes_on_is_not_split(project: Project, colon: str, part: str) -> None:
    start = "*Two kinds" if colon.endswith("*") else "Two kinds"
    text = (
        f"# Bread\n\n```{{term}}\n:prerequisites: flour\n```\n\n{start}{colon}\n\n{part}\n\nMore.\n\n## Next\n\nText.\n"
    )
    project.write({"bread.md": text, "index.md": "# Flour\n\n```{term}\n```\n\nX.\n\n```{toctree}\nbread\n```\n"})
    html = re.sub(r"<[^>]*>|\s+", " ", project.build().text("bread.html"))
    assert re.search(r"Two kinds\W.*one.*Read first: .*More\.", html)


def test_a_colon_before_a_field_or_a_section(project: Project) -> None:
    field = "```{eli5}\nEasy.\n```"
    for part in (field, "## Next\n\nEasy."):
        text = f"# Bread\n\n```{{term}}\n:prerequisites: flour\n```\n\nKinds:\n\n{part}\n"
        project.write({"bread.md": text, "index.md": "# Flour\n\n```{term}\n```\n\nX.\n\n```{toctree}\nbread\n```\n"})
        html = re.sub(r"<[^>]*>|\s+", " ", project.build().text("bread.html"))
        assert re.search(r"Kinds:.*Read first: .*Easy\.", html)
