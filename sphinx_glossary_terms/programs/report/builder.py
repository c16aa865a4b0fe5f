"""The builder `glossary-report`: reads all pages, writes no page, reports."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby

from sphinx.util import logging

from sphinx_glossary_terms.domain.domain import glossary_domain
from sphinx_glossary_terms.programs.export.reader import LanguageBuilder
from sphinx_glossary_terms.programs.report.table import Cell, Cells
from sphinx_glossary_terms.settings import config

VERSION = 1
"""Of the form of the JSON file: raised when something in it is renamed or taken out."""

_logger = logging.getLogger(__name__)


class ReportBuilder(LanguageBuilder):
    """Reports on the glossary, in the terminal, in `report.txt` and in `report.json`."""

    name = "glossary-report"
    epilog = "The report is in %(outdir)s: report.txt, report.json."

    def finish(self) -> None:
        # Imported here, so that a project that only builds pages does not pay for it.
        from sphinx_glossary_terms.programs.report.rules import rules
        from sphinx_glossary_terms.programs.report.translations import labels, terms

        domain = glossary_domain(self.env)
        # Each may have nothing to say in a build.
        sections = [section for make in (terms, labels, rules) if (section := make(domain))]
        needed = sum(section.needed for section in sections)
        done = sum(section.done for section in sections)
        # Rounded down: only what is complete is 100 %.
        percent = 100 * done // needed if needed else 100
        title = f"Glossary: {len(domain.glossary.terms)} terms, language: {self.config.language}"
        figure = f", translated: {percent} %" if config.is_translated(self.config) else ""
        lines = [(Cell(title + figure, "bold"),), (), *(line for section in sections for line in section.lines())]
        content = {
            "version": VERSION,
            "language": self.config.language,
            "source_language": config.source_language(self.config),
            "needed": needed,
            "translated": done,
            "percent": percent,
            "sections": {section.key: section.data for section in sections},
        }
        text = "\n".join("".join(cell.text for cell in line).rstrip() for line in lines)
        data = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        self.write_files({"report.txt": text, "report.json": data})
        _show(lines)
        threshold: int = self.config.glossary_terms_report_threshold
        if percent < threshold:
            self.failed = True
            _logger.error(
                "%s %% of the glossary is translated (%s of %s parts), and `glossary_terms_report_threshold` is %s %%",
                *(percent, done, needed, threshold),
            )


def _show(lines: Iterable[Cells]) -> None:
    """Log lines in color: Sphinx leaves the colors out where there is no terminal."""
    for line in lines:
        for color, cells in groupby(line, key=lambda cell: cell.color):
            _logger.info("%s", "".join(cell.text for cell in cells), color=color, nonl=True)
        _logger.info("")
