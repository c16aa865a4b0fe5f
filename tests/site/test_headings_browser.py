"""The headings of terms in a browser: of the size that authors' headings have, and to be seen where a link leads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from support.browser import THEMES, needs_browser, served
from support.project import CONF, Project

pytestmark = needs_browser

FILLER = "\n\n".join(f"Line {number}." for number in range(60))
PAGES = {
    "index.md": "# Home\n\n{term}`bread` {term}`flour` {term}`salt`\n\n```{toctree}\nbread\nkitchen\n```\n",
    "bread.md": f"""# Bread

```{{term}}
:prerequisites: flour
:old-ids: loaf
```

Baked.

```{{eli5}}
Easy.
```

## Crust

Brown.

### Color

Dark.

```{{deep-dive}}
Maillard.
```

## Sold

```{{sources}}
- A book
```

{FILLER}
""",
    "kitchen.md": f"""# Kitchen

{FILLER}

````{{term}} Flour
Ground.

```{{eli5}}
Dust.
```
````

````{{term}} Salt
White.
````

## Wet

```{{term}}
```

Water.

{FILLER}
""",
}


@pytest.fixture(scope="module", params=THEMES)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = Project(tmp_path_factory.mktemp(request.param), CONF.replace('"basic"', f'"{request.param}"'))
    project.write(PAGES)
    with served(project.build().outdir) as address:
        yield address


@pytest.fixture(params=[1280, 390])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": request.param, "height": 900}, reduced_motion="reduce")
    yield page
    page.close()


SIZES = """() => Object.fromEntries([2, 3].map((level) => [level, ["", ".rubric"].map((kind) =>
  [...document.querySelectorAll(`#term-bread h${level}${kind || ":not(.rubric)"}`)]
    .map((heading) => parseFloat(getComputedStyle(heading).fontSize)))]))"""


def test_headings_of_one_level_have_one_size(page: Page, site: str) -> None:
    page.goto(f"{site}/bread.html")
    sizes = page.evaluate(SIZES)
    for theirs, ours in sizes.values():
        assert theirs
        assert ours
        assert max(*theirs, *ours) <= 1.25 * min(*theirs, *ours)
    # What comes last looks like no part of what is before it.
    assert len(set(sizes["2"][1])) == 1


TARGET = """async () => {
  const target = document.getElementById(location.hash.slice(1));
  const heading = target.matches("dt") ? target
    : target.closest("details")?.querySelector("summary") ?? target.closest("section, div").querySelector("h1, h2, h3");
  // Some themes scroll smoothly.
  for (let before = NaN; before !== scrollY; await new Promise((done) => setTimeout(done, 150))) before = scrollY;
  const {left, top, height} = heading.getBoundingClientRect();
  const seen = document.elementFromPoint(left + 8, top + height / 2);
  const grounds = [heading];
  for (let part = heading; part.id !== "term-bread" && (part = part.parentElement).closest("[id^=term]"); ) grounds.push(part);
  return {
    top,
    isSeen: heading.contains(seen),
    grounds: grounds.map((part) => getComputedStyle(part).backgroundColor),
  };
}"""
CLEAR = "rgba(0, 0, 0, 0)"


ADDRESSES = [
    "bread.html#term-bread",
    "bread.html#loaf",
    "bread.html#term-bread--sources",
    "kitchen.html#term-flour",
    "kitchen.html#term-wet",
]


def test_a_link_shows_the_heading_and_does_not_paint_it(page: Page, site: str) -> None:
    for address in ADDRESSES:
        # The page is loaded anew; from one part of it to another, a browser only scrolls.
        page.goto("about:blank")
        page.goto(f"{site}/{address}")
        found: dict[str, Any] = page.evaluate(TARGET)
        assert found["isSeen"], address
        assert found["top"] >= 8, address
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        ours = {CLEAR, paper, "rgb(255, 255, 255)", "rgb(255, 248, 230)"}
        assert set(found["grounds"]) <= ours, address
        assert found["grounds"][0] == CLEAR, address
