"""Lists the entries of the glossary that nobody has checked within a year: `python -m docs.checked`.

An entry is checked when somebody other than its author has read it whole and mended what is no longer so; the date of
that day stands in its field `checked`.
"""

from __future__ import annotations

import re
import sys
from datetime import date, timedelta
from pathlib import Path

GLOSSARY = Path(__file__).parent / "glossary"
CHECKED = re.compile(r"^```\{checked\}\n(\d{4}-\d{2}-\d{2})\n```$", re.MULTILINE)


def checked() -> dict[str, date | None]:
    """When each entry was checked; None: not yet."""
    pages = {path.stem: path.read_text(encoding="utf-8") for path in sorted(GLOSSARY.glob("*.md"))}
    dates = {name: CHECKED.search(text) for name, text in pages.items() if "```{term}" in text}
    return {name: date.fromisoformat(found[1]) if found else None for name, found in dates.items()}


def stale(today: date) -> list[str]:
    """The entries that were checked more than a year ago, the oldest first."""
    dates = [(day, name) for name, day in checked().items() if day and today - day > timedelta(days=366)]
    return [f"{name}: {day}" for day, name in sorted(dates)]


if __name__ == "__main__":
    never = [name for name, day in checked().items() if day is None]
    lines = [*stale(date.today()), f"{len(never)} entries have no date: {', '.join(never)}"]
    sys.stdout.write("\n".join(lines) + "\n")
