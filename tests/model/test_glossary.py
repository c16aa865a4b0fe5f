"""What a glossary says about a target, a name or a relation that a text names."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sphinx_glossary_terms.model import glossary as module
from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.lookup import Entry, ExternalTerms
from sphinx_glossary_terms.model.names import Name, as_myst, divided, is_anchor, read_list
from sphinx_glossary_terms.model.relations import BUILT_IN, options
from sphinx_glossary_terms.model.term import Term, in_anchor, sentence_case
from sphinx_glossary_terms.projects.glossary_json import OtherProject, Projects, select
from support.terms import term

BROADER, RELATED = options(BUILT_IN)["broader"], options(BUILT_IN)["related"]
ENTRY = Entry(name="Net", id="ai:net", uri="ai/net")


def named(source: str, local: str, **more: str) -> Term:
    """A term with names in two languages, each with one to avoid after a bar."""

    def names(text: str) -> tuple[Name, ...]:
        good, _bar, avoided = text.partition("|")
        return (Name(good, "preferred"), *([Name(avoided, "avoid")] if avoided else []))

    made = replace(term(source.partition("|")[0]), source_names=names(source), names=names(local))
    return replace(made, docname=more.get("docname", made.docname), replaced_by=more.get("replaced_by", ""))


def glossary(*terms: Term, external: ExternalTerms | None = None, left_out: tuple[str, ...] = ()) -> Glossary:
    return Glossary(terms, BUILT_IN, external=external, left_out=[(name, "it has no id") for name in left_out])


def elsewhere(**successors: str) -> ExternalTerms:
    return ExternalTerms(
        entries={"ai:net": ENTRY, "ai:former": ENTRY}, successors=successors, missing=frozenset({"ml"})
    )


def test_a_name_that_a_term_has_twice_is_one_to_avoid_only_if_it_is_that_both_times() -> None:
    one, other = named("one", "one"), named("other|net", "other|net")
    names = (*one.names, Name("Net"), Name("net", "avoid"))
    found = glossary(replace(one, names=names, source_names=names), other)
    assert found.resolve("NET").ids == ("one",)


def test_a_name_of_a_replaced_term_gives_way() -> None:
    old = replace(term("old", aliases=("net",)), replaced_by="new")
    found = glossary(old, term("new"), term("other", aliases=("net",)))
    assert found.resolve("net").ids == ("other",)


def test_an_old_id_gives_way_to_an_id() -> None:
    found = glossary(replace(term("one"), old_ids=("former", "two", "No id")), term("two"))
    assert found.resolve("former").ids == ("one",)
    assert found.resolve("two").ids == ("two",)
    assert glossary(replace(term("one"), old_ids=("2",)), replace(term("two"), id="2")).resolve("2").ids == ("2",)
    assert found.resolve("No id").ids == ()
    assert glossary(replace(term("one"), id="x", old_ids=("y",)), term("z")).resolve("Y").kind == "id"


def test_a_capital_of_a_name_is_none_of_its_plural() -> None:
    found = Glossary([term("Model")], BUILT_IN, plurals=["source"])
    assert found.resolve("models").ids == found.resolve("Models").ids == ("model",)


def test_a_term_of_another_project_is_named_by_its_key() -> None:
    found = glossary(term("net"), external=elsewhere())
    assert found.resolve("ai:net").ids == found.resolve("AI:Former", "page").ids == ("ai:net",)
    assert found.resolve("net").ids == ("net",)


def test_what_is_written_for_a_replaced_term() -> None:
    old = named("old", "alt", replaced_by="new")
    found = glossary(old, named("new", "neu"), replace(term("gone"), replaced_by="ai:net"), external=elsewhere())
    assert found.successor_name("old") == "new"
    assert found.successor_name("alt") == "neu"
    assert found.successor_name("gone") == "ai:net"
    assert found.successor_name("new") == found.successor_name("unknown") == ""
    shared = glossary(old, named("new", "neu"), replace(term("New"), id="other", names=(Name("neu", "preferred"),)))
    assert shared.successor_name("alt") == "neu <new>"


def test_only_a_clear_target_is_one() -> None:
    old = replace(term("old"), replaced_by="one")
    found = glossary(term("one", aliases=("both",)), term("two", aliases=("both",)), old, external=elsewhere())
    assert found.target("One") == "one"
    assert found.target("ai:former") == "ai:net"
    assert [found.target(text) for text in ("both", "old", "unknown")] == ["", "", ""]
    asked = ("one", "ml:net", "ml : net", "both", "old", "ml", "ai:x")
    problems = [found.target_problem(text, "here") for text in asked]
    assert [problem and (problem.code.value, problem.message) for problem in problems] == [
        *(None, None, None),
        ("ambiguous-name", "here: 'both' names several terms; write the id of one: one, two"),
        ("avoided-name", "here: 'old' has been replaced; write 'one'"),
        ("unknown-target", "here: there is no term 'ml'"),
        ("unknown-target", "here: there is no term 'ai:x'"),
    ]


def test_what_may_have_been_meant() -> None:
    ids = {"三段仕込み": "three-step", "酒母": "moto", "もろみ": "moromi", "big model": "big-model"}
    terms = (replace(term(name), id=term_id) for name, term_id in ids.items())
    found = glossary(term("token"), term("tokens"), term("model"), *terms, left_out=("Große  KI",))
    assert found.advice("große ki") == "; it has no id"
    assert found.advice("tokenz") == "; did you mean 'token', 'tokens'?"
    # One wrong character in a short name, the other kana; of letters an alphabet has too few.
    near = [found.advice(text).removeprefix("; did you mean ") for text in ("三段仕込", "酒拇", "もロミ", "big modle")]
    assert near == ["'三段仕込み' (three-step)?", "'酒母' (moto)?", "'もろみ' (moromi)?", "'big model' (big-model)?"]
    unknown = "; write that term, or its new name if it was renamed, or remove this"
    assert [found.advice(text) for text in ("something", "op", "酒")] == [unknown] * 3
    assert found.advice("nothing", "tokenz") == "; did you mean 'token', 'tokens'?"
    assert glossary().advice("something") == ""
    pairs = [replace(term(name), id=f"{name}{number}") for name in ("token", "tokens") for number in (1, 2)]
    assert len(glossary(*pairs).nearest("tokenz")) == 3


def test_of_too_many_targets_nothing_like_them_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_COMPARISONS", 4)
    found = glossary(term("token"), term("model"))
    advice = [found.advice(text).removeprefix("; ") for text in ("tokem", "tokem", "modle", "tokn", "tokem")]
    assert advice[:3] == ["did you mean 'token'?", "did you mean 'token'?", "did you mean 'model'?"]
    assert advice[3:] == ["write that term, or its new name if it was renamed, or remove this", advice[0]]


def test_a_relation_to_a_replaced_term_is_none() -> None:
    found = glossary(term("a", related="old"), replace(term("old"), replaced_by="b"), term("b"))
    assert not any(found.ends.values())
    assert [problem.code for problem in found.problems] == ["avoided-name"]


def test_of_two_terms_with_one_id_the_first_by_page_and_line_counts() -> None:
    pages = [replace(term("a"), docname=page, line=line) for page, line in (("z", 1), ("b", 9), ("b", 2))]
    assert glossary(*pages).terms["a"] is pages[2]


@pytest.mark.parametrize(("pairs", "circle"), [("ab bc cb", "b -> c -> b"), ("cd bc db ad", "b -> c -> d -> b")])
def test_replacements_in_a_circle(pairs: str, circle: str) -> None:
    """Told at the first of its terms."""
    found = glossary(*[replace(term(pair[0]), replaced_by=pair[1]) for pair in pairs.split()])
    assert found.successors == {}
    assert [problem.message for problem in found.problems] == [
        f"`:replaced-by:` forms a circle: {circle}; remove one of these options"
    ]


def test_no_two_free_ids_are_proposed_twice() -> None:
    found = glossary(*[replace(term("a"), line=line) for line in range(4)], term("a-2"))
    assert [problem.message.rpartition(" ")[2] for problem in found.problems] == ["a-3`", "a-4`", "a-5`"]


def test_the_names_that_readers_see() -> None:
    kinds = ("preferred", "alias", "hidden", "abbreviation", "avoid", "plural")
    names = tuple(Name(kind, kind) for kind in kinds)
    one = replace(term("a"), names=names, source_names=(names[0], Name("SA", "abbreviation")))
    assert [name.text for name in one.aliases] == ["alias", "abbreviation"]
    assert [name.text for name in one.avoided] == ["avoid"]
    assert one.abbreviation == names[3]
    assert (one.source_abbreviation, term("a").source_abbreviation, term("a").abbreviation) == ("SA", "", None)


def test_the_words_by_which_readers_look_for_a_term() -> None:
    one = replace(
        named("model", "モデル"),
        names=(Name("模型", "preferred", reading="もけい"), Name("型"), Name("模型", "hidden")),
    )
    assert one.words == ("もけい", "型", "model")


def test_anchors() -> None:
    assert all(map(is_anchor, ["a", "é", "e\u0301", "٣", "a:b/c?d=(e)"]))
    assert not any(map(is_anchor, ["", "a b", " ", "<", 'a"', "a#b", "%41"]))
    assert in_anchor("term-a-b--note") == ("a-b", "note")
    assert in_anchor("term-a") == ("a", "")
    assert in_anchor("terms") == ("", "")


def test_a_single_letter_keeps_its_case() -> None:
    assert [sentence_case(name) for name in ("Policy", "Of", "Y", "A  B")] == ["policy", "of", "Y", "a B"]


def test_values_of_options() -> None:
    assert as_myst("id", "'a' b") == ":id: '''a'' b'"
    assert as_myst("id", "it's\nfine") == ":id: it's fine"
    assert [read_list(text) for text in ("[a, b", "a, b]", "[a, b]")] == [["[a", "b"], ["a", "b]"], ["a", "b"]]
    assert read_list("a、b，c") == ["a", "b", "c"]
    assert [divided(text) for text in ("名 ｜ な", "a|b", "丙|へ|x")] == [("名", "な"), ("a", "b"), ("丙", "へ|x")]
    # A bar in parentheses, or one of two, is part of a name.
    assert divided("KL(p||q)|けーえる") == ("KL(p||q)", "けーえる")
    assert [divided(text) for text in ("P(A|B)", "p || q", "a(b")] == [("P(A|B)", ""), ("p || q", ""), ("a(b", "")]


# What is taken from the files of other projects: the terms that this project names.


def other(key: str, *ids: str, **more: Any) -> OtherProject:
    terms = {term_id: Entry(name=term_id, id=f"{key}:{term_id}", uri=f"{key}/{term_id}") for term_id in ids}
    return OtherProject(key=key, digest="", terms=terms, **more)


def projects(*found: OtherProject) -> Projects:
    return Projects(projects={project.key: project for project in found})


def test_only_what_is_named_is_taken() -> None:
    found = projects(other("ai", "a", "b"), other("ml", "a"))
    taken = select(found, ["ai:a", "ai:nothing", "no:a", "a"])
    assert list(taken.entries) == ["ai:a"]
    assert set(taken.ids["ai"]) == {"a", "b"}


def test_what_is_used_in_the_place_of_a_replaced_term_is_taken_too() -> None:
    """Also through several; a circle has an end, and what another project names elsewhere is not known."""
    found = projects(other("ai", *"abcd", replaced={"a": "b", "b": "c", "c": "a", "d": "ours:token"}))
    taken = select(found, ["ai:a", "ai:d"])
    assert taken.successors == {"ai:a": "ai:b", "ai:b": "ai:c", "ai:c": "ai:a"}
    assert list(taken.entries) == ["ai:a", "ai:b", "ai:c", "ai:d"]
