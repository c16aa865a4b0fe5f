"""The directives of generated blocks: `term-index`, `term-path` and `term-graph`."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast, get_args

from docutils import nodes as docutils_nodes
from docutils.parsers.rst import directives
from sphinx.util import docname_join

from sphinx_glossary_terms.doctree import nodes
from sphinx_glossary_terms.model import relations
from sphinx_glossary_terms.model.names import split_list
from sphinx_glossary_terms.model.page import (
    GraphDirection,
    GraphQuery,
    Grouping,
    IndexQuery,
    PathForm,
    PathQuery,
    Query,
)
from sphinx_glossary_terms.problems.problem import Code
from sphinx_glossary_terms.read.directive import GlossaryDirective, OptionSpec
from sphinx_glossary_terms.settings import config

if TYPE_CHECKING:
    from docutils.nodes import Node


class GeneratedDirective(GlossaryDirective):
    """The place of a generated block."""

    has_content = True  # It should have none; but where content is not allowed, parsers drop it.

    def make_nodes(self) -> list[Node]:
        query = self.query()
        node = nodes.generated_block("", *self.shown_text(), kind=query.kind, query=query, term_id="")
        self.set_source_info(node)
        content = self.parse_content_to_nodes()
        if content:
            self.warn(Code.MISPLACED, f"`{self.name}` has no body; put the text below the directive")
        return [node, *content]

    def query(self) -> Query:
        """What the block is to show."""
        raise NotImplementedError

    def shown_text(self) -> list[Node]:
        """The text of the author that the block shows, such as a caption."""
        return []


class TermIndexDirective(GeneratedDirective):
    """The index of the glossary, in the page."""

    option_spec: ClassVar[OptionSpec] = OptionSpec(
        dict.fromkeys(("by", "tags", "used-on", "only"), directives.unchanged)
    )

    def query(self) -> IndexQuery:
        return IndexQuery(
            by=cast("Grouping", self.choice("by", get_args(Grouping), "letter")),
            tags=tuple(self.named("tags")),
            used_on=self._place(self.text("used-on")),
            only_abbreviations="only" in self.options and self.choice("only", ("abbreviations",), "") != "",
        )

    def _place(self, value: str) -> str:
        """The page, or the folder with a slash at its end, that an option names."""
        if value in {"", "page"}:
            return value and self.env.docname
        page = docname_join(self.env.docname, value)
        if page in self.env.found_docs:
            return page
        folder = f"{page.strip('./')}/".removeprefix("/")
        if not any(docname.startswith(folder) for docname in self.env.found_docs):
            self.bad_option("used-on", value, "write page, or the path of a page or a folder")
        return folder or "/"


class TermPathDirective(GeneratedDirective):
    """A learning path to one or more terms."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = OptionSpec(known=directives.unchanged, show=directives.unchanged)

    def query(self) -> PathQuery:
        show = cast("PathForm", self.choice("show", get_args(PathForm), "list"))
        goals = split_list(self.arguments[0])
        if not goals:
            self.warn(Code.OPTION, f"`{self.name}` needs a term; write the ids of one or more")
        return PathQuery(goals=goals, known=self.items("known"), show=show)


class TermGraphDirective(GeneratedDirective):
    """A map of the glossary."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = OptionSpec(
        dict.fromkeys(("depth", "tags", "relations", "direction", "caption"), directives.unchanged)
    )

    def query(self) -> GraphQuery:
        return GraphQuery(
            around=split_list(self.arguments[0]) if self.arguments else (),
            depth=self._depth(),
            tags=tuple(self.named("tags")),
            relations=self._relations(),
            direction=cast("GraphDirection", self.choice("direction", get_args(GraphDirection), "LR")),
        )

    def shown_text(self) -> list[Node]:
        caption = self.text("caption")
        if not caption:
            return []
        text, messages = self.parse_inline(caption, lineno=self.lineno)
        paragraph = docutils_nodes.paragraph(caption, "", *text, classes=["glossary-caption"])
        self.set_source_info(paragraph)
        return [paragraph, *messages]

    def _depth(self) -> int:
        """How far the map goes."""
        value = str(self.options.get("depth", "1")).strip()
        # Nobody goes further, and Python makes no number of thousands of digits.
        if value.isascii() and value.isdigit() and value.strip("0"):
            return int(value.lstrip("0")[:9])
        self.bad_option("depth", value, "write a number of steps, 1 or more")
        return 1

    def _relations(self) -> tuple[str, ...]:
        """The names of relation types; the name of an inverse means its type, since a map shows both ends."""
        sides = relations.options(config.relation_types(self.config))
        types = []
        for name in self.items("relations"):
            if name in sides:
                types.append(sides[name].type.name)
            else:
                self.bad_option("relations", name, f"write some of {', '.join(sides)}")
        return tuple(dict.fromkeys(types))


GENERATED: dict[str, type[GlossaryDirective]] = {
    IndexQuery.kind: TermIndexDirective,
    PathQuery.kind: TermPathDirective,
    GraphQuery.kind: TermGraphDirective,
}
"""The directives of generated blocks by their names."""
