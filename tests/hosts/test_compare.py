"""Differences are found, and excused only where an excuse explains all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from hosts.compare import Difference, Excuse, compare, short_diff
from hosts.excuses import substitute

EXCUSES = [
    Excuse("hash", ("*.txt",), "a hash", substitute("hash: [0-9a-f]+")),
    Excuse("date", ("*.txt",), "a date", substitute("date: [0-9]+")),
    Excuse("own", ("own/*",), "an own file"),
]


def folders(tmp_path: Path, before: dict[str, str], after: dict[str, str]) -> tuple[Path, Path]:
    for side, files in (("before", before), ("after", after)):
        (tmp_path / side).mkdir()
        for name, text in files.items():
            path = tmp_path / side / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    return tmp_path / "before", tmp_path / "after"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"a.txt": "same"}, {"a.txt": "same"}, []),
        ({"a.html": "x"}, {"a.html": "y"}, [Difference("a.html", "changed", diff="@@ -1 +1 @@\n-x\n+y")]),
        ({"a.txt": "hash: 1"}, {"a.txt": "hash: 2"}, [Difference("a.txt", "changed", ("hash",))]),
        (
            {"a.txt": "hash: 1 date: 1"},
            {"a.txt": "hash: 2 date: 2"},
            [Difference("a.txt", "changed", ("hash", "date"))],
        ),
        # An excuse explains its part only.
        (
            {"a.txt": "hash: 1 x"},
            {"a.txt": "hash: 2 y"},
            [Difference("a.txt", "changed", diff="@@ -1 +1 @@\n- x\n+ y")],
        ),
        (
            {"a.html": "hash: 1"},
            {"a.html": "hash: 2"},
            [Difference("a.html", "changed", diff="@@ -1 +1 @@\n-hash: 1\n+hash: 2")],
        ),
        ({}, {"own/deep/a.js": ""}, [Difference("own/deep/a.js", "added", ("own",))]),
        ({}, {"b.js": ""}, [Difference("b.js", "added")]),
        # An excuse for changes does not explain a new file, and nothing explains a lost one.
        ({}, {"b.txt": "hash: 1"}, [Difference("b.txt", "added")]),
        ({"own/a.js": ""}, {}, [Difference("own/a.js", "removed")]),
    ],
)
def test_compare(tmp_path: Path, before: dict[str, str], after: dict[str, str], expected: list[Difference]) -> None:
    assert compare(*folders(tmp_path, before, after), EXCUSES) == expected


def test_short_diff_cuts_lines_of_minified_files() -> None:
    words = ",".join(f"word{number}" for number in range(1000))
    assert "word500," not in short_diff(words.encode(), words.replace("word900", "other").encode())
    assert "+other" in short_diff(words.encode(), words.replace("word900", "other").encode())


def test_short_diff_is_short() -> None:
    diff = short_diff(b"", b"line\n" * 100)
    assert len(diff.splitlines()) == 13
    assert diff.endswith("... 89 more lines")
