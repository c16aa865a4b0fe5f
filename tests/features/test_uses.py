"""Where each term is used: what is listed, how it is shown, and when it is written again."""

from __future__ import annotations

import re

import pytest
from docutils import nodes

from support.pages import data, pages_of
from support.project import Built, Project

TABLES = data(__file__, "uses.yaml")
PAGES = {**pages_of("uses"), "x.png": ""}


def uses(built: Built, page: str = "terms") -> list[tuple[str, str]]:
    """The list of the uses of the first term of a page that has such a list: the place and the address of each."""
    boxes = [box for box in built.page(page).findall(nodes.container) if "glossary-uses" in box["classes"]]
    lines = []
    for item in boxes[0].findall(nodes.list_item) if boxes else ():
        link = next(iter(item.findall(nodes.reference)), None)
        lines.append((item.astext(), "" if link is None else link.get("refuri") or f"#{link['refid']}"))
    return lines


def places(built: Built, page: str = "terms") -> list[str]:
    return [place for place, _address in uses(built, page)]


def test_entry_form(pages: Project) -> None:
    built = pages.build()
    assert ["term not in glossary: 'nothing'" in line for line in built.warnings] == [True]
    assert uses(built) == list(map(tuple, TABLES["uses"]))
    # The other term is used nowhere.
    assert built.text("terms.html").count("glossary-uses") == 1
    html = pages.build("singlehtml").text("index.html")
    for anchor in ("the-guide", "by-alias", "term-model"):
        assert f'href="#{anchor}"' in html
        assert f'id="{anchor}"' in html
    tex = pages.build("latex").text("test.tex")
    assert r"{\hyperref[\detokenize{guide:by-alias}]{\sphinxcrossref{The guide › By alias}}}" in tex
    assert r"\label{\detokenize{guide:by-alias}}" in tex


def test_before_the_next_term_in_the_same_section(project: Project) -> None:
    baking = "(oven)=\n## Baking\n\nSee {ref}`here <oven>` and [there](#flour).\n\n"
    flour = "(flour)=\n## Flour\n\n```{term}\n```\n\nOf {term}`bread`.\n"
    project.write({"index.md": f"# Bread\n\n```{{term}}\n```\n\nText.\n\n{baking}{flour}"})
    built = project.build()
    assert built.warnings == []
    section = next(iter(built.page("index").findall(nodes.section)))
    boxes = [child for child in section.children if isinstance(child, nodes.container | nodes.section)]
    assert [set(box["classes"] + box["ids"]) for box in boxes] == [
        {"baking", "oven"},
        {"glossary-uses", "no-search", "term-bread--uses"},
        {"term-flour", "flour", "id1", "glossary-section"},
    ]


def test_a_title_is_what_its_author_wrote_and_a_footnote_is_where_it_is_written(project: Project) -> None:
    terms = "".join(f"````{{term}} {term_id} name\n:id: {term_id}\nText.\n````\n\n" for term_id in "ab")
    project.write({"index.md": f"# Home of {{term}}`b`\n\nSee.[^1]\n\n[^1]: {{term}}`a`, they say.\n\n{terms}"})
    built = project.build()
    assert built.warnings == []
    assert uses(built, "index") == [("Home of b", "#home-of-b")]


def test_no_more_than_five(project: Project) -> None:
    sections = "\n\n".join(f"## Section {number}\n\nSee {{term}}`a`." for number in range(13))
    project.write({"index.md": f"# Home\n\n````{{term}} a\nText.\n````\n\n{sections}\n"})
    every = [f"Home › Section {number}" for number in range(13)]
    assert places(project.build("text"), "index") == [*every[:5], "+8 more"]
    assert uses(project.build("text", language="ja"), "index")[-1] == ("ほか8件", "")
    # In a browser, readers open the others.
    built = project.build()
    assert places(built, "index") == every
    shown, _, rest = built.text("index.html").partition('<details class="glossary-rest"><summary>+8 more</summary>')
    assert shown.count("Home › Section") == 5
    assert rest.partition("</details>")[0].count("Home › Section") == 8


def test_the_option(pages: Project) -> None:
    pages.build()
    built = pages.build(glossary_terms_backlinks=False)
    assert built.written == ["index", "terms"]  # `index` has the toctree
    assert "glossary-uses" not in built.text("terms.html")
    clean = pages.clean(glossary_terms_backlinks=False)
    assert built.text("terms.html") == clean.text("terms.html")


def test_pages_in_the_order_of_the_toctrees(project: Project) -> None:
    project.write(pages_of("zoo"))
    built = project.build()
    # A page without a heading is called by its file.
    assert uses(built, "index") == [
        *(("Zoo", "z.html#zoo"), ("Cat", "c.html#cat"), ("Bee", "b.html#bee"), ("alone", "alone.html"))
    ]
    project.write({"index.md": "# Home\n\n```{toctree}\nb\nz\n```\n\n````{term} a\nText.\n````\n"})
    assert places(project.build(), "index") == ["Bee", "Zoo", "Cat", "alone"]


def test_a_page_without_a_heading_has_no_link_to_itself(project: Project) -> None:
    project.write({"index.md": "{term}`a` is used.\n\n````{term} a\nText.\n````\n"})
    assert re.search(r"<li><p><span>index</span>|<li><p>index</p>", project.build().text("index.html"))


def test_the_search_finds_the_text_only_where_it_stands(project: Project) -> None:
    project.write(pages_of("zebra"))
    built = project.build()
    assert 'href="index.html#home">Home</a>' in built.text("a.html")
    assert '"zebra":1' in built.text("searchindex.js").replace(" ", "")  # only in the second page: index


def test_japanese(pages: Project) -> None:
    """The guide is translated but for one paragraph and one heading."""
    pages.update_catalogs(warns=True)
    pages.translate("terms", {"Token": "トークン", "Terms": "用語", "Model": "モデル"})
    heading: dict[str | tuple[str, str], str] = {"A heading with {term}`token`": "見出しの {term}`token`"}
    pages.translate("guide", heading | {"The guide": "手引き", "By alias": "別名で"})
    built = pages.build(language="ja")
    assert places(built) == [
        *["手引き", "手引き › 別名で", "手引き › By old id", "手引き › 見出しの token"],
        *["手引き › Footnotes and captions", "手引き › Twice", "手引き › Only a link", "用語 › モデル"],
    ]
    html = built.text("guide.html")
    assert all(f'id="{address.partition("#")[2]}"' in html for _place, address in uses(built)[:-1])
    # What has no translation is marked.
    html = built.text("terms.html")
    assert '手引き › <span lang="en">By old id</span></a>' in html
    assert "この用語が使われている箇所" in html


# Freshness


FRESH = pages_of("fresh")


@pytest.mark.parametrize(("old", "new", "pages"), TABLES["edits"])
def test_an_edit(project: Project, old: str, new: str, pages: list[str] | None) -> None:
    project.write(FRESH)
    project.prepare()
    text = FRESH["use.md"]
    assert old in text
    project.write({"use.md": text.replace(old, new, 1)})
    built = project.build()
    if pages is not None:
        assert built.written == sorted([*pages, "index", "use"])  # `index` has the toctree
    clean = project.clean_files()
    # Sphinx does not write the links to the pages before and after one whose title has changed.
    skipped = {"searchindex.js", "sub/more.html", "plain.html"} if old == "# Use" else {"searchindex.js"}
    different = {name for name, content in built.files().items() if clean[name] != content}
    assert different <= skipped
