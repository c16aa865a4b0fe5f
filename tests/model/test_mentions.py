"""Mentions of terms in plain text and in translations, by passage and language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.model.page import Passage, TextBlock
from sphinx_glossary_terms.model.prose import Prose
from sphinx_glossary_terms.model.relations import BUILT_IN
from sphinx_glossary_terms.model.term import Term
from support.terms import glossary, term


def german(name: str, *names: Name, language: str = "") -> Term:
    """A term with its names in German; `language` is that of a name without a translation."""
    local = names or (Name(name, "preferred", language),)
    return replace(term(name), names=local)


TERMS = (
    german("token", Name("Wortstück", "preferred"), Name("Stückchen", "avoid")),
    german("model", language="en"),
    replace(term("secret"), is_autolinked=False),
)


def block(number: int, text: str, language: str = "") -> TextBlock:
    return TextBlock(number, text, language, "page.md", number + 1)


def mentions(*blocks: TextBlock, found: Glossary | None = None) -> list[str]:
    prose = Prose(
        found or glossary(*TERMS), language="de", source_language="en", function_words=lambda _language: frozenset()
    )
    passages = [Passage("", (), blocks)]
    return [f"{text.number} {mention.term_id}" for text, mention in prose.first_mentions(passages, scope="section")]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        *(("Ein Wortstück.", "de", ["0 token"]), ("A token.", "", []), ("A token.", "en", ["0 token"])),
        *(("Un token, ein Wortstück.", "fr", []), ("A model.", "en", ["0 model"]), ("A secret.", "en", [])),
        ("Ein model.", "", []),  # which is an English name
        *(("Ein Stückchen.", language, []) for language in ("", "en")),
    ],
)
def test_a_text_has_the_names_of_its_language(text: str, language: str, expected: list[str]) -> None:
    assert mentions(block(0, text, language)) == expected


def test_plurals_are_those_of_english() -> None:
    found = Glossary(TERMS, BUILT_IN, plurals=["source"])
    texts = (block(0, "Tokens", "en"), block(1, "Wortstücks"))
    assert mentions(*texts, found=found) == ["0 token"]
    assert mentions(*texts) == []


def test_the_heading_of_a_section_has_a_capital_anyway() -> None:
    heading = replace(german("Big Data"), is_section=True)
    text = block(0, "A big data set.")
    assert mentions(text, found=glossary(heading)) == ["0 big-data"]
    assert mentions(text, found=glossary(german("Big Data"))) == []
