"""How much of the graph of a term is shown, and how labels are broken into lines for a drawing."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinxcontrib.mermaid import mermaid

from sphinx_glossary_terms.graphs import svg
from sphinx_glossary_terms.graphs.flowchart import Box, Flowchart, Group, Line, in_lines, width
from sphinx_glossary_terms.model.characters import visible
from sphinx_glossary_terms.model.term import LocalizedText
from support.drawings import boxes
from support.pages import data
from support.project import Project


def entry(name: str, **options: str) -> str:
    return (
        f"```{{term}} {name}\n" + "".join(f":{key}: {value}\n" for key, value in options.items()) + "\nText.\n```\n\n"
    )


def chain(length: int) -> str:
    names = [f"Step {number}" for number in range(length)]
    return entry(names[0]) + "".join(entry(here, prerequisites=before) for before, here in pairwise(names))


def neighbors(project: Project, text: str, name: str) -> str:
    """The Mermaid text of the graph of a term."""
    project.write({"index.md": f"# Home\n\n{text}"})
    built = project.build()
    assert built.warnings == []
    codes = [str(node["code"]) for node in built.page("index").findall(mermaid)]
    return "".join(code for code in codes if f"accTitle: Connections of {name}" in code)


@pytest.mark.parametrize("steps", [0, 2, 5, 9])
def test_what_comes_first_and_every_relation(project: Project, steps: int) -> None:
    """Four of nine steps fit. Each frame is joined to the term, with an arrow where the relation leads away from it."""
    more = {"prerequisites": f"step-{steps - 1}"} if steps else {}
    text = entry("Bread", broader="food", narrower="loaf", related="beer", **more) + entry("Pie", prerequisites="bread")
    text += "".join(map(entry, ("Food", "Loaf", "Beer"))) + (chain(steps) if steps else "")
    code = neighbors(project, text, "Bread")
    first = ["Read first"] if steps else []
    headings = dict(re.findall(r'subgraph (g\d+)\["(.*)"\]', code))
    assert [*headings.values()] == [*first, "Broader terms", "Narrower terms", "Leads to", "Related terms"]
    assert re.findall(r"#43;(\d+) earlier", code) == {5: ["2"], 9: ["6"]}.get(steps, [])
    center = re.findall(r"^(n\d+)\(", code, re.MULTILINE)[0]
    ends = re.findall(rf"^{center} ([-=.]+>?) (g\d)$", code, re.MULTILINE)
    arrows = {headings[group]: line.endswith(">") for line, group in ends}
    assert arrows == {"Broader terms": False, "Narrower terms": True, "Leads to": True, "Related terms": False}
    assert len(re.findall(rf"^g\d -+> {center}$", code, re.MULTILINE)) == bool(steps)


def test_the_smallest_glossary_has_a_graph_for_each_term(project: Project) -> None:
    """One relation is at most 110 pixels high, two at most 190, whether they fit side by side or not."""
    text = entry("Yeast") + entry("Dough", prerequisites="yeast", related="flour") + entry("Flour")
    text += entry("Something with a long name", broader="another-one-with-a-long-name", related="flour")
    project.write({"index.md": f"# Home\n\n{text}{entry('Another one with a long name')}"})
    html = project.build(glossary_terms_graph_output="svg").text("index.html")
    heights = [float(height) for height in re.findall(r'<svg [^>]*width="[^"]*" height="([^"]*)"', html)]
    frames = [drawing.count('class="group') for drawing in re.findall(r"<svg.*?</svg>", html, re.DOTALL)]
    assert frames == [1, 2, 1, 2, 1]
    assert all(height <= {1: 110, 2: 190}[count] for height, count in zip(heights, frames, strict=True)), heights


@pytest.mark.parametrize("count", [1, 2, 6, 7, 40])
def test_a_frame_has_six_names_or_their_number(project: Project, count: int) -> None:
    """The list has all: beyond twelve folded. The number links to it."""
    names = [f"Part {number:02}" for number in range(count)]
    text = entry("Whole", narrower=", ".join(name.lower().replace(" ", "-") for name in names))
    text += "".join(entry(name, **{"no-graph": ""}) for name in names)
    project.write({"index.md": f"# Home\n\n{text}"})
    html = project.build(glossary_terms_graph_output="svg").text("index.html")
    labels = [box.label for drawing in re.findall(r"<svg.*?</svg>", html, re.DOTALL) for box in boxes(drawing)]
    assert labels == ([*names, "Whole"] if count <= 6 else [f"{count} terms", "Whole"])
    (listing,) = re.findall(r'<dd id="(term-whole--relations-\w+)"', html)
    assert (f'href="#{listing}"' in html) == (count > 6)
    listed = html[html.index("glossary-relation-lists") : html.index("</dl>", html.index("glossary-relation-lists"))]
    assert re.findall(r"Part \d\d", listed) == names
    before, _fold, folded = listed.partition("<details")
    assert (before.count("Part "), folded.count("Part ")) == (min(count, 12), max(count - 12, 0))


def test_rows_that_are_too_wide_are_divided(project: Project) -> None:
    """By lines that are not drawn."""
    names = ["Reinforcementlearningfromhuman", "Transformerarchitecture", "Supervisedfinetuning"]
    ids = ", ".join(name.lower() for name in names)
    text = entry("Bread", narrower=ids, related="beer") + "".join(map(entry, [*names, "Beer"]))
    code = neighbors(project, text, "Bread")
    assert re.findall(r"n0 ~~~ n1|n1 ~~~ n2", code) == ["n0 ~~~ n1", "n1 ~~~ n2"]


def test_lines_to_lower_frames_cross_no_box(project: Project) -> None:
    """They run beside what is above, in a drawing that is no wider than a phone."""
    names = [f"{kind} of a name with many letters" for kind in ("One", "Two", "Three", "Four")]
    kinds = ("broader", "narrower", "related", "prerequisites")
    ids = [name.lower().replace(" ", "-") for name in names]
    text = entry("Center", **dict(zip(kinds, ids, strict=True))) + entry(
        "Last one of the names", prerequisites="center"
    )
    project.write({"index.md": f"# Home\n\n{text}{''.join(map(entry, names))}"})
    html = project.build(glossary_terms_graph_output="svg").text("index.html")
    drawing = next(part for part in re.findall(r"<svg.*?</svg>", html, re.DOTALL) if "Connections of Center" in part)
    assert float(re.findall(r'width="([^"]*)"', drawing)[0]) <= 350
    lanes = [float(lane) for lane in re.findall(r' d="M\S+?Q([-\d.]+),', drawing)]
    assert len(lanes) == 3
    for lane in lanes:
        assert all(lane < box.left or lane > box.right for box in boxes(drawing))


def chart(*labels: str) -> Flowchart:
    """A term below three steps of these labels, and a group of them."""
    found = [Box(f"{number}", LocalizedText(label), "node", "#x") for number, label in enumerate(labels)]
    above = [box._replace(key=f"above {box.key}") for box in found]
    lines_ = tuple(Line(start.key, end.key) for start, end in pairwise(above))
    groups: tuple[Group, ...] = (Group("g0", LocalizedText("Read first"), "x", tuple((box,) for box in above), lines_),)
    groups += (Group("g1", LocalizedText("Leads to"), "x", (tuple(found),)),)
    center = Box("c", LocalizedText(labels[0]), "glossary-center", "")
    between = (Line("g0", "c"), Line("c", "g1", has_arrow=False))
    return Flowchart(title="T", direction="TB", groups=groups, boxes=(center,), lines=between)


WORD_LIST = ["flour", "yeast", "dough", "loaf", "salt", "water", "crust", "oven", "rye", "wheat", "toast", "bagel"]
WORDS = st.text("abcdefgh ", min_size=1, max_size=60).map(lambda text: text.strip() or "x")


@given(st.lists(WORDS, min_size=1, max_size=3))
def test_no_box_of_a_drawing_covers_another_one(labels: list[str]) -> None:
    drawing = svg.draw(chart(*labels), "x")
    placed = boxes(drawing)
    left, top, across, down = map(float, re.findall(r'viewBox="([^"]*)"', drawing)[0].split())
    for number, box in enumerate(placed):
        assert left <= box.left < box.right <= left + across
        assert top <= box.top < box.bottom <= top + down
        for other in placed[:number]:
            beside = box.right <= other.left or other.right <= box.left
            assert beside or box.bottom <= other.top or other.bottom <= box.top


LABELS = data(__file__, "labels.yaml")


@pytest.mark.parametrize("labels", LABELS["phone"])
def test_a_drawing_is_as_wide_as_a_phone(labels: list[str]) -> None:
    drawing = svg.draw(chart(*labels), "x")
    assert float(re.findall(r'<svg [^>]*width="([^"]*)"', drawing)[0]) <= 350


def test_a_box_has_room_for_its_label() -> None:
    labels = ["Large language model", "W" * 12, "国" * 9, "i" * 12, "Ωμέγα Кириллица", "a", "A & B < C > D; #35;"]
    found = tuple(Box(label, LocalizedText(label), "glossary-term", "") for label in labels)
    drawn = svg.draw(Flowchart(title="T", direction="TB", boxes=found, lines=()), "x")
    for label, node in zip(labels, re.findall(r'<g class="node glossary-term">.*?</g>', drawn), strict=True):
        longest = max(map(width, map(unescape, re.findall(r"<tspan[^>]*>(.*?)</tspan>", node))))
        assert float(re.findall(r'width="([^"]*)"', node)[0]) >= 15 + longest, label


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300))
def test_lines_of_a_label_are_the_label(text: str) -> None:
    found = in_lines(text, 84).lines
    assert "".join(found) == visible(text)
    assert all(line.strip() for line in found[1:])


@pytest.mark.parametrize(("label", "found"), [*LABELS["lines"], ("e\u0301" * 17 + "e", ["e\u0301" * 17 + "e"])])
def test_words_and_characters_stay_together(label: str, found: list[str]) -> None:
    assert [*in_lines(label, 84).lines] == found


def test_a_line_around_a_box_is_inside_the_drawing() -> None:
    found = (Box("A", LocalizedText("A"), "node", ""), Box("B", LocalizedText("B"), "node", ""))
    back = (Line("A", "B"), Line("B", "A", "thick", label="back"))
    drawn = svg.draw(Flowchart(title="T", direction="LR", boxes=found, lines=back), "x")
    left, top, across, down = map(float, re.findall(r'viewBox="([^"]*)"', drawn)[0].split())
    curves = re.findall(r'<path class="edge[^"]*" d="([^"]*)"', drawn)
    assert len(set(curves)) == 2
    for curve in curves:
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", curve)]
        assert left <= min(numbers[::2]) <= max(numbers[::2]) <= left + across
        assert top <= min(numbers[1::2]) <= max(numbers[1::2]) <= top + down
    assert drawn.count("marker-end") == 2


def test_a_step_that_a_list_has_is_no_second_tab_stop(project: Project) -> None:
    """Dough needs flour, which it is related to, only by way of water."""
    text = entry("Dough", prerequisites="water", related="flour") + entry("Water", prerequisites="flour")
    project.write({"index.md": f"# Home\n\n{text}{entry('Flour')}"})
    html = project.build(glossary_terms_graph_output="svg").text("index.html")
    drawing = html[html.index("<svg") : html.index("</svg>")]
    links = re.findall(r"<a [^>]*>", drawing)
    assert len(links) == 3
    assert all('tabindex="-1"' in link for link in links)
    assert 'aria-hidden="true"' in drawing


@pytest.mark.parametrize("seed", range(4))
def test_every_relation_is_in_the_graphs_of_both_its_terms(project: Project, seed: int) -> None:
    """Five random glossaries of three to ten terms a build, each on its page."""
    random, pages, pairs = Random(seed), {}, set[tuple[str, str]]()
    for page in range(5):
        names = [f"{word}{seed}{page}" for word in sorted(random.sample(WORD_LIST, random.randint(3, 10)))]
        options: dict[str, dict[str, str]] = {name: {} for name in names}
        for number, here in enumerate(names[1:], 1):
            others = random.sample(names[:number], min(number, random.randint(0, 3)))
            for kind, there in zip(random.sample(("prerequisites", "related", "broader"), 3), others, strict=False):
                options[here][kind] = there
                pairs |= {(here, there), (there, here)}
        pages[f"page{page}.md"] = "# Page\n\n" + "".join(entry(name, **found) for name, found in options.items())
    project.write({"index.md": "# Home\n\n```{toctree}\n:glob:\n\npage*\n```\n", **pages})
    built = project.build()
    assert [line for line in built.warnings if "related-ancestor" not in line] == []
    graphs: dict[str, str] = {}
    for page in range(5):
        for node in built.page(f"page{page}").findall(mermaid):
            code = str(node["code"])
            graphs |= dict.fromkeys(re.findall(r"accTitle: Connections of (\w+)", code), code)
    assert set(graphs) == {here for here, _there in pairs}
    missing = {(here, there) for here, there in pairs if f'["{there}"]' not in graphs[here]}
    assert all(re.search(r"\d terms", graphs[here]) for here, _there in missing), missing
