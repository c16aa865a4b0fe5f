"""Which pages have to be written again although nobody edited them.

What a page shows of the glossary is one value, its view. The digests of the views that were written are in a manifest
beside the output: the environment cannot know, since it is pickled before anything is written and several output
directories share it. A manifest that is missing, or was not completed, makes every page stale.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment

from sphinx_glossary_terms.doctree.nodes import find, language_of
from sphinx_glossary_terms.domain import sphinx_domains
from sphinx_glossary_terms.domain.domain import (
    GlossaryDomain,
    backlink_sources,
    built_in_entries,
    find_title,
    glossary_domain,
)
from sphinx_glossary_terms.model.page import PathQuery
from sphinx_glossary_terms.model.term import Title, digest_of
from sphinx_glossary_terms.projects.limits import UnusableError, read_file, read_json
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.settings.config import OPTIONS
from sphinx_glossary_terms.settings.outputs import output_of, remove_file, write_output

NAME = ".glossary-terms-{builder}.json"
"""The name of the manifest of a builder in an output directory."""


class Manifest(NamedTuple):
    """What was written.

    version: the version of the extension that wrote it.
    settings: a digest of everything that decides about the output besides what is on the pages.
    site: a digest of what every page may show.
    outline: a digest. If it is the same, a page that was not read and has no generated block shows the same as before.
    titles: a digest of the titles, the labels and the toctrees of all pages.
    checked: the outline of a glossary in which nothing was wrong.
    pages: the digest of the view of each page.
    """

    version: str
    settings: str
    site: str
    outline: str
    titles: str
    checked: str
    pages: dict[str, str]


class Freshness:
    """Finds stale pages, and keeps the manifest. One object an application, whose methods listen to its builds.

    version: the version of the extension.
    surroundings: what decides about the output that only the rooms above know, as a value with a `repr`.
    """

    def __init__(self, *, version: str, surroundings: Callable[[Sphinx], object]) -> None:
        self._surroundings = surroundings
        self._path = Path()
        self._now = Manifest(version, "", "", "", "", "", {})
        self._written: dict[str, str] = {}
        self.is_used = False
        """Whether the project has a term, or had one when this output was written (known after `env-updated`)."""
        self.is_connected = False
        """Whether what takes part in writing has been registered."""
        self._is_changed = False
        self._same_outline = False
        self.pages_read: set[str] = set()
        """The pages that were read since this output was written."""

    def connect(self, app: Sphinx, /) -> None:
        """Listen to what happens in a build, in its order."""
        app.connect("env-updated", self._update)
        app.connect("write-started", self._begin)
        app.connect("doctree-resolved", self._note_written)
        app.connect("build-finished", self._finish)

    @property
    def has_changed(self) -> bool:
        """Whether the build has written a page, or something of the glossary differs from the last build."""
        return self._is_changed or bool(self._written)

    def outline_has_changed(self, env: BuildEnvironment, /) -> bool:
        """Whether more has changed than texts of some pages; also if all were written: their template may have."""
        return self.has_changed and not (self._same_outline and self._written.keys() < env.all_docs.keys())

    @property
    def is_checked(self) -> bool:
        """Whether nothing was wrong in a glossary with this outline."""
        return self._now.checked == self._now.outline

    def note_checked(self, *, is_good: bool) -> None:
        """Note whether nothing is wrong."""
        self._now = self._now._replace(checked=self._now.outline if is_good else "")

    def _update(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Tell Sphinx's own domains about the terms, and find the stale pages.

        If no page was read since this output was written and the settings are the same, nothing can have changed: a
        build of thousands of terms with nothing to do looks at none of them.
        """
        domain = glossary_domain(env)
        self._path = Path(app.outdir, NAME.format(builder=app.builder.name))
        self._written = {}
        self.is_used = domain.is_used or self._path.exists()
        if not self.is_used:
            sphinx_domains.unregister(env)
            return []
        settings, before = self._settings_of(app, domain), self._read()
        finished = self._path.stat().st_mtime_ns // 1000 if before else 0
        # Another builder, or a build that was killed, may have read an edited page that was never written here.
        read = {docname for docname, time_read in env.all_docs.items() if time_read > finished}
        self.pages_read = read
        same_settings = before is not None and before.settings == settings == domain.registered.state
        self._is_changed = (
            not same_settings or bool(read) or before is None or env.all_docs.keys() != before.pages.keys()
        )
        if before is not None and not self._is_changed:
            self._now = before
            return []
        outline, titles = _outline_of(domain, settings), _titles_of(env)
        checked = before.checked if before else ""
        self._now = Manifest(self._now.version, settings, _site_of(domain), outline, titles, checked, {})
        sphinx_domains.register(env, state=settings, outline=self._now.outline)
        self._same_outline = before is not None and before[2:5] == self._now[2:5]
        if before is not None and before.site == self._now.site:
            # Most edits change nothing that other pages show, or only a definition, which only generated blocks show.
            # To make all views takes time that grows with the glossary.
            same_outline = before.outline == self._now.outline
            kept = {
                docname: digest
                for docname, digest in before.pages.items()
                if docname in env.all_docs
                and docname not in read
                and ((same_outline and not domain.blocks(docname)) or domain.view(docname).digest == digest)
            }
            self._now = self._now._replace(pages=kept)
        # Sphinx saves the environment, and checks its consistency, only in a build that reads or writes a page: if
        # something has changed, but on no page, the root page is written.
        return sorted(env.all_docs.keys() - self._now.pages.keys()) or [env.config.root_doc]

    def _settings_of(self, app: Sphinx, domain: GlossaryDomain) -> str:
        settings = app.config
        return digest_of(
            (
                self._now.version,
                [settings[option.name] for option in OPTIONS],
                *(settings.language, domain.localizer.fingerprint, domain.localizer.words),
                domain.collation.version,
                [other.fingerprint for other in domain.localizer.others],
                domain.projects and domain.projects.digests,
                self._surroundings(app),
            )
        )

    def _begin(self, app: Sphinx, builder: Builder) -> None:
        """From here on the output is in an unknown state."""
        if self.is_used and output_of(builder).has_pages:
            write_output(self._path, b"{}\n")

    def _note_written(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        if self.is_used:
            self._written[docname] = glossary_domain(app.env).view(docname).digest

    def _finish(self, app: Sphinx, error: Exception | None) -> None:
        """The output is in order again. After an error it is not, and the next build writes every page."""
        if error is not None or not self.is_used or not output_of(app.builder).has_pages:
            return
        if not glossary_domain(app.env).is_used:
            remove_file(self._path)
            return
        self._now = self._now._replace(pages={**self._now.pages, **self._written})
        write_output(self._path, f"{json.dumps(self._now._asdict(), indent=1, sort_keys=True)}\n".encode())
        # The time of the build is that of the file, so that two clean builds write the same bytes. The clock of a file
        # system may be behind the one that Sphinx takes for the time of reading.
        now = time.time_ns()
        os.utime(self._path, ns=(now, now))

    def _read(self) -> Manifest | None:
        """The manifest; None if it is missing, incomplete, of another version or broken."""
        try:
            manifest = Manifest(**read_json(read_file(self._path), fix=""))
        except (UnusableError, TypeError):
            return None
        if not isinstance(manifest.pages, dict) or manifest.version != self._now.version:
            return None
        return manifest if all(isinstance(text, str) for text in (*manifest[:-1], *manifest.pages.values())) else None


def _site_of(domain: GlossaryDomain) -> str:
    """A digest of what every page may show in its navigation, whatever the theme.

    Sphinx does not write the other pages again when the heading of one changes: with a term for a heading that
    would leave an old name all over the site, and with another mark of its language an old mark.
    """
    env, pages, settings = domain.env, domain.pages, domain.env.config
    # The generated index, which authors can refer to, exists if there are terms.
    has_index = any(page.terms for page in pages.values())
    shown: list[str] = [domain.localizer.words, f"{has_index}"]
    listed = {settings.root_doc}.union(*env.toctree_includes.values())
    listed = listed.intersection(pages)
    shown += [f"{docname} {heading}" for docname in sorted(listed) for heading in pages[docname].headings]
    if config.needs_marks(settings):
        # The title of a page without a translation is marked as long as the page has a directive.
        titles = {docname: env.titles[docname] for docname in sorted(listed) if pages[docname].has_directives}
        shown += [docname for docname, title in titles.items() if any(map(language_of, find(title, nodes.inline)))]
    return digest_of(shown)


def _titles_of(env: BuildEnvironment) -> str:
    """A digest of what other pages may show of a page besides terms: its title, its place, the titles of its labels."""
    titles = sorted((docname, title.astext()) for docname, title in env.titles.items())
    ours, labels = glossary_domain(env).registered.labels, cast("StandardDomain", env.get_domain("std")).labels
    # Not those of Sphinx's own indices, whose titles have no page.
    others = (item for item in labels.items() if item[1][0] in env.titles and ours.get(item[0]) != item[1])
    return digest_of((titles, sorted(env.toctree_includes.items()), sorted(others)))


def _outline_of(domain: GlossaryDomain, settings: str) -> str:
    """A digest that is the same in two builds if no page without generated blocks can show anything new of other pages.

    Definitions of other pages are left out: only generated blocks show them.
    """
    env, pages = domain.env, domain.pages
    paths = [Title("page", docname) for docname in sorted(pages) if PathQuery.kind in domain.blocks(docname)]
    return digest_of(
        (
            settings,
            [(docname, page.outline_digest) for docname, page in sorted(pages.items())],
            backlink_sources(env, pages),
            [find_title(env, title) for title in paths],
            sorted(built_in_entries(env, ours=domain.registered.objects).items()),
        )
    )
