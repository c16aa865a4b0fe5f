"""`vale/Glossary.yml`: a rule for the prose linter Vale."""

from __future__ import annotations

import json
import re

from sphinx_glossary_terms.model.names import KINDS
from sphinx_glossary_terms.model.term import normalize
from sphinx_glossary_terms.programs.export.values import Export

# JSON may have these as they are, YAML may not, or takes them for the end of a line.
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
# Not `re.escape`, which escapes more than Vale's regular expressions allow.
_SPECIAL = re.compile(r"[\\^$.|?*+()\[\]{}]")
_WITHOUT_SPACES = "\u0e00"
"""The first letter of the scripts without spaces, which begin with Thai. Korean adds endings without one."""


def write(export: Export, /) -> str | None:
    """The rule, which names the word to write for one to avoid.

    None if no name in the source language is to be avoided.
    """
    names = [
        (name, preferred)
        for term_id in export.terms
        for preferred in [export.preferred(term_id)]
        for name in export.names(term_id, export.source_language)
    ]
    # What is right for one term cannot be wrong everywhere.
    right = {normalize(name.text) for name, _preferred in names if not name.is_avoided and KINDS[name.kind].is_shown}
    swap: dict[str, list[str]] = {}
    for name, preferred in names:
        if name.is_avoided and normalize(name.text) not in right:
            avoided = swap.setdefault(name.text, [])
            if preferred not in avoided:
                avoided.append(preferred)
    if not swap:
        return None
    lines = ["extends: substitution", "message: \"Use '%s' instead of '%s'.\"", "level: warning", "ignorecase: true"]
    # Vale looks for the limits of words at both ends of every name, and so for none that begins or ends with a sign.
    lines += ["nonword: true", "action:", "  name: replace", "swap:"]
    lines += [f"  {_quoted(_pattern(name))}: {_quoted('|'.join(avoided))}" for name, avoided in sorted(swap.items())]
    return "\n".join(lines) + "\n"


def _pattern(name: str) -> str:
    """A name as a word of its own; not in scripts that have no spaces between words."""
    before, after = (r"\b" if end.isalnum() and end < _WITHOUT_SPACES else "" for end in (name[0], name[-1]))
    return before + _SPECIAL.sub(r"\\\g<0>", name) + after


def _quoted(text: str) -> str:
    """A text between double quotes, on one line, whatever is in it."""
    return _NOT_IN_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))
