"""The sections of the report, in their order. Each may have nothing to say in a build."""

from __future__ import annotations

from collections.abc import Callable

from sphinx_glossary_terms.know.domain import GlossaryDomain
from sphinx_glossary_terms.report.rules import rules
from sphinx_glossary_terms.report.table import ReportSection
from sphinx_glossary_terms.report.translations import labels, terms

SECTIONS: tuple[Callable[[GlossaryDomain], ReportSection | None], ...] = (terms, labels, rules)
