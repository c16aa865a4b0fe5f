"""Pages that several tests build, and what else stands in files beside tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

PROJECTS = Path(__file__).with_name("projects")
"""Folders with pages, some with their translations (`ja.yaml`, see `Project.translate_all`)."""


def pages_of(project: str, /) -> dict[str, str]:
    """The pages of a project that stands in a folder of `projects`, by name."""
    folder = PROJECTS / project
    files = [path for ending in ("md", "rst") for path in sorted(folder.rglob(f"*.{ending}"))]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


def data(test: str, name: str, /) -> Any:
    """What stands in a YAML file in the folder of a test."""
    return yaml.safe_load((Path(test).parent / name).read_text(encoding="utf-8"))


BILINGUAL = pages_of("bilingual")
LARGER = {
    "index.md": BILINGUAL["index.md"].replace("sub/token\n", "sub/token\nplain\nonly\n"),
    "plain.md": "# Plain\n\nNothing of the glossary.\n",
    "only.md": "# Only\n\nShows {term}`token`, with a text: {term}`any <language-model>`.\n",
}


def token(old: str, new: str, /) -> dict[str, str]:
    """The page of the token in `BILINGUAL`, with a change in its term."""
    text = BILINGUAL["sub/token.md"]
    assert old in text
    return {"sub/token.md": text.replace(old, new)}


BREAD = pages_of("bread")
BLOCKS = {**BREAD, **pages_of("bread-blocks"), "index.md": BREAD["index.md"].replace("bread\n", "bread\nall\n")}
"""The same with a page that has an index, a path and a term with a tag and a field."""
ENTRY = pages_of("entry")["index.md"]
KITCHEN = pages_of("kitchen")
"""Everything that a page can show of a glossary, for builders, themes and policies; `plain` has nothing of it."""
KITCHEN_CONF = (PROJECTS / "kitchen" / "conf.txt").read_text(encoding="utf-8")
