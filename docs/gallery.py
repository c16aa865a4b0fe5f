"""Takes the pictures of the landing page, of a card and of the README, in every language: all, or those with the given
names, such as `gallery/card`: `make pictures`."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal, NamedTuple

from babel.messages.pofile import read_po
from PIL import Image
from playwright.sync_api import Browser, Page
from sphinx.cmd.build import main

from benchmarks.browser import chromium

DOCS = Path(__file__).parent
IMAGES = DOCS / "images"
LANGUAGES = ("en", "ja")
# Only what the extension makes, without the buttons of the theme around it, and in a font that has both languages.
BARE = """
body { --font-stack: "Noto Sans CJK JP", sans-serif }
.mobile-header, .content-icon-container, footer { display: none !important }
html { scroll-padding-top: 1rem !important; scroll-behavior: auto !important }
* { scroll-margin-top: 0 !important }
"""


def stay(page: Page) -> None:
    """The page as it is opened."""


def go_to(selector: str) -> Callable[[Page], None]:
    """To the first such part of the page."""
    return lambda page: page.locator(selector).first.evaluate("part => part.scrollIntoView()")


def show_graph(page: Page) -> None:
    """Without the lists, of which a part would stand below."""
    page.add_style_tag(content=".glossary-relation-lists { visibility: hidden }")
    go_to(".glossary-graph")(page)


def show_steps(page: Page) -> None:
    """Without the fourth step, of which a part would stand below."""
    page.add_style_tag(content=".glossary-path li:nth-child(n + 4) { visibility: hidden }")
    go_to("ol")(page)


def filter_index(page: Page) -> None:
    word = {"en": "learning", "ja": "学習"}[page.locator("html").get_attribute("lang") or ""]
    box = page.locator(".glossary-index-filter")
    box.locator("input").fill(word)
    box.locator("button[value='how models are trained']").click()
    page.locator("body").click(position={"x": 1, "y": 1})
    box.evaluate("part => part.scrollIntoView()")


def hover(page: Page) -> None:
    page.locator("p a.glossary-link").first.hover()
    page.locator("#glossary-hover").wait_for()
    page.wait_for_timeout(500)


Scheme = Literal["light", "dark"]
SCHEMES: tuple[tuple[Scheme, str], ...] = (("light", ""), ("dark", "-dark"))


class Scene(NamedTuple):
    """A picture.

    name: its name.
    page: the page that it shows.
    height: its height, in pixels of the page.
    act: what is done first.
    scheme: the colors of the theme.
    scale: how many pixels it has for each pixel of the page.
    width: its width, in pixels of the page.
    """

    name: str
    page: str
    height: int
    act: Callable[[Page], None] = stay
    scheme: Scheme = "light"
    scale: float = 1
    width: int = 720


SCENES = (
    Scene("gallery/card", "glossary/multi-head-attention", 425, hover),
    # The landing page shows them on phones without making them smaller, and in the colors of the reader.
    *(
        Scene(f"landing/{name}{ending}", page, height, act, scheme, 1.5, width=390)
        for name, page, height, act in (
            ("graph", "glossary/large-language-model", 525, show_graph),
            ("index", "glossary/index", 530, filter_index),
            ("path", "glossary/learning-path", 440, show_steps),
        )
        for scheme, ending in SCHEMES
    ),
)
README = "first-both"


def shoot(browser: Browser, site: Path, scene: Scene) -> Image.Image:
    page = browser.new_page(
        viewport={"width": scene.width, "height": max(scene.height, 800)},
        color_scheme=scene.scheme,
        device_scale_factor=scene.scale,
    )
    page.goto((site / f"{scene.page}.html").as_uri())
    page.add_style_tag(content=BARE)
    page.evaluate("document.fonts.ready")
    scene.act(page)
    picture = Image.open(io.BytesIO(page.screenshot()))
    page.close()
    return picture.convert("RGB").crop((0, 0, round(scene.width * scene.scale), round(scene.height * scene.scale)))


def first_term(browser: Browser, folder: Path, language: str) -> None:
    """What the example on the landing page becomes."""
    found = re.search(r"^`````markdown\n(.*?)^`````$", (DOCS / "index.md").read_text(), re.MULTILINE | re.DOTALL)
    assert found is not None
    lines = found[1]
    if language != "en":
        catalog = read_po((DOCS.parent / "locales" / language / "LC_MESSAGES" / "index.po").open("rb"))
        message = catalog.get(lines)
        assert message is not None
        lines = str(message.string)
    folder.mkdir()
    (folder / "index.md").write_text(lines)
    (folder / "conf.py").write_text(
        "extensions = ['myst_parser', 'sphinx_glossary_terms']\n"
        "glossary_terms_graph_output = 'svg'\nhtml_theme = 'furo'\n"
        f"language = glossary_terms_source_language = '{language}'\n"
    )
    # In a process of its own: Sphinx keeps a language for as long as a process lasts.
    subprocess.run([sys.executable, "-m", "sphinx", "-q", "-b", "html", folder, folder / "html"], check=True)  # noqa: S603
    for scheme, ending in SCHEMES:
        scene = Scene(f"first{ending}", "index", 705, go_to("dl"), scheme=scheme, scale=1.5, width=420)
        save(shoot(browser, folder / "html", scene), IMAGES / name_in(language, scene.name))


def save(picture: Image.Image, path: Path) -> None:
    """Few colors are enough for text and lines, and make a small file; by number, so that pale areas keep theirs."""
    picture.quantize(96, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)


def name_in(language: str, name: str) -> str:
    # Sphinx takes the picture of the language, if there is one.
    return f"{name}{'' if language == 'en' else f'.{language}'}.png"


def wanted(*names: str) -> bool:
    return not sys.argv[1:] or not set(sys.argv[1:]).isdisjoint(names)


with tempfile.TemporaryDirectory() as folder, chromium() as browser:
    for language in LANGUAGES if wanted("first", "first-dark") else ():
        first_term(browser, Path(folder) / f"first-{language}", language)
    scenes = [scene for scene in SCENES if wanted(scene.name)]
    for language in LANGUAGES:
        site = Path(folder) / language
        if scenes and main(["-q", "-b", "html", "-D", f"language={language}", str(DOCS), str(site)]):
            sys.exit(1)
        for scene in scenes:
            save(shoot(browser, site, scene), IMAGES / name_in(language, scene.name))
    if wanted("first", README):
        halves = [Image.open(IMAGES / name_in(language, "first")).convert("RGB") for language in LANGUAGES]
        both = Image.new("RGB", (sum(half.width for half in halves), halves[0].height))
        for number, half in enumerate(halves):
            both.paste(half, (number * half.width, 0))
        save(both, IMAGES / f"{README}.png")
