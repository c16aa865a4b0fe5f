"""How well mentions of terms are found in sentences in which a person has marked them: `make autolink`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

from sphinx_glossary_terms.model.prose import Names
from support import ROOT

FILES = {"en": ROOT / "tests" / "views" / "autolink_en.txt", "ja": ROOT / "tests" / "views" / "autolink_ja.txt"}
"""The sentences by language. Lines that begin with `=` are terms, those with `#` are comments."""


@dataclass
class Score:
    """What is marked and what was found.

    senses: how many of these are names in another sense, which count for nothing else.
    wrong: the sentences where marks and finds differ, with what was found.
    """

    marked: int = 0
    found: int = 0
    right: int = 0
    senses: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found

    @property
    def recall(self) -> float:
        return self.right / self.marked


def score(language: str, /) -> Score:
    """How well the names in the sentences of a language are found."""
    lines = FILES[language].read_text(encoding="utf-8").splitlines()
    names = Names(_names(lines), language=language)
    result = Score()
    for sentence in lines:
        if not sentence or sentence[0] in "#=":
            continue
        text, marked, others = _unmarked(sentence.replace("\\n", "\n"))
        every = {(place.start, place.end) for place in names.find(text)}
        found = every - others
        result.senses += len(every & others)
        result.marked += len(marked)
        result.found += len(found)
        result.right += len(marked & found)
        if found != marked:
            shown = ", ".join(text[start:end] for start, end in sorted(found)) or "nothing"
            result.wrong.append(f"{sentence} -> {shown}")
    return result


def _names(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if line.startswith("="):
            names = [name.strip() for name in line[1:].split("|")]
            yield from ((name, names[0]) for name in names)


def _unmarked(sentence: str) -> tuple[str, set[tuple[int, int]], set[tuple[int, int]]]:
    """A sentence without its brackets and braces, and the places between each of them."""
    text, start = "", 0
    places: dict[str, set[tuple[int, int]]] = {"]": set(), "}": set()}
    for character in sentence:
        if character in "[{":
            start = len(text)
        elif character in places:
            places[character].add((start, len(text)))
        else:
            text += character
    return text, places["]"], places["}"]


def main() -> None:
    for language in FILES:
        result = score(language)
        numbers = f"precision {result.precision:.1%}, recall {result.recall:.1%}, {result.senses} in another sense"
        lines = (f"{language}: {result.marked} marked, {numbers}", *(f"  {line}" for line in result.wrong))
        sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
