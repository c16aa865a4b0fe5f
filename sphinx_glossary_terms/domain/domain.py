"""The domain `glossary`: what pages have of it, the glossary that they make, and what is registered of that."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.nodes import clean_astext

from sphinx_glossary_terms.checks.rules import RuleContext
from sphinx_glossary_terms.doctree.nodes import DOMAIN, ROLE
from sphinx_glossary_terms.doctree.page_notes import holds
from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.lookup import Entry
from sphinx_glossary_terms.model.names import PREFERRED
from sphinx_glossary_terms.model.order import Collation, order_of
from sphinx_glossary_terms.model.page import Condition, Page
from sphinx_glossary_terms.model.term import FreeIds, Localizer, Term, Title, digest_of
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.settings.labels import Labels, _

if TYPE_CHECKING:
    from sphinx_glossary_terms.features.pages import PageView, Viewer
    from sphinx_glossary_terms.projects.glossary_json import Projects

IndexEntry = tuple[str, str, str, str, str | None]
"""An entry of the general index, as the domain `index` has it: its type, name, anchor, "main" or nothing, heading."""

Row = tuple[str, str, str, str, str, int]
"""An object of a domain, as `Domain.get_objects` has it: name, name to show, type, page, anchor, priority."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What other domains have, and the objects of our own domain.

    state: a digest of the settings that it was made with; empty if nothing is registered.
    source: a digest of all that it was made of.
    objects: the objects of `std`, as that domain has them.
    index: the entries of the domain `index`, by page.
    labels: the labels of `std`: page, anchor and title of each.
    rows: the objects of our own domain.
    found_by: the names by which the search finds terms as entries of an index, by page, each with its anchor.
    readings: the readings of the names in the general index, if that is sorted by them.
    """

    state: str = ""
    source: str = ""
    objects: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    index: dict[str, list[IndexEntry]] = field(default_factory=dict)
    labels: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    found_by: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    readings: dict[str, str] = field(default_factory=dict)


def terms_of(env: BuildEnvironment, pages: Iterable[Page], /) -> list[Term]:
    """The terms of all pages. An entry of Sphinx's own glossary gets an id that no other term has.

    Entries come last, in the order in which a build from nothing reads them.
    """
    read = [term for page in pages for term in page.terms]
    terms = [term for term in read if not term.is_builtin]
    free = FreeIds(term.id for term in terms)
    entries = sorted((term for term in read if term.is_builtin), key=attrgetter("docname"))
    kept = (_as_registered(env, entry) for entry in entries)
    return terms + [replace(entry, id=free.take(entry.id)) for entry in kept if entry is not None]


def _as_registered(env: BuildEnvironment, entry: Term) -> Term | None:
    """An entry of Sphinx's own glossary with those names that the domain `std` has at its place; None without one.

    Of two entries of one name that domain has the one that was read last.
    """
    objects = cast("StandardDomain", env.get_domain("std")).objects
    names = [
        (name, source)
        for name, source in zip(entry.names, entry.source_names, strict=True)
        if (entry.docname, name.anchor) in {objects.get(("term", name.text)), objects.get(("term", source.text))}
    ]
    if not names:
        return None
    names[0] = (names[0][0]._replace(kind=PREFERRED.name), names[0][1]._replace(kind=PREFERRED.name))
    local, sources = zip(*names, strict=True)
    return replace(entry, names=local, source_names=sources)


Objects = Mapping[tuple[str, str], tuple[str, str]]


def built_in_entries(env: BuildEnvironment, /, *, ours: Objects, terms: Iterable[Term] = ()) -> dict[str, Entry]:
    """The entries of Sphinx's own glossary by name. `ours` are the terms that the domain `std` has from this extension.

    They are in the order in which Sphinx notes them in a build from nothing, which `terms` have (see `terms_of`). Of
    several names of an entry the last one is that of the translation.
    """
    objects = cast("StandardDomain", env.get_domain("std")).objects
    entries = {
        name: address
        for (kind, name), address in objects.items()
        if kind == "term" and ours.get((kind, name)) != address
    }
    shown = {address: name for name, address in entries.items()}
    terms = [*terms]
    # Sphinx notes all names of a page before it notes their translations.
    names = [(name.text, (term.docname, name.anchor)) for term in terms for name in term.source_names]
    names += [(name.text, (term.docname, name.anchor)) for term in terms for name in term.names]
    noted = {name: number for number, name in reversed([*enumerate(names)])}
    ordered = sorted(entries.items(), key=lambda item: (item[1][0], noted.get(item, -1)))
    return {name: Entry(name=shown[address], docname=address[0], anchor=address[1]) for name, address in ordered}


def backlink_sources(env: BuildEnvironment, pages: Mapping[str, Page], /) -> list[str]:
    """The pages with references to list, in the order of the toctrees; those in no toctree come last."""
    if not env.config.glossary_terms_backlinks:
        return []
    order: dict[str, None] = {}
    left = [env.config.root_doc]
    while left:
        docname = left.pop()
        if docname not in order:
            order[docname] = None
            left += reversed(env.toctree_includes.get(docname, ()))
    order |= dict.fromkeys(sorted(pages))
    return [docname for docname in order if docname in pages and pages[docname].mentions]


class GlossaryDomain(Domain):
    """Terms of a project.

    Transforms push what they find on a page (`set_page`), and what writes pages reads the views. `data["pages"]` has
    one value a page with something of the glossary, `data["registered"]` what other domains have. The other attributes
    live as long as one build and are never pickled.
    """

    name = DOMAIN
    label = "Glossary"
    # Not "term": Sphinx's search would take `term-<id>` for an anchor that it can rebuild from the shown name.
    object_types: ClassVar[dict[str, ObjType]] = {"concept": ObjType(_("glossary term"), ROLE)}
    roles: ClassVar[dict[str, Any]] = {ROLE: XRefRole(innernodeclass=nodes.inline, warn_dangling=True)}
    dangling_warnings: ClassVar[dict[str, str]] = {ROLE: "term not in glossary: %(target)r"}
    initial_data: ClassVar[dict[str, Any]] = {"pages": {}, "registered": Registered()}
    data_version = 1

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.pages: dict[str, Page] = self.data["pages"]
        """The pages with something of the glossary on them."""
        self.localizer = Localizer()
        """The other names, readings and labels of the language of the build."""
        self.holds: Callable[[Condition], bool] = lambda _condition: True
        """Whether this build shows the parts of pages with a condition."""
        self.builder: Builder | None = None
        """The builder, which is known before pages are read."""
        self.set_up_pages: Callable[[], None] | None = None
        """Registers what writes pages, with the first one."""
        self.projects: Projects | None = None
        """What other projects say; None if this one names none."""
        self.any_texts: list[nodes.Element] = []
        """The texts of the references of the role `any` on the page that is being resolved."""
        self._viewer: Viewer | None = None
        self._last_view: tuple[str, PageView] | None = None

    def setup(self) -> None:
        """Add no label for the generated index, as the base class does: it exists only if there are terms."""

    # What reading found

    @property
    def is_used(self) -> bool:
        """Whether any page has a directive of this extension or a term, or may refer to a term of another project.

        A project without either must not change at all.
        """
        return self.projects is not None or any(page.has_directives or page.terms for page in self.pages.values())

    def has_directives(self, docname: str, /) -> bool:
        """Whether a page has a directive of this extension."""
        return docname in self.pages and self.pages[docname].has_directives

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        self.pages.pop(docname, None)
        self._forget_views()

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over the pages that another process has read."""
        for docname in docnames:
            if docname in otherdata["pages"]:
                self.pages[docname] = otherdata["pages"][docname]

    def set_page(self, docname: str, page: Page, /) -> None:
        """Take what reading a page found."""
        self.pages[docname] = replace(page, outline_digest=digest_of(page.outline))

    def set_builder(self, builder: Builder, /) -> list[str]:
        """Take the builder, which decides about conditions. Returns the pages that were read with other ones."""
        self.builder = builder
        self.holds = partial(holds, builder)
        # A build that was killed has saved doctrees, and no environment.
        folder = Path(self.env.doctreedir)
        saved = _modified(folder / "environment.pickle")
        return [
            docname
            for docname, page in self.pages.items()
            if any(self.holds(condition) != held for condition, held in page.conditions)
            or (page.conditions and _modified(folder / f"{docname}.doctree") > saved)
        ]

    def localize(self, localizer: Localizer, /) -> None:
        """Take the other names, readings and labels of the language of the build."""
        self.localizer = localizer
        self._forget_views()

    def set_projects(self, projects: Projects, /) -> None:
        """Take what other projects say."""
        self.projects = projects
        self._forget_views()

    # The glossary of this build

    def _forget_views(self) -> None:
        self._viewer = self._last_view = None

    @property
    def viewer(self) -> Viewer:
        """The views of the glossary as it has been read."""
        if self._viewer is None:
            # Imported here, so that a project without a term does not pay for it.
            from sphinx_glossary_terms.features.pages import Viewer
            from sphinx_glossary_terms.features.terms import ViewSettings

            settings = self.env.config
            pages = self.pages
            terms = [self.localizer.term(term) for term in terms_of(self.env, pages.values())]
            readings = {tag: reading for term in terms for tag, reading in term.tag_readings if reading}
            external = None
            if self.projects is not None:
                from sphinx_glossary_terms.projects.load import shown

                external = shown(self.projects, pages.values())
            glossary = Glossary(
                terms,
                config.relation_types(settings),
                entries=built_in_entries(self.env, ours=self.registered.objects, terms=terms),
                external=external,
                plurals=config.plurals(settings),
                left_out=(name for page in pages.values() for name in page.left_out),
            )
            self._viewer = Viewer(
                glossary,
                self.collation,
                Labels(self.localizer, settings, readings),
                settings=ViewSettings(
                    build_language=config.build_language(settings),
                    source_language=config.source_language(settings),
                    autolink=settings.glossary_terms_autolink,
                    autolink_exclude=tuple(settings.glossary_terms_autolink_exclude),
                    show_readings=settings.glossary_terms_show_readings,
                    show_source_names=settings.glossary_terms_show_source_names,
                ),
                read=pages,
                pages=[(docname, pages[docname]) for docname in backlink_sources(self.env, pages)],
                title=partial(find_title, self.env),
            )
        return self._viewer

    @cached_property
    def collation(self) -> Collation:
        """The order of the language of the build."""
        return order_of(self.env.config.language, config.source_language(self.env.config))

    @property
    def glossary(self) -> Glossary:
        """All terms."""
        return self.viewer.glossary

    def view(self, docname: str, /) -> PageView:
        """What a page shows of the glossary."""
        if self._last_view is None or self._last_view[0] != docname:
            self._last_view = (docname, self.viewer.page(docname, self.pages.get(docname, Page())))
        return self._last_view[1]

    # What writing gets besides

    def has_terms(self, docname: str, /) -> bool:
        """Whether a page has terms."""
        return docname in self.pages and bool(self.pages[docname].terms)

    def blocks(self, docname: str, /) -> Collection[str]:
        """The kinds of the generated blocks on a page, such as an index."""
        return {query.kind for query in self.pages[docname].queries} if docname in self.pages else ()

    # What other domains have

    @property
    def registered(self) -> Registered:
        """What other domains have of the terms now; empty after `clear_registered`."""
        return self.last_registered if self.last_registered.state else Registered()

    @property
    def last_registered(self) -> Registered:
        """What was registered last, also if it was taken back since: if nothing has changed, it is registered again."""
        return cast("Registered", self.data["registered"])

    def clear_registered(self) -> None:
        """Note that other domains have nothing now: names of Sphinx's own glossary may be free again."""
        self.data["registered"] = replace(self.last_registered, state="")
        self._forget_views()

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:
        """What the search calls a term. The name of the domain before it would say the same, and in English."""
        return str(type.lname)

    def get_objects(self) -> Iterable[Row]:
        """Every term by id and by each of its names and readings: for searching, and for `objects.inv`."""
        return self.registered.rows

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Return nothing: the domain `std` resolves our terms (see `domain.sphinx_domains`), with the same text."""
        if self.pages:
            self.any_texts.append(contnode)
        return []


def _modified(file: Path) -> int:
    return file.stat().st_mtime_ns if file.exists() else 0


def find_title(env: BuildEnvironment, title: Title, /) -> str:
    """The title that a reference shows; empty if the page or label does not exist, or the label has no title."""
    if title.kind == "page":
        element = env.titles.get(title.target)
        text = clean_astext(element) if element is not None else ""
    else:
        _docname, _anchor, text = cast("StandardDomain", env.get_domain("std")).labels.get(title.target, ("", "", ""))
    return " ".join(text.split())


def glossary_domain(env: BuildEnvironment, /) -> GlossaryDomain:
    """The domain of this build."""
    return cast("GlossaryDomain", env.get_domain(DOMAIN))


def rule_context(domain: GlossaryDomain, /) -> RuleContext:
    """What rules may ask for in this build."""
    settings = domain.env.config
    return RuleContext(
        glossary=domain.glossary,
        collation=domain.collation,
        localizer=domain.localizer,
        prose=lambda: domain.viewer.prose,
        is_translated=config.is_translated(settings),
        pages=domain.pages,
        is_autolinked=bool(settings.glossary_terms_autolink),
        external_targets=_external_targets(domain.env),
    )


def _external_targets(env: BuildEnvironment) -> Iterator[str]:
    """The entries of other projects' glossaries that `sphinx.ext.intersphinx` would find."""
    everything: Mapping[str, Mapping[str, object]] = getattr(env, "intersphinx_inventory", {})
    named: Mapping[str, Mapping[str, Mapping[str, object]]] = getattr(env, "intersphinx_named_inventory", {})
    yield from everything.get("std:term", ())
    for project, objects in named.items():
        yield from (f"{project}:{name}" for name in objects.get("std:term", ()))
