"""What stands in an output, as values that a test can compare."""

from __future__ import annotations

import json
import re
import zlib
from typing import Any

from docutils import nodes
from sphinxcontrib.mermaid import mermaid

from support.project import Built, Project

NAVIGATION = re.compile(
    r'<link rel="(?:next|prev)".*?/>|<div class="related".*?</div>|<div class="sphinxsidebar".*?(?=<div class="clearer">)',
    re.DOTALL,
)


def links(document: nodes.Node, /) -> list[tuple[str, str]]:
    """Text and address of every link, in order."""
    return [
        (node.astext(), node.get("refuri") or f"#{node['refid']}")
        for node in document.findall(nodes.reference)
        if "refuri" in node or "refid" in node
    ]


def lines(document: nodes.Node, name: str, /) -> list[nodes.paragraph]:
    """The paragraphs of a class."""
    return [node for node in document.findall(nodes.paragraph) if name in node["classes"]]


def relation_lists(document: nodes.Node, /) -> dict[str, list[str]]:
    """The relation lists of the (first) term of a page: heading -> names."""
    for box in document.findall(nodes.definition_list):
        if "glossary-relation-lists" in box["classes"]:
            return {row.children[0].astext(): _names(row) for row in box.findall(nodes.definition_list_item)}
    return {}


def _names(row: nodes.Node) -> list[str]:
    lines = [line.astext() for line in row.findall(nodes.paragraph)]
    return [name for line in lines for name in re.split(", |、", line)]


def rows(document: nodes.Node) -> list[str]:
    """Headings and rows of an index, in order."""
    box = next(node for node in document.findall(nodes.container) if "glossary-index" in node["classes"])
    return [
        f"[{node.astext()}]" if isinstance(node, nodes.rubric) else node.astext().replace("\n\n", " | ")
        for node in box.findall(
            lambda node: isinstance(node, nodes.rubric | nodes.definition_list_item | nodes.list_item)
        )
    ]


def graph(document: nodes.Node) -> str:
    """The Mermaid code of the first graph of a page, after its settings."""
    return str(next(document.findall(mermaid))["code"]).partition("---\nflowchart")[2]


def search_index(content: str) -> dict[str, Any]:
    """What Sphinx's search knows, without the words that Sphinx keeps of a text that is gone, found nowhere."""
    index: dict[str, Any] = json.loads(content.removeprefix("Search.setIndex(").removesuffix(")"))
    for words_of in ("terms", "titleterms"):
        index[words_of] = {word: found for word, found in index[words_of].items() if found != []}
    return index


def search_objects(built: Built) -> dict[str, str]:
    """The names that Sphinx's search knows, with their anchors."""
    index = search_index(built.text("searchindex.js"))
    return {row[4]: row[3] for row in index["objects"].get("", [])}


def search_entries(built: Built) -> dict[str, tuple[str, str]]:
    """The names that Sphinx's search has from index nodes: the page and the anchor of each."""
    index = search_index(built.text("searchindex.js"))
    return {
        name: (index["docnames"][page], anchor)
        for name, found in index["indexentries"].items()
        for page, anchor, _is_main in found
    }


def cards(built: Built, page: str, /) -> dict[str, str]:
    """The cards of a page, by anchor, or by address if they are of another project; none if there is no file of them."""
    path = built.outdir / "_glossary" / f"{page}.js"
    text = path.read_text("utf-8") if path.exists() else "glossaryCards({});\n"
    found: dict[str, str] = json.loads(text.removeprefix("glossaryCards(").removesuffix(");\n"))
    return found


def without_navigation(page: bytes) -> str:
    """A page without its links to the pages before and after it."""
    return NAVIGATION.sub("", page.decode())


def same(project: Project, built: Built, *, language: str = "en", builder: str = "html") -> None:
    """The output equals that of a clean build."""
    left, right = built.files(), project.clean_files(builder, language=language)
    assert set(left) == set(right)
    different = {name for name in left if left[name] != right[name]}
    if "searchindex.js" in different:
        assert search_index(left["searchindex.js"].decode()) == search_index(right["searchindex.js"].decode())
    assert different <= {"searchindex.js"}


def inventory_of(built: Built) -> dict[str, dict[str, str]]:
    """The rows of `objects.inv`, by type and name: priority, address and title."""
    with (built.outdir / "objects.inv").open("rb") as file:
        for _ in range(4):
            file.readline()
        rows = zlib.decompress(file.read()).decode().splitlines()
    found: dict[str, dict[str, str]] = {}
    for name, kind, rest in re.findall(r"^(.+?) (\S+:\S+) (-?\d+ .*)$", "\n".join(rows), re.MULTILINE):
        found.setdefault(kind, {})[name] = rest
    return found
