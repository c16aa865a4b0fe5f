"""Extensions that describe pages to language models: every term by its definition, and with all that is generated."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from sphinx_glossary_terms.doctree.nodes import term_description
from support import ROOT
from support.project import Built, Project

pytestmark = pytest.mark.slow

# What they use of Sphinx, docutils and Python is their own affair.
IGNORED = (
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::PendingDeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
)
CONF = 'extensions = ["myst_parser", "sphinx_glossary_terms", "{}"]\nproject = "X"\nhtml_baseurl = "https://example.org/"\n'
PAGES = {
    "index.md": "# Home\n\n```{toctree}\nbread\ndough\nwords\nown\n```\n\n```{term-index}\n```\n\n```{term-graph}\n:caption: A map.\n```\n\n"
    "```{term-path} bread\n```\n",
    "bread.md": "# Bread\n\n```{term}\n:aliases: loaf\n:avoid: bun\n:tags: baked\n:prerequisites: dough\n```\n\n"
    "Baked {term}`dough`, *hot*.\n\n## History\n\nLong.\n",
    "dough.md": "# Dough\n\n```{term}\n```\n\nFlour and water.\n",
    "words.md": "# Words\n\n```{term} oven\nIt is hot.\n```\n\n```{term} tin\nA form.\n```\n",
    "own.md": "---\nmyst:\n  html_meta:\n    description: My own.\n---\n\n# Own\n\n```{term}\n```\n\nA text.\n",
}


def project(folder: Path, extension: str) -> Project:
    found = Project(folder, conf=CONF.format(extension))
    found.write(PAGES)
    return found


def descriptions(built: Built) -> dict[str, str]:
    """What `llms.txt` says of each page."""
    lines = re.findall(r"^- \[.*\]\(([^)]*)\.html\.md\): (.*)$", built.text("llms.txt"), re.MULTILINE)
    return dict(lines)


def of_documents(built: Built) -> dict[str, str]:
    found = {}
    for docname in built.app.env.found_docs:
        for node in built.app.env.get_doctree(docname).findall(term_description):
            found[docname] = node["content"]
    return found


@IGNORED[0]
@IGNORED[1]
@IGNORED[2]
def test_sphinx_llm(tmp_path: Path) -> None:
    built = project(tmp_path, "sphinx_llm.txt").build(strict=True)
    assert built.ours == []
    found = descriptions(built)
    assert (found["bread"], found["dough"], found["own"]) == ("Baked dough, hot.", "Flour and water.", "My own.")
    assert of_documents(built) == {"bread": "Baked dough, hot.", "dough": "Flour and water."}
    # The head of a page has what it had.
    assert built.text("bread.html").count('<meta name="description"') == 1
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


@IGNORED[0]
@IGNORED[1]
def test_sphinx_llms_txt(tmp_path: Path) -> None:
    """It copies sources, in which everything is."""
    built = project(tmp_path, "sphinx_llms_txt").build(strict=True)
    assert built.warnings == []
    assert "Flour and water." in built.text("llms-full.txt")


def test_no_catalog_and_no_page_has_it(tmp_path: Path) -> None:
    """It is for programs that read documents: a translator has the definition as a message once, with its markup."""
    plain = Project(tmp_path)
    plain.write({name: text for name, text in PAGES.items() if name != "own.md"})
    catalog = plain.build("gettext").text("bread.pot")
    assert catalog.count("Baked") == 1
    assert plain.build("xml").text("bread.xml").count("Baked") == 1


@pytest.mark.nightly
@IGNORED[0]
@IGNORED[1]
@IGNORED[2]
@pytest.mark.parametrize("extension", ["sphinx_llm.txt", "sphinx_llm_friendly", "sphinx_llms_txt"])
def test_the_documentation(extension: str, tmp_path: Path) -> None:
    """Every description of a term's page is its definition, without a warning."""
    built = _documentation(tmp_path, extension)
    assert built.warnings == []
    terms = built.domain.glossary.terms.values()
    if extension != "sphinx_llm.txt":
        return
    links, found = built.domain.viewer.links, descriptions(built)
    definitions = {
        term.docname: " ".join("".join(part.text for part in links.texts(term.definition, "en", term.docname)).split())
        for term in terms
    }
    assert {page: found[page] for page in definitions} == definitions


def _documentation(folder: Path, extension: str) -> Built:
    """The documentation beside what it shows of the repository, with one more extension in its conf.py."""
    shutil.copytree(ROOT / "docs", folder / "source")
    for name in ("CHANGELOG.md", "CONTRIBUTING.md", "locales", "sphinx_glossary_terms", "tests"):
        (folder / name).symlink_to(ROOT / name)
    with (folder / "source" / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(f"\nextensions.append({extension!r})\n")
    return Project(folder).build(strict=True)
