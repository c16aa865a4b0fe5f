"""What themes do to our pages: headings, places of links, fields that fold, phones, paper, Japanese lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, product
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sphinx_glossary_terms.graphs.colors import LIGHT
from support.browser import THEMES, script, served
from support.pages import pages_of
from support.project import CONF, Project

TEXT = "A line of text that says something about it and is long enough to be one. "
LONG = {
    "FILLER": "\n\n".join(f"Line {number}." for number in range(60)),
    "LINES": "Line after line. " * 40,
    "PARAGRAPHS": f"{TEXT * 4}\n\n" * 8,
    "SOURCES": f"- {TEXT}\n" * 30,
    "LONG": "ニューラルネットワークのパラメーターをちょっとずつ調整し、データからルールをつくるやり方です。" * 8,
}
"""What stands for these words in the pages."""
# The terms of a letter fill more than half a page.
TERMS = [f"{letter}{number}" for letter in "ABCDEFGH" for number in range(9)]
PAGES = {name: re.sub("|".join(LONG), lambda word: LONG[word[0]], text) for name, text in pages_of("themes").items()}
PAGES["terms.md"] = "# Terms\n\n" + "".join(
    f"```{{term}} {name}\n:related: bread\n\n{TEXT * 2}\n```\n\n" for name in TERMS
)


@pytest.fixture(scope="module", params=THEMES)
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def site(theme: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = Project(tmp_path_factory.mktemp(theme), CONF.replace('"basic"', f'"{theme}"'))
    project.write(PAGES)
    with served(project.build(language="ja", glossary_terms_source_language="ja").outdir) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_page(viewport={"width": 390, "height": 900}, reduced_motion="reduce")


def test_headings_of_fields_are_smaller_than_the_name_of_the_term(page: Page, site: str) -> None:
    for name, terms in (("bread", 1), ("kitchen", 3)):
        page.goto(f"{site}/{name}.html")
        sizes = page.evaluate(script("sizes"))
        assert len(sizes) == terms
        for term, *fields in sizes:
            assert fields
            assert term > max(fields), name
            # What comes last looks like no part of what is before it.
            assert len(set(fields)) == 1, name


CLEAR = "rgba(0, 0, 0, 0)"
ADDRESSES = [
    *("bread.html#term-bread", "bread.html#loaf", "bread.html#term-bread--sources"),
    *("kitchen.html#term-flour", "kitchen.html#term-salt--deep-dive", "kitchen.html#term-wet"),
]
OPEN = "[...document.querySelectorAll('details.glossary-field')].map(field => field.open)"


def test_a_link_opens_what_folds_and_shows_the_heading_and_does_not_paint_it(page: Page, site: str) -> None:
    for address in ADDRESSES:
        # The page is loaded anew; from one part of it to another, a browser only scrolls.
        page.goto("about:blank")
        page.goto(f"{site}/{address}")
        found: dict[str, Any] = page.evaluate(script("target"))
        assert found["isSeen"], address
        assert found["top"] >= 8, address
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert set(found["grounds"]) <= {CLEAR, paper, "rgb(255, 255, 255)", "rgb(255, 248, 230)"}, address
        assert found["grounds"][0] == CLEAR, address
        if address.startswith("kitchen"):
            assert page.evaluate(OPEN) == [False, "deep-dive" in address]


def test_the_keyboard_opens_and_closes_and_on_paper_all_is_there(page: Page, site: str) -> None:
    page.goto(f"{site}/kitchen.html")
    page.locator("details.glossary-field > summary").first.focus()
    for key, state in (("Enter", True), ("Space", False)):
        page.keyboard.press(key)
        assert page.evaluate(OPEN) == [state, False]
        assert page.get_by_text("Hard Flour.").is_visible() == state
    page.emulate_media(media="print")
    assert page.locator(".glossary-uses").count() == page.locator(".glossary-uses:not(:visible)").count() > 0
    hidden = page.get_by_text("Hard Salt.")
    assert hidden.evaluate("element => element.checkVisibility({contentVisibilityAuto: true}) && element.offsetHeight")


@pytest.mark.parametrize("theme", THEMES[1:], indirect=True)  # "basic" is made for screens of 360 pixels and more
def test_narrow_screens(page: Page, site: str) -> None:
    page.goto(f"{site}/kitchen.html#term-flour--deep-dive")
    for width, direction in product((390, 320), ("ltr", "rtl")):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("direction => document.documentElement.dir = direction", direction)
        outside = page.evaluate(script("outside"))
        assert outside == [], (width, direction)
        edge = page.locator("div.glossary-field-type-eli5").first.evaluate(
            "element => ['borderLeftWidth', 'borderRightWidth'].map(side => getComputedStyle(element)[side])"
        )
        assert edge == (["4px", "0px"] if direction == "ltr" else ["0px", "4px"]), (width, direction)


def test_tags_are_large_enough_to_be_hit(page: Page, site: str) -> None:
    page.goto(f"{site}/kitchen.html")
    tags = page.locator(".glossary-tag").evaluate_all("all => all.map(tag => tag.getBoundingClientRect().toJSON())")
    assert [box for box in tags if box["height"] < 24] == []
    # None touches another one, in a line or below it.
    assert all(second["left"] >= first["right"] or second["top"] >= first["bottom"] for first, second in pairwise(tags))


def test_a_finger_sees_no_links_of_headings(browser: Browser, site: str) -> None:
    page = browser.new_page(has_touch=True, is_mobile=True)
    page.goto(f"{site}/bread.html")
    links = page.locator(":is(h1, .glossary-field-title) > .headerlink")
    looks = links.evaluate_all("all => all.map(getComputedStyle).map(({visibility, opacity}) => [visibility, opacity])")
    assert looks
    assert [look for look in looks if look[0] != "hidden" and float(look[1]) > 0.5] == []


# On paper

# What the button of a theme leaves on the page.
DARK = {
    "furo": "document.body.dataset.theme = 'dark'",
    "pydata_sphinx_theme": "document.documentElement.dataset.theme = 'dark'",
}
COLORS = "names => names.map((name) => getComputedStyle(document.querySelector('dl')).getPropertyValue(name).trim())"
# A4 with margins of 15 mm, in pixels.
WIDTH, HEIGHT = 680, 1009


def test_no_more_pages_than_the_text_fills(page: Page, site: str) -> None:
    """No page is left almost empty because something was kept together."""
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.emulate_media(media="print")
    for name in ("indices", "bread", "glossary-terms"):
        page.goto(f"{site}/{name}.html")
        full = page.evaluate("document.documentElement.scrollHeight") / HEIGHT
        printed = page.pdf(format="A4", margin={"top": "15mm", "right": "15mm", "bottom": "15mm", "left": "15mm"})
        # One for the page that is begun, and a tenth for lines that go with the next.
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 1.1 * full + 1, name


@pytest.mark.parametrize("theme", DARK, indirect=True)
def test_paper_is_light_whatever_was_chosen(browser: Browser, site: str, theme: str) -> None:
    """A heading in the green of the dark had 1.9 to 1 on paper."""
    page = browser.new_page(color_scheme="dark")
    page.goto(f"{site}/terms.html")
    page.evaluate(DARK[theme])
    assert page.evaluate(COLORS, list(LIGHT))[0] == "#5fd3a8"
    page.emulate_media(media="print")
    assert page.evaluate(COLORS, list(LIGHT)) == list(LIGHT.values())


# Japanese text as Japanese readers expect it


def test_where_lines_begin(page: Page, site: str) -> None:
    page.goto(f"{site}/model.html")
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 900})
        starts = page.evaluate(script("line-starts"), ".glossary-section p")
        assert len(starts) > 20, width
        assert [start for start in starts if start in "ーっょゃゅァィゥェォッャュョ、。"] == [], width
    # The permalink makes no line of its own.
    for width in range(370, 560, 9):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(script("broken-headings")) == [], width
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width


def test_nothing_of_ours_is_slanted(page: Page, site: str) -> None:
    ours = {"entries": ".glossary-entry", "indices": ".glossary-index", "glossary-terms": "table"}
    for name, selector in {**ours, "model": ".glossary-section"}.items():
        page.goto(f"{site}/{name}.html")
        assert page.locator(selector).count()
        assert page.evaluate(script("slanted"), selector) == [], name
    # What an author stresses can still be told apart.
    assert page.locator("em").first.evaluate("part => getComputedStyle(part).fontWeight") == "600"
    page.goto(f"{site}/plain.html")
    page.locator(".glossary-link").first.hover()
    assert page.locator("#glossary-hover em").evaluate("part => getComputedStyle(part).fontStyle") == "normal"


def test_lines_have_room_and_the_rest_of_the_site_stays_as_it_is(page: Page, site: str) -> None:
    style = script("line-style")
    page.goto(f"{site}/model.html")
    for paragraph in page.locator(".glossary-section > p:not([class]), .glossary-field p, .glossary-definition").all():
        assert paragraph.evaluate(style) == ["strict", 1.7]
    # Lines end at phrases in headings only.
    ends = "part => getComputedStyle(part).wordBreak"
    assert page.locator(".glossary-section > h1").evaluate(ends) == "auto-phrase"
    assert page.locator(".glossary-definition").evaluate(ends) == "normal"
    page.goto(f"{site}/entries.html")
    assert page.locator(".glossary-entry dd > p").last.evaluate(style) == ["strict", 1.7]
    around = page.locator("section > p").first.evaluate(style)
    page.goto(f"{site}/plain.html")
    assert page.locator("section > p").last.evaluate(style) == around
    assert around[0] == "strict"  # as in all Japanese text
    assert around[1] != 1.7
