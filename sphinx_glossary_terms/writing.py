"""Everything that takes part in writing, registered when it is known that there is something to write.

What writes pages is imported and registered with the first page that a build writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_glossary_terms.doctree.nodes import generated_block, term_definition
from sphinx_glossary_terms.settings.outputs import output_of
from sphinx_glossary_terms.site import assets, index_page

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_glossary_terms.domain.domain import GlossaryDomain
    from sphinx_glossary_terms.domain.freshness import Freshness

    PageListener = Callable[[GlossaryDomain, Sphinx, str, dict[str, Any], nodes.document], None]


def set_up(app: Sphinx, domain: GlossaryDomain, fresh: Freshness, /) -> None:
    """Register what a build needs that has something to write."""

    def collect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        index_page.complete_search(domain, app.builder)
        return index_page.pages(domain, app, fresh)

    def add_files(app: Sphinx, page: str, _name: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
        assets.add_files(domain, app, page, context)
        index_page.sort_general_index(domain, context)
        if app.config.glossary_terms_languages and output_of(app.builder).is_site:
            from sphinx_glossary_terms.site import head

            head.add_languages(app, page, context)

    app.connect("write-started", partial(assets.copy, domain))
    app.add_post_transform(type("RenderGlossary", (RenderGlossary,), {"app": app, "domain": domain}))
    app.connect("html-collect-pages", collect_pages)
    app.connect("html-page-context", add_files)


class RenderGlossary(SphinxPostTransform):
    """Replaces our nodes and references by Sphinx's and docutils' own, before Sphinx resolves references (10).

    A class for each application, which a transform cannot find out by public API.
    """

    default_priority = 5
    app: ClassVar[Sphinx]
    domain: ClassVar[GlossaryDomain]
    is_first: ClassVar[bool] = True

    def run(self, **kwargs: Any) -> None:
        # Imported with the first page: a build of 1,000 terms with nothing to do takes 0.1 s less, of 0.9.
        from sphinx_glossary_terms.features.pages import render

        if self.is_first:
            _set_up_pages(self.app, self.domain)
            type(self).is_first = False
        if self.domain.is_used:
            render(self.document, self.env.current_document.docname, self.domain, self.app.builder)


def _set_up_pages(app: Sphinx, domain: GlossaryDomain) -> None:
    """Register the visitors and listeners of pages, in their order."""
    from sphinx_glossary_terms.features import cards
    from sphinx_glossary_terms.features.pages import PageWriter, report_missing, visit_as_nodes
    from sphinx_glossary_terms.graphs import images
    from sphinx_glossary_terms.site import head

    def on_page(listener: PageListener, priority: int) -> None:
        def call(app: Sphinx, page: str, _name: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
            if doctree is not None:
                listener(domain, app, page, context, doctree)

        app.connect("html-page-context", call, priority)

    app.connect("warn-missing-reference", partial(report_missing, domain), priority=400)  # before Sphinx
    writer = PageWriter(domain)
    # Where an extension has registered visitors for this builder alone, Sphinx does not look at those for its format.
    formats = ("html", *({app.builder.name} & app.registry.translation_handlers.keys()))
    definitions = (writer.begin_definition, writer.end_definition)
    app.add_node(term_definition, override=True, **dict.fromkeys(formats, definitions))
    visitors: dict[str, tuple[Any, None]] = dict.fromkeys(formats, (writer.write_block, None))
    if "sphinx_llm_friendly" in app.extensions:  # which writes pages as Markdown, too, by visitors of its own
        visitors["llm_markdown"] = (partial(visit_as_nodes, domain), None)
    app.add_node(generated_block, override=True, **visitors)
    on_page(head.complete_title, 500)
    # After those who add the scripts for formulas, and after those who describe pages and the cards.
    on_page(cards.write, 900)
    on_page(head.add, 950)
    app.connect("html-collect-pages", images.remove_from_book)
