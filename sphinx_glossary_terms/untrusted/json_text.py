"""Reads JSON."""

from __future__ import annotations

import json
from typing import Any

from sphinx_glossary_terms.untrusted import limits
from sphinx_glossary_terms.untrusted.limits import UnusableError, too_many


def read_json(content: bytes, /, *, fix: str) -> Any:
    """What JSON says; `fix` is what to do if it is none.

    Raises:
        UnusableError: it is not JSON, or too much of it.
    """
    # Before anything is made of it: each of these begins a value, or stands in a text.
    if sum(map(content.count, (b"{", b"[", b","))) > limits.MAX_VALUES:
        raise too_many(limits.MAX_VALUES, "values")
    try:
        return json.loads(content)
    except RecursionError as error:
        raise UnusableError(f"it has too many values in one another; {fix}") from error
    except ValueError as error:
        raise UnusableError(f"it is not JSON ({error}); {fix}", line=getattr(error, "lineno", 0)) from error
