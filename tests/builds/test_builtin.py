"""Sphinx's own glossary with `glossary_terms_builtin`: its entries are terms, and nothing in the lists changes."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
from docutils import nodes

from sphinx_glossary_terms.doctree.nodes import LINK, find
from support.output import cards, inventory_of
from support.pages import data
from support.project import CONF, Built, Project, files_in
from support.two_projects import conf_of

PLAIN = CONF.replace(', "sphinx_glossary_terms"', "").replace(
    '"colon_fence"', '"attrs_block", "colon_fence", "deflist"'
)
PLAIN += 'default_role = "any"\n'
ON = PLAIN.replace('"myst_parser"', '"myst_parser", "sphinx_glossary_terms"') + "glossary_terms_builtin = True\n"
FOLDER = Path(__file__).with_name("builtin")
FILES = {file.name: file.read_text(encoding="utf-8") for file in FOLDER.glob("*.*") if file.suffix != ".yaml"}
WORDS = FILES["words.rst"]
ANCHORS: dict[str, str] = data(__file__, "builtin/anchors.yaml")
"""The name of each reference, and where it leads."""
BODIES: dict[str, str] = {row["entry"]: row["card"] for row in data(__file__, "builtin/bodies.yaml")}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    result = Project(tmp_path, ON)
    result.write(FILES)
    return result


def without(tmp_path: Path, files: dict[str, str], builder: str = "html", **options: Any) -> Built:
    """The same project without the extension."""
    other = Project(tmp_path / "without", PLAIN)
    other.write(files)
    return other.build(builder, **options)


def links(built: Built, page: str) -> dict[str, str]:
    """The links to terms on a page: by their text, the page and the anchor that they lead to."""
    found = {}
    for node in find(built.page(page), nodes.reference):
        if LINK in node["classes"]:
            uri = f"{node.get('refuri', f'{page}.html')}#{node.get('refid', '')}".rstrip("#")
            docname, _, anchor = uri.partition(".html#")
            found[node.astext()] = f"{docname} {anchor}"
    return found


def card(built: Built, page: str, anchor: str) -> str:
    """The text of the card that opens at a link to an anchor; empty if there is none."""
    return " ".join(re.sub("<template>.*?</template>|<[^>]*>", "", cards(built, page).get(anchor, "")).split())


def lists(built: Built, page: str) -> list[str]:
    return [_without_links(text) for text in re.findall(r'(?s)<dl class="[^"]*glossary.*</dl>', built.text(page))]


def test_each_name_has_its_link_and_its_card(project: Project) -> None:
    built = project.build()
    assert links(built, "uses") == ANCHORS
    shown = {anchor: card(built, *anchor.split()) for anchor in ANCHORS.values()}
    assert shown["words term-gen"] == shown["words term-generator"]
    assert shown["words term-generator"].startswith("generator A function which returns a generator iterator. ")
    assert shown["words term-python"] == "python A language."
    assert shown["words term-Python"] == "Python A snake."
    assert shown["words term-It-s-a-quoted-name"].endswith("After the note.")
    assert shown["words term-inner"] == "inner An inner text."
    assert card(built, "words", "term-around") == "around A text around it."
    assert card(built, "words", "term-only-a-list") == "only a list item"
    assert [card(built, "words", f"term-{name}") for name in ("picture", "empty", "ordinary", "omitted")] == [""] * 4
    assert "mathjax" in built.text("_glossary/words.js")


def test_how_much_of_an_entry_a_card_shows(project: Project) -> None:
    entries = "".join(f"name {number}\n{indent(body, '   ')}\n\n" for number, body in enumerate(BODIES))
    project.write({"words.rst": f"Words\n=====\n\n.. glossary::\n\n{indent(entries, '   ')}"})
    built = project.build(suppress_warnings=["image.not_readable", "ref.term"])
    anchors = re.findall('<dt id="(term-name-[^"]*)">', built.text("words.html"))
    shown = [card(built, "words", anchor).partition(" ")[2].partition(" ")[2] for anchor in anchors]
    assert dict(zip(BODIES, shown, strict=True)) == BODIES
    more = '<a class="reference internal" href="#term-name-1" title="name 1">…</a>'
    assert more in built.text("_glossary/words.js").replace('\\"', '"')
    assert "mathjax" in built.text("_glossary/words.js")


def test_nothing_in_the_lists_changes(project: Project, tmp_path: Path) -> None:
    off, on = without(tmp_path, FILES), project.build()
    for page in ("words.html", "again.html", "myst.html"):
        assert lists(on, page) == lists(off, page)
    rows = [inventory_of(built) for built in (off, on)]
    del rows[1]["std:label"]["glossary-terms"]
    assert rows[1] == rows[0]
    assert [line for line in on.warnings if line not in off.warnings] == []
    gone = {line.rpartition(": ")[2] for line in off.warnings if line not in on.warnings}
    assert gone == {"'Generators' [ref.term]", "'iterators' [ref.term]"}


@pytest.mark.parametrize("builder", ["latex", "text", "pseudoxml", "xml", "gettext", "epub", "singlehtml", "dirhtml"])
def test_other_builders(project: Project, tmp_path: Path, builder: str) -> None:
    off, on = without(tmp_path, FILES, builder), project.build(builder)
    new = {name for name in on.files().keys() - off.files().keys() if not _OURS.search(name)}
    assert new == set()
    assert [line for line in on.warnings if line not in off.warnings] == []
    if builder == "singlehtml":
        assert f'class="{LINK} reference internal" href="#term-generator"' in on.text("index.html")
    for name, content in off.files().items():
        if not name.startswith("uses") and name.endswith((".txt", ".pseudoxml", ".xml", ".pot")):
            before = content.decode().replace(f"{tmp_path}/without", f"{tmp_path}")
            assert _without_links(on.text(name)) == _without_links(before), name
        if name == "test.tex":
            # Two more references are found.
            assert on.text(name).count(r"\sphinxtermref{") == content.count(rb"\sphinxtermref{") + 2


_OURS = re.compile(r"(^|/)[._]?glossary[-.]|_glossary/|mermaid")


def _without_links(text: str) -> str:
    text = re.sub(r'"POT-Creation-Date: [^"]*"| xmlns:glossary="[^"]*"', "", text)
    return text.replace(f'classes="{LINK}" ', "").replace(f"{LINK} ", "")


def test_links_in_plain_text_but_not_in_the_lists(project: Project, tmp_path: Path) -> None:
    built = project.build(glossary_terms_autolink="section")
    found = built.text("uses.html").partition("In the text")[2]
    assert re.findall(rf'class="{LINK}[^"]*" href="([^"]*)">([^<]*)<', found) == [
        ("words.html#term-generator", "generator"),
        ("words.html#term-inner", "inner"),
        ("myst.html#term-zed", "zed"),
    ]
    assert lists(built, "words.html") == lists(without(tmp_path, FILES), "words.html")


PLACEHOLDERS = ("Work in progress", "TBD.", "TODO: write", "See :term:`Virtual Machine`.", ".. image:: a.png", "")
MENTIONS = (
    "A virtual machine, also of Apache Kafka Streams; seeing, entry 0, entry 1, entry 2, entry 3, entry 4, entry 5."
)


def test_names_that_nobody_wrote_for_links_in_plain_text(tmp_path: Path) -> None:
    """Also said with `-v`. The pages and names of the option are in any letter case."""
    entries = dict.fromkeys(("virtual", "Virtual Machine", "Kafka"), "Text.") | {"seeing": "Seeing is more."}
    entries |= {f"entry {number}": text for number, text in enumerate(PLACEHOLDERS)}
    listed = "".join(f"   {name}\n      {text}\n\n" for name, text in entries.items())
    project = Project(tmp_path, ON + 'glossary_terms_autolink = "section"\n')
    files = dict.fromkeys(("index.rst", "changelog-1.rst"), f"Text\n====\n\n{MENTIONS}\n")
    project.write({**files, "words.rst": f"Words\n=====\n\n.. glossary::\n\n{listed}"})
    for exclude, on_pages in (
        ([], [["virtual machine", "seeing"]] * 2),
        (["Changelog*", "see?ng"], [["virtual machine"], []]),
        ("virtual m*", [["seeing"]] * 2),
    ):
        built = project.build(glossary_terms_autolink_exclude=exclude, verbosity=1)
        assert [list(links(built, page)) for page in ("index", "changelog-1")] == on_pages
        counted = Counter(name for page in on_pages for name in page)
        said = dict(
            item.rsplit(" ", 1) for item in built.status.partition("plain text: ")[2].split("\n")[0].split(", ")
        )
        assert {name: int(number) for name, number in said.items()} == {name: counted[name.lower()] for name in entries}
    assert "links in plain text" not in project.clean().status


def test_without_a_glossary_or_the_option_nothing_changes(tmp_path: Path) -> None:
    ordinary = {"index.rst": "Test\n====\n\nText.\n\n.. class:: glossary\n\na\n   b\n"}
    for name, files, conf in (("none", ordinary, ON), ("off", FILES, ON.replace("= True", "= False"))):
        project = Project(tmp_path / name, conf)
        project.write(files)
        on, off = project.build().files(), without(tmp_path / name, files).files()
        different = {name for name, content in off.items() if on.get(name) != content}
        assert different <= {"searchindex.js", ".buildinfo"}
        assert on.keys() == off.keys()


def test_terms_with_relations_to_entries(project: Project) -> None:
    options = ":prerequisites: gen, 用語\n:broader: iterators\n:related: C++, genratr\n"
    blocks = "```{term-index}\n```\n\n```{term-path} yield\n```\n"
    text = f"```{{term}} yield\n{options}\nSee {{term}}`yields` and {{term}}`zeta`.\n```\n"
    project.write({"own.md": f"# Own\n\n{text}\n{blocks}"})
    built = project.build()
    (line,) = built.ours
    assert "there is no term 'genratr'; did you mean 'generator'? [glossary.unknown-target]" in line
    html = built.text("own.html")
    assert all(f'href="words.html#term-{name}"' in html for name in ("generator", "gen", "producer", "C", "2"))
    assert card(built, "own", "term-yield").endswith("Read first: generator, 用語")
    assert "mermaid" in html


def test_checks_advise_nothing_impossible(project: Project) -> None:
    project.write({"own.md": "# Own\n\n```{term} Iterator\n:tags: x\n\nText.\n```\n"})
    built = project.build(glossary_terms_checks="all")
    found = {(line.rpartition("[glossary.")[2].rstrip("]"), line.startswith("own.md")) for line in built.ours}
    assert {code for code, is_own in found if not is_own} <= {"unlinked-mention", "wanted-term", "unused-term"}
    assert ("built-in-name", True) in found


def test_a_duplicate_is_decided_by_sphinx(project: Project) -> None:
    first = project.build()
    assert links(first, "uses")["iterators"] == "words term-iterator"
    assert [bool(card(first, page, "term-iterator")) for page in ("words", "myst")] == [True, False]
    project.write({"words.rst": WORDS.replace("   iterator\n", "   other\n")})
    project.write({"again.rst": f"{FILES['again.rst']}\nText.\n"})
    second = project.build()
    assert links(second, "uses")["iterators"] == "again term-iterator"
    assert second.files()["uses.html"] == project.clean_files()["uses.html"]


EDITS = {
    "a changed definition": (WORDS.replace("A snake", "An animal"), {"words"}),
    "a new name": (WORDS.replace("   generator\n   gen\n", "   maker\n   gen\n"), {"words", "uses"}),
    "an entry above": (WORDS.replace("   generator\n", "   日本\n      Text.\n\n   generator\n", 1), {"words", "uses"}),
    "an entry less": (WORDS.replace("   C++\n      Another.\n\n", ""), {"words", "uses"}),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_rebuild_is_a_clean_build(project: Project, edit: str) -> None:
    text, pages = EDITS[edit]
    project.prepare()
    project.write({"words.rst": text})
    built = project.build()
    assert ("uses" in built.written) == ("uses" in pages)
    clean = project.clean_files()
    for name, content in built.files().items():
        if name.endswith(".html") or name.startswith("_glossary/") or name in {"objects.inv", "glossary.json"}:
            assert content == clean[name], name
    assert project.build().written == []


def test_parallel_reading_and_the_option_in_one_folder(project: Project) -> None:
    serial = project.build(out="first", doctrees="first-doctrees").files()
    parallel = project.build(parallel=4, out="second", doctrees="second-doctrees").files()
    for name in ("uses.html", "words.html", "objects.inv", "glossary.json", "_glossary/words.js"):
        assert parallel[name] == serial[name]
    for is_on in (False, True, False):
        built = project.build(glossary_terms_builtin=is_on, out="third", doctrees="third-doctrees")
        assert any(name.startswith("_glossary/") for name in built.files()) is is_on
        assert (built.files()["uses.html"] == serial["uses.html"]) is is_on


def test_translated_names(tmp_path: Path) -> None:
    translated = Project(tmp_path, ON)
    translated.write({"index.rst": (FOLDER / "translated" / "index.rst").read_text(encoding="utf-8")})
    translated.update_catalogs()
    translated.translate_all(FOLDER / "translated" / "ja.yaml")
    templates = files_in(translated.folder / "gettext-en")
    assert {name for name in templates if name.endswith(".pot")} == {"index.pot", "glossary-readings.pot"}
    # A reading is that of its entry, also of one whose id another entry has: they differ in letter case only.
    pattern = r'#. Class\n(?:#.*\n)*msgctxt "reading"\nmsgid "(.*)"'
    (term_id,) = re.findall(pattern, templates["glossary-readings.pot"].decode())
    translated.translate("glossary-readings", {("reading", term_id): "じゅぎょう"})
    # Left over from a term with a directive: it has no place in the list.
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\n'
    catalog = translated.source / "locales" / "ja" / "LC_MESSAGES" / "glossary-aliases.po"
    catalog.write_text(f'{header}msgctxt "alias"\nmsgid "generator"\nmsgstr "生成器"\n', encoding="utf-8")
    built = translated.build(language="ja")
    assert built.warnings == []
    assert links(built, "index") == {
        **dict.fromkeys(("ジェネレータ", "generators"), "index term-generator"),
        **dict.fromkeys(("class", "クラス"), "index term-class"),
        "gen": "index term-gen",
        "lists": "index term-list",
        "generator": "index term-generator",  # in the list
    }
    shutil.copytree(translated.source, tmp_path / "without" / "source", ignore=shutil.ignore_patterns("conf.py"))
    assert lists(built, "index.html") == lists(without(tmp_path, {}, language="ja"), "index.html")
    names = built.exported["terms"]["generator"]["names"]
    assert {name["text"] for name in names if name["language"] == "ja"} == {"ジェネレータ", "ジェン"}
    terms = built.domain.glossary.terms.values()
    assert {term.name: term.preferred.reading for term in terms if term.preferred.reading} == {"授業": "じゅぎょう"}


def test_lines_of_entries(project: Project) -> None:
    sorted_list = ":::{glossary}\n:sorted:\n\nlater\n  Text.\n\nbefore : B\nother\n  - Text.\n\nlast\n:::\n"
    # What stands above and below the entries, too, is told apart by what follows it.
    project.write({"myst.md": f"{FILES['myst.md']}\nlater\n\n{sorted_list}\nother\n\nlater\n\n:::{{note}}\nNo.\n:::\n"})
    places, below = {}, {}
    for term in project.build().domain.glossary.terms.values():
        lines = (project.source / term.source).read_text(encoding="utf-8").splitlines()
        places[term.name] = re.sub(" : .*|[`*]", "", lines[term.line - 1].strip())
        below[term.name] = lines[term.line]
    assert places == {name: name for name in places}
    assert (below["later"], below["before"]) == ("  Text.", "other")
    assert {"generator", "inner", "included", "backticks", "zed", "before", "last"} <= places.keys()


USES = """
import sys
from {module} import main
main({arguments!r})
others = {{"myst_parser", "yaml", "sphinxcontrib.mermaid", "sphinx_glossary_terms.programs.import_csv"}}
print(others & {{*sys.modules}} or "none of them")
"""


@pytest.mark.parametrize("program", ["none", "svg", "migrate"])
def test_what_is_not_needed_is_not_imported(tmp_path: Path, program: str) -> None:
    file = tmp_path / "index.rst"
    file.write_text("A\n=\n\n.. glossary::\n\n   x\n      Text.\n\n:term:`x`\n", encoding="utf-8")
    on = ["extensions=sphinx_glossary_terms", "glossary_terms_builtin=1", f"glossary_terms_graph_output={program}"]
    options = ["-qC", *(f"-D{option}" for option in on), str(tmp_path), str(tmp_path / "out")]
    module, arguments = ("sphinx.cmd.build", options)
    if program == "migrate":
        module, arguments = ("sphinx_glossary_terms.__main__", [program, str(file)])
    code = USES.format(module=module, arguments=arguments)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "none of them"
    assert program == "migrate" or (tmp_path / "out" / "_glossary" / "index.js").exists()


def test_names_that_others_have(project: Project) -> None:
    """Of an attacker, of another `term`, and too long ones."""
    long = "x" * 10_000
    entries = {"inner": long, "<script>alert(1)</script>": "A.", "\u202erlo": "B.", long: "C."}
    words = "".join(f"   {name}\n      {text}\n\n" for name, text in entries.items())
    project.write({"own.md": "# Own\n\n```{term} inner\n\nMine.\n```\n\n{term}`inner` {term}`<b>`\n"})
    project.write({"words.rst": f"Words\n=====\n\n.. glossary::\n\n{words}"})
    built = project.build(glossary_terms_autolink="page")
    assert links(built, "own") == {"inner": "own term-inner"}
    assert "<script>alert" not in built.text("_glossary/words.js") + built.text("glossary-terms.html")
    assert card(built, "words", "term-inner").startswith("inner xxx")


def test_only_what_entries_need_is_copied(project: Project) -> None:
    built = project.build()
    ours = {name for name in built.files() if "glossary" in name and name.startswith("_static/")}
    names = [f"glossary-{name}" for name in ("cards.css", "cards.js", "search.css", "search.js", "terms.css")]
    assert ours == {f"_static/{name}" for name in names}
    assert "glossary-terms.css" not in built.text("genindex.html")
    assert "glossary-search.js" in built.text("search.html")
    built = project.build(glossary_terms_json=False)
    assert "glossary-search.js" not in built.text("search.html")
    assert not (built.outdir / "glossary.json").exists()


def test_programs_and_other_projects_get_entries(project: Project, tmp_path: Path) -> None:
    built = project.build("glossary-export")
    entry = built.exported["terms"]["generator"]
    assert entry["address"] == "words.html#term-generator"
    assert [name["text"] for name in entry["names"]] == ["generator", "gen", "producer"]
    for name in ("glossary.csv", "glossary.ttl", "glossary.tbx"):
        assert "A function which returns a generator iterator." in built.text(name)
    project.build()
    other = Project(tmp_path / "other", conf_of("Other", "a", "../../html-en"))
    other.write({"index.md": "# Other\n\n```{term} yield\n:prerequisites: a:generator\n\nSee {term}`a:inner`.\n```\n"})
    built = other.build()
    assert built.warnings == []
    assert built.text("index.html").count('href="../../html-en/words.html#term-generator"') > 0
    assert "An inner text." in built.text("_glossary/index.js")


def test_entries_without_a_translation_beside_a_term(tmp_path: Path) -> None:
    """Their names are marked as the text of another language, and the index nodes behind them stay where they are."""
    project = Project(tmp_path, f'{ON}locale_dirs = ["locales"]\nglossary_terms_source_language = "en"\n')
    term = "```{term} Foo\n:id: foo\n\nText.\n```\n"
    entries = "```{glossary}\nalpha\n  First.\n\nbeta\ngamma\n  Second.\n```\n"
    project.write({"index.md": f"# A\n\n{term}\n{entries}\nSee {{term}}`alpha` and {{term}}`gamma`.\n"})
    built = project.build(language="ja")
    assert set(built.domain.glossary.terms) == {"foo", "alpha", "beta"}
    assert card(built, "index", "term-gamma").endswith("Second.")
    assert '<dt id="term-alpha"><span lang="en">alpha</span>' in built.text("index.html")
