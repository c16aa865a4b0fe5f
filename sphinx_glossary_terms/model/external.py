"""What other projects say in their `glossary.json`, and the part of it that this project shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sphinx_glossary_terms.model.inline import Inline


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of Sphinx's own glossary, or a term of another project.

    name: its name.
    docname, anchor: its page and its anchor there, of an entry of Sphinx's own glossary.

    Of a term of another project:

    id: the key of the project in `intersphinx_mapping` with the id of the term: `ai:large-language-model`.
    uri: where it is; relative to the root of the output if the other site is known by a relative address.
    project: the name of the project, as its readers know it.
    language: the language of the name; empty: that of the build.
    source_name: its name in the source language of this project, where that differs.
    definition: its definition in plain text.
    definition_language: the language of that; empty: that of the build.
    """

    name: str
    docname: str = ""
    anchor: str = ""
    id: str = ""
    uri: str = ""
    project: str = ""
    language: str = ""
    source_name: str = ""
    definition: Inline = ()
    definition_language: str = ""

    @property
    def key(self) -> str:
        """Its key, used like the id of a term. Ids have no colon."""
        return self.id or f"{self.docname}:{self.anchor}"

    @property
    def written(self) -> str:
        """What an author writes to name it."""
        return self.id or self.name

    @property
    def place(self) -> str:
        """Where it is, for a message."""
        return f"the project '{self.project}'" if self.id else f"the page '{self.docname}'"


VERSION = 1
"""Of the form of `glossary.json`: raised when something in it is renamed or removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherProject:
    """What the file of another project says, in the language of the build.

    key: its key in `intersphinx_mapping`.
    digest: a digest of the file, of where its site is, and of the languages.
    terms: its terms by id.
    old_ids: the ids of terms by the ids that they had before.
    replaced: the ids of what is used in the place of replaced terms.
    """

    key: str
    digest: str
    terms: Mapping[str, Entry]
    old_ids: Mapping[str, str] = field(default_factory=dict)
    replaced: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalTerms:
    """The part of what other projects say that this project shows.

    entries: their terms by everything that names them: the key with an id, or with a former one.
    successors: what is used in the place of those that have been replaced.
    missing: the keys of those projects whose files could not be read.
    ids: the ids of all terms of each project, by its key.
    """

    entries: Mapping[str, Entry] = field(default_factory=dict)
    successors: Mapping[str, str] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    ids: Mapping[str, Collection[str]] = field(default_factory=dict)

    def is_missing(self, target: str, /) -> bool:
        """Whether a target names a term of a project whose file could not be read."""
        key, colon, _id = target.partition(":")
        return bool(colon) and key.strip() in self.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Projects:
    """What all other projects say.

    projects: each of them, by its key.
    missing: the keys of those whose files could not be read.
    """

    projects: Mapping[str, OtherProject] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()

    @property
    def digests(self) -> tuple[object, ...]:
        """The digests of the files, and which could not be read."""
        digests = sorted((key, project.digest) for key, project in self.projects.items())
        return digests, sorted(self.missing)

    def find(self, target: str, /) -> Entry | None:
        """The term of another project that an author names."""
        key, _, term_id = target.partition(":")
        project, term_id = self.projects.get(key.strip()), term_id.strip()
        return project.terms.get(project.old_ids.get(term_id, term_id)) if project else None


def select(projects: Projects, targets: Iterable[str], /) -> ExternalTerms:
    """The terms that this project names, and what is used in their place; the others may have a great many."""
    entries = {target: entry for target in targets if (entry := projects.find(target)) is not None}
    entries |= {entry.key: entry for entry in entries.values()}
    successors: dict[str, str] = {}
    left = [*entries.values()]
    while left:
        key, _, term_id = left.pop().id.partition(":")
        successor = projects.find(f"{key}:{projects.projects[key].replaced.get(term_id, '')}")
        if successor is not None:
            successors[f"{key}:{term_id}"] = successor.id
            if successor.id not in entries:
                entries[successor.id] = successor
                left.append(successor)
    return ExternalTerms(
        entries=dict(sorted(entries.items())),
        successors=dict(sorted(successors.items())),
        missing=projects.missing,
        ids={key: project.terms.keys() for key, project in projects.projects.items()},
    )
