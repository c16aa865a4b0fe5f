"""Maps and learning paths in a browser: their lines, and what a reader can do with one that is larger than its place."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page

from support.browser import LOCAL_MERMAID, needs_browser, npm, put_mermaid, served
from support.project import CONF, Built, Project

pytestmark = needs_browser

OUTPUTS = ["mermaid", "svg"]
WORDS = [
    "model",
    "large language model",
    "a",
    "reinforcement learning from human feedback",
    "数学",
    "network of networks",
]

# The lines that pass under boxes which they do not join: both ends, and these boxes.
CROSSED = """svg => {
  const back = svg.getScreenCTM().inverse();
  const boxes = [...svg.querySelectorAll(".node")].map((node) => {
    const shape = node.querySelector(".label-container, rect, polygon");
    const { x, y, width, height } = shape.getBBox();
    const matrix = back.multiply(shape.getScreenCTM());
    const [a, b] = [new DOMPoint(x, y), new DOMPoint(x + width, y + height)].map((p) => p.matrixTransform(matrix));
    return { label: node.textContent.trim(), a, b };
  });
  const has = ({ a, b }, { x, y }, margin) =>
    x > a.x - margin && x < b.x + margin && y > a.y - margin && y < b.y + margin;
  return [...svg.querySelectorAll("path.edge, path.flowchart-link")].map((path) => {
    const matrix = back.multiply(path.getScreenCTM());
    const length = path.getTotalLength();
    const at = (place) => path.getPointAtLength(place).matrixTransform(matrix);
    const ends = [at(0), at(length)];
    const others = boxes.filter((box) => !ends.some((end) => has(box, end, 6)));
    const under = new Set();
    for (let place = 0; place < length; place += 3) {
      const point = at(place);
      for (const box of others) if (has(box, point, -0.5)) under.add(box.label);
    }
    return { joined: boxes.length - others.length, under: [...under] };
  });
}"""


def conf(output: str, more: str = "") -> str:
    return CONF + (
        f'glossary_terms_graph_output = "{output}"\nhtml_static_path = ["static"]\n'
        f'mermaid_use_local = "{LOCAL_MERMAID}"\n{more}'
    )


def random_terms(number: int, tag: str, seed: int) -> str:
    """Terms with names of many widths, and relations to any of those before them."""
    rng = random.Random(seed)
    text = ""
    for place in range(number):
        options = {}
        for option in ("prerequisites", "broader", "related"):
            others = rng.sample(range(place), min(place, rng.choice([0, 0, 1, 2])))
            if others:
                options[option] = ", ".join(f"{tag}-{other}" for other in others)
        written = "".join(f":{option}: {value}\n" for option, value in options.items())
        text += f"````{{term}} {tag}{place} {rng.choice(WORDS)}\n:id: {tag}-{place}\n:tags: {tag}\n:no-graph:\n{written}\nText.\n````\n\n"
    return text


def drawn(page: Page) -> Iterator[Locator]:
    """The drawings of a page, one after the other."""
    for box in page.locator(".glossary-graph").all():
        box.scroll_into_view_if_needed()
        box.locator("svg .node").first.wait_for()
        yield box.locator("svg:has(.node)")


@pytest.mark.parametrize("output", OUTPUTS)
def test_no_line_passes_under_a_box(project: Project, browser: Browser, output: str) -> None:
    tags = {f"t{seed}": seed for seed in range(6)}
    terms = "".join(random_terms(8 + 4 * seed, tag, seed) for tag, seed in tags.items())
    directions = ["LR", "TB", "RL", "BT"]
    maps = "".join(
        f"```{{term-graph}}\n:tags: {tag}\n:direction: {directions[seed % 4]}\n```\n\n" for tag, seed in tags.items()
    )
    path = "```{term-path} t5-27, t5-26\n:show: graph\n```\n"
    around = "````{term} Center\n:id: center\n:no-graph:\n:prerequisites: t3-19, t3-18\n:related: t3-10\n\nText.\n````\n\n```{term-graph} center\n:depth: 2\n```\n"
    project.write(
        {"conf.py": conf(output), "index.md": f"# Home\n\n```{{term-graph}}\n```\n\n{maps}{path}\n{around}\n{terms}"}
    )
    npm("mermaid")
    put_mermaid(project.source / "static")
    built = project.build()
    with served(built.outdir) as site:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{site}/index.html")
        found = [svg.evaluate(CROSSED) for svg in drawn(page)]
        page.close()
    assert errors == []
    assert len(found) == 9
    assert sum(map(len, found)) > 100
    assert [line for lines in found for line in lines if line["under"] or line["joined"] != 2] == []


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


def state(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("""() => {
      const svg = document.querySelector(".glossary-graph svg:has(.node)");
      const place = svg.parentElement;
      return { width: svg.getBoundingClientRect().width, left: place.scrollLeft, top: scrollY,
        isWhole: place.scrollWidth <= place.clientWidth, path: location.pathname };
    }""")
    return found


@pytest.mark.smoke
def test_buttons(opened: Page) -> None:
    """Only where the drawing is larger than its place."""
    (group,) = opened.get_by_role("group").and_(opened.locator(".glossary-map-controls:visible")).all()
    assert group.get_attribute("aria-label") == "用語集のマップ"
    names = [button.get_attribute("aria-label") for button in group.get_by_role("button").all()]
    assert names == ["拡大", "縮小", "全体を表示", "全画面表示"]
    before = state(opened)
    assert not before["isWhole"]
    group.get_by_role("button", name="全体を表示").click()
    whole = state(opened)
    assert whole["isWhole"]
    assert whole["width"] < before["width"]
    group.get_by_role("button", name="縮小").click()
    assert state(opened)["width"] == pytest.approx(whole["width"])
    larger = group.get_by_role("button", name="拡大")
    place = larger.bounding_box()
    larger.click()
    assert larger.bounding_box() == place
    assert state(opened)["width"] == pytest.approx(whole["width"] * 1.4, rel=0.01)


def test_full_screen(opened: Page) -> None:
    """The map alone, with its keys and its cards, until Escape."""
    graph = opened.locator(".glossary-graph").first
    before = graph.bounding_box()
    opened.get_by_role("button", name="全画面表示").click()
    opened.wait_for_function("document.fullscreenElement?.matches('.glossary-graph')")
    after = graph.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] > before["width"]
    opened.locator(".glossary-graph a").first.hover(force=True)
    opened.wait_for_selector("#glossary-hover:popover-open")
    opened.evaluate("document.exitFullscreen()")
    opened.wait_for_function("!document.fullscreenElement")


def test_the_wheel(opened: Page) -> None:
    opened.locator(".glossary-graph svg:has(.node)").first.hover(position={"x": 200, "y": 20})
    before = state(opened)
    opened.keyboard.down("Control")
    opened.mouse.wheel(0, -60)
    opened.keyboard.up("Control")
    opened.wait_for_function(
        "width => document.querySelector('.glossary-graph svg').getBoundingClientRect().width > width",
        arg=before["width"],
    )
    between = state(opened)
    opened.mouse.wheel(0, 60)
    opened.wait_for_function("top => scrollY >= top + 60", arg=between["top"])
    assert state(opened)["width"] == between["width"]


def test_the_keyboard(opened: Page) -> None:
    place = opened.locator(".glossary-graph svg:has(.node)").first.locator("..")
    place.focus()
    assert place.evaluate("place => document.activeElement === place")
    assert place.get_attribute("aria-label") == "用語集のマップ"
    opened.keyboard.press("ArrowRight")
    opened.wait_for_function("place => place.scrollLeft > 0", arg=place.element_handle())
    before = state(opened)
    opened.keyboard.press("+")
    assert state(opened)["width"] > before["width"]
    opened.keyboard.press("0")
    assert state(opened)["isWhole"]


def test_a_drag_opens_no_link_and_a_click_does(opened: Page) -> None:
    box = opened.locator(".glossary-graph .node").nth(1).bounding_box()
    assert box
    opened.mouse.move(box["x"] + 20, box["y"] + 20)
    opened.mouse.down()
    opened.mouse.move(box["x"] - 60, box["y"] + 20, steps=5)
    opened.mouse.up()
    opened.wait_for_timeout(100)
    after = state(opened)
    assert after["path"] == "/index.html"
    assert after["left"] == pytest.approx(80, abs=2)
    opened.mouse.click(box["x"] - 60, box["y"] + 20)
    opened.wait_for_url("**/terms.html#term-c1")


def test_touch(larger: Built, browser: Browser) -> None:
    with served(larger.outdir) as site:
        context = browser.new_context(viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True)
        page = context.new_page()
        page.goto(f"{site}/index.html")
        next(drawn(page)).wait_for()
        for button in page.locator(".glossary-map-controls:visible button").all():
            size = button.bounding_box()
            assert size
            assert min(size["width"], size["height"]) >= 44
        before = state(page)["width"]
        session = context.new_cdp_session(page)
        place = page.locator(".glossary-graph").first.bounding_box()
        assert place
        x, y = place["x"] + 150, place["y"] + 40
        for kind, spread in (("touchStart", 20), ("touchMove", 40), ("touchEnd", 0)):
            points = [{"x": x - spread, "y": y, "id": 0}, {"x": x + spread, "y": y, "id": 1}] if spread else []
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        page.wait_for_timeout(200)
        assert state(page)["width"] == pytest.approx(before * 2, rel=0.02)
        context.close()


def test_nothing_is_lost_without_scripts(larger: Built, browser: Browser) -> None:
    with served(larger.outdir) as site:
        context = browser.new_context(viewport={"width": 390, "height": 700}, java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{site}/index.html")
        assert page.locator(".glossary-map-controls").count() == 0
        if 'class="mermaid nohighlight"' in larger.text("index.html"):
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


def test_no_controls_beside_those_of_mermaid(project: Project) -> None:
    project.write(LARGER)
    with_zoom = project.build(mermaid_d3_zoom=True).text("index.html")
    assert [json.loads(found) for found in words(with_zoom)] == [{"isFlat": True}, {"isFlat": True}]
    at_build = project.build(mermaid_d3_zoom=True, glossary_terms_graph_output="svg").text("index.html")
    assert [json.loads(found)["larger"] for found in words(at_build)] == ["Zoom in", "Zoom in"]


def words(html: str) -> list[str]:
    start = '<script type="application/json" class="glossary-map-words">'
    return [part.partition("</script>")[0] for part in html.split(start)[1:]]


def test_only_pages_with_such_a_drawing_load_the_files(project: Project) -> None:
    project.write({**LARGER, "list.md": "---\norphan: true\n---\n\n# List\n\n```{term-path} c3\n```\n"})
    project.write({"path.md": "---\norphan: true\n---\n\n# Path\n\n```{term-path} c3\n:show: graph\n```\n"})
    built = project.build()
    having = {name for name in ("index", "terms", "list", "path") if "glossary-maps.js" in built.text(f"{name}.html")}
    assert having == {"index", "path"}
    assert {
        name for name in ("index", "terms", "list", "path") if "glossary-maps.css" in built.text(f"{name}.html")
    } == having
    epub = project.build("epub").files()
    assert not [name for name in epub if "glossary-maps" in name]


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
