"""Values of directive options."""

from __future__ import annotations

import re


def split_list(text: str, /) -> tuple[str, ...]:
    """The items of a list: separated by commas or line breaks, each once, in order.

    One pair of brackets around the whole is accepted, since YAML has it.
    """
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    items = (" ".join(item.split()) for item in re.split(r"[,\n]", text))
    return tuple(dict.fromkeys(item for item in items if item))
