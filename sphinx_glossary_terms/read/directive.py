"""What all directives share: their options, where they may stand, and warnings about them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from sphinx_glossary_terms.doctree import page_notes as current_page
from sphinx_glossary_terms.model.names import divided, read_list
from sphinx_glossary_terms.problems.problem import Code
from sphinx_glossary_terms.problems.warnings import warn
from sphinx_glossary_terms.untrusted.limits import without_controls

if TYPE_CHECKING:
    from docutils.nodes import Node


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
        self.lint_syntax()
        return self.make_nodes()

    def make_nodes(self) -> list[Node]:
        """The nodes of the directive."""
        raise NotImplementedError

    def warn(self, code: Code, message: str, /) -> None:
        """Warn at the line of the directive."""
        warn(code, message, location=self.get_location())

    @property
    def is_markdown(self) -> bool:
        """Whether the page is written in MyST."""
        suffix = Path(self.get_source_info()[0] or "").suffix
        return bool(self.config.source_suffix.get(suffix) == "markdown")

    def _report_unknown_options(self) -> None:
        known = self.option_spec or {}
        for option in [option for option in self.options if option not in known]:
            near = difflib.get_close_matches(option, known, n=1, cutoff=0.6)
            fix = f"did you mean `:{near[0]}:`?" if near else f"it has {', '.join(f'`:{name}:`' for name in known)}"
            self.warn(Code.OPTION, f"`{self.name}` has no option `:{option}:`, so it is ignored; {fix}")
            del self.options[option]

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
        value = str(self.options.get(option, default)).strip()
        if value in allowed:
            return value
        self.bad_option(option, value, f"write one of {', '.join(allowed)}")
        return default

    def bad_option(self, option: str, value: str, fix: str, /) -> None:
        """Report the value of an option."""
        self.warn(Code.OPTION, f"`:{option}:` of `{self.name}` cannot be '{value}'; {fix}")

    def items(self, option: str, /) -> tuple[str, ...]:
        """The value of an option that is a list, each item once."""
        return tuple(dict.fromkeys(self.written_items(option)))

    def named(self, option: str, /) -> dict[str, str]:
        """The names or tags in a list, each with its reading, which follows a bar; empty if it has none."""
        items = self.items(option)
        for item in items:
            if item.strip("|｜") != item:
                self.bad_option(option, item, "write the name, a bar and then its reading")
        return {name: reading for name, reading in (divided(item.strip("|｜")) for item in items) if name}

    def written_items(self, option: str, /) -> list[str]:
        """The same as it is written."""
        items = read_list(self.text(option))
        for item in items:
            if (";" in item and option != "tags") or item.startswith("- "):
                self.bad_option(option, item, "separate the items of a list with commas")
        return items

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

    def lint_syntax(self) -> None:
        """Report a fence that ends with its directive: the parser takes all that follows for a part of it."""
        if self.is_markdown and (fence := open_fence(self.content)):
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
