"""Lists the entries of the glossary that are due for a check: `python -m docs.checked`.

Some subjects move within months: agents, benchmarks, laws, robots, the models of the year. Their entries have a field
`checked`, with the day on which somebody last compared the entry, or what the brackets name of it, with its sources.
All other entries have no date: what they say does not change from one quarter to the next.
"""

from __future__ import annotations

import re
import sys
from datetime import date, timedelta
from pathlib import Path

GLOSSARY = Path(__file__).parent / "glossary"
CHECKED = re.compile(r"^```\{checked\}\n(\d{4}-\d{2}-\d{2})(?: \([^()\n]+\))?\n```$", re.MULTILINE)
QUARTER = timedelta(days=92)


def checked() -> dict[str, date]:
    """When each entry that has the field was checked."""
    pages = {path.stem: path.read_text(encoding="utf-8") for path in sorted(GLOSSARY.glob("*.md"))}
    return {name: date.fromisoformat(CHECKED.findall(text)[0]) for name, text in pages.items() if "{checked}" in text}


def stale(today: date) -> list[str]:
    """The entries that were checked more than three months ago, the oldest first."""
    due = sorted((day, name) for name, day in checked().items() if today - day > QUARTER)
    return [f"{name}: {day}" for day, name in due]


if __name__ == "__main__":
    lines = [*stale(date.today()), f"{len(checked())} entries are checked every three months"]
    sys.stdout.write("\n".join(lines) + "\n")
