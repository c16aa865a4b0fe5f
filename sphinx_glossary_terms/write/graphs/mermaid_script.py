"""sphinxcontrib-mermaid as this extension brings it: a safe version, and its script only where graphs are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinxcontrib.mermaid import install_js
from sphinxcontrib.mermaid import mermaid as mermaid_node

from sphinx_glossary_terms.nodes import find

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

EXTENSION = "sphinxcontrib.mermaid"
MERMAID_VERSION = "11.17.2"
"""sphinxcontrib-mermaid's own default has known advisories (GHSA-xcj9-5m2h-648r and others, mended up to 11.16.1);
the next major version draws with another layout."""


def set_up(app: Sphinx, /) -> None:
    """Set up sphinxcontrib-mermaid; a project that uses it by itself gets it unchanged.

    It adds its script to every page without a document, such as the search, and offers no way to prevent that. So its
    listener is replaced by one that asks for a graph first. Sphinx has no public way to find a listener
    (`EventManager.listeners`); `test_mermaid_is_only_where_graphs_are` fails when that changes.
    """
    is_used_by_project = EXTENSION in {*app.extensions, *app.config.extensions}
    app.setup_extension(EXTENSION)
    if is_used_by_project:
        return
    for listener in app.events.listeners["html-page-context"]:
        if listener.handler is install_js:
            app.disconnect(listener.id)
            break
    app.connect("html-page-context", _add_script)
    app.connect("config-inited", _pin_version)


def _add_script(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None, /
) -> None:
    # Most pages do not even have the word.
    if doctree is not None and "mermaid" in context.get("body", "") and find(doctree, mermaid_node):
        install_js(app, pagename, templatename, context, doctree)


def _pin_version(app: Sphinx, config: Config, /) -> None:
    if config.mermaid_version == config.values["mermaid_version"].default:
        config.mermaid_version = MERMAID_VERSION
