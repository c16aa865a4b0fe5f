"""Values of directive options."""

from __future__ import annotations

import re

from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.model.scripts import KANA

_WITH_READING = re.compile(rf"(.*\S)\s*[|｜]\s*([{KANA}゠・\s]+)")


# What MyST's options, which are read like YAML, would cut or refuse.
_NEEDS_QUOTES = re.compile(r"""^["'|>\[\]{}&*!%@`#?-]|\s#|:(\s|$)""")


def as_myst(option: str, value: str, /) -> str:
    """The line of an option in MyST, which ends it at every sign that ends a line for `str.splitlines`."""
    value = " ".join(value.splitlines())
    quoted = f"'{value.replace(chr(39), chr(39) * 2)}'" if _NEEDS_QUOTES.search(value) else value
    return f":{option}: {quoted}"


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


def read_name(item: str, kind: str, /) -> Name:
    """A name of a kind, with its reading in kana if there is one: `name|reading`. Any other bar is part of the name."""
    match = _WITH_READING.fullmatch(item)
    return Name(match[1], kind, reading=match[2]) if match else Name(item, kind)
