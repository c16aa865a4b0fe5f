"""What `only`, `ifconfig` and `todo` keep out of the pages of a build is nowhere in its output."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.pages import pages_of
from support.project import CONF, Built, Project, files_in

EXTENSIONS = CONF.replace(
    '"sphinx_glossary_terms"]', '"sphinx_glossary_terms", "sphinx.ext.ifconfig", "sphinx.ext.todo"]'
)
KINDS = {
    "only": ("{only} internal", 'if {}:\n    tags.add("internal")\n'),
    "ifconfig": (
        "{ifconfig} internal",
        'internal = bool({})\ndef setup(app):\n    app.add_config_value("internal", False, "")\n',
    ),
    "todo": ("{todo}", "todo_include_todos = bool({})\n"),
}
"""The directive of each kind, and what conf.py says where it is shown, or not."""

SECRETS = ("Blackbird", "SECRETDEF", "SECRETELI", "SECRETPLAIN", "SECRETALIAS", "blackbird")
PAGES = {file.name: file.read_text("utf-8") for file in Path(__file__).with_name("left_out").glob("*.md")}
BUILDERS = ("singlehtml", "json", "epub", "latex", "text", "man", "xml", "glossary-export")


def write(project: Project, kind: str, *, shown: bool, more: str = "") -> None:
    directive, setting = KINDS[kind]
    if not (project.source / "secret.md").exists():  # A page that is written again is read again in any case.
        project.write({name: text.replace("%s", directive) for name, text in PAGES.items()})
    project.write({"conf.py": f"{EXTENSIONS}{setting.format(int(shown))}{more}"})


def secrets(built: Built) -> set[tuple[str, str]]:
    """The secrets in each file of an output, without the environment, which the builder `json` puts there."""
    files = {name: content for name, content in built.files().items() if name != "environment.pickle"}
    return {(name, secret) for name, content in files.items() for secret in SECRETS if secret.encode() in content}


@pytest.mark.parametrize(
    ("kind", "builder"), [*((kind, "html") for kind in KINDS), *(("only", one) for one in BUILDERS)]
)
def test_nothing_of_it_is_in_the_output(project: Project, kind: str, builder: str) -> None:
    write(project, kind, shown=False, more='glossary_terms_graph_output = "svg"\nglossary_terms_autolink = "page"\n')
    built = project.build(builder, epub_copyright="x", nitpicky=True)
    assert [line for line in built.warnings if "no-converter" not in line] == []
    assert secrets(built) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_all_of_it_is_there_where_it_is_shown(project: Project, kind: str) -> None:
    write(project, kind, shown=True)
    built = project.build()
    assert built.warnings == []
    assert "project-blackbird" in built.exported["terms"]
    assert {"secret.html", "bread.html", "maps.html", "glossary-terms.html", "index.html"} <= {
        name for name, secret in secrets(built) if secret == "Blackbird"
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_link_to_it_says_why(project: Project, kind: str) -> None:
    write(project, kind, shown=False)
    text = "Baked for {term}`Project Blackbird` and {term}`secretalias`."
    project.write({"bread.md": f"# Food\n\n```{{term}} Bread\n:related: project-blackbird\n\n{text}\n```\n"})
    built = project.build()
    directive = KINDS[kind][0].replace("{", "").replace("} ", ":: ").replace("}", "")
    assert len(built.warnings) == 3
    assert all(f"; the term is in `{directive}`, which this build omits [" in line for line in built.warnings)
    assert [line.rpartition(" [")[2] for line in built.warnings] == ["glossary.unknown-target]", *["ref.term]"] * 2]
    write(project, kind, shown=True)
    assert project.build().warnings == []


@pytest.mark.parametrize(("kind", "first"), [*zip(KINDS, (True, False, True), strict=True)])
def test_two_outputs_of_one_folder_of_doctrees(project: Project, kind: str, first: bool) -> None:
    """Each is right, again and again, also after an edit."""
    clean = {}
    for shown in (True, False):
        write(project, kind, shown=shown)
        clean[shown] = project.clean().files()
    for text in ("Baked.", "Toasted."):
        for shown in (first, not first):
            write(project, kind, shown=shown)
            project.write({"bread.md": PAGES["bread.md"].replace("Baked.", text)})
            built = project.build(out=f"out-{shown}", doctrees="shared")
            assert built.warnings == []
            assert bool(secrets(built)) == shown
            files = {name: content.replace(text.encode(), b"Baked.") for name, content in built.files().items()}
            assert files.keys() == clean[shown].keys()
            different = {name for name in files if files[name] != clean[shown][name]}
            # Digests of definitions.
            assert different <= {"searchindex.js", ".buildinfo", ".glossary-terms-html.json"}
    assert project.build(out=f"out-{not first}", doctrees="shared").written == []


def test_builders_with_tags_of_their_own(project: Project) -> None:
    """Two entries of one term, each for an output. The export is that of the site."""
    entry = "::::{{only}} {}\n\n```{{term}} Bread\n{}.\n```\n\n::::\n\n"
    project.write({"index.md": f"# Home\n\n{entry.format('html', 'Clicked')}{entry.format('not html', 'Read')}"})
    for builder, shown in (("html", "Clicked"), ("text", "Read"), ("html", "Clicked"), ("glossary-export", "Clicked")):
        built = project.build(builder, doctrees="shared")
        assert built.warnings == []
        name = {"html": "glossary.json", "text": "index.txt"}.get(builder, "glossary.csv")
        assert ("Clicked" in built.text(name), "Read." in built.text(name)) == (shown == "Clicked", shown == "Read")
    assert 'id="term-bread"' in project.build(doctrees="shared").text("index.html")


def test_a_translated_build(project: Project) -> None:
    """Translators get all of it."""
    write(project, "only", shown=False)
    project.update_catalogs()
    templates = files_in(project.folder / "gettext-en")
    assert b"Project Blackbird" in templates["glossary-aliases.pot"]
    assert b"SECRETELI" in templates["secret.pot"]
    project.translate("secret", {"Project Blackbird": "クロウタドリ"})
    built = project.build(language="ja", glossary_terms_checks=["all"])
    assert not {line for line in built.warnings if "lackbird" in line or "クロウタドリ" in line}
    assert not {name for name, content in built.files().items() if "クロウタドリ".encode() in content}


def test_a_condition_that_is_no_expression(project: Project) -> None:
    """As in Sphinx: what `only` cannot read is shown, with its warning, and what `ifconfig` cannot, is not."""
    project.write({"conf.py": EXTENSIONS})
    term = "```{{term}} {}\nText.\n```\n\n::::\n\n"
    source = f"# Home\n\n::::{{only}} a b c\n\n{term.format('Bread')}::::{{ifconfig}} 1 +\n\n{term.format('Crumb')}"
    project.write({"index.md": source})
    built = project.build()
    assert [*built.exported["terms"]] == ["bread"]
    assert built.ours == []


def test_a_part_of_a_term_and_a_section(project: Project) -> None:
    source = Path(__file__).with_name("left_out") / "part.rst"
    project.write({"index.rst": source.read_text("utf-8"), "conf.py": f"{CONF}html_theme = 'alabaster'\n"})
    built = project.build()
    assert built.warnings == []
    assert secrets(built) == set()
    built = project.build("glossary-export")
    assert secrets(built) == set()
    assert built.exported["terms"].keys() == {"bread"}


def test_a_project_without_a_term_reads_no_page_again(project: Project) -> None:
    source = "# Home\n\n```{glossary}\nBread\n  Baked.\n```\n\n::::{only} html\n{term}`Bread` {term}`Crumb`\n::::\n"
    project.write({"index.md": source})
    assert len(project.build(doctrees="shared").warnings) == 1
    built = project.build("text", doctrees="shared")
    assert "0 added, 0 changed, 0 removed" in built.status
    project.write({"index.md": f"{source}\nText.\n"})
    assert len(project.build("text", doctrees="shared").warnings) == 1  # as Sphinx


def test_reading_in_parallel(project: Project) -> None:
    write(project, "only", shown=False)
    project.write({f"page{number}.md": "# Page\n\n{term}`bread`\n" for number in range(12)})
    assert secrets(project.build(parallel=2)) == set()
    write(project, "only", shown=True)
    assert secrets(project.build(parallel=2))


def test_values_of_the_command_line(project: Project) -> None:
    write(project, "ifconfig", shown=False)
    for value, shown in (("0", False), ("1", True), ("0", False)):
        built = project.build(internal=value)
        # Sphinx keeps every word in its search index, with the pages on which it is.
        assert bool(secrets(built) - {("searchindex.js", "blackbird")}) == shown
        files = project.clean(internal=value).files()
        assert {name for name in files if files[name] != built.files()[name]} <= {"searchindex.js"}


@pytest.mark.parametrize("content", ["```{eli5}\nX\n```", "```{term-index}\n```"])
def test_a_list_of_todos_shows_what_is_in_them(project: Project, content: str) -> None:
    """Sphinx puts copies of them on another page, without the rest of their own."""
    project.write({name: text.replace("CONTENT", content) for name, text in pages_of("todos").items()})
    project.write({"conf.py": EXTENSIONS + "todo_include_todos = True\n"})
    for builder in ("html", "text"):
        built = project.build(builder)
        assert built.warnings == []
        assert "A foo" in built.text("index.html" if builder == "html" else "index.txt")


def test_a_reference_that_a_substitution_brings(project: Project) -> None:
    project.write(pages_of("substitution"))
    assert "takeover" not in project.build().text("glossary.json")
    project.write({"conf.py": CONF + 'tags.add("internal")\n'})
    assert "takeover" in project.build().text("index.html")
