"""Documentation that exists meets the extension: it must build as before."""

from __future__ import annotations

import io
import json
import re
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from support.pages import pages_of
from support.project import CONF, Built, Project

FOREIGN = Path(__file__).with_name("real").joinpath("foreign.rst").read_text(encoding="utf-8")


def test_typed_signatures_and_citations_beside_a_term(project: Project) -> None:
    project.write({"index.rst": f"Title\n=====\n\n.. term:: dough\n\n   Flour, see [Knuth84]_.\n\n{FOREIGN}"})
    built = project.build()
    assert not built.warnings
    assert "Knuth84" in built.text("index.html")
    assert 'id="term-dough"' in built.text("index.html")


FILES = {
    "index.rst": f"Title\n=====\n\n.. toctree::\n\n   other\n   glossary\n\n:term:`salt`\n\n{FOREIGN}",
    "other.rst": "Other\n=====\n\n.. _glossary-terms:\n\nBelow\n-----\n\n.. index:: pepper, Zimt\n\n:ref:`glossary-terms`\n",
    "glossary.rst": "Glossary\n========\n\n.. glossary::\n\n   salt\n      It is white.\n",
}
BY_SPHINX = {
    ".buildinfo": "has a digest of the settings, and `extensions` is one",
    "searchindex.js": "lists the versions of all domains",
}


def _search_index(content: bytes) -> dict[str, Any]:
    """The search index without what Sphinx lists of domains."""
    index: dict[str, Any] = json.loads(content.removeprefix(b"Search.setIndex(").removesuffix(b")"))
    del index["envversion"]
    return index


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub", "latex", "text", "gettext", "man"])
@pytest.mark.parametrize("language", ["ja", pytest.param("en", marks=pytest.mark.nightly)])
def test_without_a_term_nothing_changes(
    project: Project, builder: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    conf = CONF.replace('"myst_parser", "sphinx_glossary_terms"', '"sphinx.ext.viewcode"')
    conf += "epub_show_urls = 'no'\nepub_build_mobi = False\n"
    messages = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n\nmsgid "Below"\nmsgstr "以下"\n'
    project.write(FILES | {"locales/ja/LC_MESSAGES/other.po": messages, "conf.py": conf})
    without = project.clean(builder, language=language)
    before = without.files()
    project.write({"conf.py": conf + 'extensions.append("sphinx_glossary_terms")\n'})
    with_it = project.clean(builder, language=language)
    after = with_it.files()
    assert with_it.warnings == without.warnings
    assert after.keys() == before.keys()
    if builder == "epub":
        before, after = (_unpacked(files) for files in (before, after))
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= BY_SPHINX.keys()
    if "searchindex.js" in changed:
        assert _search_index(after["searchindex.js"]) == _search_index(before["searchindex.js"])


def _unpacked(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files of an EPUB; those of the archive itself have times in them."""
    book = next(name for name in files if name.endswith(".epub"))
    with zipfile.ZipFile(io.BytesIO(files.pop(book))) as archive:
        packed = {f"{book}/{name}": archive.read(name) for name in archive.namelist()}
    return files | packed


WITH_A_GRAPH = {**pages_of("one-graph"), "code.py": ""}


def modules_of_a_build(project: Project) -> list[str]:
    """The modules of the package that a build loads: time is not tested, but what costs it."""
    code = (
        "import sys\n"
        "from sphinx.cmd.build import build_main\n"
        "assert build_main(['-q', '-b', 'html', *sys.argv[1:]]) == 0\n"
        "print(*(name for name in sys.modules if name.startswith('sphinx_glossary_terms')))"
    )
    folders = str(project.source), str(project.folder / "html")
    run = subprocess.run([sys.executable, "-c", code, *folders], check=True, capture_output=True, text=True)
    return [name.removeprefix("sphinx_glossary_terms.") for name in run.stdout.split()]


def test_what_is_not_needed_is_not_loaded(project: Project) -> None:
    """Without a term what views are made and written with; where nothing is to do, what pages are."""
    project.write(FILES | {"conf.py": CONF})
    loaded = modules_of_a_build(project)
    assert "domain.domain" in loaded
    rooms = ("features", "writing", "site", "graphs", "model.prose")
    # The version of Mermaid is chosen when the extension is set up.
    assert {name for name in loaded if name.startswith(rooms)} == {"graphs", "graphs.mermaid"}
    project.write(WITH_A_GRAPH)
    assert {"features.pages", "features.terms"} <= {*modules_of_a_build(project)}
    loaded = modules_of_a_build(project)
    # The general index and the page `search` are written all the same.
    assert "site.assets" in loaded
    assert not [name for name in loaded if name.startswith(("features", "programs.export_terms"))]


def with_script(built: Built) -> dict[str, str]:
    """The pages that load the script of graphs."""
    pages = {path.name: path.read_text("utf-8") for path in built.outdir.rglob("*.html")}
    return {
        name: page for name, page in pages.items() if "mermaid" in re.sub(r"<pre.*?</pre>", "", page, flags=re.DOTALL)
    }


def test_mermaid_is_only_where_graphs_are(project: Project) -> None:
    page = "# B\n\n````{{term}} {}\n:related: b, c, d\nText.\n````\n"
    project.write(WITH_A_GRAPH | {"b.md": page.format("bread"), "sub/c.md": page.format("cake")})
    built = project.build()
    pages = with_script(built)
    assert pages.keys() == {"a.html", "b.html", "c.html"}
    for text in pages.values():
        assert text.count('<script type="module" src=') == 1
        assert re.search('<script src="[./]*_static/glossary-graphs.js', text)
    assert "mermaid.initialize" in built.text("_static/glossary-mermaid.js")
    built = project.build(mermaid_use_local="mermaid.mjs")
    # Its address depends on the folder of a page.
    for name, folder in {"a.html": "./", "b.html": "./", "sub/c.html": "../"}.items():
        (script,) = re.findall(r'<script type="module">(.*?)</script>', built.text(name), re.DOTALL)
        assert re.findall(r'"([^"]*mermaid[^"]*\.mjs)"', script)[0] == f"{folder}_static/mermaid.mjs"
    drawn = project.build(glossary_terms_graph_output="svg")
    assert with_script(drawn).keys() == set()
    assert "glossary-graphs.js" not in drawn.text("a.html")


def test_mermaid_makes_images_where_a_project_wants_them(project: Project) -> None:
    code = "import sys; open(sys.argv[sys.argv.index('-o') + 1], 'wb').write(b'drawn')"
    project.write(WITH_A_GRAPH)
    built = project.build(mermaid_output_format="png", mermaid_cmd=shlex.join([sys.executable, "-c", code]))
    assert built.warnings == []
    html = built.text("a.html")
    (image, *_) = re.findall(r'<img[^>]* src="(_images/mermaid-[0-9a-f]+\.png)"', html)
    assert (built.outdir / image).read_bytes() == b"drawn"
    assert '<pre class="mermaid' not in html


def test_a_project_that_uses_mermaid_itself_keeps_it_as_it_is(project: Project) -> None:
    project.conf = CONF.replace('"sphinx_glossary_terms"', '"sphinxcontrib.mermaid"')
    project.write(WITH_A_GRAPH | {"a.md": "# A\n\n```{mermaid}\nflowchart LR\na --> b\n```\n"})
    without = project.clean().files()
    for order in (
        '"sphinxcontrib.mermaid", "sphinx_glossary_terms"',
        '"sphinx_glossary_terms", "sphinxcontrib.mermaid"',
    ):
        project.write({"conf.py": project.conf.replace('"sphinxcontrib.mermaid"', order)})
        files = project.clean().files()
        changed = {name for name in without if name.endswith(".html") and files[name] != without[name]}
        assert changed == set()
