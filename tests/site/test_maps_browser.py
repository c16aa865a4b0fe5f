"""Maps and learning paths in a browser: what a reader can do with one that is larger than its place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page

from support.browser import LOCAL_MERMAID, needs_browser, npm, put_mermaid, served
from support.project import CONF, Built, Project

pytestmark = needs_browser

OUTPUTS = ["mermaid", "svg"]


def conf(output: str, more: str = "") -> str:
    return CONF + (
        f'glossary_terms_graph_output = "{output}"\nhtml_static_path = ["static"]\n'
        f'mermaid_use_local = "{LOCAL_MERMAID}"\n{more}'
    )


def drawn(page: Page) -> Iterator[Locator]:
    """The drawings of a page, one after the other."""
    for box in page.locator(".glossary-graph").all():
        box.scroll_into_view_if_needed()
        box.locator("svg .node").first.wait_for()
        yield box.locator("svg:has(.node)")


CHAIN = "".join(
    f"````{{term}} A name that is rather long {number}\n:id: c{number}\n:tags: chain\n:no-graph:\n"
    + (f":prerequisites: c{number - 1}\n" if number else "")
    + "\nText.\n````\n\n"
    for number in range(8)
)
SMALL = "````{term} A\n:tags: small\n:no-graph:\nText.\n````\n\n````{term} B\n:tags: small\n:no-graph:\n:prerequisites: A\nText.\n````\n"
LARGER = {
    "index.md": "# Home\n\n```{term-graph}\n:tags: chain\n```\n\n```{term-graph}\n:tags: small\n```\n\n"
    + "Text.\n\n" * 40
    + "```{toctree}\nterms\n```\n",
    "terms.md": f"# Terms\n\n{CHAIN}{SMALL}",
}


@pytest.fixture(scope="module", params=OUTPUTS)
def larger(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Built:
    """In Japanese, which the extension speaks without a catalog of the project."""
    project = Project(tmp_path_factory.mktemp("larger"))
    project.write({**LARGER, "conf.py": conf(request.param)})
    npm("mermaid")
    put_mermaid(project.source / "static")
    return project.build(language="ja")


@pytest.fixture
def opened(larger: Built, browser: Browser) -> Iterator[Page]:
    with served(larger.outdir) as site:
        page = browser.new_page(viewport={"width": 900, "height": 700})
        page.goto(f"{site}/index.html")
        for svg in drawn(page):
            svg.wait_for()
        page.evaluate("scrollTo(0, 0)")
        yield page
        page.close()


def test_nothing_is_lost_without_scripts(larger: Built, browser: Browser) -> None:
    with served(larger.outdir) as site:
        context = browser.new_context(viewport={"width": 390, "height": 700}, java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{site}/index.html")
        assert page.locator(".glossary-map-controls").count() == 0
        if 'class="mermaid"' in larger.text("index.html"):
            page.locator("summary").first.click()
            assert page.locator(".glossary-map-list a", has_text="A name that is rather long 7").first.is_visible()
        else:
            drawing = page.locator(".glossary-graph").first
            assert drawing.locator(".node").count() == 8
            # Chromium gives a box that scrolls to the keyboard.
            drawing.locator("a").last.focus()
            assert drawing.locator("a").last.evaluate(
                "link => link.getBoundingClientRect().right <= document.documentElement.clientWidth"
            )
        context.close()


def words(html: str) -> list[str]:
    start = '<script type="application/json" class="glossary-map-words">'
    return [part.partition("</script>")[0] for part in html.split(start)[1:]]


def tab_stops(page: Page, number: int) -> list[str]:
    """What has the focus after each of so many steps from the heading, but for links in hover cards."""
    page.evaluate("getSelection().collapse(document.querySelector('h1'))")
    found = []
    for _step in range(number):
        page.keyboard.press("Tab")
        if not page.evaluate("!!document.activeElement.closest('#glossary-hover')"):
            found.append(page.evaluate("document.activeElement.textContent.trim()"))
    return found


def test_each_term_of_a_map_is_one_tab_stop_in_the_order_of_reading(opened: Page) -> None:
    """The list below it is folded."""
    names = [f"A name that is rather long {number}" for number in range(8)]
    stops = tab_stops(opened, 24)
    assert [stop for stop in stops if stop in names] == names


def test_each_term_of_a_path_is_one_tab_stop(project: Project, browser: Browser) -> None:
    """In the list, which is not folded; a box of the graph is for the pointer."""
    project.write(
        {**LARGER, "index.md": "# Home\n\n```{term-path} c3\n:show: graph\n```\n\n```{toctree}\nterms\n```\n"}
    )
    npm("mermaid")
    put_mermaid(project.source / "static")
    for output in OUTPUTS:
        project.write({"conf.py": conf(output)})
        built = project.build()
        with served(built.outdir) as site:
            page = browser.new_page()
            page.goto(f"{site}/index.html")
            drawing = next(drawn(page))
            page.wait_for_function("!!document.querySelector('svg a[tabindex=\"-1\"]')")
            assert drawing.get_attribute("aria-hidden") == "true"
            stops = [stop for stop in tab_stops(page, 16) if "A name" in stop]
            assert stops == [f"A name that is rather long {number}" for number in range(4)]
            page.locator("svg a").nth(1).click()
            page.wait_for_url("**/terms.html#term-c1")
            page.close()


def test_a_box_opens_a_card(opened: Page) -> None:
    opened.locator(".glossary-graph .node", has_text="A name that is rather long 1").first.hover()
    card = opened.locator("#glossary-hover")
    card.wait_for()
    assert "Text." in card.inner_text()
