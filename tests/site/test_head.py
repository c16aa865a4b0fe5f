"""What the head of a page says of the glossary: a description, a link to the index."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from sphinx.application import Sphinx

from support.needs import needs_themes
from support.project import Built, Project

PAGES = {
    "index.md": "# Home\n\n```{toctree}\nbread\nkitchen\nplain\nlinks\n```\n",
    "bread.md": """
        # Bread

        ```{term}
        :aliases: loaf, Brot
        :abbreviation: BRD
        :hidden-aliases: bred
        :related: oven
        ```

        Baked *dough* `</script><!--` & {term}`oven` "heat"[^1].

        [^1]: A note.

        ## Crust

        ```{term}
        ```

        Outside.
        """,
    "kitchen.md": "# Kitchen\n\n````{term} Oven\nHot.\n````\n\n````{term} Stove\nHot above.\n````\n",
    "plain.md": "# Plain\n\nNothing. [](#other)\n\n(other)=\n## Other\n",
    "links.md": "# Links\n\nHot: {term}`oven`.\n",
}


def descriptions(built: Built, page: str) -> list[str]:
    head = built.text(page).partition("</head>")[0]
    return [unescape(text) for text in re.findall(r'<meta[^>]*name="description"[^>]*content="([^"]*)"', head)]


def glossaries(built: Built, page: str) -> list[str]:
    return re.findall(r'<link rel="glossary" href="([^"]*)"', built.text(page).partition("</head>")[0])


@pytest.fixture
def pages(project: Project) -> Project:
    project.write(PAGES)
    return project


def test_the_page_of_a_term_describes_it(pages: Project) -> None:
    built = pages.build()
    assert built.warnings == []
    definition = "Baked dough </script><!-- & oven “heat”."
    assert descriptions(built, "bread.html") == [definition]


def test_a_page_with_one_entry_is_about_it(pages: Project) -> None:
    pages.write({"kitchen.md": "# Kitchen\n\n````{term} Oven\nHot.\n````\n"})
    built = pages.build()
    assert descriptions(built, "kitchen.html") == ["Hot."]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_pages_that_show_terms_say_where_the_glossary_is(pages: Project, builder: str) -> None:
    built = pages.build(builder)
    folder, address = (
        ("{}.html", "glossary-terms.html") if builder == "html" else ("{}/index.html", "../glossary-terms/")
    )
    for page in ("bread", "kitchen", "links"):
        assert glossaries(built, folder.format(page)) == [address]
    assert glossaries(built, folder.format("plain")) == []


@pytest.mark.parametrize("indices", [False, ["py-modindex"]])
def test_no_link_to_an_index_that_is_not_made(pages: Project, indices: object) -> None:
    built = pages.build(html_domain_indices=indices)
    assert not (built.outdir / "glossary-terms.html").exists()
    assert glossaries(built, "bread.html") == []
    assert descriptions(built, "bread.html") != []


@pytest.mark.parametrize(
    "start",
    [
        "---\nmyst:\n  html_meta:\n    description: Mine.\n---\n",
        '---\nmyst:\n  html_meta:\n    "description lang=en": Mine.\n---\n',
    ],
)
def test_the_description_of_an_author_stays_the_only_one(pages: Project, start: str) -> None:
    pages.write({"kitchen.md": f"{start}# Kitchen\n\n````{{term}} Oven\nHot.\n````\n"})
    built = pages.build()
    assert built.text("kitchen.html").count('content="Mine."') == 1
    assert len(re.findall(r'<meta[^>]*name="description"', built.text("kitchen.html"))) == 1


def test_another_extension_describes_pages_first(pages: Project) -> None:
    """As sphinxext-opengraph does."""

    def describe(app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
        context["metatags"] = context.get("metatags", "") + '\n<meta name="description" content="Theirs." />\n'

    def add(app: Sphinx) -> None:
        app.connect("html-page-context", describe)

    built = pages.build(before=add)
    assert descriptions(built, "bread.html") == ["Theirs."]


@needs_themes
@pytest.mark.parametrize("theme", ["alabaster", "furo", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme"])
def test_themes_show_it(pages: Project, theme: str) -> None:
    built = pages.build(html_theme=theme)
    assert len(descriptions(built, "bread.html")) == 1
    assert glossaries(built, "bread.html") == ["glossary-terms.html"]


def test_the_head_in_another_language(pages: Project) -> None:
    pages.update_catalogs()
    pages.translate("bread", {"Bread": "パン", "Outside.": "外側。"})
    pages.translate("kitchen", {"Oven": "オーブン"})
    pages.translate("glossary-aliases", {("alias", "bread"): "ブレッド"})
    pages.write({"kitchen.md": "# Kitchen\n\n````{term} Oven\nHot.\n````\n"})
    built = pages.build(language="ja")
    assert '<meta name="description" lang="en" content="Hot." />' in built.text("kitchen.html")


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "latex", "text"])
def test_what_is_no_site_has_no_such_head(pages: Project, builder: str) -> None:
    built = pages.build(builder, epub_copyright="x")
    found = "".join(path.read_bytes().decode("utf-8", "ignore") for path in built.outdir.rglob("*") if path.is_file())
    assert 'rel="glossary"' not in found
