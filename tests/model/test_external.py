"""What is taken from the files of other projects: the terms that this project names."""

from __future__ import annotations

from typing import Any

from sphinx_glossary_terms.model.external import Entry, ExternalTerms, OtherProject, Projects, select


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


def test_a_term_is_found_by_an_id_that_it_had() -> None:
    found = projects(other("ai", "model", old_ids={"former": "model"}))
    entry = found.find("ai:model")
    assert entry is not None
    assert found.find("ai : former ") is entry
    assert found.find("ai:other") is found.find("model") is None
    assert select(found, ["ai:former"]).entries == {"ai:former": entry, "ai:model": entry}


def test_what_is_used_in_the_place_of_a_replaced_term_is_taken_too() -> None:
    """Also through several; a circle has an end, and what another project names elsewhere is not known."""
    found = projects(other("ai", *"abcd", replaced={"a": "b", "b": "c", "c": "a", "d": "ours:token"}))
    taken = select(found, ["ai:a", "ai:d"])
    assert taken.successors == {"ai:a": "ai:b", "ai:b": "ai:c", "ai:c": "ai:a"}
    assert list(taken.entries) == ["ai:a", "ai:b", "ai:c", "ai:d"]


def test_a_project_without_its_file() -> None:
    found = ExternalTerms(missing=frozenset({"ai"}))
    assert found.is_missing("ai:model")
    assert found.is_missing("ai : model")
    assert not found.is_missing("ai")
    assert not found.is_missing("ml:model")
