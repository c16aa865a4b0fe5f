"""A glossary that is written in Japanese: separators, readings, its language, its names in other indexes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.output import rows
from support.pages import data
from support.project import CONF, Built, Project

JAPANESE = f"{CONF}glossary_terms_source_language = 'ja'\n"

SAKE = Path(__file__).with_name("sake.md").read_text(encoding="utf-8")
LIST = "---\norphan: true\n---\n\n# 索引\n\n```{term-index}\n```\n"


def headings(built: Built, page: str) -> list[str]:
    return [row for row in rows(built.page(page)) if row.startswith("[")]


def test_lists_have_japanese_commas_and_readings(project: Project) -> None:
    """Tags have the order in which they are written; an index of all sorts them by reading."""
    project.conf = JAPANESE
    project.write({"index.md": SAKE, "list.md": LIST})
    built = project.build(language="ja")
    assert built.warnings == []
    glossary = built.domain.glossary
    assert [(name.kind, name.text, name.reading) for name in glossary.terms["moto"].names] == [
        ("preferred", "酒母", "しゅぼ"),
        ("alias", "酛", "もと"),
        ("alias", "もと酒", ""),
        ("hidden", "しゅぼ", ""),
        ("hidden", "酒拇", ""),
    ]
    assert glossary.ends["prerequisites"]["moto"] == ("koji", "yeast")
    assert headings(built, "index") == ["[製品]", "[成分]", "[原料]"]
    assert headings(built, "list") == ["[か]", "[さ]", "[ま]"]
    assert "|" not in built.page("index").astext()


@pytest.mark.parametrize(("option", "value", "expected"), data(__file__, "readings.yaml"))
def test_a_bad_reading(project: Project, option: str, value: str, expected: str) -> None:
    project.conf = JAPANESE
    project.write(
        {"index.md": f"# 酒\n\n````{{term}} 麹\n:id: koji\n:reading: こうじ\n:{option}: {value}\n\n米。\n````\n"}
    )
    built = project.build(language="ja")
    code = "option" if "cannot be" in expected else "bad-reading"
    assert built.warnings == [f"index.md:3: WARNING: {expected} [glossary.{code}]"]
    assert "|" not in re.sub("<[^>]*>", "", built.text("index.html").partition("<body")[2])


def test_tags_without_a_reading(project: Project) -> None:
    """In the source, and where a translation of the tag has none."""
    project.conf = f"{JAPANESE}glossary_terms_checks = ['no-reading']\n"
    text = "# Wine\n\n````{term} Yeast\n:tags: %s\n\nIt.\n````\n"
    project.write({"index.md": text % "製品"})
    assert project.build(language="ja").warnings == [
        "index.md:3: WARNING: '製品' has no reading to be sorted by; write `製品|` and its kana in `:tags:` "
        "[glossary.no-reading]"
    ]
    project.write({"index.md": text % "product"})
    project.update_catalogs()
    project.translate("glossary-labels", {("tag", "product"): "製品"})
    (warning,) = project.build(language="ja", glossary_terms_source_language="en").warnings
    assert warning.startswith("locales/ja/LC_MESSAGES/glossary-labels.po:")
    assert 'write `製品|` and its kana in the `msgstr` below `msgid "product"` in glossary-labels.po' in warning


@pytest.mark.parametrize(
    "form", ["````{term} %s\n:id: bmd\n\nText.\n````", "## %s\n\n```{term}\n:id: bmd\n```\n\nText."]
)
def test_a_bar_in_a_name(project: Project, form: str) -> None:
    project.conf = JAPANESE
    project.write({"index.md": "# 酒\n\n" + form % "BMD|びーえむでぃー"})
    built = project.build(language="ja")
    assert [line.partition("WARNING: ")[2] for line in built.warnings] == [
        "a name has no bar; write 'BMD' alone, and its reading as `:reading: びーえむでぃー` [glossary.bad-reading]"
    ]
    assert built.domain.glossary.terms["bmd"].name == "BMD"
    assert "|" not in built.page("index").astext()
    project.write({"index.md": "# 酒\n\n" + form % "P(A|B)"})
    built = project.build(language="ja")
    assert built.warnings == []
    assert built.domain.glossary.terms["bmd"].name == "P(A|B)"
    project.write({"index.md": "# Home\n\n````{term} Koji\nRice.\n````\n"})
    project.update_catalogs()
    project.translate("index", {"Koji": "麹|こうじ"})
    built = project.build(language="ja", glossary_terms_source_language="en")
    assert [line.partition("WARNING: ")[2] for line in built.warnings] == [
        "a name has no bar; write the name alone here, and its reading in glossary-readings.po [glossary.lost-translation]"
    ]
    assert built.domain.glossary.terms["koji"].name == "麹"


def test_kanji_are_not_taken_for_english(project: Project) -> None:
    """Without `glossary_terms_source_language`: one warning, and no wrong `lang`; with it, all is marked."""
    project.write({"index.md": SAKE})
    project.update_catalogs("en", warns=True)
    project.translate("index", {"酒": "Sake", "酒母": "Yeast starter"}, language="en")
    built = project.build(language="en")
    assert [line for line in built.warnings if "are not English" in line] == [
        "index.md:3: WARNING: names such as '酒母' are not English; write `glossary_terms_source_language = \"ja\"` in "
        "conf.py, or the code of the language that they are in [glossary.config]"
    ]
    html = built.text("index.html")
    assert '<span class="glossary-source-name">酒母</span>' in html
    assert 'lang="en"' not in html.partition("<body")[2]
    built = project.build(language="en", glossary_terms_source_language="ja")
    assert '<span class="glossary-source-name" lang="ja">酒母</span>' in built.text("index.html")


def test_another_script_is_one_group_of_an_index(project: Project) -> None:
    """Of a Chinese source it has another name."""
    project.conf = JAPANESE
    project.write({"index.md": SAKE, "list.md": LIST})
    project.update_catalogs("en")
    project.translate("index", {"酒母": "Yeast starter", "麹": "Koji"}, language="en")
    built = project.build(language="en")
    assert headings(built, "list") == ["[K]", "[Y]", "[日本語]"]
    assert built.text("genindex.html").count(">日本語</h2>") == 1
    built = project.build(language="en", glossary_terms_source_language="zh")
    assert "[中文]" in headings(built, "list")


def test_read_first_is_not_between_a_sentence_and_its_list(project: Project) -> None:
    project.conf = JAPANESE
    text = SAKE.replace("酵母を増やしたもの。\n", "次のように行います。\n\n1. 蒸す。\n2. 混ぜる。\n")
    project.write({"index.md": text})
    page = project.build(language="ja").page("index").astext()
    assert page.index("混ぜる。") < page.index("先に読む")
