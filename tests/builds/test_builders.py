"""Every builder of Sphinx: no error, no warning, right links, and lists where there is no drawing."""

from __future__ import annotations

import re
import subprocess
import zipfile
from typing import Any

import pytest

from support.needs import EPUBCHECK, needs_epubcheck
from support.pages import BLOCKS, BREAD
from support.project import Project

BUILDERS = [
    *("html", "dirhtml", "singlehtml", "json", "epub", "latex", "text", "man", "texinfo"),
    *("xml", "pseudoxml", "gettext", "linkcheck", "dummy"),
]

PAGES = BLOCKS


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize("language", ["ja", pytest.param("en", marks=pytest.mark.nightly)])
def test_builder(pages: Project, builder: str, language: str) -> None:
    settings: dict[str, Any] = {"nitpicky": True, "epub_copyright": "x", "latex_engine": "xelatex"}
    settings["linkcheck_report_timeouts_as_broken"] = False  # of which Sphinx 7 warns
    assert pages.build(builder, language=language, **settings).warnings == []


def test_lists_without_a_drawing(pages: Project) -> None:
    text = pages.build("text").text("bread.txt")
    # With no colon, which writers would add in the same form in every language, and the style sheet of EPUB once more.
    assert "Read first\n   Flour, Yeas" in text
    built = pages.build("epub", version="1", project_copyright="A")
    with zipfile.ZipFile(next(built.outdir.glob("*.epub"))) as book:
        assert not [name for name in book.namelist() if "glossary-terms-" in name]
        epub = book.read("bread.xhtml").decode()
    assert re.search(r'<dl class="simple glossary-relation-lists">\n<dt [^>]*>Read first</dt><dd>', epub)
    assert 'href="flour.xhtml#term-flour"' in epub
    assert 'id="glossary-path-0"' in built.text("all.xhtml")  # below an index, which has numbers of its own
    tex = pages.build("latex").text("test.tex")
    targets = set(re.findall(r"\\hyperref\[(\\detokenize\{[^}]*\})\]", tex))
    assert r"\detokenize{flour:term-flour}" in targets
    assert targets <= set(re.findall(r"\\label\{(\\detokenize\{[^}]*\})\}", tex))
    assert not [output for output in (text, epub, tex) if "flowchart" in output]


def test_one_html_file(project: Project) -> None:
    project.write(BREAD)
    html = project.build("singlehtml").text("index.html")
    for name in ("bread", "yeast", "flour", "loaf"):
        assert f'href="#term-{name}"' in html
        assert f'id="term-{name}"' in html
    assert "href &quot;#term-flour&quot;" in html
    # Headings of ours are one level below that of their page, which is one below the home page.
    headings = dict(re.findall(r"<h\d.*?>(Home|Bread|Connections)<.*?/h(\d)>", html))
    assert headings == {"Home": "1", "Bread": "2", "Connections": "3"}
    # Sphinx's own table of contents may have such addresses; ours may not (they lead nowhere).
    assert "#document-bread#term-bread" not in html.partition('<section class="glossary-section" id="term-bread">')[2]


@pytest.mark.slow
@needs_epubcheck
@pytest.mark.parametrize(("language", "output"), [("ja", "svg"), ("en", "mermaid")])
def test_epubcheck(pages: Project, language: str, output: str) -> None:
    settings: dict[str, Any] = {
        "epub_copyright": "x",
        "copyright": "x",
        "epub_show_urls": "no",
        "glossary_terms_graph_output": output,
    }
    built = pages.build("epub", language=language, **settings)
    book = next(built.outdir.glob("*.epub"))
    # The simple compiler and collector: the program ends before the others pay off, and takes half as long.
    java = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar"]
    done = subprocess.run([*java, str(EPUBCHECK), str(book)], capture_output=True, text=True, check=False)
    assert "0 fatals / 0 errors / 0 warnings" in done.stdout, done.stderr
