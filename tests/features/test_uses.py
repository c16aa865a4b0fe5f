"""Where each term is used: what is listed, how it is shown, and when it is written again."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from docutils import nodes

from support.output import same
from support.project import Built, Project

TOKEN = """
        # Terms

        ````{term} Token
        :aliases: lexeme
        :old-ids: piece

        A piece; a {term}`token` is small.
        ````

        ````{term} Model
        It reads a {term}`token`.

        ```{eli5}
        A parrot that says {term}`every piece <token>`.
        ```
        ````
        """
GUIDE = """
        # The guide

        First, {term}`token` by name.

        ## By alias

        | a | b |
        |---|---|
        | x | A cell with {term}`lexeme` in it |

        ## By old id

        :::{note}
        An old {term}`piece` here.
        :::

        ## A heading with {term}`token`

        Nothing else.

        ## Footnotes and captions

        :::{figure} x.png

        A caption with {term}`token`.
        :::

        See below.[^1]

        [^1]: A footnote names {term}`these <token>`.

        ## Twice

        One {term}`token`, then {term}`token`.

        And {term}`lexeme` again.

        ## Only a link

        - {term}`token`

        ## Nothing

        No {term}`nothing` here.
        """
INDEX = "# Home\n\n```{toctree}\nguide\nterms\n```\n"


@dataclass
class Line:
    """A line of a list of uses."""

    place: str
    address: str


def uses(built: Built, page: str = "terms", *, of: int = 0) -> list[Line]:
    """The list of the uses of one of the terms of a page that have such a list."""
    boxes = [box for box in built.page(page).findall(nodes.container) if "glossary-uses" in box["classes"]]
    lines = []
    for item in boxes[of].findall(nodes.list_item) if boxes else ():
        link = next(iter(item.findall(nodes.reference)), None)
        lines.append(
            Line(
                link.astext() if link is not None else item.astext(),
                (link.get("refuri") or f"#{link['refid']}") if link is not None else "",
            )
        )
    return lines


def written(project: Project) -> Project:
    project.write({"index.md": INDEX, "guide.md": GUIDE, "terms.md": TOKEN})
    (project.source / "x.png").write_bytes(b"")
    return project


IN_THE_GUIDE = [
    Line("The guide", "guide.html#the-guide"),
    Line("The guide › By alias", "guide.html#by-alias"),
    Line("The guide › By old id", "guide.html#by-old-id"),
    Line("The guide › A heading with token", "guide.html#a-heading-with-token"),
    Line("The guide › Footnotes and captions", "guide.html#footnotes-and-captions"),
    Line("The guide › Twice", "guide.html#twice"),
    Line("The guide › Only a link", "guide.html#only-a-link"),
]


def test_entry_form(project: Project) -> None:
    built = written(project).build()
    assert len(built.warnings) == 1
    assert "term not in glossary: 'nothing'" in built.warnings[0]
    assert uses(built) == [*IN_THE_GUIDE, Line("Terms › Model", "#term-model")]
    # The other term is used nowhere.
    assert built.text("terms.html").count("glossary-uses") == 1


def test_before_the_next_term_in_the_same_section(project: Project) -> None:
    project.write(
        {
            "index.md": """
                # Bread

                ```{term}
                ```

                Text.

                (oven)=
                ## Baking

                See {ref}`here <oven>` and [there](#flour).

                (flour)=
                ## Flour

                ```{term}
                ```

                Of {term}`bread`.
                """
        }
    )
    built = project.build()
    assert built.warnings == []
    section = next(iter(built.page("index").findall(nodes.section)))
    boxes = [child for child in section.children if isinstance(child, nodes.container | nodes.section)]
    assert [set(box["classes"] + box["ids"]) for box in boxes] == [
        {"baking", "oven"},
        {"glossary-uses", "no-search", "term-bread--uses"},
        {"term-flour", "flour", "id1", "glossary-section"},
    ]


FOOTNOTE = "# Home\n\nSee.[^1]\n\n[^1]: {term}`a`, they say.\n\n````{term} a\nText.\n````\n"


def test_a_footnote(project: Project) -> None:
    project.write({"index.md": FOOTNOTE})
    built = project.build()
    assert built.warnings == []
    assert uses(built, "index") == [Line("Home", "#home")]


def test_a_title_is_what_its_author_wrote(project: Project) -> None:
    project.write(
        {
            "index.md": """
                # Home of {term}`b`

                With {term}`a` comes {term}`b`, *as* `code` says in {doc}`other` and [](other.md), see {doc}`it <other>`.

                ````{term} First
                :id: a
                Text.
                ````

                ````{term} Second
                :id: b
                Text.
                ````
                """,
            "other.md": "---\norphan: true\n---\n# Other\n",
        }
    )
    expected = Line("Home of b", "#home-of-b")
    assert uses(project.build(), "index") == [expected]


def test_no_more_than_five(project: Project) -> None:
    sections = "\n\n".join(f"## Section {number}\n\nSee {{term}}`a`." for number in range(13))
    project.write({"index.md": f"# Home\n\n````{{term}} a\nText.\n````\n\n{sections}\n"})
    places = [f"Home › Section {number}" for number in range(13)]
    lines = uses(project.build("text"), "index")
    assert [line.place for line in lines] == [*places[:5], "+8 more"]
    assert uses(project.build("text", language="ja"), "index")[-1] == Line("ほか8件", "")
    # In a browser, readers open the others.
    built = project.build()
    assert [line.place for line in uses(built, "index")] == places
    shown, _, rest = built.text("index.html").partition('<details class="glossary-rest"><summary>+8 more</summary>')
    assert shown.count("Home › Section") == 5
    assert rest.partition("</details>")[0].count("Home › Section") == 8


def test_the_option(project: Project) -> None:
    written(project).build()
    built = project.build(glossary_terms_backlinks=False)
    assert built.written == ["index", "terms"]  # `index` has the toctree
    assert "glossary-uses" not in built.text("terms.html")
    clean = project.clean(glossary_terms_backlinks=False)
    assert built.text("terms.html") == clean.text("terms.html")
    assert uses(project.build())


def test_pages_in_the_order_of_the_toctrees(project: Project) -> None:
    use = "\n\n{term}`a` is used.\n"
    project.write(
        {
            "index.md": "# Home\n\n```{toctree}\nz\nb\n```\n\n````{term} a\nText.\n````\n",
            "z.md": f"# Zoo{use}\n```{{toctree}}\nc\n```\n",
            "c.md": f"# Cat{use}",
            "b.md": f"# Bee{use}",
            "alone.md": f"---\norphan: true\n---\n{use}",
        }
    )
    built = project.build()
    # A page without a heading is called by its file.
    assert [(line.place, line.address) for line in uses(built, "index")] == [
        ("Zoo", "z.html#zoo"),
        ("Cat", "c.html#cat"),
        ("Bee", "b.html#bee"),
        ("alone", "alone.html"),
    ]
    project.write({"index.md": "# Home\n\n```{toctree}\nb\nz\n```\n\n````{term} a\nText.\n````\n"})
    assert [line.place for line in uses(project.build(), "index")] == ["Bee", "Zoo", "Cat", "alone"]


def test_a_page_without_a_heading_has_no_link_to_itself(project: Project) -> None:
    project.write({"index.md": "{term}`a` is used.\n\n````{term} a\nText.\n````\n"})
    html = project.build().text("index.html")
    assert re.search(r"<li><p><span>index</span>|<li><p>index</p>", html)


# Builders


def test_links_in_one_file_and_in_latex(project: Project) -> None:
    written(project)
    html = project.build("singlehtml").text("index.html")
    for anchor in ("the-guide", "by-alias", "term-model"):
        assert f'href="#{anchor}"' in html
        assert f'id="{anchor}"' in html
    tex = project.build("latex").text("test.tex")
    assert r"{\hyperref[\detokenize{guide:by-alias}]{\sphinxcrossref{The guide › By alias}}}" in tex
    assert r"\label{\detokenize{guide:by-alias}}" in tex


def test_the_search_finds_the_text_only_where_it_stands(project: Project) -> None:
    project.write(
        {
            "index.md": "# Home\n\n```{toctree}\na\n```\n\nA zebra likes {term}`a`.\n",
            "a.md": "# A\n\n```{term}\n```\n\nText.\n",
        }
    )
    built = project.build()
    assert 'href="index.html#home">Home</a>' in built.text("a.html")
    assert '"zebra":1' in built.text("searchindex.js").replace(" ", "")  # only in the second page: index


# Japanese


@pytest.fixture
def bilingual(project: Project) -> Project:
    """The guide is translated but for one paragraph and one heading."""
    written(project)
    project.update_catalogs(warns=True)
    project.translate("terms", {"Token": "トークン", "Terms": "用語", "Model": "モデル"})
    project.translate(
        "guide",
        {
            "The guide": "手引き",
            "First, {term}`token` by name.": "最初に名前で {term}`token` です。",
            "By alias": "別名で",
            "A heading with {term}`token`": "見出しの {term}`token`",
        },
    )
    return project


def test_japanese(bilingual: Project) -> None:
    built = bilingual.build(language="ja")
    html = built.text("terms.html")
    assert [line.place for line in uses(built)] == [
        *["手引き", "手引き › 別名で", "手引き › By old id", "手引き › 見出しの token"],
        *["手引き › Footnotes and captions", "手引き › Twice", "手引き › Only a link", "用語 › モデル"],
    ]
    guide = built.text("guide.html")
    for line in uses(built)[:-1]:
        assert f'id="{line.address.partition("#")[2]}"' in guide
    # What has no translation is marked.
    assert '手引き › <span lang="en">By old id</span></a>' in html
    assert "この用語が使われている箇所" in html


# Freshness


FRESH = {
    "index.md": "# Home\n\n```{toctree}\na\nb\nplain\nuse\nsub/more\n```\n",
    "a.md": "# A\n\n```{term}\n```\n\nText.\n",
    "b.md": "# B\n\n```{term}\n```\n\nText.\n",
    "plain.md": "# Plain\n\nNothing.\n",
    "use.md": "# Use\n\nSee {term}`a` here.\n\nAnother paragraph.\n\n## Part\n\nSee {term}`b` there.\n",
    "sub/more.md": "# More\n\nSee {term}`a`, too.\n",
}


@pytest.fixture
def fresh(project: Project) -> Project:
    project.write(FRESH)
    return project


@pytest.mark.parametrize(
    ("old", "new", "pages"),
    [
        ("`a` here", "`a` now", []),
        ("`b` there", "`b` now", []),
        ("Another", "One more", []),
        ("## Part", "## Piece", ["b"]),
        ("# Use", "# Usage", ["a", "b"]),
        ("See {term}`a` here", "Gone", ["a"]),
        ("`a` here", "`b` here", ["a", "b"]),
        ("Another", "{term}`b`", ["b"]),
        ("## Part", "(x)=\n## Part", None),  # docutils before 0.22 keeps the anchor `part` for such a heading
    ],
)
def test_an_edit(fresh: Project, old: str, new: str, pages: list[str] | None) -> None:
    fresh.prepare()
    text = FRESH["use.md"]
    assert old in text
    fresh.write({"use.md": text.replace(old, new, 1)})
    built = fresh.build()
    if pages is not None:
        assert built.written == sorted([*pages, "index", "use"])  # `index` has the toctree
    clean = fresh.clean_files()
    # Sphinx does not write the links to the pages before and after one whose title has changed.
    skipped = {"searchindex.js", "sub/more.html", "plain.html"} if old == "# Use" else {"searchindex.js"}
    different = {name for name, content in built.files().items() if clean[name] != content}
    assert different <= skipped


def test_parallel_equals_serial(fresh: Project) -> None:
    fresh.write(
        {f"more/{number}.md": f"---\norphan: true\n---\n# {number}\n\nSome {{term}}`a`.\n" for number in range(14)}
    )
    built = fresh.build(parallel=2)
    assert re.search("<summary>\\+11 more</summary>", built.text("a.html"))
    same(fresh, built)
