"""Values of directive options."""

from __future__ import annotations

import re

from sphinx_glossary_terms.model.term import Alias

_WITH_READING = re.compile(r"(.*\S)\s*[|｜]\s*([\u3041-\u30ff\s]+)")


def split_list(text: str, /) -> tuple[str, ...]:
    """The items of a list, each once, in order."""
    return tuple(dict.fromkeys(read_list(text)))


def read_list(text: str, /) -> list[str]:
    """The items of a list as they were written: separated by commas or line breaks.

    One pair of brackets around the whole is accepted, since YAML has it.
    """
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    items = (" ".join(item.split()) for item in re.split(r"[,\n]", text))
    return [item for item in items if item]


def read_alias(item: str, /) -> Alias:
    """An alias, with its reading in kana if there is one: `alias|reading`. Any other bar is part of the alias."""
    found = _WITH_READING.fullmatch(item)
    return Alias(found[1], found[2]) if found else Alias(item)
