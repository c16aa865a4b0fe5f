"""The rows of the table of generated blocks, and how one is registered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst.languages.en import directives as docutils_directives
from sphinx.util.docutils import is_directive_registered

from sphinx_glossary_terms.know.domain import glossary_domain
from sphinx_glossary_terms.model.codes import Code
from sphinx_glossary_terms.nodes import DOMAIN
from sphinx_glossary_terms.warnings import warn

if TYPE_CHECKING:
    from docutils.parsers.rst import Directive
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_glossary_terms.model.glossary import Glossary
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
    check: finds what is wrong with a query, before anything is written.

    Of a part of a term that has a heading, which the contents of its page list:

    part: the end of its anchor.
    title: its heading; empty if it shows nothing.
    """

    name: str
    write: str
    directive: type[Directive] | None = None
    view: Callable[[Viewer, Any, BlockAddress], BlockView] | None = None
    check: Callable[[Glossary, Any], Iterable[Problem]] = lambda _glossary, _query: ()
    part: str = ""
    title: Callable[[TermView], str] = lambda _view: ""


def add_block(app: Sphinx, block: GeneratedBlock, /) -> None:
    """Register a kind of generated block; to be called in the `setup` of an extension."""
    app.connect("builder-inited", lambda app: glossary_domain(app.env).note_block(block))
    if block.directive is not None:
        directive = block.directive
        app.connect("config-inited", lambda app, _settings: add_directive(app, block.name, directive))


def add_directive(app: Sphinx, name: str, directive: type[Directive], /) -> None:
    """Register a directive under the name of our domain, and under the short name if that is free."""
    app.add_directive_to_domain(DOMAIN, name, directive)
    if not is_directive_registered(name) and name not in docutils_directives:
        app.add_directive(name, directive)
        return

    def warn_of_taken_name(_app: Sphinx, env: BuildEnvironment) -> None:
        # Not before: a project without a term must build as before.
        if glossary_domain(env).is_used:
            message = f"another extension has a directive `{name}` already; write `{DOMAIN}:{name}` for ours"
            warn(Code.NAME_TAKEN, message)

    app.connect("env-check-consistency", warn_of_taken_name)
