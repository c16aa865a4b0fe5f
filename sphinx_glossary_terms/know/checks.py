"""What is wrong with the glossary as a whole: said once a build, when all pages have been read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_glossary_terms import config
from sphinx_glossary_terms.know.domain import GlossaryDomain, glossary_domain
from sphinx_glossary_terms.model.digest import digest_of
from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.problem import Problem
from sphinx_glossary_terms.model.rules import baseline
from sphinx_glossary_terms.model.rules.table import Rule, applied, findings
from sphinx_glossary_terms.model.term import normalize
from sphinx_glossary_terms.nodes import INDEX_PAGE
from sphinx_glossary_terms.warnings import Code, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


PROPOSAL = "glossary-baseline.json"
"""The baseline that a build proposes, beside the environment: an output directory may be published."""
LISTED = 5
"""Findings that a message lists, at most."""


def fingerprint(app: Sphinx, /) -> str:
    """A digest of the settings of checks, and of the text of the baseline."""
    settings = app.config
    file = settings.glossary_terms_baseline and app.confdir / settings.glossary_terms_baseline
    text = file.read_bytes() if file and file.is_file() else None
    return digest_of((settings.glossary_terms_checks, settings.glossary_terms_definition_words, str(file), text))


def check(app: Sphinx, env: BuildEnvironment, /) -> None:
    """Warn about everything that no page can know by itself (`env-check-consistency`)."""
    domain = glossary_domain(env)
    glossary = domain.glossary
    found = findings(glossary, _applied(env), **rule_options(domain))
    if env.config.glossary_terms_baseline:
        found = _new(env, found, app.confdir / env.config.glossary_terms_baseline)
    for problem in (*glossary.problems, *found):
        message = problem.message + glossary.advice(problem)
        warn(Code(problem.code), message, location=f"{env.srcdir / problem.source}:{problem.line}")
    _check_neighbors(env, glossary)
    _check_translations(domain)


def _check_translations(domain: GlossaryDomain) -> None:
    """Warn about translations that are lost: once each, though pages share catalogs and messages."""
    for loss in sorted({loss for record in domain.records.values() for loss in record.losses}):
        if loss.target and not domain.glossary.resolve(loss.target).ids:
            continue
        warn(Code(loss.code), loss.message, location=f"{loss.file}:{loss.line}")


def rule_options(domain: GlossaryDomain, /) -> dict[str, Any]:
    """What rules have to know besides the glossary."""
    return {
        "collation": domain.viewer.collation,
        "localizer": domain.localizer,
        "max_words": domain.env.config.glossary_terms_definition_words,
        "references": [
            mention for record in domain.records.values() for mention in record.page.mentions if not mention.owner
        ],
        "elsewhere": _elsewhere(domain.env),
    }


def _applied(env: BuildEnvironment) -> list[Rule]:
    return applied(env.config.glossary_terms_checks, translated=config.is_translated(env.config))


def _elsewhere(env: BuildEnvironment) -> set[str]:
    """The terms of other projects that `sphinx.ext.intersphinx` would find."""
    everything: Mapping[str, Any] = getattr(env, "intersphinx_inventory", {})
    named: Mapping[str, Mapping[str, Any]] = getattr(env, "intersphinx_named_inventory", {})
    found = {normalize(name) for name in everything.get("std:term", ())}
    for project, objects in named.items():
        found |= {normalize(f"{project}:{name}") for name in objects.get("std:term", ())}
    return found


def _new(env: BuildEnvironment, found: list[Problem], file: Path) -> list[Problem]:
    """The findings that the baseline does not have.

    A missing baseline hides nothing: every finding is reported, and what to put there lies ready.
    """
    translated, place = config.is_translated(env.config), f"{file}:1"
    try:
        known = baseline.load(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if not translated:
            proposal = _propose(env, map(baseline.key, found))
            message = f"there is no such file; for a baseline of what this build finds ({len(found)}), copy {proposal}"
            warn(Code.BASELINE, message, location=place)
        return found
    except (OSError, ValueError) as error:
        warn(Code.BASELINE, f"the baseline cannot be read: {error}; correct it, or delete it", location=place)
        return found
    new, gone = baseline.compare(found, known, checks={rule.code for rule in _applied(env)})
    if gone and not translated:
        proposal = _propose(env, known.difference(gone))
        message = f"these findings no longer occur: {_listed(gone)}; take them out, or copy {proposal}"
        warn(Code.BASELINE, message, location=place)
    return new


def _propose(env: BuildEnvironment, keys: Iterable[baseline.Key]) -> Path:
    place = env.doctreedir / PROPOSAL
    place.write_text(baseline.dump(keys), encoding="utf-8")
    return place


def _listed(keys: Collection[baseline.Key]) -> str:
    shown = ["/".join(key) for key in keys][:LISTED]
    return ", ".join([*shown, f"and {len(keys) - LISTED} more"] if len(keys) > LISTED else shown)


def _check_neighbors(env: BuildEnvironment, glossary: Glossary) -> None:
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
