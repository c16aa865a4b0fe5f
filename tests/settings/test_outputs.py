"""One table says what each output can do: Sphinx's builders, those of other extensions, and nobody asks elsewhere."""

from __future__ import annotations

import ast
import re
import sys
from dataclasses import fields
from pathlib import Path
from types import ModuleType

import pytest
from sphinx.application import Sphinx

import sphinx_glossary_terms
from sphinx_glossary_terms.settings.outputs import Output, output_of, write_output
from support.pages import BLOCKS, BREAD
from support.project import Built, Project

SITES = {"html", "dirhtml", "singlehtml"}
PAGES = {*SITES, "json", "pickle", "applehelp", "devhelp", "htmlhelp", "qthelp"}
BOOKS = {"epub", "latex"}
TEXTS = {"text", "man", "texinfo", "xml", "pseudoxml", "gettext", "changes", "dummy", "linkcheck", "glossary-export"}
CAN = {
    "is_html": {*PAGES, "epub"},
    "for_browsers": PAGES,
    "is_site": {"html", "dirhtml"},
    "has_cards": SITES,
    "is_one_page": {"singlehtml"},
    "is_catalog": {"gettext"},
    "has_pages": {*PAGES, *BOOKS, *TEXTS} - {"glossary-export"},
}
OTHERS = "builders_of_others"


def comparable(built: Built) -> dict[str, bytes]:
    """The files of an output without what names the builder: records, a script of Sphinx with its checksum, the form of
    themes for searching.

    Without the links to the search of the site, and `glossary.json`, which not every builder has.
    """
    names = re.compile(r"\.buildinfo|\.glossary-terms-.*|glossary\.json|_static/documentation_options\.js")
    search = rb'|(?s:\s*<search id="searchbox".*?</script>)|\s+(?=</div>)'
    return {
        name: re.sub(rb"documentation_options\.js\?v=\w+| <a [^>]*>Search all pages</a>" + search, b"", content)
        for name, content in built.files().items()
        if not names.fullmatch(name)
    }


def test_every_builder_of_sphinx(project: Project) -> None:
    """A builder that Sphinx adds fails here, until somebody has looked at what its output can do."""
    project.write(BREAD)
    builders = project.build("dummy").app.registry.builders
    assert set(builders) <= {*PAGES, *BOOKS, *TEXTS}
    assert set(CAN) == {field.name for field in fields(Output)} - {"pictures"}
    for name, kind in builders.items():
        output = output_of(kind)
        assert {ability for ability in CAN if getattr(output, ability)} == {
            ability for ability, names in CAN.items() if name in names
        }, name
        assert output.pictures == {"epub": "svg", "latex": "pdf"}.get(name, ""), name


@pytest.mark.parametrize("base", ["html", "dirhtml", "singlehtml", "latex", "texinfo", "text", "man", "xml"])
def test_a_builder_of_another_extension(project: Project, monkeypatch: pytest.MonkeyPatch, base: str) -> None:
    """It writes what the builder that it derives from writes, but for hover cards and what stands above the results of a
    search: nobody knows where its pages are.
    """

    def setup(app: Sphinx) -> None:
        app.add_builder(type("Other", (app.registry.builders[base],), {"name": "other"}))

    extension = ModuleType(OTHERS)
    vars(extension)["setup"] = setup
    monkeypatch.setitem(sys.modules, OTHERS, extension)
    project.conf = f'{project.conf}extensions += ["{OTHERS}"]\n'
    project.write(BLOCKS)
    other = project.build("other")
    assert other.warnings == []
    files = comparable(other)
    assert any(b"Yeast" in content for content in files.values())
    expected = comparable(project.build(base, glossary_terms_hover_cards=False))
    assert files.keys() == expected.keys()
    different = {name for name, content in files.items() if content != expected[name]}
    assert different <= {"search.html", "search/index.html"}


def test_anchors_of_one_page_of_html(project: Project) -> None:
    """Also where a project has one page only, which is not put together of several."""
    terms = "".join(f"```{{term}} {name}\n:tags: hot\n\nText.\n```\n\n" for name in ("Oven", "Stove"))
    project.write({"index.md": f"# Home\n\n{terms}```{{term-index}}\n:by: tag\n:tags: hot\n```\n"})
    html = project.build("singlehtml").text("index.html")
    addresses = re.findall(r'class="glossary-tag[^>]* href="#([^"]+)"', html)
    assert len(addresses) == 2
    assert all(f' id="{address}"' in html for address in addresses)


def test_nobody_else_asks() -> None:
    """Other files may only name something after a builder: a file, a folder, visitors, a value for `ifconfig`."""
    package = Path(sphinx_glossary_terms.__file__).parent
    found = {
        (file.relative_to(package).as_posix(), ast.unparse(node))
        for file in package.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and ast.unparse(node).endswith(("builder.name", "builder.format"))
    }
    assert found == {
        *(("settings/outputs.py", "builder.name"), ("settings/outputs.py", "builder.format")),
        *(("doctree/page_notes.py", "builder.name"), ("graphs/images.py", "builder.name")),
        *(("domain/freshness.py", "app.builder.name"), ("writing.py", "app.builder.name")),
    }


def test_a_file_that_later_builds_take_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = Path.write_bytes

    def killed(path: Path, content: bytes) -> int:
        write(path, content[:2])
        raise KeyboardInterrupt

    file = tmp_path / "folder" / "picture.svg"
    monkeypatch.setattr(Path, "write_bytes", killed)
    with pytest.raises(KeyboardInterrupt):
        write_output(file, b"<svg/>", is_kept=True)
    assert not file.exists()
    monkeypatch.undo()
    write_output(file, b"<svg/>", is_kept=True)
    assert file.read_bytes() == b"<svg/>"
