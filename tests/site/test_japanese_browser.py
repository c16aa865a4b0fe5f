"""Japanese text as Japanese readers expect it, in the parts of pages that are ours."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from support.browser import THEMES, needs_browser, served
from support.project import CONF, Project

pytestmark = needs_browser

LONG = "ニューラルネットワークのパラメーターをちょっとずつ調整し、データからルールをつくるやり方です。" * 8
PAGES = {
    "index.md": "# 目次\n\n```{toctree}\nmodel\nentries\nplain\n```\n\n```{term-index}\n```\n",
    "model.md": f"""# 大規模言語モデルとコンピューター

```{{term}}
:id: model
```

*文章*を生成するニューラルネットワークで、コンピューターが次の言葉を予測します。

{LONG}

```{{eli5}}
{LONG}
```

## ニューラルネットワークのパラメーターを調整するトレーニングデータ

{LONG}

```python
# 日本語のコメント
```
""",
    "entries.md": f"""# 用語

{LONG}

````{{term}} トレーニング
:id: training
*モデル*を調整することです。{LONG}
````
""",
    "plain.md": f"# ほかのページ\n\n{{term}}`model`\n\n*{LONG}*\n",
}


@pytest.fixture(scope="module", params=THEMES)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = Project(tmp_path_factory.mktemp(request.param), CONF.replace('"basic"', f'"{request.param}"'))
    project.write(PAGES)
    with served(project.build(language="ja", glossary_terms_source_language="ja").outdir) as address:
        yield address


# The first sign of each line of a text.
STARTS = """(selector) => [...document.querySelectorAll(selector)].flatMap((box) => {
  const found = [];
  const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let bottom = -Infinity; texts.nextNode(); ) {
    for (let place = 0; place < texts.currentNode.length; place++) {
      range.setStart(texts.currentNode, place);
      range.setEnd(texts.currentNode, place + 1);
      const box = range.getBoundingClientRect();
      if (box.width && box.top >= bottom - 2) found.push(range.toString());
      if (box.width) bottom = Math.max(bottom, box.bottom);
    }
  }
  return found;
})"""


def test_no_line_begins_with_what_belongs_to_the_sign_before(browser: Browser, site: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 900})
    page.goto(f"{site}/model.html")
    for width in (320, 360, 390, 430):
        page.set_viewport_size({"width": width, "height": 900})
        starts = page.evaluate(STARTS, ".glossary-section p")
        assert len(starts) > 20, width
        assert [start for start in starts if start in "ーっょゃゅァィゥェォッャュョ、。"] == [], width
    page.close()


HEADINGS = """() => [...document.querySelectorAll(".glossary-section :is(h1, h2)")].filter((heading) => {
  const before = heading.getBoundingClientRect().height;
  const link = heading.querySelector(".headerlink");
  link?.remove();
  const after = heading.getBoundingClientRect().height;
  if (link) heading.append(link);
  return before > after;
}).map((heading) => heading.textContent)"""


def test_the_permalink_makes_no_line_of_its_own(browser: Browser, site: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{site}/model.html")
    # The theme "basic" is made for screens of 360 pixels and more.
    for width in range(370, 560, 9):
        page.set_viewport_size({"width": width, "height": 900})
        broken, beyond = page.evaluate(f"[({HEADINGS})(), document.documentElement.scrollWidth - innerWidth]")
        assert broken == [], width
        assert beyond <= 0, width
    page.close()


def test_nothing_of_ours_is_slanted(browser: Browser, site: str) -> None:
    slanted = """(selector) => [...document.querySelectorAll(`${selector}, ${selector} *`)]
      .filter((part) => getComputedStyle(part).fontStyle !== "normal").map((part) => part.outerHTML)"""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    ours = {"model": ".glossary-section", "entries": ".glossary-entry", "index": ".glossary-index"}
    for name, selector in {**ours, "glossary-terms": "table"}.items():
        page.goto(f"{site}/{name}.html")
        assert page.locator(selector).count()
        assert page.evaluate(slanted, selector) == [], name
    # What an author stresses can still be told apart.
    page.goto(f"{site}/model.html")
    assert page.locator("em").first.evaluate("part => getComputedStyle(part).fontWeight") == "600"
    page.goto(f"{site}/plain.html")
    page.locator(".glossary-link").first.hover()
    card = page.locator("#glossary-hover em")
    card.wait_for()
    assert card.evaluate("part => getComputedStyle(part).fontStyle") == "normal"
    page.close()


def test_lines_have_room_and_the_rest_of_the_site_stays_as_it_is(browser: Browser, site: str) -> None:
    style = """(part) => {
      const {lineBreak, lineHeight, fontSize} = getComputedStyle(part);
      return [lineBreak, Math.round(parseFloat(lineHeight) / parseFloat(fontSize) * 100) / 100];
    }"""
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(f"{site}/model.html")
    for paragraph in page.locator(".glossary-section > p:not([class]), .glossary-field p, .glossary-definition").all():
        assert paragraph.evaluate(style) == ["strict", 1.7]
    page.goto(f"{site}/entries.html")
    assert page.locator(".glossary-entry dd > p").last.evaluate(style) == ["strict", 1.7]
    around = page.locator("section > p").first.evaluate(style)
    page.goto(f"{site}/plain.html")
    assert page.locator("section > p").last.evaluate(style) == around
    assert around[0] == "auto"
    page.close()
