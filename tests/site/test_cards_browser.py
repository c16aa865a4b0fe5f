"""Hover cards as a reader has them: pointer, keyboard, finger; from a server and from files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from support.browser import script, served
from support.pages import pages_of
from support.project import CONF, Project

# Formulas as pictures, with addresses like those of Sphinx's own.
PICTURES = Path(__file__).with_name("pictures.txt").read_text(encoding="utf-8")

PAGES = {
    **pages_of("cards"),
    "sub/日本 語.md": "# Far\n\n````{term} Kana\nA {term}`kana` is a sign.\n````\n",
    "sub.js/q&reg.md": "# Far\n\n````{term} Trademark\nA {term}`trademark` is a sign.\n````\n",
    "conf.py": CONF + PICTURES + 'html_static_path = ["static"]\nmathjax_path = "mathjax.js"\n',
    "static/mathjax.js": script("mathjax"),
    "static/formula.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>',
}
PAGES["index.md"] = PAGES["index.md"].replace("FILLER", "Text.\n\n" * 60)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """The folder of outputs by builder, and its address."""
    project = Project(tmp_path_factory.mktemp("cards"))
    project.write(PAGES)
    for builder in ("html", "dirhtml", "singlehtml"):
        assert project.build(builder, out=builder).warnings == []
    project.build(out="suffix", html_file_suffix=".htm")
    project.build(out="bare", html_link_suffix="")
    project.build(out="pictures", html_math_renderer="pictures")
    with served(project.folder) as address:
        yield project.folder, address


@pytest.fixture
def page(browser: Browser, site: tuple[Path, str]) -> Iterator[Page]:
    """The home page. Every request stays at the site, and it has nothing to complain of."""
    with opened(browser, site) as found:
        yield found


@contextmanager
def opened(browser: Browser, site: tuple[Path, str], **options: Any) -> Iterator[Page]:
    folder, address = site
    asked: list[str] = []
    said: list[str] = []
    with browser.new_context(base_url=f"{address}/", **options) as context:
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(f"{message.location['url']}: {message.text}"))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto("html/index.html")
        yield page
    # Drawing is not ours, and not on all pages; a browser asks for an icon by itself.
    foreign = re.compile(r"mermaid|/d3@|favicon")
    assert [url for url in asked if not url.startswith((address, folder.as_uri())) and not foreign.search(url)] == []
    assert [text for text in said if not foreign.search(text)] == []


def card(page: Page) -> Locator:
    return page.locator("#glossary-hover")


def link(page: Page, text: str, number: int = 0) -> Locator:
    return page.locator("a.glossary-link", has_text=text).nth(number)


def show(page: Page, text: str) -> None:
    link(page, text).hover()
    expect(card(page)).to_be_visible()


def away(page: Page) -> None:
    page.mouse.move(1, 1)


@pytest.mark.smoke
def test_hover(page: Page) -> None:
    assert not page.evaluate("performance.getEntriesByType('resource').some((one) => one.name.includes('_glossary'))")
    page.evaluate(script("times"))
    show(page, "language model")
    assert page.evaluate("opened - entered") >= 490
    texts = card(page).locator("p")
    assert texts.all_inner_texts() == ["Language model", "Continues text.", "Read first: Empty, Entropy, Token"]
    assert texts.evaluate_all("all => all.slice(0, 2).map(text => getComputedStyle(text).fontSize)") == ["16px"] * 2
    assert card(page).get_attribute("role") == "definition"  # a tooltip has no links (WAI-ARIA 1.2)
    described = "link => [link.getAttribute('aria-describedby'), link.getAttribute('aria-details')]"
    assert link(page, "language model").evaluate(described) == ["glossary-hover"] * 2
    away(page)
    expect(card(page)).to_have_count(0)
    assert link(page, "language model").evaluate(described) == [None, None]


def test_no_box_of_the_page_cuts_it(page: Page) -> None:
    """Not even one that everything absolute is in."""
    page.add_style_tag(content="body { transform: scale(1); overflow: clip; height: 60px }")
    show(page, "token")
    assert card(page).evaluate(script("is-on-top"))


FONT = "node => (({ fontFamily, fontSize }) => [fontFamily, fontSize])(getComputedStyle(node))"


def test_the_font_is_that_of_the_text_around_the_link(page: Page) -> None:
    """Wherever the theme has it from, and whatever a `rem` is."""
    page.add_style_tag(content="html { font-size: 20px } .body { font: 13px/2 monospace } p { font-size: 1.1em }")
    show(page, "token")
    around = link(page, "token").locator("..").evaluate(FONT)
    assert around == ["monospace", "14.3px"]
    assert [text.evaluate(FONT) for text in card(page).locator("p").all()] == [around] * 2
    assert card(page).locator("p").nth(1).evaluate("text => getComputedStyle(text).fontWeight") == "400"


def test_the_links_of_a_card_lead_where_those_of_its_page_do(page: Page) -> None:
    page.goto("html/sub/plain.html")
    link(page, "bad address").hover()
    assert card(page).locator("a").get_attribute("href") == "http://%25"  # which no browser can read
    page.goto("html/index.html")
    link(page, "token").hover()
    expect(card(page)).to_contain_text("A piece of text, which a language model reads; see elsewhere.")
    assert card(page).locator("em").inner_text() == "piece"
    here = card(page).locator("a").evaluate_all("links => links.map((one) => one.href)")
    assert here == [f"{page.evaluate('origin')}/html/sub/model.html#term-language-model", "https://example.org/"]
    card(page).locator("a").first.click()
    page.wait_for_url("**/sub/model.html#term-language-model")


def test_the_pointer_may_move_into_the_card_and_stay(page: Page) -> None:
    show(page, "token")
    card(page).locator("em").hover()
    page.wait_for_timeout(900)
    expect(card(page)).to_be_visible()
    # Over a link in the card nothing else opens.
    card(page).locator("a").first.hover()
    page.wait_for_timeout(800)
    assert card(page).locator("p").first.inner_text() == "Token"
    away(page)
    expect(card(page)).to_have_count(0)


def test_escape_closes_it_until_the_link_has_been_left(page: Page) -> None:
    show(page, "token")
    page.keyboard.press("Escape")
    assert card(page).count() == 0
    box = link(page, "token").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 3, box["y"] + 3)
    page.wait_for_timeout(500)
    assert card(page).count() == 0
    away(page)
    page.wait_for_timeout(400)
    show(page, "token")


@pytest.mark.smoke
def test_keyboard(page: Page) -> None:
    def press(*keys: str) -> str:
        for key in keys:
            page.keyboard.press(key)
        return str(page.evaluate("document.activeElement.textContent"))

    name = card(page).locator("p").first
    while press("Tab") != "token":
        pass
    expect(name).to_have_text("Token")
    # Tab goes past the links of a card, until a reader enters it.
    assert press("Tab") == "language model"
    expect(name).to_have_text("Language model")
    assert press("Shift+Tab") == "token"
    expect(name).to_have_text("Token")
    assert press("ArrowDown") == "language model"
    assert card(page).locator("a:focus").count() == 1
    assert press("Shift+Tab") == "token"
    assert press("ArrowDown", "Tab") == "elsewhere"
    page.wait_for_timeout(500)
    expect(card(page)).to_be_visible()
    assert press("Escape") == "token"
    page.wait_for_timeout(300)
    assert card(page).count() == 0
    press("Tab")
    expect(name).to_have_text("Language model")
    press("ArrowDown")
    assert [press("Tab") for _ in range(3)] == ["Entropy", "Token", "entropy"]
    expect(name).to_have_text("Entropy")
    assert press("ArrowDown") == "entropy"  # a card without a link is no place to go
    press("Tab")  # oven, which is none of ours
    expect(card(page)).to_have_count(0)
    press("Shift+Tab")
    expect(card(page)).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/sub/terms.html#term-entropy")


def test_a_click_is_a_click(page: Page) -> None:
    for wait in (0, 200, 800):
        page.goto("html/index.html")
        link(page, "token").hover()
        page.wait_for_timeout(wait)
        link(page, "token").click()
        page.wait_for_url("**/sub/terms.html#term-token")


def touch(page: Page, target: Locator, milliseconds: int) -> None:
    box = target.bounding_box()
    assert box is not None
    session = page.context.new_cdp_session(page)
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    page.wait_for_timeout(milliseconds)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def opens_menu(target: Locator) -> bool:
    """Whether a browser that is asked for the menu of a link shows it."""
    event = "new MouseEvent('contextmenu', { bubbles: true, cancelable: true })"
    return bool(target.evaluate(f"link => link.dispatchEvent({event})"))


def test_a_short_touch_opens_nothing(browser: Browser, site: tuple[Path, str]) -> None:
    with opened(browser, site, has_touch=True) as page:
        page.evaluate("document.body.addEventListener('click', (event) => event.preventDefault())")
        touch(page, link(page, "token"), 50)
        page.wait_for_timeout(900)
        assert card(page).count() == 0
        link(page, "token").click()
        assert opens_menu(link(page, "token")) is True


def test_touch(browser: Browser, site: tuple[Path, str]) -> None:
    with opened(browser, site, has_touch=True, is_mobile=True, viewport={"width": 390, "height": 800}) as page:
        start, token = page.url, link(page, "token")
        touch(page, token, 900)
        expect(card(page)).to_be_visible()
        page.wait_for_timeout(600)
        expect(card(page)).to_be_visible()
        assert page.url == start
        page.touchscreen.tap(5, 700)
        expect(card(page)).to_have_count(0)
        touch(page, token, 900)
        expect(card(page)).to_be_visible()
        assert opens_menu(link(page, "entropy")) is False
        token.tap()
        page.wait_for_url("**/sub/terms.html#term-token")
        page.go_back()
        touch(page, token, 900)
        card(page).locator("a").first.tap()
        page.wait_for_url("**/sub/model.html#term-language-model")


EVERYWHERE = [
    *("html/index.html", "html/sub/plain.html", "html/sub/terms.html?highlight=token", "html/glossary-terms.html"),
    *("dirhtml/index.html", "dirhtml/sub/plain/index.html", "dirhtml/glossary-terms/index.html"),
    *("singlehtml/index.html", "suffix/sub/terms.htm", "bare/sub/terms.html"),
]


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_everywhere(page: Page, site: tuple[Path, str], scheme: str) -> None:
    folder, address = site
    for name in EVERYWHERE:
        away(page)
        page.goto(f"{address}/{name.removesuffix('index.html')}" if scheme == "http" else f"{folder.as_uri()}/{name}")
        page.locator("a[href*='#term-token']:not(.sphinxsidebar *):not(.toctree-wrapper *)").first.hover()
        expect(card(page).locator("p").first, name).to_have_text("Token")


def test_any_name_of_a_page(page: Page) -> None:
    """It is no markup, either."""
    for name in ("html/index.html", "html/sub/日本 語.html", "dirhtml/sub/日本 語/", "suffix/index.htm"):
        away(page)
        page.goto(name)
        link(page, "kana").hover()
        expect(card(page), name).to_contain_text("A kana is a sign.")
    for name in ("html/sub.js/q&reg.html", "dirhtml/sub.js/q&reg/"):
        away(page)
        page.goto(name)
        link(page, "trademark").hover()
        expect(card(page), name).to_contain_text("A trademark is a sign.")


def test_formulas_on_a_page_that_has_none(page: Page) -> None:
    page.goto("html/sub/plain.html")
    show(page, "token")
    assert page.locator("script[src*=mathjax]").count() == 0
    link(page, "entropy").hover()
    expect(card(page)).to_contain_text("It is typeset.")
    away(page)
    expect(card(page)).to_have_count(0)
    link(page, "entropy").hover()
    expect(card(page)).to_contain_text("It is typeset.")
    assert page.locator("script[src*=mathjax]").count() == 1
    assert page.title() != "typeset"


def test_formulas_as_pictures(page: Page) -> None:
    page.goto("pictures/index.html")
    show(page, "entropy")
    assert card(page).locator("img").evaluate("picture => picture.decode().then(() => picture.src)") == (
        f"{page.evaluate('origin')}/pictures/_static/formula.svg"
    )


def test_inside_the_window(page: Page) -> None:
    # The first one is a window of 1280 by 1024 at 400 percent (WCAG 1.4.10). Below the second link there is no room.
    for number, (width, height) in product((0, 1), ((320, 256), (390, 400), (1280, 400))):
        away(page)
        page.set_viewport_size({"width": width, "height": height})
        page.goto("html/index.html")
        target = link(page, "token", number)
        if number:
            target.evaluate("link => link.scrollIntoView({ block: 'end' })")
        target.hover()
        expect(card(page)).to_be_visible()
        box, line = card(page).bounding_box(), target.bounding_box()
        assert box
        assert line
        assert 0 <= box["x"] <= width - box["width"]
        assert 0 <= box["y"] <= height - box["height"]
        # Beside its link, never over it.
        assert box["y"] + box["height"] <= line["y"] + 1 or box["y"] >= line["y"] + line["height"] - 1


def test_at_the_line_of_the_link_that_the_pointer_is_on(page: Page) -> None:
    lines = link(page, "token").evaluate(script("long-link"))
    assert len(lines) == 3
    for line in lines[:2]:
        away(page)
        expect(card(page)).to_have_count(0)
        page.mouse.move(line["right"] - 20, line["top"] + 5)
        expect(card(page)).to_be_visible()
        box = card(page).bounding_box()
        assert box
        assert abs(box["y"] - line["bottom"]) <= 1


def test_none_without_a_definition_or_beside_it(page: Page) -> None:
    page.goto("html/sub/model.html")
    link(page, "empty").hover()
    page.wait_for_timeout(800)
    expect(card(page)).to_have_count(0)
    page.goto("html/sub/plain.html")
    page.locator("a.glossary-link").first.evaluate(
        "link => { const box = document.createElement('div'); box.className = 'glossary-index';"
        "box.innerHTML = '<dl><dt></dt></dl>'; link.before(box); box.querySelector('dt').append(link); }"
    )
    page.locator("dt > a.glossary-link").hover()
    page.wait_for_timeout(800)
    expect(card(page)).to_have_count(0)


def test_no_line_is_cut_where_there_is_little_room(page: Page) -> None:
    for height in range(256, 700, 37):
        page.set_viewport_size({"width": 320, "height": height})
        page.goto("html/index.html")
        show(page, "token")
        card(page).locator("p").nth(1).evaluate("text => text.textContent = 'Words and more words. '.repeat(60)")
        assert card(page).evaluate(script("cut-lines")) == [], height


def test_a_pointer_at_rest_does_not_close_what_the_keyboard_opens(page: Page) -> None:
    """Browsers send such an event also when the page scrolls to the link, below the pointer."""
    over = "document.body.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))"
    link(page, "token").evaluate(f"link => {{ link.focus({{ focusVisible: true }}); {over}; }}")
    page.wait_for_timeout(500)
    expect(card(page)).to_be_visible()


def test_settings_of_the_reader(page: Page) -> None:
    page.goto("html/index.html")
    show(page, "token")
    assert card(page).evaluate("box => getComputedStyle(box).animationName") == "none"  # nothing moves
    surface = card(page).evaluate("box => getComputedStyle(box.firstChild).backgroundColor")
    assert surface == "rgb(246, 248, 250)"  # the color of what is set off
    page.emulate_media(forced_colors="active")
    assert card(page).evaluate("box => getComputedStyle(box.firstChild).borderTopStyle") == "solid"
    page.emulate_media(media="print", forced_colors="none")
    expect(card(page)).to_be_hidden()


def test_cards_of_several_files(browser: Browser, project: Project) -> None:
    """Of entries of Sphinx's own glossary, two of which have the same anchor on two pages."""
    entries = "".join(f"w{number}\n  {'Text. ' * 100}\n\n" for number in range(99))
    page = f"---\norphan: true\n---\n\n# A\n\n```{{glossary}}\n%s\n  %s\n\n{entries}```\n"
    names = ("用語", "w0", "w98", "別の用語", "用語")
    links = " ".join(f"{{term}}`{name}`" for name in names)
    project.write(
        {"index.md": f"# A\n\n{links}\n", "a.md": page % ("用語", "One."), "b.md": page % ("別の用語", "Two.")}
    )
    built = project.build(out="html", glossary_terms_builtin=True)
    assert built.text("index.html").count("#term-0") == 3
    with served(project.folder) as site, opened(browser, (project.folder, site)) as tab:
        for number, (name, text) in enumerate(zip(names, ("One", "Text", "Text", "Two", "One"), strict=True)):
            tab.locator("a.glossary-link").nth(number).hover()
            expect(card(tab)).to_contain_text(re.compile(rf"{name}\s*{text}\."))
            away(tab)
            expect(card(tab)).to_have_count(0)


def test_a_card_takes_the_place_of_the_tooltip(browser: Browser, project: Project) -> None:
    """Of an abbreviation, and of a link of intersphinx."""
    there = Project(project.folder / "there")
    there.write({"index.md": "# Home\n\n```{glossary}\nBread\n  Is `baked`; see {term}`bread <Bread>`.\n```\n"})
    there.build(out="there", glossary_terms_json=False)
    with served(project.folder / "there" / "there") as site:
        conf = CONF.replace('_terms"]', '_terms", "sphinx.ext.intersphinx"]')
        conf += f"intersphinx_mapping = {{'k': ({site!r}, None)}}\nglossary_terms_projects = ['k']\n"
        term = "````{term} Language model\n:abbreviation: LM\n\nIt continues text.\n````\n"
        project.write({"conf.py": conf, "index.md": f"# Home\n\n{{external+k:term}}`Bread`, {{term}}`LM`.\n\n{term}"})
        built = project.build()
        assert built.warnings == []
        with served(built.outdir) as ours:
            page = browser.new_page()
            page.goto(f"{ours}/index.html")
            abbreviation = page.locator("a.glossary-link abbr")
            assert abbreviation.get_attribute("title") == "Language model"
            abbreviation.hover()
            expect(card(page)).to_contain_text("It continues text.")
            assert abbreviation.get_attribute("title") is None
            link = page.locator("a.glossary-link").first
            assert link.get_attribute("title") == "(in Test v1)"
            link.hover()
            expect(card(page)).to_contain_text("Is baked; see bread.")
            assert card(page).locator("a").get_attribute("href") == f"{site}/index.html#term-Bread"
            assert card(page).locator("code").inner_text() == "baked"
            assert link.get_attribute("title") is None
