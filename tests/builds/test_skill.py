"""The Agent Skill: each of its commands works, in its order, in a project as it describes it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import sphinx.locale
import yaml  # type: ignore[import-untyped]

from sphinx_glossary_terms.__main__ import main
from support import ROOT
from support.commands import run

SKILL = (ROOT / "skills" / "glossary-terms" / "SKILL.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ (.*)$", SKILL, re.MULTILINE)


def test_the_head() -> None:
    """What the format asks for (https://agentskills.io/specification): the name of the folder, and when to use it."""
    head = yaml.safe_load(SKILL.split("---\n")[1])
    assert head["name"] == "glossary-terms"
    assert 0 < len(head["description"]) <= 1024


def test_every_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (entry,) = re.findall(r"^````md\n(.*?)^````$", SKILL, re.MULTILINE | re.DOTALL)
    files = {
        "docs/conf.py": 'extensions = ["myst_parser", "sphinx_glossary_terms"]\nproject = "X"\nlocale_dirs = ["locales"]\n'
        'gettext_compact = False\nexclude_patterns = ["_build"]\n',
        "docs/index.md": f"# Home\n\n```{{toctree}}\nwords\n```\n\n{entry}\n```{{term}} yeast\nIt lives.\n```\n",
        "docs/words.md": "# Words\n\n```{glossary}\noven\n  It is hot.\n```\n",
        "README.md": "A sourdough starter.\n",
        "shop.csv": "language,name,avoid,definition\nen,Order,purchase,What a customer wants.\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for command in COMMANDS:
        program, *arguments = shlex.split(command)
        if program == "python":
            assert main(arguments[2:]) == 0, command
        else:
            done = run(command, tmp_path)
            assert done.returncode == 0, (command, done.stderr)
    sphinx.locale.translators.clear()
    # The migrated term and that of the table are terms.
    assert "```{term} oven" in (tmp_path / "docs" / "words.md").read_text(encoding="utf-8")
    assert ":avoid: purchase" in (tmp_path / "docs" / "shop.md").read_text(encoding="utf-8")
