"""The documentation as Markdown, for language models and other readers of text, by a builder that others wrote."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

import pytest

from support import ROOT
from support.project import Built, Project

EXTENSIONS = [
    "myst_parser",
    "sphinx_design",
    "sphinx_glossary_terms",
    "sphinx_glossary_terms.japanese_search",
    "sphinx_markdown_builder",
]
LINK = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\(([^()\s]+)\)")
RELATION = re.compile(r"^\* \*\*(.+?)[:：]\*\*\n((?:  .*\n|\n(?=  ))+)", re.MULTILINE)


def plain(markdown: str) -> str:
    """What readers see of a text with escapes."""
    return re.sub(r"\\(?=[^\w\s])", "", markdown)


def bare(text: str) -> str:
    """A name without its abbreviation, or without what tells it apart from another term of its name."""
    return re.split(r" \(|（", text)[0]


def links(text: str, page: str) -> dict[str, str]:
    """The texts of links by where they lead, from the folder of all pages."""
    return {
        posixpath.normpath(posixpath.join(posixpath.dirname(page), target)): plain(shown)
        for shown, target in LINK.findall(text)
        if "://" not in target
    }


def pages(built: Built) -> dict[str, str]:
    return {
        path.relative_to(built.outdir).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
        for path in built.outdir.rglob("*.md")
    }


# The builder itself uses what Sphinx 9 deprecates.
@pytest.mark.filterwarnings("ignore:'sphinx.environment.BuildEnvironment.app' is deprecated")
@pytest.mark.parametrize("language", ["en", pytest.param("ja", marks=pytest.mark.slow)])
def test_every_term_and_every_relation(language: str, tmp_path: Path) -> None:
    """In both languages and without a warning: all names, definitions and relations, and links that lead there."""
    (tmp_path / "source").symlink_to(ROOT / "docs")
    built = Project(tmp_path).build("markdown", language=language, extensions=EXTENSIONS, strict=True)
    assert built.warnings == []
    viewer, text_of = built.domain.viewer, pages(built)
    glossary = viewer.glossary
    places = {term.id: f"{term.docname}.md#{term.anchor}" for term in glossary.terms.values()}
    index = links(text_of["glossary/index"], "glossary/index")
    related = 0
    for term in glossary.terms.values():
        text = text_of[term.docname]
        heading = plain(text).partition("\n")[0]
        assert bare(heading) == f"# {term.name}"
        assert [alias.text for alias in term.aliases if alias.text not in plain(text)] == []
        definition = viewer.links.plain(term.definition, language, term.docname)
        assert " ".join(definition.split()) in re.sub(r"[`*]", "", " ".join(plain(LINK.sub(r"\1", text)).split()))
        assert (places[term.id] in index) == (term.id in glossary.current)
        lists = {label: links(items, term.docname) for label, items in RELATION.findall(text)}
        for side in glossary.sides:
            for other in glossary.related(term.id, side):
                shown = lists[viewer.labels.side(side).text][places[other]]
                assert bare(shown) == glossary.terms[other].name
                related += 1
    assert related > 600
