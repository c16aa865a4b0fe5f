"""Every theme, light and dark, narrow and wide, in both languages: nothing overflows, nobody is shut out."""

from __future__ import annotations

import importlib.util
import os
from itertools import product
from pathlib import Path
from typing import Any, Literal

import pytest
from browser import chromium, needs_browser, npm, served
from conftest import CONF, Built, Project
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

pytestmark = needs_browser

# The theme, its module, and whether it follows a system that is dark.
THEMES = [
    ("alabaster", "alabaster", False),
    ("furo", "furo", True),
    ("pydata_sphinx_theme", "pydata_sphinx_theme", True),
    ("sphinx_book_theme", "sphinx_book_theme", True),
    ("sphinx_rtd_theme", "sphinx_rtd_theme", False),
    ("shibuya", "shibuya", True),
]
SCREENSHOTS = Path(__file__).parent.parent / "build" / "screenshots"

PAGES = {
    "index.md": "# Home\n\n```{toctree}\nlanguage-model\nentries\nmap\nplain\n```\n\n```{term-index}\n```\n\n```{term-index}\n:by: tag\n```\n",
    "language-model.md": """
        # Language model

        ```{term}
        :aliases: LM, model of a language
        :prerequisites: token, entropy
        :broader: model
        :related: model-card
        :improves: search
        :tags: models, language
        ```

        A program that finds out how likely a piece of text is after the text before it, so that it can continue it: see {term}`token`.

        ```{eli5}
        A parrot in a library that has heard every story, and guesses how the next one goes on.
        ```

        ```{deep-dive}
        The probability of a text is that of its {term}`tokens <token>`, one after the other:

        - `p(a b c) = p(a) p(b | a) p(c | a b)`
        - the logarithm of it, by the number of tokens, is the {term}`entropy`.
        ```

        ```{sources}
        - [A Mathematical Theory of Communication](https://doi.org/10.1002/j.1538-7305.1948.tb01338.x)
        ```
        """,
    "entries.md": """
        # Entries

        ````{term} Token
        :tags: language
        A piece of text.
        ```{eli5}
        A brick.
        ```
        ````

        ````{term} Entropy
        :aliases: information content
        :related: token
        :tags: mathematics
        How much one does not know.
        ````

        ````{term} Model
        :narrower: small model
        A picture of something.
        ````

        ````{term} Small model
        A small picture.
        ````

        ````{term} Machine translation
        :prerequisites: language-model
        :tags: language
        From one language into another one.
        ````

        ````{term} Model card
        A sheet.
        ````

        ````{term} Search
        :tags: language
        To find something.
        ````
        """,
    "plain.md": "# Plain\n\nText with a [link](https://example.org/), `code`, and {doc}`another <index>`.\n",
    "map.md": """
        # Map

        ```{term-graph}
        :caption: All of it
        ```

        ```{term-path} machine translation
        :show: graph
        ```
        """,
}
JAPANESE: dict[str, dict[str | tuple[str, str], str]] = {
    "language-model": {"Language model": "言語モデル"},
    "entries": {
        "Token": "トークン",
        "Entropy": "エントロピー",
        "Machine translation": "機械翻訳",
        "A piece of text.": "文章のかけら。",
    },
}
READINGS: dict[str | tuple[str, str], str] = {
    ("language-model", "Language model"): "げんごもでる",
    ("machine-translation", "Machine translation"): "きかいほんやく",
}

# Boxes of ours: whatever else a page has belongs to the theme.
OURS = [
    *(
        ".glossary-names",
        ".glossary-field",
        ".glossary-relations",
        ".glossary-graph",
        ".glossary-map",
        ".glossary-path",
    ),
    *(".glossary-index", "dl.glossary"),
]


def bilingual(project: Project, theme: str) -> dict[str, Built]:
    settings = (
        f'html_theme = "{theme}"\nglossary_terms_graph_output = "svg"\n'
        'glossary_terms_relations = {"improves": {"label": "Improves", "inverse_label": "Improved by"}}\n'
    )
    project.write({**PAGES, "conf.py": CONF.replace('html_theme = "basic"\n', "") + settings})
    project.update_catalogs()
    for page, messages in JAPANESE.items():
        project.translate(page, messages)
    project.translate("glossary-readings", READINGS)
    return {language: project.build(language=language) for language in ("en", "ja")}


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
            data = (node["any"] or [{}])[0].get("data") or {}
            place = f"{data['fgColor']} on {data['bgColor']}" if "fgColor" in data else str(node["target"])
            complaints.append(f"{violation['id']}: {place}")
    return complaints


# axe-core does not look at the colours in drawings (WCAG 1.4.3 and 1.4.11).
CONTRAST = """() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / (colour.startsWith("color(") ? 1 : 255));
  const light = (colour) => channels(colour)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const found = [];
  const check = (what, one, other, least) => {
    if (contrast(one, other) < least) found.push(`contrast of ${what}: ${one} on ${other}`);
  };
  for (const graph of document.querySelectorAll(".glossary-graph")) {
    const ground = getComputedStyle(graph).backgroundColor;
    for (const node of graph.querySelectorAll(".node")) {
      const box = getComputedStyle(node.querySelector("rect, polygon"));
      check("a name", getComputedStyle(node.querySelector("text")).fill, box.fill, 4.5);
      check("a box", box.stroke, ground, 3);
    }
    for (const edge of graph.querySelectorAll(".edge")) check("a line", getComputedStyle(edge).stroke, ground, 3);
    for (const label of graph.querySelectorAll(".edge-label")) check("a label", getComputedStyle(label).fill, ground, 4.5);
  }
  return found;
}"""


def watched(context: BrowserContext, site: str, complaints: list[str]) -> Page:
    """A page that complains of errors, and of requests to other hosts."""
    page = context.new_page()

    def request(request: Request) -> None:
        if not request.url.startswith((site, "data:")):
            complaints.append(request.url)

    def console(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    page.on("request", request)
    page.on("console", console)
    return page


def complaints_of(context: BrowserContext, site: str, name: str, picture: Path) -> set[str]:
    """What is wrong with a page, of which a picture is kept: in our boxes, or on the page that has none in the whole."""
    complaints: list[str] = []
    page = watched(context, site, complaints)
    page.goto(f"{site}/{name}.html")
    page.screenshot(path=picture, full_page=True)
    complaints += violations(page, ["body"] if name == "plain" else OURS)
    complaints += page.evaluate(CONTRAST)
    if (overflow := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
        complaints.append(f"{overflow} px too wide")
    page.close()
    return set(complaints)


@pytest.mark.parametrize(("theme", "module", "has_dark"), THEMES, ids=[theme for theme, *_ in THEMES])
def test_theme(project: Project, theme: str, module: str, has_dark: bool) -> None:
    if importlib.util.find_spec(module) is None and "CI" not in os.environ:
        pytest.skip(f"the theme {theme} is not installed (dependency group `themes`)")
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark") if has_dark else ("light",)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    found: dict[str, set[str]] = {}
    with chromium() as browser:
        for language, built in bilingual(project, theme).items():
            assert [line for line in built.warnings if "no-reading" not in line] == []
            with served(built.outdir) as site:
                for scheme, width in product(schemes, (1280, 390)):
                    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
                    names = [name.removesuffix(".md") for name in PAGES]
                    # First of all what a page without anything of ours has, which is the theme's own.
                    plain = complaints_of(context, site, "plain", SCREENSHOTS / "plain.png")
                    places = {name: f"{theme}-{name}-{language}-{scheme}-{width}" for name in names}
                    complaints = {
                        name: complaints_of(context, site, name, SCREENSHOTS / f"{place}.png")
                        for name, place in places.items()
                    }
                    found |= {places[name]: complaints[name] - complaints["plain"] - plain for name in names}
                    context.close()
    assert {where: complaints for where, complaints in found.items() if complaints} == {}
