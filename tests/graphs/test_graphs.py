"""Maps, and graphs that are drawn when the site is built."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from sphinxcontrib.mermaid import mermaid

from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.graph import MAP_NODES, can_be_read, part_of_map
from sphinx_glossary_terms.model.names import Declared
from sphinx_glossary_terms.model.relations import BUILT_IN
from sphinx_glossary_terms.model.term import Term
from support.needs import needs_converter
from support.output import relation_lists
from support.pages import data, pages_of
from support.project import Built, Project
from support.terms import term

RELATIONS = {kind.name for kind in BUILT_IN}
FACTORS = {"prerequisites": 7, "related": 13, "broader": 5}

PAGES = pages_of("bakery")


def code_of(built: Built, page: str = "maps") -> str:
    (found,) = built.page(page).findall(mermaid)
    return str(found["code"]).partition("\nflowchart")[2]


def lists(built: Built, page: str = "maps") -> dict[str, list[str]]:
    (box,) = [node for node in built.page(page).findall(nodes.container) if "glossary-map" in node["classes"]]
    return {
        field[0].astext(): [item.astext() for item in field[1].findall(nodes.paragraph)]
        for field in box.findall(nodes.definition_list_item)
    }


def drawings(html: str) -> list[str]:
    return re.findall(r"<svg xmlns[^>]*aria-label.*?</svg>", html, re.DOTALL)


def ask(project: Project, directive: str) -> Built:
    project.write({"maps.md": f"# Maps\n\n{directive}\n"})
    return project.build()


def test_a_map_of_everything(pages: Project) -> None:
    built = pages.build()
    assert built.warnings == []
    # No line from flour to bread: that follows.
    assert code_of(built) == Path(__file__).with_name("map.txt").read_text(encoding="utf-8")
    assert lists(built) == {
        "Leads to": ["Dough → Bread", "Flour → Dough", "Oven → Bread"],
        "Narrower terms": ["Oven → Kiln"],
        "Related terms": ["Beer – Bread"],
    }
    html = built.text("maps.html")
    assert '<p class="glossary-caption">All of <em>it</em></p>' in html
    assert html.count("<details") == html.count("</details>") == 1


@pytest.mark.parametrize("part", data(__file__, "parts.yaml"))
def test_a_part(pages: Project, part: dict[str, Any]) -> None:
    built = ask(pages, part["directive"])
    assert built.warnings == []
    assert re.findall(r'^n\d+[\[(]"(\w+)"', code_of(built), re.MULTILINE) == part["terms"]
    assert lists(built) == part["lists"]


def test_without_graphs_the_lists_say_everything(pages: Project) -> None:
    """`none`: no graph of a term, of a path, of a map; nothing is loaded for one, and nothing is folded."""
    built = pages.build(glossary_terms_graph_output="none")
    assert built.warnings == []
    assert not [page for page in built.resolved if list(built.page(page).findall(mermaid))]
    assert not [name for name, text in built.files().items() if name.endswith(".html") and b"mermaid" in text]
    assert "glossary-map-list" not in built.text("maps.html")
    assert "Related terms" in relation_lists(built.page("terms"))
    assert pages.build(glossary_terms_graph_output="svg").written == sorted(built.written)


def test_what_a_map_is_drawn_around_looks_different(pages: Project) -> None:
    built = ask(pages, "```{term-graph} oven\n:direction: TB\n```")
    code = code_of(built)
    assert re.findall(r'^n\d+[\[(]"(\w+)"', code, re.MULTILINE) == ["Bread", "Kiln", "Oven"]
    assert code.startswith(" TB\n")
    assert 'n2("Oven")' in code
    assert "class n2 glossary-center" in code
    assert "click n2" in code  # it is elsewhere than the map


def test_relation_types_with_the_same_line_are_named_on_it(pages: Project) -> None:
    pages.write({"terms.md": PAGES["terms.md"].replace(":related: beer", ":goes-with: beer\n:helps: kiln")})
    built = pages.build(
        glossary_terms_relations={
            "goes-with": {"label": "Goes with", "symmetric": True, "edge": "dotted"},
            "helps": {"label": "Helps", "inverse_label": "Helped by"},
        }
    )
    assert built.warnings == []
    code = code_of(built)
    assert 'n1 -->|"Helps"| n4' in code
    assert "n0 -.- n1" in code
    assert "n2 --> n1" in code


def test_names_of_fields_have_no_other_meaning(project: Project) -> None:
    names = ("graph", "map", "entry", "definition", "relation")
    text = "\n\n".join(f"```{{{name}}}\nWet.\n```" for name in names)
    project.write({"index.md": f"# Home\n\n````{{term}} Bread\nBaked.\n\n{text}\n````\n"})
    built = project.build(glossary_terms_fields={name: {"label": name.title()} for name in names})
    assert built.warnings == []
    found = re.findall(r'<div class="glossary-field glossary-field-type-(\w+) docutils', built.text("index.html"))
    assert sorted(found) == sorted(names)


def test_the_caption_is_translated(pages: Project) -> None:
    pages.update_catalogs()
    pages.translate("maps", {"All of *it*": "*全部*です"})
    pages.translate("terms", {"Bread": "パン"})
    built = pages.build(language="ja", glossary_terms_graph_output="svg")
    assert '<p class="glossary-caption"><em>全部</em>です</p>' in built.text("maps.html")
    assert "このマップの内容を一覧で見る" in built.text("maps.html")
    (drawing,) = drawings(built.text("maps.html"))
    assert 'aria-label="用語集のマップ"' in drawing
    assert re.search(r'<a class="node glossary-term" href="[^"]*bread">', drawing)  # in Japanese
    assert re.search(r'<a class="node glossary-term" lang="en" href="[^"]*dough">', drawing)  # has no translation


# Many terms


def many(number: int, tags: int = 8) -> Glossary:
    """Terms with up to three relations to terms before them, as random as it has to be."""

    def made(place: int) -> Term:
        found = {place * factor % number: option for option, factor in FACTORS.items()}
        relations = (Declared(option=option, target=f"t{other}") for other, option in found.items() if other < place)
        groups = ((f"g{(place + place // tags) % tags}", ""),) if tags else ()
        return replace(term(f"t{place}"), tag_readings=groups, relations=tuple(relations))

    return Glossary(map(made, range(number)), BUILT_IN)


@given(st.integers(1, 400))
def test_a_part_of_a_map_can_be_read(number: int) -> None:
    glossary = many(number)
    part = part_of_map(glossary, list(glossary.terms), ["t0"], RELATIONS)
    assert can_be_read(part)
    assert len(part.nodes) + part.hidden == number
    assert "t0" in dict(part.nodes)


@pytest.mark.parametrize("output", ["mermaid", "svg"])
def test_what_does_not_fit_leads_to_the_index(project: Project, output: str) -> None:
    text = "".join(
        f"```{{term}} {found.id}\n:no-graph:\n:tags: {', '.join(found.tags)}\n"
        + "".join(f":{relation.option}: {relation.target}\n" for relation in found.relations)
        + "\nText.\n```\n\n"
        for found in many(200, tags=2).terms.values()
    )
    index = "# Home\n\n```{toctree}\nmaps\nterms\n```\n\n```{term-index}\n:by: tag\n```\n"
    project.write({"index.md": index, "terms.md": f"# Terms\n\n{text}"})
    project.write({"maps.md": "# Maps\n\n```{term-graph}\n:tags: g1\n```\n"})
    shown = project.build(glossary_terms_graph_output=output).text("maps.html")
    hidden = int(re.findall(r"\+(\d+) more</a></p>", shown)[0])
    assert 100 - MAP_NODES <= hidden < 100
    assert '<a class="reference internal" href="index.html#glossary-index-1">+' in shown
    target = {"mermaid": r'click n\d+ href "', "svg": '<a class="node glossary-more" href="'}[output]
    assert re.search(f"{target}index.html#glossary-index-1", unescape(shown))


# Drawn at build time


@pytest.mark.parametrize(
    ("builder", "page", "kiln"),
    [
        ("html", "maps.html", "sub/oven.html#term-kiln"),
        ("dirhtml", "maps/index.html", "../sub/oven/#term-kiln"),
        ("singlehtml", "index.html", "#term-kiln"),
    ],
)
def test_links_of_drawings_lead_to_terms(pages: Project, builder: str, page: str, kiln: str) -> None:
    pages.write({"maps.md": "# Maps\n\n```{term-graph}\n```\n\n```{term-graph}\n```\n"})
    built = pages.build(builder, glossary_terms_graph_output="svg")
    assert built.warnings == []
    found = [drawing for drawing in drawings(built.text(page)) if "Map of the glossary" in drawing]
    assert len(found) == 2
    links = re.findall(r'<a class="node glossary-term" href="([^"]*)">.*?>(\w+)</tspan></text></a>', found[0])
    assert (kiln, "Kiln") in links
    for address, _name in links:
        target, _, anchor = address.partition("#")
        path = (built.outdir / page).parent / target if target else built.outdir / page
        text = (path / "index.html" if path.is_dir() else path).read_text(encoding="utf-8")
        assert f'id="{anchor}"' in text
    # Ids differ on a page.
    ids = re.findall(r' id="([^"]*)"', built.text(page))
    assert len(ids) == len(set(ids))
    for drawing in found:
        assert set(re.findall(r"url\(#([^)]*)\)", drawing)) <= set(re.findall(r' id="([^"]*)"', drawing))


def test_addresses_are_exact(project: Project) -> None:
    pages = ["c#", "a&b", "50%", "über uns", "q?x=1", "a+b;c"]
    project.write({f"{page}.md": f"# Page {n}\n\n```{{term}}\n:id: t{n}\n```\n\nX.\n" for n, page in enumerate(pages)})
    targets = ", ".join(f"t{number}" for number in range(len(pages)))
    project.write(
        {
            "index.md": "# Home\n\n```{toctree}\n" + "\n".join(pages) + "\n```\n\n"
            f"````{{term}} Bread\n:related: {targets}\n:no-graph:\nBaked.\n````\n\n```{{term-graph}}\n```\n"
        }
    )
    html = project.build(glossary_terms_graph_output="svg").text("index.html")
    in_list = re.findall(r'glossary-link[^>]* href="([^"]*)"[^>]*>Page \d', re.sub(r"<svg .*?</svg>", "", html))
    (drawing,) = drawings(html)
    assert set(re.findall(r'<a class="node [^"]*" href="([^"]*)"', drawing)) - {"#term-bread"} == set(in_list)
    assert len(set(in_list)) == len(pages)


# Books


def test_epub_has_images(pages: Project) -> None:
    """Without the setting it has the lists."""
    plain = pages.build("epub", out="plain")
    assert not list(plain.outdir.rglob("*-book.svg"))
    assert lists(plain)["Narrower terms"] == ["Oven → Kiln"]
    pages.update_catalogs()
    pages.translate("terms", {"Bread": "パン"})
    built = pages.build("epub", language="ja", glossary_terms_graph_output="svg", strict=False)
    assert [line for line in built.warnings if "epub" not in line] == []
    with zipfile.ZipFile(built.outdir / "Test.epub") as book:
        page = book.read("maps.xhtml").decode()
        assert "<svg" not in page
        found = re.search(r'<img alt="用語集のマップ" src="(_images/[^"]*-book.svg)"', page)
        assert found is not None
        drawing = book.read(found[1]).decode()
    assert 'xml:lang="ja"' in drawing
    assert "パン" in drawing
    assert "var(" not in drawing.partition("</style>")[0].partition("<style>")[2]
    assert "href" not in drawing


@needs_converter
def test_latex_has_pictures_with_text_in_them(pages: Project) -> None:
    pages.update_catalogs()
    pages.translate("terms", {"Bread": "黒麦パン"})
    pages.translate("glossary-readings", {("reading", "bread"): "くろむぎぱん"})
    built = pages.build("latex", language="ja", glossary_terms_graph_output="svg")
    assert built.warnings == []
    names = re.findall(r"\\sphinxincludegraphics\{\{([^}]*)\}\.pdf\}", next(built.outdir.glob("*.tex")).read_text())
    assert len(names) >= 2
    texts = ""
    for name in names:
        path = built.outdir / f"{name}.pdf"
        assert path.read_bytes().startswith(b"%PDF")
        texts += subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    assert "黒麦パン" in texts


def converter(project: Project, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    """A program in the place of rsvg-convert."""
    program = project.folder / "rsvg-convert"
    program.write_text(f"#!{sys.executable}\nimport sys\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr("sphinx_glossary_terms.graphs.images.shutil.which", lambda _name: str(program))
    return program


def test_pictures_of_a_book_are_made_once(pages: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    converter(pages, monkeypatch, "sys.stdout.write('%PDF ' + sys.stdin.read())")
    folder = pages.folder / "doctrees-latex-en" / "glossary-graphs" / "latex"

    def pictures() -> dict[str, int]:
        pages.build("latex", glossary_terms_graph_output="svg")
        return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}

    first = pictures()
    assert len(first) >= 2
    pages.write({"maps.md": PAGES["maps.md"] + "\nMore.\n"})
    assert pictures() == first
    pages.write({"sub/oven.md": PAGES["sub/oven.md"].replace("Kiln", "Furnace").replace("kiln", "furnace")})
    renamed = pictures()
    assert len(renamed) > len(first)
    assert {name: renamed[name] for name in first} == first


def test_a_converter_that_fails_is_one_warning(pages: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    converter(pages, monkeypatch, "sys.exit('librsvg.so: not found')")
    built = pages.build("latex", glossary_terms_graph_output="svg")
    assert built.warnings == [
        "WARNING: graphs are omitted from the book, since rsvg-convert does not work: librsvg.so: not found; install "
        "librsvg (Debian: librsvg2-bin), and run `rsvg-convert --version` to see whether it works [glossary.no-converter]"
    ]
    assert "sphinxincludegraphics" not in next(built.outdir.glob("*.tex")).read_text()


def test_a_drawing_is_light_and_has_a_name_and_its_links(project: Project) -> None:
    names = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight")
    center = ":prerequisites: one, two, three\n:related: four, five\n:narrower: six, seven, eight\n"
    others = "".join(f"````{{term}} {name}\n:no-graph:\nText.\n````\n\n" for name in names)
    project.write({"index.md": f"# Home\n\n````{{term}} Center\n{center}Text.\n````\n\n{others}"})
    (drawing,) = drawings(project.build(glossary_terms_graph_output="svg").text("index.html"))
    assert len(gzip.compress(drawing.encode())) < 2 * 1024
    assert "<style" not in drawing
    assert 'role="group" aria-hidden="true" aria-label="Connections of Center"' in drawing
    texts = [re.sub("<[^>]*>", "", text) for text in re.findall(r"<text.*?</text>", drawing)]
    assert texts == [
        *["Read first", "Narrower terms", "Related terms"],
        *["One", "Three", "Two", "Eight", "Seven", "Six", "Five", "Four", "Center"],
    ]
    # Each of these links is in a list, too.
    assert drawing.count('tabindex="-1"') == drawing.count("<a ") == 8
