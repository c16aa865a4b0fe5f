"""What is taken from the files of other projects: their terms, as far as this project shows them."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_glossary_terms.model.external import (
    Entry,
    ExternalBacklink,
    ExternalRelation,
    ExternalRequest,
    ExternalTermRef,
    ExternalTerms,
    OtherProject,
    Projects,
    is_same,
    select,
)

OURS = frozenset({"token"})
TOKEN = ExternalTermRef(project="Ours", base_url="", id="token")


def other(key: str, *ids: str, **more: Any) -> OtherProject:
    terms = {term_id: Entry(name=term_id, id=f"{key}:{term_id}", uri=f"{key}/{term_id}") for term_id in ids}
    return OtherProject(key=key, name=key.upper(), base_url="", digest="", terms=terms, **more)


def projects(*found: OtherProject) -> Projects:
    return Projects(projects={project.key: project for project in found}, name="Ours")


# a has a hierarchy above it, and a learning path beside it, on which q has something above it.
AROUND = other(
    "ai",
    *"abcpqr",
    relations={
        "a": (("broader", "b"), ("prerequisites", "p")),
        "b": (("broader", "c"),),
        "p": (("prerequisites", "q"), ("prerequisites-inverse", "a")),
        "q": (("broader", "r"),),
    },
)


def shown(*requests: ExternalRequest) -> str:
    return "".join(key.removeprefix("ai:") for key in select(projects(AROUND), requests, OURS).entries)


@pytest.mark.parametrize(
    ("requests", "expected"),
    [
        ([], ""),
        ([ExternalRequest("ai:a")], "a"),
        ([ExternalRequest("ai:a", 1)], "abp"),
        ([ExternalRequest("ai:a", 2)], "abcpq"),
        ([ExternalRequest("ai:a", is_goal=True)], "apq"),
        ([ExternalRequest("ai:a", 1, is_goal=True)], "abpq"),
        ([ExternalRequest("ai:a", 1), ExternalRequest("ai:a", is_goal=True)], "abpq"),
        ([ExternalRequest("ai:a", 2), ExternalRequest("ai:b"), ExternalRequest("ai:a")], "abcpq"),
        ([ExternalRequest("ai:a"), ExternalRequest("ai:a", 2)], "abcpq"),
        ([ExternalRequest("ai:a"), ExternalRequest("ai:a", 1)], "abp"),
        ([ExternalRequest("ai:unknown", 2), ExternalRequest("unknown:a", 2), ExternalRequest("a", 2)], ""),
    ],
)
def test_what_stands_around_a_term_is_taken_as_far_as_it_is_shown(
    requests: list[ExternalRequest], expected: str
) -> None:
    assert shown(*requests) == expected


def test_a_circle_of_prerequisites_has_an_end() -> None:
    circle = other("ai", "a", "b", relations={"a": (("prerequisites", "b"),), "b": (("prerequisites", "a"),)})
    assert list(select(projects(circle), [ExternalRequest("ai:a", is_goal=True)], OURS).entries) == ["ai:a", "ai:b"]


def test_only_relations_between_what_is_taken() -> None:
    found = select(projects(AROUND), [ExternalRequest("ai:a", 1)], OURS)
    assert found.statements == (
        ExternalRelation("ai:a", "broader", "ai:b"),
        ExternalRelation("ai:a", "prerequisites", "ai:p"),
        ExternalRelation("ai:p", "prerequisites-inverse", "ai:a"),
    )
    assert set(found.ids["ai"]) == set("abcpqr")


def test_a_term_is_found_by_an_id_that_it_had() -> None:
    found = projects(other("ai", "model", old_ids={"former": "model"}))
    entry = found.find("ai:model")
    assert entry is not None
    assert found.find("ai : former ") is entry
    assert found.find("ai:other") is found.find("model") is None
    taken = select(found, [ExternalRequest("ai:former")], OURS)
    assert taken.entries == {"ai:model": entry, "ai:former": entry}


def test_what_other_projects_say_about_ours() -> None:
    use = ExternalBacklink("ai/page", "AI", "A page", "")
    unknown = ExternalTermRef(project="Ours", base_url="", id="unknown")
    said = other(
        "ai",
        *"ab",
        others={"x": TOKEN, "y": unknown},
        relations={"a": (("broader", "x"), ("related", "y"), ("related", "b")), "b": (("related", "y"),)},
        uses={"x": (use,), "y": (use,)},
    )
    silent = other("ml", "a", others={"y": unknown}, relations={"a": (("broader", "y"),)})
    found = select(projects(said, silent), [], OURS)
    assert list(found.entries) == ["ai:a"]
    assert found.statements == (ExternalRelation("ai:a", "broader", "token"),)
    assert found.uses == {"token": (use,)}


def test_what_is_used_in_the_place_of_a_replaced_term_is_taken_too() -> None:
    found = projects(other("ai", *"abc", others={"x": TOKEN}, replaced={"a": "b", "b": "x", "c": "x"}))
    taken = select(found, [ExternalRequest("ai:a")], OURS)
    assert taken.successors == {"ai:a": "ai:b", "ai:b": "token"}
    assert list(taken.entries) == ["ai:a", "ai:b"]


def test_a_project_may_name_a_term_of_a_third() -> None:
    net = ExternalTermRef(project="ML", base_url="", id="net")
    lost = ExternalTermRef(project="ML", base_url="", id="lost")
    related = (("related", "n"), ("related", "l"), ("related", "nowhere"))
    found = projects(other("ai", "a", others={"n": net, "l": lost}, relations={"a": related}), other("ml", "net"))
    assert list(select(found, [ExternalRequest("ai:a", 1)], OURS).entries) == ["ai:a", "ml:net"]


def test_an_id_is_one_of_its_project_alone() -> None:
    theirs, unknown = TOKEN._replace(project="Theirs"), TOKEN._replace(id="unknown")
    net = ExternalTermRef(project="ML", base_url="", id="net")
    related = (("related", "t"), ("related", "u"), ("related", "n"))
    said = other("ai", "a", "net", others={"t": theirs, "u": unknown, "n": net}, relations={"a": related})
    found = select(projects(said), [ExternalRequest("ai:a", 1)], OURS)
    assert list(found.entries) == ["ai:a"]
    assert found.statements == ()


@pytest.mark.parametrize(
    ("theirs", "ours", "expected"),
    [
        (("Name", "https://a/"), ("Name", "https://a/"), True),
        (("Name", "https://a/"), ("Name", "https://b/"), False),
        (("Name", "https://a/"), ("Other", "https://a/"), True),
        (("Name", "https://a/"), ("Name", ""), True),
        (("Name", ""), ("Name", "https://a/"), True),
        (("Name", ""), ("Other", "https://a/"), False),
    ],
)
def test_the_address_of_a_project_decides_if_both_sides_know_it(
    theirs: tuple[str, str], ours: tuple[str, str], expected: bool
) -> None:
    assert is_same(ExternalTermRef(*theirs, id="x"), *ours) is expected


def test_a_project_without_its_file() -> None:
    found = ExternalTerms(missing=frozenset({"ai"}))
    assert found.is_missing("ai:model")
    assert found.is_missing("ai : model")
    assert not found.is_missing("ai")
    assert not found.is_missing("ml:model")
