"""Everything that takes part in writing, registered when it is known that there is something to write."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sphinx_glossary_terms.nodes import generated_block
from sphinx_glossary_terms.write import generated
from sphinx_glossary_terms.write.graphs import images
from sphinx_glossary_terms.write.graphs.layout import LayoutEngine
from sphinx_glossary_terms.write.site import assets, cards, contents, genindex, head, page_title
from sphinx_glossary_terms.write.transform import is_known_to_be_missing, rendering_for

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def set_up(app: Sphinx, /) -> None:
    """Register transforms, visitors and listeners of the phase of writing, in its order."""
    images.warn_if_converter_missing(app)
    app.connect("write-started", assets.copy)
    app.add_post_transform(rendering_for(app.builder))
    app.connect("warn-missing-reference", is_known_to_be_missing)
    visit = partial(generated.visit_html, LayoutEngine())
    # Where an extension has registered visitors for this builder alone, Sphinx does not look at those for its format.
    own = {app.builder.name} & app.registry.translation_handlers.keys()
    app.add_node(generated_block, override=True, **dict.fromkeys(("html", *own), (visit, None)))
    app.connect("html-page-context", contents.add, priority=400)  # before themes that read what is there
    app.connect("html-page-context", assets.add_files)
    app.connect("html-page-context", page_title.complete)
    app.connect("html-page-context", genindex.finish)
    app.connect("html-page-context", cards.add, priority=900)  # after those who add the scripts for formulas
    app.connect("html-page-context", head.add, priority=950)  # after those who describe pages, and after the cards
    app.connect("build-finished", cards.tidy)
    app.connect("build-finished", images.tidy)
