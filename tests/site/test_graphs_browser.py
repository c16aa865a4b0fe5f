"""Graphs as a reader has them, in a browser: exact, safe, to be used with pointer and keyboard, from a server or a file."""

from __future__ import annotations

import itertools
import re
import string
import unicodedata
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from support.browser import LOCAL_MERMAID, local_mermaid, opened, problems_of, script, served
from support.pages import data, pages_of
from support.project import CONF, Project

OUTPUTS = ["mermaid", "svg"]

TEXTS = data(__file__, "tables/labels.yaml")
NAMES: list[str] = TEXTS["names"]
TAKEN_NAMES: list[str] = TEXTS["taken"].split()
PHRASES = [*TEXTS["phrases"], "x" * 500, "語" * 500, "word " * 100 + "end"]
MARKS = [f"{char} {char}{char}" for char in string.punctuation]
LABELS = list(dict.fromkeys([*TEXTS["words"].split(), *TEXTS["signs"], *PHRASES, *MARKS]))

GROUP = 30


def groups(labels: list[str]) -> dict[str, list[tuple[int, str]]]:
    """The labels with their numbers, by page."""
    numbered = list(enumerate(labels))
    return {f"p{start // GROUP}": numbered[start : start + GROUP] for start in range(0, len(labels), GROUP)}


def escaped(text: str) -> str:
    """A text as Markdown that stands for it."""
    return "".join(f"\\{char}" if char in string.punctuation else char for char in text)


def shown(text: str) -> str:
    """What is to be seen of it: HTML collapses white space."""
    return " ".join(
        "".join(char for char in text if unicodedata.category(char) not in {"Cc", "Cs"} or char == "\t").split()
    )


def settings(output: str) -> str:
    return CONF + (
        f'glossary_terms_graph_output = "{output}"\nsmartquotes = False\nhtml_static_path = ["static"]\n'
        f'mermaid_use_local = "{LOCAL_MERMAID}"\n'
    )


def labels_in(page: Page, output: str) -> list[str]:
    if output == "svg":
        return page.locator(".glossary-graph svg .node text").all_text_contents()
    for box in page.locator(".glossary-graph").all():
        box.scroll_into_view_if_needed()
        box.locator(".nodeLabel").first.wait_for()
    return page.locator(".glossary-graph .nodeLabel").all_text_contents()


@pytest.mark.parametrize("output", OUTPUTS)
def test_labels_are_exact_and_no_script_runs(project: Project, browser: Browser, output: str) -> None:
    """They come from a catalog, which a stranger may have written."""
    project.write({"conf.py": settings(output)})
    local_mermaid(project.source / "static")
    pages = groups(LABELS)
    for name, group in pages.items():
        text = f"# Page\n\n```{{term-graph}}\n:tags: {name}\n```\n\n"
        for number, _label in group:
            # Without a relation it would stand in a line below the map.
            other = group[0][0] if number != group[0][0] else group[1][0]
            options = f":id: t{number}\n:tags: {name}\n:no-graph:\n:related: t{other}\n"
            text += f"## Term {number}\n\n```{{term}}\n{options}```\n\nText.\n\n"
        project.write({f"{name}.md": text})
    project.write({"index.md": "# Home\n\n```{toctree}\n" + "\n".join(pages) + "\n```\n\n```{term-index}\n```\n"})
    project.update_catalogs()
    for name, group in pages.items():
        project.translate(name, {f"Term {number}": escaped(label) for number, label in group})
    built = project.build(language="ja", glossary_terms_source_language="en")
    assert [line for line in built.warnings if "no-reading" not in line] == []
    found: list[str] = []
    for name in (*pages, "index", "genindex", "glossary-terms", "search"):
        with opened(browser, built.outdir, f"{name}.html?q=pwned") as page:
            if name in pages:
                found += labels_in(page, output)
            else:
                page.wait_for_timeout(500)
            assert page.evaluate("window.pwned") is None
    assert sorted(map(shown, found)) == sorted(map(shown, LABELS))


@pytest.mark.parametrize("output", OUTPUTS)
def test_relations_are_drawn_whatever_they_are_called(project: Project, browser: Browser, output: str) -> None:
    """Their labels come from a catalog of their own, which has no markup: as headings, and on lines."""
    labels = [label for label in LABELS if len(label) < 100][:90]
    names = [*TAKEN_NAMES, *(f"r{number}" for number in range(len(TAKEN_NAMES), len(labels)))]
    own = {name: {"label": f"Relation {number}", "symmetric": True} for number, name in enumerate(names)}
    project.write({"conf.py": settings(output) + f"glossary_terms_relations = {own!r}\n"})
    local_mermaid(project.source / "static")
    centers = "".join(
        f"````{{term}} T{start}\n"
        + "".join(f":{name}: O{other}\n" for other, name in enumerate(names[start : start + 3]))
        + "\nText.\n````\n\n"
        for start in range(0, len(names), 3)
    )
    others = "".join(f"````{{term}} O{other}\n:no-graph:\nText.\n````\n\n" for other in range(3))
    maps = f"```{{term-graph}} T0, T3\n:relations: {', '.join(names[:6])}\n```\n"
    project.write({"index.md": f"# Home\n\n{maps}\n{centers}{others}"})
    project.update_catalogs()
    project.translate("glossary-labels", {("relation", f"Relation {n}"): label for n, label in enumerate(labels)})
    built = project.build(language="ja")
    assert built.warnings == []
    with opened(browser, built.outdir) as page:
        labels_in(page, output)
        selector = ".group text" if output == "svg" else ".cluster-label .nodeLabel"
        found = page.locator(f".glossary-neighbors svg {selector}").all_text_contents()
        assert sorted(map(shown, found)) == sorted(map(shown, labels))
        # Each box has the colors of its own relation, and each center those of a center.
        classes = page.locator(".glossary-neighbors svg .node").evaluate_all(
            "all => all.map(node => node.classList.value)"
        )
        found = [name for node in classes for name in re.findall(r"glossary-(?:relation-type-\S+|center)", node)]
        centered = ["glossary-center"] * (len(names) // 3)
        assert sorted(found) == sorted([*(f"glossary-relation-type-{name}" for name in names), *centered])
        selector = ".edge-label" if output == "svg" else ".edgeLabel p"
        found = [text for text in page.locator(f".glossary-map svg {selector}").all_text_contents() if text]
        # The first relation of all has a line of its own.
        assert sorted(map(shown, found)) == sorted(map(shown, labels[1:6]))
        assert page.evaluate("window.pwned") is None


def test_names_fit_their_boxes(project: Project, browser: Browser) -> None:
    """In bold in the center, too; on the page itself, with the fonts that there are."""
    project.write({"conf.py": CONF + 'glossary_terms_graph_output = "svg"\n'})
    text = "".join(
        f"````{{term}} {escaped(name)}\n:id: n{n}\n:no-graph:\n\nText.\n````\n\n" for n, name in enumerate(NAMES)
    )
    for start in (*range(0, len(NAMES) - 3, 3), len(NAMES) - 3):
        ids = ", ".join(f"n{number}" for number in range(start, start + 3))
        text += f"````{{term}} {escaped(NAMES[start])}\n:id: c{start}\n:related: {ids}\n\nText.\n````\n\n"
    project.write({"index.md": f"# Home\n\n{text}"})
    built = project.build(glossary_terms_source_language="en")
    assert built.warnings == []
    with opened(browser, built.outdir) as page:
        for font in ("sans-serif", "Verdana, 'DejaVu Sans'", "serif"):
            page.add_style_tag(content=f"body {{ font-family: {font} }}")
            room = page.locator(".glossary-graph svg .node:visible").evaluate_all(script("room"))
            assert {name for name, _room in room} >= set(NAMES)
            assert [found for found in room if found[1] < 1] == [], font


# The themes pydata_sphinx_theme and sphinx_book_theme load the search in every page: then Sphinx marks nothing.
@pytest.mark.parametrize(("theme", "output"), [("alabaster", "mermaid"), ("furo", "svg")])
def test_words_of_a_search_are_marked_everywhere(project: Project, browser: Browser, theme: str, output: str) -> None:
    """Sphinx's script marks them in all texts but in descriptions of drawings and in the source of graphs."""
    blocks = "```{term-graph}\n```\n\n```{term-path} bread\n:show: graph\n```\n\n"
    bread = f"# Bread\n\n```{{term}}\n:prerequisites: dough\n```\n\nBaked.\n\n## More\n\n{blocks}"
    dough = "````{term} Dough\n:no-graph:\nWet.\n````\n\n## End\n\nA graph, a list, dough, bread.\n"
    conf = settings(output).replace('html_theme = "basic"', f'html_theme = "{theme}"')
    project.write({"conf.py": conf, "index.md": bread + dough})
    local_mermaid(project.source / "static")
    with opened(browser, project.build().outdir) as page:
        labels = labels_in(page, output)
        assert {"Bread", "Dough"} < {*labels}
        page.goto("index.html?highlight=graph+list+dough+bread")
        page.locator("#end .highlighted").nth(3).wait_for()
        assert page.locator("#end .highlighted").all_text_contents() == ["graph", "list", "dough", "bread"]
        assert labels_in(page, output) == labels


PAGES = pages_of("graphs")
PAGES["many.md"] = PAGES["many.md"].replace("FILLER", "Text.\n\n" * 80)
IMPROVES = 'glossary_terms_relations = {"improves": {"label": "Improves", "inverse_label": "Improved by"}}\n'


@pytest.fixture(scope="module", params=OUTPUTS)
def bakery(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Project:
    """A site in two languages, built."""
    project = Project(tmp_path_factory.mktemp("bakery"))
    project.write({**PAGES, "conf.py": settings(request.param).replace('"basic"', '"furo"') + IMPROVES})
    local_mermaid(project.source / "static")
    project.update_catalogs()
    project.translate("sub/bread", {"Bread": "パン"})
    project.translate("many", {"Dough": "生地", "Oven": "オーブン"})
    assert project.build().warnings == []
    project.build(language="ja")
    return project


of_mermaid = pytest.mark.parametrize("bakery", ["mermaid"], indirect=True)
of_svg = pytest.mark.parametrize("bakery", ["svg"], indirect=True)


@pytest.fixture
def page(browser: Browser, bakery: Project) -> Iterator[Page]:
    """A page of that site, on which nothing is wrong."""
    with opened(browser, bakery.folder, at="html-en/") as page:
        yield page


def test_forced_colors_are_respected(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto("sub/bread.html")
    page.locator(".glossary-graph svg .node").first.wait_for()
    fill, stroke, text, ground = page.evaluate(script("forced-colors"))
    assert (fill, stroke) == (ground, text)


@pytest.mark.smoke
def test_a_node_leads_to_its_term(page: Page) -> None:
    page.goto("../html-ja/sub/bread.html")
    page.locator(".glossary-graph a:visible", has_text="生地").click()
    page.wait_for_url("**/many.html#term-dough")
    assert "生地" in page.locator("#term-dough").inner_text()


def test_a_map_can_be_reached_by_keyboard(page: Page) -> None:
    page.goto("../html-ja/many.html")
    box = page.locator(".glossary-graph svg a", has_text="オーブン").first.locator("rect").first
    before = box.evaluate("node => parseFloat(getComputedStyle(node).strokeWidth)")
    is_there = "document.activeElement.closest('.glossary-graph svg a')?.textContent.includes('オーブン')"
    while not page.evaluate(is_there):
        page.keyboard.press("Tab")
    assert box.evaluate("node => parseFloat(getComputedStyle(node).strokeWidth)") > before
    page.keyboard.press("Enter")
    page.wait_for_url("**/many.html#term-oven")


def test_graphs_out_of_sight_wait(page: Page) -> None:
    page.goto("many.html")
    boxes = page.locator(".glossary-map .glossary-graph")
    boxes.first.locator("svg").wait_for()
    page.wait_for_timeout(1000)
    if page.locator("script[src*='glossary-graphs.js']").count():
        assert boxes.last.locator("svg").count() == 0
    boxes.last.scroll_into_view_if_needed()
    boxes.last.locator("svg").wait_for()


@of_svg
def test_drawings_need_no_server_and_no_script(bakery: Project, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False)
    bad = problems_of(page, "file:")
    page.goto((bakery.folder / "html-en" / "sub" / "bread.html").as_uri())
    assert page.locator(".glossary-graph svg:visible .node text").all_text_contents()[:2] == ["Dough", "Oven"]
    assert bad == []
    page.locator(".glossary-graph a:visible", has_text="Dough").click()
    assert page.url.endswith("many.html#term-dough")


@of_svg
def test_a_drawing_follows_the_theme(page: Page) -> None:
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        page.goto("sub/bread.html")
        node = page.locator(".glossary-graph svg .node.glossary-relation-type-prerequisites").first
        colors = node.evaluate(
            "node => ['rect', 'text'].map((part) => getComputedStyle(node.querySelector(part)).fill)"
        )
        back, ink = (sum(map(float, re.findall(r"[\d.]+", color)[:3])) for color in colors)
        assert (ink < back) == (scheme == "light"), scheme
        assert abs(ink - back) > 400, scheme


def test_a_graph_is_as_large_as_its_names_need(page: Page) -> None:
    found = {}
    for width, name in itertools.product((1280, 390), ("way", "wide")):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{name}.html")
        page.locator(".glossary-graph svg .node").first.wait_for()
        size = found[name, width] = page.evaluate(script("graph-size"))
        assert size["page"] <= 0
        assert round(size["text"], 2) >= 12
    # Three boxes fit everywhere; three long names fit on no phone, and in some themes on a desk with smaller letters.
    assert round(found["way", 1280]["scale"], 3) == round(found["way", 390]["scale"], 3) == 1
    assert max(found["way", 1280]["scrolls"], found["way", 390]["scrolls"]) <= 0
    assert found["wide", 1280]["scale"] <= 1
    assert found["wide", 390]["scrolls"] > 0


@of_mermaid
@pytest.mark.parametrize("missing", ["scripts", "Mermaid"])
def test_a_graph_that_nobody_draws_leaves_no_frame(bakery: Project, browser: Browser, missing: str) -> None:
    page = browser.new_page(java_script_enabled=missing != "scripts")
    page.route("**/mermaid/**", lambda route: route.abort())
    with served(bakery.folder) as site:
        page.goto(f"{site}/html-en/sub/bread.html")
        page.locator(".glossary-graph").wait_for(state="hidden")
        assert page.locator(".glossary-relation-lists").is_visible()


def test_a_keyboard_reaches_what_only_a_graph_has(project: Project, browser: Browser) -> None:
    """The prerequisites of prerequisites stand in no list."""
    local_mermaid(project.source / "static")
    chain = itertools.pairwise(["flour", "dough", "bread", "toast"])
    terms = "".join(f"```{{term}} {name}\n:prerequisites: {needs}\n\nText.\n```\n\n" for needs, name in chain)
    for output in OUTPUTS:
        project.write(
            {"conf.py": settings(output), "index.md": f"# Terms\n\n```{{term}} flour\n\nText.\n```\n\n{terms}"}
        )
        with opened(browser, project.build().outdir) as page:
            graph = page.locator(".glossary-neighbors").last
            graph.scroll_into_view_if_needed()
            graph.locator("svg:visible").wait_for()
            page.wait_for_function(
                """[...document.querySelectorAll(".glossary-neighbors svg a")].some((link) => link.tabIndex < 0)"""
            )
            assert graph.locator("svg:visible").get_attribute("aria-hidden") is None
            stops = """(nodes) => nodes.filter((node) => node.tabIndex >= 0).map((node) => node.textContent.trim())"""
            assert "flour" in graph.locator("svg:visible a").evaluate_all(stops)


def test_without_mermaid_the_lists_are_there(project: Project, browser: Browser) -> None:
    """The map unfolds its list; nothing of a graph that is not drawn is on the page, and no error but the browser's."""
    terms = "```{term} Dough\n:prerequisites: yeast\nKneaded.\n```\n\n```{term} Yeast\nCells.\n```\n"
    project.write({"index.md": f"# Home\n\n```{{term-graph}}\n```\n\n{terms}"})
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route("**/*jsdelivr*/**", lambda route: route.abort())
    with served(project.build().outdir) as site:
        page.goto(site)
        page.wait_for_function("document.querySelector('.glossary-map-list').open")
        assert page.locator(".glossary-map-list a").first.is_visible()
        hidden = page.locator(".glossary-graph, .glossary-legend").all()
        assert len(hidden) == 4
        assert not any(part.is_visible() for part in hidden)
    assert errors == []
