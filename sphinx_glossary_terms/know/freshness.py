"""Which pages have to be written again although nobody edited them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_glossary_terms import config
from sphinx_glossary_terms.know.domain import GlossaryDomain, glossary_domain
from sphinx_glossary_terms.know.manifest import Manifest, State
from sphinx_glossary_terms.model.digest import digest_of
from sphinx_glossary_terms.nodes import find, language_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


class Freshness:
    """Finds stale pages, and keeps the manifest of what has been written. `version` is that of the extension.

    One object an application, whose methods listen to the events of its builds: the environment is no place for what
    depends on the output directory.
    """

    def __init__(self, *, version: str) -> None:
        self._version = version
        self._manifest: Manifest | None = None

    def connect(self, app: Sphinx, /) -> None:
        """Listen to what happens in a build, in its order."""
        app.connect("env-updated", self._stale_pages)
        app.connect("write-started", self._begin)
        app.connect("doctree-resolved", self._note_written)
        app.connect("build-finished", self._finish)

    @property
    def is_used(self) -> bool:
        """Whether the project has a term, or had one when this output was written (known after `env-updated`)."""
        return self._manifest is not None and self._manifest.is_used

    @property
    def has_changed(self) -> bool:
        """Whether the build has written a page, or something of the glossary has changed since the last one."""
        return self._manifest is not None and (self._manifest.has_changed or bool(self._manifest.written))

    def _stale_pages(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        domain = glossary_domain(env)
        manifest = self._manifest = Manifest(Path(app.outdir), builder=app.builder.name, version=self._version)
        manifest.is_used_now = domain.is_used
        stale: list[str] = []
        if manifest.is_used:
            stale = manifest.stale(
                _state_of(domain),
                lambda docname: domain.view(docname).digest,
                env.all_docs,
                indexed={docname for docname, record in domain.records.items() if record.has_blocks},
                backlinks=lambda: _backlinks_by_page(domain),
            )
        # Sphinx checks the consistency only in a build that reads or writes a page.
        is_unchecked = domain.note_checks(_checks_fingerprint(app, domain)) and not stale
        return [env.config.root_doc] if is_unchecked else stale

    def _begin(self, app: Sphinx, builder: Builder) -> None:
        if self._manifest is not None:
            self._manifest.begin()

    def _note_written(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        if self._manifest is not None and self._manifest.is_used_now:
            self._manifest.written[docname] = glossary_domain(app.env).view(docname).digest

    def _finish(self, app: Sphinx, error: Exception | None) -> None:
        """After an error the manifest stays incomplete, and the next build writes every page."""
        if error is None and self._manifest is not None:
            self._manifest.finish()


def _checks_fingerprint(app: Sphinx, domain: GlossaryDomain) -> str:
    """A digest of what the checks depend on besides what pages say.

    These are settings, the baseline, catalogs, the version of ICU, and which pages exist.
    """
    if not domain.is_used:
        return ""
    settings = app.config
    file = settings.glossary_terms_baseline and app.confdir / settings.glossary_terms_baseline
    text = file.read_bytes() if file and file.is_file() else None
    return digest_of(
        (
            *(settings.glossary_terms_checks, settings.glossary_terms_definition_words, str(file), text),
            *(domain.localizer.fingerprint, domain.collation.version, sorted(domain.records)),
        )
    )


def _state_of(domain: GlossaryDomain, /) -> State:
    """What the pages of a project have of the glossary, as digests."""
    # Imported here, so that a project without a term does not pay for it.
    from sphinx_glossary_terms.know.backlinks import backlink_sources, shown_backlinks
    from sphinx_glossary_terms.know.targets import built_in_entries

    env, records = domain.env, domain.records
    pages = sorted(records.items())
    settings = env.config
    beside = (
        domain.localizer.fingerprint,
        settings.language,
        domain.collation.version,
        settings.glossary_terms_mark_untranslated and config.needs_marks(settings),
        settings.glossary_terms_show_readings,
        settings.glossary_terms_show_source_names,
        settings.glossary_terms_backlinks,
        settings.glossary_terms_autolink,
        config.relation_types(settings),
        config.field_types(settings),
        sorted(built_in_entries(env, ours=domain.published.objects).items()),
        domain.projects and domain.projects.digests,
    )
    sources = backlink_sources(env, records)
    return State(
        navigation=_navigation(domain),
        summaries=digest_of((beside, [(docname, record.summary_digest) for docname, record in pages])),
        definitions=digest_of([(docname, record.definition_digest) for docname, record in pages]),
        backlinks=digest_of([(docname, shown_backlinks(env, records[docname])) for docname in sources]),
    )


def _navigation(domain: GlossaryDomain) -> str:
    """A digest of what every page may show in its navigation, whatever the theme.

    Sphinx does not write the other pages again when the heading of one changes: with a term for a heading that
    would leave an old name all over the site, and with another mark of its language an old mark.
    """
    env, records = domain.env, domain.records
    shown: list[str] = []
    if env.config.glossary_terms_refresh_navigation:
        listed = {env.config.root_doc}.union(*env.toctree_includes.values())
        pages = sorted(listed.intersection(records))
        shown += [f"{docname} {heading}" for docname in pages for heading in records[docname].headings]
        if config.needs_marks(env.config):
            # The title of a page without a translation is marked as long as the page has a directive.
            titles = {docname: env.titles[docname] for docname in pages if records[docname].has_directives}
            shown += [docname for docname, title in titles.items() if any(map(language_of, find(title, nodes.inline)))]
    return digest_of(shown)


def _backlinks_by_page(domain: GlossaryDomain) -> dict[str, str]:
    """The digest of the backlinks of the terms of each page: the pages that they come from, in their order."""
    from sphinx_glossary_terms.know.backlinks import backlink_sources, shown_backlinks

    env, records = domain.env, domain.records
    order = {docname: place for place, docname in enumerate(backlink_sources(env, records))}
    found: dict[str, set[str]] = {}
    for term_id, places in domain.viewer.backlinks.by_term.items():
        if term_id not in domain.glossary.terms:
            continue  # a term of another project, which has no page here
        found.setdefault(domain.glossary.terms[term_id].docname, set()).update(place.docname for place in places)
    return {
        docname: digest_of(
            [(source, shown_backlinks(env, records[source])) for source in sorted(sources, key=order.__getitem__)]
        )
        for docname, sources in found.items()
    }
