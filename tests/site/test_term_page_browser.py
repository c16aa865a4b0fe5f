"""Fields that fold, in a browser: with a link, with the keyboard, on paper; tags and cards on the narrowest screens."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product

import pytest
from playwright.sync_api import Browser, Page

from support.browser import needs_browser, served
from support.project import CONF, Project

pytestmark = needs_browser

KITCHEN = "# Kitchen\n\n" + "".join(
    f"""````{{term}} {name}
:aliases: another name of {name}, and a rather long one of it as well
:tags: first tag, second tag, a third tag with a long name

Short.

```{{eli5}}
Easy.
```

```{{deep-dive}}
Hard {name}.

{"Line after line. " * 40}
```
````

"""
    for name in ("Flour", "Water", "Salt")
)


@pytest.fixture(scope="module", params=["alabaster", "furo", "pydata_sphinx_theme"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = Project(tmp_path_factory.mktemp(request.param), CONF.replace('"basic"', f'"{request.param}"'))
    project.write(
        {
            "index.md": "# Home\n\n[](#term-water--deep-dive)\n\n```{toctree}\nkitchen\nbread\n```\n",
            "kitchen.md": KITCHEN,
            "bread.md": "# Bread\n\n```{term}\n:tags: x\n```\n\nBaked.\n\nMore.\n\n```{deep-dive}\nHard.\n```\n",
        }
    )
    with served(project.build().outdir) as address:
        yield address


OPEN = "[...document.querySelectorAll('details.glossary-field')].map(field => field.open)"


def opened(browser: Browser, address: str, width: int = 1280) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address)
    return page


def test_a_link_opens_the_field_and_shows_its_heading(browser: Browser, site: str) -> None:
    page = opened(browser, f"{site}/kitchen.html")
    assert page.evaluate(OPEN) == [False, False, False]
    page = opened(browser, f"{site}/kitchen.html#term-water--deep-dive")
    page.wait_for_function(f"{OPEN}[1]")
    assert page.evaluate(OPEN) == [False, True, False]
    # The theme may scroll smoothly.
    page.wait_for_function(
        "(({top}) => 0 <= top && top < 300)("
        "document.querySelectorAll('details.glossary-field summary')[1].getBoundingClientRect())"
    )
    covered = page.evaluate(
        """() => {
            const box = document.querySelectorAll('details.glossary-field summary')[1].getBoundingClientRect();
            const seen = document.elementFromPoint(box.left + 30, box.top + box.height / 2);
            return !seen.closest('summary');
        }"""
    )
    assert not covered
    page.close()


def test_the_keyboard_opens_and_closes(browser: Browser, site: str) -> None:
    page = opened(browser, f"{site}/kitchen.html")
    summary = page.locator("details.glossary-field > summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.evaluate(OPEN) == [True, False, False]
    assert page.get_by_text("Hard Flour.").is_visible()
    page.keyboard.press("Space")
    assert page.evaluate(OPEN) == [False, False, False]
    page.close()


def test_on_paper_all_is_there(browser: Browser, site: str) -> None:
    page = opened(browser, f"{site}/kitchen.html")
    hidden = page.get_by_text("Hard Water.")
    assert not hidden.is_visible()
    page.emulate_media(media="print")
    assert hidden.is_visible()
    assert hidden.evaluate("element => element.checkVisibility({contentVisibilityAuto: true}) && element.offsetHeight")
    page.close()


def test_narrow_screens(browser: Browser, site: str) -> None:
    page = opened(browser, f"{site}/kitchen.html#term-flour--deep-dive", 390)
    for width, direction in product((390, 320), ("ltr", "rtl")):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("direction => document.documentElement.dir = direction", direction)
        outside = page.evaluate(
            """() => [...document.querySelectorAll('.glossary-entry *')].filter(element => {
                const {left, right, width} = element.getBoundingClientRect();
                return width > 1 && (left < -1 || right > innerWidth + 1);
            }).map(element => element.outerHTML.slice(0, 80))"""
        )
        assert outside == [], (width, direction)
        edge = page.locator("div.glossary-field-type-eli5").first.evaluate(
            "element => ['borderLeftWidth', 'borderRightWidth'].map(side => getComputedStyle(element)[side])"
        )
        assert edge == (["4px", "0px"] if direction == "ltr" else ["0px", "4px"]), (width, direction)
    page.close()


def test_tags_are_large_enough_to_be_hit(browser: Browser, site: str) -> None:
    page = opened(browser, f"{site}/kitchen.html", 390)
    boxes = page.evaluate(
        "[...document.querySelectorAll('.glossary-tag')].slice(0, 3).map(tag => tag.getBoundingClientRect().toJSON())"
    )
    assert [box for box in boxes if box["height"] < 24] == []
    # None touches another one, in a line or below it.
    for first, second in pairwise(boxes):
        assert second["left"] >= first["right"] or second["top"] >= first["bottom"]
    page.close()
