"""What grows faster than what a stranger sends: counted, since a clock depends on the machine."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from typing import ClassVar, SupportsIndex

import pytest

from sphinx_glossary_terms import japanese_search
from sphinx_glossary_terms.features import cards
from sphinx_glossary_terms.model import relations
from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.lookup import Entry, ExternalTerms
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.model.page import Page
from sphinx_glossary_terms.model.prose import Names
from sphinx_glossary_terms.site import head
from support.terms import glossary, page_view, term, view_of


class Counted(str):
    """A text whose comparisons are calls, which can be counted."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def chain(length: int, *, turned: bool = False, circle: bool = False) -> None:
    """Each term of another project has been replaced by the next one; the last one by one in the middle, or by none."""
    keys = [Counted(f"ai:{number:05}") for number in range(length + 1)]
    pairs = [*pairwise(keys), *([(keys[-1], keys[length // 2])] if circle else [])]
    external = ExternalTerms(successors=dict(reversed(pairs) if turned else pairs))
    found = Glossary([], relations.BUILT_IN, external=external).successors
    assert set(found.values()) == (set() if circle else {keys[-1]})


def shared_names(count: int) -> None:
    """All of them are ambiguous."""
    names = tuple(Name(f"name {number}", "avoid" if number % 2 else "alias") for number in range(count))
    terms = [replace(found := term(f"t{n}"), source_names=(*found.source_names, *names)) for n in range(4)]
    assert glossary(*terms).source_labels.exact["name 7"] == ("t0", "t1", "t2", "t3")


def aliases(count: int) -> None:
    """Whether one of them is the abbreviation is looked up once."""
    found = term("Cat", aliases=tuple(f"cat {number}" for number in range(count)))
    names = tuple(name._replace(kind=Counted(name.kind)) for name in found.names)
    shown = replace(found, names=names, source_names=names)
    page_view(Page(terms=(shown,)), shown)


def references_to_an_entry(count: int, form: str = "{}") -> None:
    """Of each name the place is looked up; for none a table of all names is made."""
    words = [f"cat {number}r" for number in range(count)]
    names = tuple(Name(word, "alias" if number else "preferred", "", "", word) for number, word in enumerate(words))
    entries = {word: Entry(name=word, docname="page", anchor=word) for word in words}
    cat = replace(term("cat"), names=names, source_names=names)
    found = Glossary([cat], relations.BUILT_IN, entries=entries, plurals=["source"])
    targets = tuple(form.format(word) for word in words)
    assert found.resolve(targets[-1]).ids == ("cat",)
    view_of(Page(references=targets, named=targets), found)


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


MANY: dict[str, Callable[[int], None]] = {
    "a chain of successors": chain,
    "a chain of successors from its end": lambda count: chain(count, turned=True),
    "a circle of successors": lambda count: chain(count, circle=True),
    "names that many terms have": shared_names,
    "aliases of a term": aliases,
    "references to names of an entry": references_to_an_entry,
    "references to plurals of an entry": lambda count: references_to_an_entry(count, "{}s"),
}


@pytest.mark.parametrize("function", MANY.values(), ids=MANY.keys())
def test_twice_as_many_are_twice_the_work(function: Callable[[int], None]) -> None:
    function(10)  # What is made once.
    assert calls(lambda: function(800)) < 2.2 * calls(lambda: function(400))


class Sliced(str):
    """A text that counts how much of it is copied."""

    __slots__ = ()
    copied: ClassVar[int] = 0

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        part = str.__getitem__(self, key)
        Sliced.copied += len(part)
        return part


@pytest.mark.parametrize("text", ["ねこ ", "猫 ", "cat ", "고양이 ", "cat/", "cat=", '"Cat ', "Cat. "])
def test_a_text_is_not_copied_for_every_mention(text: str) -> None:
    """Nor does one look far around it, for the beginning of its sentence or of a path."""
    names = Names([("cat", "a"), ("Cat", "b"), ("ねこ", "c"), ("猫", "d"), ("고양이", "e")], language="ja")

    def copied(size: int) -> int:
        Sliced.copied = 0
        list(names.find(Sliced(text * size)))
        return Sliced.copied

    assert copied(4000) < 2.2 * copied(2000)


PATTERNS = {
    "signs before a word": (lambda text: Names([("cat", "a")], language="en").find(text), "@"),
    "Japanese in one text": (japanese_search._JOINED.findall, "字"),
    "a description in `<head>`": (head._DESCRIPTION.search, "<meta "),
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
