"""The rules about the glossary as a whole, and the one function that applies them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from sphinx_glossary_terms.problems.problem import Code, Problem
from sphinx_glossary_terms.rules import relations, wording
from sphinx_glossary_terms.rules.context import RuleContext


class Rule(NamedTuple):
    """A rule about the glossary as a whole.

    code: the code of its warnings, which is also the name of the check.
    find: the function that finds the problems.
    always: whether every build applies it. Other rules are applied on request.
    about: a rule about the `source` text finds the same in every language, so on request only a build in the source
    language applies it; one about the `language` is about names and texts in that of the build.
    """

    code: Code
    find: Callable[[RuleContext], Iterable[Problem]]
    always: bool = False
    about: Literal["source", "language"] = "source"


RULES: tuple[Rule, ...] = (
    Rule(code=Code.CYCLE, find=relations.cycles, always=True),
    Rule(code=Code.RELATED_ANCESTOR, find=relations.related_ancestors, always=True),
    Rule(code=Code.REPEATED_LABEL, find=wording.repeated_labels, always=True),
    Rule(code=Code.BUILT_IN_NAME, find=wording.built_in_names, always=True),
    Rule(code=Code.BAD_READING, find=wording.readings_not_in_kana, always=True, about="language"),
    Rule(code=Code.NO_READING, find=wording.missing_readings, about="language"),
    Rule(code=Code.SHARED_NAME, find=wording.shared_names),
    Rule(code=Code.ORPHAN, find=relations.orphans),
    Rule(code=Code.WANTED_TERM, find=wording.wanted_terms),
    Rule(code=Code.UNLINKED_MENTION, find=wording.unlinked_mentions),
    Rule(code=Code.MISSING_FIELD, find=wording.missing_fields),
)


def applied(checks: Iterable[str], /, *, translated: bool) -> list[Rule]:
    """The rules that a build applies: always, or because of the option `checks`."""
    wanted = set(checks)
    return [
        rule for rule in RULES if rule.always or (rule.code in wanted and not (translated and rule.about == "source"))
    ]


def findings(context: RuleContext, rules: Iterable[Rule], /) -> list[Problem]:
    """What rules find, in the order of files and lines."""
    problems = [problem for rule in rules for problem in rule.find(context)]
    return sorted(problems, key=lambda problem: (problem.source, problem.line, problem.code))
