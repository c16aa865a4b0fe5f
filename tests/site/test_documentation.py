"""The site of the documentation in both languages: what its own templates, style sheet and conf.py add to pages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from support import ROOT
from support.browser import opened, script
from support.pages import data
from support.project import Built, Project

# MyST uses what Sphinx deprecates.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")]

# The manual, and a branch of its glossary.
PAGES = ["*.md", *(f"glossary/{name}.md" for name in ("index", "learning-path", "topic-language", "token*"))]
WORDS: dict[str, list[str]] = data(__file__, "tables/documentation.yaml")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """Both languages side by side; English comes last, which the process then speaks."""
    project = Project(tmp_path_factory.mktemp("site"))
    project.source.symlink_to(ROOT / "docs")
    return {language: project.build(language=language, out=language, include_patterns=PAGES) for language in WORDS}


@pytest.mark.parametrize("language", WORDS)
def test_each_page_has_a_description_an_icon_and_its_place(site: dict[str, Built], language: str) -> None:
    built, (*_, name, step) = site[language], WORDS[language]
    described = re.compile(r'<meta [^>]*name="description"[^>]* content="[^"]')
    assert [page for page in built.written if len(described.findall(built.text(f"{page}.html"))) != 1] == []
    (icon,) = re.findall('<link rel="shortcut icon" href="(.*?)"', built.text("index.html"))
    assert "<svg" in built.text(icon)
    place = built.text("glossary/token.html").partition('<nav class="sidebar-place"')[2]
    assert re.findall('<a href="(.*?)">', place.partition("</nav>")[0]) == ["index.html", "topic-language.html"]
    assert f'<span aria-current="page">{name}</span>' in place
    assert f">{step}</a>" in place


@pytest.mark.parametrize("language", WORDS)
def test_where_there_is_no_page_readers_can_search(browser: Browser, site: dict[str, Built], language: str) -> None:
    for number, code in enumerate(sorted(WORDS, key=lambda code: code != language)):
        with opened(browser, site[language].outdir.parent, f"{language}/404.html") as page:
            part = page.locator("article section").nth(number)
            assert (part.get_attribute("lang"), part.get_by_role("heading").inner_text()) == (code, WORDS[code][0])
            part.get_by_label(WORDS[code][1]).fill("Token")
            part.get_by_role("button").click()
            page.wait_for_url(f"**/{code}/search.html?q=Token")


@pytest.mark.parametrize("language", WORDS)
def test_no_column_of_a_table_is_narrow_on_a_phone(browser: Browser, site: dict[str, Built], language: str) -> None:
    with opened(browser, site[language].outdir, viewport={"width": 390, "height": 900}) as page:
        for name in [name for name in site[language].written if "<table" in site[language].text(f"{name}.html")]:
            page.goto(f"{name}.html")
            assert page.evaluate(script("narrow-columns")) == [], name
