"""Regular English plurals of names."""

from __future__ import annotations

import re

# Quirk et al., A Comprehensive Grammar of the English Language (1985), 5.79 to 5.83.
_SIBILANT_OR_O = re.compile(r"(?:s|x|z|ch|sh|o)$")
_CONSONANT_AND_Y = re.compile(r"(?<=[^aeiou\W\d])y$")
_F = re.compile(r"(?<=[a-z])fe?$")


def plurals(name: str, /) -> tuple[str, ...]:
    """The regular plurals that a name may have: `classes`, `policies`, `leaves`.

    They are for finding names; some of them are misspelt. A name in capitals has only the one with a small `s`, such as
    `LLMs`, and a single letter has none: "as" is not about A. An irregular plural (`criteria`) is a name that an author
    gives to the term.
    """
    word = re.split(r"[\s-]", name)[-1]
    if len(word) < 2 or not re.search(r"[A-Za-z]$", word):
        return ()
    if word.isupper():
        return (f"{name}s",)
    forms = [] if re.search("[sS]$|[^aeiouAEIOU]y$", name) else [f"{name}s"]
    forms += [f"{name}es"] if _SIBILANT_OR_O.search(name) else []
    forms += [_CONSONANT_AND_Y.sub("ies", name)] if _CONSONANT_AND_Y.search(name) else []
    forms += [_F.sub("ves", name)] if _F.search(name) else []
    return tuple(forms)


def plural_key(plural: str, /) -> str:
    """The form in which plurals are compared: in any letter case, but of a name in capitals as it is written."""
    word = re.split(r"[\s-]", plural)[-1]
    return plural if len(word) > 2 and word[:-1].isupper() else plural.casefold()
