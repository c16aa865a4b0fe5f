"""Every theme, light and dark, narrow and wide, in both languages: nothing overflows, nobody is shut out."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request

from support import ROOT
from support.browser import LOCAL_MERMAID, needs_browser, npm, put_mermaid, served
from support.project import CONF, Built, Project

pytestmark = needs_browser

# The theme, and whether it follows a system that is dark.
THEMES = [
    ("alabaster", False),
    ("furo", True),
    ("pydata_sphinx_theme", True),
    ("sphinx_book_theme", True),
    ("sphinx_rtd_theme", False),
    ("shibuya", True),
    ("sphinx_material", False),
    ("python_docs_theme", True),
    ("openstackdocs", False),
    ("piccolo_theme", True),
]
SETTINGS = {
    "sphinx_material": "html_theme_options = {'css_minify': True}\nsuppress_warnings = ['config.cache']\n",
    "openstackdocs": 'extensions.append("openstackdocstheme")\n',
}
"""What a theme needs besides its name, or what it has been in trouble with."""
SCREENSHOTS = ROOT / "build" / "screenshots"

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

        The way to {term}`language models <language model>`, and beyond.

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
    ("language-model/reading", "Language model"): "げんごもでる",
    ("machine-translation/reading", "Machine translation"): "きかいほんやく",
}

# The generated page of all terms, in Sphinx's template and in that of Furo.
TABLE = "table:is(.modindextable, .domainindex-table)"

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
    *(".glossary-index", "dl.glossary", TABLE),
]


def built_in(project: Project, theme: str, output: str, *languages: str) -> dict[str, Built]:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    settings = (
        f'html_theme = "{theme}"\nglossary_terms_graph_output = "{output}"\n'
        'glossary_terms_relations = {"improves": {"label": "Improves", "inverse_label": "Improved by"}}\n'
        f'html_static_path = ["static"]\nmermaid_use_local = "{LOCAL_MERMAID}"\n{SETTINGS.get(theme, "")}'
    )
    (project.source / "static").mkdir(parents=True, exist_ok=True)
    project.write({**PAGES, "conf.py": CONF.replace('html_theme = "basic"\n', "") + settings})
    project.update_catalogs()
    for page, messages in JAPANESE.items():
        project.translate(page, messages)
    project.translate("glossary-readings", READINGS)
    found = {language: project.build(language=language) for language in languages}
    for built in found.values():
        assert [line for line in built.warnings if "no-reading" not in line] == []
    return found


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


# axe-core does not look at the colors in drawings (WCAG 1.4.3 and 1.4.11).
CONTRAST = """() => {
  const channels = (color) => color.match(/[\\d.]+/g).slice(0, 3).map((part) => part / (color.startsWith("color(") ? 1 : 255));
  const light = (color) => channels(color)
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
    // Text of Mermaid is HTML.
    const ink = (text) => (text.matches("p") ? getComputedStyle(text).color : getComputedStyle(text).fill);
    for (const node of graph.querySelectorAll(".node")) {
      const box = getComputedStyle(node.querySelector("rect, polygon"));
      check("a name", ink(node.querySelector("text, .nodeLabel p")), box.fill, 4.5);
      check("a box", box.stroke, ground, 3);
    }
    for (const edge of graph.querySelectorAll(".edge, .flowchart-link")) check("a line", getComputedStyle(edge).stroke, ground, 3);
    for (const label of graph.querySelectorAll(".edge-label, .edgeLabel p")) check("a label", ink(label), ground, 4.5);
  }
  return found;
}"""

# The contrast between the darkest and the brightest pixel of parts of a picture: a theme may put a filter on a drawing.
CONTRASTS_OF_PIXELS = """async ([address, parts]) => {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  return parts.map((part) => {
    const {data} = canvas.getImageData(...(part ?? [0, 0, image.width, image.height]));
    let [dark, bright] = [1, 0];
    for (let start = 0; start < data.length; start += 4) {
      const light = [0.2126, 0.7152, 0.0722]
        .map((share, index) => share * (data[start + index] / 255) ** 2.2)
        .reduce((sum, part) => sum + part);
      [dark, bright] = [Math.min(dark, light), Math.max(bright, light)];
    }
    return (bright + 0.05) / (dark + 0.05);
  });
}"""

# Which of some names are on the screen as a whole, with nothing over them: number, and place in pixels.
SEEN = """(names) => names.flatMap((name, number) => {
  const box = name.getBoundingClientRect();
  const points = [[box.left + 1, box.top + 1], [box.right - 1, box.bottom - 1], [box.x + box.width / 2, box.y + box.height / 2]];
  const isSeen = points.every(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (top.contains(name) || name.contains(top));
  });
  const place = name.closest("svg").parentElement.getBoundingClientRect();
  const [left, top, right, bottom] = [Math.floor(box.left), Math.floor(box.top), Math.ceil(box.right), Math.ceil(box.bottom)];
  return isSeen && left >= place.left && right <= place.right ? [[number, left, top, right - left, bottom - top]] : [];
})"""

# What themes do to parts of ours that they take for theirs.
LOOK = """(table) => {
  const found = [];
  const complain = (wrong, what) => wrong && found.push(what);
  for (const item of document.querySelectorAll(".glossary-uses li")) {
    const {listStyleType, marginLeft} = getComputedStyle(item);
    complain(listStyleType !== "none" || marginLeft !== "0px", "a bullet in the list of uses");
  }
  for (const graph of [...document.querySelectorAll(".glossary-graph svg")].filter((svg) => svg.checkVisibility())) {
    const [inner, outer] = [graph.getBoundingClientRect(), graph.parentElement.getBoundingClientRect()];
    const [left, right] = [inner.left - outer.left, outer.right - inner.right];
    const {paddingLeft, paddingRight} = getComputedStyle(graph.parentElement);
    const fits = inner.width <= graph.parentElement.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    complain(fits && Math.abs(left - right) > 2, `a graph off the center: ${left}, ${right}`);
  }
  for (const label of document.querySelectorAll(".glossary-graph foreignObject")) {
    const [room, text] = [label, label.firstElementChild].map((element) => element.getBoundingClientRect());
    const isCut = getComputedStyle(label).overflow !== "visible" && text.width > room.width;
    complain(isCut || text.width > room.width + 8 || text.height > room.height + 1, `a label is cut: ${label.textContent}`);
  }
  for (const summary of document.querySelectorAll("details.glossary-field > summary")) {
    complain(getComputedStyle(summary, "::before").content !== "none", "a mark before what folds");
  }
  for (const box of document.querySelectorAll(":is(.glossary-relations, .glossary-uses, .glossary-map, .glossary-index)")) {
    const {paddingLeft, paddingTop, marginLeft} = getComputedStyle(box);
    const moved = [paddingLeft, paddingTop, marginLeft].filter((length) => length !== "0px");
    complain(moved.length, `a box that is moved: ${box.className}, ${moved}`);
  }
  for (const list of document.querySelectorAll(".glossary-uses ul, .glossary-bar ol, .glossary-bar li")) {
    const {paddingLeft, marginLeft} = getComputedStyle(list);
    complain(paddingLeft !== "0px" || marginLeft !== "0px", `a list that is moved: ${list.tagName} ${paddingLeft}, ${marginLeft}`);
  }
  for (const link of document.querySelectorAll(".glossary-step-back a, .glossary-step-on a")) {
    const parts = [...link.getClientRects()];
    const isAlone = (arrow) => parts.every((part) => part === arrow || part.top >= arrow.bottom || part.bottom <= arrow.top);
    complain(parts.length > 1 && parts.some((part) => part.width < 24 && isAlone(part)), "an arrow in a line of its own");
  }
  for (const button of document.querySelectorAll(".glossary-steps > button")) {
    const room = button.parentElement.getBoundingClientRect().bottom - button.getBoundingClientRect().bottom;
    complain(room < 8, `a button at the edge of its box: ${room}`);
  }
  for (const letters of document.querySelectorAll(".glossary-index-letters")) {
    const {backgroundColor, boxShadow} = getComputedStyle(letters);
    const room = letters.getBoundingClientRect().top - letters.previousElementSibling.getBoundingClientRect().bottom;
    complain(room < -parseFloat(boxShadow.split(" 0px ")[1]), `letters over what is above them: ${room}, ${boxShadow}`);
    let ground = letters.parentElement;
    while (ground && /^rgba\\(.*, 0\\)$/.test(getComputedStyle(ground).backgroundColor)) ground = ground.parentElement;
    const color = ground ? getComputedStyle(ground).backgroundColor : backgroundColor;
    complain(color !== backgroundColor, `letters on ${backgroundColor}, on a page of ${color}`);
  }
  for (const row of document.querySelectorAll(`${table} tr:has(a)`)) {
    const [, name, text] = row.cells;
    complain(getComputedStyle(name.querySelector("code")).fontFamily !== getComputedStyle(row).fontFamily, "a name in the font of code");
    for (const part of row.querySelectorAll("em")) {
      complain(getComputedStyle(part).fontStyle !== "normal", "slanted text");
      complain(part.getBoundingClientRect().right > innerWidth, "a definition off the screen");
    }
    const below = text.getBoundingClientRect().top >= name.getBoundingClientRect().bottom - 1;
    complain(below !== innerWidth < 576, below ? "a definition below its name" : "a definition beside its name");
  }
  return found;
}"""


@dataclass
class Watched:
    """A page in which one address after the other is opened, and its complaints: errors, and requests to other hosts."""

    page: Page
    site: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", self.on_request)
        # Other hosts are never asked, so no page waits for one that a theme names.
        self.page.route(re.compile(f"^(?!{re.escape(self.site)}|data:)"), lambda route: route.abort())
        self.page.on("console", self.on_console)

    def on_request(self, request: Request) -> None:
        if not request.url.startswith((self.site, "data:")):
            self.complaints.append(request.url.partition("?")[0])  # some have the time behind it

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def open(self, name: str) -> None:
        self.complaints.clear()
        self.page.goto(f"{self.site}/{name}.html")


@contextmanager
def watched(browser: Browser, outdir: Path) -> Iterator[Watched]:
    """A site in a browser. A context or a page for each address would take three times as long."""
    with served(outdir) as site:
        context = browser.new_context()
        yield Watched(context.new_page(), site)
        context.close()


def contrasts_of(names: Locator) -> list[str]:
    """Which names in a graph have too little contrast to their boxes, as they are seen."""
    contrasts: dict[int, float] = {}
    for number in range(names.count()):
        if number in contrasts:
            continue
        # With it, many others come to be seen; if it cannot be seen as a whole, it has a picture of its own.
        names.nth(number).scroll_into_view_if_needed()
        seen: dict[int, list[int] | None] = {at: part for at, *part in names.evaluate_all(SEEN)}
        is_seen = number in seen
        picture = base64.b64encode((names.page if is_seen else names.nth(number)).screenshot()).decode()
        seen = seen if is_seen else {number: None}
        values = names.page.evaluate(CONTRASTS_OF_PIXELS, [f"data:image/png;base64,{picture}", [*seen.values()]])
        contrasts.update(zip(seen, values, strict=True))
    return [f"contrast of pixels: {contrast:.1f}" for contrast in contrasts.values() if contrast < 4.5]


def complaints_of(watched: Watched, name: str) -> set[str]:
    """What is wrong with a page: in our boxes, or on the page that has none in the whole."""
    page, complaints = watched.page, watched.complaints
    watched.open(name)
    drawn_by_browser = page.locator(".glossary-graph:has(pre.mermaid)").all()
    for graph in drawn_by_browser:
        graph.scroll_into_view_if_needed()
        graph.locator("svg:visible .node").first.wait_for()
        complaints += contrasts_of(graph.locator(".nodeLabel:visible"))
    complaints += violations(page, ["body"] if name == "plain" else OURS)
    complaints += page.evaluate(CONTRAST)
    complaints += page.evaluate(LOOK, TABLE)
    if (overflow := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
        complaints.append(f"{overflow} px too wide")
    # On a phone, a whole map in full screen is too small for its letters: Mermaid's copy is there to be enlarged.
    if page.evaluate("innerWidth") > 400 and page.locator(".glossary-map pre.mermaid").count():
        page.locator(".glossary-map .mermaid-fullscreen-btn:visible").first.click()
        complaints += contrasts_of(page.locator(".mermaid-container-fullscreen .nodeLabel").first)
    return set(complaints)


def keep_picture(watched: Watched, name: str, path: Path) -> None:
    """A picture of a page with which something is wrong."""
    watched.open(name)
    for graph in watched.page.locator(".glossary-graph:has(pre.mermaid)").all():
        graph.scroll_into_view_if_needed()
        graph.locator("svg:visible .node").first.wait_for()
    watched.page.screenshot(path=path, full_page=True)


def faults(
    watched: Watched, place: str, scheme: Literal["light", "dark"], width: int, names: list[str]
) -> dict[str, set[str]]:
    """What is wrong with pages and not the theme's own, by the name of the picture."""
    watched.page.emulate_media(color_scheme=scheme)
    watched.page.set_viewport_size({"width": width, "height": 900})
    # First of all what a page without anything of ours has, which is the theme's own.
    plain = complaints_of(watched, "plain")
    found = {}
    for name in names:
        if complaints := complaints_of(watched, name) - plain:
            picture = f"{place}-{name}-{scheme}-{width}"
            keep_picture(watched, name, SCREENSHOTS / f"{picture}.png")
            found[picture] = complaints
    # What a theme, or a page of ours, remembers of a reader.
    watched.page.evaluate("localStorage.clear(), sessionStorage.clear()")
    return found


Scheme = Literal["light", "dark"]
NAMES = [name.removesuffix(".md") for name in PAGES if name != "plain.md"]
LOOKED_AT = ["language-model", "index"]
"""The pages of which every night brings pictures, in `build/screenshots`, for somebody to look at."""
themes = pytest.mark.parametrize(
    ("theme", "has_dark"),
    [pytest.param(*row, id=row[0], marks=[pytest.mark.smoke] if row[0] == "furo" else []) for row in THEMES],
)


@themes
def test_theme_at_a_glance(project: Project, browser: Browser, theme: str, has_dark: bool) -> None:
    """The look that is the hardest one: narrow, in Japanese, dark where the theme can be."""
    built = built_in(project, theme, "svg", "ja")["ja"]
    with watched(browser, built.outdir) as site:
        assert faults(site, f"{theme}-ja", "dark" if has_dark else "light", 390, NAMES) == {}


@pytest.mark.nightly
@pytest.mark.parametrize(("theme", "has_dark"), THEMES, ids=[theme for theme, _ in THEMES])
def test_theme(project: Project, browser: Browser, theme: str, has_dark: bool) -> None:
    schemes: tuple[Scheme, ...] = ("light", "dark") if has_dark else ("light",)
    found: dict[str, set[str]] = {}
    for language, built in built_in(project, theme, "svg", "en", "ja").items():
        with watched(browser, built.outdir) as site:
            for scheme, width in product(schemes, (1280, 390)):
                found |= faults(site, f"{theme}-{language}", scheme, width, NAMES)
                for name in LOOKED_AT:
                    keep_picture(site, name, SCREENSHOTS / f"{theme}-{language}-{name}-{scheme}-{width}.png")
    assert found == {}


@pytest.mark.parametrize(("theme", "has_dark"), THEMES, ids=[theme for theme, _ in THEMES])
def test_theme_with_graphs_drawn_by_the_browser(project: Project, browser: Browser, theme: str, has_dark: bool) -> None:
    """The default output, of which a sample is enough; and the generated page of all terms."""
    npm("mermaid")
    put_mermaid(project.source / "static")
    names = ["language-model", "map", "glossary-terms"]
    built = built_in(project, theme, "mermaid", "ja")["ja"]
    with watched(browser, built.outdir) as site:
        dark: Scheme = "dark" if has_dark else "light"
        found = faults(site, f"{theme}-mermaid", dark, 1280, names)
        found |= faults(site, f"{theme}-mermaid", "light", 390, names)
    assert found == {}


# The place of each of our boxes with an anchor, below the one before it.
GAPS = """() => [...document.querySelectorAll("div:is(.glossary-field, .glossary-folded, .glossary-relations, .glossary-uses)[id]")].map((box) => {
  const {marginTop, paddingTop} = getComputedStyle(box);
  return [box.className, marginTop, paddingTop];
})"""


def test_a_theme_with_room_above_anchors(project: Project, browser: Browser) -> None:
    """As that of Ansible has: above our boxes there is neither a hole, nor do they overlap what is above."""
    built = built_in(project, "alabaster", "svg", "en")["en"]
    with watched(browser, built.outdir) as site:
        for name in ("language-model", "entries"):
            site.open(name)
            before = site.page.evaluate(GAPS)
            site.page.add_style_tag(content="section [id] { padding-top: 45px; margin-top: -45px }")
            assert site.page.evaluate(GAPS) == before != []
