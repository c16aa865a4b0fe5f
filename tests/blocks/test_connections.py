"""The graph of a term as boxes: `glossary_terms_graph_output = "html"`."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter

import pytest

from support.output import relation_lists
from support.project import CONF, Built, Project

RELATIONS = """
glossary_terms_relations = {
    "improves": {"label": "Improves", "inverse_label": "Improved by", "edge": "dotted"},
    "like": {"label": "Like", "symmetric": True, "edge": "thick"},
}
"""
PAGES = {
    "conf.py": CONF + RELATIONS,
    "index.md": "# Home\n\n```{toctree}\nbread\nmore\nplain\nmap\n```\n",
    "bread.md": "# Bread & butter\n\n```{term}\n:id: bread\n:prerequisites: dough, oven\n:broader: food\n"
    ":narrower: rye bread\n:related: cake\n:improves: soup\n```\n\nBaked.\n",
    "more.md": "# More\n\n"
    + "".join(
        f"````{{term}} {name}\n{option}\nText.\n````\n\n"
        for name, option in (
            ("Dough", ":prerequisites: Oven"),
            ("Oven", ":no-graph:"),
            ("Food", ""),
            ("Rye bread", ""),
            ("Cake", ":like: Soup"),
            ("Soup", ""),
            ("Toast", ":prerequisites: bread"),
        )
    ),
    "plain.md": "# Plain\n\n```{term}\n:no-graph:\n:related: food\n```\n\nText.\n",
    "map.md": "# Map\n\n```{term-graph}\n```\n\n```{term-path} toast\n:show: graph\n```\n",
}


@pytest.fixture
def bakery(project: Project) -> Project:
    project.write(PAGES)
    return project


def box(built: Built, page: str, term_id: str) -> ET.Element:
    """What is shown of the relations of a term."""
    html = built.text(f"{page}.html")
    start = html.index(f'id="term-{term_id}--relations"')
    text = html[html.rindex("<div", 0, start) :]
    depth = 0
    for tag in re.finditer(r"<(/?)div\b", text):
        depth += -1 if tag[1] else 1
        if not depth:
            return ET.fromstring(text[: text.index(">", tag.end()) + 1])
    raise AssertionError(text)


def places(shown: ET.Element) -> list[tuple[str, dict[str, list[str]] | str]]:
    """The name, and the lists before it, after it and below it: heading -> names."""
    outer = shown.find("./div[@class='glossary-connections']/div")
    assert outer is not None
    found: list[tuple[str, dict[str, list[str]] | str]] = []
    for place in outer:
        kind = place.attrib["class"].removeprefix("glossary-connections-")
        if kind == "name":
            found.append((kind, "".join(place.itertext())))
            continue
        groups = {}
        for group in place:
            heading, items = group
            assert heading.tag == "h3"
            assert items.tag == ("ol" if items.find("./li/ul") is not None else "ul")
            groups[heading.text or ""] = ["".join(link.itertext()) for link in items.iter("a")]
        found.append((kind, groups))
    return found


def test_lists_stand_around_the_name(bakery: Project) -> None:
    built = bakery.build(glossary_terms_graph_output="html")
    assert built.warnings == []
    assert places(box(built, "bread", "bread")) == [
        ("before", {"Prerequisites": ["Oven", "Dough"], "Broader terms": ["Food"]}),
        ("name", "Bread & butter"),
        ("after", {"Leads to": ["Toast"], "Narrower terms": ["Rye bread"], "Improves": ["Soup"]}),
        ("below", {"Related terms": ["Cake"]}),
    ]


def test_the_own_relations_of_a_project_have_a_direction(bakery: Project) -> None:
    """What has none is below; where there are several of that kind, only the last one, and the others follow."""
    built = bakery.build(glossary_terms_graph_output="html")
    assert places(box(built, "more", "soup")) == [
        ("before", {"Improved by": ["Bread & butter"]}),
        ("name", "Soup"),
        ("below", {"Like": ["Cake"]}),
    ]
    assert places(box(built, "more", "cake")) == [
        ("name", "Cake"),
        ("after", {"Like": ["Soup"]}),
        ("below", {"Related terms": ["Bread & butter"]}),
    ]


def test_connectors_tell_relations_apart(bakery: Project) -> None:
    built = bakery.build(glossary_terms_graph_output="html")
    found = {}
    for group in box(built, "bread", "bread").iter("div"):
        classes = group.get("class", "").split()
        if "glossary-relation" in classes:
            (key,) = (name for name in classes if name.startswith("glossary-relation-type-"))
            found[key.removeprefix("glossary-relation-type-")] = [
                name.removeprefix("glossary-connector-") for name in classes if name.startswith("glossary-connector-")
            ]
    assert found == {
        "prerequisites": ["arrow"],
        "broader": ["thick", "arrow"],
        "prerequisites-inverse": ["arrow"],
        "narrower": ["thick", "arrow"],
        "improves": ["dotted", "arrow"],
        "related": ["dotted"],
    }


def test_each_neighbor_is_a_link_with_a_card(bakery: Project) -> None:
    """A keyboard reaches each once: in a list, in what to read first, or in the graph if neither has it."""
    for output in ("html", "svg"):
        built = bakery.build(glossary_terms_graph_output=output)
        shown = box(built, "bread", "bread")
        links = [link for link in shown.iter() if link.tag.endswith("a") and link.get("href")]
        reached = Counter(link.attrib["href"] for link in links if "tabindex" not in link.attrib)
        first = re.search(r'<p class="glossary-read-first">.*?</p>', built.text("bread.html"), re.DOTALL)
        assert first is not None
        read_first = Counter(re.findall(r'class="[^"]*glossary-link[^"]*" href="([^"]*)"', first[0]))
        assert set((reached + read_first).values()) == {1}
        assert {link.attrib["href"] for link in links} - {"#term-bread--relations"} == set(reached + read_first)
        assert all("glossary-link" in link.get("class", "").split() for link in links) or output == "svg"


def test_a_long_list_folds(project: Project) -> None:
    """So much of each is to be seen that all of them are, and one term more of a few lists takes no more room than a fold."""
    own = {name: {"label": name.title(), "symmetric": True} for name in ("likes", "sees", "hears", "smells")}

    def shown(**counts: int) -> list[tuple[int, int]]:
        targets = {relation: [f"{relation} {number}" for number in range(count)] for relation, count in counts.items()}
        lines = "".join(f":{relation}: {', '.join(names)}\n" for relation, names in targets.items())
        terms = "".join(f"```{{term}} {name}\nText.\n```\n\n" for names in targets.values() for name in names)
        project.write({"index.md": f"# Terms\n\n```{{term}} a\n{lines}\nText.\n```\n\n{terms}"})
        (lists,) = box(project.build(glossary_terms_relations=own), "index", "a").iter("dl")
        folded = [len(list(part.iterfind(".//details//li"))) for part in lists.iter("dd")]
        return [(len(list(part.iter("li"))) - rest, rest) for part, rest in zip(lists.iter("dd"), folded, strict=True)]

    assert shown(likes=5, sees=4) == [(3, 2), (4, 0)]
    assert shown(likes=5, sees=4, hears=3, smells=2, related=1) == [(3, 2), (4, 0), (3, 0), (2, 0), (1, 0)]
    assert shown(broader=1, likes=5, sees=4, hears=3, smells=2, related=1) == [
        (1, 0),
        (2, 3),
        (2, 2),
        (2, 1),
        (2, 0),
        (1, 0),
    ]


def test_a_term_says_what_it_needs_where_its_row_does_not(project: Project) -> None:
    terms = {"a": "", "b": "", "c": "a", "d": "a, b", "e": "c, d", "f": "e"}
    text = "\n\n".join(
        f"````{{term}} Name {name}\n:id: {name}\n:prerequisites: {needed}\n\nText.\n````"
        for name, needed in terms.items()
    )
    project.write({"index.md": f"# Home\n\n{text.replace(':prerequisites: ' + chr(10), '')}\n"})
    shown = box(project.build(glossary_terms_graph_output="html"), "index", "f")
    rows = [["".join(item.itertext()).strip() for item in row.iter("li")][1:] for row in shown.findall(".//ol/li")]
    assert rows == [["Name a", "Name b"], ["Name c Name a", "Name d"], ["Name e"]]


def test_no_drawing_and_no_script(bakery: Project) -> None:
    """A page of a term loads what it would load without its graph."""
    pages = ("bread", "more", "plain")
    html = bakery.build(glossary_terms_graph_output="html")
    bakery.write({"bread.md": PAGES["bread.md"].replace("```{term}\n", "```{term}\n:no-graph:\n")})
    without = bakery.build(glossary_terms_graph_output="mermaid", out="without", doctrees="without-doctrees")
    for page in pages:
        text = html.text(f"{page}.html")
        assert "<svg" not in text
        assert "mermaid" not in text
    scripts = re.compile(r"<script\b(?! type=.application/json).*?>")
    assert scripts.findall(html.text("bread.html")) == scripts.findall(without.text("bread.html"))
    assert "<svg" in html.text("map.html")


def test_a_term_without_a_graph_has_lists(bakery: Project) -> None:
    html = bakery.build(glossary_terms_graph_output="html").text("plain.html")
    assert "glossary-relation-lists" in html
    assert "glossary-connections" not in html


def test_maps_are_drawn_by_browsers_where_the_renderer_is_missing(
    bakery: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sphinx_glossary_terms.settings.config.renderer", lambda: "")
    built = bakery.build(glossary_terms_graph_output="html")
    assert built.warnings == []
    assert built.text("map.html").count('<pre class="mermaid nohighlight">') == 2
    assert "mermaid" not in built.text("bread.html")


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml"])
def test_other_sites(bakery: Project, builder: str) -> None:
    built = bakery.build(builder, glossary_terms_graph_output="html")
    text = built.text("bread/index.html" if builder == "dirhtml" else "index.html")
    assert text.count('class="glossary-connections"') == (1 if builder == "dirhtml" else 7)
    address = "../more/#term-dough" if builder == "dirhtml" else "#term-dough"
    assert f'<a class="glossary-link reference internal" href="{address}">Dough</a>' in text


@pytest.mark.parametrize("builder", ["epub", "latex", "text"])
def test_other_outputs_are_as_with_drawings(bakery: Project, builder: str) -> None:
    documents = [
        bakery.build(
            builder,
            out=f"out-{output}",
            doctrees=f"doctrees-{output}",
            epub_copyright="x",
            glossary_terms_graph_output=output,
        )
        .page("bread" if builder != "latex" else "index")
        .pformat()
        .replace(f"doctrees-{output}", "")
        for output in ("svg", "html")
    ]
    assert documents[0] == documents[1]
    assert "Prerequisites" in documents[0]


def test_nodes_of_the_lists_are_as_without_a_graph(bakery: Project) -> None:
    """Other extensions see them, and outputs that have no HTML of ours."""
    lists = [
        relation_lists(bakery.build(glossary_terms_graph_output=output).page("bread")) for output in ("svg", "html")
    ]
    assert lists[0] == lists[1]
    assert lists[0]["Broader terms"] == ["Food"]


def test_a_long_list_can_be_opened(project: Project) -> None:
    names = [f"Part {number:02}" for number in range(40)]
    parts = "".join(f"````{{term}} {name}\n:no-graph:\nText.\n````\n\n" for name in names)
    options = f":narrower: {', '.join(names[:30])}\n:related: {', '.join(names[30:34])}\n"
    project.write({"index.md": f"# Home\n\n{parts}````{{term}} Whole\n{options}\nText.\n````\n"})
    built = project.build(glossary_terms_graph_output="html")
    shown = box(built, "index", "whole")
    (details,) = shown.iter("details")
    summary, rest = details
    assert summary.text == "+27 more"
    assert ["".join(item.itertext()).strip() for item in rest] == [f"{name} – Text." for name in names[3:30]]
    # In the graph, a box leads to the list.
    places_ = [link.attrib["href"] for link in shown.iter("a") if "more" in link.attrib["class"].split()]
    assert places_ == ["#term-whole--relations-narrower"]
    assert 'id="term-whole--relations-narrower"' in built.text("index.html")
    # On paper, and in other outputs, all are there.
    text = project.build("text").text("index.txt")
    assert [text.count(f"{name} – Text.") for name in names] == [1] * 34 + [0] * 6


def test_the_option_reaches_pages_that_are_there(bakery: Project) -> None:
    bakery.build(glossary_terms_graph_output="svg")
    built = bakery.build(glossary_terms_graph_output="html")
    assert 'class="glossary-connections"' in built.text("bread.html")
    bakery.write({"more.md": PAGES["more.md"].replace("} Dough", "} Batter\n:id: dough")})
    built = bakery.build(glossary_terms_graph_output="html")
    assert places(box(built, "bread", "bread"))[0] == (
        "before",
        {"Prerequisites": ["Oven", "Batter"], "Broader terms": ["Food"]},
    )


def test_a_translation(bakery: Project) -> None:
    """Names and headings are those of the language; a name without a translation says in which language it is."""
    bakery.update_catalogs()
    bakery.translate("more", {"Dough": "生地"})
    shown = box(bakery.build(language="ja", glossary_terms_graph_output="html"), "bread", "bread")
    name = shown.find(".//p[@class='glossary-connections-name']/strong")
    assert name is not None
    assert name.attrib == {"lang": "en"}
    languages = {"".join(link.itertext()): link.get("lang") for link in shown.iter("a")}
    assert languages["生地"] is None
    assert languages["Oven"] == "en"
    assert [heading.text for heading in shown.iter("h3")][:2] == ["先に知っておきたい用語", "上位の用語"]
