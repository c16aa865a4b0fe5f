"""How well mentions of terms are found in plain text, in sentences in which a person has marked them."""

from __future__ import annotations

import pytest

from sphinx_glossary_terms.model.prose import Names
from support.plain_text import FILES, score


@pytest.mark.parametrize("file", [file for file in FILES if file.startswith("autolink")])
def test_sentences_with_marks(file: str) -> None:
    result = score(file)
    assert result.precision >= 0.99, result.wrong
    assert result.recall >= 0.95, result.wrong


def found(text: str, *names: str, language: str = "en") -> list[str]:
    known = Names([(name, name) for name in names], language=language)
    return [text[place.start : place.end] for place in known.find(text)]


def test_chinese_has_no_spaces_between_words() -> None:
    assert found("我们使用机器学习模型。", "机器学习", "学习", language="zh-CN") == ["机器学习"]


def test_a_name_of_two_terms_means_neither() -> None:
    known = Names([("light beer", "a"), ("light beer", "b"), ("beer", "c")], language="en")
    assert list(known.find("A light beer.")) == []


def test_a_name_without_a_letter() -> None:
    assert found("One, two …", "", " ", "…") == ["…"]


def test_names_with_accents_and_signs() -> None:
    assert found("Une cafe\u0301tière, l'apprentissage", "cafétière", "apprentissage") == [
        "cafe\u0301tière",
        "apprentissage",
    ]
    assert found("हिन्दी, C# and F", "हिन्दी", "C#", "हिन्द", "F") == ["हिन्दी", "C#"]


def test_thai_has_no_spaces_between_words() -> None:
    """Where a word ends, only a dictionary knows: a name is found between spaces."""
    assert found("แบบจำลองภาษา แบบจำลองภาษาขนาดใหญ่", "แบบจำลองภาษา", "แบบ", language="th") == ["แบบจำลองภาษา"]
