"""Drawings of graphs as files, for books: they have no style sheet of ours."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders import Builder

from sphinx_glossary_terms.checks.report import warn
from sphinx_glossary_terms.graphs.colors import LIGHT, TOKENS, relation_rule
from sphinx_glossary_terms.model.problem import Code
from sphinx_glossary_terms.model.term import digest_of
from sphinx_glossary_terms.settings.outputs import output_of, remove_file, write_output

CONVERTER = "rsvg-convert"
"""What makes a PDF of a drawing: librsvg sets text with Pango, which finds a font for every script that the machine
has, embeds it, and keeps the text a text. CairoSVG takes one font for all, and svglib knows none by itself."""

_PICTURE = re.compile(r"[0-9a-f]{32}-book\.(svg|pdf)")
"""The names of the files: a digest, so that no picture of an author has one."""

# The rules of the style sheet that matter for a picture, in plain colors: librsvg knows no custom properties.
_BOOK_STYLE = """\
text { font: 14px "Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", sans-serif; text-anchor: middle;
  fill: var(--glossary-ink); }
.node { stroke: var(--glossary-quiet); stroke-width: 2px; }
.node > rect { fill: var(--glossary-node); }
.group > rect { fill: var(--glossary-muted); stroke-width: 1px; }
.group text { font-weight: bold; }
.glossary-center > rect { fill: var(--glossary-center); stroke: var(--glossary-center); }
.glossary-center > text { fill: var(--glossary-on-center); font-weight: bold; }
.edge { fill: none; stroke: var(--glossary-quiet); }
.edge { stroke-width: 1.5px; }
.edge.thick { stroke-width: 3.5px; }
.edge.dotted { stroke-dasharray: 2 4; }
marker path { fill: var(--glossary-quiet); }
.edge-label { font-size: 12px; stroke: white; stroke-width: 5px; paint-order: stroke; }
"""


def for_book(builder: Builder, drawing: str, language: str, /) -> Path | None:
    """A drawing as a file of its own: an SVG, or a PDF of vectors and text where LaTeX needs one.

    None if the converter is not there or fails, of which one warning tells. Files have the digest of the drawing for a
    name, and are kept from build to build.
    """
    content = standing_alone(drawing, language).encode()
    kind = output_of(builder).pictures
    file = Path(builder.doctreedir, "glossary-graphs", builder.name, f"{digest_of(content)}-book.{kind}")
    if file.exists():
        return file
    if kind == "svg":
        write_output(file, content, is_kept=True)
        return file
    command = shutil.which(CONVERTER) or CONVERTER
    try:
        made = subprocess.run([command, "--format=pdf"], input=content, capture_output=True, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", b"").decode(errors="replace").strip() or str(error)
        warn(
            Code.NO_CONVERTER,
            f"graphs are omitted from the book, since {CONVERTER} does not work: {said}; install librsvg (Debian: "
            f"librsvg2-bin), and run `{CONVERTER} --version` to see whether it works",
            once=True,
        )
        return None
    write_output(file, made.stdout, is_kept=True)
    return file


def remove_from_book(app: Sphinx, /) -> list[Any]:
    """Remove the pictures of former builds from a book before it lists its files (`html-collect-pages`).

    Sphinx knows the pictures of those pages only that this build writes.
    """
    # A builder that writes all pages at each build has them anew.
    folder = Path(app.outdir, getattr(app.builder, "imagedir", ""))
    files = folder.glob("*-book.svg") if output_of(app.builder).pictures == "svg" else ()
    if pictures := [file for file in files if _PICTURE.fullmatch(file.name)]:
        pages = Path(app.outdir).rglob("*.xhtml")
        shown = {name for page in pages for name in re.findall(r"[0-9a-f]{32}-book\.svg", page.read_text("utf-8"))}
        for picture in pictures:
            if picture.name not in shown:
                remove_file(picture)
    return []


def standing_alone(drawing: str, language: str, colors: Mapping[str, str] = LIGHT, /) -> str:
    """A drawing with colors of its own, without links, in a language."""
    rules = (relation_rule(token, "stroke", colors[token.property]) for token in TOKENS if token.relations)
    style = re.sub(r"var\((--[a-z0-9-]+)\)", lambda name: colors[name[1]], _BOOK_STYLE) + "\n".join(rules)
    drawing = re.sub(r"<(/?)a\b", r"<\1g", drawing)
    drawing = re.sub(r' href="[^"]*"', "", drawing)
    # An image, since that is all that a book may say of a picture in a file of its own (so says epubcheck).
    drawing = drawing.replace(' aria-hidden="true"', "", 1).replace('role="group"', 'role="img"', 1)
    drawing = drawing.replace("<svg ", f'<svg xml:lang="{language}" ', 1)
    return drawing.replace("<defs>", f"<style>{style}</style><defs>", 1)
