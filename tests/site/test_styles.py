"""Style sheets: what they are made of, and the colors that a project may change."""

from __future__ import annotations

import re

from sphinx_glossary_terms.graphs.colors import LIGHT, TOKENS
from sphinx_glossary_terms.graphs.images import standing_alone
from support import ROOT
from support.project import Project

STATIC = ROOT / "sphinx_glossary_terms" / "static"


def test_files_of_the_output(project: Project) -> None:
    """Every source is in one of them, every color is used, and every property is set."""
    project.write({"index.md": "# Bread\n\n```{term}\nFood.\n```\n"})
    folder = project.build().outdir / "_static"
    found = {path.name: path.read_text("utf-8") for path in folder.glob("glossary-*")}
    sources = [path for path in STATIC.iterdir() if path.suffix in {".css", ".js"}]
    assert sources
    assert [path.name for path in sources if not any(path.read_text("utf-8") in text for text in found.values())] == []
    for name in ("glossary-terms.css", "glossary-cards.css"):
        used = set(re.findall(r"var\((--glossary-[a-z0-9-]+)\)", found[name]))  # without a value in its place
        assert used <= set(re.findall(r"(--glossary-[a-z0-9-]+):", found[name]))
        assert name != "glossary-terms.css" or {token.property for token in TOKENS} <= used


def test_the_manual_names_every_color() -> None:
    rows = re.findall(r"^\| `--glossary-.*", (ROOT / "docs" / "customizing.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(re.findall(r"`(--glossary-[a-z0-9-]+)`", "".join(rows))) == sorted(LIGHT)


def test_a_picture_has_plain_colors() -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><defs></defs></svg>'
    assert "var(" not in standing_alone(drawing, "en")
    assert LIGHT["--glossary-prerequisites"] in standing_alone(drawing, "en")
    assert "#123456" in standing_alone(drawing, "en", LIGHT | {"--glossary-prerequisites": "#123456"})


def test_a_minifier_breaks_no_selector() -> None:
    """Some take the space before a colon away, and `a :is(b)` is `a:is(b)` then, which is another selector."""
    for path in STATIC.glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        assert re.findall(r"[\w)\]*&]\s+:(?:is|where|not|has)\(", text) == [], path.name
