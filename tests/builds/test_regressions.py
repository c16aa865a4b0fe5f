"""Defects that were found in use and mended: each has a test here, named after what was wrong."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import sphinx

from support.output import links, same
from support.pages import data, pages_of
from support.project import Project

DEFECTS = data(__file__, "regressions.yaml")


@pytest.mark.parametrize("defect", DEFECTS)
def test_what_a_build_shows(project: Project, defect: str) -> None:
    row = DEFECTS[defect]
    project.write(row["files"])
    built = project.build(row.get("builder", "html"), **row.get("settings", {}))
    assert [line.rpartition(" ")[2] for line in built.warnings] == row.get("warnings", [])
    assert [name for name, text in row.get("has", {}).items() if text not in built.text(name)] == []


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_links_in_a_definition_hold_on_other_pages(project: Project, builder: str) -> None:
    project.write(pages_of("far-links"))
    built = project.build(builder)
    assert built.warnings == []
    found = dict(links(built.page("list/index")))
    folder = "../sub/b/" if builder == "dirhtml" else "../sub/b.html"
    assert (found["page"], found["far"]) == (folder, "https://example.org/")
    assert found["B"] in {folder, f"{folder}#there"}
    assert "near" not in found
    assert "near" in built.page("list/index").astext()


def test_an_alias_that_is_the_name_in_the_source(bilingual: Project) -> None:
    bilingual.translate("glossary-aliases", {("alias", "token"): "Token"})
    term = bilingual.build(language="ja").domain.glossary.terms["token"]
    assert [(alias.text, alias.language) for alias in term.aliases] == [("Token", "")]


def test_a_reference_to_an_entry_of_sphinx_that_moved(project: Project) -> None:
    entry = "```{glossary}\nflour\n  Ground.\n```\n"
    project.write({"index.md": "# Home\n\n{term}`flour`\n\n```{toctree}\na\nb\n```\n", "a.md": f"# A\n\n{entry}"})
    project.write({"b.md": "# B\n"})
    project.build()
    project.write({"a.md": "# A\n", "b.md": f"# B\n\n{entry}"})
    assert 'href="b.html#term-flour"' in project.build().text("index.html")


def test_a_label_after_a_duplicate_is_gone(project: Project) -> None:
    page = "---\norphan: true\n---\n\n# X\n"
    term = f"{page}\n````{{term}} Token\nText.\n````\n"
    project.write({"index.md": "# Home\n\n{ref}`r <term-token>` {ref}`term-token` [](#term-token)\n"})
    # One page is read at a time: what the other one said before is taken back.
    for files, target in (({"a.md": page, "b.md": term}, "b"), ({"a.md": term}, "a"), ({"b.md": page}, "a")):
        project.write(files)
        built = project.build()
        assert len(built.warnings) == ([*files] == ["a.md"])
        assert re.findall(r'href="([ab])\.html#term-token"><span[^>]*>(\w+)<', built.text("index.html")) == [
            (target, text) for text in ("r", "Token", "Token")
        ]
        same(project, built)


def test_catalogs_of_another_variant_of_the_language(project: Project) -> None:
    project.write({"index.md": "# Home\n\n````{term} Token\n:aliases: piece\n\nText.\n````\n"})
    project.update_catalogs("zh_TW")
    project.translate("glossary-aliases", {("alias", "token"): "標記"}, language="zh_TW")
    built = project.build(language="zh_TW", glossary_terms_source_language="zh_CN")
    assert [alias.text for alias in built.domain.glossary.terms["token"].aliases] == ["標記"]
    assert 'lang="zh' not in built.text("index.html").replace('<html lang="zh-TW"', "")


def test_indexes_of_several_pages_in_one_file(project: Project) -> None:
    page = "# {0}\n\n```{{term-index}}\n```\n"
    project.write({"index.md": "# Home\n\n```{toctree}\na\nb\n```\n\n````{term} Token\nText.\n````\n"})
    project.write({"a.md": page.format("A"), "b.md": page.format("B")})
    html = project.build("singlehtml").text("index.html")
    ids = re.findall(r' id="([^"]*)"', html)
    assert sorted(ids) == sorted(set(ids))
    assert set(re.findall(r'href="#([^"]*glossary-index[^"]*)"', html)) <= set(ids)


def test_an_anchor_taken_by_a_heading_around_another_term(project: Project) -> None:
    project.write(
        {"index.md": "# Term token\n\n````{term} Token\nText.\n````\n\n## Other\n\n```{term}\n```\n\nText.\n"}
    )
    built = project.build()
    assert [line.rpartition(" ")[2] for line in built.warnings] == ["[glossary.name-taken]"]
    assert '<dt id="term-token">' in built.text("index.html")


def test_a_field_named_like_a_directive_of_docutils(project: Project) -> None:
    project.write({"index.md": "# A\n\n```{container} box\nText.\n```\n"})
    settings: dict[str, Any] = {"glossary_terms_fields": {"container": {"label": "L"}}}
    assert project.build(**settings).warnings == []  # nothing is to be said before the first term
    project.write({"index.md": "# A\n\n```{container} box\nText.\n```\n\n```{term}\n```\n"})
    built = project.build(**settings)
    assert [line.rpartition(" ")[2] for line in built.warnings] == ["[glossary.name-taken]"]
    assert 'class="box docutils container"' in built.text("index.html")


def test_the_first_and_the_last_term(project: Project) -> None:
    project.conf += 'html_theme = "classic"\n'
    project.write({"index.md": "# Home\n\n```{toctree}\na\nb\n```\n", "a.md": "# A\n"})
    project.write({"b.md": "# B\n\n{ref}`glossary-terms`\n"})
    before = project.build().files()
    project.write({"a.md": "# A\n\n````{term} T\nText.\n````\n"})
    project.build()
    same(project, project.build())
    project.write({"a.md": "# A\n"})
    after = project.build().files()
    # Sphinx does not remove pages, and `IndexBuilder` keeps the types of objects.
    assert after.keys() - before.keys() == {"glossary-terms.html"}
    assert [name for name in before if after[name] != before[name]] == ["searchindex.js"]


def test_the_label_of_a_dropped_term(project: Project) -> None:
    project.write({"index.md": "# A\n\n```{term}\n```\n\n```{term}\n:name: second\n:id: b\n```\n\n{ref}`t <second>`\n"})
    built = project.build()
    assert [line.rpartition(" ")[2] for line in built.warnings] == ["[glossary.misplaced]", "[ref.ref]"]
    assert 'href="#second"' not in built.text("index.html")
    (project.source / "index.md").unlink()
    project.write({"index.rst": "A\n=\n\n.. term::\n\nText.\n\n.. term::\n   :name: second\n\nSee second_.\n"})
    assert ['Unknown target name: "second"' in line for line in project.build().warnings] == [False, True]


def test_one_heading_for_a_name_in_the_general_index(project: Project) -> None:
    text = "---\norphan: true\n---\n\n# X\n\n````{{term}} 同じ\n:id: {0}\n:reading: {1}\n\nText.\n````\n"
    project.write({"index.md": "# Home\n", "a.md": text.format("a", "おなじ"), "b.md": text.format("b", "ひとし")})
    settings: dict[str, Any] = {"glossary_terms_source_language": "ja"}
    project.build(language="ja", **settings)
    project.write({"a.md": text.format("a", "おなじ").replace("Text.", "Other.")})
    again = project.build(language="ja", **settings)
    assert again.text("genindex.html") == project.clean(language="ja", **settings).text("genindex.html")


def test_a_reference_to_the_anchor_of_a_term_shows_its_new_name(project: Project) -> None:
    term = "# Terms\n\n````{term} yeast\n:id: yeast\nAlive.\n````\n"
    pages = {"ref": "See {ref}`term-yeast`.", "myst": "See [](#term-yeast).", "plain": "See {ref}`this <term-yeast>`."}
    project.write({"index.md": "# Home\n\n```{toctree}\nterms\nref\nmyst\nplain\n```\n", "terms.md": term})
    project.write({f"{name}.md": f"# {name}\n\n{text}\n" for name, text in pages.items()})
    project.build()
    project.write({"terms.md": term.replace("} yeast", "} yeasts")})
    built = project.build()
    assert built.written == ["index", "myst", "ref", "terms"]
    assert ">yeasts<" in built.text("ref.html")


def test_a_new_page_in_no_toctree_rewrites_no_other(project: Project) -> None:
    project.write({"index.md": "# Home\n\n```{toctree}\na\n```\n", "a.md": "# A\n\n```{term}\n```\n\nText.\n"})
    project.build()
    project.write({"b.md": "---\norphan: true\n---\n# B\n\n```{term}\n```\n\nText.\n"})
    # Sphinx 7 writes the pages with a toctree, too.
    assert project.build().written == (["b"] if sphinx.version_info >= (8,) else ["b", "index"])


def test_the_heading_of_a_term_below_that_of_its_page_stands_in_the_navigation_too(project: Project) -> None:
    text = "# A\n\n## Yeast\n\n```{term}\n:id: yeast\n```\n\nText.\n"
    project.write({"index.md": "# Home\n\n```{toctree}\na\nb\n```\n", "a.md": text, "b.md": "# B\n"})
    project.build()
    project.write({"a.md": text.replace("## Yeast", "## Yeasts")})
    assert project.build().written == ["a", "b", "index"]


def test_a_lost_translation_with_a_plural_is_found(project: Project) -> None:
    project.write({"index.md": "# Home\n\nFirst text.\n\n```{term-index}\n```\n"})
    project.update_catalogs()
    catalog = project.source / "locales/ja/LC_MESSAGES/index.po"
    text = catalog.read_text(encoding="utf-8")
    plural = 'msgid "First text."\nmsgid_plural "First texts."\nmsgstr[0] "1. はい"\n'
    catalog.write_text(text.replace('msgid "First text."\nmsgstr ""\n', plural), encoding="utf-8")
    (warning,) = project.build(language="ja").warnings
    line = catalog.read_text(encoding="utf-8").splitlines().index('msgid "First text."') + 1
    assert f"index.po:{line}: " in warning


def test_a_builder_for_which_another_extension_has_visitors(project: Project) -> None:
    project.write({"index.md": "# A\n\n```{term-index}\n```\n\n````{term} Token\nText.\n````\n"})
    project.conf += Path(__file__).with_name("visitors.txt").read_text(encoding="utf-8")
    built = project.build("dirhtml")
    assert built.warnings == []
    assert "glossary-index-heading" in built.text("index.html")


def test_no_mark_of_a_backslash_in_what_is_shown_elsewhere(project: Project) -> None:
    """docutils keeps a null character in its text where a backslash was."""
    term = ".. term:: bread\n\n   Baked\\ *x* stuff.\n"
    project.write(
        {"index.rst": f"Home\n====\n\n.. term-index::\n\nText\\ *x*\\ of :term:`bread`\\ s, 3\\*4.\n\n{term}"}
    )
    built = project.build()
    assert not [name for name, content in built.files().items() if name.endswith((".html", ".js")) and b"\0" in content]
    assert "Bakedx stuff" in re.sub("<[^>]*>", "", built.text("index.html"))


@pytest.mark.parametrize("builder", ["latex", "singlehtml", "man", "texinfo"])
def test_a_page_that_ends_in_targets_is_followed_by_another_one(project: Project, builder: str) -> None:
    """Where all pages are one, Sphinx looks for what follows a target: beyond the end of its page."""
    project.write(pages_of("sails"))
    built = project.build(builder)
    assert built.warnings == []
    files = built.files().items()
    assert [
        name for name, content in files if b"A sail." in content and name.endswith((".tex", ".html", ".1", ".texi"))
    ]
