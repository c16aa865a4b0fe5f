"""Every mistake is a warning with file, line, code and fix; the text stays; the build goes on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes

from sphinx_glossary_terms.checks.rules import RULES
from sphinx_glossary_terms.model.problem import Code
from support.pages import ENTRY
from support.project import Project

FILE = Path(__file__).with_name("mistakes.txt")
"""Each mistake: its name, a page, and for each warning its line, its text and its code. `pytest --regen` writes them."""
MISTAKES = {
    name: (page, warnings.splitlines())
    for name, page, warnings in re.findall(
        r"^=== (.*)\n((?:.*\n)*?)=>\n((?:\d.*\n)*)", FILE.read_text(encoding="utf-8"), re.MULTILINE
    )
}

# Shown by tests of their own below: what these need is more than one document.
ELSEWHERE = {
    *(Code.CATALOG, Code.CONFIG),
    *(Code.NO_READING, Code.BAD_READING, Code.NO_CONVERTER),
    Code.PROJECT,
    Code.LOST_TRANSLATION,
    *(rule.code for rule in RULES if rule.code != Code.BUILT_IN_NAME),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake(project: Project, mistake: str, request: pytest.FixtureRequest) -> None:
    text, expected = MISTAKES[mistake]
    project.write({"index.md": text})
    built = project.build("dummy")
    lines = [re.sub(r"^index.md:(\d+): WARNING: ", r"\1: ", line) for line in built.warnings if "[toc" not in line]
    found = [line.replace("[glossary.", "[") for line in lines]
    if request.config.getoption("regen") and found != expected:
        old, new = ("".join(f"{line}\n" for line in lines) for lines in (expected, found))
        content = FILE.read_text(encoding="utf-8")
        FILE.write_text(
            content.replace(f"=== {mistake}\n{text}=>\n{old}", f"=== {mistake}\n{text}=>\n{new}"), encoding="utf-8"
        )
    assert found == expected
    shown = built.page("index")
    for node in list(shown.findall(nodes.inline)):
        if "glossary-relation-definition" in node["classes"]:
            node.parent.remove(node)
    assert text.count("Kept text.") == shown.astext().count("Kept text.")


def test_every_builder_says_the_same(project: Project) -> None:
    """What is wrong with a glossary is found before anything is written, so it does not matter what is written."""
    # Of several terms with one id only the first one has relations.
    texts = sorted((text for text, _ in MISTAKES.values()), key=lambda text: ":related: b" not in text)
    project.write({f"page-{number}.md": text for number, text in enumerate(texts, 10)})
    project.write({"index.md": "# Home\n\n```{toctree}\n:glob:\n\n*\n```\n", "glossary-terms.md": "# Mine\n"})
    said = {
        builder: {line for line in project.build(builder, myst_enable_extensions=[]).warnings if "[glossary." in line}
        for builder in ("html", "dummy", "gettext")
    }
    assert said["dummy"] == said["gettext"] == said["html"]
    codes = {line.rpartition("[glossary.")[2].rstrip("]") for line in said["html"]}
    assert codes == (set(Code) - ELSEWHERE) | {Code.CONFIG}


def test_a_mistake_in_an_included_file_is_said_once(project: Project) -> None:
    """Also in a file outside the source directory; a term that is included is in its file."""
    term = ".. term:: {}\n   :aliases: Bank\n\n   Text.\n\n"
    files = "".join(f".. include:: {name}.txt\n\n" for name in ("part", "../module", "bread"))
    (project.folder / "module.txt").write_text("See :term:`bank`.\n", encoding="utf-8")
    project.write(
        {
            "index.rst": f"A\n=\n\n{files}.. toctree::\n\n   b\n",
            "b.rst": f"B\n=\n\n.. include:: part.txt\n\n{term.format('Money')}{term.format('Shore')}",
            "part.txt": "See :term:`bank`.\n\n.. term-path:: gold\n",
            "bread.txt": "Bread\n-----\n\n.. term::\n   :related: nothing\n\nText.\n",
        }
    )
    shared = "'bank' names several terms; write the id of one (money, shore), with the text before it: `bank <money>`"
    other = "write that term, or its new name if it was renamed, or remove this [glossary.unknown-target]"
    assert project.build().warnings == [
        f"bread.txt:4: WARNING: `:related:` of 'bread': there is no term 'nothing'; {other}",
        f"part.txt:1: WARNING: {shared} [glossary.ambiguous-name]",
        f"part.txt:3: WARNING: `term-path`: there is no term 'gold'; {other}",
        f"{project.folder}/module.txt:1: WARNING: {shared} [glossary.ambiguous-name]",
    ]


def test_a_warning_can_be_silenced(project: Project) -> None:
    project.write({"index.md": MISTAKES["no id"][0]})
    assert project.build(suppress_warnings=["glossary.bad-id", "glossary.config"]).warnings == []


def test_bad_settings(project: Project) -> None:
    conf, _arrow, expected = FILE.with_name("bad_settings.txt").read_text(encoding="utf-8").partition("=>\n")
    project.write({"index.md": "# A\n", "conf.py": project.conf + conf})
    # Each at the line of conf.py that has the setting.
    found = [
        line.partition(" WARNING: glossary_terms_") for line in project.build().warnings if "glossary_terms_" in line
    ]
    assert [text.removesuffix(" [glossary.config]") for _, _, text in found] == expected.splitlines()


NO_READING = "has no reading to be sorted by;"
IN_THE_NAMES = 'write its kana in the `msgstr` below `msgid "language-model"` in glossary-readings.po'


def test_a_translated_name_without_a_reading(bilingual: Project) -> None:
    bilingual.translate("glossary-readings", {("reading", "language-model"): ""})
    bilingual.translate(
        "glossary-aliases", {("alias", "language-model"): "LM, 文章モデル, 模型|もけい", ("alias", "token"): "断片"}
    )
    catalogs = bilingual.source / "locales" / "ja" / "LC_MESSAGES"
    lines = {
        name: (catalogs / f"{name}.po").read_text(encoding="utf-8").splitlines()
        for name in ("glossary-readings", "glossary-aliases")
    }

    def place(catalog: str, term_id: str) -> str:
        line = lines[catalog].index(f'msgid "{term_id}"')
        return f"locales/ja/LC_MESSAGES/{catalog}.po:{line}: WARNING:"

    assert bilingual.clean(language="ja").warnings == []
    built = bilingual.build(language="ja", glossary_terms_checks="no-reading")
    assert built.warnings == [
        f"{place('glossary-aliases', 'language-model')} '文章モデル' {NO_READING} write `文章モデル|` and its kana in the "
        '`msgstr` below `msgid "language-model"` in glossary-aliases.po [glossary.no-reading]',
        f"{place('glossary-aliases', 'token')} '断片' {NO_READING} write `断片|` and its kana in the "
        '`msgstr` below `msgid "token"` in glossary-aliases.po [glossary.no-reading]',
        f"{place('glossary-readings', 'language-model')} '言語モデル' {NO_READING} {IN_THE_NAMES} [glossary.no-reading]",
    ]
    assert bilingual.build(glossary_terms_checks="no-reading").warnings == []


@pytest.mark.parametrize("reading", ["言語もでる", "gengo moderu"])
def test_a_reading_that_is_none(bilingual: Project, reading: str) -> None:
    bilingual.translate("glossary-readings", {("reading", "language-model"): reading})
    warnings = bilingual.build(language="ja").warnings
    assert [line.partition("WARNING: ")[2] for line in warnings] == [
        f"the reading '{reading}' of '言語モデル' is not kana; {IN_THE_NAMES} [glossary.bad-reading]"
    ]
    assert warnings[0].startswith("locales/ja/LC_MESSAGES/glossary-readings.po:")


def test_names_without_a_reading_in_a_japanese_source(project: Project) -> None:
    text = "# 用語\n\n```{term}\n:id: yougo\n:aliases: 術語\n```\n\n本文。\n"
    project.write({"index.md": text})
    expected = [
        f"index.md:3: WARNING: '用語' {NO_READING} add `:reading:` and its kana [glossary.no-reading]",
        f"index.md:3: WARNING: '術語' {NO_READING} write `術語|` and its kana in `:aliases:` [glossary.no-reading]",
    ]
    (unsaid,) = project.build(language="ja").warnings
    assert unsaid == (
        "index.md:3: WARNING: names such as '用語' are not English; write `glossary_terms_source_language = \"ja\"` in "
        "conf.py, or the code of the language that they are in [glossary.config]"
    )
    settings: dict[str, Any] = {"glossary_terms_source_language": "ja", "glossary_terms_checks": ["no-reading"]}
    assert project.build(language="ja", **settings).warnings == expected
    mended = text.replace(":aliases: 術語", ":reading: ようご\n:aliases: 術語|じゅつご")
    project.write({"index.md": mended})
    built = project.build(language="ja", glossary_terms_source_language="ja")
    assert built.warnings == []
    aliases = built.domain.glossary.terms["yougo"].aliases
    assert [(alias.text, alias.reading) for alias in aliases] == [("術語", "じゅつご")]


def test_a_document_with_the_name_of_the_index(project: Project) -> None:
    project.write({"index.md": "# A\n\n```{toctree}\nglossary-terms\n```\n\n````{term} Bread\nText.\n````\n"})
    project.write({"glossary-terms.md": "# Mine\n"})
    assert project.build().warnings == [
        "glossary-terms.md:1: WARNING: the generated index overwrites the document 'glossary-terms'; rename the document "
        "[glossary.name-taken]"
    ]


THEIRS = FILE.with_name("theirs.txt").read_text(encoding="utf-8")


def test_a_taken_short_name_is_left_alone(project: Project) -> None:
    project.write({"conf.py": project.conf + THEIRS, "index.md": ENTRY})
    built = project.build()
    (line,) = built.warnings
    assert "another extension has a directive `sources` already; write `glossary:sources` for ours" in line
    assert "theirs" in built.page("index").astext()


def test_a_broken_mo_file(bilingual: Project) -> None:
    bilingual.prepare(language="ja")
    catalog = bilingual.source / "locales" / "ja" / "LC_MESSAGES" / "glossary-readings.mo"
    catalog.write_bytes(b"broken")
    built = bilingual.build(language="ja")
    assert [line for line in built.warnings if "glossary.catalog" in line] == [
        "WARNING: locales/ja/LC_MESSAGES/glossary-readings.mo cannot be read (Bad magic number); mend "
        "glossary-readings.po and remove the .mo file [glossary.catalog]"
    ]
    assert "言語モデル" in built.text("model.html")


def test_a_broken_po_file(bilingual: Project) -> None:
    catalog = bilingual.source / "locales" / "ja" / "LC_MESSAGES" / "glossary-aliases.po"
    catalog.write_bytes(b'msgid "a"\nmsgstr "\xff\xfe"\n')
    built = bilingual.build(language="ja")
    assert any("locales/ja/LC_MESSAGES/glossary-aliases.po" in line for line in built.warnings)
    assert "言語モデル" in built.text("model.html")
