"""`glossary.json` beside the pages of a site: where terms are, in the language of the site, as fresh as the pages."""

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest

from support.pages import pages_of
from support.project import Built, Project

NAME = "glossary.json"
PAGES = pages_of("site")


def modified(built: Built) -> int:
    return (built.outdir / NAME).stat().st_mtime_ns


@pytest.mark.parametrize(("builder", "address"), [("html", "model.html"), ("dirhtml", "model/")])
def test_in_the_language_of_the_site(bilingual: Project, builder: str, address: str) -> None:
    found = bilingual.build(builder, language="ja").exported
    schema = files("sphinx_glossary_terms") / "programs" / "export" / "glossary.schema.json"
    jsonschema.validate(found, json.loads(schema.read_text(encoding="utf-8")))
    model = found["terms"]["language-model"]
    assert model["address"] == f"{address}#term-language-model"
    names = {(name["text"], name["language"], name.get("reading")) for name in model["names"]}
    assert names == {
        *(("Language model", "en", None), ("LM", "en", None), ("model", "en", None), ("models", "en", None)),
        *(("言語モデル", "ja", "げんごもでる"), ("モデル", "ja", None), ("LM", "ja", "えるえむ")),
    }
    assert list(model["definitions"]) == ["ja"]
    assert bilingual.build(builder).exported["languages"] == ["en"]


def test_a_definition_without_a_translation(bilingual: Project) -> None:
    bilingual.translate("sub/token", {"A piece.": ""})
    found = bilingual.build(language="ja").exported
    assert found["terms"]["token"]["definitions"] == {"en": {"text": "A piece."}}


def test_a_rebuild_equals_a_clean_build(pages: Project) -> None:
    """After every edit; the file is written only where it differs, and goes with the last term."""
    first = pages.build()
    before = modified(first)
    pages.write({"plain.md": "# Plain\n\nStill nothing.\n"})
    assert modified(pages.build()) == before
    edits = [
        {"bread.md": "# Kitchen\n\n````{term} Bread\nBaked well, see {ref}`oven`.\n````\n"},
        {"plain.md": "# Plain\n\n(oven)=\n## An oven\n"},
        {"plain.md": "# Plain\n\n(oven)=\n## The oven\n"},  # a title that the definition shows
        {"index.md": PAGES["index.md"].replace("# Home", "# House")},
        {"plain.md": "# Plain\n\n````{term} Beer\n:related: bread\nA drink.\n````\n"},
        {"plain.md": PAGES["plain.md"]},
    ]
    for number, edit in enumerate(edits):
        pages.write(edit)
        rebuilt = pages.build(parallel=1 + number % 2)
        assert rebuilt.text(NAME) == pages.clean().text(NAME)
    assert pages.build(project="Other", parallel=2).exported["project"] == "Other"
    (rebuilt.outdir / NAME).unlink()
    assert NAME in pages.build().files()
    (pages.source / "bread.md").unlink()
    pages.write({"index.md": "# Home\n\n```{toctree}\nplain\n```\n"})
    assert NAME not in pages.build().files()


def test_a_page_with_terms_that_is_gone(project: Project) -> None:
    """Nothing else is written then."""
    project.write({**PAGES, "beer.md": "---\norphan: true\n---\n# Beer\n\n```{term}\n```\n\nA drink.\n"})
    assert "beer" in project.build().exported["terms"]
    (project.source / "beer.md").unlink()
    built = project.build()
    assert list(built.exported["terms"]) == ["bread"]


def test_where_it_is_not(project: Project) -> None:
    project.write({"index.md": "# Home\n\n```{term-index}\n```\n"})
    assert NAME not in project.build().files()
    project.write(PAGES)
    assert NAME not in project.build("singlehtml").files()
    # A project may have such a file itself.
    project.write({"extra/glossary.json": "{}"})
    for paths in (["extra"], ["extra/glossary.json"]):
        assert project.build(html_extra_path=paths).text(NAME) == "{}"


def test_a_page_of_that_name(project: Project) -> None:
    project.write({**PAGES, f"{NAME}.md": "---\norphan: true\n---\n# File\n\nA {term}`bread`.\n"})
    assert NAME in project.build().files()
    for _ in range(2):
        assert project.build("dirhtml").warnings == [
            "WARNING: a page or folder 'glossary.json' is where the file of that name would be, which is not written; "
            "rename it, or set `glossary_terms_json = False` in conf.py [glossary.name-taken]"
        ]
    assert project.build("dirhtml", glossary_terms_json=False).warnings == []
