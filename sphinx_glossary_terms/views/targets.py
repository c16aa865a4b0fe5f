"""The terms that directives such as `term-path` name."""

from __future__ import annotations

from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.problem import Problem


def find_term(glossary: Glossary, text: str, problems: list[tuple[str, str]], /) -> str:
    """The id that a text in a directive names, as the target of a relation does; empty if it is not one."""
    ids = glossary.targets(text)
    if len(ids) == 1:
        return ids[0]
    if ids:
        problems.append(("ambiguous-target", f"'{text}' names several terms; write the id of one: {', '.join(ids)}"))
    else:
        message = f"there is no term '{text}'"
        problem = Problem(code="unknown-target", message=message, source="", line=0, unknown=text)
        problems.append((problem.code, message + glossary.advice(problem)))
    return ""
