"""The bar above the name of a term that has a page of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from support.browser import needs_browser, served
from support.output import same
from support.project import CONF, Project

PAGES = {
    "index.md": "# Home\n\n```{toctree}\nbread\nrye\nbeer\nkitchen\nall\n```\n",
    "all.md": "# All\n\n```{term-index}\n```\n\n```{term-path} Rye\n```\n",
    "bread.md": "# Bread\n\n```{term}\n:tags: baked\n```\n\nDough.\n\nMore.\n\n```{eli5}\nPets.\n```\n\n```{deep-dive}\nAcid.\n```\n",
    "rye.md": '# Rye & "bread"\n\n```{term}\n:id: rye\n:broader: Bread\n:prerequisites: Oven\n```\n\nDark.\n',
    "beer.md": "# Beer\n\n```{term}\n:tags: drinks\n```\n\nWet.\n",
    "kitchen.md": "# Kitchen\n\n````{term} Oven\nHot.\n````\n",
}


def way(page: str) -> list[tuple[str, str]]:
    """The links of the bar of a page."""
    bar = re.findall(r'<div class="glossary-bar.*?</div>', page)
    items = re.findall(r"<li>(.*?)</li>", "".join(bar))
    return [("".join(re.findall('href="([^"]*)"', item)), re.sub("<[^>]*>", "", item)) for item in items]


def test_where_a_term_is(project: Project) -> None:
    project.write(PAGES)
    built = project.build()
    assert built.warnings == []
    glossary = ("all.html#glossary-index-0", "Glossary")
    assert way(built.text("rye.html")) == [
        glossary,
        ("bread.html#term-bread", "Bread"),
        ("#term-rye", "Rye &amp; “bread”"),
    ]
    # No place lists the terms of this tag.
    assert way(built.text("beer.html")) == [glossary, ("", "drinks"), ("#term-beer", "Beer")]
    # Not above a page that is about something else.
    assert way(built.text("kitchen.html")) == way(built.text("all.html")) == []
    assert "glossary-bar" not in project.build("singlehtml").text("index.html")


def test_without_an_index_it_leads_to_the_generated_one(project: Project) -> None:
    project.write({**PAGES, "all.md": "# All\n"})
    built = project.build()
    assert way(built.text("beer.html"))[0] == ("glossary-terms.html", "Glossary")
    project.write({"all.md": PAGES["all.md"]})
    built = project.build()
    assert way(built.text("beer.html"))[0] == ("all.html#glossary-index-0", "Glossary")
    same(project, built)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = Project(tmp_path_factory.mktemp("bar"), CONF + 'author = "A. Baker #1"\n')
    project.write(PAGES)
    with served(project.build().outdir) as address:
        yield address


@needs_browser
def test_buttons(browser: Browser, site: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site}/rye.html?highlight=x#rye")
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}/rye.html"
    page.get_by_role("button", name="Cite").click()
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    assert page.locator("[popover] p").text_content() == f"A. Baker #1. Rye & “bread”. Test. {site}/rye.html ({today})"
    page.get_by_role("button", name="Copy", exact=True).nth(1).click()
    assert page.evaluate("navigator.clipboard.readText()").splitlines() == [
        "@misc{rye,",
        r"  author = {{A. Baker \#1}},",
        r"  title = {{Rye \& “bread”}},",
        "  howpublished = {Test},",
        f"  url = {{{site}/rye.html}},",
        f"  urldate = {{{today}}}",
        "}",
    ]
    context.close()


@needs_browser
def test_fields_that_do_not_fold_have_links_as_headings_have(browser: Browser, site: str) -> None:
    page = browser.new_page(has_touch=True, is_mobile=True)
    page.goto(f"{site}/bread.html")
    links = page.locator(".glossary-field-title .headerlink")
    assert [link.get_attribute("href") for link in links.all()] == ["#term-bread--eli5", "#term-bread--relations"]
    assert [link.is_visible() for link in links.all()] == [True, True]
    page.close()


@needs_browser
def test_what_has_been_read(browser: Browser, site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site}/all.html")
    assert page.evaluate("localStorage.length") == page.locator(".glossary-read").count() == 0
    page.goto(f"{site}/beer.html")
    assert page.get_by_role("button", name="I have read this").count() == 0  # on no path
    page.goto(f"{site}/rye.html")
    page.get_by_role("button", name="I have read this").click()
    page.get_by_role("button", name="I have read this", pressed=True).wait_for()
    page.goto(f"{site}/all.html")
    assert page.locator(".glossary-path .glossary-read").all_text_contents() == ["Rye & “bread”"]
    page.goto(f"{site}/rye.html")
    page.get_by_role("button", name="I have read this", pressed=True).click()
    page.goto(f"{site}/all.html")
    assert page.locator(".glossary-read").count() == 0
    context.close()


@needs_browser
def test_a_browser_may_keep_nothing(browser: Browser, site: str) -> None:
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }")
    page.goto(f"{site}/rye.html")
    page.get_by_role("button", name="I have read this").click()
    page.get_by_role("button", name="I have read this", pressed=False).wait_for()
    assert errors == []
    page.close()


@needs_browser
@pytest.mark.parametrize(
    ("theme", "shown"),
    [
        ("alabaster", True),
        ("furo", True),
        ("pydata_sphinx_theme", False),
        ("sphinx_rtd_theme", False),
        ("nature", False),
    ],
)
def test_only_where_the_theme_has_no_way(project: Project, browser: Browser, theme: str, shown: bool) -> None:
    project.write({**PAGES, "conf.py": CONF.replace('"basic"', f'"{theme}"')})
    page = browser.new_page()
    page.goto(f"file://{project.build().outdir / 'rye.html'}")
    assert page.locator(".glossary-bar nav").is_visible() == shown
    page.close()
