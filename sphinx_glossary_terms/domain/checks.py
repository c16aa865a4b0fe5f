"""Problems of the glossary as a whole, reported once a build, when all pages have been read."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_glossary_terms.doctree.nodes import INDEX_PAGE
from sphinx_glossary_terms.domain.domain import GlossaryDomain, glossary_domain
from sphinx_glossary_terms.problems.codes import Code
from sphinx_glossary_terms.problems.problem import Problem
from sphinx_glossary_terms.problems.warnings import warn
from sphinx_glossary_terms.rules import baseline
from sphinx_glossary_terms.rules.context import RuleContext
from sphinx_glossary_terms.rules.pages import ambiguous_references, avoided_names, query_problems, replaced_terms
from sphinx_glossary_terms.rules.table import Rule, applied, findings
from sphinx_glossary_terms.rules.wording import function_words
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.settings.files import write_output
from sphinx_glossary_terms.untrusted.limits import UnusableError, read_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


PROPOSAL = "glossary-baseline.json"
"""The baseline that a build proposes, beside the environment: an output directory may be published."""
NO_ICU = (
    "'{name}' and other names may be in the wrong place of an index, since the order of the language '{language}' "
    'needs the library ICU; run `pip install "pyicu-wheels>=2.15"`'
)
LISTED = 5
"""Findings that a message lists, at most."""


def check(app: Sphinx, env: BuildEnvironment, /) -> None:
    """Warn about everything that no page can know by itself (`env-check-consistency`)."""
    domain = glossary_domain(env)
    context = rule_context(domain)
    problems = findings(context, _applied(env))
    if env.config.glossary_terms_baseline:
        problems = _new(env, problems, app.confdir / env.config.glossary_terms_baseline)
    # Pages may share files and catalogs: a problem in one is reported once.
    problems += (*_missing_order(domain), *function_words(context))
    problems += dict.fromkeys((*_reserved_document(domain), *_on_pages(domain), *_in_texts(domain)))
    for problem in (*domain.glossary.problems, *problems):
        # A docstring may be outside the source directory.
        location = f"{os.path.normpath(env.srcdir / problem.source)}:{problem.line or ''}"
        message = problem.message
        if problem.unknown:
            message += domain.advice(problem.unknown) or "; write that term, or remove it"
        warn(problem.code, message, location=location)


def _on_pages(domain: GlossaryDomain) -> Iterator[Problem]:
    """What is wrong with the references and the directives of each page."""
    glossary = domain.glossary
    for docname, page in sorted(domain.pages.items()):
        if glossary.has_doubtful_names:
            yield from ambiguous_references(glossary, page.mentions, docname)
            yield from avoided_names(glossary, page.mentions)
            yield from replaced_terms(glossary, page.mentions)
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
        yield Problem(Code.RESERVED_DOCUMENT, message, str(env.doc2path(INDEX_PAGE, base=False)), 1)


def _missing_order(domain: GlossaryDomain) -> list[Problem]:
    """The first name that only ICU can sort: no rule, since a baseline is for every machine."""
    if domain.collation.is_known:
        return []
    names = ((term, name) for term in domain.glossary.terms.values() for name in (term.preferred, *term.aliases))
    return [
        Problem.of(term, Code.NO_ICU, NO_ICU.format(language=domain.env.config.language, name=name.text))
        for term, name in names
        if not name.language and not (name.reading or name.text).isascii()
    ][:1]


def rule_context(domain: GlossaryDomain, /) -> RuleContext:
    """What rules may ask for in this build."""
    settings = domain.env.config
    return RuleContext(
        glossary=domain.glossary.declared,
        collation=domain.collation,
        localizer=domain.localizer,
        language=config.build_language(settings),
        source_language=config.source_language(settings),
        pages=domain.pages,
        is_autolinked=bool(settings.glossary_terms_autolink),
        definition_styles=settings.glossary_terms_definition_style,
        external_targets=_external_targets(domain.env),
    )


def _applied(env: BuildEnvironment) -> list[Rule]:
    return applied(env.config.glossary_terms_checks, translated=config.is_translated(env.config))


def _external_targets(env: BuildEnvironment) -> Iterator[str]:
    """The entries of other projects' glossaries that `sphinx.ext.intersphinx` would find."""
    everything: Mapping[str, Mapping[str, object]] = getattr(env, "intersphinx_inventory", {})
    named: Mapping[str, Mapping[str, Mapping[str, object]]] = getattr(env, "intersphinx_named_inventory", {})
    yield from everything.get("std:term", ())
    for project, objects in named.items():
        yield from (f"{project}:{name}" for name in objects.get("std:term", ()))


def _new(env: BuildEnvironment, problems: list[Problem], file: Path) -> list[Problem]:
    """The findings that the baseline does not have.

    A missing baseline hides nothing: every finding is reported, and a file to copy there is written.
    """
    translated, location = config.is_translated(env.config), f"{file}:1"
    try:
        known = baseline.load(read_file(file))
    except UnusableError as error:
        if not isinstance(error.__cause__, FileNotFoundError):
            location = f"{file}:{error.line or 1}"
            warn(Code.BASELINE, f"the baseline cannot be read: {error}", location=location)
        elif not translated:
            proposal = _propose(env, map(baseline.key, problems))
            message = (
                f"there is no such file; for a baseline of what this build finds ({len(problems)}), copy {proposal}"
            )
            warn(Code.BASELINE, message, location=location)
        return problems
    new, gone = baseline.compare(problems, known, checks={rule.code for rule in _applied(env)})
    if gone and not translated:
        proposal = _propose(env, known.difference(gone))
        message = f"these findings no longer occur: {_listed(gone)}; remove them, or copy {proposal}"
        warn(Code.BASELINE, message, location=location)
    return new


def _propose(env: BuildEnvironment, keys: Iterable[baseline.Key]) -> Path:
    file = env.doctreedir / PROPOSAL
    write_output(file, baseline.dump(keys).encode())
    return file


def _listed(keys: Collection[baseline.Key]) -> str:
    shown = ["/".join(key) for key in keys][:LISTED]
    return ", ".join([*shown, f"and {len(keys) - LISTED} more"] if len(keys) > LISTED else shown)
