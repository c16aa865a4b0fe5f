"""`sphinx-build -b glossary-report`: what is translated, what the rules find, what most others build on."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest
from docutils.utils import column_width

from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.graph import dependents, learning_path
from sphinx_glossary_terms.model.relations import BUILT_IN
from sphinx_glossary_terms.model.term import Declared, Term
from sphinx_glossary_terms.programs.report.table import Cell, aligned
from support.commands import run
from support.project import CONF, Built, Project

MYST = {
    "index.md": "# Home\n\nNot of a term.\n\n```{toctree}\ndough\nflour\n```\n",
    "dough.md": """
        # Dough

        ```{term}
        :aliases: paste
        :hidden-aliases: doughs
        :prerequisites: flour
        ```

        Flour and water.

        A second paragraph.

        ```{eli5}
        Mud to eat.
        ```

        ```{deep-dive}
        First.

        Second.
        ```

        ```{sources}
        - A book.
        - A film.
        ```

        ## Below

        Text below.
        """,
    "flour.md": """
        # Things

        ````{term} Flour
        :tags: dry

        Milled grain.
        ````
        """,
}

RST = {
    "index.rst": "Home\n====\n\nNot of a term.\n\n.. toctree::\n\n   dough\n   flour\n",
    "dough.rst": """
        Dough
        =====

        .. term::
           :aliases: paste
           :hidden-aliases: doughs
           :prerequisites: flour

        Flour and water.

        A second paragraph.

        .. eli5::

           Mud to eat.

        .. deep-dive::

           First.

           Second.

        .. sources::

           - A book.
           - A film.

        Below
        -----

        Text below.
        """,
    "flour.rst": """
        Things
        ======

        .. term:: Flour
           :tags: dry

           Milled grain.
        """,
}

PARTS = ["name", "aliases", "reading", "definition", "text", "eli5", "deep-dive", "sources"]


def report(project: Project, **options: Any) -> tuple[Built, dict[str, Any]]:
    built = project.build("glossary-report", **{"language": "ja", **options})
    return built, json.loads(built.text("report.json"))


def states(content: dict[str, Any], term_id: str) -> dict[str, str]:
    """The states of the parts of a term that are needed."""
    term = next(term for term in content["sections"]["terms"]["terms"] if term["id"] == term_id)
    return {part: data["state"] for part, data in term["parts"].items() if data["state"] != "not-needed"}


def row(built: Built, term_id: str) -> list[str]:
    lines = built.text("report.txt").splitlines()
    return next(line for line in lines if line.startswith(f"{term_id} ")).split()


@pytest.fixture(params=[pytest.param(MYST, id="myst"), pytest.param(RST, id="rst", marks=pytest.mark.slow)])
def dough(project: Project, request: pytest.FixtureRequest) -> Project:
    project.write(request.param)
    project.update_catalogs()
    return project


def test_what_is_not_to_be_translated(project: Project) -> None:
    """The name of a product is missing in no language, and translators are told so."""
    text = "# Words\n\n```{{term}} Sphinx\n:aliases: sphinx-doc\n{}A program.\n```\n"
    project.write({"index.md": text.format(":translate: no\n")})
    project.update_catalogs()
    catalog = project.build("gettext").text("glossary-aliases.pot").replace("\n#. ", " ")
    assert catalog.count("leave it untranslated, here and on its page") == catalog.count('msgid "Sphinx"')
    _built, content = report(project)
    assert states(content, "sphinx") == {"definition": "missing"}
    project.write({"index.md": text.format("")})
    _built, content = report(project)
    assert states(content, "sphinx") == dict.fromkeys(["name", "aliases", "definition"], "missing")


def test_nothing_is_translated(dough: Project) -> None:
    built, content = report(dough)
    assert built.warnings == []
    needed = ["name", "aliases", "definition", "text", "eli5", "deep-dive"]
    # The titles of works may stay as they are; a name in Latin letters needs no reading.
    assert states(content, "dough") == {**dict.fromkeys(needed, "missing"), "sources": "translated"}
    assert states(content, "flour") == {"name": "missing", "definition": "missing"}
    assert (content["needed"], content["translated"], content["percent"]) == (10, 1, 10)
    assert content["sections"]["terms"]["count"] == {"translated": 1, "fuzzy": 0, "missing": 8, "not-needed": 7}
    assert row(built, "dough") == (
        [
            "dough",
            "0",
            "missing",
            "missing",
            "-",
            "missing",
            "missing",
            "0/3",
            "missing",
            "missing",
            "0/2",
            "ok",
            "Dough",
        ]
    )
    assert "Glossary: 2 terms, language: ja, translated: 10 %" in built.text("report.txt")


def test_every_state_of_every_part(dough: Project) -> None:
    dough.translate(
        "dough", {"Dough": "生地", "A second paragraph.": "二つ目。", "First.": "一。", "Mud to eat.": "泥。"}
    )
    dough.translate("dough", {"Flour and water.": "粉と水。", "Text below.": "下。", "Second.": "二。"}, fuzzy=True)
    dough.translate("dough", {"A film.": "映画。"}, fuzzy=True)
    dough.translate("glossary-aliases", {("dough", "Dough"): "ペースト"}, fuzzy=True)
    dough.translate("glossary-readings", {("dough/reading", "Dough"): "きじ"}, fuzzy=True)
    built, content = report(dough)
    assert [line for line in built.warnings if "glossary.no-reading" not in line] == []
    assert states(content, "dough") == {
        "name": "translated",
        "aliases": "fuzzy",
        "reading": "fuzzy",
        "definition": "fuzzy",
        "text": "missing",  # the heading
        "eli5": "translated",
        "deep-dive": "fuzzy",
        "sources": "fuzzy",
    }
    term = content["sections"]["terms"]["terms"][1]
    assert term["parts"]["text"] == {"state": "missing", "translated": 1, "fuzzy": 1, "missing": 1}
    assert term["parts"]["deep-dive"] == {"state": "fuzzy", "translated": 1, "fuzzy": 1, "missing": 0}
    assert " ".join(row(built, "dough")) == "dough 0 ok fuzzy fuzzy fuzzy missing 1/3 ok fuzzy 1/2 fuzzy 1/2 生地"

    dough.translate(
        "dough", {"Flour and water.": "粉と水。", "Text below.": "下。", "Second.": "二。", "Below": "下に"}
    )
    dough.translate("dough", {"A film.": "映画。"})
    dough.translate("flour", {"Flour": "Flour", "Milled grain.": "粉。"})
    dough.translate("glossary-aliases", {("dough", "Dough"): "-"})
    dough.translate("glossary-readings", {("dough/reading", "Dough"): "きじ"})
    dough.translate("glossary-labels", {("tag", "dry"): "乾物"})
    built, content = report(dough)
    assert built.warnings == []
    assert states(content, "dough") == dict.fromkeys(PARTS, "translated")
    assert states(content, "flour") == {"name": "translated", "definition": "translated"}
    assert content["percent"] == 100


def test_a_name_in_kanji_needs_a_reading_and_kana_do_not(dough: Project) -> None:
    dough.translate("dough", {"Dough": "生地"})
    dough.translate("flour", {"Flour": "フラワー"})
    _, content = report(dough)
    assert states(content, "dough")["reading"] == "missing"
    assert "reading" not in states(content, "flour")


def test_fuzzy_translations_that_are_shown_are_fuzzy(dough: Project) -> None:
    dough.translate("dough", {"Dough": "生地"}, fuzzy=True)
    dough.translate("glossary-aliases", {("dough", "Dough"): "ペースト"}, fuzzy=True)
    built, content = report(dough, gettext_allow_fuzzy_translations=True)
    assert row(built, "dough")[-1] == "生地"
    assert states(content, "dough")["name"] == "fuzzy"
    assert states(content, "dough")["aliases"] == "fuzzy"


def test_a_translation_that_sphinx_drops_is_missing(dough: Project) -> None:
    dough.translate("dough", {"Flour and water.": "1. 粉と水。"})
    _, content = report(dough)
    assert states(content, "dough")["definition"] == "missing"


def test_no_catalogs_at_all(project: Project) -> None:
    project.write(MYST)
    built, content = report(project)
    assert built.warnings == []
    assert states(content, "flour") == {"name": "missing", "definition": "missing"}


def test_a_broken_catalog(project: Project) -> None:
    project.write(MYST)
    project.update_catalogs()
    path = project.source / "locales/ja/LC_MESSAGES/flour.po"
    path.write_bytes(path.read_bytes() + b'\nmsgid "\xff"\nmsgstr ""\n')
    built, content = report(project)
    assert [line for line in built.warnings if "glossary." in line] == []
    assert states(content, "flour")["name"] == "missing"


def test_catalogs_of_folders(project: Project) -> None:
    project.write({"index.md": "# Home\n\n```{toctree}\nfood/a\n```\n", "food/a.md": MYST["flour.md"]})
    project.build("gettext", gettext_compact=True)
    folder = project.source / "locales/ja/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "food.po").write_bytes((project.folder / "gettext-en/food.pot").read_bytes())
    project.translate("food", {"Flour": "粉"}, fuzzy=True)
    _, content = report(project, gettext_compact=True)
    assert states(content, "flour") == {"name": "fuzzy", "definition": "missing"}


def test_terms_in_a_section_that_is_a_term_and_fields_and_labels_of_the_project(project: Project) -> None:
    project.conf = CONF + (
        'glossary_terms_fields = {"trick": {"label": "A trick"}}\n'
        'glossary_terms_relations = {"eats": {"label": "Eats", "inverse_label": "Is eaten by"}}\n'
    )
    project.write(
        {
            "index.md": """
                # Outer

                ```{term}
                :tags: big
                ```

                Outer text.

                ````{term} Inner
                :eats: outer

                Inner text.

                ```{trick}
                A trick.
                ```
                ````

                ````{term} Inner
                The second of that id.
                ````
                """
        }
    )
    project.update_catalogs(warns=True)
    project.translate("index", {"Inner text.": "内。", "Outer": "そと", "The second of that id.": "外。"})
    project.translate("glossary-labels", {("relation", "Eats"): "食べる"})
    project.translate("glossary-labels", {("field", "A trick"): "コツ"}, fuzzy=True)
    _, content = report(project)
    # What a term that does not count has is text of the term around it.
    assert states(content, "outer") == {"name": "translated", "definition": "missing", "text": "missing"}
    assert states(content, "inner") == {"name": "missing", "definition": "translated", "trick": "missing"}
    assert content["sections"]["labels"]["labels"] == [
        {"kind": "relation", "label": "Eats", "state": "translated", "translation": "食べる"},
        {"kind": "relation", "label": "Is eaten by", "state": "missing", "translation": "Is eaten by"},
        {"kind": "field", "label": "A trick", "state": "fuzzy", "translation": "A trick"},
        {"kind": "tag", "label": "big", "state": "missing", "translation": "big"},
    ]


def test_a_field_with_the_name_of_a_part(project: Project) -> None:
    project.conf = CONF + 'glossary_terms_fields = {"text": {"label": "Text"}}\n'
    project.write({"index.md": "# Home\n\n````{term} A\nB.\n\n```{text}\nC.\n```\n````\n"})
    assert states(report(project)[1], "a") == {"name": "missing", "definition": "missing", "text": "missing"}


# The order


def _terms(edges: dict[str, list[str]]) -> Glossary:
    return Glossary(
        (
            Term(id=name, relations=tuple(Declared("prerequisites", end) for end in ends))
            for name, ends in edges.items()
        ),
        BUILT_IN,
    )


@pytest.mark.parametrize("seed", range(20))
def test_how_many_terms_have_a_term_on_their_learning_path(seed: int) -> None:
    dice = random.Random(seed)
    names = [f"t{number}" for number in range(12)]
    glossary = _terms({name: dice.sample([n for n in names if n != name], dice.randrange(3)) for name in names})
    paths = {name: {item for step in learning_path(glossary, [name]) for item in step} for name in names}
    assert dependents(glossary) == {
        name: sum(name in path for other, path in paths.items() if other != name) for name in names
    }


def test_terms_that_most_others_build_on_come_first(project: Project) -> None:
    relations = {"a": "b", "b": "d", "c": "d", "d": "", "e": ""}
    entry = "```{{term}} {}\n:prerequisites: {}\n\nText.\n```\n"
    project.write({"index.md": "# Home\n\n" + "\n".join(entry.format(*item) for item in relations.items())})
    _, content = report(project)
    found = [(term["id"], term["needed_by"]) for term in content["sections"]["terms"]["terms"]]
    assert found == [("d", 3), ("b", 1), ("a", 0), ("c", 0), ("e", 0)]


# Rules

FAULTY = {
    "index.md": """
        # Home

        ````{term} Alpha
        :prerequisites: beta

        Text.
        ````

        ````{term} Beta
        :aliases: Beta
        :related: gone

        Beta is a letter.
        ````

        ````{term} Gamma
        Text about {term}`alpha`.
        ````
        """
}


def test_the_rules_in_the_source_language(project: Project) -> None:
    project.write(FAULTY)
    built, content = report(project, language="en")
    assert list(content["sections"]) == ["rules"]
    rules = content["sections"]["rules"]
    assert len(rules["count"]) == 18
    assert {code: number for code, number in rules["count"].items() if number} == {
        "repeated-label": 1,
        "orphan": 1,
        "undeclared-link": 1,
        "wanted-term": 1,
        "missing-field": 9,
        "definition-opening": 1,
    }
    # Beta first: Alpha needs it.
    assert [item["about"] for item in rules["findings"] if item["code"] == "missing-field"] == [
        [term, field] for term in ("beta", "alpha", "gamma") for field in ("eli5", "deep-dive", "sources")
    ]
    assert rules["findings"][0] == {
        "code": "repeated-label",
        "message": "'Beta' is both the name and an alias of 'beta'; remove the latter",
        "source": "index.md",
        "line": 10,
        "about": ["beta", "Beta"],
    }
    text = built.text("report.txt")
    assert (
        "index.md:10: 'Beta' is both the name and an alias of 'beta'; remove the latter [glossary.repeated-label]"
        in text
    )
    assert str(project.folder) not in text + built.text("report.json")
    assert "translated" not in text


def test_the_rules_in_a_translated_build(project: Project) -> None:
    project.write(FAULTY)
    _, content = report(project)
    assert content["sections"]["rules"]["count"] == {
        "cycle": 0,
        "related-ancestor": 0,
        "repeated-label": 1,
        "built-in-name": 0,
        "bad-reading": 0,
        "no-reading": 0,
    }


def test_rules_that_read_text_are_there_if_they_are_asked_for(project: Project) -> None:
    project.write({"index.md": "# A\n\n```{term} Dough\n:avoid: paste\nSoft.\n```\n\nA paste.\n"})
    _, content = report(project, language="en", glossary_terms_checks=["avoided-name"])
    count = content["sections"]["rules"]["count"]
    assert count["avoided-name"] == 1
    assert "unlinked-mention" not in count


# The form


def test_the_form_of_the_json_file(dough: Project) -> None:
    _, content = report(dough)
    assert {key: value for key, value in content.items() if key != "sections"} == {
        "version": 1,
        "language": "ja",
        "source_language": "en",
        "needed": 10,
        "translated": 1,
        "percent": 10,
    }
    assert list(content["sections"]) == ["terms", "labels", "rules"]
    terms = content["sections"]["terms"]
    assert list(terms) == ["count", "terms"]
    first = terms["terms"][0]
    assert list(first["parts"]) == PARTS
    assert first["parts"]["name"] == {"state": "missing", "translated": 0, "fuzzy": 0, "missing": 1}
    assert Path(first.pop("source")).stem == "flour"
    assert isinstance(first.pop("line"), int)
    assert {key: value for key, value in first.items() if key != "parts"} == {
        "id": "flour",
        "name": "Flour",
        "source_name": "Flour",
        "needed_by": 1,
        "page": "flour",
    }


def test_wide_characters_are_aligned() -> None:
    rows = [(Cell("生地"), Cell("1"), Cell("x")), (Cell("dough"), Cell("20"), Cell("x"))]
    lines = ["".join(cell.text for cell in line).rstrip() for line in aligned(rows)]
    assert lines == ["生地    1  x", "dough  20  x"]
    assert len({column_width(line) for line in lines}) == 1
    assert list(aligned([])) == []


def test_an_empty_glossary(project: Project) -> None:
    project.write({"index.md": "# Home\n"})
    for language in ("en", "ja"):
        built, content = report(project, language=language, glossary_terms_report_threshold=100)
        assert built.warnings == []
        assert built.app.statuscode == 0
        assert (content["needed"], content["percent"]) == (0, 100)


def test_parallel(project: Project) -> None:
    pages = {f"page{number}.md": MYST["dough.md"].replace("Dough", f"Dough {number}") for number in range(12)}
    project.write({"index.md": "# Home\n\n```{toctree}\n:glob:\n*\n```\n", "flour.md": MYST["flour.md"], **pages})
    project.update_catalogs()
    project.translate("page3", {"Dough 3": "Dough 3"})
    serial, _ = report(project)
    parallel, content = report(project, parallel=2, out="parallel", doctrees="parallel-doctrees")
    assert states(content, "dough-3")["name"] == "translated"
    for name in ("report.json", "report.txt"):
        assert parallel.text(name) == serial.text(name)


# The threshold


@pytest.mark.parametrize(("threshold", "status"), [(0, 0), (10, 0), (11, 1), (100, 1)])
def test_the_threshold(dough: Project, threshold: int, status: int) -> None:
    built, content = report(dough, glossary_terms_report_threshold=threshold)
    assert content["percent"] == 10
    assert built.app.statuscode == status
    assert (
        built.warnings
        == [
            "ERROR: 10 % of the glossary is translated (1 of 10 parts), and `glossary_terms_report_threshold` is "
            f"{threshold} %"
        ]
        * status
    )
    # Only this builder fails, and what has been read is still good.
    assert dough.build(language="ja", glossary_terms_report_threshold=threshold).app.statuscode == 0
    assert "0 added, 0 changed, 0 removed" in report(dough, glossary_terms_report_threshold=threshold)[0].status


def test_the_threshold_is_about_translations(dough: Project) -> None:
    assert report(dough, language="en", glossary_terms_report_threshold=100)[0].app.statuscode == 0


@pytest.mark.parametrize("value", [101, -1, True, "all"])
def test_a_bad_threshold(dough: Project, value: object) -> None:
    dough.write({"conf.py": f"{CONF}glossary_terms_report_threshold = {value!r}\n"})
    built, _ = report(dough)
    assert built.app.statuscode == 0
    message = f"conf.py: glossary_terms_report_threshold: {value!r} is not a whole number from 0 to 100; it is ignored"
    assert any(message in line for line in built.warnings)


def _run(project: Project, arguments: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    project.write({"conf.py": CONF})
    return run(f"sphinx-build -b glossary-report -D language=ja {arguments} source out", project.folder, **environment)


def test_at_the_command_line(dough: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CI", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    done = _run(dough)
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout + done.stderr
    table = (dough.folder / "out" / "report.txt").read_text(encoding="utf-8")
    assert "\x1b" not in table
    assert table.split() == done.stdout.partition("copying assets: done")[2].partition("build succeeded")[0].split()
    done = _run(dough, "-D glossary_terms_report_threshold=50", FORCE_COLOR="1")
    assert done.returncode == 1
    assert "\x1b[31;01mmissing" in done.stdout or "\x1b[91mmissing" in done.stdout
    assert "`glossary_terms_report_threshold` is 50 %" in done.stderr
    (dough.folder / "out" / "report.txt").unlink()
    assert _run(dough, "-q").stdout == ""
    assert (dough.folder / "out" / "report.txt").read_text(encoding="utf-8") == table


def test_an_html_build_of_the_same_doctrees_stays_right(project: Project) -> None:
    project.write(MYST)
    project.update_catalogs()

    def both() -> None:
        assert report(project, doctrees="shared")[0].warnings == []
        html = project.build(language="ja", doctrees="shared")
        # As without a report: the index of the search that Sphinx makes of a few pages is not that of all of them.
        assert html.files() == project.build(language="ja", out="alone", doctrees="alone-doctrees").files()
        assert {**html.files(), "searchindex.js": b""} == {
            **project.clean(language="ja").files(),
            "searchindex.js": b"",
        }
        assert project.build(language="ja", doctrees="shared").written == []

    both()
    project.translate("flour", {"Flour": "フラワー"})
    both()
    project.write({"flour.md": MYST["flour.md"].replace("Milled grain", "Ground grain")})
    both()
    assert report(project, doctrees="shared")[0].written == []
