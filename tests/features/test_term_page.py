"""What a reader sees of a term beside its author's text: tags, a definition that stands out, fields that fold."""

from __future__ import annotations

import re
import zipfile

import pytest

from support.output import lines, links
from support.pages import pages_of
from support.project import Project

PAGES = pages_of("folding")
TAGS = "glossary-term-tags"


def test_tags_lead_to_where_they_are_listed(pages: Project) -> None:
    built = pages.build()
    assert built.warnings == []
    (line,) = lines(built.page("bread"), TAGS)
    assert line.astext() == "Tags: baked, rare"
    # The index leaves out the other one, so there is nothing to link to.
    assert links(line) == [("baked", "tags.html#glossary-index-0")]
    assert 'id="glossary-index-0"' in built.text("tags.html")
    # The second term there has no tag, and no line.
    assert [line.astext() for line in lines(built.page("kitchen"), TAGS)] == ["Tags: baked"]
    # Only the definition of a section stands out.
    definition = re.compile(r'<p class="glossary-definition">(.*?)</p>')
    assert [definition.findall(built.text(f"{page}.html")) for page in ("bread", "kitchen")] == [["Baked dough."], []]
    # The search finds what is folded.
    index = built.text("searchindex.js")
    assert '"lactic"' in index
    assert '"detail' not in index


def test_tags_follow_their_index(pages: Project) -> None:
    pages.build()
    pages.write({"tags.md": "# Tags\n\n```{term-index}\n```\n\n```{term-index}\n:by: tag\n```\n"})
    built = pages.build()
    assert {"bread", "kitchen"} <= set(built.written)
    expected = [("baked", "tags.html#glossary-index-1-0"), ("rare", "tags.html#glossary-index-1-1")]
    assert links(lines(built.page("bread"), TAGS)[0]) == expected
    assert built.text("bread.html") == pages.clean().text("bread.html")
    # An index of one tag is about that.
    pages.write({"tags.md": "# Tags\n\n```{term-index}\n:tags: rare\n```\n"})
    assert links(lines(pages.build().page("bread"), TAGS)[0]) == [("rare", "tags.html#glossary-index-0")]


def test_tags_in_japanese(pages: Project) -> None:
    pages.update_catalogs()
    pages.translate("glossary-labels", {("tag", "baked"): "焼き物"})
    built = pages.build(language="ja")
    assert [line.astext() for line in lines(built.page("bread"), TAGS)] == ["タグ：焼き物、rare"]
    html = built.text("bread.html")
    assert ">焼き物</a>" in html
    assert '<span class="glossary-tag" lang="en">rare</span>' in html


DETAILS = re.compile(
    r'<details class="glossary-field glossary-field-type-([a-z-]+)"( open)?><summary>(.*?)</summary>(.*?)</details>',
    re.DOTALL,
)


@pytest.mark.parametrize(
    ("builder", "language", "label"), [("html", "ja", "さらに詳しく"), ("singlehtml", "en", "Deep dive")]
)
def test_a_deep_dive_folds(pages: Project, builder: str, language: str, label: str) -> None:
    built = pages.build(builder, language=language)
    assert built.warnings == []
    html = "".join(path.read_text(encoding="utf-8") for path in sorted(built.outdir.rglob("*.html")))
    found = DETAILS.findall(html)
    # Open in the section of a term, closed in an entry.
    assert [(field, state) for field, state, *_ in found] == [("deep-dive", " open"), ("deep-dive", "")]
    level = 3 if builder == "singlehtml" else 2  # one below that of the page, which is in the home page there
    for term, (_field, _state, summary, content) in zip(("bread", "roll"), found, strict=True):
        assert f">{label}</h{level}>" in summary
        # A browser opens it only for what is in the folded part itself.
        assert f'id="term-{term}--deep-dive"' in content
        assert "Lactic acid." in content
    assert '<div class="glossary-field glossary-field-type-eli5 docutils container" id="term-bread--eli5">' in html


def test_a_book_has_nothing_to_fold(pages: Project) -> None:
    built = pages.build("epub", epub_copyright="x")
    assert built.warnings == []
    with zipfile.ZipFile(next(built.outdir.glob("*.epub"))) as book:
        names = book.namelist()
        page = book.read("kitchen.xhtml").decode()
        style_sheet = book.read("_static/glossary-terms.css").decode()
    assert [name for name in names if name.startswith("_static/glossary")] == ["_static/glossary-terms.css"]
    assert "<details" not in page
    assert "summary" not in style_sheet
    assert 'id="term-roll--deep-dive"' in page
    assert 'href="tags.xhtml#glossary-index-0"' in page


OWN = {"proof": {"label": "Proof", "folds": True}, "note-of": {"label": "Note", "folds": False}}


def test_a_field_of_a_project_can_fold(project: Project) -> None:
    project.write(
        {"index.md": "# A\n\n```{term}\n```\n\nText.\n\n```{proof}\nQ.E.D.\n```\n\n```{note-of}\nAside.\n```\n"}
    )
    built = project.build(glossary_terms_fields=OWN)
    assert built.warnings == []
    assert [(name, state) for name, state, *_ in DETAILS.findall(built.text("index.html"))] == [("proof", " open")]
