"""The rows of the table of generated blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils.parsers.rst import Directive

    from sphinx_glossary_terms.model.glossary import Glossary
    from sphinx_glossary_terms.model.page import Query
    from sphinx_glossary_terms.model.problem import Problem
    from sphinx_glossary_terms.views.addresses import BlockAddress
    from sphinx_glossary_terms.views.page import BlockView, Viewer
    from sphinx_glossary_terms.views.terms import TermView


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedBlock:
    """A kind of generated block: what a page shows of the whole glossary at one place.

    name: the name of its directive, and the `kind` of its queries and nodes.
    write: the function that describes it as blocks, as "module:function": it is imported when something is written. Its
    arguments are the context, the node and the view.
    directive: its directive; None if it is a part of every term.
    view: makes its view from a query and the address of the block; None if it shows what the view of its term has.
    check: the function that finds what is wrong with a query, before anything is written, likewise. Its arguments are
    the glossary and the query; empty if nothing can be wrong.

    Of a part of a term that has a heading, which the contents of its page list:

    part: the end of its anchor.
    title: its heading; empty if it shows nothing.
    """

    name: str
    write: str
    directive: type[Directive] | None = None
    view: Callable[[Viewer, Any, BlockAddress], BlockView] | None = None
    check: str = ""
    part: str = ""
    title: Callable[[TermView], str] = lambda _view: ""

    def problems(self, glossary: Glossary, query: Query, /) -> Iterable[Problem]:
        """What is wrong with a query."""
        return resolve_name(self.check)(glossary, query) if self.check else ()
