"""The order of every language that Sphinx speaks, against ICU; with and without ICU."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

import icu
import pytest
import sphinx.locale
from babel import Locale, UnknownLocaleError, localedata
from sphinx.config import Config

from sphinx_glossary_terms.doctree.nodes import is_right_to_left, mark_among
from sphinx_glossary_terms.model.order import collation_for, order_of
from support.output import same
from support.pages import data, pages_of
from support.project import Built, Project

UNKNOWN_TO_ICU = "cak"
LANGUAGES = sorted(
    folder.name
    for folder in Path(sphinx.locale.__file__).parent.iterdir()
    if (folder / "LC_MESSAGES").is_dir() and folder.name != UNKNOWN_TO_ICU
)


@cache
def names(language: str) -> list[str]:
    """Names as the language has them: 700 or more of languages, scripts and territories, out of CLDR (by Babel)."""
    try:
        locale = Locale.parse(language.partition(".")[0].replace("@latin", "_Latn"))
        tables: list[Mapping[str, str]] = [locale.territories, locale.languages, locale.scripts]
    except (UnknownLocaleError, FileNotFoundError):
        pytest.skip(f"the CLDR of this Babel has no names in {language}: run it with a newer one")
    return sorted({name for table in tables for name in table.values() if name[0].isalpha()})


def strictly(language: str, strength: int) -> icu.Collator:
    collator = icu.Collator.createInstance(icu.Locale(language.replace("@latin", "_Latn")))
    collator.setStrength(strength)
    return collator


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_stand_as_icu_has_them(language: str) -> None:
    if language == "ja":
        assert not order_of("ja").version  # our own, which tests/model compares with ICU
        return
    assert len(names(language)) > 700
    order, compared = order_of(language), strictly(language, icu.Collator.TERTIARY).getSortKey
    ordered = sorted(names(language), key=lambda word: order.key(word, ""))
    wrong = [(one, two) for one, two in pairwise(ordered) if compared(one) > compared(two)]
    # Under one heading of pinyin, names in Latin letters follow those in Chinese.
    assert wrong == [] or (language.startswith("zh") and all(two.isascii() is not one.isascii() for one, two in wrong))
    headings = [order.heading(word, "") for word in ordered]
    changes = [one for one, two in pairwise(headings) if one != two]
    assert len(changes) == len(set(changes)), "a heading comes twice"


@pytest.mark.parametrize(("language", "names"), data(__file__, "orders.yaml").items())
def test_examples(language: str, names: str) -> None:
    rows = [tuple(row.split(":")) for row in names.split()]
    order = order_of(language)
    assert [order.heading(name, "") for _heading, name in rows] == [heading for heading, _name in rows]
    assert sorted([name for _heading, name in reversed(rows)], key=lambda name: order.key(name, "")) == [
        name for _heading, name in rows
    ]


@pytest.mark.parametrize(("language", "is_sorted"), [("en", False), ("de", False), ("sv", True), ("ja", True)])
def test_where_the_general_index_has_another_order(language: str, is_sorted: bool) -> None:
    assert order_of(language).sorts_general_index is is_sorted
    assert collation_for(language).sorts_general_index is (language == "ja")


def test_a_reading_goes_before_the_name() -> None:
    """Chinese characters with two sounds; Arabic names whose article does not count."""
    assert order_of("zh_CN").heading("重庆", "") == order_of("zh_CN").heading("重庆", "chongqing") == "C"
    assert order_of("zh_CN").heading("重要", "zhongyao") == "Z"
    assert order_of("ar").heading("الخميرة", "خميرة") == "خ"


SOURCE = 'glossary_terms_source_language = "cs"\n'


def orders(built: Built) -> list[list[str]]:
    """The names in the indexes of the page, in the generated index and in the general one."""
    general = built.text("genindex.html").partition('class="genindex-jumpbox"')[2]
    listed = [
        re.findall(r'href="[^"]*#term-[^"]*">(?:<[^>]*>)*([^<]+)<', html)
        for html in (built.text("index.html"), built.text("glossary-terms.html"))
    ]
    return [*listed, re.findall(r"<li><a [^>]*>([^<]*)", general)]


def test_with_and_without_icu(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that was made without ICU equals a clean build after ICU was installed, and the other way round."""
    project.conf += SOURCE
    project.write(pages_of("czech"))
    with monkeypatch.context() as context:
        context.setitem(sys.modules, "icu", None)
        without = project.build(language="cs")
        assert without.warnings == []
        assert project.build(language="cs").written == []
        wrong = orders(without)
    built = project.build(language="cs")
    assert built.warnings == []
    assert built.written == ["index"]
    right = orders(built)
    assert [names[:3] for names in right] == [["cukr", "hora", "chléb"]] * 3
    assert all("chléb" in names and names != wrong[place] for place, names in enumerate(right))
    same(project, built, language="cs")
    assert project.build(language="cs").written == []
    monkeypatch.setitem(sys.modules, "icu", None)
    built = project.build(language="cs")
    assert orders(built) == wrong


def test_the_direction_of_every_language() -> None:
    """As the data of Babel say it, which take long to read."""
    languages = localedata.locale_identifiers()
    assert {language for language in languages if is_right_to_left(language)} == {
        language for language in languages if Locale.parse(language).character_order == "right-to-left"
    }
    assert is_right_to_left("iw")
    assert not is_right_to_left("sr@latin")
    assert not is_right_to_left("no language")


def test_a_text_in_another_language_than_that_around_it_is_marked() -> None:
    pairs = {("en", ""): "en", ("", "en"): "ja", ("en", "en"): "", ("", ""): "", ("de", "en"): "de"}
    assert {pair: mark_among(*pair, Config({}, {"language": "ja"})) for pair in pairs} == pairs
