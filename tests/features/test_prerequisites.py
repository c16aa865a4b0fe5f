"""What to read first, in one line right below the definition of a term."""

from __future__ import annotations

import re
from itertools import product

from support.output import lines, links
from support.pages import pages_of
from support.project import Project

PAGES = pages_of("prerequisites")
READ_FIRST = "glossary-read-first"


def test_right_below_the_definition(pages: Project) -> None:
    built = pages.build()
    assert [line for line in built.warnings if "empty" not in line] == []
    (bread,) = lines(built.page("bread"), READ_FIRST)
    assert bread.astext() == "Read first: Flour, Water"
    assert 'id="glossary-path-1"' in built.text("paths.html")
    html = re.sub(r"\s+", " ", built.text("bread.html"))
    assert '<p class="glossary-definition">Baked.</p> <p class="glossary-read-first">Read first: <a' in html
    assert html.index("Read first") < html.index("<p>More.</p>")
    # A term without prerequisites has no such line.
    (flour,) = lines(built.page("kitchen"), READ_FIRST)
    assert links(flour) == [("Grain", "#term-grain")]
    # The search does not find it.
    index = built.text("searchindex.js")
    assert '"read"' not in index
    assert '"learn' not in index
    # Where no line says which step it is: of two paths, the one of its own.
    (bread,) = lines(pages.build("epub", epub_copyright="x").page("bread"), READ_FIRST)
    assert bread.astext() == "Read first: Flour, Water · Learning path"
    assert links(bread)[-1] == ("Learning path", "paths.xhtml#glossary-path-1")


def test_in_japanese(pages: Project) -> None:
    pages.update_catalogs(warns=True)
    pages.translate("kitchen", {"Flour": "小麦粉"})
    (line,) = lines(pages.build(language="ja").page("bread"), READ_FIRST)
    assert line.astext() == "先に読む用語：Water、小麦粉"


COLONS = (":", "\N{FULLWIDTH COLON}", ":*")
PARTS = ("- one\n- two", "1. one", "```\none\n```", "> one")


def test_a_sentence_that_goes_on_is_not_split(project: Project) -> None:
    pages = {
        f"p{number}": f"{'*' if colon.endswith('*') else ''}Two kinds{colon}\n\n{part}\n\nMore.\n\n## Next\n\nText."
        for number, (colon, part) in enumerate(product(COLONS, PARTS))
    }
    # A colon before a field or a section is an end.
    pages |= {"field": "Kinds:\n\n```{eli5}\nEasy.\n```", "section": "Kinds:\n\n## Next\n\nEasy."}
    project.write({"index.md": "# Flour\n\n```{term}\n```\n\nX.\n\n```{toctree}\n" + "\n".join(pages) + "\n```\n"})
    term = "```{term}\n:prerequisites: flour\n```"
    project.write({f"{name}.md": f"# Bread {name}\n\n{term}\n\n{text}\n" for name, text in pages.items()})
    built = project.build()
    for name in pages:
        html = re.sub(r"<[^>]*>|\s+", " ", built.text(f"{name}.html"))
        order = r"Two kinds\W.*one.*Read first: .*More\." if name.startswith("p") else r"Kinds:.*Read first: .*Easy\."
        assert re.search(order, html), name
