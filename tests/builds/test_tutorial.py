"""The tutorial of the manual, and its section on a third language, step by step as they are printed."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest

from support.commands import run
from support.tutorial import DOCS, FENCE, SET_UP, fill_in, follow, section, tutorial

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder after all steps."""
    folder = tmp_path_factory.mktemp("bread-book")
    assert follow(tutorial(), folder) == SET_UP
    return folder


def test_the_english_site(book: Path) -> None:
    index = (book / "_build/html/index.html").read_text(encoding="utf-8")
    assert "baker’s yeast" in index or "baker&#39;s yeast" in index or "baker's yeast" in index
    assert 'href="ingredients.html#term-yeast"' in index
    proofing = (book / "_build/html/proofing.html").read_text(encoding="utf-8")
    assert "Read first" in proofing
    assert "<svg " in proofing
    assert "mermaid" not in proofing
    assert "Leads to" in (book / "_build/html/ingredients.html").read_text(encoding="utf-8")


def test_the_japanese_site(book: Path) -> None:
    proofing = (book / "_build/html-ja/proofing.html").read_text(encoding="utf-8")
    assert "<h1>最終発酵" in proofing
    assert ">酵母</span></a>" in proofing  # in the text
    assert re.search(r"<dd[^>]*><p><a [^>]*>酵母</a>", proofing)  # in the list
    assert re.search("<tspan[^>]*>酵母<", proofing)
    assert '<p lang="en">The loaf sleeps' in proofing
    index = (book / "_build/html-ja/index.html").read_text(encoding="utf-8")
    assert index.index(">酵母<") < index.index(">最終発酵<")


def test_a_glossary_written_in_japanese(tmp_path: Path) -> None:
    steps = section("start", "start-in-japanese").partition("\n## ")[0]
    assert follow(steps, tmp_path) == []
    html = (tmp_path / "_build/html/index.html").read_text(encoding="utf-8")
    headings = re.findall(r'<h2 class="glossary-index[^>]*>(\w)|<dt><a [^>]*>([^<]*)<', html)
    assert [heading or name for heading, name in headings] == ["あ", "か", "酵母", "さ", "最終発酵", "は"]
    assert "先に読む用語：" in html
    assert html.count('lang="en"') == 0
    translated = (tmp_path / "_build/html-en/index.html").read_text(encoding="utf-8")
    assert re.search(r'id="term-yeast"[^>]*>yeast', translated)
    assert '<p lang="ja">糖を食べて' in translated


SITE = "https://example.org/bread-book/"
CHINESE = {"proofing": ("Proofing", "最后发酵"), "ingredients": ("yeast", "酵母")}
THREE = {"en": "en", "ja": "ja", "zh_CN": "zh-CN"}


@pytest.fixture(scope="module")
def site(book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder after the page on publishing, whose commands another test runs, and its section on a third language."""
    folder = tmp_path_factory.mktemp("three") / "bread-book"
    shutil.copytree(book, folder, ignore=shutil.ignore_patterns("_build"))
    text = (DOCS / "publishing.md").read_text(encoding="utf-8")
    end = 0
    for block in FENCE.finditer(text):
        for name in re.findall(r"Create the file `([^`]*)`", text[end : block.start()]):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(block["body"], encoding="utf-8")
        end = block.end()
    third = section("publishing", "third-language")
    (languages,) = re.findall(r"^LANGUAGES = .*$", third, re.MULTILINE)
    conf = (folder / "conf.py").read_text(encoding="utf-8")
    (folder / "conf.py").write_text(re.sub(r"^LANGUAGES = .*$", languages, conf, flags=re.MULTILINE), encoding="utf-8")
    catalogs, _, rest = third.partition("In `conf.py`")
    assert follow(catalogs, folder) == []
    for page, (source, translation) in CHINESE.items():
        fill_in(folder / f"locales/zh_CN/LC_MESSAGES/{page}.po", f'msgid "{source}"\nmsgstr "{translation}"\n')
    assert follow(rest, folder) == []
    for code in ("en", "ja"):
        built = run(f"sphinx-build -b html -D language={code} -d _build/doctrees/{code} . _site/{code}", folder)
        assert built.returncode == 0
    for code in THREE:
        export = f"sphinx-build -b glossary-export -D language={code} -d _build/doctrees/{code} . _build/export"
        assert run(export, folder).returncode == 0
    return folder


@pytest.mark.parametrize("language", THREE)
def test_each_page_of_three_languages_leads_to_the_others(site: Path, language: str) -> None:
    for name in ("index.html", "proofing.html", "genindex.html", "glossary-terms.html"):
        path = site / "_site" / language / name
        html = path.read_text(encoding="utf-8")
        assert f'<html class="no-js" lang="{THREE[language]}"' in html
        alternates = re.findall(r'<link rel="alternate" hreflang="(.*?)" href="(.*?)"', html)
        assert dict(alternates) == {"x-default": f"{SITE}en/{name}"} | {
            tag: f"{SITE}{code}/{name}" for code, tag in THREE.items()
        }
        links = re.findall(r'href="([^"]*)" lang="([^"]*)" hreflang="([^"]*)"', html)
        assert [(tag, (path.parent / link).resolve()) for link, tag, _ in links] == [
            (tag, site / "_site" / code / name) for code, tag in THREE.items() if code != language
        ]


def test_the_index_in_chinese(site: Path) -> None:
    html = (site / "_site" / "zh_CN" / "index.html").read_text(encoding="utf-8")
    rows = re.findall(r'<h2 class="glossary-index[^>]*>(\w)|<dt><a [^>]*>([^<]*)<', html)
    assert [heading or name for heading, name in rows] == ["B", "J", "酵母", "P", "Y", "Z", "最后发酵"]


def test_the_files_for_other_programs_have_each_language(site: Path) -> None:
    folder = site / "_build" / "export"
    exported = json.loads((folder / "glossary.json").read_text(encoding="utf-8"))
    assert exported["languages"] == list(THREE.values())
    names = {(name["language"], name["text"]) for term in exported["terms"].values() for name in term["names"]}
    assert {("en", "yeast"), ("ja", "酵母"), ("zh-CN", "酵母"), ("zh-CN", "最后发酵")} <= names
    with (folder / "glossary.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["id"]: [other["language"] for other in rows if other["id"] == row["id"]] for row in rows} == {
        term: list(THREE.values()) for term in exported["terms"]
    }
