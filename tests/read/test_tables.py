"""A project's own relation types and fields, and relations to entries of Sphinx's own glossary."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.output import graph, links, relation_lists, rows
from support.pages import pages_of
from support.project import Project, files_in

TABLES = Path(__file__).with_name("tables.txt").read_text(encoding="utf-8")

PAGE = Path(__file__).with_name("tables.md").read_text(encoding="utf-8")


@pytest.fixture
def tables(project: Project) -> Project:
    project.write({"conf.py": project.conf + TABLES, "index.md": PAGE})
    return project


def test_rows_of_ours_get_other_words(project: Project) -> None:
    """Everywhere where these words are, translated by the catalog of labels; what has no new words keeps its own."""
    project.conf += """
glossary_terms_fields = {"eli5": {"label": "In plain words"}}
glossary_terms_relations = {"prerequisites": {"label": "Before"}, "broader": {"inverse_label": "Kinds"}}
"""
    project.write(pages_of("dough"))
    built = project.build()
    assert built.warnings == []
    page = built.page("index").astext()
    assert all(words in page for words in ("Before: dough", "Broader terms", "Leads to", "Kinds", "In plain words"))
    assert not any(words in page for words in ("Read first", "Narrower terms", "like I'm five"))
    labels = built.exported["relations"]["prerequisites"]["labels"]
    assert labels == {"en": "Before"}
    project.update_catalogs()
    project.translate("glossary-labels", {("relation", "Before"): "前提", ("field", "In plain words"): "やさしい説明"})
    page = project.build(language="ja").page("index").astext()
    assert "前提：" in page
    assert "やさしい説明" in page
    assert "下位の用語" not in page


def test_own_relations_and_fields(tables: Project) -> None:
    built = tables.build()
    assert built.warnings == []
    document = built.page("index")
    assert relation_lists(document) == {"Helps against": ["Headache", "Ibuprofen"], "Twins": ["Atom"]}
    code = graph(document)
    assert "\nn3 =======> g0\n" in code  # the line of its relation
    assert re.search(r"\nn3 -+ g1\n", code)
    html = built.text("index.html")
    assert '<h4 class="glossary-field-title rubric">How it began</h4>' in html
    assert '<h2 class="glossary-field-title rubric">Like this</h2>' in html


LABELS: dict[str | tuple[str, str], str] = {
    ("relation", "Helps against"): "効く相手",
    ("field", "Like this"): "たとえると",
    ("tag", "remedy"): "薬",
}


def test_labels_and_tags_are_translated(tables: Project) -> None:
    """Rubrics of fields are not in the catalogs of pages."""
    tables.write({"other.md": "---\norphan: true\n---\n\n# Other\n\n````{term} Other\n:twin: atom\n\nText.\n````\n"})
    tables.write({"plain.md": "---\norphan: true\n---\n\n# Plain\n"})
    tables.update_catalogs()
    template = files_in(tables.folder / "gettext-en")
    assert b"Like this" not in template["index.pot"]
    assert b'msgctxt "field"\nmsgid "Like this"' in template["glossary-labels.pot"]
    tables.prepare(language="ja")
    tables.translate("glossary-labels", LABELS)
    built = tables.build(language="ja")
    assert built.written == ["index"]
    document = built.page("index")
    assert list(relation_lists(document)) == ["効く相手", "Twins"]
    assert rows(document)[0] == "[薬]"
    html = built.text("index.html")
    assert ">たとえると</h2>" in html
    assert '<h4 class="glossary-field-title rubric" lang="en">How it began</h4>' in html
    assert '<dt class="glossary-relation glossary-relation-type-twin" lang="en">Twins' in html
    tables.translate("glossary-labels", {("relation", "Twins"): "ふたご"})
    assert tables.build(language="ja").written == ["index", "other"]


def test_a_target_in_the_glossary_of_sphinx(project: Project) -> None:
    project.write(pages_of("entries"))
    built = project.build()
    assert built.warnings == []
    assert "Read first: flour" in built.page("index").astext()
    assert ("flour", "other.html#term-flour") in links(built.page("index"))
    assert 'click n0 href "other.html#term-flour"' in graph(built.page("index"))
    assert list(built.domain.glossary.terms) == ["bread"]


def test_old_ids_keep_working(project: Project) -> None:
    entry = "```{term} Bread\n:old-ids: loaf, Old-Place\nBaked.\n```\n"
    section = "## Roll\n\n```{term}\n:old-ids: bun\n```\n\nSmall.\n"
    home = f"# Home\n\n{{term}}`loaf`, {{term}}`Old Place`\n\n{entry}\n{section}\n```{{toctree}}\na\nb\n```\n"
    project.write({f"{name}.md": f"# {name}\n\n```{{term}}\n:old-ids: crumb\n```\n\nText.\n" for name in "ab"})
    project.write({"index.md": home})
    built = project.build()
    (line,) = built.warnings
    assert line.startswith("index.md:3: WARNING: term not in glossary: 'Old Place'; ")
    html = built.text("index.html")
    for anchor in ("loaf", "term-loaf", "Old-Place", "bun", "term-bun"):
        assert f'id="{anchor}"' in html
    assert 'id="term-Old-Place"' not in html
    assert ("Bread", "#term-bread") in links(built.page("index"))
    # That two pages have one is said only where it is used.
    project.write({"index.md": f"{home}\n{{term}}`crumb`\n"})
    (line,) = project.build().ours
    assert "'crumb' names several terms; write the id of one (a, b)" in line
