"""Every rule about the glossary as a whole, once, and the one function that applies them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.problem import Finding, Problem
from sphinx_glossary_terms.model.rules import readings, relations, wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row: the code of the warning, which is also the name of the check, and what finds it.

    A rule that is not `always` applied is on request. `options` are the arguments that it takes besides the glossary.
    `about` says in which builds there is anything to find: a rule about the `source` text finds the same in every
    language, so only a build in the source language applies it; one about the `order` is about the names of the build.
    """

    code: str
    find: Callable[..., Iterable[Finding]]
    always: bool = False
    about: Literal["source", "order"] = "source"
    options: tuple[str, ...] = ()

    def __call__(self, glossary: Glossary, /, **options: Any) -> Iterator[Problem]:
        """The problems that it finds; of the options it takes those that it knows."""
        known = {name: options[name] for name in self.options if name in options}
        for place, message, about in self.find(glossary, **known):
            yield Problem(code=self.code, message=message, source=place.source, line=place.line, about=about)


RULES: tuple[Rule, ...] = (
    Rule(code="cycle", find=relations.cycles, always=True),
    Rule(code="related-ancestor", find=relations.related_ancestors, always=True),
    Rule(code="repeated-label", find=wording.repeated_labels, always=True),
    Rule(code="bad-reading", find=readings.not_kana, always=True, about="order", options=("collation", "localizer")),
    Rule(code="no-reading", find=readings.missing, about="order", options=("collation", "localizer")),
    Rule(code="redundant-relation", find=relations.redundant_relations),
    Rule(code="shared-name", find=wording.shared_names),
    Rule(code="orphan", find=relations.orphans),
    Rule(code="island", find=relations.islands),
    Rule(code="undeclared-link", find=relations.undeclared_links),
    Rule(code="wanted-term", find=wording.wanted_terms, options=("references", "elsewhere")),
    Rule(code="no-eli5", find=partial(wording.missing_field, field="eli5")),
    Rule(code="no-deep-dive", find=partial(wording.missing_field, field="deep-dive")),
    Rule(code="no-sources", find=partial(wording.missing_field, field="sources")),
    Rule(code="definition-opening", find=wording.definition_openings),
    Rule(code="circular-definition", find=wording.circular_definitions),
    Rule(code="long-definition", find=wording.long_definitions, options=("max_words",)),
)


def applied(checks: Iterable[str], /, *, translated: bool) -> list[Rule]:
    """The rules that a build applies: always, or because the project wants them (`checks`)."""
    wanted = set(checks)
    return [
        rule for rule in RULES if rule.always or (rule.code in wanted and not (translated and rule.about == "source"))
    ]


def findings(glossary: Glossary, rules: Iterable[Rule], /, **options: Any) -> list[Problem]:
    """What rules find, in the order of files and lines."""
    found = [problem for rule in rules for problem in rule(glossary, **options)]
    return sorted(found, key=lambda problem: (problem.source, problem.line, problem.code))
