"""Projects with odd values, names and files: no traceback, no file outside of the output."""

from __future__ import annotations

import re

import pytest
from sphinx.errors import SphinxError

from support.output import same
from support.pages import data
from support.project import CONF, Project

pytestmark = pytest.mark.slow

OPTIONS, NAMES = data(__file__, "odd.yaml").values()


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("value", [None, 5])
def test_a_project_without_a_term_ends_as_without_the_extension(project: Project, option: str, value: object) -> None:
    project.write({"index.md": "# Home\n\nText.\n"})

    def outcome(extensions: str) -> str:
        conf = CONF.replace('["myst_parser", "sphinx_glossary_terms"]', extensions)
        project.write({"conf.py": f"{conf}\n{option} = {value!r}\n"})
        try:
            return str(project.clean(language="ja").written)
        except (SphinxError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            return type(error).__name__

    assert outcome('["myst_parser", "sphinx_glossary_terms"]') == outcome('["myst_parser"]')


BUILDERS = ("html", "dirhtml", "singlehtml", "json", "epub", "latex", "text", "man", "gettext", "glossary-export")


def _pages(project: Project, *names: str) -> None:
    """A page with a term for each name, and a home page with links to all."""
    for number, name in enumerate(names):
        project.write({f"{name}.md": f"# Page\n\n```{{term}} T{number}\n:related: home\n\nText {number}.\n```\n"})
    links = "\n".join(f"{{term}}`T{number}`" for number in range(len(names)))
    blocks = "```{toctree}\n:glob:\n\n**\n```\n\n```{term-index}\n```\n\n```{term} Home\nOwn text.\n```"
    project.write({"index.md": f"# Start\n\n{blocks}\n\n{links}\n"})


@pytest.mark.parametrize("builder", BUILDERS)
def test_odd_names_of_documents(project: Project, builder: str) -> None:
    """A name is never decoded into a path (`%2e%2e` is no way out of the output folder), nor taken for a file."""
    _pages(project, *NAMES)
    for text in ("Text 11.", "Other text."):
        path = project.source / "vue.md"
        path.write_text(path.read_text().replace("Text 11.", text))
        built = project.build(builder, epub_copyright="x", glossary_terms_graph_output="svg")
        assert [line for line in built.ours if "no-converter" not in line] == []
    doctrees = project.folder / f"doctrees-{builder}-en"
    assert {*project.folder.iterdir()} <= {project.source, built.outdir, doctrees}
    assert builder == "glossary-export" or all((doctrees / f"{name}.doctree").is_file() for name in NAMES)
    cards = [path.read_text() for path in built.outdir.glob("_glossary/**/*.js") if path.is_file()]
    if builder in {"html", "dirhtml"}:
        assert len(set(cards)) == len(cards) == len(NAMES) + 1


def test_an_export_has_no_folders_of_pages(project: Project) -> None:
    _pages(project, "glossary.json/x")
    built = project.build("glossary-export")
    assert built.ours == []
    assert (built.outdir / "glossary.json").is_file()


@pytest.mark.parametrize("page", ["glossary-aliases", "glossary-labels/x"])
def test_a_catalog_gives_way_to_that_of_a_page(project: Project, page: str) -> None:
    _pages(project, page)
    built = project.build("gettext", gettext_compact=True)
    name = page.partition("/")[0]
    assert [line.partition(":")[0] for line in built.ours] == [f"{page}.md"]
    assert f"the catalog `{name}` is not written" in built.ours[0]
    assert 'msgid "Text 0."' in built.text(f"{name}.pot")


def test_a_picture_of_an_author_stays_in_a_book(project: Project) -> None:
    _pages(project, "bread")
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    project.write({"my-old-book.svg": picture, "art.md": "# Art\n\n![An old book](my-old-book.svg)\n"})
    for text in ("Text 0.", "Other text."):
        path = project.source / "bread.md"
        path.write_text(path.read_text().replace("Text 0.", text))
        built = project.build("epub", epub_copyright="x", glossary_terms_graph_output="svg")
        assert (built.outdir / "_images" / "my-old-book.svg").is_file()


def test_a_second_nameless_term_in_a_quotation(project: Project) -> None:
    """Sphinx moves the classes of a block around its only child (`HandleCodeBlocks`), which was gone."""
    project.write({"index.rst": "Bread\n=====\n\n.. term::\n\nText.\n\n.. epigraph::\n\n   .. term::\n"})
    built = project.build()
    assert [line.rpartition(" ")[2] for line in built.warnings] == ["[glossary.misplaced]"]


@pytest.mark.parametrize(
    "name", [".glossary-terms-html.json", "_glossary/index.js", "_static/glossary-terms.css", "glossary.json"]
)
def test_a_folder_in_the_place_of_a_file_is_one_error(project: Project, name: str) -> None:
    page = "# Home\n\n````{{term}} Bread\n\n{}.\n````\n"
    project.write({"index.md": page.format("Baked")})
    path = project.build().outdir / name
    path.unlink()
    path.mkdir()
    project.write({"index.md": page.format("Toasted")})
    message = f"{path} cannot be written (Is a directory); make room for it or remove it, and build again"
    with pytest.raises(SphinxError, match=re.escape(message)):
        project.build()
    path.rmdir()
    same(project, project.build())
