"""How a kind of generated block is registered, and its directive."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

    from sphinx_glossary_terms.know.block_kinds import GeneratedBlock


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
