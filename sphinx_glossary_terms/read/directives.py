"""All directives: what they share, the term and its fields, and those of generated blocks."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar, cast, get_args

from docutils import nodes as docutils_nodes
from docutils.nodes import Node
from docutils.parsers.rst import directives
from sphinx.util import docname_join
from sphinx.util.docutils import SphinxDirective

from sphinx_glossary_terms.checks.report import warn
from sphinx_glossary_terms.doctree import nodes
from sphinx_glossary_terms.doctree import page_notes as current_page
from sphinx_glossary_terms.model import names, relations
from sphinx_glossary_terms.model.characters import without_controls
from sphinx_glossary_terms.model.page import (
    GraphDirection,
    GraphQuery,
    Grouping,
    IndexQuery,
    PathForm,
    PathQuery,
    Query,
)
from sphinx_glossary_terms.model.problem import Code
from sphinx_glossary_terms.model.relations import FieldType
from sphinx_glossary_terms.settings import config


class OptionSpec(dict[str, Callable[[str], Any]]):
    """The options of a directive. It accepts every other name too, since docutils drops a directive with one."""

    def __missing__(self, name: str) -> Callable[[str], Any]:
        return directives.unchanged


class GlossaryDirective(SphinxDirective):
    """What all directives have in common.

    What is wrong with an option is a warning: an error would leave a message in the place of its text.
    """

    def run(self) -> list[Node]:
        current_page.notes_of(self.env).has_directives = True
        self._report_unknown_options()
        self._remove_invalid_characters()
        self._report_open_fence()
        return [*self.make_nodes(), *self.unknown]

    def make_nodes(self) -> list[Node]:
        """The nodes of the directive."""
        raise NotImplementedError

    def warn(self, code: Code, message: str, /) -> None:
        """Warn at the line of the directive."""
        warn(code, message, location=self.get_location())

    @property
    def known_options(self) -> list[str]:
        """The names of the options that it has."""
        return [*(self.option_spec or ())]

    def _report_unknown_options(self) -> None:
        known = self.known_options
        self.unknown: list[Node] = []
        for option in [option for option in self.options if option not in known]:
            text = str(self.options.pop(option) or "")
            self.warn(Code.OPTION, f"`{self.name}` has no option `:{option}:`{self._fix_of(option, known)}")
            if text:
                # Not lost: on the page as what it is. In a container it is no definition.
                shown = docutils_nodes.paragraph("", "", docutils_nodes.literal("", f":{option}:"))
                shown += docutils_nodes.Text(f" {text}")
                self.unknown.append(docutils_nodes.container("", shown, classes=["glossary-unknown"]))

    def _fix_of(self, option: str, known: list[str]) -> str:
        """What to write in the place of an option that the directive does not have."""
        if (name := names.TRIED.get(option)) in known:
            return f"; write `:{name}:`"
        if name == "" and "id" in known:
            return "; the first paragraph below the name is the definition"
        near = difflib.get_close_matches(option, known, n=1, cutoff=0.6)
        return f"; did you mean `:{near[0]}:`?" if near else ", so its text is shown on the page"

    def _remove_invalid_characters(self) -> None:
        """Leave out what neither UTF-8 nor XML has: MyST reads options as YAML, which has escapes of everything."""
        for option, value in self.options.items():
            if isinstance(value, str) and (kept := without_controls(value)) != value:
                self.options[option] = kept
                self.warn(
                    Code.OPTION,
                    f"`:{option}:` of `{self.name}` has characters that no file can have (controls, or halves of "
                    "characters); they are omitted",
                )

    def choice(self, option: str, allowed: tuple[str, ...], default: str, /) -> str:
        """The value of an option that has few; another one is reported, and the default taken."""
        values = {value: value for value in allowed}
        return str(self._parsed(option, names.one_of(values, default), str(self.options.get(option, default)).strip()))

    def bad_option(self, option: str, value: str, fix: str, /) -> None:
        """Report the value of an option."""
        self.warn(Code.OPTION, f"`:{option}:` of `{self.name}` cannot be '{value}'; {fix}")

    def items(self, option: str, /, parse: Callable[[str], names.Parsed] = names.items) -> tuple[Any, ...]:
        """The value of an option that is a list."""
        return tuple(self._parsed(option, parse, self.text(option)))

    def tags(self) -> tuple[str, ...]:
        """The tags in the option of that name."""
        return tuple(tag for tag, _reading in self.items("tags", names.tags))

    def _parsed(self, option: str, parse: Callable[[str], names.Parsed], text: str, /) -> Any:
        value, problems = parse(text)
        for part, fix in problems:
            self.bad_option(option, part, fix)
        return value

    def text(self, option: str, /) -> str:
        """The value of an option that has to have one."""
        value = str(self.options.get(option) or "").strip()
        if option in self.options and (not value or value.endswith(",")):
            self.warn(
                Code.OPTION,
                f"`:{option}:` of `{self.name}` {'ends in a comma' if value else 'is empty'}; write the value on one "
                "line, or remove the option",
            )
        return value

    def _report_open_fence(self) -> None:
        """Report a fence that ends with its directive: the parser takes all that follows for a part of it."""
        is_markdown = self.config.source_suffix.get(Path(self.get_source_info()[0] or "").suffix) == "markdown"
        if is_markdown and (fence := open_fence(self.content)):
            self.warn(
                Code.FENCE,
                f"the fence '{fence}' inside `{self.name}` is not closed in it; the outer fence needs more colons or "
                "backticks than the inner ones",
            )


# CommonMark: at most three spaces before it; after backticks no further ones.
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,}|:{3,})\s*(.*)$")


def open_fence(lines: Iterable[str], /) -> str:
    """The fence that is opened in these lines and never closed."""
    mark = fence = ""
    for match in filter(None, map(_FENCE.match, lines)):
        other, after = match.groups()
        if not mark:
            mark, fence = other, f"{other}{after}"
        elif other[0] == mark[0] and len(other) >= len(mark) and not after:
            mark = fence = ""
    return fence


class TermDirective(GlossaryDirective):
    """A term: with an argument its body is the entry, without one its options describe the section that contains it."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = OptionSpec(
        {**dict.fromkeys(names.TERM_OPTIONS, directives.unchanged), "class": directives.class_option}
    )

    @property
    def known_options(self) -> list[str]:
        return [*self.option_spec, *self._relations, *self._fields]

    @property
    def _fields(self) -> list[str]:
        return [field.name for field in config.field_types(self.config)]

    @property
    def _relations(self) -> Iterable[str]:
        return relations.options(config.relation_types(self.config))

    def make_nodes(self) -> list[Node]:
        written: dict[str, Any] = {"other_names": self._names(), "options": self._options()}
        classes = self.options.get("class", [])
        self._report_options_in_body()
        content = self.parse_content_to_nodes()
        fields = [*self._fields_in_options()]
        if not self.arguments:
            if content:
                self.warn(
                    Code.MISPLACED,
                    "a `term` without a name describes the section that it is in and has no body; "
                    "put the text below the directive, or give the term a name",
                )
            section = nodes.term_section("", **written, term_id="", classes=classes)
            self.set_source_info(section)
            self.add_name(section)
            return [section, *content, *fields]
        if not content:
            self.warn(
                Code.EMPTY_TERM,
                f"the term '{' '.join(self.arguments[0].split())}' has no body; write its definition below the "
                "name (in reStructuredText after a blank line, and indented)",
            )
        text, messages = self.parse_inline(self.arguments[0], lineno=self.lineno)
        name = nodes.term_name(self.arguments[0], "", *text)
        entry = nodes.term_entry("", name, *messages, *content, *fields, **written, term_id="", classes=classes)
        self.set_source_info(name)
        self.set_source_info(entry)
        self.add_name(entry)
        return [entry]

    def _report_options_in_body(self) -> None:
        """Report options that stand in the body, behind a blank line: there they are text."""
        lines = [line for line in self.content if line.strip()]
        found = re.match(r":([\w-]+):(?:\s|$)", lines[0].strip()) if lines else None
        if found and (found[1] in self.known_options or found[1] in names.TRIED):
            fix = "write options right below the name, without a blank line"
            self.warn(Code.OPTION, f"the body of `{self.name}` begins with `:{found[1]}:`, which is text there; {fix}")

    def _fields_in_options(self) -> Iterator[Node]:
        """The fields that are written as options: text in one line, at its own line of the file."""
        lines = self.block_text.splitlines()
        for field in self._fields:
            if field in self.options and field not in names.TERM_OPTIONS and (text := self.text(field)):
                found = (number for number, line in enumerate(lines) if line.strip().startswith(f":{field}:"))
                line = self.lineno + next(found, 1 + [*self.options].index(field))  # MyST 4 has no options there
                content, messages = self.parse_inline(text, lineno=line)
                paragraph = docutils_nodes.paragraph(text, "", *content)
                node = nodes.term_field("", paragraph, *messages, field=field, term_id="", is_option=True)
                for element in (paragraph, node):
                    self.set_source_info(element)
                    element.line = line
                yield node

    def _names(self) -> tuple[names.Name, ...]:
        """The names among the options; the first one, which is only a reading, is for the name itself."""
        preferred = names.Name("", names.PREFERRED.name, reading=self.text("reading"))
        others = [
            names.Name(text, kind.name, reading=reading)
            for kind in names.OTHERS
            for text, reading in self.items(kind.option, names.read_items)
        ]
        if sum(name.kind == names.ABBREVIATION.name for name in others) > 1:
            value = str(self.options[names.ABBREVIATION.option]).strip()
            self.bad_option(names.ABBREVIATION.option, value, "write one, and others in `:aliases:`")
        return (preferred, *others)

    def _options(self) -> names.TermOptions:
        relations = tuple(
            names.Declared(option, target)
            for option in self._relations
            if option in self.options
            for target in self._targets(option)
        )
        values = {
            field: self._parsed(
                row.name,
                row.parse,
                self.text(row.name) if row.needs_text else str(self.options[row.name] or "").strip(),
            )
            for field, row in names.ROWS.items()
            if row.name in self.options
        }
        return names.TermOptions(relations=relations, **values)

    def _targets(self, option: str) -> tuple[str, ...]:
        """The targets of a relation; a target that is written twice is a mistake, perhaps for another one."""
        targets = self.items(option, names.listed)
        for target in sorted({target for target in targets if targets.count(target) > 1}):
            self.warn(Code.BAD_RELATION, f"`:{option}:` of `{self.name}` has '{target}' twice; remove one")
        return tuple(dict.fromkeys(targets))


class FieldDirective(GlossaryDirective):
    """A field of the term around it. Its name is that of the directive."""

    has_content = True

    def make_nodes(self) -> list[Node]:
        name = self.name.lower().removeprefix(f"{nodes.DOMAIN}:")
        field = nodes.term_field("", *self.parse_content_to_nodes(), field=name, term_id="")
        self.set_source_info(field)
        return [field]


class GeneratedDirective(GlossaryDirective):
    """The place of a generated block."""

    has_content = True  # It should have none; but where content is not allowed, parsers drop it.
    text_option: ClassVar[str] = ""

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
        """The text of the author that the block shows, such as a caption: as nodes it is in the page's catalog."""
        text = self.text(self.text_option) if self.text_option else ""
        if not text:
            return []
        content, messages = self.parse_inline(text, lineno=self.lineno)
        paragraph = docutils_nodes.paragraph(text, "", *content, classes=[f"glossary-{self.text_option}"])
        self.set_source_info(paragraph)
        return [paragraph, *messages]


class TermIndexDirective(GeneratedDirective):
    """The index of the glossary, in the page."""

    option_spec: ClassVar[OptionSpec] = OptionSpec(
        dict.fromkeys(("by", "tags", "used-on", "only"), directives.unchanged)
    )

    def query(self) -> IndexQuery:
        return IndexQuery(
            by=cast("Grouping", self.choice("by", get_args(Grouping), "letter")),
            tags=self.tags(),
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
    option_spec: ClassVar[OptionSpec] = OptionSpec(dict.fromkeys(("title", "known", "show"), directives.unchanged))
    text_option = "title"

    def query(self) -> PathQuery:
        show = cast("PathForm", self.choice("show", get_args(PathForm), "list"))
        goals = names.split_list(self.arguments[0])
        if not goals:
            self.warn(Code.OPTION, f"`{self.name}` needs a term; write the ids of one or more")
        title = str(self.options.get("title") or "").strip()
        return PathQuery(goals=goals, known=self.items("known"), show=show, title=title)


class TermGraphDirective(GeneratedDirective):
    """A map of the glossary."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = OptionSpec(
        dict.fromkeys(("depth", "tags", "relations", "direction", "caption"), directives.unchanged)
    )
    text_option = "caption"

    def query(self) -> GraphQuery:
        return GraphQuery(
            around=names.split_list(self.arguments[0]) if self.arguments else (),
            depth=self._depth(),
            tags=self.tags(),
            relations=self._relations(),
            direction=cast("GraphDirection", self.choice("direction", get_args(GraphDirection), "LR")),
        )

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


def directives_for(fields: Iterable[FieldType], /) -> dict[str, type[GlossaryDirective]]:
    """All directives by name. The table of a project decides about the fields."""
    return {
        "term": TermDirective,
        **dict.fromkeys((field.name for field in fields), FieldDirective),
        IndexQuery.kind: TermIndexDirective,
        PathQuery.kind: TermPathDirective,
        GraphQuery.kind: TermGraphDirective,
    }
