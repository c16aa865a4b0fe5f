"""Everything that takes part in writing, registered when it is known that there is something to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_glossary_terms.render import assets, cards, generated, genindex, pictures
from sphinx_glossary_terms.render.transform import RenderGlossary

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def set_up(app: Sphinx, /) -> None:
    """Register transforms, visitors and listeners of the phase of writing, in its order."""
    pictures.miss_converter(app)
    app.connect("write-started", assets.copy)
    app.add_post_transform(RenderGlossary)
    for kind in generated.GENERATED:
        app.add_node(kind, override=True, html=(generated.visit_html, None))
    app.connect("html-page-context", assets.add_files)
    app.connect("html-page-context", genindex.finish)
    app.connect("html-page-context", cards.add, priority=900)  # after those who add the scripts for formulas
    app.connect("build-finished", cards.tidy)
    app.connect("build-finished", pictures.tidy)
