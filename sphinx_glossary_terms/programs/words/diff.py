"""The command `diff`: what has changed from one `glossary.json` to another."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import NamedTuple

from sphinx_glossary_terms.model.names import PREFERRED
from sphinx_glossary_terms.programs.export.values import Export
from sphinx_glossary_terms.programs.markdown import escaped
from sphinx_glossary_terms.programs.words.source import glossary_at
from sphinx_glossary_terms.untrusted.limits import UnusableError, printable

KINDS = {
    "added": "Added",
    "renamed": "Renamed",
    "names": "Other names",
    "redefined": "Redefined",
    "replaced": "Replaced",
    "gone": "Gone",
    "relations": "Relations",
}
"""The kinds of changes, with their headings."""


class Change(NamedTuple):
    """A change of a term.

    name: its name, now or at last.
    language: the language of a name or a definition; empty for what is no text.
    what: which names or relations.
    before, after: what there was, and what there is now.
    """

    id: str
    name: str
    language: str = ""
    what: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def changes(old: Export, new: Export, /) -> dict[str, list[Change]]:
    """The changes by kind. A term is the same if it has the same id, or one that it had before."""
    former = {old_id: term_id for term_id, term in new.terms.items() for old_id in term.old_ids}
    now = {term_id: term_id if term_id in new.terms else former.get(term_id, "") for term_id in old.terms}
    by_kind: dict[str, list[Change]] = {kind: [] for kind in KINDS}
    for term_id in new.terms.keys() - {*now.values()}:
        by_kind["added"].append(Change(term_id, new.preferred(term_id), after=_definition(new, term_id)))
    for before, after in now.items():
        if not after:
            by_kind["gone"].append(Change(before, old.preferred(before)))
            continue
        for kind, change in _changes_of(old, new, before, after, now):
            by_kind[kind].append(change)
    return {
        kind: sorted(of_kind, key=lambda change: (change.name.casefold(), change)) for kind, of_kind in by_kind.items()
    }


def _changes_of(old: Export, new: Export, before: str, after: str, now: dict[str, str]) -> Iterator[tuple[str, Change]]:
    name = new.preferred(after)
    if before != after:
        yield "renamed", Change(after, name, what="id", before=(before,), after=(after,))
    for language in sorted({words.language for words in (*old.words, *new.words)}):
        kinds = [{item.kind for item in export.names(key, language)} for export, key in ((old, before), (new, after))]
        for kind in sorted(kinds[0] | kinds[1]):
            texts = [
                tuple(item.with_reading for item in export.names(key, language) if item.kind == kind)
                for export, key in ((old, before), (new, after))
            ]
            if texts[0] != texts[1]:
                yield "renamed" if kind == PREFERRED.name else "names", Change(after, name, language, kind, *texts)
        definitions = [_definition(old, before, language), _definition(new, after, language)]
        if definitions[0] != definitions[1]:
            yield "redefined", Change(after, name, language, "", *definitions)
    if (successor := new.terms[after].replaced_by) != now.get(
        old.terms[before].replaced_by, old.terms[before].replaced_by
    ):
        yield "replaced", Change(after, name, after=(new.preferred(successor),) if successor else ())
    for side in (side for side in new.sides if not side.inverted):
        ends = [
            {now.get(other) or other for other in old.terms[before].relations.get(side.key, ())},
            {*new.terms[after].relations.get(side.key, ())},
        ]
        if side.type.symmetric:  # which is said once
            ends = [{other for other in others if other > after} for others in ends]
        lost, gained = (
            {(new if other in new.terms else old).preferred(other) for other in others}
            for others in (ends[0] - ends[1], ends[1] - ends[0])
        )
        if lost or gained:
            label = new.words[0].relations.get(side.key, side.key)
            yield "relations", Change(after, name, "", label, tuple(sorted(lost)), tuple(sorted(gained)))


def _definition(export: Export, term_id: str, language: str = "") -> tuple[str, ...]:
    definitions = (
        words.definitions.get(term_id) for words in export.words if words.language == language or not language
    )
    return tuple(definition.text for definition in definitions if definition)[:1]


def diff(before: str, after: str, /, *, form: str) -> int:
    """Print the changes; returns 0 if there is none, 1 if there are some, 2 if a file cannot be read."""
    try:
        old, new = glossary_at(before), glossary_at(after)
    except UnusableError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    by_kind = changes(old, new)
    if form == "json":
        content = {kind: [change._asdict() for change in of_kind] for kind, of_kind in by_kind.items()}
        sys.stdout.write(json.dumps(content, indent=1) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _markdown(by_kind))
    return int(any(by_kind.values()))


def _markdown(by_kind: dict[str, list[Change]]) -> Iterator[str]:
    for kind, of_kind in by_kind.items():
        if of_kind:
            yield f"## {KINDS[kind]}\n"
            yield from map(_line, of_kind)
            yield ""


def _line(change: Change) -> str:
    about = ", ".join(filter(None, [change.language, change.what]))
    before, after = (_text("; ".join(texts)) for texts in (change.before, change.after))
    text = f"{before} → {after or '(none)'}" if before else after
    return f"- **{_text(change.name)}**{f' ({_text(about)})' if about else ''}{f': {text}' if text else ''}"


def _text(text: str) -> str:
    return escaped(printable(text), is_myst=False)
