"""Pages from right to left, with names and text of another direction in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sphinx.locale
from playwright.sync_api import Browser, Page

from support.browser import opened, script, served
from support.pages import pages_of
from support.project import Project

PAGES = pages_of("direction")


# The extension speaks Arabic, and no Hebrew.
@pytest.fixture(params=["ar", "he"])
def page(request: pytest.FixtureRequest, tmp_path: Path, browser: Browser) -> Iterator[Page]:
    project = Project(tmp_path)
    catalogs = f"locales/{request.param}/LC_MESSAGES"
    project.write({**PAGES, f"{catalogs}/model.po": 'msgid "نموذج"\nmsgstr "نموذج لغوي"\n'})
    # Aliases that are those of the language of the page have no mark of another one.
    aliases = 'msgctxt "alias"\nmsgid "model"\nmsgstr "LM, GPT-4 (x)"\n'
    project.write({f"{catalogs}/glossary-aliases.po": aliases})
    built = project.build(language=request.param, html_theme="furo", glossary_terms_graph_output="svg")
    assert [line for line in built.warnings if "id" not in line] == []
    sphinx.locale.translators.clear()
    with opened(browser, built.outdir, "model.html", viewport={"width": 1280, "height": 900}) as page:
        # Sphinx leaves that to the theme, and themes to the project.
        page.evaluate("document.documentElement.dir = 'rtl'")
        yield page


def places(page: Page, selector: str) -> list[tuple[float, float]]:
    """Where elements begin and end, from the left."""
    script = "found => found.map(part => [part.getBoundingClientRect().left, part.getBoundingClientRect().right])"
    return [(left, right) for left, right in page.locator(selector).evaluate_all(script)]


LAST_SIGN = script("last-sign")


def test_names_and_text_of_another_direction(page: Page) -> None:
    """Names of another script follow each other from right to left, and the signs in each stay where they belong."""
    for selector in (".glossary-alias", ".glossary-read-first .glossary-link"):
        first, second = places(page, selector)
        assert first[0] >= second[1], selector
    # The parenthesis at the end of a Latin name is on its right.
    assert page.locator(".glossary-alias").last.evaluate(LAST_SIGN, True) == pytest.approx(0, abs=1)
    # Text without a translation has its own direction.
    assert page.locator(".glossary-definition").evaluate(LAST_SIGN, False) == pytest.approx(0, abs=1)
    # What begins at the edge begins on the right.
    assert page.locator(".glossary-section").evaluate("part => getComputedStyle(part).direction") == "rtl"
    names, body = places(page, ".glossary-names")[0], places(page, ".glossary-section")[0]
    assert names[1] == pytest.approx(body[1], abs=1)


def test_graphs(project: Project, browser: Browser) -> None:
    """A map leads from right to left; the graph of a term from top to bottom, with its headings in the middle."""
    others = "".join(f"````{{term}} {name}\nA.\n````\n\n" for name in ("Token", "Data", "Text"))
    model = "```{term}\n:id: model\n:prerequisites: token, data\n:related: text\n```\n\nنص.\n"
    project.write({"index.md": f"# نموذج\n\n{model}\n## قسم\n\n```{{term-graph}}\n```\n\n{others}"})
    for language, direction in (("ar", "RL"), ("ca@valencia", "LR")):
        html = project.build(language=language).text("index.html")
        assert re.findall(r"flowchart (\w+)", html)[:2] == ["TB", direction]
    with served(project.build(language="ar", glossary_terms_graph_output="svg", html_theme="furo").outdir) as site:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{site}/index.html")
        page.evaluate("document.documentElement.dir = 'rtl'")
    neighbors = ".glossary-neighbors >> nth=0 >> "
    frames, headings = (places(page, f"{neighbors}{part}") for part in (".group > rect", ".group text"))
    for frame, heading in zip(frames, headings, strict=True):
        assert sum(frame) == pytest.approx(sum(heading), abs=4)
    rightmost = max(places(page, ".glossary-map svg a.node"))
    assert all(line[0] < rightmost[0] for line in places(page, ".glossary-map svg path.edge"))
