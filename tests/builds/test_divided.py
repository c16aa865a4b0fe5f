"""The section of the manual on dividing a glossary: its files are written, and its commands run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support import ROOT
from support.needs import needs_bazel

pytestmark = pytest.mark.slow

PAGE = (ROOT / "docs" / "projects.md").read_text(encoding="utf-8").partition("(projects-divide)=")[2]
BUILD = (Path(__file__).parent / "bazel" / "BUILD.bazel").read_text(encoding="utf-8")
ADDRESS = "https://example.org/words"
PAGES = {
    "ai": "# AI\n\n````{term} Agent\n:related: web:browser\nUses a {term}`web:browser`.\n````\n",
    "web": "# Web\n\n````{term} Browser\nShows pages.\n````\n\n````{term} Robot\n:broader: ai:agent\nReads pages.\n````\n",
}


def block(language: str, start: str = "") -> str:
    """The only block of the page in a language that begins so."""
    (found,) = re.findall(rf"^```{language}\n({re.escape(start)}.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Both projects, as the manual says."""
    (tmp_path / "Makefile").write_text(block("make"), encoding="utf-8")
    conf = block("python")
    for part, other in (("ai", "web"), ("web", "ai")):
        source = tmp_path / part / "source"
        source.mkdir(parents=True)
        if part == "web":
            conf = re.sub(r"\b(ai|web)\b", lambda match: {"ai": "web", "web": "ai"}[match[1]], conf).replace(
                "AI", "Web"
            )
        assert f'project = "{"AI" if part == "ai" else "Web"}"' in conf
        assert f"words/{other}/" in conf
        (source / "conf.py").write_text(conf, encoding="utf-8")
        (source / "index.md").write_text(PAGES[part], encoding="utf-8")
    return tmp_path


def run(command: list[str], folder: Path) -> str:
    """What a command of the page warns of."""
    # `make` gives its own variables on to another one, such as `PYTHON` of `make oldest`.
    env = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES"}}
    script = 'sphinx-build() { "$PYTHON" -P -m sphinx "$@"; }; export -f sphinx-build; "$@"'
    done = subprocess.run(
        ["bash", "-c", script, "bash", *command],
        cwd=folder,
        env={**env, "PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def pages(folder: Path) -> dict[str, str]:
    return {part: (folder / "_site" / part / "index.html").read_text(encoding="utf-8") for part in PAGES}


def written(folder: Path) -> list[int]:
    return [(folder / "_site" / part / "index.html").stat().st_mtime_ns for part in PAGES]


def is_complete(found: dict[str, str], address: str) -> bool:
    """Whether both sites show their relations to the other one."""
    links = {"ai": f"{address}/web/index.html#term-browser", "web": f"{address}/ai/index.html#term-agent"}
    return all(f'href="{link}"' in found[part] for part, link in links.items())


def read_nothing_published(folder: Path) -> None:
    """Have both projects read only files of this folder."""
    for path in folder.glob("*/source/conf.py"):
        path.write_text(path.read_text(encoding="utf-8").replace(", None)),", ",)),"), encoding="utf-8")


def test_side_by_side(folder: Path) -> None:
    make = [*block("console", "$ make").removeprefix("$ ").split(), "SHELL=bash"]
    read_nothing_published(folder)
    run(make, folder)
    run(make, folder)
    assert not run(make, folder)
    assert is_complete(pages(folder), ADDRESS)
    before = written(folder)
    assert not run(make, folder)
    assert written(folder) == before


@pytest.fixture
def bazel(folder: Path) -> Iterator[Callable[[], set[str]]]:
    """Does what the comments of BUILD.bazel say; returns the targets that have been built."""
    read_nothing_published(folder)
    (inventory,) = re.findall(r"omit the `None`: `(.*?)`", BUILD)
    assert inventory in (folder / "ai" / "source" / "conf.py").read_text(encoding="utf-8")
    (setting,) = re.findall(r"`\.bazelrc` with the line `(.*?)`", BUILD)
    files = {".bazelrc": setting, "BUILD.bazel": BUILD, "requirements.txt": "sphinx-glossary-terms\n"}
    empty = re.findall(r"`(MODULE\.bazel|WORKSPACE)`", BUILD)
    assert {*empty} == {"MODULE.bazel", "WORKSPACE"}
    for name in (*files, *empty):
        (folder / name).write_text(files.get(name, ""), encoding="utf-8")
    # The environment that is active: actions have nothing of the environment but this.
    path = folder.parent / "bin"
    path.mkdir()
    called = f'PYTHONPATH="{os.pathsep.join(sys.path)}" exec "{sys.executable}" -P -m sphinx "$@"'
    (path / "sphinx-build").write_text(f"#!/bin/sh\n{called}\n", encoding="utf-8")
    (path / "sphinx-build").chmod(0o755)
    (shown,) = re.findall(r"^# `(bazel .*?)`", BUILD, re.MULTILINE)
    name, command, *arguments = shown.split()
    program = [name, f"--output_user_root={folder.parent / 'bazel'}", "--max_idle_secs=60"]
    environment = {**os.environ, "PATH": f"{path}{os.pathsep}{os.environ['PATH']}"}

    def build() -> set[str]:
        done = subprocess.run(
            [*program, command, "--subcommands", "--noshow_progress", *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "WARNING" not in done.stderr
        return set(re.findall(r"^SUBCOMMAND: # //:(\S+)", done.stderr, re.MULTILINE))

    yield build
    subprocess.run([*program, "shutdown"], cwd=folder, env=environment, capture_output=True, check=True)


@pytest.mark.nightly
@needs_bazel
def test_bazel(folder: Path, bazel: Callable[[], set[str]]) -> None:
    assert bazel() == {"ai-1", "ai-2", "ai-3", "web-1", "web-2", "web-3"}
    for part in PAGES:
        with tarfile.open(folder / "bazel-bin" / f"{part}.tar") as site_of_part:
            site_of_part.extractall(folder / "_site", filter="data")
        # A fourth round would change nothing.
        for name in ("glossary.json", "objects.inv"):
            written_before = folder / "bazel-bin" / "round2" / part / name
            assert (folder / "_site" / part / name).read_bytes() == written_before.read_bytes()
    assert is_complete(pages(folder), ADDRESS)
    assert not bazel()
    # Bazel looks at what the others read, not at what has been edited.
    page = folder / "ai" / "source" / "index.md"
    page.write_text(PAGES["ai"].replace("web:browser`.\n", "web:browser`.\n\nIt acts.\n"), encoding="utf-8")
    assert bazel() == {"ai-1", "ai-2", "ai-3"}
    page.write_text(PAGES["ai"].replace("Uses", "Has"), encoding="utf-8")
    assert bazel() == {"ai-1", "ai-2", "ai-3", "web-2", "web-3"}
