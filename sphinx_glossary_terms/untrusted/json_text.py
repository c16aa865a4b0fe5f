"""Reads JSON."""

from __future__ import annotations

import json
from itertools import chain
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
        value = json.loads(content)
    except RecursionError:
        pass
    except ValueError as error:
        raise UnusableError(f"it is not JSON ({error}); {fix}", line=getattr(error, "lineno", 0)) from error
    else:
        if _is_flat(value):
            return value
    raise UnusableError(f"it has more than {limits.MAX_DEPTH} values in one another; {fix}")


def _is_flat(value: Any) -> bool:
    """Whether nobody who goes through the value runs out of stack."""
    level = [value]
    for _ in range(limits.MAX_DEPTH):
        dicts = (child.values() for child in level if isinstance(child, dict))
        lists = (child for child in level if isinstance(child, list))
        if not (level := [child for child in chain(*dicts, *lists) if isinstance(child, dict | list)]):
            return True
    return False
