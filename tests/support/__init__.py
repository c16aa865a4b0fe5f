"""What tests of several rooms need; the fixtures are in `conftest.py`."""

from pathlib import Path

import pytest

# Before they are imported: an `assert` in them that fails says what it compared.
pytest.register_assert_rewrite("support.output", "support.project")

ROOT = Path(__file__).parents[2]
"""The repository."""
