"""The translations of a page, with their places in the catalogs, for checks that need the whole glossary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util.i18n import docname_to_domain

from sphinx_glossary_terms.current_page import Message
from sphinx_glossary_terms.markup import plain_parts
from sphinx_glossary_terms.model.passages import GAP
from sphinx_glossary_terms.nodes import find, is_term_reference
from sphinx_glossary_terms.translate.catalogs import catalog_files

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_glossary_terms.model.translations import Translated


def placed(env: BuildEnvironment, messages: Iterable[Message], /) -> Iterator[tuple[Message, tuple[str, int]]]:
    """Those of the messages of a page that have been translated, each with the catalog and the line there."""
    files = catalog_files(env)
    name = docname_to_domain(env.current_document.docname, env.config.gettext_compact)
    for message in messages:
        translation = files.translation(name, message.text)
        if translation is not None and message.node.get("translated"):
            yield message, files.place(message.text, translation)


def translated(env: BuildEnvironment, messages: Iterable[Message], /) -> Iterator[Translated]:
    """The translations of a page beside their sources."""
    # Imported here, since few projects ask for the check.
    from sphinx_glossary_terms.model.translations import Translated

    for message, (file, line) in placed(env, messages):
        before = nodes.inline("", "")
        before.children = message.before
        shown = "".join(child.astext() for child in message.node.children)
        # A catalog that was filled with its source is not translated yet.
        if before.astext().split() == shown.split():
            continue
        yield Translated(
            docname=env.current_document.docname,
            # A word in italics is often not part of a name, but a parameter: "a *key* function".
            text=GAP.join(text for text, _node in plain_parts(before)),
            targets=tuple(_names_shown(message.before)),
            shown=shown,
            named=tuple(_names_shown(message.node.children)),
            source=file,
            line=line,
        )


def _names_shown(children: Iterable[nodes.Node]) -> Iterator[str]:
    """The targets of references that show the name of a term."""
    for child in children:
        for reference in find(child, addnodes.pending_xref):
            if is_term_reference(reference) and not reference.get("refexplicit"):
                yield reference["reftarget"]
