"""Every command of the manual and of the messages that installs something does so in a fresh environment."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from support import ROOT

pytestmark = pytest.mark.nightly

TEXTS = [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "sphinx_glossary_terms").rglob("*.py")]
COMMAND = re.compile(r"^(?:\$ )?(pip install (?!-).*)|\b(pip install \"[^\"{]+\")", re.MULTILINE)


def commands() -> list[str]:
    """All of them, each once; one that goes on in the next line is one command."""
    texts = [path.read_text(encoding="utf-8").replace("\\\n", " ") for path in TEXTS]
    return sorted({first or second for text in texts for first, second in COMMAND.findall(text)})


def test_every_command_installs(tmp_path: Path) -> None:
    """Without the last step, which copies the files: what it needs is found, fetched and, for this project, built."""
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    (tmp_path / "sphinx-glossary-terms").symlink_to(ROOT)
    found = commands()
    assert len(found) >= 8
    failed = {}
    for command in found:
        folder = ROOT if '"."' in command or '".[' in command else tmp_path / "venv"
        done = subprocess.run(
            f"{tmp_path}/venv/bin/python -m {command} --dry-run --quiet",
            shell=True,
            cwd=folder,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            failed[command] = done.stderr
    assert failed == {}
