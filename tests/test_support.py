"""The line about skipped tests at the end of a run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from support.needs import summary

BROWSER = "no Chromium: apt-get install chromium"


def test_the_line_counts_each_reason_and_keeps_its_command() -> None:
    assert summary([]) == ""
    assert summary([f"Skipped: {BROWSER}", "no network", BROWSER]) == (
        f"3 tests were skipped: 2 ({BROWSER}); 1 (no network)"
    )


def test_a_run_ends_with_the_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", "tests/write/site/test_browser.py"],
        cwd=Path(__file__).parents[1],
        env={**os.environ, "NO_BROWSER": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    *_, line, last = done.stdout.splitlines()
    assert line == "1 tests were skipped: 1 (no browser: run it without NO_BROWSER)"
    assert "1 skipped" in last
