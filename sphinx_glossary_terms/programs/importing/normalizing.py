"""From the terms of a file to what pages and catalogs can hold: names, ids, relations, places. The rest is listed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from urllib.parse import unquote

from sphinx_glossary_terms.catalogs.names import ALIASES, LABELS, READINGS
from sphinx_glossary_terms.model.ids import ID_PATTERN, id_of
from sphinx_glossary_terms.model.names import PREFERRED
from sphinx_glossary_terms.model.relations import BUILT_IN, options
from sphinx_glossary_terms.model.term import anchor_of, is_anchor
from sphinx_glossary_terms.programs.importing.vocabulary import ELSEWHERE, Concept, ImportReport, Vocabulary
from sphinx_glossary_terms.untrusted.limits import MAX_GROWTH, UnusableError

ONE_PAGE = 200
"""The terms of a page, at most. A vocabulary with more gets a page a letter, for readers and for their browsers."""

_ABSENT = "what is not in the file; a term of another project is written as key and id, such as `ai:token`"

# A page as `glossary-export` writes it: without anything that leads out of a folder, or that a system cannot have (a
# device of Windows). What another page or a catalog may be called is no folder.
_CHAR = r"[^/\\:*?\"<>|\x00-\x1f]"
_PART = rf"(?!(?i:con|prn|aux|nul|com\d|lpt\d)(?:[./]|\Z))(?![.~_]){_CHAR}+(?<![. ])"
_PAGE = re.compile(rf"(?!(?i:.*\.(?:md|po)/))(?:{_PART}/)*{_PART}")


# Sphinx takes the words of every page from a catalog of the first of these names, without escaping them.
_CATALOGS = {"sphinx", ALIASES, LABELS, READINGS}


def page_of(stem: str, /) -> str:
    """The name of the page for a file, whose catalog is none that means something else."""
    name = id_of(stem) or "glossary"
    return f"{name}-terms" if name in _CATALOGS else name


def normalize(vocabulary: Vocabulary, /, *, page: str) -> None:
    """Make a vocabulary one that can be written. `page` is the name of the page, or the beginning of their names.

    Raises:
        UnusableError: no term has a name, or a short file would become a long one.
    """
    concepts, report = vocabulary.concepts, vocabulary.report
    languages = vocabulary.languages
    concepts[:] = [concept for concept in concepts if _name(concept, languages, report)]
    if not concepts:
        raise UnusableError("has no concept with a name; there is nothing to write")
    _number(concepts, vocabulary.source_language, report)
    by_key: dict[str, Concept] = {}
    for concept in concepts:
        by_key.setdefault(concept.key, concept)
    for concept in concepts:
        _relate(concept, by_key, report)
    # What stands in the file once may be named by everything else in it. An item has about eight signs around it.
    named = (text for concept in concepts for text in _named(concept))
    if sum(8 + len(text) for text in named) > 10_000 + MAX_GROWTH * vocabulary.size:
        raise UnusableError("the same parts of it are used again and again; write each where it belongs")
    _say_once(concepts, vocabulary.relations)
    _place(vocabulary, page)


def _named(concept: Concept) -> Iterator[str]:
    yield from (*concept.tags, concept.replaced_by)
    for others in concept.relations.values():
        yield from others


def _name(concept: Concept, languages: list[str], report: ImportReport) -> bool:
    """Have a concept a name in the first language, whatever the file has, and a definition in the language of that."""
    source, written = languages[0], languages[0]
    own = concept.names.get(source, [])
    if not own or own[0].kind != PREFERRED.name:
        candidates = ((code, name) for code in languages for name in concept.names.get(code, ())[:1])
        candidates = ((code, name) for code, name in candidates if code == source or name.kind == PREFERRED.name)
        written, name = next(candidates, ("", None))
        if name is None:
            report.add("not kept: concepts without a name", concept.place)
            return False
        concept.names[source] = [name._replace(kind=PREFERRED.name), *(other for other in own if other is not name)]
        what = f"terms without a preferred name in {source} have another one"
        report.add(what, concept.place, f"'{name.text}' ({written})")
    if written in concept.definitions:
        concept.definitions[source] = concept.definitions[written]
        return True
    for language, text in concept.definitions.items():
        report.add(f"not kept: definitions in another language than {written}", concept.place, f"'{text}' ({language})")
    concept.definitions = {}
    return True


# Ids and relations


def _number(concepts: list[Concept], source: str, report: ImportReport) -> None:
    """Give each term an id: that of the file, or one made of its name; then that of the file becomes a former id."""
    taken: set[str] = set()
    numbers: dict[str, Iterator[int]] = {}
    unusable: list[Concept] = []
    for concept in concepts:
        if ID_PATTERN.fullmatch(concept.id) and concept.id not in taken:
            taken.add(concept.id)
        else:
            unusable.append(concept)
    for concept in unusable:
        former = concept.id.removeprefix("term-")
        concept.id = made = id_of(concept.names[source][0].text) or _folded(concept.id) or "term"
        while concept.id in taken:
            concept.id = f"{made}-{next(numbers.setdefault(made, count(2)))}"
        taken.add(concept.id)
        if former not in {"", concept.id}:
            concept.old_ids.append(former)
            if is_anchor(former):
                what = "new ids, derived from names; those of the file become former ids (`old-ids`)"
                report.add(what, f"{former} -> {concept.id}")
    for concept in concepts:
        for old in concept.old_ids:
            if not is_anchor(old):
                report.add("not kept: ids that no term can have", concept.place, f"'{old}', now '{concept.id[:200]}'")
        concept.old_ids = list(dict.fromkeys(filter(is_anchor, concept.old_ids)))


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall("[a-z0-9]+", folded.lower()))


def _relate(concept: Concept, by_key: dict[str, Concept], report: ImportReport) -> None:
    """Have relations lead to ids, or to terms of other projects."""
    for option, targets in concept.relations.items():
        ids = []
        for target in dict.fromkeys(targets):
            if target not in by_key and ELSEWHERE.fullmatch(target):
                ids.append(target)
            elif target not in by_key:
                report.add(f"not kept: '{option}' of {_ABSENT}", concept.place, target)
            elif by_key[target] is concept:
                report.add(f"not kept: '{option}' of itself", concept.place)
            else:
                ids.append(by_key[target].id)
        concept.relations[option] = ids
    if (successor := concept.replaced_by) in by_key and by_key[successor] is not concept:
        concept.replaced_by = by_key[successor].id
    elif successor and not ELSEWHERE.fullmatch(successor):
        concept.replaced_by = ""
        report.add(f"not kept: 'replaced-by' of {_ABSENT}", concept.place, successor)


def _say_once(concepts: Iterable[Concept], own: Mapping[str, Mapping[str, str | bool]]) -> None:
    """Leave out a relation that is said at its other end already."""
    inverse = {side.key: side.type.name if side.inverted else side.type.inverse for side in options(BUILT_IN).values()}
    inverse |= {"related": "related"}
    for name, row in own.items():
        inverse[name] = name if row.get("symmetric") else str(row.get("inverse", ""))
        if inverse[name]:
            inverse[inverse[name]] = name
    # Of two ends, the one with the first option of the table says it: a narrow term names its broader ones.
    order = {option: rank for rank, option in enumerate(inverse)}
    said = {
        (concept.id, option, other)
        for concept in concepts
        for option, others in concept.relations.items()
        for other in others
    }
    for concept in concepts:
        for option, others in concept.relations.items():
            back = inverse.get(option, "")
            concept.relations[option] = [
                other
                for other in others
                if (other, back, concept.id) not in said or (order[option], concept.id) < (order[back], other)
            ]
        concept.relations = {option: others for option, others in concept.relations.items() if others}


# Pages


def _place(vocabulary: Vocabulary, page: str) -> None:
    """Give each term its page: the one that it had on a site, or one page, or one a letter."""
    left = []
    for concept in vocabulary.concepts:
        path, _, anchor = concept.address.removeprefix(vocabulary.base_url).partition("#")
        name = unquote(path.removesuffix(".html"))
        is_page = anchor == anchor_of(concept.id) and path.endswith(".html") and len(name) < 200
        if is_page and _PAGE.fullmatch(name) and name.partition("/")[0].casefold() not in _CATALOGS:
            concept.page = name
        else:
            left.append(concept)
    for concept in left:
        first = _folded(concept.names[vocabulary.source_language][0].text[:1])
        letter = first[:1] if first.isalpha() else "other"
        concept.page = f"{page}-{letter}" if len(left) > ONE_PAGE else page
    # Names that differ in letter case alone are one file on many systems.
    spelled: dict[str, str] = {}
    for concept in vocabulary.concepts:
        concept.page = spelled.setdefault(concept.page.casefold(), concept.page)
