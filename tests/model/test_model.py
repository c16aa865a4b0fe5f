"""The model by itself: no build, no Sphinx."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sphinx_glossary_terms
from sphinx_glossary_terms.graphs.mermaid import escape
from sphinx_glossary_terms.model.characters import has_word, visible
from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.graph import GraphEdge, edges_among
from sphinx_glossary_terms.model.lookup import Entry
from sphinx_glossary_terms.model.names import Name, read_names, split_list
from sphinx_glossary_terms.model.page import GraphQuery, IndexQuery, Page
from sphinx_glossary_terms.model.relations import BUILT_IN, RelationType
from sphinx_glossary_terms.model.term import ID_PATTERN, Element, Inline, Term, id_of, plain_text, references
from support.pages import data
from support.terms import glossary, page_view, term, view_of


def related(found: Glossary, term_id: str) -> dict[str, tuple[str, ...]]:
    return {side.key: ids for side in found.sides if (ids := found.related(term_id, side))}


def test_a_relation_declared_from_both_ends_is_one() -> None:
    found = glossary(term("a", broader="b"), term("b", narrower="a"))
    assert related(found, "a") == {"broader": ("b",)}
    assert list(edges_among(found, "ab", {"broader"})) == [GraphEdge(start="b", end="a", relation="broader")]


def test_two_terms_are_related_in_one_way() -> None:
    found = glossary(term("a", related="b"), term("b", prerequisites="a", narrower="a"))
    assert related(found, "a") == {"broader": ("b",)}
    assert [problem.code for problem in found.problems] == ["bad-relation", "bad-relation"]


def test_what_is_asked_first_does_not_change_the_problems() -> None:
    """What is wrong is a result of the terms, said once and in one order, whatever was asked before and how often."""
    terms = [
        term("a", related="x b", prerequisites="old"),
        term("b", prerequisites="a b"),
        replace(term("old", line=3), replaced_by="older"),
        replace(term("older", line=4), replaced_by="a"),
        replace(term("lost", line=5), replaced_by="lost"),
        term("a", line=9),
    ]
    expected = [
        ("bad-id", 9),
        ("bad-relation", 5),
        ("avoided-name", 3),
        ("unknown-target", 1),
        ("avoided-name", 1),
        ("bad-relation", 1),
        ("bad-relation", 1),
    ]
    for asked in ([], ["successors"], ["current", "ends"], ["ends", "problems", "successors"]):
        found = Glossary(terms, BUILT_IN)
        for name in asked:
            getattr(found, name)
        for _ in range(2):
            assert [(problem.code, problem.line) for problem in found.problems] == expected


def test_a_name_that_several_terms_of_a_page_have_means_none_of_them() -> None:
    one, other, elsewhere = term("a", aliases=("net",)), term("b", aliases=("net",)), term("c", aliases=("net",))
    elsewhere = replace(elsewhere, docname="other")
    found = glossary(one, other, elsewhere)
    assert found.resolve("net", "page").ids == ("a", "b", "c")
    assert found.resolve("net", "other").ids == ("c",)


def test_a_cycle_of_two_is_kept_and_drawn_in_both_directions() -> None:
    found = glossary(term("a", prerequisites="b"), term("b", prerequisites="a"))
    assert found.problems == []
    assert related(found, "a") == {"prerequisites": ("b",), "prerequisites-inverse": ("b",)}
    assert len(list(edges_among(found, "ab", {"prerequisites"}))) == 2


def test_an_unrelated_term_changes_no_view() -> None:
    terms = (term("a", prerequisites="b"), term("b", aliases=("x",)))
    page = Page(terms=(terms[0],), references=("b",))
    assert page_view(page, *terms).digest == page_view(page, *terms, term("c")).digest
    with_index = replace(page, queries=(IndexQuery(),))
    assert page_view(with_index, *terms).digest != page_view(with_index, *terms, term("c")).digest


@pytest.mark.parametrize("query", [None, GraphQuery()])
def test_how_a_relation_is_drawn_is_in_the_view(query: GraphQuery | None) -> None:
    terms = (term("a", needs="b"), term("b"))
    page = Page(queries=(query,)) if query else Page(terms=terms)
    changes: list[dict[str, Any]] = [
        {},
        {"edge": "thick"},
        {"target_first": True},
        {"symmetric": True, "inverse_label": ""},
    ]
    kinds = [
        RelationType(name="needs", label="Needs", **{"inverse_label": "Needed by", **change}) for change in changes
    ]
    assert len({view_of(page, Glossary(terms, [kind])).digest for kind in kinds}) == len(changes)


def test_what_a_page_does_not_show_is_not_in_the_view() -> None:
    terms = (term("a", prerequisites="b"), term("b"))
    page = Page(terms=terms, references=("entry",))

    def digest(terms: tuple[Term, ...], name: str = "entry", docname: str = "other") -> str:
        entries = {"entry": Entry(name=name, docname=docname, anchor="term-entry")}
        return view_of(page, Glossary(terms, BUILT_IN, entries=entries)).digest

    before = digest(terms)
    assert before == digest((replace(terms[0], source="moved.py", line=9), terms[1]))
    assert before == digest((replace(terms[0], old_ids=("former",)), terms[1]))
    assert before == digest((replace(terms[0], fields=("eli5",), links=("b",)), terms[1]))
    assert before == digest(terms, name="Entry")  # a reference to it shows what was written
    assert before != digest(terms, docname="elsewhere")


IDS = """\
Large language model=large-language-model|CI/CD=ci-cd|R&D=r-d|user's guide=users-guide|naïve Bayes=naive-bayes|x86_64=x86-64
C++=c-plus-plus|C++/C#=c-plus-plus-c-sharp|-1=minus-1|Łódź=lodz|Straße GROẞ=strasse-gross|χ² test=chi2-test|生成AI=ai|日本=| - ="""


@pytest.mark.parametrize(("name", "expected"), [pair.split("=") for pair in re.split(r"\||\n", IDS)])
def test_an_id_made_of_a_name(name: str, expected: str) -> None:
    assert id_of(name) == expected


@given(st.text())
def test_an_id_made_of_any_text_is_one(name: str) -> None:
    found = id_of(name)
    assert not found or ID_PATTERN.fullmatch(found)
    assert id_of(found) == found


def test_lists_of_names() -> None:
    lists = [split_list(text) for text in ("a, b,, a ,c  d", "a\nb", "[a, b]", "")]
    assert lists == [("a", "b", "c d"), ("a", "b"), ("a", "b"), ()]
    assert read_names("断片|だんぺん、 小片,LLM｜えるえるえむ、", "alias") == (
        Name("断片", reading="だんぺん"),
        Name("小片"),
        Name("LLM", reading="えるえるえむ"),
    )


def test_mermaid_labels_are_escaped() -> None:
    assert escape('a"b`c<d>') == "a#34;b#96;c#60;d#62;"
    assert escape("#35; %% end;") == "#35;35#59; #37;#37; end#59;"
    assert escape(" 日本\n語\x07é ") == "日本 語é"
    assert visible("a\0b\ud800c\ufffed\uffff\x85e") == "abcd e"  # what XML has


def test_inline_values() -> None:
    reference = Element("pending_xref", (("reftarget", "t"), ("reftype", "term")), ("c",))
    others = (
        Element(tag, (("reftarget", "x"), ("reftype", kind)), ())
        for tag, kind in (("pending_xref", "ref"), ("reference", "term"))
    )
    value: Inline = ("a ", Element("emphasis", (), ("b", reference)), *others)
    assert plain_text(value) == "a bc"
    assert list(references(value)) == ["t"]


PACKAGE = Path(sphinx_glossary_terms.__file__).parent
MODULES = sorted(
    ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts) for file in (PACKAGE / "model").rglob("*.py")
)


def test_the_model_imports_neither_sphinx_nor_docutils() -> None:
    code = (
        f"import sys, {', '.join(MODULES)}\n"
        "assert not {'sphinx', 'docutils', 'babel'} & {name.partition('.')[0] for name in sys.modules}"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("kind", ["words", "parts"])
def test_a_word_of_its_own(kind: str) -> None:
    rows = data(__file__, "data/words.yaml")[kind]
    assert [row for row in rows if has_word(*row) == (kind == "parts")] == []
