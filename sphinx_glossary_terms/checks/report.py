"""The one function that warns, and the problems of the glossary as a whole, which are reported once a build."""

from __future__ import annotations

import os
from collections.abc import Iterator
from operator import attrgetter

from docutils.nodes import Node
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from sphinx_glossary_terms.checks.rules import RuleContext, applied, findings, mention_problems, query_problems
from sphinx_glossary_terms.model.characters import has_kana_or_kanji, printable
from sphinx_glossary_terms.model.problem import Code, Problem

TYPE = "glossary"
_logger = logging.getLogger(__name__)


def warn(
    code: Code, message: str, /, *, location: Node | str | tuple[str, int | None] | None = None, once: bool = False
) -> None:
    """Warn, with a place that Sphinx prints as `file:line`; with `once`, only the first time in a build."""
    place = printable(location) if isinstance(location, str) else location
    _logger.warning("%s", printable(message), location=place, type=TYPE, subtype=code.value, once=once)


def check(env: BuildEnvironment, context: RuleContext, index_page: str, /) -> bool:
    """Warn about everything that no page can know by itself; returns whether there is nothing.

    `index_page` is the name of the page of the generated index.
    """
    rules = applied(env.config.glossary_terms_checks, translated=context.is_translated)
    problems = findings(context, rules)
    # Pages may share files and catalogs: a problem in one is reported once.
    problems += [*_unnamed_language(env, context), *_reserved_document(env, context, index_page)]
    # Text that was understood otherwise than its author meant. Sphinx warns of entries of its own glossary.
    in_texts = [problem for page in context.pages.values() for problem in page.problems]
    in_texts.sort(key=attrgetter("source", "line", "code", "message"))
    problems += dict.fromkeys((*_on_pages(context), *in_texts))
    problems = [*context.glossary.problems, *problems]
    for problem in problems:
        # A docstring may be outside the source directory.
        location = f"{os.path.normpath(env.srcdir / problem.source)}:{problem.line or ''}"
        message = problem.message
        if problem.unknown:
            message += context.glossary.advice(problem.unknown)
        warn(problem.code, message, location=location)
    return not problems


def _unnamed_language(env: BuildEnvironment, context: RuleContext) -> Iterator[Problem]:
    """Names that cannot be English, where the project does not say what they are: the first one."""
    if env.config.glossary_terms_source_language:
        return
    terms = (term for term in context.glossary.own if has_kana_or_kanji(term.source_name))
    for term in sorted(terms, key=attrgetter("source", "line"))[:1]:
        fix = 'write `glossary_terms_source_language = "ja"` in conf.py, or the code of the language that they are in'
        yield Problem.of(term, Code.CONFIG, f"names such as '{term.source_name}' are not English; {fix}")


def _on_pages(context: RuleContext) -> Iterator[Problem]:
    """What is wrong with the references and the directives of each page."""
    glossary = context.glossary
    for docname, page in sorted(context.pages.items()):
        if glossary.has_doubtful_names:
            yield from mention_problems(glossary, page.mentions, docname)
        for query in page.queries:
            yield from query_problems(glossary, query)


def _reserved_document(env: BuildEnvironment, context: RuleContext, index_page: str) -> Iterator[Problem]:
    """A document that the generated index overwrites: no rule, since the glossary does not know the documents."""
    if index_page in env.found_docs and any(page.terms for page in context.pages.values()):
        message = f"the generated index overwrites the document '{index_page}'; rename the document"
        yield Problem(Code.NAME_TAKEN, message, str(env.doc2path(index_page, base=False)), 1)
