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
    table = re.findall(r"^\| `([\w-]+)`[^|]*\| `([^`]*)` \|$", page, re.MULTILINE)
    assert sorted(table) == sorted(row.groups() for row in rows if row)
    assert f"| Python | {', '.join(pythons)} |" in page
