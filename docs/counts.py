"""Prints how long the glossary is, and what its style sheet counts: `make sizes`.

A count has the number that it should not exceed. What is counted in Japanese is described in `locales/README.md`.
"""

from __future__ import annotations

import re
import statistics
import sys
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
BLOCK = r"^```\{{{}\}}\n.*?^```\n"
TERM, SOURCES = (re.compile(BLOCK.format(name), re.MULTILINE | re.DOTALL) for name in ("term", "sources"))
NAMES = re.compile(r"^(?:# |:(?:aliases|hidden-aliases|abbreviation|plural|explains): )(.*)$", re.MULTILINE)
SENTENCES = {
    "誤解されやすい点は、次のとおりです。": (r"誤解されやすい点は、次のとおりです。", 0),
    "〜からです。": (r"[^。\n]*からです。", 90),
    "a comma after a short は": (r"(?:(?<=。)|^)[^。、\n]{1,25}は、[^。、\n]{1,12}。", 100),
    "…（用語）。": (r"（[^（）\n]{1,22}）。", 210),
}


def entries() -> dict[str, str]:
    """The text of each entry."""
    pages = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs" / "glossary").glob("*.md"))}
    return {name: text for name, text in pages.items() if TERM.search(text)}


def words(text: str) -> int:
    """The number of words of an entry, without its options and sources."""
    return len(SOURCES.sub("", TERM.sub("", text)).split())


def names(text: str) -> set[str]:
    """All names of an entry, and of what it explains."""
    return {name.strip().lower() for names in NAMES.findall(text) for name in names.split(",")}


def japanese() -> str:
    """The Japanese text of the entries, without the targets of references."""
    catalogs = (ROOT / "locales" / "ja" / "LC_MESSAGES" / "glossary").glob("*.po")
    messages = (
        message for path in sorted(catalogs) for message in read_po(path.read_bytes().splitlines(keepends=True))
    )
    return re.sub(
        r"\{\w+\}`([^`<]*?)(?: <[^>]*>)?`", r"\1", "\n".join(str(found.string) for found in messages if found.id)
    )


def rows() -> list[tuple[str, int, int]]:
    """What is counted, how much there is, and how much there may be."""
    texts = entries()
    lengths = [*map(words, texts.values())]
    known = set().union(*map(names, texts.values()))
    wanted = [line for line in (ROOT / "docs" / "lookups.txt").read_text("utf-8").splitlines() if line[:1] != "#"]
    translated = japanese()
    return [
        ("words of the glossary", sum(lengths), 124_376),
        ("entries over 750 words", sum(length > 750 for length in lengths), 10),
        ("words of an entry, median", round(statistics.median(lengths)), 560),
        ('"and colleagues"', sum(text.count("and colleagues") for text in texts.values()), 60),
        (
            "looked up and not found",
            sum(known.isdisjoint(name.lower().removesuffix(end) for end in ("", "s", "es")) for name in wanted),
            3,
        ),
        *((name, len(re.findall(form, translated, re.MULTILINE)), most) for name, (form, most) in SENTENCES.items()),
        *(
            ("searchindex.js in Japanese", path.stat().st_size, 1_300_000)
            for path in (ROOT / "build" / "html" / "ja").glob("searchindex.js")
        ),
    ]


if __name__ == "__main__":
    sys.stdout.write("".join(f"{name:28} {count:6} of {most}\n" for name, count, most in rows()))
