"""Problems of the glossary as a whole, reported once a build, when all pages have been read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING

from sphinx_glossary_terms.doctree.nodes import INDEX_PAGE
from sphinx_glossary_terms.domain.domain import GlossaryDomain, glossary_domain
from sphinx_glossary_terms.model.scripts import has_kana_or_kanji
from sphinx_glossary_terms.problems.problem import Code, Problem
from sphinx_glossary_terms.problems.warnings import warn
from sphinx_glossary_terms.rules.context import RuleContext
from sphinx_glossary_terms.rules.pages import mention_problems, query_problems
from sphinx_glossary_terms.rules.table import applied, findings
from sphinx_glossary_terms.settings import config

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def check(app: Sphinx, env: BuildEnvironment, /) -> None:
    """Warn about everything that no page can know by itself (`env-check-consistency`)."""
    domain = glossary_domain(env)
    context = rule_context(domain)
    rules = applied(env.config.glossary_terms_checks, translated=config.is_translated(env.config))
    problems = findings(context, rules)
    # Pages may share files and catalogs: a problem in one is reported once.
    problems += [*_unnamed_language(domain), *_reserved_document(domain)]
    problems += dict.fromkeys((*_on_pages(domain), *_in_texts(domain)))
    for problem in (*domain.glossary.problems, *problems):
        # A docstring may be outside the source directory.
        location = f"{os.path.normpath(env.srcdir / problem.source)}:{problem.line or ''}"
        message = problem.message
        if problem.unknown:
            message += domain.glossary.advice(problem.unknown)
        warn(problem.code, message, location=location)


def _unnamed_language(domain: GlossaryDomain) -> Iterator[Problem]:
    """Names that cannot be English, where the project does not say what they are: the first one."""
    if domain.env.config.glossary_terms_source_language:
        return
    terms = (term for term in domain.glossary.own if has_kana_or_kanji(term.source_name))
    for term in sorted(terms, key=attrgetter("source", "line"))[:1]:
        fix = 'write `glossary_terms_source_language = "ja"` in conf.py, or the code of the language that they are in'
        yield Problem.of(term, Code.CONFIG, f"names such as '{term.source_name}' are not English; {fix}")


def _on_pages(domain: GlossaryDomain) -> Iterator[Problem]:
    """What is wrong with the references and the directives of each page."""
    glossary = domain.glossary
    for docname, page in sorted(domain.pages.items()):
        if glossary.has_doubtful_names:
            yield from mention_problems(glossary, page.mentions, docname)
        for query in page.queries:
            yield from query_problems(glossary, query)


def _in_texts(domain: GlossaryDomain) -> list[Problem]:
    """Text that was understood otherwise than its author meant. Sphinx warns of entries of its own glossary."""
    problems = (problem for page in domain.pages.values() for problem in page.problems)
    return sorted(problems, key=attrgetter("source", "line", "code", "message"))


def _reserved_document(domain: GlossaryDomain) -> Iterator[Problem]:
    """A document that the generated index overwrites: no rule, since the glossary does not know the documents."""
    env = domain.env
    if INDEX_PAGE in env.found_docs and any(page.terms for page in domain.pages.values()):
        message = f"the generated index overwrites the document '{INDEX_PAGE}'; rename the document"
        yield Problem(Code.NAME_TAKEN, message, str(env.doc2path(INDEX_PAGE, base=False)), 1)


def rule_context(domain: GlossaryDomain, /) -> RuleContext:
    """What rules may ask for in this build."""
    settings = domain.env.config
    return RuleContext(
        glossary=domain.glossary,
        collation=domain.collation,
        localizer=domain.localizer,
        language=config.build_language(settings),
        source_language=config.source_language(settings),
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
