"""What a text names: exact names, any letter case, English plurals."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.lookup import Entry, Match, MatchKind
from sphinx_glossary_terms.model.names import Name, plural_key, plurals
from sphinx_glossary_terms.model.prose import Names
from sphinx_glossary_terms.model.relations import BUILT_IN
from sphinx_glossary_terms.model.term import Term
from support.terms import term

BOTH: tuple[MatchKind, ...] = ("source", "local")


def glossary(*terms: Term, plurals: tuple[MatchKind, ...] = BOTH, **entries: Entry) -> Glossary:
    return Glossary(terms, BUILT_IN, plurals=plurals, entries=entries)


def test_the_exact_case_goes_before_any_case() -> None:
    small, big = term("y"), replace(term("Y"), id="y-2")
    found = glossary(small, big, term("IT"), term("It depends", aliases=("it",)))
    assert found.resolve("y").ids == ("y",)
    assert found.resolve("Y").ids == ("y-2",)
    assert found.resolve("IT").ids == ("it",)
    assert found.resolve("it").ids == ("it-depends",)
    assert found.targets("Y") == ("y-2",)
    assert found.resolve("iT").ids == ("it", "it-depends")  # neither as it is written
    assert found.resolve("It  depends").ids == found.resolve("it Depends").ids == ("it-depends",)


def test_the_exact_case_goes_before_the_own_page() -> None:
    heading, other = term("Policy"), replace(term("policy"), id="other", docname="other")
    found = glossary(heading, other)
    assert found.resolve("policy", "page").ids == ("other",)
    assert found.resolve("Policy", "other").ids == ("policy",)
    assert found.resolve("POLICY", "page").ids == ("policy",)
    assert found.resolve("POLICY", "third").ids == ("other", "policy")


def test_of_two_cases_on_one_page_the_exact_one_is_meant() -> None:
    heading, small = term("Policy"), replace(term("policy"), id="small")
    found = glossary(heading, small, replace(term("policy"), id="other", docname="other"))
    assert found.resolve("policy").ids == ("other", "small")
    assert found.resolve("policy", "page").ids == ("small",)


def test_a_name_of_a_term_goes_before_an_entry_of_sphinx() -> None:
    entry = Entry(name="LLM", docname="words", anchor="term-LLM")
    assert glossary(term("model", aliases=("LLM",)), LLM=entry).targets("LLM") == ("model",)
    assert glossary(term("model"), LLM=entry).targets("llm") == (entry.key,)
    other = Entry(name="llm", docname="words", anchor="term-llm")
    assert glossary(LLM=entry, llm=other).targets("LLM") == (entry.key,)


def test_the_exact_case_of_the_other_language_goes_before_any_case() -> None:
    one = term("IT")
    other = replace(term("that"), names=(Name("it", "preferred"),))
    assert glossary(one, other).resolve("it") == Match(ids=("that",), kind="local")


def test_a_name_to_avoid_in_another_case_is_a_name_of_its_own() -> None:
    web = replace(term("web"), names=(found := (*term("web").names, Name("Web", "avoid"))), source_names=found)
    assert glossary(web).advised_name("web") == ""
    assert glossary(web).advised_name("Web") == "web"
    assert glossary(web).advised_name("WEB") == ""


PLURALS = """\
model: models, large language model: large language models, class: classes, box: boxes, batch: batches, epoch: epochs
hash: hashes, policy: policies, gateway: gateways, leaf: leaves, knife: knives, proof: proofs, photo: photos, echo: echoes
LLM: LLMs, multi-GPU: multi-GPUs, query: Queries, Markov chain: markov chains"""
NO_PLURALS = "LLM: llms, LLM: LLMS, AIDS: aidss, class: classs, day: daies, GPT-4: GPT-4s, A: as, A: As, plan I: plan is, model: modeling"


def pairs(text: str) -> list[list[str]]:
    return [pair.split(": ") for pair in re.split(", |\n", text)]


@pytest.mark.parametrize(("name", "plural"), pairs(PLURALS))
def test_regular_plurals(name: str, plural: str) -> None:
    one = term(name)
    assert glossary(one, term("other")).resolve(plural) == Match(ids=(one.id,), kind="source", is_derived=True)
    assert glossary(one, plurals=()).resolve(plural).ids == ()
    text = f"Of {plural} and others."
    assert not [*Names([(name, "x")], language="en").find(text)]
    assert [found.term_id for found in Names([(name, "x")], language="en", with_plurals=True).find(text)] == ["x"]


@pytest.mark.parametrize(("name", "text"), pairs(NO_PLURALS))
def test_what_is_no_plural(name: str, text: str) -> None:
    assert glossary(replace(term(name), id="x")).resolve(text).ids == ()
    assert not [*Names([(name, "x")], language="en", with_plurals=True).find(text)]


def test_exact_names_go_before_plurals() -> None:
    found = glossary(term("good"), term("goods"))
    assert found.resolve("goods").ids == ("goods",)
    names = Names([("good", "a"), ("goods", "b")], language="en", with_plurals=True)
    assert [mention.term_id for mention in names.find("good goods")] == ["a", "b"]


def test_no_plural_of_two_terms() -> None:
    found = glossary(term("axe"), term("ax"))
    assert found.resolve("axes").ids == ()
    names = Names([("axe", "a"), ("ax", "b")], language="en", with_plurals=True)
    assert not [*names.find("two axes")]


def test_a_plural_gives_way_to_an_id_and_to_an_entry_of_sphinx() -> None:
    found = glossary(term("model"), replace(term("Other"), id="models"))
    assert found.resolve("models") == Match(ids=("models",), kind="id")
    entry = Entry(name="Models", docname="words", anchor="term-models")
    found = glossary(term("model"), models=entry)
    assert found.resolve("models").ids == ()
    assert found.targets("models") == (entry.key,)


def test_a_plural_that_its_author_gives() -> None:
    names = (Name("criterion", "preferred"), Name("criteria", "plural"))
    found = glossary(replace(term("criterion"), names=names, source_names=names))
    assert found.resolve("Criteria").ids == ("criterion",)
    assert found.resolve("criterias").ids == ()
    assert found.advised_name("criteria") == ""


def test_a_plural_of_a_name_to_avoid_is_advised_against() -> None:
    names = (Name("neural network", "preferred"), Name("neural net", "avoid"))
    found = glossary(replace(term("neural network"), names=names, source_names=names))
    assert found.advised_name("neural nets") == "neural network"
    assert found.advised_name("neural networks") == ""


@given(st.text("abcxyzsfoheAB -", max_size=8))
def test_a_plural_is_another_word(name: str) -> None:
    assert all(plural != name and plural_key(plural) for plural in plurals(name))
