"""How long the model takes by itself: every rule, and learning paths: `python -m benchmarks.model`."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from benchmarks.generate import OURS, Entry, id_of, name_of
from sphinx_glossary_terms.checks.rules import RULES, RuleContext
from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.graph import learning_path
from sphinx_glossary_terms.model.names import PREFERRED, Name
from sphinx_glossary_terms.model.order import collation_for
from sphinx_glossary_terms.model.relations import BUILT_IN
from sphinx_glossary_terms.model.term import Localizer, Term
from sphinx_glossary_terms.model.term_options import Declared
from sphinx_glossary_terms.settings import config


def term_of(number: int) -> Term:
    """The term with a number, as reading its page would make it."""
    entry, name = Entry.of(number), name_of(number)
    relations = [
        Declared(option, id_of(target, OURS[0])) for option, targets in entry.relations.items() for target in targets
    ]
    names = (Name(name, PREFERRED.name),)
    return Term(
        id=id_of(number, OURS[0]),
        names=names,
        source_names=names,
        docname=f"page-{number // 20}",
        source=f"page-{number // 20}.md",
        line=number % 20,
        relations=tuple(relations),
        definition=(entry.definition,),
        fields=tuple(entry.fields),
    )


def measure(terms: int) -> dict[str, float]:
    """Milliseconds of CPU time: to put the glossary together, for each rule alone, and for the longest path."""
    made = [term_of(number) for number in range(terms)]
    found = {"glossary": _time(lambda: Glossary(made, BUILT_IN).problems)}
    for rule in RULES:
        context = _context(made)
        assert not context.glossary.problems
        found[rule.code] = _time(lambda rule=rule, context=context: list(rule.find(context)))  # type: ignore[misc]
    context = _context(made)
    found["all rules"] = _time(lambda: [list(rule.find(context)) for rule in RULES])
    found["learning path"] = _time(lambda: learning_path(context.glossary, [made[-1].id]))
    return found


def _context(terms: list[Term]) -> RuleContext:
    return RuleContext(
        glossary=Glossary(terms, BUILT_IN),
        collation=collation_for("en"),
        localizer=Localizer(),
        language="en",
        source_language="en",
        function_words=config.function_words,
    )


def _time(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def main() -> None:
    """Print what `measure` finds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--terms", type=int, default=10_000, help="the size of the glossary")
    for name, milliseconds in measure(parser.parse_args().terms).items():
        print(f"{name:24}{milliseconds:8.1f} ms")


if __name__ == "__main__":
    main()
