"""The headings of a term in the contents of its page, in every theme, and nowhere else."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from sphinx.application import Sphinx

from support.needs import needs_themes
from support.project import Project

TERM = """
    # Bread

    ```{term}
    :related: flour
    ```

    Baked.

    ```{eli5}
    Easy & soft.
    ```

    ## Crust

    Brown.

    ### Color

    ```{deep-dive}
    Maillard.
    ```

    ## Crumb

    White.

    ```{sources}
    - A book
    ```
    """
PAGES = {
    "index.md": "# Home\n\n{term}`bread`, {term}`flour`, {term}`salt`.\n\n```{toctree}\n:maxdepth: 3\nbread\nkitchen\nplain\n```\n",
    "bread.md": TERM,
    "kitchen.md": (
        "# Kitchen\n\n## Dry\n\n````{term} Flour\nGround.\n\n```{eli5}\nDust.\n```\n````\n\n````{term} Salt\nWhite.\n````\n\n"
        "## Wet\n\n```{term}\n```\n\nWater.\n"
    ),
    "plain.md": "# Plain\n\n## One\n\nText.\n",
}
BREAD = [
    (2, "Explain like I'm five", "#term-bread--eli5"),
    (2, "Connections", "#term-bread--relations"),
    (2, "Crust", "#crust"),
    (3, "Color", "#color"),
    (4, "Deep dive", "#term-bread--deep-dive"),
    (2, "Crumb", "#crumb"),
    (3, "Sources", "#term-bread--sources"),
    (2, "Used in", "#term-bread--uses"),
]
KITCHEN = [
    (2, "Dry", "#dry"),
    (3, "Flour", "#term-flour"),
    (4, "Explain like I'm five", "#term-flour--eli5"),
    (4, "Connections", "#term-flour--relations"),
    (4, "Used in", "#term-flour--uses"),
    (3, "Salt", "#term-salt"),
    (4, "Used in", "#term-salt--uses"),
    (2, "Wet", "#term-wet"),
]


class Lists(HTMLParser):
    """The links in lists, each with its depth."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.depth = 0
        self.found: list[tuple[int, str, str]] = []
        self.open = False
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.depth += tag == "ul"
        if tag == "a":
            self.open = True
            self.found.append((self.depth, "", dict(attributes)["href"] or ""))

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "ul"
        self.open = self.open and tag != "a"

    def handle_data(self, data: str) -> None:
        if self.open:
            depth, text, address = self.found[-1]
            self.found[-1] = (depth, text + data, address)


def contents(project: Project, page: str, **settings: Any) -> list[tuple[int, str, str]]:
    """What templates get as the contents of a page, without its title."""
    found: dict[str, str] = {}

    def note(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
        found[pagename] = context.get("toc", "")

    def connect(app: Sphinx) -> None:
        app.connect("html-page-context", note)

    project.build(before=connect, **settings)
    return Lists(found[page]).found[1:]


@pytest.fixture
def pages(project: Project) -> Project:
    project.write(PAGES)
    return project


def test_the_contents_have_every_heading(pages: Project) -> None:
    assert contents(pages, "bread") == BREAD
    # Each leads to a place on the page.
    html = pages.build().text("bread.html")
    assert [address for _depth, _text, address in BREAD if f'id="{address[1:]}"' not in html] == []
    body = html.partition('role="main"')[2].partition('class="sphinxsidebar"')[0]
    headings = re.findall(r"<h[2-4][^>]*>([^<]*)<", body)
    assert [unescape(text) for text in headings] == [text for _depth, text, _address in BREAD]


def test_an_entry_stands_under_its_name(pages: Project) -> None:
    assert contents(pages, "kitchen") == KITCHEN


def test_of_many_entries_only_the_names(pages: Project) -> None:
    terms = "".join(f"````{{term}} Dish {number}\nFood.\n\n```{{eli5}}\nYum.\n```\n````\n\n" for number in range(11))
    pages.write({"kitchen.md": f"# Kitchen\n\n{terms}"})
    assert contents(pages, "kitchen") == [(2, f"Dish {number}", f"#term-dish-{number}") for number in range(11)]


def test_a_page_of_one_heading_shows_its_contents(pages: Project) -> None:
    """Sphinx says that there is nothing to show where a page has only its title."""
    pages.write({"bread.md": "# Bread\n\n```{term}\n```\n\nBaked.\n\n```{eli5}\nSoft.\n```\n"})
    html = pages.build(html_sidebars={"**": ["localtoc.html"]}).text("bread.html")
    assert 'href="#term-bread--eli5">Explain like I' in html


def test_the_depth_that_an_author_wants(pages: Project) -> None:
    pages.write({"bread.md": f"---\ntocdepth: 2\n---\n{TERM.replace(chr(10) + '    ', chr(10))}"})
    assert contents(pages, "bread") == [line for line in BREAD if line[0] < 3]


def test_in_another_language(pages: Project) -> None:
    pages.update_catalogs()
    pages.translate("bread", {"Crust": "皮"})
    found = contents(pages, "bread", language="ja")
    assert [text for _depth, text, _address in found][:3] == ["5歳でもわかる説明", "用語のつながり", "皮"]
    assert '<span lang="en">Flour</span>' in pages.build(language="ja", html_sidebars={"**": ["localtoc.html"]}).text(
        "kitchen.html"
    )


THEMES = ["alabaster", "furo", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme", "shibuya"]


@needs_themes
@pytest.mark.parametrize("theme", THEMES)
def test_themes(pages: Project, theme: str) -> None:
    built = pages.build(html_theme=theme)
    assert built.warnings == []
    html = built.text("bread.html")
    for _depth, text, address in BREAD:
        links = re.findall(rf'<a (?![^>]*headerlink)[^>]*href="{address}"[^>]*>(.*?)</a>', html, re.DOTALL)
        # Some have the contents twice, for wide and for narrow screens.
        assert {unescape(re.sub("<[^>]*>", "", link)).strip() for link in links} == {text}, address
    # Not in the navigation of other pages.
    for page in ("index", "plain"):
        assert "Explain like" not in built.text(f"{page}.html")
    assert "bread.html#term-bread--" not in built.text("kitchen.html")


def test_the_search_and_books_have_no_such_headings(pages: Project) -> None:
    index = pages.build().text("searchindex.js")
    assert "Explain like" not in index
    assert "Connections" not in index
    latex = pages.build("latex").text("test.tex")
    assert latex.count("tableofcontents") == 1
    assert "section{Explain" not in latex


def test_the_contents_follow_the_glossary(pages: Project) -> None:
    assert (2, "Used in", "#term-bread--uses") in contents(pages, "bread", html_sidebars={"**": ["localtoc.html"]})
    pages.write({"index.md": "# Home\n\n```{toctree}\nbread\nkitchen\nplain\n```\n"})
    built = pages.build(html_sidebars={"**": ["localtoc.html"]})
    assert "term-bread--uses" not in built.text("bread.html")
    assert built.text("bread.html") == pages.clean(html_sidebars={"**": ["localtoc.html"]}).text("bread.html")


def test_a_page_without_a_term_keeps_its_contents(pages: Project) -> None:
    assert contents(pages, "plain") == [(2, "One", "#one")]


def test_off(pages: Project) -> None:
    """The page has what Sphinx lists."""
    assert contents(pages, "kitchen", glossary_terms_toc_entries=False) == [
        (2, "Dry", "#dry"),
        (2, "Wet", "#term-wet"),
    ]
