"""Print what is wrong in the order of Japanese names: in the manual's glossary, and in the examples of its page on it.

The names of the glossary have to be where the index of a book has them: under A to Z if they begin so (the rule is in
locales/README.md), else by a reading that says all of their kanji.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from sphinx_glossary_terms.model.names import read_names
from sphinx_glossary_terms.model.order import collation_for

CATALOGS = Path(__file__).parents[1] / "locales" / "ja" / "LC_MESSAGES"


def messages(path: Path) -> list[Message]:
    return [message for message in read_po(path.read_bytes().splitlines(keepends=True)) if message.id]


def names() -> Iterator[tuple[str, str]]:
    """Each name with its reading."""
    pages = [message for path in (CATALOGS / "glossary").glob("*.po") for message in messages(path)]
    texts = {message.id: str(message.string) for message in pages if not message.context}
    for message in messages(CATALOGS / "glossary-readings.po"):
        yield texts.get(message.auto_comments[0], ""), str(message.string)
    for catalog in ("glossary-aliases", "glossary-abbreviations"):
        for message in messages(CATALOGS / f"{catalog}.po"):
            yield from ((name.text, name.reading) for name in read_names(str(message.string), "alias"))


def is_placed(text: str, reading: str) -> bool:
    letters = re.match(r"[A-Za-z0-9][\w-]*", text, re.ASCII)
    if re.search("[一-龠々]", text):
        return bool(re.fullmatch(re.escape(letters[0] if letters else "") + "[ぁ-んーA-Z0-9]*[ぁ-んー]", reading))
    return bool(re.fullmatch("" if letters else "[ぁ-んー]*", reading))


def rows() -> list[list[str]]:
    """The rounds of the comparison in the manual: in each row stand names in their order."""
    manual = Path(__file__).with_name("japanese.md").read_text(encoding="utf-8")
    return [re.findall("`(.+?)`", line.split("|")[3]) for line in manual.splitlines() if re.match(r"\| \d", line)]


def is_ordered(row: list[str], reading: str) -> bool:
    keys = [collation_for("ja").key(name, reading) for name in row]
    return all(before < after for before, after in pairwise(keys))


if __name__ == "__main__":
    found, examples = {*names()}, rows()
    wrong = [f"{text}|{reading}" for text, reading in sorted(found) if not is_placed(text, reading)]
    # All but the last row are kana; the names in that one are read alike.
    wrong += [f"{row}" for row in examples if not is_ordered(row, "はし" if row is examples[-1] else "")]
    sys.exit("\n".join(wrong) or None if len(found) > 400 and len(examples) == 5 else "names or examples are missing")
