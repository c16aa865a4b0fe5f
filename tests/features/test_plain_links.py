"""Mentions of terms in plain text that become links: which, where not, in which language, on which pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.pages import PROJECTS, pages_of
from support.project import CONF, Built, Project

PAGES = pages_of("plain-links") | {"conf.py": CONF + 'glossary_terms_autolink = "section"\n', "picture.png": ""}
_LINK = re.compile(r'<a class="glossary-link[^>]*href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def links(built: Built, page: str) -> list[tuple[str, str]]:
    """The links to terms in the text of a page: the address of each, and its text without markup."""
    text = built.text(f"{page}.html").partition('<div class="body"')[2].partition('<div class="clearer">')[0]
    return [(address.partition("#term-")[2], re.sub("<[^>]*>", "", shown)) for address, shown in _LINK.findall(text)]


MODEL, TOKENIZER = "language-model", "tokenizer"


@pytest.mark.parametrize("builder", ["html", "singlehtml"])
def test_the_first_mention_in_each_section(pages: Project, builder: str) -> None:
    built = pages.build(builder)
    assert [line for line in built.warnings if "glossary" in line] == []
    # In the sources are titles, which are as they are.
    on_pages = {
        "terms": [(TOKENIZER, "tokenizer")],
        "page": [(MODEL, "language model"), (TOKENIZER, "tokenizer"), (MODEL, "LM"), (TOKENIZER, "tokenizer")],
        "rest": [(MODEL, "language\nmodel")],
        "linked": [],
        "off": [],
    }
    if builder == "html":
        assert {page: links(built, page) for page in on_pages} == on_pages
    else:
        assert links(built, "index") == [link for found in on_pages.values() for link in found]


def test_the_first_mention_on_each_page(pages: Project) -> None:
    built = pages.build(glossary_terms_autolink="page")
    # The reference to the language model counts for the whole page.
    assert links(built, "page") == [(TOKENIZER, "tokenizer"), (MODEL, "LM")]


@pytest.mark.parametrize("builder", ["latex", "gettext", "xml"])
def test_no_trace_of_the_paragraphs_in_other_outputs(pages: Project, builder: str) -> None:
    """Nor where only a check reads them."""
    scope = False if builder == "xml" else "section"
    built = pages.build(builder, glossary_terms_autolink=scope, glossary_terms_checks=["unlinked-mention"])
    assert ("[glossary.unlinked-mention]" in "".join(built.warnings)) == (builder == "xml")
    assert not any(b"glossary-block" in content for content in built.files().values())
    if builder == "latex":
        assert built.text("test.tex").count(r"\hyperref[\detokenize{terms:term-tokenizer}]{") == 3 + 2  # two of MyST


WORDS = {"in": "", "it": ":no-autolink:\n", "on": ":no-autolink: false\n", "of": ":no-autolink: perhaps\n"}


def test_names_that_are_function_words(project: Project) -> None:
    """They become links on request only."""
    conf = CONF + 'glossary_terms_autolink = "section"\n'
    terms = "".join(f"````{{term}} {word}\n{options}\nText.\n````\n\n" for word, options in WORDS.items())
    project.write({"conf.py": conf, "index.md": f"# Words\n\n{terms}## Text\n\nIn it, go on, of course.\n"})
    built = project.build()
    assert links(built, "index") == [("on", "on")]
    (line,) = built.ours
    assert line.startswith("index.md:20:")


def test_a_text_that_another_extension_changes(project: Project) -> None:
    conf = Path(__file__).with_name("cut_texts.txt").read_text(encoding="utf-8")
    project.write(
        {
            "conf.py": CONF + 'glossary_terms_autolink = "section"\n' + conf,
            "index.md": PAGES["terms.md"] + "\nA tokenizer.\n",
        }
    )
    built = project.build()
    assert links(built, "index") == []
    assert "<p>Cut</p>" in built.text("index.html")


def test_in_a_translation(pages: Project) -> None:
    """Translated text has the translated names, and text without a translation those of the source.

    An alias without a translation, such as "LM", is in the source language.
    """
    # MyST 4 makes the link `terms.md#term-tokenizer`, but warns of an anchor that is not that of a heading.
    pages.update_catalogs(warns=True)
    pages.translate_all(PROJECTS / "plain-links" / "ja.yaml")
    pages.translate("glossary-hidden-aliases", {("hidden", "language-model"): "-"})
    built = pages.build(language="ja")
    assert [line for line in built.warnings if "glossary" in line] == []
    assert links(built, "page") == [(MODEL, "言語モデル"), (MODEL, "LM"), (TOKENIZER, "tokenizer")]
    assert links(built, "rest") == [(MODEL, "language\nmodel")]
