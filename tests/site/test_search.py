"""Sphinx's own search: what it finds a term by, where that leads, and what a reader sees of it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from support.browser import served
from support.output import search_entries, search_objects
from support.pages import PROJECTS, data, pages_of
from support.project import CONF, Project

PAGES = pages_of("search")
TABLES = data(__file__, "tables/search.yaml")


def translated(project: Project) -> Project:
    project.write(PAGES)
    project.update_catalogs()
    project.translate_all(PROJECTS / "search" / "ja.yaml")
    return project


def test_a_name_is_an_entry_or_an_object_but_never_both(pages: Project) -> None:
    pages.build()
    built = pages.build()  # Sphinx forgets the entries of pages that it does not write again
    assert built.warnings == []
    # A page is found by its title. A name in the place of a longer one would be found twice.
    assert search_objects(built) == {"Sourdough (SD)": "term-sourdough"}
    assert search_entries(built) == {name: tuple(place) for name, place in TABLES["entries"].items()}


def test_pages_that_the_search_does_not_have_have_no_names_in_it(project: Project) -> None:
    project.write({**PAGES, "kitchen.md": f"---\nnosearch: true\n---\n\n{PAGES['kitchen.md']}"})
    built = project.build()
    assert {page for page, _anchor in search_entries(built).values()} == {"model"}
    (built.outdir / "searchindex.js").unlink()  # then it has only what is written again
    project.write({"index.md": f"{PAGES['index.md']}\nMore.\n"})
    assert search_entries(project.build()) == {}
    # Only HTML has names for the search.
    for builder in ("epub", "text"):
        built = project.build(builder, epub_copyright="x")
        assert "search-term" not in "".join(document.pformat() for document in built.resolved.values())


def test_only_the_search_page_loads_what_answers_questions(pages: Project) -> None:
    for builder in ("html", "dirhtml"):
        files = pages.build(builder).files()
        loading = [name for name, text in files.items() if name.endswith(".html") and b"glossary-search.js" in text]
        assert loading == ["search.html" if builder == "html" else "search/index.html"]
    assert "glossary-search" not in pages.build("singlehtml").text("index.html")
    pages.write({"model.md": "# Model\n", "kitchen.md": "# Kitchen\n"})
    assert "glossary-search" not in pages.build().text("search.html")


# In a browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The pages in English and in Japanese, which Sphinx finds its own way through."""
    project = translated(Project(tmp_path_factory.mktemp("search"), CONF.replace('"basic"', '"alabaster"')))
    for language in ("en", "ja"):
        project.build(language=language)
        assert project.build(language=language).written == []
    with served(project.folder) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_page()


def ask(page: Page, site: str, question: str, language: str = "en") -> list[str]:
    """What stands above the results: names and definitions."""
    page.goto(f"{site}/html-{language}/search.html?q={quote(question)}")
    page.wait_for_load_state("networkidle")
    return page.locator(".glossary-search > *").all_inner_texts()


def hits(page: Page, site: str, query: str, language: str = "en") -> list[tuple[str, str]]:
    """Where the hits lead, and what a reader sees of them."""
    page.goto(f"{site}/html-{language}/search.html?q={quote(query)}")
    # The dots of the heading go. (In Japanese, Sphinx does not say how many pages it found.)
    page.wait_for_selector("#search-results > h2:not(:has(span))")
    rows = page.locator("#search-results ul.search > li")
    summaries = rows.filter(has=page.locator("p.context"))
    objects = page.locator("#search-results li.kind-object")
    page.wait_for_function(
        "document.querySelectorAll('#search-results p.context, #search-results li.kind-object').length"
        " === document.querySelectorAll('#search-results ul.search > li').length"
    )
    page.wait_for_load_state("networkidle")
    assert summaries.count() + objects.count() == rows.count()
    links = rows.locator("a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    return list(zip(links, (" ".join(text.split()) for text in rows.all_inner_texts()), strict=True))


NEVER_SHOWN = {"en": ("Glossary glossary", "surdo", "languge"), "ja": ("Glossary glossary", "言語もでる")}


@pytest.mark.parametrize("language", TABLES["first"])
def test_the_first_hit(page: Page, site: str, language: str) -> None:
    for query, (address, text) in TABLES["first"][language].items():
        found = hits(page, site, query, language)
        assert found[0][0] == address, query
        assert text in found[0][1], query
        assert language == "en" or "Glossary" not in found[0][1], query
        assert [never for never in NEVER_SHOWN[language] if never in str(found)] == [], query
        places = [link.replace("#search-term", "#term") for link, _text in found[:5]]
        assert len(places) == len(set(places)), query


def test_what_a_question_names_stands_first(page: Page, site: str) -> None:
    for language, question, answer in TABLES["asked"]:
        found = ask(page, site, question, language)
        assert len(found) == len(answer), question
        assert all(said.startswith(start) for said, start in zip(found, answer, strict=True)), question
        assert found[::2] == answer[::2]
        if answer:
            label = page.locator(".glossary-search-label + .glossary-search").locator("xpath=preceding-sibling::p[1]")
            assert label.inner_text() == ("用語集" if language == "ja" else "Glossary")
            page.locator(".glossary-search a").first.click()
            page.locator(":target").wait_for()


@pytest.fixture(scope="module")
def pub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Names that are shared, replaced, or have special characters; names without definitions in Japanese."""
    project = Project(tmp_path_factory.mktemp("pub"), CONF.replace('"basic"', '"alabaster"'))
    project.write(pages_of("pub"))
    project.update_catalogs(warns=True)
    project.translate("pub", {"Crisps": "チップス", "Tea": "茶"})
    project.translate("glossary-labels", {("context", "baking"): "パン"})
    for language in ("en", "ja"):
        project.build(language=language)
    with served(project.folder) as address:
        yield address


def test_an_answer_says_which_term_it_is(page: Page, pub: str) -> None:
    for language, question, answer in TABLES["answers"]:
        assert "|".join(ask(page, pub, question, language)) == answer


def test_a_hit_is_what_authors_wrote(page: Page, pub: str) -> None:
    found = hits(page, pub, "fish & chips")
    assert "Fish & chips (glossary term, in Pub)" in [text for _link, text in found]
    assert all("<input>" in text for _link, text in hits(page, pub, "input"))
    [(_link, text)] = hits(page, pub, "is zebras")
    assert page.locator("p.context .highlighted").all_inner_texts() == ["zebras"]
    assert text.startswith("Pub ...")


def test_no_page_is_asked_for_twice(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert hits(page, site, "text")
    assert sorted(asked) == sorted(set(asked))


def test_words_are_misspelled_only_where_nothing_is_found(page: Page, site: str) -> None:
    """Sphinx finds pages that have all the words of a question, and says how they are spelled where there is none."""
    for query, names in (("sourdough zebra", ["Sourdough"]), ("zebra", [])):
        assert ask(page, site, query)[::2] == names
        page.wait_for_selector("#search-results > h2:not(:has(span))", state="attached")
        assert page.get_by_text("did not match any documents").is_visible() == (not names)
