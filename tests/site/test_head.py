"""What the head of a page says of the glossary: a description, a link to the index."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from sphinx.application import Sphinx

from support.needs import needs_themes
from support.pages import pages_of
from support.project import Built, Project

PAGES = pages_of("head")
ONE = "# Kitchen\n\n````{term} Oven\nHot.\n````\n"


def descriptions(built: Built, page: str) -> list[str]:
    head = built.text(page).partition("</head>")[0]
    return [unescape(text) for text in re.findall(r'<meta[^>]*name="description"[^>]*content="([^"]*)"', head)]


def glossaries(built: Built, page: str) -> list[str]:
    return re.findall(r'<link rel="glossary" href="([^"]*)"', built.text(page).partition("</head>")[0])


@pytest.mark.parametrize(
    ("builder", "page", "address"),
    [("html", "{}.html", "glossary-terms.html"), ("dirhtml", "{}/index.html", "../glossary-terms/")],
)
def test_pages_that_show_terms_say_so(pages: Project, builder: str, page: str, address: str) -> None:
    built = pages.build(builder)
    assert built.warnings == []
    assert descriptions(built, page.format("bread")) == ["Baked dough </script><!-- & oven “heat”."]
    # It has two terms, of which none is that of its title.
    assert descriptions(built, page.format("kitchen")) == []
    for name in ("bread", "kitchen", "links"):
        assert glossaries(built, page.format(name)) == [address]
    assert glossaries(built, page.format("plain")) == []


def test_a_page_with_one_entry_is_about_it(pages: Project) -> None:
    pages.write({"kitchen.md": ONE})
    assert descriptions(pages.build(), "kitchen.html") == ["Hot."]
    pages.update_catalogs()
    pages.translate("bread", {"Bread": "パン"})
    page = pages.build(language="ja").text("kitchen.html")
    assert '<meta name="description" lang="en" content="Hot." />' in page


@pytest.mark.parametrize("indices", [False, ["py-modindex"]])
def test_no_link_to_an_index_that_is_not_made(pages: Project, indices: object) -> None:
    built = pages.build(html_domain_indices=indices)
    assert not (built.outdir / "glossary-terms.html").exists()
    assert glossaries(built, "bread.html") == []
    assert descriptions(built, "bread.html") != []


def test_the_description_of_an_author_stays_the_only_one(pages: Project) -> None:
    for key in ("description", '"description lang=en"'):
        pages.write({"kitchen.md": f"---\nmyst:\n  html_meta:\n    {key}: Mine.\n---\n{ONE}"})
        page = pages.build().text("kitchen.html")
        assert page.count('content="Mine."') == 1
        assert len(re.findall(r'<meta[^>]*name="description"', page)) == 1
    # What a theme or another extension may make of it is not ours.
    pages.write({"kitchen.md": f"---\ndescription: Mine.\n---\n{ONE}"})
    assert descriptions(pages.build(), "kitchen.html") == []


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


@pytest.mark.parametrize("builder", ["singlehtml", "epub"])
def test_what_is_no_site_has_no_such_head(pages: Project, builder: str) -> None:
    files = pages.build(builder, epub_copyright="x").files()
    assert not [name for name, content in files.items() if b'rel="glossary"' in content]
