"""Every theme, light and dark, narrow and wide: nothing overflows, nobody is shut out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from support.browser import LOCAL_MERMAID, local_mermaid, npm, problems_of, script, served
from support.pages import KITCHEN, KITCHEN_CONF, PROJECTS
from support.project import CONF, Built, Project

Scheme = Literal["light", "dark"]

# The theme, and what it makes of a system that is dark.
THEMES = [
    *(("alabaster", "light"), ("sphinx_rtd_theme", "light")),
    *(("furo", "dark"), ("pydata_sphinx_theme", "dark"), ("sphinx_book_theme", "dark")),
]

# The generated page of all terms, in Sphinx's template and in that of Furo.
TABLE = "table:is(.modindextable, .domainindex-table)"

# Boxes of ours: whatever else a page has belongs to the theme.
OURS = [f".glossary-{name}" for name in ("names", "field", "relations", "graph", "map", "path", "index")]
OURS += ["dl.glossary", TABLE]


def built_in(project: Project, theme: str, output: str, language: str) -> Built:
    settings = (
        f'html_theme = "{theme}"\nglossary_terms_graph_output = "{output}"\n'
        f'html_static_path = ["static"]\nmermaid_use_local = "{LOCAL_MERMAID}"\n' + KITCHEN_CONF
    )
    (project.source / "static").mkdir(parents=True, exist_ok=True)
    project.write({**KITCHEN, "conf.py": CONF.replace('html_theme = "basic"\n', "") + settings})
    project.update_catalogs()
    project.translate_all(PROJECTS / "kitchen" / "ja.yaml")
    built = project.build(language=language)
    assert [line for line in built.warnings if "no-reading" not in line] == []
    return built


def violations(page: Page, boxes: list[str]) -> list[str]:
    """What axe-core finds in some boxes."""
    page.add_script_tag(path=npm("axe-core") / "axe.min.js")
    found: dict[str, Any] = page.evaluate(
        "boxes => axe.run({include: boxes.filter(box => document.querySelector(box))}, {resultTypes: ['violations']})",
        boxes,
    )
    complaints = []
    for violation in found["violations"]:
        for node in violation["nodes"]:
            # axe-core does not know that a link of SVG takes the focus.
            links = page.locator(f"{node['target'][0]} svg a")
            if violation["id"] == "scrollable-region-focusable" and links.count():
                links.first.focus()
                if links.first.evaluate("link => link === document.activeElement"):
                    continue
            data = (node["any"] or [{}])[0].get("data") or {}
            place = f"{data['fgColor']} on {data['bgColor']}" if "fgColor" in data else str(node["target"])
            complaints.append(f"{violation['id']}: {place}")
    return complaints


class Watched(NamedTuple):
    """A page in which one address after the other is opened, and its complaints: errors, and requests to other hosts."""

    page: Page
    site: str
    complaints: list[str]


@contextmanager
def watched(browser: Browser, outdir: Path) -> Iterator[Watched]:
    """A site in a browser. A context or a page for each address would take three times as long."""
    with served(outdir) as site:
        page = browser.new_page()
        # Other hosts are never asked, so no page waits for one that a theme names.
        page.route(re.compile(f"^(?!{re.escape(site)}|data:)"), lambda route: route.abort())
        yield Watched(page, site, problems_of(page, site))
        page.close()


def complaints_of(watched: Watched, name: str) -> set[str]:
    """What is wrong with a page: in our boxes, or on the page that has none in the whole."""
    page, complaints = watched.page, watched.complaints
    complaints.clear()
    page.goto(f"{watched.site}/{name}.html")
    for graph in page.locator(".glossary-graph:has(pre.mermaid)").all():
        graph.scroll_into_view_if_needed()
        graph.locator("svg:visible .node").first.wait_for()
    complaints += violations(page, ["body"] if name == "plain" else OURS)
    complaints += page.evaluate(script("contrast"))
    complaints += page.evaluate(script("look"), TABLE)
    if (overflow := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
        complaints.append(f"{overflow} px too wide")
    return {complaint.partition("?")[0] for complaint in complaints}  # some addresses have the time behind it


def faults(watched: Watched, scheme: Scheme, width: int, names: list[str]) -> dict[str, set[str]]:
    """What is wrong with pages and not the theme's own, by page and look."""
    watched.page.emulate_media(color_scheme=scheme)
    watched.page.set_viewport_size({"width": width, "height": 900})
    # First of all what a page without anything of ours has, which is the theme's own.
    plain = complaints_of(watched, "plain")
    found = {f"{name}-{scheme}-{width}": complaints_of(watched, name) - plain for name in names}
    # What a theme, or a page of ours, remembers of a reader.
    watched.page.evaluate("localStorage.clear(), sessionStorage.clear()")
    return {name: complaints for name, complaints in found.items() if complaints}


NAMES = [name.removesuffix(".md") for name in KITCHEN if name != "plain.md"]


@pytest.mark.parametrize(
    ("theme", "dark"),
    [pytest.param(*row, id=row[0], marks=[pytest.mark.smoke] if row[0] == "furo" else []) for row in THEMES],
)
def test_a_theme(project: Project, browser: Browser, theme: str, dark: Scheme) -> None:
    """The look that is the hardest one: narrow, in Japanese, dark where the theme can be."""
    with watched(browser, built_in(project, theme, "svg", "ja").outdir) as site:
        assert faults(site, dark, 390, NAMES) == {}


@pytest.mark.parametrize(("theme", "dark"), THEMES, ids=[theme for theme, _ in THEMES])
def test_a_theme_with_graphs_drawn_by_the_browser(project: Project, browser: Browser, theme: str, dark: Scheme) -> None:
    """The default output, of which a sample is enough; and the generated page of all terms."""
    local_mermaid(project.source / "static")
    names = ["bread", "map", "glossary-terms"]
    with watched(browser, built_in(project, theme, "mermaid", "ja").outdir) as site:
        assert faults(site, dark, 1280, names) | faults(site, "light", 390, names) == {}


def test_a_theme_with_room_above_anchors(project: Project, browser: Browser) -> None:
    """As that of Ansible has: above our boxes there is neither a hole, nor do they overlap what is above."""
    with watched(browser, built_in(project, "alabaster", "svg", "en").outdir) as site:
        for name in ("bread", "kitchen/words"):
            site.page.goto(f"{site.site}/{name}.html")
            before = site.page.evaluate(script("gaps"))
            site.page.add_style_tag(content="section [id] { padding-top: 45px; margin-top: -45px }")
            assert site.page.evaluate(script("gaps")) == before != []
