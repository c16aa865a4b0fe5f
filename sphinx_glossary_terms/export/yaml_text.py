"""Texts in YAML."""

from __future__ import annotations

import json
import re

# JSON may have these as they are, YAML may not, or takes them for the end of a line.
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def quoted(text: str, /) -> str:
    """A text between double quotes, on one line, whatever is in it."""
    return _NOT_IN_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
