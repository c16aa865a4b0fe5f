"""How long random documents and edits go on: every day and in CI always with the same ones, at night with new ones."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

PROFILE = os.environ.get("FUZZ_PROFILE", "everyday")
IS_NIGHT = PROFILE == "nightly"


def examples(everyday: int, ci: int, nightly: int, /) -> int:
    """How many examples a test tries."""
    return {"everyday": everyday, "ci": ci, "nightly": nightly}[PROFILE]


def load_profile() -> None:
    """The settings of all random tests. What is found at night is printed, and becomes an example."""
    settings.register_profile(
        "glossary",
        max_examples=examples(25, 100, 400),
        deadline=None,
        derandomize=not IS_NIGHT,
        database=None,
        print_blob=IS_NIGHT,
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("glossary")
