"""Extensions that write pages for language models: with all that is generated."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.project import Project

pytestmark = pytest.mark.slow

# What they use of Sphinx, docutils and Python is their own affair.
IGNORED = (
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::PendingDeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
)
CONF = 'extensions = ["myst_parser", "sphinx_glossary_terms", "{}"]\nproject = "X"\nhtml_baseurl = "https://example.org/"\n'
PAGES = {
    "index.md": "# Home\n\n```{toctree}\nbread\ndough\nwords\n```\n\n```{term-index}\n```\n\n```{term-graph}\n:caption: A map.\n```\n\n"
    "```{term-path} bread\n```\n",
    "bread.md": "# Bread\n\n```{term}\n:aliases: loaf\n:avoid: bun\n:tags: baked\n:prerequisites: dough\n```\n\n"
    "Baked {term}`dough`, *hot*.\n\n## History\n\nLong.\n",
    "dough.md": "# Dough\n\n```{term}\n```\n\nFlour and water.\n",
    "words.md": "# Words\n\n```{term} oven\nIt is hot.\n```\n\n```{term} tin\nA form.\n```\n",
}


def project(folder: Path, extension: str) -> Project:
    found = Project(folder, conf=CONF.format(extension))
    found.write(PAGES)
    return found


@IGNORED[0]
@IGNORED[1]
@IGNORED[2]
def test_sphinx_llm(tmp_path: Path) -> None:
    built = project(tmp_path, "sphinx_llm.txt").build(strict=True)
    assert built.ours == []
    assert "* **Prerequisites:**" in built.text("bread.html.md")


@IGNORED[0]
@IGNORED[1]
def test_sphinx_llm_friendly(tmp_path: Path) -> None:
    built = project(tmp_path, "sphinx_llm_friendly").build(strict=True)
    assert built.warnings == []
    assert "* **Prerequisites:**\n  [Dough](dough.md)\n" in built.text("bread.md")
    index = built.text("index.md")
    assert "[Bread](bread.md) (loaf)\n: Baked [dough](dough.md), *hot*.\n" in index
    assert "* [Dough](dough.md) → [Bread](bread.md)\n" in index
    assert "1. [Dough](dough.md)\n" in index
    assert index.count("A map.") == 1
