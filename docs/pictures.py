"""Draws the pictures of graphs that the manual shows, in every language: `make pictures`."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from sphinx.cmd.build import main

from sphinx_glossary_terms.graphs.colors import LIGHT
from sphinx_glossary_terms.graphs.images import standing_alone

DOCS = Path(__file__).parent
IMAGES = DOCS / "images"

# The name of a picture: the page, and the number of its drawing there.
DRAWINGS = {
    "colors": ("glossary/gradient-descent", 0),
    "tags": ("glossary/map", 0),
}
# The colors in the manual's example of a style sheet.
OWN_COLORS = LIGHT | {
    "--glossary-prerequisites": "#8a1c5c",
    "--glossary-center": "#3a0d28",
    "--glossary-muted": "#fdf5fa",
}


def write(name: str, drawing: str, language: str, colors: Mapping[str, str] = LIGHT) -> None:
    picture = standing_alone(drawing, language, colors)
    ground = f'</defs><rect width="100%" height="100%" style="fill: {colors["--glossary-muted"]}; stroke: none"/>'
    # Sphinx takes the picture of the language, if there is one.
    path = IMAGES / f"{name}{'' if language == 'en' else f'.{language}'}.svg"
    path.write_text(picture.replace("</defs>", ground, 1) + "\n")


def draw(language: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        if main(["-q", "-b", "html", "-D", f"language={language}", str(DOCS), folder]):
            sys.exit(1)
        for name, (page, number) in DRAWINGS.items():
            html = (Path(folder) / f"{page}.html").read_text(encoding="utf-8")
            drawing = re.findall(r"<svg xmlns[^>]*aria-describedby.*?</svg>", html, re.DOTALL)[number]
            write(name, drawing, language, OWN_COLORS if name == "colors" else LIGHT)


for language in ("en", "ja"):
    draw(language)
