"""sphinxcontrib-mermaid as this extension brings it: a safe version, and its script only where graphs are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinxcontrib.mermaid import install_js
from sphinxcontrib.mermaid import mermaid as mermaid_node

from sphinx_glossary_terms.doctree.nodes import find

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
    app.connect("html-page-context", _Scripts().add)
    app.connect("config-inited", _pin_version)


class _Scripts:
    """The script of Mermaid on the pages that have graphs.

    `install_js` compiles its template for every page anew, which takes longer than writing the graphs does. So what it
    adds to one page is added to those after it, where nothing in it can be different.
    """

    def __init__(self) -> None:
        self.config: Config | None = None
        self._added: list[tuple[tuple[Any, ...], dict[str, Any]]] = []

    def add_js_file(self, *args: Any, **options: Any) -> None:
        """Note what is added; `install_js` takes this for the application."""
        self._added.append((args, options))

    def add(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None, /
    ) -> None:
        """Add it to a page (`html-page-context`)."""
        # Most pages do not even have the word.
        if doctree is None or "mermaid" not in context.get("body", ""):
            return
        graphs = find(doctree, mermaid_node)
        if not graphs:
            return
        if _differs(app.config) or any("zoom_id" in graph for graph in graphs):
            install_js(app, pagename, templatename, context, doctree)
            return
        if self.config is not app.config:
            self.config, self._added = app.config, []
            install_js(self, pagename, templatename, context, doctree)
        for args, options in self._added:
            app.add_js_file(*args, **options)


def _differs(config: Config) -> bool:
    """Whether the script has addresses that depend on the folder of a page."""
    local = (config.mermaid_use_local, config.mermaid_elk_use_local, config.mermaid_zenuml_use_local)
    # Older versions of sphinxcontrib-mermaid have no icon packs.
    return any((*local, getattr(config, "mermaid_icon_packs", {})))


def _pin_version(app: Sphinx, config: Config, /) -> None:
    if config.mermaid_version == config.values["mermaid_version"].default:
        config.mermaid_version = MERMAID_VERSION
