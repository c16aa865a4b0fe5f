"""Everything that takes part in writing, registered when it is known that there is something to write.

What writes a document is named here, not imported: a build that writes none of them does not pay for it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

from sphinx_glossary_terms.nodes import generated_block
from sphinx_glossary_terms.write.graphs import images
from sphinx_glossary_terms.write.graphs.layout import LayoutEngine
from sphinx_glossary_terms.write.site import assets, card_files, genindex
from sphinx_glossary_terms.write.transform import rendering_for

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def set_up(app: Sphinx, /) -> None:
    """Register transforms, visitors and listeners of the phase of writing, in its order."""
    images.warn_if_converter_missing(app)
    app.connect("write-started", assets.copy)
    app.add_post_transform(rendering_for(app.builder))
    app.connect("warn-missing-reference", _named("rendering:is_known_to_be_missing"))
    visit = partial(_named("generated:visit_html"), LayoutEngine())
    # Where an extension has registered visitors for this builder alone, Sphinx does not look at those for its format.
    own = {app.builder.name} & app.registry.translation_handlers.keys()
    app.add_node(generated_block, override=True, **dict.fromkeys(("html", *own), (visit, None)))
    app.connect("html-page-context", _of_document("site.contents:add"), priority=400)  # before themes that read it
    app.connect("html-page-context", assets.add_files)
    app.connect("html-page-context", _of_document("site.page_title:complete"))
    app.connect("html-page-context", genindex.finish)
    # After those who add the scripts for formulas, and after those who describe pages and the cards.
    app.connect("html-page-context", _of_document("site.cards:write"), priority=900)
    app.connect("html-page-context", _of_document("site.head:add"), priority=950)
    app.connect("build-finished", card_files.tidy)
    app.connect("build-finished", images.tidy)


def _named(name: str) -> Callable[..., Any]:
    """A function of this room by module and name."""

    def call(*arguments: Any) -> Any:
        return resolve_name(f"{__package__}.{name}")(*arguments)

    return call


def _of_document(name: str) -> Callable[..., None]:
    """A listener of `html-page-context` by module and name, for the pages that have a document."""
    listener = _named(name)

    def call(
        app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        if doctree is not None:
            listener(app, pagename, templatename, context, doctree)

    return call
