"""The late door: what takes part in writing is imported and registered when there is something to write.

What writes pages is imported and registered with the first page that a build writes.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from sphinx_glossary_terms.doctree.nodes import LINK, generated_block, term_definition
from sphinx_glossary_terms.domain.domain import glossary_domain
from sphinx_glossary_terms.domain.freshness import Freshness
from sphinx_glossary_terms.model.characters import printable
from sphinx_glossary_terms.model.term import in_anchor
from sphinx_glossary_terms.settings.outputs import output_of
from sphinx_glossary_terms.site import assets, index_page

_logger = logging.getLogger(__name__)


def set_up(app: Sphinx, fresh: Freshness, /) -> None:
    """Register what a build needs that has something to write."""
    glossary_domain(app.env).set_up_pages = partial(_set_up_pages, app)
    app.add_post_transform(RenderGlossary)
    app.connect("write-started", assets.copy)
    app.connect("html-collect-pages", index_page.complete_search)
    app.connect("html-collect-pages", partial(index_page.pages, fresh))
    app.connect("html-page-context", assets.add_files)
    app.connect("html-page-context", index_page.sort_general_index)
    if app.config.glossary_terms_autolink and app.verbosity:
        counts = glossary_domain(app.env).viewer.link_counts
        _logger.verbose("links in plain text: %s", printable(", ".join(f"{name} {number}" for name, number in counts)))
    if app.config.glossary_terms_languages and output_of(app.builder).is_site:
        from sphinx_glossary_terms.site import head

        app.connect("html-page-context", head.add_languages)


class RenderGlossary(SphinxPostTransform):
    """Replaces our nodes and references by Sphinx's and docutils' own, before Sphinx resolves references (10)."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        # Imported with the first page: a build of 1,000 terms with nothing to do takes 0.1 s less, of 0.9.
        from sphinx_glossary_terms.features.pages import render

        domain = glossary_domain(self.env)
        if domain.set_up_pages is not None:
            domain.set_up_pages()
            domain.set_up_pages = None
        if domain.is_used and domain.builder is not None:
            render(self.document, self.env.docname, domain, domain.builder)


def _set_up_pages(app: Sphinx) -> None:
    from sphinx_glossary_terms.features import cards, pages
    from sphinx_glossary_terms.graphs import images
    from sphinx_glossary_terms.site import head

    # Where an extension has registered visitors for this builder alone, Sphinx does not look at those for its format.
    formats = ("html", *({app.builder.name} & app.registry.translation_handlers.keys()))
    visitors: dict[str, tuple[Any, None]] = dict.fromkeys(formats, (pages.visit_block, None))
    if "sphinx_llm_friendly" in app.extensions:  # which writes pages as Markdown, too, by visitors of its own
        visitors["llm_markdown"] = (pages.visit_as_nodes, None)
    app.add_node(generated_block, override=True, **visitors)
    definition = (pages.visit_definition, pages.depart_definition)
    app.add_node(term_definition, override=True, **dict.fromkeys(formats, definition))
    app.connect("warn-missing-reference", pages.report_missing, priority=400)  # before Sphinx
    app.connect("doctree-resolved", _mark_any, priority=400)  # before what takes the document as it is
    app.connect("doctree-resolved", cards.mark_foreign, priority=400)
    app.connect("html-page-context", head.complete_title)
    # After those who add the scripts for formulas, and after those who describe pages and the cards.
    app.connect("html-page-context", cards.write, priority=900)
    app.connect("html-page-context", head.add, priority=950)
    app.connect("html-collect-pages", images.remove_from_book)


def _mark_any(app: Sphinx, _document: nodes.document, _docname: str) -> None:
    """Have cards open at references of the role `any` to terms, which Sphinx gives the class `std-term`."""
    domain, settings = glossary_domain(app.env), app.config
    for text in domain.any_texts if output_of(app.builder).for_browsers else ():
        link = text.parent
        if "std-term" in text["classes"] and isinstance(link, nodes.reference):
            term_id, _part = in_anchor(link.get("refid") or link["refuri"].partition("#")[2])
            # Without that option an entry of Sphinx's own glossary has no card.
            if settings.glossary_terms_builtin or term_id in domain.glossary.terms:
                link["classes"].append(LINK)
    domain.any_texts = []
