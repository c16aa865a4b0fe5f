"""The post-transform of the phase of writing, before Sphinx resolves references (10); a page imports what it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_glossary_terms.know.domain import glossary_domain

if TYPE_CHECKING:
    from sphinx.builders import Builder


class RenderGlossary(SphinxPostTransform):
    """Replaces our nodes and references by Sphinx's and docutils' own (`write.rendering`)."""

    default_priority = 5
    builder: ClassVar[Builder]

    def run(self, **kwargs: Any) -> None:
        if glossary_domain(self.env).is_used:
            # Imported here, so that a build that writes no page does not pay for it.
            from sphinx_glossary_terms.write.rendering import render

            render(self.document, self.env.current_document.docname, self.builder)


def rendering_for(builder: Builder, /) -> type[RenderGlossary]:
    """The post-transform of the builds of one builder, which a transform cannot find out by public API."""
    return type("RenderGlossary", (RenderGlossary,), {"builder": builder})
