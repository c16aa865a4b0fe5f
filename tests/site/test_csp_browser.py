"""A strict Content-Security-Policy: nothing of ours is inline where graphs are lists or are drawn at build time."""

from __future__ import annotations

from playwright.sync_api import Browser, Route, expect

from support.browser import script, served
from support.pages import KITCHEN, KITCHEN_CONF
from support.project import CONF, Project

POLICY = "default-src 'none'; script-src 'self' 'report-sample'; style-src 'self' 'report-sample'; img-src 'self'; connect-src 'self'"


def with_policy(route: Route) -> None:
    """Answer as a server that sends the header."""
    answer = route.fetch()
    route.fulfill(response=answer, headers={**answer.headers, "Content-Security-Policy": POLICY})


def test_a_strict_policy(project: Project, browser: Browser) -> None:
    project.write({**KITCHEN, "conf.py": CONF + KITCHEN_CONF})
    built = project.build(glossary_terms_graph_output="svg")
    assert built.warnings == []
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.add_init_script(script("violations"))
    page.route("**/*", with_policy)
    with served(project.folder) as address:
        page.goto(f"{address}/html-en/plain.html")
        # Those of the theme itself.
        before = set(page.evaluate("violations"))
        for name in ("bread", "map", "indexes"):
            page.goto(f"{address}/html-en/{name}.html")
            page.locator(":not(dt) > a.glossary-link:visible", has_text="Dough").first.hover()
            expect(page.locator("#glossary-hover")).to_contain_text("Flour and water")
            assert set(page.evaluate("violations")) - before == set()
        page.locator(".glossary-index-filter input").first.fill("bre")
        expect(page.locator(".glossary-index-filter output").first).to_contain_text("1")
        assert set(page.evaluate("violations")) - before == set()
        page.goto(f"{address}/html-en/glossary-terms.html")
        assert set(page.evaluate("violations")) - before == set()
