"""A graph as Mermaid text, and sphinxcontrib-mermaid as this extension brings it: its script only where graphs are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_glossary_terms.doctree.nodes import CENTER
from sphinx_glossary_terms.model.characters import visible
from sphinx_glossary_terms.model.relations import Edge
from sphinx_glossary_terms.model.term import digest_of
from sphinx_glossary_terms.settings import config as settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    # A build without a graph does not need it.
    from sphinx_glossary_terms.graphs.flowchart import Box, Flowchart, Line

# With lines between groups that are six ranks long, an arrow has room. Inside a group and in a map a line has one.
_BETWEEN_GROUPS = 6
_ROW = 12  # ranks of a row of frames
_LINES: Mapping[Edge, tuple[str, str]] = {"solid": ("-", "-"), "thick": ("=", "="), "dotted": ("-", ".")}

# Layout, look and theme are pinned: Mermaid 12 changed the defaults. Labels are HTML, or numeric entities stay as they
# are; they have the font of the page, or what was measured in another font would be cut.
_HEADER = (
    "---\nconfig: {{layout: dagre, look: classic, htmlLabels: true, fontFamily: inherit, "
    "themeVariables: {{fontSize: 14px}}, flowchart: {{htmlLabels: true, useMaxWidth: false, wrappingWidth: 1000, "
    "nodeSpacing: {across}, rankSpacing: {down}, padding: {padding}, subGraphTitleMargin: {{top: 2, bottom: 10}}}}}}\n"
    "---\n"
)


@lru_cache(maxsize=4096)
def escape(text: str, /) -> str:
    """A text that Mermaid shows exactly and takes for nothing else.

    Everything that is not a letter, a number, a mark or a space becomes Mermaid's `#<code point>;`; white space is
    collapsed, control characters go.
    """
    return "".join(map(_escaped, visible(text)))


@cache
def _escaped(char: str) -> str:
    return char if char == " " or unicodedata.category(char)[0] in "LNM" else f"#{ord(char)};"


def source(chart: Flowchart, /) -> str:
    """The text of a graph."""
    chart, labels = chart.arranged()
    names = {box.key: f"n{number}" for number, box in enumerate(chart.all_boxes)}
    names |= {group.key: f"g{number}" for number, group in enumerate(chart.groups)}
    text = [f"flowchart {chart.direction}", f"accTitle: {escape(chart.title)}"]
    for group in chart.groups:
        text += [f'subgraph {names[group.key]}["{escape(group.label.text)}"]', "direction TB"]
        text += [_box(names[box.key], box, labels[box.key].lines) for box in group.boxes]
        text += [_line(names, line) for line in group.lines]
        text.append("end")
    text += [_box(names[box.key], box, labels[box.key].lines) for box in chart.boxes]
    rows = chart.in_rows(labels)
    # Lines from the term to frames in many rows would need more room than a phone has: there they hang on those above,
    # without an arrow, which would point from one relation to another.
    lower = {there.key: above[0].key for above, below in pairwise(rows) if len(rows) > 2 for there in below}
    ranks = {there.key: _ROW for row in rows[1:] for there in row if there.key not in lower}
    for line in chart.lines:
        if line.end in lower:
            line = line._replace(start=lower[line.end], has_arrow=False)
        text.append(_line(names, line, _BETWEEN_GROUPS + ranks.get(line.end, 0) if chart.groups else 1))
    text += [f"{names[rows[0][0].key]} {'~' * (_BETWEEN_GROUPS + 2)} {names[key]}" for key in ranks]
    text += [f'click {names[box.key]} href "{address(box.address)}"' for box in chart.all_boxes if box.address]
    text += _classes(chart, names)
    return _HEADER.format(**chart.layout._asdict()) + "\n".join(text) + "\n"


def _box(name: str, box: Box, lines: Iterable[str]) -> str:
    # With the space at the end of a line, so that a copy has it.
    label = f'"{"<br>".join([escape(line) + " " * line.endswith(" ") for line in lines])}"'
    return f"{name}({label})" if box.css == CENTER else f"{name}[{label}]"


def _line(names: Mapping[str, str], line: Line, length: int = 1) -> str:
    if not line.is_drawn:
        return f"{names[line.start]} {'~' * (length + 2)} {names[line.end]}"
    end, middle = _LINES[line.edge]
    drawn = f"-{middle * length}-" if line.edge == "dotted" else end * (length + 1)
    drawn += ">" if line.has_arrow else "" if line.edge == "dotted" else end
    label = f'|"{escape(line.label)}"|' if line.label else ""
    return f"{names[line.start]} {drawn}{label} {names[line.end]}"


def _classes(chart: Flowchart, names: Mapping[str, str]) -> Iterator[str]:
    """The classes of boxes and groups. They come last: Mermaid 11 forgets that of a group that has no line yet."""
    members: dict[str, list[str]] = {}
    for member in chart.items:
        members.setdefault(member.css, []).append(names[member.key])
    return (f"class {','.join(keys)} {css}" for css, keys in members.items())


def address(uri: str, /) -> str:
    """An address in the text."""
    return uri.replace("%", "%25").replace('"', "%22")


EXTENSION = "sphinxcontrib.mermaid"
SCRIPT = "glossary-mermaid.js"
"""The static file with the script that sphinxcontrib-mermaid would write into every page with a graph."""
GRAPH = 'class="mermaid'
"""What the HTML of a page with a graph has, and no other one: a text has no quotation marks like these."""
MERMAID_VERSION = "11.17.2"
"""sphinxcontrib-mermaid's own default has known advisories (GHSA-xcj9-5m2h-648r and others, mended up to 11.16.1);
the next major version draws with another layout."""


def extension() -> tuple[Any, Any]:
    """What adds the script of sphinxcontrib-mermaid, and its node; imported where graphs are drawn by it."""
    from sphinxcontrib.mermaid import install_js, mermaid

    return install_js, mermaid


def set_up(app: Sphinx, /) -> None:
    """Set up sphinxcontrib-mermaid, if it draws graphs; a project that uses it by itself gets it unchanged.

    It cannot wait for a graph: pages are read with its directive, and written again if an option of it has changed.

    It adds its script to every page without a document, such as the search, and offers no way to prevent that. So its
    listener is replaced by one that asks for a graph first. Sphinx has no public way to find a listener
    (`EventManager.listeners`); `test_mermaid_is_only_where_graphs_are` fails when that changes.
    """
    is_used_by_project = EXTENSION in {*app.extensions, *app.config.extensions}
    if app.config.glossary_terms_graph_output in ("svg", "none"):
        return
    app.setup_extension(EXTENSION)
    if is_used_by_project:
        return
    for listener in app.events.listeners["html-page-context"]:
        if listener.handler is extension()[0]:
            app.disconnect(listener.id)
            break
    app.connect("html-page-context", _add_script)
    app.connect("config-inited", _pin_version)


def shared_script(app: Sphinx, before: str, /) -> str:
    """The script of all pages with graphs; empty if each page has its own, or if the project adds it.

    `before` is the one of the last build. It begins with a digest of the settings, since it takes long to make.
    """
    handlers = [listener.handler for listener in app.events.listeners["html-page-context"]]
    if _add_script not in handlers or not _is_shared(app.config):
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
    install_js, mermaid_node = extension()
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
        extension()[0](app, pagename, templatename, context, doctree)


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
