"""Everything that is registered at the start of a build, in the order of its phases; see also `writing`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from docutils.parsers.rst import Directive
from docutils.parsers.rst.languages.en import directives as docutils_directives
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.domains import Index, IndexEntry
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import is_directive_registered
from sphinx.util.typing import ExtensionMetadata

from sphinx_glossary_terms import __version__
from sphinx_glossary_terms.catalogs import translations as catalogs
from sphinx_glossary_terms.catalogs.messages import MarkUntranslated, NoteMessages, ReadTranslations
from sphinx_glossary_terms.catalogs.translations import add_words
from sphinx_glossary_terms.checks import report
from sphinx_glossary_terms.checks.report import warn
from sphinx_glossary_terms.doctree import nodes
from sphinx_glossary_terms.domain import freshness, sphinx_domains
from sphinx_glossary_terms.domain.domain import GlossaryDomain, glossary_domain, rule_context
from sphinx_glossary_terms.domain.freshness import Freshness
from sphinx_glossary_terms.graphs import mermaid
from sphinx_glossary_terms.model.problem import Code
from sphinx_glossary_terms.programs import export as export_builder
from sphinx_glossary_terms.read import transforms
from sphinx_glossary_terms.read.collect import CollectPage
from sphinx_glossary_terms.read.directives import directives_for
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.settings.labels import _
from sphinx_glossary_terms.settings.outputs import GLOSSARY_FILE, has_own_file, output_of

ENV_VERSION = 11
"""Raised when stored `Page` values or the extension's nodes change, which discards older environments and doctrees."""


def setup(app: Sphinx, /) -> ExtensionMetadata:
    """Register everything."""
    # Configuration
    config.register(app)
    mermaid.set_up(app)
    app.connect("config-inited", add_words)
    app.connect("config-inited", config.validate)
    app.connect("config-inited", _keep_out_of_epub)
    app.add_domain(GlossaryDomain)
    app.connect("config-inited", _add_index)
    app.connect("config-inited", _add_directives)
    fresh = Freshness(version=__version__, surroundings=_surroundings)
    # Reading
    for kind in nodes.ALL:
        app.add_node(kind)
    app.add_transform(transforms.ReadSource)
    app.add_transform(NoteMessages)
    app.add_transform(ReadTranslations)
    app.add_transform(MarkUntranslated)
    app.add_transform(transforms.PlaceTerms)
    app.add_transform(CollectPage)
    app.connect("env-get-outdated", _set_builder)
    app.connect("env-before-read-docs", sphinx_domains.prepare)
    app.connect("env-before-read-docs", catalogs.load)
    app.connect("env-before-read-docs", _read_projects)
    # Everything together
    fresh.connect(app)
    app.connect("env-check-consistency", partial(_check, fresh))
    app.connect("env-check-consistency", catalogs.report_missing)
    # Writing
    app.connect("env-updated", partial(_set_up_writing, fresh))
    # Before the manifest says that the output is complete: what is killed in between is done again.
    app.connect("build-finished", partial(export_builder.update_site, fresh), priority=400)
    app.connect("build-finished", catalogs.write)
    # Exporting
    app.add_builder(export_builder.ExportBuilder)
    app.connect("build-finished", export_builder.write_files)
    return {
        "version": __version__,
        # Sphinx compares the options of an environment, and fails where that was made without one that it has now.
        "env_version": 2 * ENV_VERSION + (mermaid.EXTENSION in app.extensions),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _add_index(app: Sphinx, _settings: Config, /) -> None:
    """Add the page `glossary-terms`.

    Sphinx takes the title from the class, so each application has its own, with the words that `add_words` has found;
    a plain string, since the builder `json` cannot write the lazy ones that Sphinx's own indices have.
    """

    class GlossaryIndex(Index):
        # No `shortname`: with one, navigation bars would have a link to this index on every page.
        name = "terms"
        localname = str(_("Glossary"))
        domain: GlossaryDomain

        def generate(self, docnames: Iterable[str] | None = None) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
            # Sphinx generates every index of every project; in a site this one is a page of its own.
            if not self.domain.is_used or output_of(app.builder).is_site:
                return [], False
            from sphinx_glossary_terms.site.index_page import content

            return content(self.domain, None if docnames is None else {*docnames}), False

    app.add_index_to_domain(GlossaryDomain.name, GlossaryIndex)


def _add_directives(app: Sphinx, settings: Config, /) -> None:
    for name, directive in directives_for(config.field_types(settings)).items():
        _add_directive(app, name, directive)


def _add_directive(app: Sphinx, name: str, directive: type[Directive]) -> None:
    """Register a directive under the name of our domain, and under the short name if that is free."""
    app.add_directive_to_domain(nodes.DOMAIN, name, directive)
    if not is_directive_registered(name) and name not in docutils_directives:
        app.add_directive(name, directive)
        return

    def warn_of_taken_name(_app: Sphinx, env: BuildEnvironment) -> None:
        # Not before: a project without a term must build as before.
        if glossary_domain(env).is_used:
            message = f"another extension has a directive `{name}` already; write `{nodes.DOMAIN}:{name}` for ours"
            warn(Code.NAME_TAKEN, message)

    app.connect("env-check-consistency", warn_of_taken_name)


def _set_builder(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], _removed: set[str]
) -> list[str]:
    """Have pages read again of which this build omits other parts than the one that read them."""
    domain = glossary_domain(env)
    pages = domain.set_builder(app.builder)
    # A project without a term must build as before.
    is_used = pages and (added or changed or app.config.glossary_terms_projects or domain.is_used)
    return pages if is_used else []


def _read_projects(app: Sphinx, env: BuildEnvironment, docnames: list[str], /) -> None:
    if app.config.glossary_terms_projects:
        # Imported here, so that a project that names no other one does not pay for it.
        from sphinx_glossary_terms.projects.load import load

        glossary_domain(env).set_projects(load(app))


def _keep_out_of_epub(app: Sphinx, settings: Config, /) -> None:
    # That builder packs every file in its output directory. Sphinx itself warns about a value that is no list.
    if isinstance(settings.epub_exclude_files, list | tuple | set):
        settings.epub_exclude_files = [*settings.epub_exclude_files, freshness.NAME.format(builder="epub")]


def _check(fresh: Freshness, app: Sphinx, env: BuildEnvironment, /) -> None:
    """Check the glossary (`env-check-consistency`); not again if only texts have changed and nothing was wrong."""
    domain, checks = glossary_domain(env), app.config.glossary_terms_checks
    has_texts = any(page.problems for page in domain.pages.values())
    if (domain.is_used or checks) and (checks or has_texts or not fresh.is_checked):
        is_good = report.check(env, rule_context(domain), nodes.INDEX_PAGE)
        fresh.note_checked(is_good=is_good and not checks)


def _set_up_writing(fresh: Freshness, app: Sphinx, _env: BuildEnvironment, /) -> None:
    """Register what takes part in writing (`env-updated`).

    If the project has terms, or had some when this output was written: another one does not pay for it. Once: a program
    that keeps an application, such as a language server, builds with it many times.
    """
    if fresh.is_used and not fresh.is_connected:
        from sphinx_glossary_terms import writing

        writing.set_up(app, fresh)
        fresh.is_connected = True


def _surroundings(app: Sphinx, /) -> object:
    """What decides about the files of a site besides the glossary."""
    if not output_of(app.builder).is_site:
        return None
    from sphinx_glossary_terms.site import index_page

    return [has_own_file(app, name) for name in (GLOSSARY_FILE, index_page.file_of(app.builder))]
