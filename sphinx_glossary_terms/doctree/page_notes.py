"""What transforms note about the page that is being read, and the parts of it that a build may omit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from docutils import nodes
from docutils.nodes import Element, Node
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.ext.ifconfig import ifconfig
from sphinx.ext.todo import todo_node

from sphinx_glossary_terms.model.page import Condition
from sphinx_glossary_terms.model.problem import Problem
from sphinx_glossary_terms.settings.outputs import output_of


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
    source_names: the names in Sphinx's own glossary, by their nodes, as they were before translation.
    problems: text that the parser understood differently than its author meant.
    """

    has_directives: bool = False
    conditions: dict[Condition, bool] = field(default_factory=dict)
    omitted: list[Element] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    source_names: dict[Element, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def notes_of(env: BuildEnvironment, /) -> PageNotes:
    """The notes on the page that is being read."""
    return cast("PageNotes", env.temp_data.setdefault("glossary_terms_notes", PageNotes()))


def _has_tags(builder: Builder, expression: str) -> bool:
    """As `sphinx.util.nodes.process_only_nodes`, which warns of an expression that it cannot read."""
    try:
        return builder.tags.eval_condition(expression)
    except Exception:
        return True


def _is_true(builder: Builder, expression: str) -> bool:
    """As `sphinx.ext.ifconfig.process_ifconfig_nodes`, which puts an error in the place of the part."""
    settings = builder.config
    values = {option.name: option.value for option in settings} | vars(settings) | {"builder": builder.name}
    try:
        return bool(eval(expression, values))  # noqa: S307 - of the project, and evaluated by Sphinx in any case
    except Exception:
        return False


def _shows_todos(builder: Builder, _expression: str) -> bool:
    """As the writers of `sphinx.ext.todo`, which translators are not concerned with."""
    return bool(builder.config.todo_include_todos) or output_of(builder).is_catalog


_KINDS: dict[type[nodes.Element], tuple[str, Callable[[Builder, str], bool]]] = {
    addnodes.only: ("only", _has_tags),
    ifconfig: ("ifconfig", _is_true),
    todo_node: ("todo", _shows_todos),
}
"""The nodes of these parts, each with its directive and the function that says whether a build shows them."""
NODES = tuple(_KINDS)


def condition_of(node: nodes.Element, /) -> Condition:
    """The condition of one of the `NODES`."""
    return Condition(_KINDS[type(node)][0], node.get("expr", ""))


def holds(builder: Builder, condition: Condition, /) -> bool:
    """Whether a build shows the parts with that condition."""
    return dict(_KINDS.values())[condition.directive](builder, condition.expression)
