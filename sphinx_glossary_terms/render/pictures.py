"""Drawings of graphs, made once and kept beside the doctrees; as files for books, which have no style sheet of ours."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_glossary_terms.render import svg
from sphinx_glossary_terms.render.assets import STATIC, STYLE_SHEET
from sphinx_glossary_terms.warnings import Code, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CONVERTER = "rsvg-convert"
"""What makes a PDF of a drawing: librsvg sets text with Pango, which finds a font for every script that the machine
has, embeds it, and keeps the text a text. CairoSVG takes one font for all, and svglib knows none by itself."""

# In the light colours of the style sheet, whose variables librsvg does not know.
_BOOK_STYLE = """\
text { font: 14px "Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", sans-serif; text-anchor: middle;
  fill: var(ink); }
.node { stroke: var(quiet); stroke-width: 2px; }
.node > rect, .node > polygon { fill: var(node); }
.glossary-relation-type-prerequisites { stroke: var(prerequisites); }
.glossary-relation-type-prerequisites-inverse { stroke: var(leads-to); }
.glossary-relation-type-broader, .glossary-relation-type-narrower { stroke: var(hierarchy); }
.glossary-relation-type-related { stroke: var(related); }
.centre > rect { fill: var(centre); stroke: var(centre); }
.centre > text { fill: var(on-centre); font-weight: bold; }
.edge { fill: none; stroke: var(quiet); stroke-width: 1.5px; }
.edge.thick { stroke-width: 3.5px; }
.edge.dotted { stroke-dasharray: 2 4; }
marker path { fill: var(quiet); }
.edge-label { font-size: 12px; stroke: white; stroke-width: 5px; paint-order: stroke; }
"""


def drawn(folder: Path, code: str, labels: Sequence[str], /) -> str:
    """The SVG of a Mermaid text, from the folder if it was drawn before.

    Raises DrawingError.
    """
    file = folder / f"{_digest(code)}.svg"
    return _kept(file, lambda: svg.draw(code, labels).encode()).read_text(encoding="utf-8")


def as_file(folder: Path, drawing: str, language: str, /) -> Path:
    """A drawing as an SVG file that stands by itself, in a language: without links, which would lead nowhere."""
    file = folder / f"{_digest(drawing + language)}-book.svg"
    return _kept(file, lambda: standing_alone(drawing, language).encode())


def as_pdf(folder: Path, drawing: str, language: str, /) -> Path | None:
    """A drawing as a PDF of vectors and text; nothing if the converter is not there, or fails."""
    file = folder / f"{_digest(drawing + language)}-book.pdf"
    command = shutil.which(CONVERTER)
    if command is None:
        return None
    source = as_file(folder, drawing, language)

    def convert() -> bytes:
        return subprocess.run([command, "--format=pdf", str(source)], capture_output=True, check=True).stdout  # noqa: S603

    try:
        return _kept(file, convert)
    except subprocess.CalledProcessError:
        return None


def miss_converter(app: Sphinx, /) -> None:
    """Tell that a book will be without pictures that were asked for (`builder-inited`)."""
    wanted = app.builder.format == "latex" and app.config.glossary_terms_graph_output == "svg"
    if wanted and shutil.which(CONVERTER) is None:
        warn(
            Code.NO_CONVERTER,
            f"graphs are left out of the book, since {CONVERTER} is not installed; install librsvg (Debian: "
            "librsvg2-bin)",
        )


def _digest(text: str) -> str:
    made_with = f"{version('sphinx-glossary-terms')} {version('merman')} {_BOOK_STYLE}"
    return hashlib.blake2b(f"{made_with} {text}".encode(), digest_size=16).hexdigest()


def _kept(file: Path, make: Callable[[], bytes]) -> Path:
    """A file that is made if it is not there; whole, even if two builds make it at once."""
    if not file.exists():
        content = make()
        file.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(dir=file.parent)
        with open(number, "wb") as stream:  # noqa: PTH123 - it is open already
            stream.write(content)
        os.replace(name, file)  # noqa: PTH105
    return file


def standing_alone(drawing: str, language: str, /) -> str:
    """A drawing with colours of its own, without links, in a language."""
    light, _, _ = (STATIC / STYLE_SHEET).read_text(encoding="utf-8").partition("}")
    colours = dict(re.findall(r"--glossary-([a-z-]+): (#\w+);", light))
    style = re.sub(r"var\(([a-z-]+)\)", lambda name: colours[name[1]], _BOOK_STYLE)
    drawing = re.sub(r"<(/?)a\b", r"<\1g", drawing)
    drawing = re.sub(r' href="[^"]*"| data-node="[^"]*"', "", drawing)
    # An image, since that is all that a book may say of a picture in a file of its own (so says epubcheck).
    drawing = drawing.replace('role="group"', 'role="img"', 1)
    drawing = drawing.replace("<svg ", f'<svg xml:lang="{language}" ', 1)
    return drawing.replace("<defs>", f"<style>{style}</style><defs>", 1)
