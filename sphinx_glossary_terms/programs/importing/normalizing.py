"""From the content of a file to what a glossary can hold; the rest is listed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, filterfalse
from urllib.parse import unquote

from sphinx_glossary_terms.catalogs.names import parse_names
from sphinx_glossary_terms.model.ids import ID_PATTERN, id_of
from sphinx_glossary_terms.model.names import ABBREVIATION, OTHERS, PREFERRED, read_name, split_list
from sphinx_glossary_terms.model.relations import BUILT_IN, options
from sphinx_glossary_terms.model.term import anchor_of, is_anchor
from sphinx_glossary_terms.programs.importing.values import ELSEWHERE, Concept, ImportReport, Relation, Vocabulary
from sphinx_glossary_terms.untrusted.limits import UnusableError

ONE_PAGE = 200
"""The terms of a page, at most. A vocabulary with more gets a page a letter, for readers and for their browsers."""

_ABSENT = "what is not in the file; a term of another project is written as key and id, such as `ai:token`"

# A page as `glossary-export` writes it: without anything that leads out of a folder, or that a system cannot have (a
# device of Windows). What another page or a catalog may be called is no folder.
_CHAR = r"[^/\\:*?\"<>|\x00-\x1f]"
_PART = rf"(?!(?i:con|prn|aux|nul|com\d|lpt\d)(?:[./]|\Z))(?![.~_]){_CHAR}+(?<![. ])"
_PAGE = re.compile(rf"(?!(?i:.*\.(?:md|po)/))(?:{_PART}/)*{_PART}")


def normalize(vocabulary: Vocabulary, /, *, page: str, source_language: str = "") -> None:
    """Make a vocabulary one that can be written. `page` is the name of the page, or the beginning of their names."""
    vocabulary.source_language = source = _source_language(vocabulary, source_language)
    concepts, report = vocabulary.concepts, vocabulary.report
    counts = vocabulary.languages
    others = sorted({*counts} - {source}, key=lambda language: (-counts[language], language))
    order = {language: rank for rank, language in enumerate((source, *others))}
    for concept in concepts:
        _name(concept, order, report)
        _keep_names(concept, source, report)
    concepts[:] = [concept for concept in concepts if concept.names.get(source)]
    if not concepts:
        raise UnusableError("has no concept with a name; there is nothing to write")
    _number(concepts, source, report)
    by_key: dict[str, Concept] = {}
    for concept in concepts:
        by_key.setdefault(concept.key, concept)
    for concept in concepts:
        _relate(concept, by_key, report)
        for text in filter(None, (*concept.tags, *chain(*concept.relations.values()), concept.replaced_by)):
            vocabulary.budget.spend(text)
    for concept in concepts:
        concept.tags = _fitting(concept.tags, split_list, report, f"{concept.place}: a tag")
        for old in filterfalse(is_anchor, concept.old_ids):
            report.add("not kept: ids that no term can have", concept.place, f"'{old}', now '{concept.id[:200]}'")
        concept.old_ids = list(dict.fromkeys(filter(is_anchor, concept.old_ids)))
    _say_once(concepts, vocabulary.relations)
    _place(vocabulary, page)


# Languages and names


def _source_language(vocabulary: Vocabulary, wanted: str) -> str:
    """The language of the pages: the one that is wanted, that of the file, English, or that of most names."""
    names = vocabulary.languages
    for language in filter(None, (wanted.replace("_", "-"), vocabulary.source_language, "en")):
        variants = sorted((code for code in names if _is_variant(code, language)), key=lambda code: -names[code])
        if language in names or variants:
            return language if language in names else variants[0]
    most = [language for language, _count in names.most_common() if language]
    return wanted or (most[0] if most else "en")


def _is_variant(code: str, language: str) -> bool:
    return code.partition("-")[0] == language.partition("-")[0]


def _name(concept: Concept, order: Mapping[str, int], report: ImportReport) -> None:
    """Have a concept a name in the first language, whatever the file has."""
    source = next(iter(order))
    for language, names in concept.names.items():
        kinds = [PREFERRED.name, *(kind.name for kind in OTHERS)]
        concept.names[language] = sorted(names, key=lambda name: kinds.index(name.kind))
    written = source
    if not any(name.kind == PREFERRED.name for name in concept.names.get(source, ())):
        written = _borrow_name(concept, order, report)
    _define(concept, source, written, report)


def _borrow_name(concept: Concept, order: Mapping[str, int], report: ImportReport) -> str:
    """Name a concept that has no preferred name in the first language; returns the language of the name."""
    source = next(iter(order))
    own = concept.names.get(source, [])
    for language in sorted(concept.names, key=order.__getitem__):
        for name in concept.names[language][:1]:
            if name.kind == PREFERRED.name or language == source:
                concept.names[source] = [
                    name._replace(kind=PREFERRED.name),
                    *(other for other in own if other is not name),
                ]
                what = f"terms without a preferred name in {source} have another one"
                report.add(what, concept.place, f"'{name.text}' ({language})")
                return language
    report.add("not kept: concepts without a name", concept.place)
    return source


def _define(concept: Concept, source: str, written: str, report: ImportReport) -> None:
    """Have a concept its definition in the language of its name, with the translations of that."""
    if written in concept.definitions:
        concept.definitions[source] = concept.definitions[written]
        return
    for language, text in concept.definitions.items():
        report.add(f"not kept: definitions in another language than {written}", concept.place, f"'{text}' ({language})")
    concept.definitions = {}


def _keep_names(concept: Concept, source: str, report: ImportReport) -> None:
    """Keep the names that an option, or a catalog in the other languages, can have in a list."""
    for language, names in concept.names.items():
        kept = [name._replace(text=" ".join(name.text.split())) if language == source else name for name in names[:1]]
        kept = [name for name in kept if name.kind == PREFERRED.name]
        for kind in OTHERS:
            of_kind = dict.fromkeys(name for name in names if name.kind == kind.name)
            read = _option_names(kind.name) if language == source else _catalog_names(kind.name)
            if language == source and kind is ABBREVIATION and len(of_kind) > 1:
                first = next(iter(of_kind))
                names = [name._replace(kind="alias") if name in of_kind and name != first else name for name in names]
                of_kind = {first: None}
            by_text = {name.with_reading: name for name in of_kind}
            fitting = _fitting([*by_text], read, report, f"{concept.place}: a name in {language}")
            kept += [by_text[text] for text in fitting]
        concept.names[language] = kept


def _option_names(kind: str) -> Callable[[str], Sequence[str]]:
    return lambda text: [read_name(item, kind).with_reading for item in split_list(text)]


def _catalog_names(kind: str) -> Callable[[str], Sequence[str]]:
    return lambda text: [name.with_reading for name in parse_names(text, kind)]


def _fitting(items: Iterable[str], read: Callable[[str], Sequence[str]], report: ImportReport, what: str) -> list[str]:
    """The items that are the same when their list has been read."""
    place, _, name = what.partition(": ")
    wanted = kept = [*dict.fromkeys(items)]
    if [*read(", ".join(kept))] != kept:
        kept = [item for item in wanted if [*read(item)] == [item]]
    if [*read(", ".join(kept))] != kept:  # The brackets of two items would be around the whole.
        kept = [item for item in kept if not item.startswith("[") and not item.endswith("]")]
    fitting = {*kept}
    for item in wanted:
        if item not in fitting:
            report.add("not kept: what a list with commas cannot hold", place, f"{name}: '{item}'")
    return kept


# Ids and relations


def _number(concepts: list[Concept], source: str, report: ImportReport) -> None:
    """Give each term an id: that of the file, or one made of its name; then that of the file becomes a former id."""
    taken: set[str] = set()
    numbers: dict[str, Iterator[int]] = {}
    unusable: list[tuple[Concept, str]] = []
    for concept in concepts:
        if ID_PATTERN.fullmatch(concept.id) and concept.id not in taken:
            taken.add(concept.id)
        else:
            unusable.append((concept, concept.id))
    for concept, before in unusable:
        made = id_of(concept.names[source][0].text) or _folded(before) or "term"
        concept.id = made
        while concept.id in taken:
            concept.id = f"{made}-{next(numbers.setdefault(made, count(2)))}"
        taken.add(concept.id)
        former = before.removeprefix("term-")
        if former in {"", concept.id}:
            continue
        concept.old_ids.append(former)
        if is_anchor(former):
            report.add(
                "new ids, derived from names; those of the file become former ids (`old-ids`)",
                f"{former} -> {concept.id}",
            )


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


def _say_once(concepts: Iterable[Concept], own: dict[str, Relation]) -> None:
    """Leave out a relation that is said at its other end already."""
    inverse = {
        side.key: side.type.inverse if not side.inverted else side.type.name for side in options(BUILT_IN).values()
    }
    inverse |= {"related": "related"}
    for name, relation in own.items():
        inverse |= {name: name if relation.is_symmetric else relation.inverse}
        if relation.inverse:
            inverse[relation.inverse] = name
    # Of two ends, the one with the first option of the table says it: a narrow term names its broader ones.
    order = {option: rank for rank, option in enumerate(inverse)}
    said = {
        (concept.id, option, other)
        for concept in concepts
        for option in concept.relations
        for other in concept.relations[option]
    }
    for concept in concepts:
        for option, others in concept.relations.items():
            back = inverse.get(option) or ""
            concept.relations[option] = [
                other
                for other in others
                if (other, back, concept.id) not in said or (order[option], concept.id) < (order[back], other)
            ]
        concept.relations = {option: others for option, others in concept.relations.items() if others}


# Pages


def _place(vocabulary: Vocabulary, page: str) -> None:
    """Give each term its page: the one that it had on a site, or one page, or one a letter."""
    source, left = vocabulary.source_language, []
    for concept in vocabulary.concepts:
        address = concept.address.removeprefix(vocabulary.base_url)
        path, _, anchor = address.partition("#")
        name = unquote(path.removesuffix(".html"))
        if anchor == anchor_of(concept.id) and path.endswith(".html") and len(name) < 200 and _PAGE.fullmatch(name):
            concept.page = name
        else:
            left.append(concept)
    for concept in left:
        first = _folded(concept.names[source][0].text[:1])
        letter = first[:1] if first.isalpha() else "other"
        concept.page = f"{page}-{letter}" if len(left) > ONE_PAGE else page
    # Names that differ in letter case alone are one file on many systems.
    spelled: dict[str, str] = {}
    for concept in vocabulary.concepts:
        concept.page = spelled.setdefault(concept.page.casefold(), concept.page)
