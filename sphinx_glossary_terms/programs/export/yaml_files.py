"""Files in YAML, for programs that help with writing: Contextive and Vale."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from sphinx_glossary_terms.model.names import KINDS, PREFERRED
from sphinx_glossary_terms.model.term import normalize
from sphinx_glossary_terms.programs.export.values import Export

# JSON may have these as they are, YAML may not, or takes them for the end of a line.
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
# Not `re.escape`, which escapes more than Vale's regular expressions allow.
_SPECIAL = re.compile(r"[\\^$.|?*+()\[\]{}]")
_WITHOUT_SPACES = "\u0e00"
"""The first letter of the scripts without spaces, which begin with Thai. Korean adds endings without one."""


def contextive(export: Export, /) -> str:
    """`terms.glossary.yml`: definitions in an editor, as Contextive reads them."""
    lines = ["contexts:", f"  - name: {_quoted(export.project)}"]
    lines.append("    terms:" if export.terms else "    terms: []")
    for term_id in export.terms:
        lines += _term(export, term_id)
    return "\n".join(lines) + "\n"


def _term(export: Export, term_id: str) -> Iterator[str]:
    name, names = export.preferred(term_id), export.names(term_id)
    yield f"      - name: {_quoted(name)}"
    if definition := next((words.definitions[term_id] for words in export.words if term_id in words.definitions), None):
        yield f"        definition: {_quoted(definition.text)}"
    # By any of its names, in any language: code has the words of its authors.
    yield from _list("aliases", (other.text for other in names if not other.is_avoided and other.text != name))
    yield "        meta:"
    for other in names:
        if other.kind == PREFERRED.name and other.language != export.source_language:
            yield f"          {_quoted(other.language)}: {_quoted(other.text)}"
    if avoided := ", ".join(other.text for other in names if other.is_avoided):
        yield f"          {_quoted('avoid')}: {_quoted(avoided)}"
    if successor := export.terms[term_id].replaced_by:
        yield f"          {_quoted('replaced by')}: {_quoted(export.preferred(successor))}"
    yield f"          {_quoted('page')}: {_quoted(export.url(export.terms[term_id].address))}"


def _list(key: str, items: Iterable[str]) -> Iterator[str]:
    if values := [*dict.fromkeys(items)]:
        yield f"        {key}:"
        yield from (f"          - {_quoted(item)}" for item in values)


def vale(export: Export, /) -> str | None:
    """`vale/Glossary.yml`: a rule for the prose linter Vale, which names the word to write for one to avoid.

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
