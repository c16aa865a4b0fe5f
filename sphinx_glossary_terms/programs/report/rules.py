"""The section on the rules about the glossary as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sphinx_glossary_terms.domain.checks import rule_context
from sphinx_glossary_terms.domain.domain import GlossaryDomain
from sphinx_glossary_terms.model.graph import dependents
from sphinx_glossary_terms.problems.problem import Problem
from sphinx_glossary_terms.programs.report.table import Cell, ReportSection
from sphinx_glossary_terms.rules.table import RULES, applied
from sphinx_glossary_terms.settings import config


def rules(domain: GlossaryDomain, /) -> ReportSection:
    """What each rule finds, also those on request; but those that read text only if the project asks for them.

    In a translated build only those that are always applied, or about its language: the others are about
    the source text.
    """
    settings = domain.env.config
    needed_by = dependents(domain.glossary)
    codes = [rule.code for rule in RULES if not rule.reads_text or rule.code in settings.glossary_terms_checks]
    shown = applied(codes, translated=config.is_translated(settings))
    context = rule_context(domain)
    by_code = {rule.code: _sorted(rule.find(context), needed_by) for rule in shown}
    count = {code: len(problems) for code, problems in by_code.items()}
    findings = [item for problems in by_code.values() for item in problems]
    return ReportSection(
        key="rules",
        title="Checks",
        summary=f"Findings: {len(findings)}.",
        head=("check", "findings"),
        rows=[(Cell(code), Cell(str(number), "red" if number else "darkgreen")) for code, number in count.items()],
        notes=[
            (Cell(f"{item.source}:{item.line}: {item.message} "), Cell(f"[glossary.{item.code}]", "darkgray"))
            for item in findings
        ],
        data={"count": count, "findings": [_entry(item) for item in findings]},
    )


def _entry(item: Problem) -> dict[str, object]:
    return {"code": item.code, "message": item.message, "source": item.source, "line": item.line, "about": item.about}


def _sorted(problems: Iterable[Problem], needed_by: Mapping[str, int]) -> list[Problem]:
    """Those first that are about a term on which many others build; otherwise as the rule has them."""
    return sorted(problems, key=lambda item: -max((needed_by.get(name, 0) for name in item.about), default=0))
