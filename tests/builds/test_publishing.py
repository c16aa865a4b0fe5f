"""The page of the manual on publishing: its files are written, its commands run, its links between languages followed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from support.tutorial import DOCS, section

pytestmark = pytest.mark.slow

# Another test follows the section on a third language.
PAGE = (DOCS / "publishing.md").read_text(encoding="utf-8").replace(section("publishing", "third-language"), "")
FENCE = re.compile(r"^```(?P<language>\S+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
SITE = "https://example.org/bread-book/"
SOURCES = {
    "index.md": "# Bread\n\n```{toctree}\nsteps/proofing\n```\n",
    "steps/proofing.md": "# Proofing\n\n```{term}\n```\n\nThe last rest of a loaf.\n",
    "locales/ja/LC_MESSAGES/steps/proofing.po": 'msgid "Proofing"\nmsgstr "最終発酵"\n',
}
PAGES = {"index.html", "steps/proofing.html", "genindex.html", "search.html", "glossary-terms.html"}
THEMES = ["furo", "alabaster"]


def blocks(language: str) -> list[str]:
    return [match["body"] for match in FENCE.finditer(PAGE) if match["language"] == language]


def workflow() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(next(body for body in blocks("yaml") if "jobs:" in body))
    return loaded


def commands() -> str:
    """What the workflow does to build the site."""
    (build,) = [step["run"] for step in workflow()["jobs"]["publish"]["steps"] if "sphinx-build" in step.get("run", "")]
    assert isinstance(build, str)
    return build


def run(script: str, folder: Path, environment: dict[str, str]) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    options: dict[str, Any] = {"cwd": folder, "env": {**os.environ, **environment, "PATH": path}, "check": True}
    done = subprocess.run(["bash", "-e", "-c", script], capture_output=True, text=True, **options)
    assert "WARNING" not in done.stderr


def write(folder: Path, theme: str) -> None:
    files = dict(SOURCES)
    end = 0
    for match in FENCE.finditer(PAGE):
        for name in re.findall(r"Create the file `([^`]*)`", PAGE[end : match.start()]):
            files[name] = match["body"]
        end = match.end()
    if theme != "furo":
        (sidebars,) = re.findall(rf"^\| {theme} \| `(html_sidebars = .*)` \|$", PAGE, re.MULTILINE)
        files["conf.py"] = files["conf.py"].replace('"furo"', f'"{theme}"') + f"\n\n{sidebars}\n"
    for name, body in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")


@pytest.mark.parametrize("theme", THEMES)
def test_every_page_names_itself_in_each_language(tmp_path: Path, theme: str) -> None:
    write(tmp_path, theme)
    run(commands(), tmp_path, {})
    site = tmp_path / "_site"
    for code, other in (("en", "ja"), ("ja", "en")):
        found = {path.relative_to(site / code).as_posix() for path in (site / code).glob("**/*.html")}
        assert found >= PAGES
        for name in PAGES:
            html = (site / code / name).read_text(encoding="utf-8")
            alternates = re.findall(r'<link rel="alternate" hreflang="(.*?)" href="(.*?)"', html)
            english, japanese = (f"{SITE}{language}/{name}" for language in ("en", "ja"))
            assert alternates == [("en", english), ("ja", japanese), ("x-default", english)]
            (link,) = re.findall(rf'href="([^"]*)" lang="{other}" hreflang="{other}"', html)
            assert ((site / code / name).parent / link).resolve() == site / other / name
    assert "最終発酵" in (site / "ja" / "steps" / "proofing.html").read_text(encoding="utf-8")
    for link in re.findall(r'(?:url=|href=")([^"]*)"', (site / "index.html").read_text(encoding="utf-8")):
        assert (site / link).is_file()


def test_read_the_docs_has_its_own_menu(tmp_path: Path) -> None:
    write(tmp_path, "furo")
    run(commands(), tmp_path, {"READTHEDOCS": "True"})
    html = (tmp_path / "_site" / "ja" / "index.html").read_text(encoding="utf-8")
    assert 'lang="en" hreflang="en"' not in html


def test_the_configurations_fit_together(tmp_path: Path) -> None:
    write(tmp_path, "furo")
    printed = [line for body in blocks("console") for line in re.findall(r"^\$ (.*)$", body, re.MULTILINE)]
    assert [line for line in printed if "_site" in line] == commands().splitlines()
    read_the_docs = yaml.safe_load((tmp_path / ".readthedocs.yaml").read_text(encoding="utf-8"))
    (install,) = read_the_docs["python"]["install"]
    assert (tmp_path / read_the_docs["sphinx"]["configuration"]).is_file()
    assert (tmp_path / install["requirements"]).is_file()
    steps = workflow()["jobs"]["publish"]["steps"]
    assert {"run": f"pip install -r {install['requirements']}"} in steps
    assert {"path": "_site"} in [step.get("with") for step in steps]
