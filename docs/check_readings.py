"""Print the Japanese names of this manual's glossary that are not where the index of a book would have them.

Under A to Z if they begin so (the rule is in locales/README.md), else by a reading that says all of their kanji.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from sphinx_glossary_terms.model.names import read_names

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


if __name__ == "__main__":
    found = {*names()}
    wrong = [f"{text}|{reading}" for text, reading in sorted(found) if not is_placed(text, reading)]
    sys.exit("\n".join(wrong) or None if len(found) > 400 else "the catalogs have too few names")
