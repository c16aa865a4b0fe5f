"""`sphinx-build -b glossary-export`: every file, read by a program that others wrote."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import jsonschema
import pytest
import sphinx.locale
from pyshacl import validate
from rdflib import Graph, Literal, Namespace
from rdflib.namespace import OWL, RDFS, SKOS
from translate.storage.tbx import tbxfile

import sphinx_glossary_terms
from sphinx_glossary_terms.model.characters import without_controls
from sphinx_glossary_terms.model.names import KINDS
from sphinx_glossary_terms.programs.export_formats import FORMATS, tbx
from sphinx_glossary_terms.programs.export_terms import Export
from sphinx_glossary_terms.projects import glossary_json
from sphinx_glossary_terms.projects.glossary_json import FileName, FileTerm
from support import ROOT
from support.project import CONF, Built, Project

SITE = "https://example.org/docs/"
TERMS = Namespace(SITE)
OURS = Namespace("urn:sphinx-glossary-terms:")
EXPECTED = Path(__file__).parent / "expected"
SCHEMA = Path(sphinx_glossary_terms.__file__).parent / "programs" / "export" / "glossary.schema.json"

SOURCE = Path(__file__).with_name("source")
BREAD = "# Home\n\n```{term} Bread\nBaked.\n```\n"
TRANSLATIONS = sorted(Path(__file__).with_name("translations").glob("*.yaml"))
CONF_WITH_RELATIONS = CONF + Path(__file__).with_name("conf.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    project = Project(tmp_path_factory.mktemp("export"), conf=CONF_WITH_RELATIONS)
    copytree(SOURCE, project.source)
    for file in TRANSLATIONS:
        project.update_catalogs(file.stem, warns=True)
        project.translate_all(file)
    project.translate("model", {"Something.": "未確認。", "Root model": "未確認"}, fuzzy=True)
    yield project
    sphinx.locale.translators.clear()


@pytest.fixture(scope="module")
def built(project: Project) -> Built:
    """A run for each language, into one folder."""
    for language in ("ja", "fr", "ar", "de"):
        project.build("glossary-export", language=language, out="export")
    return project.build("glossary-export", out="export")


@pytest.fixture
def other(tmp_path: Path) -> Project:
    """A project with one term."""
    made = Project(tmp_path)
    made.write({"index.md": BREAD})
    return made


def strict(schema: Any) -> Any:
    """The same schema without unknown keys: programs ignore them, but nothing is written that is not described."""
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {"additionalProperties": False} if isinstance(schema.get("properties"), dict) else {}
    return {**closed, **{key: strict(value) for key, value in schema.items()}}


def files(built: Built) -> dict[str, bytes]:
    return {name: content for name, content in built.files().items() if not name.startswith(".")}


@pytest.mark.parametrize("name", FORMATS)
def test_every_byte(built: Built, name: str, request: pytest.FixtureRequest) -> None:
    """As in the files of `expected`, which people have read: look at what differs."""
    if request.config.getoption("regen"):
        (EXPECTED / name).parent.mkdir(parents=True, exist_ok=True)
        (EXPECTED / name).write_bytes(files(built)[name])
    # Git may have changed the ends of lines.
    found, expected = (text.decode().splitlines() for text in (files(built)[name], (EXPECTED / name).read_bytes()))
    assert found == expected


def test_json(built: Built) -> None:
    found = built.exported
    schema = strict(json.loads(SCHEMA.read_text(encoding="utf-8")))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(found, schema)
    # A language with nothing but a definition is one, and a language with nothing is none.
    assert found["languages"] == ["en", "ar", "de", "ja"]
    # Nothing that nobody has checked.
    assert "未確認" not in built.text("glossary.json")
    # What is written is read again.
    text = built.text("glossary.json")
    assert glossary_json.write(glossary_json.read(text.encode(), without_controls)) == text


def test_the_manual_lists_every_key() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    manual = (ROOT / "docs" / "exporting.md").read_text(encoding="utf-8")
    keys = {*schema["properties"], *schema["$defs"]["term"]["properties"], *KINDS}
    assert {key for key in keys if f"`{key}`" not in manual} == set()
    assert {name for name in FORMATS if f"`{name}`" not in manual} == set()


def conforms(graph: Graph) -> bool:
    """Whether SKOS allows it."""
    result, _report, text = validate(
        graph, shacl_graph=(EXPECTED.parent / "skos.ttl").read_text("utf-8"), shacl_graph_format="turtle"
    )
    assert isinstance(text, str)
    return bool(result)


def test_skos(built: Built) -> None:
    graph = Graph().parse(data=built.text("glossary.ttl"), format="turtle")
    scheme = TERMS["glossary-terms.html"]
    tops = set(graph.objects(scheme, SKOS.hasTopConcept))
    assert tops == set(graph.subjects(SKOS.topConceptOf, scheme))
    assert TERMS["model.html#term-model"] not in tops
    model, token = TERMS["model.html#term-large-language-model"], TERMS["sub/hostile.html#term-token"]
    assert set(graph.objects(model, SKOS.related)) == {TERMS["words.html#term-Dough"]}
    assert (model, SKOS.broader, TERMS["model.html#term-model"]) in graph
    # A property of our own, which says what it is.
    assert set(graph.objects(model, OURS.prerequisites)) == {token}
    assert (OURS.prerequisites, RDFS.subPropertyOf, SKOS.semanticRelation) in graph
    assert (OURS.prerequisites, OWL.inverseOf, OURS["prerequisites-inverse"]) in graph
    labels = set(graph.objects(TERMS["sub/hostile.html#term-formula"], SKOS.altLabel))
    assert {Literal("</term>&amp;<b>", "en"), Literal("C:\\path\\n", "en"), Literal("🦀 crab", "en")} <= labels
    assert conforms(graph)
    # The shapes find what is wrong.
    assert not conforms(graph.add((TERMS["model.html#term-model"], SKOS.altLabel, Literal("Model", "en"))))


def test_tbx(built: Built) -> None:
    read: Callable[..., tbxfile] = tbxfile.parsestring
    units = {unit.getid(): unit for unit in read(built.text("glossary.tbx").encode(), "en", "ja").units}
    model, chip = units["term-large-language-model"], units["term-chip"]
    names = {term.text: term.administrative_status.partition("Term")[0] for term in model.get_target_terms()}
    admitted = dict.fromkeys(("でかいモデル", "1 2 3"), "admitted")
    assert names == {"大規模言語モデル": "preferred", **admitted, "神経網": "deprecated"}
    source = {term.text: term for term in model.get_source_terms()}
    assert {text for text, term in source.items() if term.deprecated} == {"neural (net)?", "spell 50% $1"}
    assert {term.administrative_status for term in chip.get_source_terms()} == {"supersededTerm-admn-sts"}
    # As Weblate has them since 2026.10: explanations of each language, names that are forbidden, terms that nobody translates.
    notes = model.get_common_notes(source=False)
    assert [note.text for note in notes if note.category == "definition"] == ["トークンごとに文章を続けます。"]
    assert [name for name, unit in units.items() if not unit.istranslatable()] == ["term-coin"]
    assert [name for name, unit in units.items() if unit.isobsolete()] == []
    assert "</term>&amp;<b>" in {term.text for term in units["term-formula"].get_source_terms()}


def test_tbx_has_a_name_once() -> None:
    """As names of a term that has been replaced, an alias and a name to avoid are the same; an import keeps one."""
    kinds = {"preferred": "Old", "alias": "former", "avoid": "former", "abbreviation": "former"}
    names = [FileName(text, kind, "en") for kind, text in kinds.items()]
    term = FileTerm("index.html#term-old", names, {}, replaced_by="new")
    export = Export(project="Words", source_language="en", languages=["en"], terms={"old": term})
    assert tbx(export).count("<term>former</term>") == 2  # the name, and the abbreviation


def test_csv(built: Built) -> None:
    data = (built.outdir / "glossary.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = [*csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))]
    assert not any(re.match(r"[=+\-@\t\r]", cell) for row in rows for cell in row.values())
    assert len({(row["id"], row["language"]) for row in rows}) == len(rows) == 12


def test_the_same_again(project: Project, built: Built) -> None:
    """A second run, and one in another language, write the same bytes."""
    before = files(built)
    assert set(before) == {*FORMATS}
    assert files(project.build("glossary-export", out="export")) == before
    assert files(project.build("glossary-export", language="ja", out="export")) == before


def test_a_language_alone(project: Project) -> None:
    """What it does not translate is there in the source language."""
    found = project.build("glossary-export", language="ja", out="alone").exported
    assert found["languages"] == ["en", "ja"]
    assert list(found["terms"]["large-language-model"]["definitions"]) == ["ja"]
    assert list(found["terms"]["model"]["definitions"]) == ["en"]
    assert {name["text"] for name in found["terms"]["token"]["names"]} == {"Token", "トークン"}


def test_a_term_that_no_language_has_any_more(other: Project) -> None:
    other.write({"index.md": "# Home\n\n```{term} Bread\nBaked.\n```\n\n```{term} Beer\nX.\n```\n"})
    other.build("glossary-export", out="export")
    other.write({"index.md": "# Home\n\n```{term} Bread\nBaked well.\n```\n\n```{term} Wine\nY.\n```\n"})
    other.update_catalogs()
    other.translate("index", {"Bread": "パン"})
    found = other.build("glossary-export", language="ja", out="export").exported
    assert list(found["terms"]) == ["bread", "wine"]
    assert [name["text"] for name in found["terms"]["wine"]["names"]] == ["Wine"]
    assert [name["text"] for name in found["terms"]["bread"]["names"]] == ["Bread", "パン"]


def test_a_file_that_is_not_ours(other: Project, tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "glossary.json").write_text("{", encoding="utf-8")
    built = other.build("glossary-export", out="export")
    (error,) = built.warnings
    assert re.search(r"glossary\.json:1: it is not JSON .*; remove the file, and build each", error)
    assert built.app.statuscode == 1
    assert (tmp_path / "export" / "glossary.json").read_text(encoding="utf-8") == "{"


def with_a_name(exported: Built, text: str, language: str) -> None:
    """Add a name to the file of an earlier build."""
    found = exported.exported
    found["languages"].append(language)
    found["terms"]["bread"]["names"].append({"text": text, "kind": "preferred", "language": language})
    (exported.outdir / "glossary.json").write_text(json.dumps(found), encoding="utf-8")


@pytest.mark.parametrize("language", ["", "*", "en/x", "/abs", "../../index", "ja\nen", "\ud800"])
def test_languages_of_a_file_are_tags(other: Project, language: str) -> None:
    """Turtle has them as they are."""
    exported = other.build("glossary-export")
    with_a_name(exported, "pwn", language)
    before = exported.files()
    built = other.build("glossary-export")
    (error,) = built.warnings
    assert "the file has a language that is not a tag (RFC 5646)" in error
    assert built.app.statuscode == 1
    assert built.files() == before


def test_files_of_others_stay_and_texts_of_a_file_are_clean(other: Project) -> None:
    exported = other.build("glossary-export")
    (exported.outdir / "notes.md").write_text("Mine.", encoding="utf-8")
    with_a_name(exported, "パ\ud800ン\0", "ja")
    built = other.build("glossary-export")
    assert built.warnings == []
    assert {name["text"] for name in built.exported["terms"]["bread"]["names"]} == {"Bread", "パン"}
    assert built.text("notes.md") == "Mine."


def test_what_is_gone(other: Project) -> None:
    """Without an address all addresses are relative."""
    term = "# Home\n\n```{term} Bread\n:prerequisites: Beer\nBaked.\n```\n"
    other.write({"index.md": f"{term}\n```{{term}} Beer\nX.\n```\n"})
    built = other.build("glossary-export")
    assert built.warnings == []
    assert built.status.count("set `html_baseurl`") == 1
    graph = Graph().parse(data=built.text("glossary.ttl"), format="turtle", publicID=SITE)
    assert (TERMS["index.html#term-bread"], OURS.prerequisites, TERMS["index.html#term-beer"]) in graph
    built = other.build("glossary-export", html_baseurl="https://example.net/x")
    assert built.exported["base_url"] == "https://example.net/x/"


@pytest.mark.parametrize("address", ["http://[::1", "foo bar", "../docs", "https://example.org/a b", 5])
def test_an_address_that_is_none(other: Project, address: object) -> None:
    built = other.build("glossary-export", html_baseurl=address)
    problem = "`html_baseurl` in conf.py is not an address such as 'https://example.org/'; correct it"
    assert [line for line in built.warnings if "has type" not in line] == [f"ERROR: {problem}"]
    assert built.app.statuscode == 1
    if isinstance(address, str) and address.isprintable() and "[" not in address:
        assert other.build(html_baseurl=address).exported["base_url"] == ""
