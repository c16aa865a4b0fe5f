"""How well mentions of terms are found in plain text, in sentences in which a person has marked them."""

from __future__ import annotations

import pytest

from sphinx_glossary_terms.model.prose import Names
from support.pages import data
from support.plain_text import FILES, score


@pytest.mark.parametrize("file", [file for file in FILES if file.startswith("autolink")])
def test_sentences_with_marks(file: str) -> None:
    result = score(file)
    # What follows a name in a Korean word is mostly a particle, but may make a longer word of it.
    assert result.precision >= (0.84 if file.endswith("ko") else 0.99), result.wrong
    assert result.recall >= 0.95, result.wrong


@pytest.mark.parametrize(("language", "with_senses"), [("en", 0.92), ("ja", 0.97)])
def test_names_that_are_words_and_what_is_no_prose(language: str, with_senses: float) -> None:
    result = score(f"senses_{language}")
    assert result.precision >= 0.97, result.wrong
    assert result.recall >= 0.95, result.wrong
    assert result.precision_with_senses >= with_senses, result.wrong


def found(text: str, *names: str, language: str = "en") -> list[str]:
    known = Names([(name, name) for name in names], language=language)
    return [text[place.start : place.end] for place in known.find(text)]


def test_names_of_any_script() -> None:
    chinese = found("我们使用机器学习模型。", "机器学习", "学习", language="zh-CN")
    assert chinese == ["机器学习"]  # has no spaces between words
    # Nor has Thai, and where a word ends, only a dictionary knows: a name is found between spaces.
    thai = found("แบบจำลองภาษา แบบจำลองภาษาขนาดใหญ่", "แบบจำลองภาษา", "แบบ", language="th")
    assert thai == ["แบบจำลองภาษา"]
    french = found("Une cafe\u0301tière, l'apprentissage", "cafétière", "apprentissage")
    assert french == ["cafe\u0301tière", "apprentissage"]
    assert found("हिन्दी, C# and F", "हिन्दी", "C#", "हिन्द", "F") == ["हिन्दी", "C#"]
    assert found("One, two …", "", " ", "…") == ["…"]  # without a letter


def test_a_name_of_two_terms_means_neither() -> None:
    others = [("light beer", term_id) for term_id in ("a", "b", "a", "c", "c")]
    known = Names([*others, ("beer", "d"), ("Beer Hall", "a"), ("Beer Hall", "b")], language="en")
    assert list(known.find("A light beer in a Beer Hall.")) == []


@pytest.mark.parametrize(("name", "text", "expected"), data(__file__, "names.yaml"))
def test_where_a_name_is_found(name: str, text: str, expected: list[str]) -> None:
    assert found(text, name) == expected


@pytest.mark.parametrize(("text", "expected"), data(__file__, "longer.yaml"))
def test_names_in_longer_ones_that_are_other_things(text: str, expected: list[str]) -> None:
    names = ("Adam", "Docker", "virtual", "Virtual Machine", "port")
    known = Names(
        [("serial port", ""), ("ports", ""), *zip(names, names, strict=True)], language="en", with_plurals=True
    )
    assert [text[place.start : place.end] for place in known.find(text)] == expected


def test_an_abbreviation_that_words_before_it_spell_out_as_another_thing() -> None:
    names = [("TPM", "a"), ("Trusted Platform Module", "a"), ("DNS", "b"), ("Domain Name System", "b"), ("SSH", "c")]
    known = Names(names, language="en")
    for text in ("Tmux Plugin Manager (TPM)", "the tmux plugin manager\n(TPM)", "Do not sleep (DNS) here"):
        assert list(known.find(text)) == []
    # A variant of a name, and an abbreviation of which nobody knows the words.
    for text in ("the Domain Name Service (DNS)", "Secure Shell (SSH)", "a chip (TPM)", "TPM"):
        assert [found.end - found.start for found in known.find(text)] == [3]
    assert len(list(known.find("Trusted Platform Module (TPM)"))) == 2


def test_names_that_differ_in_their_capitals() -> None:
    known = Names([("Go", "language"), ("go", "game")], language="en")
    assert [place.term_id for place in known.find("We play go in Go. Go on.")] == ["game", "language"]
