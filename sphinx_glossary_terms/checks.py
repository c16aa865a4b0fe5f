"""What is wrong with the glossary as a whole: said once a build, when all pages have been read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.localize import Localizer
from sphinx_glossary_terms.model.problem import Loss
from sphinx_glossary_terms.model.view import Viewer
from sphinx_glossary_terms.nodes import INDEX_PAGE
from sphinx_glossary_terms.warnings import Code, warn

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def check(env: BuildEnvironment, viewer: Viewer, localizer: Localizer, /) -> None:
    """Warn about everything that no page can know by itself."""
    glossary = viewer.glossary
    for problem in glossary.problems:
        message = problem.message + glossary.advice(problem)
        warn(Code.of(problem.code), message, location=f"{env.srcdir / problem.source}:{problem.line}")
    _check_neighbours(env, glossary)
    _check_readings(env, viewer, localizer)


def check_translations(losses: Iterable[tuple[Loss, ...]], /) -> None:
    """Warn about translations that are lost: once each, though pages share catalogs and messages."""
    for loss in sorted({loss for of_page in losses for loss in of_page}):
        warn(Code.of(loss.code), loss.message, location=f"{loss.file}:{loss.line}")


def _check_neighbours(env: BuildEnvironment, glossary: Glossary) -> None:
    """Warn where Sphinx's own glossary or pages get into the way of ours."""
    for term in glossary.terms.values() if glossary.entries else ():
        for label in dict.fromkeys((*term.source_labels, *term.labels)):
            if label and (entry := glossary.entry(label)):
                warn(
                    Code.BUILT_IN_NAME,
                    f"Sphinx's own glossary has an entry '{label}' too (on the page '{entry.docname}'), to which "
                    "`term` references no longer lead; rename one, or take the entry out",
                    location=f"{env.srcdir / term.source}:{term.line}",
                )
    if INDEX_PAGE in env.found_docs and glossary.terms:
        warn(
            Code.RESERVED_DOCUMENT,
            f"the generated index overwrites the document '{INDEX_PAGE}'; rename the document",
            location=(INDEX_PAGE, None),
        )


def _check_readings(env: BuildEnvironment, viewer: Viewer, localizer: Localizer) -> None:
    """Warn about names in the language of the build that cannot be sorted, or only by a wrong reading."""
    collation = viewer.collation
    for term in viewer.glossary.terms.values() if collation.by_reading else ():
        names = [] if term.name_language else [(term.name, term.reading, "")]
        if not term.aliases_language:
            names += [(alias.text, alias.reading, alias.text) for alias in term.aliases]
        for name, reading, alias in names:
            if collation.is_readable(name, reading):
                continue
            advice, place = localizer.reading_advice(term, alias)
            place = place or f"{env.srcdir / term.source}:{term.line}"
            if reading:
                warn(Code.BAD_READING, f"the reading '{reading}' of '{name}' is not kana; {advice}", location=place)
            else:
                warn(Code.NO_READING, f"'{name}' has no reading to be sorted by; {advice}", location=place)
