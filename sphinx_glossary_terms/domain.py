"""The domain `glossary`: the records of pages, the glossary that they make, which pages are stale."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole

from sphinx_glossary_terms import config
from sphinx_glossary_terms.i18n import _
from sphinx_glossary_terms.labels import Labels
from sphinx_glossary_terms.layout import LayoutEngine
from sphinx_glossary_terms.manifest import Manifest, State
from sphinx_glossary_terms.model.collation import collation_for
from sphinx_glossary_terms.model.excerpt import Title
from sphinx_glossary_terms.model.glossary import Entry, Glossary
from sphinx_glossary_terms.model.localize import Localizer, Text
from sphinx_glossary_terms.model.page import Page
from sphinx_glossary_terms.model.problem import Loss
from sphinx_glossary_terms.model.view import PageView, digest_of
from sphinx_glossary_terms.model.viewer import Viewer
from sphinx_glossary_terms.nodes import DOMAIN, ROLE
from sphinx_glossary_terms.publish import Published, Row, publish, withdraw
from sphinx_glossary_terms.records import Record, read_page
from sphinx_glossary_terms.titles import find_heading

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.domains.std import StandardDomain
    from sphinx.environment import BuildEnvironment


class GlossaryDomain(Domain):
    """Terms of a project.

    `data["records"]` has one frozen record a page; `data["losses"]` the translations that a page has lost;
    `data["published"]` what other domains have been given; `data["asked"]` stands for what was to be checked.
    The other attributes live as long as one build and are never pickled.
    """

    name = DOMAIN
    label = "Glossary"
    # Not "term": Sphinx's search would take `term-<id>` for an anchor that it can rebuild from the shown name.
    object_types: ClassVar[dict[str, ObjType]] = {"concept": ObjType(_("glossary term"), ROLE)}
    roles: ClassVar[dict[str, Any]] = {ROLE: XRefRole(innernodeclass=nodes.inline, warn_dangling=True)}
    dangling_warnings: ClassVar[dict[str, str]] = {ROLE: "term not in glossary: %(target)r"}
    initial_data: ClassVar[dict[str, Any]] = {"records": {}, "losses": {}, "published": Published(), "asked": ""}
    data_version = 7

    builder: Builder
    manifest: Manifest

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.localizer = Localizer()
        self.layout_engine = LayoutEngine()
        self._viewer: Viewer | None = None
        self._last_view: tuple[str, PageView] | None = None

    def setup(self) -> None:
        """Add no label for the generated index, as the base class does: it exists only if there are terms."""

    # What reading found

    @property
    def records(self) -> dict[str, Record]:
        """The pages with something of the glossary on them."""
        return cast("dict[str, Record]", self.data["records"])

    @property
    def is_used(self) -> bool:
        """Whether any page has a directive of this extension: a project without one must not change at all."""
        return any(record.has_directives for record in self.records.values())

    def has_directives(self, docname: str, /) -> bool:
        """Whether a page has a directive of this extension."""
        return docname in self.records and self.records[docname].has_directives

    def page(self, docname: str, /) -> Page:
        """What a page has of the glossary."""
        record = self.records.get(docname)
        return record.page if record else Page()

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        self.records.pop(docname, None)
        self.losses.pop(docname, None)
        self.forget_views()

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over the pages that another process has read."""
        for docname in docnames:
            if docname in otherdata["records"]:
                self.records[docname] = otherdata["records"][docname]
            if docname in otherdata["losses"]:
                self.losses[docname] = otherdata["losses"][docname]

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Turn what the transforms noted into a record."""
        page = read_page(document, docname, folder=env.srcdir, settings=env.config)
        if page != Page():
            self.records[docname] = Record.of(page)

    @property
    def losses(self) -> dict[str, tuple[Loss, ...]]:
        """The translations that Sphinx drops or garbles, by the page that shows them."""
        return cast("dict[str, tuple[Loss, ...]]", self.data["losses"])

    # The glossary of this build

    def forget_views(self) -> None:
        """Make the glossary anew when it is next asked for."""
        self._viewer = self._last_view = None

    @property
    def viewer(self) -> Viewer:
        """The views of the glossary as it has been read."""
        if self._viewer is None:
            settings = self.env.config
            pages = {docname: record.page for docname, record in self.records.items()}
            terms = (self.localizer.term(term) for page in pages.values() for term in page.terms)
            glossary = Glossary(terms, config.relation_types(settings), entries=self._built_in_entries())
            self._viewer = Viewer(
                glossary,
                collation_for(settings.language),
                Labels(self.localizer, settings),
                listings={docname: page for docname, page in pages.items() if self.records[docname].has_indexes},
                pages=[(docname, pages[docname]) for docname in self._users],
                title=self._title,
                source_language=config.source_language(settings),
                show_readings=settings.glossary_terms_show_readings,
                show_source_names=settings.glossary_terms_show_source_names,
                mark_untranslated=self._marks_untranslated,
            )
        return self._viewer

    @property
    def _users(self) -> list[str]:
        """The pages whose references are listed at terms, in the order of the toctrees; those in none come last."""
        if not self.env.config.glossary_terms_backlinks:
            return []
        order: dict[str, None] = {}
        left = [self.env.config.root_doc]
        while left:
            docname = left.pop()
            if docname not in order:
                order[docname] = None
                left += reversed(self.env.toctree_includes.get(docname, ()))
        order |= dict.fromkeys(sorted(self.records))
        return [docname for docname in order if docname in self.records and self.records[docname].uses]

    @property
    def _marks_untranslated(self) -> bool:
        settings = self.env.config
        return settings.glossary_terms_mark_untranslated and config.needs_marks(settings)

    @property
    def glossary(self) -> Glossary:
        """All terms."""
        return self.viewer.glossary

    def view(self, docname: str, /) -> PageView:
        """What a page shows of the glossary."""
        if self._last_view is None or self._last_view[0] != docname:
            self._last_view = (docname, self.viewer.page(docname, self.page(docname)))
        return self._last_view[1]

    def check_consistency(self) -> None:
        """Warn about everything that is wrong with the glossary as a whole."""
        if not self.is_used and not self.env.config.glossary_terms_checks:
            return
        # Here, not above: a project without a term must not pay for it.
        from sphinx_glossary_terms.checks import check, check_translations

        pages = (record.page for record in self.records.values())
        check(self.env, self.viewer, self.localizer, pages, folder=self.builder.confdir)
        check_translations(self.losses.values(), self.glossary)

    def _built_in_entries(self) -> dict[str, Entry]:
        """The entries of Sphinx's own glossary by name: the last one that a place has is that of the translation."""
        ours = self._published.objects
        objects = cast("StandardDomain", self.env.get_domain("std")).objects
        found = {
            name: place for (kind, name), place in objects.items() if kind == "term" and ours.get((kind, name)) != place
        }
        names = {place: name for name, place in found.items()}
        return {name: Entry(name=names[place], docname=place[0], anchor=place[1]) for name, place in found.items()}

    # What is stale

    def stale_pages(self) -> list[str]:
        """The pages to write again although nobody edited them."""
        stale = self.manifest.stale(
            self._state(),
            lambda docname: self.view(docname).digest,
            self.env.all_docs,
            is_used=self.is_used,
            indexed={docname for docname, record in self.records.items() if record.has_indexes},
            users=self._users_by_page,
        )
        # Sphinx asks for what is wrong only in a build that has something to do.
        before = self.data["asked"]
        self.data["asked"] = self._settings_of_checks() if self.is_used else ""
        return stale if before == self.data["asked"] else [*stale, self.env.config.root_doc]

    def _settings_of_checks(self) -> str:
        from sphinx_glossary_terms.checks import fingerprint

        return fingerprint(self.env, folder=self.builder.confdir)

    def _state(self) -> State:
        settings = self.env.config
        pages = sorted(self.records.items())
        beside = (
            *(self.localizer.fingerprint, settings.language, self._marks_untranslated),
            *(settings.glossary_terms_show_readings, settings.glossary_terms_show_source_names),
            settings.glossary_terms_backlinks,
            *(config.relation_types(settings), config.field_types(settings)),
            sorted(self._built_in_entries().items()),
        )
        return State(
            everywhere=self._everywhere(),
            faces=digest_of((beside, [(docname, record.face) for docname, record in pages])),
            texts=digest_of([(docname, record.text) for docname, record in pages]),
            uses=digest_of([(docname, self._uses_of(docname)) for docname in self._users]),
        )

    def _users_by_page(self) -> dict[str, str]:
        """What stands for all that the terms of a page can show of their uses: the pages with them, in their order."""
        order = {docname: place for place, docname in enumerate(self._users)}
        found: dict[str, set[str]] = {}
        for term_id, places in self.viewer.uses.items():
            found.setdefault(self.glossary.terms[term_id].docname, set()).update(place.docname for place in places)
        return {
            docname: digest_of([(user, self._uses_of(user)) for user in sorted(users, key=order.__getitem__)])
            for docname, users in found.items()
        }

    def _uses_of(self, docname: str) -> tuple[str, list[Text | None]]:
        """What terms show of the references on a page."""
        record = self.records[docname]
        return record.uses, [self._title(title) for title in record.titles]

    def _title(self, title: Title) -> Text | None:
        heading = find_heading(self.env, title)
        return heading.text if heading else None

    def _everywhere(self) -> str:
        """What every page shows, whatever the theme, or may show in its navigation.

        Sphinx does not write the other pages again when the heading of one changes: with a term for a heading that
        would leave an old name all over the site.
        """
        shown = []
        if self.env.config.glossary_terms_refresh_navigation:
            listed = {self.env.config.root_doc}.union(*self.env.toctree_includes.values())
            pages = sorted(listed.intersection(self.records))
            shown += [f"{docname} {heading}" for docname in pages for heading in self.records[docname].headings]
        return digest_of(shown)

    # What other parts of Sphinx learn

    @property
    def _published(self) -> Published:
        return cast("Published", self.data["published"])

    def withdraw(self) -> None:
        """Have the other domains forget our terms."""
        withdraw(self.env, self._published)
        self.data["published"] = Published()
        self.forget_views()

    def publish(self) -> None:
        """Have the other domains know our terms, unless they do since the build before."""
        if not self.is_used and not self._published.state:
            return
        state = digest_of(self._state()._replace(uses=""))
        if self._published.state != state:
            self.withdraw()
            self.data["published"] = publish(self.env, self.viewer, state=state)

    def get_objects(self) -> Iterable[Row]:
        """Every term by id and by each of its names and readings: for searching, and for `objects.inv`."""
        return self._published.rows

    @property
    def index_languages(self) -> dict[str, str]:
        """The languages of those names in the general index that are not in the language of the build."""
        return self._published.languages

    @property
    def index_readings(self) -> dict[str, str]:
        """The readings of the names in the general index, if the language sorts by them."""
        return self._published.readings

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Nothing: the domain `std` knows our terms (see `publish`) and answers."""
        return []


def glossary_domain(env: BuildEnvironment, /) -> GlossaryDomain:
    """The domain of this build."""
    return cast("GlossaryDomain", env.get_domain(DOMAIN))
