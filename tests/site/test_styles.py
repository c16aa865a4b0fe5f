"""Style sheets: what they are made of, and the colors that a project may change."""

from __future__ import annotations

import re

from sphinx_glossary_terms.graphs.colors import LIGHT, TOKENS
from sphinx_glossary_terms.graphs.images import standing_alone
from support import ROOT
from support.project import Project

STATIC = ROOT / "sphinx_glossary_terms" / "static"


def outputs(project: Project) -> dict[str, str]:
    """Our files of a site by name."""
    project.write({"index.md": "# Bread\n\n```{term}\nFood.\n```\n"})
    folder = project.build().outdir / "_static"
    return {path.name: path.read_text("utf-8") for path in folder.glob("glossary-*")}


def test_every_source_is_in_a_file_of_the_output(project: Project) -> None:
    found = outputs(project).values()
    sources = [path for path in STATIC.iterdir() if path.suffix in {".css", ".js"}]
    assert sources
    assert [path.name for path in sources if not any(path.read_text("utf-8") in text for text in found)] == []


def test_every_color_is_used_and_every_property_is_set(project: Project) -> None:
    for name, text in outputs(project).items():
        if name in {"glossary-terms.css", "glossary-cards.css"}:
            used = set(re.findall(r"var\((--glossary-[a-z0-9-]+)", text))
            # In the page, or by the project.
            known = set(re.findall(r"(--glossary-[a-z0-9-]+):", text))
            assert used - known == set()
            if name == "glossary-terms.css":
                assert {token.property for token in TOKENS} - used == set()


def test_the_manual_names_every_color() -> None:
    manual = (ROOT / "docs" / "customizing.md").read_text("utf-8")
    rows = "".join(line for line in manual.splitlines() if line.startswith("| `--glossary-"))
    assert sorted(re.findall(r"`(--glossary-[a-z0-9-]+)`", rows)) == sorted(LIGHT)


def test_a_picture_has_plain_colors() -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><defs></defs></svg>'
    assert "var(" not in standing_alone(drawing, "en")
    assert LIGHT["--glossary-prerequisites"] in standing_alone(drawing, "en")
    assert "#123456" in standing_alone(drawing, "en", LIGHT | {"--glossary-prerequisites": "#123456"})


def test_no_link_is_faded() -> None:
    """The link colors of a theme may have no contrast to spare (WCAG 1.4.3)."""
    assert "opacity" not in (STATIC / "links.css").read_text("utf-8")


def test_a_minifier_breaks_no_selector() -> None:
    """Some take the space before a colon away, and `a :is(b)` is `a:is(b)` then, which is another selector."""
    for path in STATIC.glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        assert re.findall(r"[\w)\]*&]\s+:(?:is|where|not|has)\(", text) == [], path.name
