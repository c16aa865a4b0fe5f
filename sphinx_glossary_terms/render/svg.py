"""A graph as SVG at build time: merman lays Mermaid text out, and what a style sheet needs is kept of its drawing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from xml.etree import ElementTree as ET

from sphinx_glossary_terms.render.mermaid import visible

# Its drawing brings a style sheet of its own (two thirds of it), eleven kinds of arrow heads, and colours. In this
# pipeline labels are lines of text, which every viewer of SVG can show.
_OPTIONS = {
    "resources": {"profile": "unbounded-for-trusted-input"},
    "svg": {"pipeline": "resvg-safe", "diagram_id": "g"},
    "site_config": {"theme": "default"},
}
_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_LINE_HEIGHT = 24
_BASELINE = 5.5
# What a page without the style sheet shows: a style sheet goes before these.
_INK = 'fill="currentColor" stroke="none"'
_ARROW = (
    '<marker id="g-arrow" viewBox="0 0 10 10" refX="6" refY="5" markerWidth="9" markerHeight="9" '
    'markerUnits="userSpaceOnUse" orient="auto"><path ' + _INK + ' d="M0 0 10 5 0 10z"/></marker>'
)


class DrawingError(Exception):
    """A graph that could not be drawn, or not exactly."""


def draw(code: str, labels: Sequence[str], /) -> str:
    """The SVG of a flowchart with the labels of its nodes in their order; its ids begin with `g-`, see `placed`.

    Raises DrawingError if the renderer fails, or if a label is not shown exactly.
    """
    # Here, since it is an extra: a project that draws in the browser need not have it.
    import merman

    try:
        text = merman.Merman().render_svg(code, json.dumps(_OPTIONS))
        # The output of the renderer, of text that is escaped.
        root = ET.fromstring(text)  # noqa: S314
    except (merman.MermanError, ET.ParseError) as error:
        raise DrawingError(str(error)) from error
    return "".join(_parts(root, _lines_of_labels(root), [visible(label) for label in labels]))


def placed(drawing: str, anchor: str, languages: dict[int, str], /) -> str:
    """A drawing for one place: with ids that begin with its anchor, and with the languages of nodes by number."""

    def language(found: re.Match[str]) -> str:
        code = languages.get(int(found[1]), "") if found[1] else ""
        return f' lang="{escape(code)}"' if code else ""

    drawing = re.sub(r' data-node="n?(\d*)[^"]*"', language, drawing)
    for name in ("arrow", "desc"):
        drawing = drawing.replace(f'"g-{name}"', f'"{anchor}-{name}"')
    return drawing.replace('"url(#g-arrow)"', f'"url(#{anchor}-arrow)"')


def _parts(root: ET.Element, found: Mapping[str, list[str]], labels: Sequence[str]) -> Iterator[str]:
    title, description = (escape(root.findtext(f"{_SVG}{name}", "")) for name in ("title", "desc"))
    width, height = (_number(float(size)) for size in root.attrib["viewBox"].split()[2:])
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" style="--glossary-width:{width}px" width="{width}" height="{height}" '
        f'viewBox="{_box(root)}" fill="none" stroke="currentColor" text-anchor="middle" '
        f'role="group" aria-label="{title}" aria-describedby="g-desc">'
        f'<desc id="g-desc">{description}</desc><defs>{_ARROW}</defs>'
    )
    for path in root.iterfind(f".//{_SVG}g[@class='edgePaths']/{_SVG}path"):
        yield _edge(path)
    for group in root.iterfind(f".//{_SVG}g[@class='edgeLabels']/{_SVG}g"):
        if lines := _lines(group, found):
            yield _text(lines, *_translation(group), "edge-label")
    parents = {child: parent for parent in root.iter() for child in parent}
    boxes = [node for node in root.iter(f"{_SVG}g") if "node" in node.get("class", "").split()]
    places = {node: _place(node, parents) for node in boxes}
    if len(boxes) < len(labels):
        raise DrawingError(f"{len(labels) - len(boxes)} nodes are missing")
    # From left to right, or from top to bottom: the order of reading is that of the keyboard.
    across = root.attrib["viewBox"].split()
    wide = float(across[2]) >= float(across[3])
    for node in sorted(boxes, key=lambda node: places[node] if wide else places[node][::-1]):
        name = node.attrib["id"].split("-")[2]
        lines = _lines(node, found)
        if name.startswith("n"):
            lines = _exact(lines, labels[int(name[1:])])
        yield _node(node, name, parents[node], places[node], lines)
    yield "</svg>"


def _edge(path: ET.Element) -> str:
    names = path.attrib["class"].split()
    classes = ["edge", *(name for name in ("dotted", "thick") if any(other.endswith(f"-{name}") for other in names))]
    curve = re.sub(r"-?\d+\.\d+", lambda number: _number(float(number[0])), path.attrib["d"])
    width = re.search(r"stroke-width:(\d+)px", path.get("style", ""))
    style = f' style="stroke-width:{width[1]}px"' if width else ""
    arrow = ' marker-end="url(#g-arrow)"' if path.get("marker-end") else ""
    return f'<path class="{" ".join(classes)}" d="{curve}"{style}{arrow}/>'


def _exact(lines: list[str], label: str) -> list[str]:
    """A label in the lines of the renderer, which takes `&#34;` for a quotation mark."""
    if len(lines) == 1:
        return [label]
    if _squeezed("".join(lines)) != _squeezed(label):
        raise DrawingError(f"the label {label!r} is not shown exactly")
    return lines


def _node(node: ET.Element, name: str, parent: ET.Element, place: tuple[float, float], lines: list[str]) -> str:
    role = next((name for name in node.attrib["class"].split() if name not in {"node", "default", "clickable"}), "")
    content = _shape(node, place) + _text(lines, *place)
    attributes = f'class="node {role}" data-node="{name}"'
    if parent.tag == f"{_SVG}a" and (address := parent.get(_LINK) or parent.get("href")):
        return f'<a {attributes} href="{escape(address)}">{content}</a>'
    return f"<g {attributes}>{content}</g>"


def _shape(node: ET.Element, place: tuple[float, float]) -> str:
    x, y = place
    rectangle, polygon = node.find(f"{_SVG}rect"), node.find(f"{_SVG}polygon")
    if rectangle is not None:
        left, top = x + float(rectangle.attrib["x"]), y + float(rectangle.attrib["y"])
        size = "".join(f' {name}="{_number(float(rectangle.attrib[name]))}"' for name in ("width", "height"))
        corner = ' rx="14"' if rectangle.get("rx") else ""
        return f'<rect x="{_number(left)}" y="{_number(top)}"{size}{corner}/>'
    if polygon is None:
        raise DrawingError(f"the shape of node {node.get('id')!r} is unknown")
    dx, dy = _translation(polygon)
    numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", polygon.attrib["points"])]
    points = zip(numbers[::2], numbers[1::2], strict=True)
    corners = " ".join(f"{_number(x + dx + left)},{_number(y + dy + top)}" for left, top in points)
    return f'<polygon points="{corners}"/>'


def _text(lines: list[str], x: float, y: float, name: str = "") -> str:
    top = y + _BASELINE - _LINE_HEIGHT * (len(lines) - 1) / 2
    classes = f' class="{name}"' if name else ""
    if len(lines) == 1:
        return f'<text{classes} {_INK} x="{_number(x)}" y="{_number(top)}">{escape(lines[0].strip())}</text>'
    # A line ends in the space at which it was broken, or in none: so the text can be copied as it is.
    parts = (
        f'<tspan x="{_number(x)}" y="{_number(top + _LINE_HEIGHT * number)}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return f"<text{classes} {_INK}>{''.join(parts)}</text>"


def _lines_of_labels(root: ET.Element) -> dict[str, list[str]]:
    """The lines of every label, by the id of the definition that it uses."""
    return {
        group.attrib["id"]: ["".join(text.itertext()) for text in group.iter(f"{_SVG}text")]
        for group in root.iterfind(f"{_SVG}defs/{_SVG}g[@id]")
    }


def _lines(element: ET.Element, found: Mapping[str, list[str]]) -> list[str]:
    uses = (use.get("href") or use.get(_LINK) or "" for use in element.iter(f"{_SVG}use"))
    return [line for use in uses for line in found.get(use.removeprefix("#"), ())]


def _place(element: ET.Element, parents: dict[ET.Element, ET.Element]) -> tuple[float, float]:
    x = y = 0.0
    place: ET.Element | None = element
    while place is not None:
        dx, dy = _translation(place)
        x, y, place = x + dx, y + dy, parents.get(place)
    return x, y


def _translation(element: ET.Element) -> tuple[float, float]:
    found = re.match(r"translate\(([-\d.]+)[ ,]+([-\d.]+)\)", element.get("transform", ""))
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


def _box(root: ET.Element) -> str:
    return " ".join(_number(float(number)) for number in root.attrib["viewBox"].split())


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _squeezed(text: str) -> str:
    return "".join(text.split())
