"""sphinxcontrib-mermaid as this extension brings it: a safe version, and its script only where graphs are."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinxcontrib.mermaid import install_js
from sphinxcontrib.mermaid import mermaid as mermaid_node

from sphinx_glossary_terms.model.term import digest_of
from sphinx_glossary_terms.settings import config as settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

EXTENSION = "sphinxcontrib.mermaid"
SCRIPT = "glossary-mermaid.js"
"""The static file with the script that sphinxcontrib-mermaid would write into every page with a graph."""
GRAPH = 'class="mermaid'
"""What the HTML of a page with a graph has, and no other one: a text has no quotation marks like these."""
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


def shared_script(app: Sphinx, before: str, /) -> str:
    """The script of all pages with graphs; empty if each page has its own, or if the project adds it.

    `before` is the one of the last build. It begins with a digest of the settings, since it takes long to make.
    """
    if not _is_shared(app.config) or all(
        listener.handler is not _add_script for listener in app.events.listeners["html-page-context"]
    ):
        return ""
    values = [(option.name, option.value) for option in app.config if option.name.startswith(("mermaid_", "d3_"))]
    mark = f"// {digest_of((app.extensions[EXTENSION].version, values))}\n"
    if before.startswith(mark):
        return before
    scripts: list[str] = []

    def add_js_file(_filename: str | None, *, body: str = "", **_options: Any) -> None:
        scripts.append(body)

    # For a page with a graph.
    page = SimpleNamespace(config=app.config, add_js_file=add_js_file)
    install_js(page, "", "", {}, nodes.container("", mermaid_node()))
    return mark + "\n".join(scripts)


def _add_script(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None, /
) -> None:
    """Add the script to a page (`html-page-context`)."""
    body = context.get("body", "")
    if doctree is None or GRAPH not in body:
        return
    if _is_shared(app.config) and "data-zoom-id" not in body:
        app.add_js_file(SCRIPT, priority=app.config.mermaid_js_priority, type="module")
    else:
        install_js(app, pagename, templatename, context, doctree)


def _is_shared(config: Config) -> bool:
    """Whether the script is the same on all pages with graphs: no address in it depends on the folder of a page."""
    local = (config.mermaid_use_local, config.mermaid_elk_use_local, config.mermaid_zenuml_use_local)
    is_one_file = config.mermaid_output_format == "raw" and not config.mermaid_d3_zoom
    # Older versions of sphinxcontrib-mermaid have no icon packs.
    return is_one_file and not (
        settings.draws_at_build(config) or any((*local, getattr(config, "mermaid_icon_packs", {})))
    )


def _pin_version(app: Sphinx, config: Config, /) -> None:
    if config.mermaid_version == config.values["mermaid_version"].default:
        config.mermaid_version = MERMAID_VERSION
