"""What the extension may cost, in numbers that are the same on every machine."""

from __future__ import annotations

import cProfile
import gzip
import os
import pstats
import statistics
import subprocess
import sys
from pathlib import Path

import pytest
from sphinx.application import Sphinx

from benchmarks.generate import edit_definition, generate
from support import ROOT
from support.project import Project


def count(kind: str, place: str) -> None:
    """Write how many functions are called by a cold build, and the median size of a page with terms, packed."""
    folder = Path(place)
    generate(kind, 600, folder / "source", anywhere=True)
    with cProfile.Profile() as profile:
        source, html = folder / "source", folder / "html"
        Sphinx(source, source, html, folder / "doctrees", "html", status=None, warning=None).build()
    pages = [gzip.compress(page.read_bytes()) for page in (folder / "html" / "terms").iterdir()]
    calls = pstats.Stats(profile).total_calls  # type: ignore[attr-defined]
    sys.stdout.write(f"{calls} {statistics.median(map(len, pages))}")


@pytest.mark.slow
def test_a_build_of_600_terms_beside_the_own_glossary_of_sphinx(tmp_path: Path) -> None:
    """With all fields, and relations to anywhere: "ours" has what `built-in` has as paragraphs, and its graphs.

    "cards" is `built-in` with `glossary_terms_builtin`.
    """
    found = {}
    for kind in ("built-in", "ours", "cards"):
        # A process of its own: what other tests have imported and cached would not be counted.
        command = [sys.executable, "-c", "import sys, test_budgets; test_budgets.count(*sys.argv[1:])"]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
        command += [kind, str(tmp_path / kind)]
        run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        found[kind] = [float(number) for number in run.stdout.split()]
    (calls, size), (most_calls, most_size) = found["ours"], found["built-in"]
    assert calls / most_calls <= 0.76
    assert size / most_size <= 2.0
    calls, size = found["cards"]
    assert calls / most_calls <= 1.07
    assert size / most_size <= 1.05


def test_an_edited_definition_writes_its_own_page_only(project: Project) -> None:
    generate("ours", 100, project.source, anywhere=True)
    project.build()
    assert edit_definition(project.source) == 1
    # Sphinx writes the page with the table of contents, too.
    assert project.build().written == ["index", "terms/0000"]
