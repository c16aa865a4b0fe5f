"""What the manual says of supported versions is what the package asks for."""

from __future__ import annotations

import re
import tomllib

from support import ROOT


def test_the_manual_has_the_versions_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pythons = [name.rpartition(" ")[2] for name in project["classifiers"] if re.search(r"Python :: 3\.\d+$", name)]
    requirements = [
        *project["dependencies"],
        *(row for extra in project["optional-dependencies"].values() for row in extra),
    ]
    rows = [re.match(r"([\w-]+)(.*)", requirement) for requirement in requirements]
    page = (ROOT / "docs" / "versions.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| `([\w-]+)`[^|]*\| `([^`]*)` \| [A-Za-z].*\|$", page, re.MULTILINE)
    assert sorted(table) == sorted(row.groups() for row in rows if row)
    assert f"| Python | {', '.join(pythons)} |" in page


def test_what_messages_tell_to_install_is_what_the_extras_install() -> None:
    """Such a command works in every environment, and the package itself is not on PyPI.

    In double quotes: in others, the command prompt of Windows takes `<` for a file.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = {row for extra in project["optional-dependencies"].values() for row in extra}
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "sphinx_glossary_terms").rglob("*.py")]
    assert {row for text in sources for row in re.findall(r"pip install \"(.+?)\"", text)} <= extras
    pages = [path.read_text(encoding="utf-8") for path in [*(ROOT / "docs").glob("*.md"), ROOT / "README.md"]]
    assert [found for text in pages for found in re.findall(r"pip install .*[ \"]sphinx-glossary-terms.*", text)] == []
