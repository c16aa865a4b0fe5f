"""What grows faster than what a stranger sends: counted, since a clock depends on the machine."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import ClassVar, SupportsIndex

import pytest

from sphinx_glossary_terms import japanese_search
from sphinx_glossary_terms.features import cards
from sphinx_glossary_terms.model import glossary as module
from sphinx_glossary_terms.model import lookup, relations
from sphinx_glossary_terms.model.external import Entry, ExternalTerms
from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.model.page import Page
from sphinx_glossary_terms.model.prose import Names
from sphinx_glossary_terms.model.term import Term
from sphinx_glossary_terms.programs import migrate_reading as entries
from sphinx_glossary_terms.programs.export_formats import vale
from sphinx_glossary_terms.programs.export_terms import Export
from sphinx_glossary_terms.projects.glossary_json import FileName, FileTerm
from sphinx_glossary_terms.site import head
from support.terms import glossary, page_view, term, view_of


class Counted(str):
    """A text that counts with how many others it is compared."""

    __slots__ = ()
    compared: ClassVar[int] = 0

    def __eq__(self, other: object) -> bool:
        Counted.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def comparisons(successors: Mapping[str, str]) -> tuple[dict[str, str], int]:
    Counted.compared = 0
    found = Glossary([], relations.BUILT_IN, external=ExternalTerms(successors=successors)).successors
    return found, Counted.compared


def chain(length: int) -> dict[str, str]:
    keys = [Counted(f"ai:{number:05}") for number in range(length + 1)]
    return dict(pairwise(keys))


def test_a_chain_of_successors() -> None:
    """Each term is passed once, in whatever order the chain is."""
    for successors in (chain(4000), dict(reversed(chain(4000).items()))):
        found, count = comparisons(successors)
        assert set(found.values()) == {"ai:04000"}
        assert list(found) == list(successors)
        assert count <= 4 * len(found)


def test_chains_into_a_circle() -> None:
    successors = {**chain(2000), Counted("ai:02000"): Counted("ai:01000")}
    found, count = comparisons(successors)
    assert found == {}
    assert count <= 6 * len(successors)


def test_a_circle_is_told_at_its_first_term() -> None:
    terms = [replace(term(name), replaced_by=to) for name, to in {"c": "d", "b": "c", "d": "b", "a": "d"}.items()]
    found = glossary(*terms)
    assert found.successors == {}
    assert [problem.message for problem in found.problems] == [
        "`:replaced-by:` forms a circle: b -> c -> d -> b; remove one of these options"
    ]


def test_proposals_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_COMPARISONS", 20)
    found = glossary(*(term(f"thing {number}", related=f"thong-{number}") for number in range(4)))
    labels = 8  # a name and an id each
    advice = [found.advice(problem.unknown) for problem in found.problems]
    assert [text.startswith("; did you mean 'thing ") for text in advice] == [True] * (20 // labels) + [False] * 2
    assert "did you mean" not in advice[-1]
    # What has been looked for is known.
    assert found.advice(found.problems[0].unknown) == advice[0]


@pytest.mark.parametrize("is_avoided", [False, True])
def test_names_that_many_terms_have(is_avoided: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each name is looked at once, though all of them are ambiguous."""
    names = tuple(Name(f"name {number}", "avoid" if is_avoided else "alias") for number in range(300))
    terms = [replace(found := term(f"t{n}"), source_names=(*found.source_names, *names)) for n in range(4)]
    count = 0

    def one_line(text: str) -> str:
        nonlocal count
        count += 1
        return text

    monkeypatch.setattr(lookup, "one_line", one_line)
    assert glossary(*terms).source_labels.exact["name 7"] == ("t0", "t1", "t2", "t3")
    assert count == 4 * 301


def test_many_aliases_of_a_term() -> None:
    """Whether one of them is the abbreviation is looked up once."""

    def compared(count: int) -> int:
        found = term("Cat", aliases=tuple(f"cat {number}" for number in range(count)))
        names = tuple(name._replace(kind=Counted(name.kind)) for name in found.names)
        shown = replace(found, names=names, source_names=names)
        Counted.compared = 0
        page_view(Page(terms=(shown,)), shown)
        return Counted.compared

    assert compared(2000) < 2.2 * compared(1000)


def calls(function: Callable[[], object]) -> int:
    """How many functions are called, and how often a generator goes on."""
    count = 0

    def note(_frame: object, event: str, _value: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(note)
    try:
        function()
    finally:
        sys.setprofile(None)
    return count


def test_many_names_of_a_term_for_vale() -> None:
    def of(count: int) -> Export:
        names = [FileName(f"{kind} cat {number}", kind, "en") for kind in ("alias", "avoid") for number in range(count)]
        term = FileTerm("cat.html", [FileName("Cat", "preferred", "en"), *names], {})
        return Export(project="", source_language="en", languages=["en"], terms={"cat": term})

    few, many = of(200), of(400)
    vale(few)  # Jinja keeps what it makes of the first template.
    assert calls(lambda: vale(many)) < 2.2 * calls(lambda: vale(few))


class Sliced(str):
    """A text that counts how much of it is copied."""

    __slots__ = ()
    copied: ClassVar[int] = 0

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        part = str.__getitem__(self, key)
        Sliced.copied += len(part)
        return part


@pytest.mark.parametrize("name", ["ねこ", "猫", "cat", "고양이"])
def test_a_text_is_not_copied_for_every_mention(name: str) -> None:
    text = Sliced(f"{name} " * 1000)
    names = Names([(name, "a")], language="ja")
    Sliced.copied = 0
    list(names.find(text))
    assert Sliced.copied < 10 * len(text)


@pytest.mark.parametrize("text", ["cat/", "cat=", '"Cat ', "Cat. "])
def test_how_far_around_a_mention_one_looks(text: str) -> None:
    """Whether it begins a sentence or is a part of a path does not depend on the length of the text."""
    names = Names([("cat", "a"), ("Cat", "b")], language="en")

    def copied(size: int) -> int:
        Sliced.copied = 0
        list(names.find(Sliced(text * size)))
        return Sliced.copied

    assert copied(4000) < 2.2 * copied(2000)


@pytest.mark.parametrize("form", ["{}", "{}s"])
def test_references_to_many_names_of_an_entry(form: str) -> None:
    """Of each the place is looked up; for none a table of all names is made."""

    def of(count: int) -> Callable[[], object]:
        words = [f"cat {number}r" for number in range(count)]
        names = tuple(Name(word, "alias" if number else "preferred", "", "", word) for number, word in enumerate(words))
        entry = Term(id="cat", docname="page", names=names, source_names=names)
        entries = {word: Entry(name=word, docname="page", anchor=word) for word in words}
        found = Glossary([entry], relations.BUILT_IN, entries=entries, plurals=["source"])
        targets = tuple(form.format(word) for word in words)
        assert found.resolve(targets[-1]).ids == ("cat",)
        return lambda: view_of(Page(references=targets, named=targets), found)

    assert calls(of(400)) < 2.2 * calls(of(200))


PATTERNS = {
    "signs before a word": (lambda text: Names([("cat", "a")], language="en").find(text), "@"),
    "Japanese in one text": (japanese_search._JOINED.findall, "字"),
    "a description in `<head>`": (head._DESCRIPTION.search, "<meta "),
    "colons in a name": (entries._LINK.findall, ":h"),
    "links in a card": (cards._ADDRESS.findall, "<a "),
}


@pytest.mark.parametrize(("function", "sign"), PATTERNS.values(), ids=PATTERNS.keys())
def test_a_run_of_one_sign(function: Callable[[str], Iterable[object]], sign: str) -> None:
    """Regular expressions cannot be counted: of a run four times as long the time is four times as long, not sixteen."""

    def time_of(size: int) -> float:
        text, times = sign * size, []
        for _ in range(5):
            start = time.process_time()
            list(function(text) or ())
            times.append(time.process_time() - start)
        return min(times)

    assert time_of(12_000) < 9 * time_of(3_000) + 0.001
