"""What has no translation says so, and nothing else does (WCAG 3.1.2, Language of Parts)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from shutil import copytree
from typing import NamedTuple

import pytest
from babel.messages.pofile import read_po

from support.output import links, relation_lists, rows, same, search_entries, search_objects
from support.pages import pages_of
from support.project import Project

SINK = Path(__file__).with_name("sink")
"""Every kind of text; the page of MyST has what that makes in another way than reStructuredText."""
CONF = (SINK / "conf.txt").read_text(encoding="utf-8")

# Words of Sphinx that its Japanese catalog does not have, and entries of others in the general index.
# Titles of a page without a term, which is left alone.
_NOT_OURS = {"Home", "A section", "a field", "Added in version 1.0:", "Parameters"}
_NOT_OURS |= {"built-in function", "built-in entry"}
_KANA = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_LETTERS = re.compile(r"[A-Za-z]{2}")
_NOT_READ = {"pre", "code", "kbd", "script", "style", "head"}
_SILENT = {"sig", "math", "headerlink", "doc", "std-ref", "std-doc"}
_VOID = {"img", "input", "meta", "link", "br", "hr"}


class Part(NamedTuple):
    """A text of a page with the language that its reader takes it to be in."""

    text: str
    language: str


class Reader(HTMLParser):
    """Reads a page like a screen reader."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[Part] = []
        self.redundant: list[str] = []
        self.open: list[tuple[str, str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        _tag, around, silent = self.open[-1] if self.open else ("", "", False)
        language = given.get("lang") or around
        if "lang" in given and given["lang"] == around:
            self.redundant.append(self.get_starttag_text() or "")
        classes = (given.get("class") or "").split()
        # Titles that references show are as Sphinx copies them: without their language.
        silent = silent or tag in _NOT_READ or not _SILENT.isdisjoint(classes)
        if tag not in _VOID:
            self.open.append((tag, language, silent))

    def handle_endtag(self, tag: str) -> None:
        while tag not in _VOID and self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        _tag, language, silent = self.open[-1] if self.open else ("", "", True)
        text = data.strip()
        if text and not silent:
            self.parts.append(Part(text, language))


def wrongly_marked(html: str) -> list[Part]:
    """Japanese that is not marked as such, English that is not."""
    return [
        part
        for part in Reader(html).parts
        if (_KANA.search(part.text) and part.language != "ja")
        or (not _KANA.search(part.text) and _LETTERS.search(part.text) and part.language not in {"en", "it"})
    ]


_KEPT = re.compile(r"[:{]\w+[:}]`[^`]*`|!?\[[^]]*\]\([^)]*\)|\[#?\^?f\]_?")


def translation(message: str, number: int) -> str:
    """A Japanese text with the references of the message."""
    kept = " ".join(_KEPT.findall(message))
    kept = kept.replace("an explicit text <", "ベツノ <").replace("![A picture]", "![エ]")
    return f"ヤク{number} {kept}".strip() if "![" not in kept else kept


@pytest.fixture
def sink(project: Project) -> Project:
    """Every kind of text in both markups, with catalogs."""
    project.conf = CONF
    copytree(SINK, project.source)
    (project.source / "x.png").write_bytes(b"\x89PNG")
    project.update_catalogs()
    return project


def messages(project: Project, name: str) -> Iterator[str]:
    with (project.source / "locales" / "ja" / "LC_MESSAGES" / f"{name}.po").open("rb") as file:
        yield from [str(message.id) for message in read_po(file) if message.id]


PAGES = ["index", "rst", "md", "second"]


@pytest.mark.parametrize("chosen", ["one", "odd", "all"])
def test_every_text_says_its_language(sink: Project, chosen: str) -> None:
    number = 0
    for name in PAGES:
        for place, message in enumerate(messages(sink, name)):
            number += 1
            if message == "Buon giorno.":
                continue
            if chosen == "all" or (chosen == "one" and place == 0) or chosen == ["", "odd"][place % 2]:
                sink.translate(name, {message: translation(message, number)})
    built = sink.build(language="ja")
    assert [warning for warning in built.warnings if "reading" not in warning] == []
    for name in PAGES[1:]:  # the first has no term, so it is left alone
        html = built.text(f"{name}.html")
        assert [part for part in wrongly_marked(html) if part.text not in _NOT_OURS] == []
        assert Reader(html).redundant == []


def test_a_build_in_the_source_language_says_nothing(sink: Project) -> None:
    built = sink.build()
    for name in [*PAGES, "genindex", "glossary-terms"]:
        html = built.text(f"{name}.html").replace('<html lang="en"', "")
        assert re.findall(' lang="(?!it)', html) == []


def test_headings_say_it_in_the_navigation(sink: Project) -> None:
    sink.translate("md", {"Heading": "ミダシ"})
    html = sink.build(language="ja").text("index.html")
    assert '<a class="reference internal" href="rst.html"><span lang="en">Heading</span></a>' in html
    assert '<a class="reference internal" href="md.html">ミダシ</a>' in html


def test_words_of_the_extension_in_a_language_that_it_does_not_speak(project: Project) -> None:
    project.write({"index.md": "# Thing\n\n```{term}\n```\n\nFirst.\n\nSecond.\n\n```{deep-dive}\nDeep.\n```\n"})
    project.update_catalogs("nl")
    project.translate("index", {"Thing": "Ding", "First.": "Eerste."}, language="nl")
    html = project.build(language="nl").text("index.html")
    assert '<p lang="en">Second.</p>' in html
    assert '<h2 class="glossary-field-title rubric" lang="en">Deep dive</h2>' in html


# Names


HOMONYMS = pages_of("homonyms")


@pytest.fixture
def homonyms(project: Project) -> Project:
    project.write(HOMONYMS)
    project.update_catalogs()
    project.translate("terms", {"bank": "バンク", "shore": "ショア", "whole": "ホール"})
    return project


def test_terms_of_one_translated_name_are_told_apart(homonyms: Project) -> None:
    built = homonyms.build(language="ja")
    # The indexes have the name in the source language.
    assert '<a href="terms.html#term-bank">bank</a>' in built.text("genindex.html")
    assert '<code class="xref">bank</code>' in built.text("glossary-terms.html")
    assert "bank → バンク" in rows(built.page("index"))
    assert '<span class="glossary-source-name" lang="en">bank</span>' in built.text("terms.html")
    assert relation_lists(built.page("terms")) == {"関連用語": ["ショア", "ホール"]}
    assert ("bank", "terms.html#term-bank") in links(built.page("plain"))  # its text has no translation
    homonyms.translate("terms", {"shore": "バンク"})
    built = homonyms.build(language="ja")
    same(homonyms, built, language="ja")
    assert "plain" not in built.written  # in a sentence a name is just a name
    assert relation_lists(built.page("terms")) == {"関連用語": ["バンク（shore）", "ホール"]}
    assert rows(built.page("index")) == [
        *("[は]", "バンク（bank） | Money.", "バンク（shore） | Land.", "ホール | All."),
        *("[B]", "bank → バンク", "[S]", "shore → バンク", "[W]", "whole → ホール"),
    ]
    assert 'バンク<span class="glossary-distinct">（<span lang="en">shore</span>）</span></a>' in built.text(
        "index.html"
    )
    # Beside its name a term itself has its name in the source language, so that tells it apart already.
    headings = re.findall(r'<dt id="term-\w+">(.*?)</dt>', built.text("terms.html"), re.DOTALL)
    assert len(headings) == 3
    assert not [heading for heading in headings if "glossary-distinct" in heading]
    index = built.text("genindex.html")
    assert '<a href="terms.html#term-bank">バンク（bank）</a>' in index
    assert '<a href="terms.html#term-shore">バンク（shore）</a>' in index
    found = search_objects(built)
    assert found["バンク（bank）"] == "term-bank"
    assert found["バンク（shore）"] == "term-shore"


def test_source_names_can_be_left_out(homonyms: Project) -> None:
    homonyms.build(language="ja")
    homonyms.translate("terms", {"shore": "バンク"})
    built = homonyms.build(language="ja", glossary_terms_show_source_names=False)
    assert [row for row in rows(built.page("index")) if "→" in row] == []
    assert ">bank</a>" not in built.text("genindex.html")
    html = built.text("terms.html")
    assert '<span class="glossary-source-name" lang="en">whole</span>' not in html
    assert '<span class="glossary-source-name" lang="en">shore</span>' in html  # two terms of one name
    assert search_entries(built)["whole"] == ("terms", "search-term-whole")


def test_untranslated_text_shows_names_in_its_language(bilingual: Project) -> None:
    bilingual.translate("sub/token", {"A piece.": ""})
    bilingual.translate("model", {"It continues text, {term}`token` by token.": ""})
    html = bilingual.build(language="ja").text("model.html")
    link = '<a class="glossary-link reference internal" href="sub/token.html#term-token"><span class="xref std std-term">token</span></a>'
    assert f"It continues text, {link} by token." in html
    index = bilingual.build(language="ja").text("index.html")
    assert f"It continues text, {link} by token." in index
    # A name without a translation is not marked again.
    bilingual.translate("sub/token", {"Token": ""})
    assert f"{link} by token." in bilingual.build(language="ja").text("model.html")
