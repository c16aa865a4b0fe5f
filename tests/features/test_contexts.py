"""Two terms of one name: a label tells them apart, where their names collide."""

from __future__ import annotations

import re

from support.output import graph, same
from support.pages import pages_of
from support.project import Project

PAGES = pages_of("contexts")
INSURANCE = 'Policy<span class="glossary-distinct"> (insurance)</span></a>'
SECURITY = 'Policy<span class="glossary-distinct"> (information security)</span></a>'


def test_every_list_tells_them_apart(pages: Project) -> None:
    built = pages.build(glossary_terms_checks=["shared-name"])
    assert built.warnings == []
    index = built.text("index.html")
    assert index.count(INSURANCE) == 3  # in the index, and in two relations below the map
    assert index.count(SECURITY) == 2
    assert "Policy (insurance)" in graph(built.page("index")).replace("<br>", "").replace("#40;", "(").replace(
        "#41;", ")"
    )
    # An id stands for the name that cannot be mixed up; a text of one's own stays.
    assert ">Policy\N{NO-BREAK SPACE}(insurance)</span></a>" in index
    assert ">text</span></a>" in index
    # A definition means the term of its own page elsewhere, too.
    assert re.search(r"A demand from a <a[^>]+#term-policy-insurance[^>]+><span[^>]+>Policy.\(insurance\)", index)
    assert SECURITY in built.text("insurance.html")
    assert INSURANCE in built.text("security.html")
    assert "Policy</code></a> <em>(insurance)" in built.text("glossary-terms.html")
    # With a plain space, Sphinx takes the second for a variant of the first.
    assert "Policy\N{NO-BREAK SPACE}(information security)</a>" in built.text("genindex.html")
    assert "Policy\N{NO-BREAK SPACE}(information security)" in [row[1] for row in built.domain.get_objects()]
    assert '(<span class=\\"glossary-distinct\\">insurance</span>)' in built.text("_glossary/insurance.js")
    assert "Policy (information security)" in pages.build("text").text("insurance.txt")
    # Headings have it small, behind the name, in both forms; not the title of the page, nor the search.
    sense = '<span class="glossary-distinct"> (insurance)</span>'
    page = built.text("insurance.html")
    assert f"<h1>Policy{sense}" in page
    assert '">Policy<span class="glossary-distinct"> (information security)</span>' in built.text("security.html")
    assert "<title>Policy &#8212;" in page
    # A reference by name takes the sense of its page.
    assert 'href="#term-policy-insurance"><span class="xref std std-term">policy</span></a> has' in page
    link = 'href="#term-policy-security"><span class="xref std std-term">policy</span></a>.'
    assert link in built.text("security.html")
    pages.write({"index.md": PAGES["index.md"] + "{term}`policy`\n"})
    assert pages.build().warnings == [
        "index.md:14: WARNING: 'policy' names several terms; write the id of one (policy-insurance, policy-security), with "
        "the text before it: `policy <policy-insurance>` [glossary.ambiguous-name]"
    ]
    pages.write({**PAGES, "security.rst": "Security\n========\n"})
    assert sense not in pages.build().text("insurance.html")


def test_a_relation_by_name_takes_the_sense_of_its_page(project: Project) -> None:
    """As a reference does; the name of the term itself, which others have too, does not say which is meant."""
    old = "```{term} slip\n:replaced-by: policy\n\nA paper.\n```\n"
    claim = "```{term} claim\n:broader: policy\n"
    insurance = PAGES["insurance.md"].replace("```{term} claim\n", claim).replace(":related: claim", ":related: policy")
    project.write(PAGES | {"insurance.md": insurance + old})
    built = project.build()
    assert built.warnings == [
        "insurance.md:3: WARNING: `:related:` of 'policy-insurance': 'policy' names several terms; write the id of one: "
        "policy-insurance, policy-security [glossary.ambiguous-name]"
    ]
    glossary = built.domain.glossary
    assert glossary.successors == {"slip": "policy-insurance"}
    assert "policy-insurance" in glossary.neighbors["claim"]
    project.write({"home.md": "# Home\n\n```{term} cover\n:broader: policy\n\nText.\n```\n"})
    assert "`:broader:` of 'cover': 'policy' names several terms" in "".join(project.build().warnings)


def test_what_to_write_instead_cannot_be_mixed_up(project: Project) -> None:
    options = ":context: insurance\n:avoid: cover note"
    old = "```{term} slip\n:replaced-by: policy-insurance\n\nA paper.\n```\n"
    project.write(PAGES | {"insurance.md": PAGES["insurance.md"].replace(":context: insurance", options) + old})
    project.write({"index.md": PAGES["index.md"] + "{term}`cover note` {term}`slip`\n"})
    assert project.build().warnings == [
        "index.md:14: WARNING: 'cover note' should not be used; write 'Policy <policy-insurance>' [glossary.avoided-name]",
        "index.md:14: WARNING: 'slip' has been replaced; write 'Policy <policy-insurance>' [glossary.avoided-name]",
    ]


def test_names_collide_in_each_language_by_itself(pages: Project) -> None:
    pages.update_catalogs()
    pages.translate("insurance", {"Policy": "保険証券"})
    pages.translate("security", {"Policy": "方針"})
    pages.translate("glossary-labels", {("context", "insurance"): "保険"})
    built = pages.build(language="ja")
    index = built.text("index.html")
    assert "glossary-distinct" not in index
    assert ">保険証券</a>" in index
    pages.translate("security", {"Policy": "保険証券"})
    built = pages.build(language="ja")
    index = built.text("index.html")
    assert '保険証券<span class="glossary-distinct">（保険）</span></a>' in index
    assert ">Policy</span></a>" in index  # in a text without a translation, in which that name is not shared
    assert "保険証券（保険）" in re.sub(
        r"#(\d+);", lambda code: chr(int(code[1])), graph(built.page("index")).replace("<br>", "")
    )
    assert '保険証券<span class="glossary-distinct">（<span lang="en">information security</span>）</span></a>' in index
    same(pages, built, language="ja")
