"""The order of names: Japanese against ICU, term by term; the general index; readings that are shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import icu
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sphinx_glossary_terms.model.order import collation_for
from support.attack import examples
from support.pages import data
from support.project import Built, Project

JAPANESE = collation_for("ja")
HEADINGS = (*"あかさたなはまやらわ", *"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "他", "#")
ORDERS = data(__file__, "data/orders.yaml")
LIST = Path(__file__).parent / "data" / "japanese-terms.tsv"
Name = tuple[str, str]

# Where our order is not that of ICU, and why; a test proves that each is needed.
EXCEPTIONS = [
    # JIS X 4061 replaces a long mark by the vowel before it, of ん by ん. CLDR has no rule for it, nor for a mark after
    # another or after a middle dot: there it is a sign, which stands before all letters.
    re.compile(r"[んン・\sーゝゞヽヾ][ーゝゞヽヾ]"),
    # The order of JIS X 4061 does not know scripts before its last level; CLDR has no rule, so that it is a sign.
    re.compile("[ァ-ヺー][ゝゞ]|[ぁ-ゖー][ヽヾ]"),
    # `.NET` stands before the letters, not under N. Which sign is before which, no dictionary tells.
    re.compile(r"\A\W"),
]


def terms() -> list[Name]:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return [(name, reading) for name, _tab, reading in (line.partition("\t") for line in lines)]


def icu_key(text: str) -> bytes:
    """ICU's key: to the level of scripts, white space and punctuation passed over.

    In full width: for ICU a half-width long mark is a sign. In names ＝ is what ・ is elsewhere.
    """
    collator = icu.Collator.createInstance(icu.Locale("ja"))
    collator.setStrength(icu.Collator.QUATERNARY)
    collator.setAttribute(icu.UCollAttribute.ALTERNATE_HANDLING, icu.UCollAttributeValue.SHIFTED)
    key: bytes = collator.getSortKey(unicodedata.normalize("NFKC", text).replace("=", "・"))
    return key


def expected_key(name: str, reading: str = "") -> tuple[int, bytes, bytes]:
    """Headings in the order that is ours to choose, below them ICU; of names that are read alike, too."""
    return HEADINGS.index(JAPANESE.heading(name, reading)), icu_key(reading or name), icu_key(name)


def is_exception(text: str) -> bool:
    return any(pattern.search(text) for pattern in EXCEPTIONS)


def differences(names: Iterable[Name]) -> list[tuple[Name, Name]]:
    """The pairs that stand in another order than they should."""
    keys = [(name, JAPANESE.key(*name), expected_key(*name)) for name in names]
    return [
        (first, second)
        for (first, ours, expected), (second, our_other, expected_other) in combinations(keys, 2)
        if expected != expected_other and (ours < our_other) is not (expected < expected_other)
    ]


def test_terms_stand_as_icu_has_them() -> None:
    """Every pair of more than 1,000 real terms."""
    found = terms()
    assert len(found) == len(set(found)) > 1000
    assert [name for name in found if not JAPANESE.is_readable(*name)] == []
    assert differences(name for name in found if not is_exception(name[1] or name[0])) == []


@pytest.mark.parametrize("names", ["んー んあ", "スーーツ スーイツ", "か・ーつ かあか", "カゝ かあ", "5G .NET"])
def test_every_exception_is_needed(names: str) -> None:
    assert any(map(is_exception, names.split()))
    assert differences((name, "") for name in names.split())


KANA = [*map(chr, range(0x3041, 0x3097)), *map(chr, range(0x30A1, 0x30FB)), *"ーーーーゝゞヽヾ"]
ALIKE = "かがカガはばぱハバパァぁあアーっつッツゃやャヤヵヶけケ・ "


@settings(max_examples=examples(500, 2000, 5000))
@given(st.tuples(*[st.text(st.sampled_from(KANA), min_size=1, max_size=6) | st.text(ALIKE, min_size=1)] * 2))
@example(("はあばあと", "ハーハート"))
@example(("ふゞ", "ぶゝ"))
def test_any_kana_stand_as_icu_has_them(pair: tuple[str, str]) -> None:
    assert differences((text, "") for text in pair if not is_exception(text)) == []


@pytest.mark.parametrize("names", ORDERS["sorted"])
def test_examples(names: str) -> None:
    ordered = [tuple(name.replace("_", " ").partition("|")[::2]) for name in names.split(" ")]
    assert sorted(ordered, key=lambda name: JAPANESE.key(*name)) == ordered


@pytest.mark.parametrize(("names", "heading"), ORDERS["headings"])
def test_headings(names: str, heading: str) -> None:
    for name in names.split():
        text, _bar, reading = name.partition("|")
        assert JAPANESE.heading(text, reading) == heading, name


def test_other_languages_sort_letters_without_accents() -> None:
    german, names = collation_for("de_AT"), ["Ångström", "bar", "Bär", "Éclair", "eclipse", "Zug", "3D"]
    assert all(one < two for one, two in pairwise(german.key(name, "") for name in names))
    assert not german.by_reading
    assert german.is_readable("漢字", "")
    assert [german.heading(name, "") for name in ("Ångström", "3D")] == ["A", "#"]


@pytest.mark.parametrize(("language", "words", "headings"), ORDERS["scripts"])
def test_letters_of_other_scripts(language: str, words: str, headings: str) -> None:
    collation, ordered = collation_for(language), words.split()
    assert [collation.heading(word, "") for word in ordered] == list(headings)
    assert all(one < two for one, two in pairwise(collation.key(word, "") for word in ordered))


def test_what_can_be_read() -> None:
    assert JAPANESE.is_readable("学習", "がくしゅう")
    assert JAPANESE.is_readable("LLM", "")
    unreadable = [("学習", ""), ("学習", "gakushu"), ("学習", "学しゅう"), ("カナ", "仮名")]
    assert not any(JAPANESE.is_readable(*name) for name in unreadable)
    assert not replace(JAPANESE, sounds=None).is_readable("学習", "がくしゅう")


# The general index

# Each term with its translation and the reading of that.
INDEXED: dict[str, tuple[str, str]] = data(__file__, "data/indexed.yaml")
ENTRIES = ("single: 環境; 変数", "single: 環境; あたい", "ゲーム, --help, zip, apple", "see: 独自; 外部")


@pytest.fixture
def indexed(project: Project) -> Project:
    entries = "".join(f"```{{index}} {entry}\n```\n" for entry in ENTRIES)
    terms = "".join(f"```{{term}} {name}\n\nText.\n```\n" for name in INDEXED)
    project.write({"index.md": f"# Home\n\n{entries}\n{terms}\n```{{glossary}}\nWater : みず\n  Theirs.\n```\n"})
    project.update_catalogs()
    for name, (translated, reading) in INDEXED.items():
        term = name.partition("\n")[0]
        project.translate("index", {term: translated})
        project.translate("glossary-readings", {("reading", term.lower().replace(" ", "-")): reading})
    project.translate("glossary-aliases", {("alias", "search"): "照会|しょうかい、クエリー"})
    return project


def general_index(html: str) -> Iterator[str]:
    """Headings, entries and what is below them, in order."""
    pattern = r'<h2 id="([^"]*)">|<li>\s*(?:<a [^>]*>)?(?:<strong>|<span [^>]*>)?([^<]*)'
    for heading, name in re.findall(pattern, html.partition('class="genindex-jumpbox"')[2]):
        yield f"[{heading}]" if heading else name.strip()


JAPANESE_INDEX = LIST.with_name("general-index.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_general_index_is_sorted_by_reading(indexed: Project, builder: str) -> None:
    built = indexed.build(builder, language="ja")
    assert built.warnings == []
    page = "genindex/index.html" if builder == "dirhtml" else "genindex.html"
    assert list(general_index(built.text(page))) == JAPANESE_INDEX


def split_index(built: Built) -> dict[str, list[str]]:
    pages = {path.stem.partition("-")[2]: path for path in built.outdir.glob("genindex-*.html")}
    del pages["all"]
    return {
        heading: re.findall(
            r"<li>\s*(?:<a [^>]*>)?(?:<span [^>]*>)?([^<]*)<", path.read_text("utf-8").partition("<table")[2]
        )
        for heading, path in pages.items()
    }


def test_a_split_index(indexed: Project) -> None:
    built = indexed.build(language="ja", html_split_index=True)
    assert list(general_index(built.text("genindex-all.html"))) == JAPANESE_INDEX
    found = split_index(built)
    assert set(found) == {"か", "さ", "ま", "A", "C", "G", "L", "S", "U", "Z", "他", "記号"}
    assert found["か"] == JAPANESE_INDEX[1:9]
    assert re.search('href="genindex-(%E4%BB%96|他).html"', built.text("genindex.html"))


def test_a_general_index_in_another_language_is_sphinx_own(indexed: Project) -> None:
    index = list(general_index(indexed.build().text("genindex.html")))
    assert index[:3] == ["[Symbols]", "--help", "5G"]
    assert index.index("[C]") < index.index("[G]") < index.index("[Z]") < index.index("[環]")


# Readings that are shown


def test_a_reading_that_is_an_alias_is_shown_once(project: Project) -> None:
    term = "```{term} 甑\n:id: koshiki\n:reading: こしき\n:aliases: こしき, 蒸し器\n\n米を蒸す道具。\n```\n"
    project.write({"index.md": f"# 道具\n\n{term}"})
    text = project.build("text", language="ja", glossary_terms_source_language="ja").text("index.txt")
    assert "甑\n   別名：こしき、蒸し器\n" in text


def test_a_reading_is_shown_where_it_tells_something_and_can_be_switched_off(bilingual: Project) -> None:
    built = bilingual.build(language="ja")
    assert '<span class="glossary-reading">げんごもでる</span>' in built.text("model.html")
    assert "glossary-reading" not in built.text("sub/token.html")  # トークン
    built = bilingual.build(language="ja", glossary_terms_show_readings=False)
    assert built.written == ["index", "model"]  # `index` has the toctree
    assert "げんごもでる" not in built.text("model.html")
    assert JAPANESE.heading("言語モデル", built.domain.glossary.terms["language-model"].preferred.reading) == "か"
    again = bilingual.build("text", language="ja", glossary_terms_show_readings=False)
    assert "げんごもでる" not in again.text("model.txt")
