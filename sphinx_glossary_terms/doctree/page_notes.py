"""What transforms note about the page that is being read, until its `Page` is made (`read.collect`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from docutils.nodes import Element, Node
    from sphinx.environment import BuildEnvironment

    from sphinx_glossary_terms.doctree.conditions import Condition
    from sphinx_glossary_terms.problems.problem import Problem


class Message(NamedTuple):
    """A message of a page.

    node: its node.
    text: its text, as a catalog has it.
    before: the children that the node had before translation.
    """

    node: Element
    text: str
    before: list[Node]


@dataclass(slots=True, kw_only=True)
class PageNotes:
    """What is known about a page.

    has_directives: whether it has a directive of this extension. Pages without one are never changed.
    conditions: those of its parts with something of the glossary that a build may omit; whether they hold in this one.
    omitted: the nodes of the parts that this build omits.
    left_out: the names and ids of its terms that are not in the glossary, each with the reason.
    messages: its messages, in a build that translates.
    problems: text that the parser understood differently than its author meant.
    """

    has_directives: bool = False
    conditions: dict[Condition, bool] = field(default_factory=dict)
    omitted: list[Element] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def notes_of(env: BuildEnvironment, /) -> PageNotes:
    """The notes on the page that is being read."""
    return cast("PageNotes", env.current_document.setdefault("glossary_terms_notes", PageNotes()))


def has_directives(env: BuildEnvironment, /) -> bool:
    """Whether the page that is being read has a directive of this extension."""
    return notes_of(env).has_directives
