"""Takes the pictures of the manual's examples and tutorial in both languages: all, or those with the given names."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Locator

from benchmarks.browser import chromium
from support.tutorial import DOCS, SNIPPETS, follow, japanese_snippets
from support.tutorial import tutorial as read_tutorial

IMAGES = DOCS / "images" / "examples"
SCHEMES: tuple[tuple[Literal["light", "dark"], str], ...] = (("light", ""), ("dark", "-dark"))
CONF = (
    "extensions = ['myst_parser', 'sphinx_glossary_terms']\nhtml_theme = 'furo'\nglossary_terms_graph_output = 'svg'\n"
)
IN_JAPANESE = "language = 'ja'\nglossary_terms_source_language = 'ja'\n"
SCALE = 1.5
TALLEST = 760
# Above the entry or the step that would end in the middle.
CUT = """(part, most) => Math.min(most, ...[...part.querySelectorAll(".glossary-entry, .glossary-path li")]
  .map((box) => [box.getBoundingClientRect().top, box.getBoundingClientRect().bottom])
  .map((ends) => ends.map((end) => end - part.getBoundingClientRect().top))
  .filter(([top, bottom]) => top > 300 && top < most && bottom > most).map(([top]) => top))"""
# Only the page, without the theme around it and what other examples add.
BARE = """
body { --font-stack: "Noto Sans CJK JP", sans-serif }
.mobile-header, .content-icon-container, footer, .headerlink { display: none !important }
.glossary-steps, .glossary-steps + .glossary-rest, .glossary-uses { display: none !important }
article { padding: 0.5rem 1rem }
"""


def build(project: Path) -> Path:
    """In a process of its own: Sphinx keeps a language for as long as a process lasts."""
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", project, project / "_build"]
    subprocess.run(command, check=True)  # noqa: S603
    return project / "_build"


def shoot(part: Locator, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    picture = Image.open(io.BytesIO(part.screenshot())).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, round(part.evaluate(CUT, TALLEST) * SCALE))))
    # Few colors are enough for text and lines, and make a small file.
    picture.quantize(96, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)


def snippets(browser: Browser, project: Path, names: list[str], *, japanese: bool) -> None:
    texts = japanese_snippets() if japanese else {path.name: path.read_text() for path in SNIPPETS.iterdir()}
    for name, text in texts.items():
        if name.endswith(".md"):
            (project / name).write_text(text)
    (project / "conf.py").write_text(CONF + (IN_JAPANESE if japanese else ""))
    site = build(project)
    for name in names:
        for scheme, ending in SCHEMES:
            page = browser.new_page(
                viewport={"width": 540, "height": 800}, color_scheme=scheme, device_scale_factor=SCALE
            )
            page.goto((site / f"{name}.html").as_uri())
            page.add_style_tag(content=BARE)
            page.evaluate("document.fonts.ready")
            shoot(page.locator("article"), IMAGES / f"{name}{ending}{'.ja' * japanese}.png")
            page.close()


# The name of a picture: its page, in the output folder of the tutorial.
TUTORIAL = {
    "start-index": "html/index",
    "start-proofing": "html/proofing",
    "start-ingredients": "html/ingredients",
    "start-japanese": "html-{other}/proofing",
}


def tutorial(browser: Browser, project: Path, names: list[str], *, japanese: bool) -> None:
    follow(read_tutorial(japanese=japanese)[0], project)
    page = browser.new_page(viewport={"width": 540, "height": 800}, device_scale_factor=SCALE)
    for name in names:
        path = TUTORIAL[name].format(other="en" if japanese else "ja")
        page.goto((project / "_build" / f"{path}.html").as_uri())
        page.add_style_tag(
            content='* { font-family: "Noto Sans CJK JP", sans-serif !important } div.body { padding: 1rem !important }'
        )
        shoot(page.locator("div.body"), IMAGES / f"{name}{'.ja' * japanese}.png")


ALL = {snippets: [path.stem for path in sorted(SNIPPETS.glob("*.md"))], tutorial: list(TUTORIAL)}
with chromium() as browser:
    for function, known in ALL.items():
        if names := [name for name in known if name in (sys.argv[1:] or known)]:
            for japanese in (False, True):
                with tempfile.TemporaryDirectory() as folder:
                    function(browser, Path(folder), names, japanese=japanese)
