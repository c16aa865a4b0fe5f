"""One term: what its author declared and what reading its page found out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sphinx_glossary_terms.model.inline import Inline

GraphDirection = Literal["LR", "RL", "TB", "BT"]

ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


TERM_OPTIONS = (
    *("id", "aliases", "hidden-aliases", "reading", "tags", "old-ids"),
    *("no-graph", "graph-direction", "graph-depth", "name", "class"),
)
"""The options of the directive `term` besides the relations, whose names a project chooses."""


class Alias(NamedTuple):
    """Another name, with its own reading where a translator gave one."""

    text: str
    reading: str = ""


class Declared(NamedTuple):
    """A relation as its author wrote it: the option's name and the target's id, name or alias."""

    option: str
    target: str


@dataclass(frozen=True, kw_only=True)  # without slots: thousands are unpickled, and with slots that is Python code
class Term:
    """One entry of the glossary.

    The options come from the directive; `docname` to `definition_language` are filled in when its page
    has been read. `name` is in the language of the build, `source_name` in that of the source text; a
    `language` is empty where the text is in the language of the build. `source` is its file, relative to the source
    directory; with an `include` it is not that of its page. `fields` are the fields that it has, `links` the targets of
    the `term` references in its text.
    """

    id: str
    aliases: tuple[Alias, ...] = ()
    hidden_aliases: tuple[str, ...] = ()
    reading: str = ""
    relations: tuple[Declared, ...] = ()
    tags: tuple[str, ...] = ()
    old_ids: tuple[str, ...] = ()
    has_graph: bool = True
    graph_direction: GraphDirection = "LR"
    graph_depth: int = 1

    docname: str = ""
    source: str = ""
    line: int = 0
    name: str = ""
    name_language: str = ""
    source_name: str = ""
    source_aliases: tuple[Alias, ...] = ()
    source_hidden_aliases: tuple[str, ...] = ()
    aliases_language: str = ""
    definition: Inline = ()
    definition_language: str = ""
    fields: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """The id of its place on its page, the same in every language."""
        return anchor_of(self.id)

    @property
    def labels(self) -> tuple[str, ...]:
        """Every text that names it in the language of the build."""
        return (self.name, *(alias.text for alias in self.aliases), *self.hidden_aliases)

    @property
    def source_labels(self) -> tuple[str, ...]:
        """Every text that names it in the source language."""
        return (self.source_name, *(alias.text for alias in self.source_aliases), *self.source_hidden_aliases)


def anchor_of(term_id: str, part: str = "", /) -> str:
    """The anchor of a term, or of a part of it such as a field."""
    return f"term-{term_id}--{part}" if part else f"term-{term_id}"


def slug(name: str, /) -> str:
    """The default id of a name: empty unless it has only ASCII letters, digits, spaces and hyphens."""
    if not re.fullmatch(r"[A-Za-z0-9 -]+", name):
        return ""
    return "-".join(re.findall(r"[a-z0-9]+", name.lower()))


def normalize(label: str, /) -> str:
    """The form in which names are compared: any letter case, any white space."""
    return " ".join(label.split()).casefold()
