"""What other projects say in their `glossary.json`, and the part of it that this project shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

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
    base_url: the address of the site as the project itself gives it; empty if it does not.
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
    base_url: str = ""
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
PREREQUISITES = "prerequisites"


class ExternalTermRef(NamedTuple):
    """A term of a third project, as a file names it.

    project, base_url: the name of that project, and the address of its site if it is known.
    id: the id of the term there.
    """

    project: str
    base_url: str
    id: str


class ExternalBacklink(NamedTuple):
    """A section of another project with a reference to a term.

    uri: where it is, as that of an `Entry`.
    project: the name of the project.
    title: its title.
    language: the language of the title; empty: that of the build.
    """

    uri: str
    project: str
    title: str
    language: str


class ExternalRelation(NamedTuple):
    """A relation that another project declares.

    start, end: the keys of two terms; of one of this project its id.
    side: the key of the side of the relation at the start.
    """

    start: str
    side: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherProject:
    """What the file of another project says, in the language of the build.

    key: its key in `intersphinx_mapping`.
    name, base_url: its name and the address of its site, as it gives them itself.
    digest: a digest of the file, of where its site is, and of the languages.
    terms: its terms by id.
    old_ids: the ids of terms by the ids that they had before.
    replaced: what is used in the place of each replaced term: an id, or a key of `others`.
    relations: the relations that its terms declare, or that others declare among them: for each id the keys of sides
    with the ids at the other end, or the keys of `others`.
    others: the terms of third projects, by the keys that the file has for them.
    uses: the uses of these.
    """

    key: str
    name: str
    base_url: str
    digest: str
    terms: Mapping[str, Entry]
    old_ids: Mapping[str, str] = field(default_factory=dict)
    replaced: Mapping[str, str] = field(default_factory=dict)
    relations: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    others: Mapping[str, ExternalTermRef] = field(default_factory=dict)
    uses: Mapping[str, tuple[ExternalBacklink, ...]] = field(default_factory=dict)

    def has(self, origin: ExternalTermRef, /) -> bool:
        """Whether a term of a third project is one of this."""
        return is_same(origin, self.name, self.base_url) and origin.id in self.terms


def is_same(origin: ExternalTermRef, name: str, base_url: str, /) -> bool:
    """Whether a term of a third project is of the project of a name and an address.

    Two projects may have one name, such as the parts of a large glossary. The address decides if both sides know it.
    """
    if origin.base_url and base_url:
        return origin.base_url == base_url
    return origin.project == name


class ExternalRequest(NamedTuple):
    """A term of another project that this project shows.

    target: the term, as written.
    depth: how many relations away from it the terms are that are shown, too.
    is_goal: whether all terms on the way to it are shown, too.
    """

    target: str
    depth: int = 0
    is_goal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalTerms:
    """The part of what other projects say that this project shows.

    entries: their terms by everything that names them: the key with an id, or with a former one.
    successors: what is used in the place of those that have been replaced: a key likewise, or the id of a term of ours.
    statements: the relations that they declare, between these terms and to terms of this project.
    uses: the sections in which they mention terms of this project, by the ids of these.
    missing: the keys of those projects whose files could not be read.
    ids: the ids of all terms of each project, by its key.
    """

    entries: Mapping[str, Entry] = field(default_factory=dict)
    successors: Mapping[str, str] = field(default_factory=dict)
    statements: tuple[ExternalRelation, ...] = ()
    uses: Mapping[str, tuple[ExternalBacklink, ...]] = field(default_factory=dict)
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
    name, base_url: the name of this project, and the address of its site; empty if it is not known.
    """

    projects: Mapping[str, OtherProject] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    name: str = ""
    base_url: str = ""

    @property
    def digests(self) -> tuple[object, ...]:
        """The digests of the files, and whatever else decides what is shown of them."""
        digests = sorted((key, project.digest) for key, project in self.projects.items())
        return digests, sorted(self.missing), self.name, self.base_url

    def find(self, target: str, /) -> Entry | None:
        """The term of another project that an author names."""
        key, _, term_id = target.partition(":")
        project, term_id = self.projects.get(key.strip()), term_id.strip()
        return project.terms.get(project.old_ids.get(term_id, term_id)) if project else None


def select(projects: Projects, requests: Iterable[ExternalRequest], ids: frozenset[str], /) -> ExternalTerms:
    """The part that a project with terms of some ids shows; the other projects may have a great many terms.

    These are the terms that it names itself, those with a relation to one of its terms, and what stands around them in
    its graphs and on its learning paths.
    """
    return _Selection(projects, ids).of(requests)


class _Selection:
    """The terms that are shown, while they are being collected."""

    def __init__(self, projects: Projects, ids: frozenset[str]) -> None:
        self._projects = projects
        self._ids = ids
        self._depths: dict[str, int] = {}
        self._goals: set[str] = set()
        self._keys: dict[ExternalTermRef, str] = {}

    def of(self, requests: Iterable[ExternalRequest]) -> ExternalTerms:
        statements = {relation for project in self._projects.projects.values() for relation in self._about_us(project)}
        named: dict[str, Entry] = {}
        for key in sorted({statement.start for statement in statements}):
            self._reach(key, 0, is_goal=False)
        for wish in requests:
            if (entry := self._projects.find(wish.target)) is not None:
                named[wish.target] = entry
                self._reach(entry.key, wish.depth, is_goal=wish.is_goal)
        successors = dict(self._successors())
        entries = {key: entry for key in sorted(self._depths) if (entry := self._projects.find(key)) is not None}
        known = entries.keys() | self._ids
        statements |= {
            ExternalRelation(key, side, other)
            for key in entries
            for side, other in self._relations(key)
            if other in known
        }
        return ExternalTerms(
            entries={**entries, **named},
            successors=successors,
            statements=tuple(sorted(statements)),
            uses=dict(self._uses()),
            missing=self._projects.missing,
            ids={key: project.terms.keys() for key, project in self._projects.projects.items()},
        )

    def _reach(self, key: str, depth: int, *, is_goal: bool) -> None:
        """Take a term, and what is wanted around it."""
        left = [(key, depth, is_goal)]
        while left:
            key, depth, is_goal = left.pop()
            if depth <= self._depths.get(key, -1) and (not is_goal or key in self._goals):
                continue
            self._depths[key] = max(depth, self._depths.get(key, 0))
            if is_goal:
                self._goals.add(key)
            for side, other in self._relations(key) if depth or is_goal else ():
                is_on_the_way = is_goal and side == PREREQUISITES
                if other not in self._ids and (depth or is_on_the_way):
                    left.append((other, max(depth - 1, 0), is_on_the_way))

    def _successors(self) -> Iterator[tuple[str, str]]:
        """What is used in the place of the terms that have been taken, which is taken, too."""
        left = sorted(self._depths)
        while left:
            key = left.pop()
            name, _, term_id = key.partition(":")
            project = self._projects.projects[name]
            if there := self._key_of(project, project.replaced.get(term_id, "")):
                yield key, there
                if there not in self._ids and there not in self._depths:
                    self._reach(there, 0, is_goal=False)
                    left.append(there)

    def _relations(self, key: str) -> Iterator[tuple[str, str]]:
        """The relations that the project of a term declares of it: the keys of sides, and those of other terms."""
        name, _, term_id = key.partition(":")
        project = self._projects.projects[name]
        for side, other in project.relations.get(term_id, ()):
            if there := self._key_of(project, other):
                yield side, there

    def _key_of(self, project: OtherProject, other: str) -> str:
        """The key of what the file of a project names so; of a term of this project its id; empty if unknown."""
        if other in project.terms:
            return f"{project.key}:{other}"
        return self._key_of_origin(project.others[other]) if other in project.others else ""

    def _key_of_origin(self, origin: ExternalTermRef) -> str:
        if origin not in self._keys:
            ours = self._projects
            keys = (f"{key}:{origin.id}" for key, project in ours.projects.items() if project.has(origin))
            is_ours = origin.id in self._ids and is_same(origin, ours.name, ours.base_url)
            self._keys[origin] = origin.id if is_ours else next(keys, "")
        return self._keys[origin]

    def _about_us(self, project: OtherProject) -> Iterator[ExternalRelation]:
        """The relations of the terms of a project to terms of this one."""
        ours = {key for key, origin in project.others.items() if self._key_of_origin(origin) in self._ids}
        for term_id, relations in project.relations.items() if ours else ():
            for side, other in relations:
                if other in ours:
                    yield ExternalRelation(f"{project.key}:{term_id}", side, project.others[other].id)

    def _uses(self) -> Iterator[tuple[str, tuple[ExternalBacklink, ...]]]:
        backlinks: dict[str, list[ExternalBacklink]] = {}
        for _key, project in sorted(self._projects.projects.items()):
            for other, uses in project.uses.items():
                if (term_id := self._key_of_origin(project.others[other])) in self._ids:
                    backlinks.setdefault(term_id, []).extend(uses)
        return ((term_id, tuple(uses)) for term_id, uses in backlinks.items())
