"""The line about skipped tests at the end of a run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.needs import summary

BROWSER = "no Chromium: apt-get install chromium"


def test_the_line_counts_each_reason_and_keeps_its_command() -> None:
    assert summary([], {}) == ""
    assert summary([f"Skipped: {BROWSER}", "no network", BROWSER], {"slow": 4, "browser": 5}) == (
        f"Tests that were not run: 2 skipped ({BROWSER}); 1 skipped (no network); "
        "5 browser (make test-browser); 4 slow (make test-slow)"
    )


@pytest.mark.slow
def test_a_run_ends_with_the_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", "tests/site/test_browser.py"],
        cwd=Path(__file__).parents[1],
        env={**os.environ, "NO_BROWSER": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    *_, line, last = done.stdout.splitlines()
    assert line == "Tests that were not run: 1 skipped (no browser: run it without NO_BROWSER)"
    assert "1 skipped" in last


@pytest.mark.slow
def test_the_processes_that_run_tests_say_which_tiers_they_left_out() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "1", "-m", "slow", "tests/site/test_browser.py"],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == pytest.ExitCode.NO_TESTS_COLLECTED
    assert "\nTests that were not run: 1 browser (make test-browser)\n" in done.stdout
