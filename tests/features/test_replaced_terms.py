"""A term that is history: its page leads to the successor, nothing else leads to it, and its address stays."""

from __future__ import annotations

from support.output import graph, relation_lists
from support.pages import pages_of
from support.project import Project

PAGES = pages_of("replaced")
WARNING = "index.md:18: WARNING: 'morse machine' has been replaced; write 'telegraph' [glossary.avoided-name]"


def test_a_term_that_has_been_replaced(pages: Project) -> None:
    built = pages.build()
    assert built.warnings == [WARNING]
    banner = (
        '<p class="glossary-replaced">This term has been replaced by '
        '<a class="glossary-link reference internal" href="{}#term-telegraph">telegraph</a>.</p>'
    )
    page = built.text("telegraph.html")
    assert banner.format("entries.html") in page
    assert page.index("glossary-replaced") < page.index(">It was a telegraph.")
    entries = built.text("entries.html")
    assert banner.format("") in entries
    assert entries.index("glossary-replaced") < entries.index(">Text on paper.")
    # Nothing leads to it but what its author wrote, and its address works. A shared name is that of the successor.
    assert relation_lists(built.page("entries")) == {"Leads to": ["telegraph"]}
    assert relation_lists(built.page("telegraph")) == {}
    index = built.text("index.html")
    assert index.count("telegraph.html#term-morse") == 2  # in a definition and in the text
    assert index.count("Wires") == index.count("wires") == 0
    assert ">telegraphy</span></a>" in index.partition('href="entries.html#term-telegraph"><span')[2]
    for name in ("genindex.html", "glossary-terms.html"):
        assert "telegraph.html#term-morse" not in built.text(name)
    assert "cable" in graph(built.page("index"))
    assert "Morse" not in graph(built.page("index"))
    assert 'id="term-morse"' in page
    assert '"morse machine"' in built.text("searchindex.js").lower()
    objects = {name: anchor for name, *_, anchor, _ in built.app.env.get_domain("std").get_objects()}
    assert objects["telegraphy"] == "term-telegraph"
    assert objects["Morse machine"] == "term-morse"
    assert "glossary-replaced" in built.text("_glossary/telegraph.js")
    assert "This term has been replaced by telegraph." in pages.build("text").text("telegraph.txt")


def test_in_a_translation(pages: Project) -> None:
    pages.update_catalogs(warns=True)
    pages.translate("entries", {"telegraph": "電信機"})
    page = pages.build(language="ja").page("telegraph").astext()
    assert "この用語は電信機に置き換えられました。" in page
