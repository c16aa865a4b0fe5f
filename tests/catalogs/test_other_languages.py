"""The names of terms in the other languages of a site, and where each page is in them."""

from __future__ import annotations

import re

import pytest

from support.output import same
from support.project import Project

LANGUAGES = 'glossary_terms_languages = {"en": "../en/", "ja": "https://example.org/ja", "fr": "../fr/"}\n'


@pytest.fixture
def site(bilingual: Project) -> Project:
    bilingual.write({"conf.py": bilingual.conf + LANGUAGES})
    return bilingual


def names(page: str) -> list[tuple[str, ...]]:
    """The address, the language and the text of each name in another language."""
    link = r'<a class="reference external" href="([^"]+)"><span lang="(\w+)">([^<]+)</span></a>'
    return re.findall(link, page)


def test_names_in_other_languages(site: Project) -> None:
    built = site.build()
    assert built.warnings == []
    address = "https://example.org/ja/{}.html#term-{}".format
    assert names(built.text("model.html")) == [(address("model", "language-model"), "ja", "言語モデル")]
    assert names(built.text("sub/token.html")) == [(address("sub/token", "token"), "ja", "トークン")]
    built = site.build(language="ja")
    assert built.warnings == []
    assert names(built.text("sub/token.html")) == [("../../en/sub/token.html#term-token", "en", "Token")]
    assert "原語" not in built.text("sub/token.html")


def test_search_engines_are_told_the_languages_of_each_page(site: Project) -> None:
    built = site.build()
    link = r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)" />'
    assert len(re.findall(link, built.text("search.html"))) == len(re.findall(link, built.text("genindex.html"))) == 4
    assert re.findall(link, built.text("index.html")) == [
        ("en", "../en/index.html"),
        ("ja", "https://example.org/ja/index.html"),
        ("fr", "../fr/index.html"),
        ("x-default", "../en/index.html"),
    ]
    # Whole addresses, where the project says its own.
    assert re.findall(link, site.build(html_baseurl="https://example.org/en/").text("sub/token.html")) == [
        (code, f"https://example.org/{folder}/sub/token.html")
        for code, folder in (("en", "en"), ("ja", "ja"), ("fr", "fr"), ("x-default", "en"))
    ]


def test_catalogs_of_other_languages_are_compiled_at_once(site: Project) -> None:
    """A build in that language beside this one never reads half of a file."""
    folder = site.source / "locales" / "ja" / "LC_MESSAGES"
    (folder / "model.mo").unlink(missing_ok=True)
    assert "言語モデル" in site.build().text("model.html")
    assert sorted(path.name for path in folder.glob("model*")) == ["model.mo", "model.po"]
    (folder / "model.po").write_bytes(b'msgid "\xff"\nmsgstr ""\n')
    built = site.build()
    assert "reading error" in str(built.warnings)
    assert sorted(path.name for path in folder.glob("model*")) == ["model.mo", "model.po"]


def test_names_follow_the_catalogs_of_other_languages(site: Project) -> None:
    site.build()
    site.translate("model", {"Language model": "モデル"})
    built = site.build()
    assert "model" in built.written
    assert "sub/token" not in built.written
    assert [name for _address, _language, name in names(built.text("model.html"))] == ["モデル"]
    same(site, built)


def test_other_outputs_and_projects_of_one_language_are_as_before(bilingual: Project) -> None:
    before = bilingual.build("text", language="ja").text("model.txt")
    bilingual.write({"conf.py": bilingual.conf + LANGUAGES})
    assert bilingual.build("text", language="ja").text("model.txt") == before
    bilingual.write({"conf.py": bilingual.conf})
    html = bilingual.build().text("model.html")
    assert "hreflang" not in html
    assert names(html) == []


@pytest.mark.parametrize("value", ["'../ja/'", "{'ja': ''}", "{'Japanese!': '../ja/'}"])
def test_mistakes_in_the_setting(bilingual: Project, value: str) -> None:
    bilingual.write({"conf.py": f"{bilingual.conf}glossary_terms_languages = {value}\n"})
    (warning,) = bilingual.build().warnings
    assert f"{value} is not a dictionary of language codes and addresses" in warning
