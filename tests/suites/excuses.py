"""Failures that are known to be harmless, one reason a line, recognized by what is compared."""

from __future__ import annotations

from .compare import Excuse

EXCUSES: list[Excuse] = []
