"""Exactly the pages that show something that changed are written again, and every rebuild equals a clean build."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sphinx

from sphinx_glossary_terms.features.pages import PageView, Viewer
from sphinx_glossary_terms.model.page import GraphQuery, Page, PathQuery
from support.output import same
from support.pages import BILINGUAL, data, token
from support.project import Project, files_in

INDEXES = [("html", "glossary-terms.html"), ("dirhtml", "glossary-terms/index.html")]
# A page with a toctree (here: index) is written whenever a page in that toctree was read again: Sphinx does that.


@pytest.mark.parametrize("edit", data(__file__, "edits.yaml"))
def test_an_edit_rewrites_the_pages_that_show_it(larger: Project, edit: dict[str, Any]) -> None:
    larger.prepare()
    for page, changes in edit["edits"].items():
        text = changes if isinstance(changes, str) else BILINGUAL[f"{page}.md"]
        for old, new in changes.items() if isinstance(changes, dict) else ():
            assert old in text
            text = text.replace(old, new, 1)
        larger.write({f"{page}.md": text})
    built = larger.build()
    assert built.written == edit["written"].split()
    assert edit["edits"] or "no targets are out of date" in built.status
    same(larger, built)


def test_a_translation_rewrites_the_pages_that_show_it(larger: Project) -> None:
    larger.prepare(language="ja")
    edits: list[tuple[str, str | tuple[str, str], str, str]] = [
        ("model", "Language model", "言葉のモデル", "index model only plain sub/token"),
        ("sub/token", "Token", "字句", "index model only sub/token"),
        ("glossary-readings", ("reading", "token"), "じく", "index sub/token"),
        ("glossary-readings", ("reading", "language-model"), "もでる", "index model"),
    ]
    for catalog, message, text, pages in edits:
        larger.translate(catalog, {message: text})
        built = larger.build(language="ja")
        assert built.written == pages.split()
        same(larger, built, language="ja")


def test_for_an_edited_definition_only_pages_that_show_it_are_compared(
    larger: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Time is not tested, but what costs it: a view of every page.

    An index is written though neither its page nor the outline of any page has changed.
    """
    larger.write({"plain.md": "# Plain\n\n```{term-index}\n```\n"})
    before = larger.build()
    larger.write(token("A piece.", "A small piece."))
    made = set()
    make = Viewer.page

    def counted(viewer: Viewer, docname: str, page: Page, /) -> PageView:
        made.add(docname)
        return make(viewer, docname, page)

    monkeypatch.setattr(Viewer, "page", counted)
    built = larger.build()
    assert built.written == ["index", "plain", "sub/token"]
    with_blocks = {name.removesuffix(".md") for name, text in BILINGUAL.items() if "{term-" in text}
    assert {"sub/token"} <= made <= {*built.written, *with_blocks}
    assert made < {*before.written}
    monkeypatch.undo()
    same(larger, built)


def test_a_term_becomes_an_entry_of_sphinx_in_its_place(project: Project) -> None:
    """The domain `std` has the same object as before, but now it is not ours."""
    roll = "# B\n\n````{term} roll\n:related: bread\nSmall.\n````\n"
    project.write({"index.md": "# A\n\n```{term} bread\nBaked.\n```\n\n```{toctree}\nb\n```\n", "b.md": roll})
    project.build()
    project.write({"index.md": "# A\n\n```{glossary}\nbread\n  Baked.\n```\n\n```{toctree}\nb\n```\n"})
    built = project.build()
    assert built.warnings == []
    assert "b" in built.written
    same(project, built)


@pytest.mark.parametrize(("builder", "name"), INDEXES)
def test_the_generated_index_is_written_if_it_may_differ(larger: Project, builder: str, name: str) -> None:
    """Sphinx writes a domain index at every build; this one is written like a page."""
    larger.build(builder, html_title="A title of every page")
    # Twice: Sphinx 7 adds checksums of files in the second build.
    index = larger.build(builder, html_title="A title of every page").outdir / name

    def is_written(title: str = "A title of every page") -> bool:
        os.utime(index, (1, 1))
        larger.build(builder, html_title=title)
        return index.stat().st_mtime > 1

    assert not is_written()
    larger.write(token("A piece", "A small piece"))
    assert is_written()
    assert "A small piece" in index.read_text("utf-8")
    assert is_written("Another title")
    index.unlink()
    larger.build(builder, html_title="Another title")
    assert index.exists() or sphinx.version_info < (8,)  # which writes nothing if no page is out of date


def test_a_moved_directive_changes_nothing_that_other_pages_show(project: Project) -> None:
    here, moved = ((GraphQuery(tags=("x",), line=line), PathQuery(goals=("a",), line=line)) for line in (3, 4))
    assert here == moved
    assert repr(here) == repr(moved)
    text = "````{term} T\n:tags: x\n\nText.\n````\n\n```{term-graph}\n:tags: x\n```\n"
    toctree = "```{toctree}\na\n```\n"
    project.write(
        {"index.md": f"# Home\n\n{text}", "a.md": f"# A\n\n{toctree.replace('a', 'b')}\n{text.replace('T', 'U')}"}
    )
    project.write({"b.md": "# B\n\n```{term-index}\n```\n"})
    project.build()
    project.write({"index.md": f"# Home\n\nMore.\n\n{text}"})
    assert project.build().written == ["index"]


def in_one_process(project: Project, *builds: tuple[str, str]) -> list[Path]:
    """Build one after the other in a process of their own; where each output is."""
    outputs = [project.folder / f"process-{number}" for number in range(len(builds))]
    arguments = [
        ["-q", "-b", builder, "-D", f"language={language}", "-d", f"{out}-doctrees", str(project.source), str(out)]
        for out, (builder, language) in zip(outputs, builds, strict=True)
    ]
    code = f"from sphinx.cmd.build import build_main\nassert not any([build_main(words) for words in {arguments!r}])"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
    return outputs


@pytest.mark.slow
def test_two_builds_in_one_process(larger: Project) -> None:
    builds = [("dirhtml", "en"), ("html", "ja")]
    # Sphinx itself keeps the title of its index of Python modules in the first language of a process (`objects.inv`), and
    # after Japanese it would speak Japanese in English, too.
    larger.write({"conf.py": larger.conf})
    for output, alone in zip(in_one_process(larger, *builds), builds, strict=True):
        (expected,) = in_one_process(larger, alone)
        left, right = files_in(output), files_in(expected)
        assert set(left) == set(right)
        assert {name for name in left if left[name] != right[name]} <= {"objects.inv"}
        shutil.rmtree(expected)


def test_the_mark_of_a_title_goes_with_the_last_term_of_its_page(project: Project) -> None:
    term = "\n:::{term} Token\nA piece.\n:::\n"
    project.write({"a.md": "# A\n", "b.md": f"# B\n{term}"})
    # With another term, so that there is an index before and after.
    project.write({"index.md": f"# Home\n\n```{{toctree}}\na\nb\n```\n{term.replace('Token', 'Other')}"})
    project.update_catalogs()
    built = project.build(language="ja")
    assert '<span lang="en">B</span>' in built.text("a.html")
    project.write({"b.md": "# B\n"})
    built = project.build(language="ja")
    assert '<span lang="en">B</span>' not in built.text("a.html")
    assert built.text("a.html") == project.clean(language="ja").text("a.html")


def test_drawings_come_and_go(larger: Project) -> None:
    larger.write({"index.md": BILINGUAL["index.md"] + "\n```{term-graph}\n```\n"})
    drawn = larger.build(glossary_terms_graph_output="svg")
    assert "<svg" in drawn.text("index.html")
    built = larger.build()
    assert "<svg" not in built.text("index.html")
    clean = larger.clean().files()
    assert {name: text for name, text in built.files().items() if name != ".buildinfo.bak"} == clean
    again = larger.build(glossary_terms_graph_output="svg")
    assert again.text("index.html") == drawn.text("index.html")
    assert larger.build(glossary_terms_graph_output="svg").written == []


def test_a_book_has_no_drawing_of_a_former_build(larger: Project) -> None:
    settings: dict[str, Any] = {"glossary_terms_graph_output": "svg", "epub_copyright": "x"}
    larger.write({"plain.md": "# Plain\n\n```{term-graph}\n```\n"})
    larger.build("epub", **settings)
    larger.write(token("} Token", "} Small token\n:aliases: token"))
    built, clean = larger.build("epub", **settings), larger.clean("epub", **settings)
    drawings = [{path.name for path in book.outdir.rglob("*-book.svg")} for book in (built, clean)]
    assert drawings[0] == drawings[1] != set()
    assert built.text("content.opf").count("-book.svg") == len(drawings[0])


@pytest.mark.parametrize(("builder", "index"), INDEXES)
def test_a_file_of_the_project_in_the_place_of_ours(larger: Project, builder: str, index: str) -> None:
    """Of the file of names theirs counts, and of the index ours."""
    larger.write({f"extra/{name}": "theirs\n" for name in ("glossary.json", index)})
    built = larger.build(builder, html_extra_path=["extra"])
    assert built.text("glossary.json") == "theirs\n"
    ours = built.text(index)
    assert "Token" in ours
    assert larger.build(builder, html_extra_path=["extra"]).text(index) == ours
    for name in ("glossary.json", index):
        (larger.source / "extra" / name).unlink()
    built = larger.build(builder, html_extra_path=["extra"])
    assert built.text(index) == ours
    assert built.text("glossary.json") == larger.clean(builder, html_extra_path=["extra"]).text("glossary.json")


def test_two_entries_of_sphinx_in_two_letter_cases(project: Project) -> None:
    """Which one a third spelling means does not depend on the page that was read last."""
    entry = ".. glossary::\n\n   {}\n      Text.\n"
    files = {
        "index.md": "# A\n\n````{term} Bread\n:related: GO\n\nText.\n````\n\n```{toctree}\na\nb\n```\n",
        "a.rst": "A\n=\n\n" + entry.format("Go"),
        "b.rst": "B\n=\n\n" + entry.format("go"),
    }
    project.write(files)
    project.build()
    project.write({"a.rst": files["a.rst"] + "\nMore.\n"})
    assert project.build().text("index.html") == project.clean().text("index.html")


def test_what_is_wrong_is_said_again(project: Project) -> None:
    """Also if an edit has changed nothing but a text; what has become right is said no more."""
    page = "# Home\n\n````{{term}} Token\n:related: {}\n\nA {} piece.\n````\n\n````{{term}} Part\nOf it.\n````\n"
    said = []
    for target, word in [("prat", "small"), ("prat", "tiny"), ("part", "tiny"), ("part", "large"), ("prat", "large")]:
        project.write({"index.md": page.format(target, word)})
        said.append(len(project.build().warnings))
    assert said == [1, 1, 0, 0, 1]
