"""Which pages have to be written again although nobody edited them.

What a page shows of the glossary is one value, its view. The digests of the views that were really written are in a
manifest beside the output: the environment cannot know, since it is pickled before anything is written and several
output directories share it. A manifest that is missing, or was not completed, makes every page stale.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from sphinx_glossary_terms.doctree.nodes import INDEX_PAGE, find, language_of
from sphinx_glossary_terms.domain import sphinx_domains
from sphinx_glossary_terms.domain.domain import GlossaryDomain, glossary_domain
from sphinx_glossary_terms.model.digest import digest_of
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.settings.files import remove_file, write_file
from sphinx_glossary_terms.settings.options import OPTIONS
from sphinx_glossary_terms.settings.outputs import output_of
from sphinx_glossary_terms.untrusted.json_text import read_json
from sphinx_glossary_terms.untrusted.limits import UnusableError, read_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

NAME = ".glossary-terms-{builder}.json"
"""The name of the manifest of a builder in an output directory."""


class Manifest(NamedTuple):
    """What was written.

    version: the version of the extension that wrote it.
    settings: a digest of everything that decides about the output besides what is on the pages.
    site: a digest of what every page may show.
    outline: a digest of what decides about the views of pages without generated blocks, besides these pages.
    pages: the digest of the view of each page.
    files: the files beside the pages that only this extension writes, seen from the output directory.
    """

    version: str
    settings: str
    site: str
    outline: str
    pages: dict[str, str]
    files: list[str]


class Freshness:
    """Finds stale pages, and keeps the manifest. One object an application, whose methods listen to its builds.

    version: the version of the extension.
    surroundings: what decides about the output that only the rooms above know, as a value with a `repr`.
    files: finds the files beside the pages, without which every page is stale.
    """

    def __init__(
        self, *, version: str, surroundings: Callable[[Sphinx], object], files: Callable[[Sphinx], Iterable[Path]]
    ) -> None:
        self._version = version
        self._surroundings = surroundings
        self._files = files
        self._path = Path()
        self._settings = self._site = self._outline = ""
        self._begun = 0
        self._kept: dict[str, str] = {}
        self._kept_files: list[str] = []
        self._written: dict[str, str] = {}
        self.is_used = False
        """Whether the project has a term, or had one when this output was written (known after `env-updated`)."""
        self._is_changed = False

    def connect(self, app: Sphinx, /) -> None:
        """Listen to what happens in a build, in its order."""
        app.connect("env-updated", self._update)
        app.connect("write-started", self._begin)
        app.connect("doctree-resolved", self._note_written)
        app.connect("build-finished", self._finish)

    @property
    def has_changed(self) -> bool:
        """Whether the build has written a page, or something of the glossary may differ from the last build."""
        return self._is_changed or bool(self._written)

    def _update(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Tell Sphinx's own domains about the terms, and find the stale pages.

        If no page was read since this output was written and the settings are the same, nothing can have changed: a
        build of thousands of terms with nothing to do looks at none of them.
        """
        domain = glossary_domain(env)
        self._path = Path(app.outdir, NAME.format(builder=app.builder.name))
        self._kept, self._written = {}, {}
        self.is_used = domain.is_used or self._path.exists()
        if not self.is_used:
            sphinx_domains.unregister(env)
            return []
        self._settings = self._settings_of(app, domain)
        before = self._read()
        finished = self._path.stat().st_mtime_ns // 1000 if before else 0
        is_read = not before or env.all_docs.keys() != before.pages.keys() or max(env.all_docs.values()) > finished
        self._is_changed = is_read or not before or not (before.settings == self._settings == domain.registered.state)
        if not self._is_changed:
            assert before is not None
            self._site, self._outline, self._kept, self._kept_files = before[2:]
            return []
        self._site, self._outline = _site_of(domain), _outline_of(domain, self._settings)
        sphinx_domains.register(env, state=self._settings, outline=self._outline)
        if before is not None and before.site == self._site:
            # Most edits change nothing that other pages show, or only a definition. To make all views takes time that
            # grows with the glossary.
            others = _related_pages(domain, finished) if before.outline == self._outline else before.pages.keys()
            # Another builder, or a build that was killed, may have read an edited page that was never written here.
            self._kept = {
                docname: digest
                for docname, digest in before.pages.items()
                if env.all_docs.get(docname, sys.maxsize) <= finished
                and not ((docname in others or domain.blocks(docname)) and domain.view(docname).digest != digest)
            }
        # Sphinx saves the environment, and checks its consistency, only in a build that reads or writes a page.
        return sorted(env.all_docs.keys() - self._kept.keys()) or [env.config.root_doc]

    def _settings_of(self, app: Sphinx, domain: GlossaryDomain) -> str:
        settings = app.config
        baseline = b""
        if settings.glossary_terms_baseline:
            with suppress(UnusableError):
                baseline = read_file(app.confdir / settings.glossary_terms_baseline)
        return digest_of(
            (
                self._version,
                [settings[option.name] for option in OPTIONS],
                baseline,
                *(settings.language, domain.localizer.fingerprint, domain.collation.version),
                [other.fingerprint for other in domain.localizer.others],
                domain.projects and domain.projects.digests,
                config.draws_at_build(settings) and config.renderer(),
                self._surroundings(app),
            )
        )

    def _begin(self, app: Sphinx, builder: Builder) -> None:
        """From here on the output is in an unknown state."""
        if self.is_used and output_of(builder).has_pages:
            write_file(builder, self._path, "{}\n")
            self._begun = self._path.stat().st_mtime_ns if self._path.exists() else 0

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
        written = {
            page: digest for page, digest in self._written.items() if not _has_failed(app.builder, page, self._begun)
        }
        # Likewise the generated index, which is written whenever it may differ.
        is_index_old = bool(app.config.html_domain_indices) and _has_failed(app.builder, INDEX_PAGE, self._begun)
        settings = "" if self.has_changed and is_index_old else self._settings
        files = self._kept_files
        if self.has_changed:
            files = sorted(path.relative_to(app.outdir).as_posix() for path in self._files(app))
        manifest = Manifest(self._version, settings, self._site, self._outline, {**self._kept, **written}, files)
        write_file(app.builder, self._path, f"{json.dumps(manifest._asdict(), indent=1, sort_keys=True)}\n")
        # The time of the build is that of the file, so that two clean builds write the same bytes. The clock of a file
        # system may be behind the one that Sphinx takes for the time of reading.
        now = time.time_ns()
        os.utime(self._path, ns=(now, now))

    def _read(self) -> Manifest | None:
        """The manifest; None if it is missing, incomplete, of another version or broken, or if a file is missing."""
        try:
            manifest = Manifest(**read_json(read_file(self._path), fix=""))
        except (UnusableError, TypeError):
            return None
        if not isinstance(manifest.pages, dict) or not isinstance(manifest.files, list):
            return None
        texts = (*manifest[:4], *manifest.pages.values(), *manifest.files)
        is_sound = all(isinstance(text, str) for text in texts) and manifest.version == self._version
        with suppress(OSError):  # of a name that no file can have
            if is_sound and all((self._path.parent / name).exists() for name in manifest.files):
                return manifest
        return None


def _has_failed(builder: Builder, docname: str, begun: int) -> bool:
    """Whether a page was rendered and its file is older than that: Sphinx warns about a failed write, and goes on.

    `begun` is when writing began, by the clock of the file system, in nanoseconds. A file that is missing is written at
    the next build without our help. A builder of another extension may have its files elsewhere.
    """
    if hasattr(builder, "get_outfilename"):
        path = Path(builder.get_outfilename(docname))
    else:
        path = Path(builder.outdir, f"{docname}{getattr(builder, 'out_suffix', '')}")
    try:
        return path.lstat().st_mtime_ns < begun
    except OSError:
        return False


def _site_of(domain: GlossaryDomain) -> str:
    """A digest of what every page may show in its navigation, whatever the theme, and of how its graphs are drawn.

    Sphinx does not write the other pages again when the heading of one changes: with a term for a heading that
    would leave an old name all over the site, and with another mark of its language an old mark.
    """
    env, pages, settings = domain.env, domain.pages, domain.env.config
    # The generated index, which authors can refer to, exists if there are terms.
    has_index = any(page.terms for page in pages.values())
    shown: list[str] = [config.renderer() if config.draws_at_build(settings) else "", f"{has_index}"]
    listed = {settings.root_doc}.union(*env.toctree_includes.values())
    listed = listed.intersection(pages)
    shown += [f"{docname} {heading}" for docname in sorted(listed) for heading in pages[docname].headings]
    if config.needs_marks(settings):
        # The title of a page without a translation is marked as long as the page has a directive.
        titles = {docname: env.titles[docname] for docname in sorted(listed) if pages[docname].has_directives}
        shown += [docname for docname, title in titles.items() if any(map(language_of, find(title, nodes.inline)))]
    return digest_of(shown)


def _related_pages(domain: GlossaryDomain, finished: int) -> set[str]:
    """The pages with a term that has a relation to one on a page that was read after that time."""
    glossary, read = domain.glossary, domain.env.all_docs
    edited = [term for docname, page in domain.pages.items() if read.get(docname, 0) > finished for term in page.terms]
    related = {other for term in edited for other in glossary.neighbors.get(term.id, ())}
    return {term.docname for term in map(glossary.terms.get, related) if term is not None}


def _outline_of(domain: GlossaryDomain, settings: str) -> str:
    """A digest of what decides about the views of pages besides these pages, and the definitions on others.

    A page whose views show more of other pages belongs to those with generated blocks, of which all views are made.
    """
    from sphinx_glossary_terms.domain.backlinks import backlink_sources, title_of
    from sphinx_glossary_terms.domain.registered import built_in_entries
    from sphinx_glossary_terms.model.excerpt import Title
    from sphinx_glossary_terms.model.page import PathQuery

    env, pages = domain.env, domain.pages
    sources = backlink_sources(env, pages)
    titles = {title for docname in pages for title in pages[docname].titles}
    titles |= {Title("page", docname) for docname in pages if PathQuery.kind in domain.blocks(docname)}
    return digest_of(
        (
            settings,
            pages.outlines,
            sources,
            [(title, title_of(env, title)) for title in sorted(titles)],
            sorted(built_in_entries(env, ours=domain.registered.objects).items()),
        )
    )
