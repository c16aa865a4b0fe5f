"""How well mentions of terms are found in sentences in which a person has marked them: `make readers`.

A name in another sense ("pay attention") no program without an understanding of the text can tell from the term, so these
are counted by themselves. The sentences in `senses_*.txt` are about such names, and about what is no prose.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

from sphinx_glossary_terms.model.prose import Names
from sphinx_glossary_terms.settings.config import function_words
from support import ROOT

FILES = ("autolink_en", "autolink_ja", "autolink_ko", "senses_en", "senses_ja")
"""The files with sentences, by language. Lines that begin with `=` are terms, those with `#` are comments."""


@dataclass
class Score:
    """What is marked and what was found; `wrong` are the sentences where these differ.

    senses: how many names in another sense were found, which count for nothing else.
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
    def precision_with_senses(self) -> float:
        """The precision if a name in another sense is as wrong as any other."""
        return self.right / (self.found + self.senses)

    @property
    def recall(self) -> float:
        return self.right / self.marked


def score(file: str, /) -> Score:
    """How well the names in the sentences of a file are found."""
    lines = (ROOT / "tests" / "features" / f"{file}.txt").read_text(encoding="utf-8").splitlines()
    language = file[-2:]
    words = function_words(language)
    listed = (found for found in _names(lines) if found[0] not in words)
    names = Names(listed, language=language, with_plurals=file == "senses_en")
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
    for file in FILES:
        result = score(file)
        lines = (
            f"{file}: {result.marked} marked, precision {result.precision:.1%}, recall {result.recall:.1%}",
            f"  with {result.senses} names in another sense: precision {result.precision_with_senses:.1%}",
            *(f"  {line}" for line in result.wrong),
        )
        sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
