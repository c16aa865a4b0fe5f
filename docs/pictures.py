"""Draws the graph in the colors of the manual's example, in every language: `make pictures`."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from sphinx.cmd.build import main

from sphinx_glossary_terms.graphs.colors import LIGHT
from sphinx_glossary_terms.graphs.images import standing_alone

DOCS = Path(__file__).parent

PAGE = "glossary/gradient-descent.html"
# The colors in the manual's example of a style sheet.
GROUND = "#fdf5fa"
COLORS = LIGHT | {
    "--glossary-prerequisites": "#8a1c5c",
    "--glossary-center": "#3a0d28",
    "--glossary-muted": GROUND,
}


def draw(language: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        if main(["-q", "-b", "html", "-D", f"language={language}", str(DOCS), folder]):
            sys.exit(1)
        html = Path(folder, PAGE).read_text(encoding="utf-8")
    drawing = re.findall(r"<svg xmlns[^>]*aria-label.*?</svg>", html, re.DOTALL)[0]
    picture = standing_alone(drawing, language, COLORS)
    ground = f'</defs><rect x="-100" y="-100" width="1000" height="2000" style="fill: {GROUND}; stroke: none"/>'
    # Sphinx takes the picture of the language, if there is one.
    path = DOCS / "images" / f"colors{'' if language == 'en' else f'.{language}'}.svg"
    path.write_text(picture.replace("</defs>", ground, 1) + "\n", encoding="utf-8")


for language in ("en", "ja"):
    draw(language)
