"""Reads TBX (ISO 30042): version 2 (`martif`) and version 3 (`tbx`), the latter in both of its styles, DCA and DCT.

In the style DCA, and in version 2, an element says in `type` which data category it has; in DCT that is its own name.
Namespaces do not matter for what is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from sphinx_glossary_terms.model.names import ABBREVIATION, PREFERRED
from sphinx_glossary_terms.programs.importing.values import Concept, Vocabulary, clean
from sphinx_glossary_terms.untrusted.limits import Budget, UnusableError, without_controls
from sphinx_glossary_terms.untrusted.xml_text import read_tree

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ENTRIES, _LANGUAGES, _TERMS = {"termEntry", "conceptEntry"}, {"langSet", "langSec"}, {"tig", "ntig", "termSec"}
# The statuses of ISO 12620 and ISO 12616, and what programs make of them.
_AVOIDED = re.compile("deprecated|superseded|obsolete|forbidden|not-?recommended|prohibited", re.IGNORECASE)
_SHORT = {"abbreviation", "acronym", "initialism", "shortform"}
# Boxes around what counts, and what `status` and `is_short` read.
_BOXES = {"termGrp", "descripGrp", "adminGrp", "termNoteGrp", *_LANGUAGES, *_TERMS}
_READ = {"term", "administrativeStatus", "normativeAuthorization", "termType"}


def read(content: bytes, /) -> Vocabulary:
    """What the file says. Its own language is that of the source."""
    root = read_tree(content)
    budget = Budget(len(content))
    vocabulary = Vocabulary(budget=budget)
    # XML may have some controls. The list says it once.
    if text := next((text for text in root.itertext() if without_controls(text) != text), ""):
        vocabulary.clean(text, "")
    vocabulary.source_language = vocabulary.language(root.get(_LANGUAGE) or "en", "the first element") or "en"
    vocabulary.title = next((clean(element.text or "") for element in _all(root, {"title"}, budget)), "")
    source = next((clean("".join(element.itertext())) for element in _all(root, {"sourceDesc"}, budget)), "")
    if source.startswith(("http://", "https://")) and source.endswith("/glossary-terms.html"):
        vocabulary.base_url = source.removesuffix("glossary-terms.html")
    entries = [*_all(root, _ENTRIES, budget)]
    if not entries:
        raise UnusableError("has no entries of TBX (`termEntry` or `conceptEntry`); export it as TBX")
    for number, entry in enumerate(entries, 1):
        vocabulary.add(_concept(vocabulary, entry, entry.get("id") or f"entry {number}", budget))
    return vocabulary


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _all(root: ET.Element, names: set[str], budget: Budget) -> Iterator[ET.Element]:
    """The elements of some names, however deep. Those that stand in one another are gone through again and again."""
    for element in root.iter():
        budget.spend()
        if _name(element) in names:
            yield element


def _category(element: ET.Element) -> str:
    return element.get("type") or _name(element)


def _concept(vocabulary: Vocabulary, entry: ET.Element, key: str, budget: Budget) -> Concept:
    concept = Concept(place=key, key=key, former=entry.get("id") or "")
    for element in entry:
        if _name(element) not in _LANGUAGES:
            _add_common(vocabulary, concept, element, vocabulary.source_language)
    for element in _all(entry, _LANGUAGES, budget):
        if (language := vocabulary.language(element.get(_LANGUAGE) or "", key)) is not None:
            terms = [term for term in _all(element, _TERMS, budget) if _text(term, "term")]
            _add_names(concept, language, terms)
            inside = {child for term in terms for child in term.iter()}
            for child in element:
                if child not in inside:
                    _add_common(vocabulary, concept, child, language)
            for term in terms:
                for child in _parts(term):
                    if _category(child) not in _READ:
                        _add_common(vocabulary, concept, child, language)
    return _in_order(concept)


def _in_order(concept: Concept) -> Concept:
    """The same with the preferred name of each language first, and each tag once."""
    for names in concept.names.values():
        names.sort(key=lambda name: name.kind != PREFERRED.name)
    concept.tags = [*dict.fromkeys(concept.tags)]
    return concept


def _parts(element: ET.Element) -> Iterator[ET.Element]:
    """What is in an element, without the boxes around it."""
    for child in element:
        if _name(child) in _BOXES:
            yield from _parts(child)
        elif _name(child):  # A comment has none.
            yield child


def _text(element: ET.Element, *categories: str) -> str:
    elements = (child for child in _parts(element) if _category(child) in categories)
    return next((clean("".join(child.itertext())) for child in elements), "")


def _add_common(vocabulary: Vocabulary, concept: Concept, element: ET.Element, language: str) -> None:
    """What an entry, a language or a term has besides its names."""
    if _name(element) in _BOXES:
        for child in _parts(element):
            _add_common(vocabulary, concept, child, language)
        return
    category, text = _category(element), clean("".join(element.itertext()))
    vocabulary.budget.spend(text)
    if category in {"definition", "descrip", "note"}:
        # The Translate Toolkit does not say what a description is.
        concept.add_text("note" if category == "note" else "definition", language, text)
    elif category == "Translation needed":
        concept.is_translated = text.lower() != "no"
    elif category == "subjectField":
        if text:
            concept.tags.append(text)
            vocabulary.tags.setdefault(text, {language: text})
    elif category == "externalCrossReference" and element.get("target", "").endswith(f"#{concept.former}"):
        # What `glossary-export` writes.
        concept.id, concept.address, concept.former = text, element.get("target", ""), ""
    elif category == "crossReference" and concept.id:
        # Likewise: `replaced-by` refers to the term that has replaced it.
        concept.replaced_by = element.get("target", "")
    elif category:
        vocabulary.report.add(f"not kept: {category}", concept.place)


def _add_names(concept: Concept, language: str, terms: list[ET.Element]) -> None:
    """The names in a language. If none is said to be preferred, the first one that may be used is, but in our files."""
    statuses = [_text(term, "administrativeStatus", "normativeAuthorization") for term in terms]
    short = [_text(term, "termType").replace("-", "").lower() in _SHORT for term in terms]
    if concept.replaced_by:
        # All of its names are superseded, which says nothing about each.
        statuses = ["preferred", *("" for _ in terms[1:])]
    places = range(len(terms))
    preferred = next(
        (number for number in places if statuses[number].startswith("preferred") and not short[number]), None
    )
    if preferred is None and not concept.id:
        usable = [number for number in places if not _AVOIDED.search(statuses[number])] or [*places]
        preferred = next((number for number in usable if not short[number]), next(iter(usable), None))
    for number, term in enumerate(terms):
        kind = "avoid" if _AVOIDED.search(statuses[number]) else ABBREVIATION.name if short[number] else "alias"
        concept.add_name(language, _text(term, "term"), PREFERRED.name if number == preferred else kind)
    concept.names.setdefault(language, [])
