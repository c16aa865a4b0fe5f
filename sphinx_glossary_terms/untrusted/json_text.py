"""Reads JSON, and the values in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, TypeVar

from sphinx_glossary_terms.untrusted import limits
from sphinx_glossary_terms.untrusted.limits import UnusableError, too_many

Value = TypeVar("Value")


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


def get(value: object, key: str, kind: type[Value], where: str, /) -> Value:
    """The value of a key, which has to be of a type.

    Raises:
        UnusableError: it is not; `where` says where that is.
    """
    item = value.get(key) if isinstance(value, dict) else None
    if not isinstance(item, kind) or isinstance(item, bool):
        raise wrong(f"'{key}' of {where}")
    return item


def texts(values: Iterable[object], /) -> Iterator[str]:
    """Those of the values that are texts."""
    return (value for value in values if isinstance(value, str))


def wrong(where: str, /) -> UnusableError:
    """The error about a value of `glossary.json`."""
    return UnusableError(f"{where} is not as the schema of glossary.json says; build that project again")
