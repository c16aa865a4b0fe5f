"""Draws the pictures of graphs that the manual shows, in every language: `make pictures`."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from sphinx.cmd.build import main

from sphinx_glossary_terms.write.graphs.images import standing_alone

DOCS = Path(__file__).parent
IMAGES = DOCS / "images"

# The name of a picture: the page, and the number of its drawing there.
DRAWINGS = {
    "term": ("glossary/gradient-descent", 0),
    "tags": ("glossary/map", 0),
    "map": ("glossary/map", 1),
}
# The colors in the manual's example of a style sheet.
OWN_COLOURS = {"#0b6e4f": "#8a1c5c", "#1f2937": "#3a0d28", "#f6f8fa": "#fdf5fa"}


def write(name: str, picture: str, language: str, ground: str) -> None:
    # Sphinx takes the picture of the language, if there is one.
    path = IMAGES / f"{name}{'' if language == 'en' else f'.{language}'}.svg"
    path.write_text(picture.replace("</defs>", f'</defs><rect width="100%" height="100%" fill="{ground}"/>', 1) + "\n")


def draw(language: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        if main(["-q", "-b", "html", "-D", f"language={language}", str(DOCS), folder]):
            sys.exit(1)
        for name, (page, number) in DRAWINGS.items():
            html = (Path(folder) / f"{page}.html").read_text(encoding="utf-8")
            drawing = re.findall(r"<svg [^>]*--glossary-width.*?</svg>", html, re.DOTALL)[number]
            picture = standing_alone(drawing, language)
            write(name, picture, language, "#f6f8fa")
            if name == "term":
                for color, own in OWN_COLOURS.items():
                    picture = picture.replace(color, own)
                write("colors", picture, language, "#fdf5fa")


for language in ("en", "ja"):
    draw(language)
