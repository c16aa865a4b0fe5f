"""The filter of `term-index`: what stands in the page for it, and what it does in a browser."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import sphinx.locale
from docutils import nodes
from playwright.sync_api import Browser, Page

from sphinx_glossary_terms.features import indexes
from support.browser import opened, script
from support.output import same
from support.pages import PROJECTS, data, pages_of
from support.project import CONF, Built, Project

LETTERS = "".join(
    f"\n````{{term}} {letter} filler\n:id: filler-{letter.lower()}\n\n{'A text that takes some lines. ' * 20}\n````\n"
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)
PAGES = pages_of("filter")
TERMS = PAGES["terms.md"]
PAGES["terms.md"] = f"# Terms\n\n{TERMS}{LETTERS}"

DATA = re.compile(r'<script type="application/json" class="glossary-index-data">(.*?)</script>', re.DOTALL)
FILTER = re.compile(r'<div class="glossary-index-filter" hidden>\n(.*?)</div>\n<script', re.DOTALL)
BUTTON = re.compile(r'<button type="button" value="(.*?)" aria-pressed="false"(?: lang="(.*?)")?>(.*?) <small>')


def rows_of(built: Built, page: str = "all.html", number: int = 0) -> list[list[Any]]:
    """What stands in a page for the script of one of its indexes."""
    found: list[list[Any]] = json.loads(DATA.findall(built.text(page))[number])
    return found


def controls(built: Built, page: str = "all.html", number: int = 0) -> str:
    """The HTML of a filter."""
    return str(FILTER.findall(built.text(page))[number])


def tags(built: Built, page: str = "all.html", number: int = 0) -> list[tuple[str, str, str]]:
    """The tags of a filter: each with its language and its label."""
    buttons = BUTTON.findall(controls(built, page, number))
    return [(unescape(tag), language, unescape(label)) for tag, language, label in buttons]


def by_name(built: Built, page: str = "all", number: int = 0) -> dict[str, list[Any]]:
    """The row of each term of an index, its tags by name."""
    box = [node for node in built.page(page).findall(nodes.container) if "glossary-index" in node["classes"]][number]
    names = [re.sub(r" \(.*|（.*", "", node.astext()) for node in box.findall(nodes.term)]
    known = [tag for tag, _language, _label in tags(built, f"{page}.html", number)]
    return {
        name: [words, *(known[tag] for tag in of_row)]
        for name, (words, *of_row) in zip(names, rows_of(built, f"{page}.html", number), strict=True)
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The pages above, for the tests that only look at them."""
    project = Project(tmp_path_factory.mktemp("pages"))
    project.write(PAGES)
    yield project.build()
    sphinx.locale.translators.clear()


def test_what_rows_do_not_show(built: Built) -> None:
    assert built.warnings == []
    rows = by_name(built)
    assert {name: row for name, row in rows.items() if not name.endswith("filler")} == {
        "Language model": ["languge model\n“large” language", "models", "text"],
        "Éclair": ["", "sweet"],
        "Straße": [""],
        "Token": ["tow-ken", "text"],
    }
    # By tag, a row stands for its own heading only.
    assert by_name(built, number=1)["Language model"] == ["languge model\n“large” language", "text"]
    assert sorted(by_name(built, number=1)) == ["Language model", "Token", "Éclair"]
    assert [tag for tag, _language, _label in tags(built, number=1)] == ["models", "sweet", "text"]


def test_a_tag_of_all_terms_tells_nothing_and_headings_have_no_numbers(project: Project) -> None:
    """A letter that has other names only would be the one without a number."""
    index = "```{term-index}\n:tags: text\n"
    terms = TERMS.replace(":aliases: LM", ":aliases: LM, 3D model")
    project.write({"index.md": f"# Home\n\n{index}```\n\n{index}:by: tag\n```\n\n{terms}"})
    built = project.build()
    assert tags(built, "index.html") == [("models", "", "models")]
    assert tags(built, "index.html", 1) == []
    html = built.text("index.html")
    assert ">L</h2>" in html
    assert ">#</h2>" in html
    assert 'data-count="{shown} of {all} terms">2 of 2 terms</output>' in controls(built, "index.html")


def large(number: int) -> str:
    """A page with this many terms, each with an alias."""
    return "# Things\n\n" + "\n".join(
        f"````{{term}} Thing {one}\n:aliases: Alias {one}\n:hidden-aliases: Thng {one}\n:tags: all\n\nSays {one}.\n````\n"
        for one in range(number)
    )


MANY = 30  # for `MAX_DEFINED`: ten times as many say the same


@pytest.mark.parametrize("by", ["letter", "tag"])
def test_a_large_index_has_names_only(project: Project, by: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexes, "MAX_DEFINED", MANY)
    index = f"# All\n\n```{{term-index}}\n:by: {by}\n```\n"
    project.write({"index.md": "# Home\n\n```{toctree}\nterms\nall\n```\n", "all.md": index, "terms.md": large(MANY)})
    assert "Says 7." in project.build().text("all.html")
    project.write({"terms.md": large(MANY + 1)})
    built = project.build()
    assert built.warnings == []
    html = built.text("all.html")
    assert "Says 7." not in html
    assert html.count('href="terms.html#term-thing-7"') == (2 if by == "letter" else 1)
    assert ["Alias 7\nThng 7"] in rows_of(built)
    assert f">{MANY + 1} of {MANY + 1} terms</output>" in html
    # Nor has the generated page anything but names; other names lead to their terms.
    generated = built.text("glossary-terms.html")
    rows = re.findall(r'href="terms.html#(.*?)">\s*<code class="xref">(.*?)</code>', generated)
    assert {("term-thing-7", "Thing 7"), ("term-thing-7", "Alias 7")} <= {*rows}
    assert len(rows) == 2 * (MANY + 1)
    assert not re.search("Says 7|→|<em>[^<]", generated)
    # Nobody has to write it again when a definition changes, which it does not show.
    project.write({"terms.md": large(MANY + 1).replace("Says 7.", "Tells 7.")})
    built = project.build()
    assert "all" not in built.written
    same(project, built)


def test_the_search_of_the_site_is_offered_where_there_is_one(project: Project) -> None:
    project.write({**PAGES, "sub/all.md": "---\norphan: true\n---\n# All\n\n```{term-index}\n```\n"})
    link = '<a class="reference internal" href="{}">Search all pages</a>'
    assert link.format("search.html") in controls(project.build())
    assert link.format("../search.html") in controls(project.build(), "sub/all.html")
    assert link.format("../search/") in controls(project.build("dirhtml"), "all/index.html")
    assert "Search all pages" not in controls(project.build("singlehtml"), "index.html")


NASTY = '</script><script>alert("1")</script><!-- & \\"'


def test_no_name_gets_out_of_the_data(project: Project) -> None:
    term = f"::::{{term}} `{NASTY}`\n:id: nasty\n:hidden-aliases: x {NASTY}\n:tags: {NASTY}, <b>\n\nText.\n::::\n"
    project.write({"index.md": f"# Home\n\n```{{term-index}}\n```\n\n{term}\n::::{{term}} Other\nText.\n::::\n"})
    built = project.build()
    assert built.warnings == []
    assert by_name(built, "index")[NASTY] == [f"x {NASTY}", NASTY, "<b>"]
    assert "<script>alert" not in built.text("index.html")


def translated(project: Project) -> Project:
    """The same with some Japanese."""
    project.write(PAGES)
    project.update_catalogs()
    project.translate_all(PROJECTS / "filter" / "ja.yaml")
    return project


def test_japanese_data(project: Project) -> None:
    built = translated(project).build(language="ja")
    assert built.warnings == []
    assert by_name(built)["言語モデル"] == [
        "げんごもでる\nだいきぼえるえむ\n言語もでる\nLanguage model\nLM\ntext model\nlanguge model\n“large” language",
        "models",
        "text",
    ]
    found = controls(built)
    assert "<label>用語を絞り込む <input" in found
    assert '<div role="group" aria-label="タグ">' in found
    assert '<output data-count="{all}語中{shown}語を表示">30語中30語を表示</output>' in found
    assert "該当する用語はありません。" in found
    assert ("models", "", "モデル") in tags(built)
    assert ("text", "en", "text") in tags(project.build(language="ja", glossary_terms_source_language="en"))


def test_other_outputs_have_neither_data_nor_counts(pages: Project) -> None:
    text = pages.build("text").text("all.txt")
    assert "languge" not in text
    assert "\nL\n" in text.replace("-[ L ]-", "L")
    tex = pages.build("latex").text("test.tex")
    assert "tow-ken" not in tex.partition(r"\chapter{All}")[2].partition(r"\chapter{Plain}")[0]
    built = pages.build("epub", epub_copyright="x")
    with zipfile.ZipFile(next(built.outdir.glob("*.epub"))) as book:
        page = book.read("all.xhtml").decode()
        assert not [name for name in book.namelist() if "glossary-index" in name]
    assert not [
        part for part in ("-index-data", "-index-filter", "-index.js", "-index.css") if f"glossary{part}" in page
    ]


def test_only_pages_with_an_index_load_the_files(project: Project) -> None:
    project.write({**PAGES, "path.md": "---\norphan: true\n---\n# Path\n\n```{term-path} token\n```\n"})
    for builder, page in (("html", "all.html"), ("dirhtml", "all/index.html")):
        files = {name: html for name, html in project.build(builder).files().items() if name.endswith(".html")}
        for file in (b"glossary-index.js", b"glossary-index.css"):
            assert [name for name, html in files.items() if file in html] == [page]


# In a browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project built in English (html-en) and in Japanese (html-ja)."""
    project = translated(Project(tmp_path_factory.mktemp("filter"), CONF.replace('"basic"', '"alabaster"')))
    for language in ("en", "ja"):
        project.build(language=language)
    project.build("singlehtml")
    return project.folder


@pytest.fixture
def page(browser: Browser, folder: Path) -> Iterator[Page]:
    """The page of the index, in English. It may ask nobody else for anything, and reports no error."""
    with opened(browser, folder, "all.html", at="html-en/", viewport={"width": 1000, "height": 700}) as found:
        yield found


def names(page: Page, number: int = 0) -> list[str]:
    """The names that an index shows, without those of the filler."""
    terms = page.locator(".glossary-index").nth(number).locator("dt:visible").all_inner_texts()
    return [term for term in terms if "filler" not in term]


def box(page: Page, number: int = 0) -> Any:
    return page.locator(".glossary-index-filter input").nth(number)


def status(page: Page, number: int = 0) -> str:
    return str(page.locator(".glossary-index-filter output").nth(number).inner_text())


def address(page: Page) -> str:
    """Where the page is. Playwright itself hears of it a little later."""
    return str(page.evaluate("location.href"))


LM = "Language model (LM, text model)"
TYPED: dict[str, list[tuple[str, list[str]]]] = data(__file__, "tables/filter.yaml")


@pytest.mark.smoke
def test_typing(page: Page) -> None:
    index = page.locator(".glossary-index").first
    links = index.locator(".glossary-index-group a:visible")
    for typed, shown in TYPED["en"]:
        assert status(page) == "30 of 30 terms"
        box(page).press_sequentially(typed)
        assert (typed, names(page)) == (typed, shown)
        assert status(page) == f"{len(shown)} of 30 terms"
        assert index.locator("dd:visible").count() == len(shown)
        assert index.locator(".glossary-index-others:visible").count() == 0
        targets = links.evaluate_all("links => links.map((link) => link.href)")
        assert len(targets) == len(set(targets)) == len(shown)
        box(page).fill("")


def test_what_is_called_so_stands_before_what_only_says_so(page: Page) -> None:
    box(page).fill("token")
    rows = page.locator(".glossary-index").first.locator("dt:visible, dd:visible")
    tops = rows.evaluate_all("all => all.map(row => [row.getBoundingClientRect().top, row.textContent.trim()])")
    assert [text for _top, text in sorted(tops)] == ["Token", "A piece.", "Straße", "A way to a token."]


def test_typing_japanese(page: Page) -> None:
    page.goto("../html-ja/all.html")
    assert page.get_by_label("用語を絞り込む").count() == 2
    for typed, shown in TYPED["ja"]:
        box(page).fill(typed)
        assert (typed, names(page)) == (typed, shown)
        assert status(page) == f"30語中{len(shown)}語を表示"


def test_what_a_filter_that_finds_nothing_says(page: Page) -> None:
    nothing = page.locator(".glossary-index-nothing").first
    assert not nothing.is_visible()
    page.locator(".glossary-index-filter [role=group] button").first.click()
    box(page).fill(" no & such ")
    assert nothing.is_visible()
    assert nothing.inner_text() == "No term is called that. Clear the filter Search all pages"
    assert nothing.get_by_role("link").evaluate("link => link.href").endswith("/html-en/search.html?q=no%20%26%20such")
    nothing.get_by_role("button").click()
    assert not nothing.is_visible()
    assert status(page) == "30 of 30 terms"
    assert address(page).endswith("/html-en/all.html")
    assert page.evaluate("document.activeElement.type") == "search"
    assert page.locator(".glossary-index-filter").first.locator("[aria-pressed=true]").count() == 0
    # Nothing was typed: there is nothing to search for.
    page.goto("all.html?term-1=braid&tag-1=sweet")
    second = page.locator(".glossary-index-nothing").nth(1)
    assert second.get_by_role("link").is_visible()
    box(page, 1).fill("")
    assert not second.is_visible()


def test_nothing_moves_when_the_script_comes(page: Page) -> None:
    """The script comes late, and the filter is there before it."""
    page.set_viewport_size({"width": 390, "height": 800})
    late: list[Any] = []
    page.route("**/glossary-index.js*", lambda route: late.append(route))
    page.goto("../html-ja/all.html", wait_until="commit")
    page.locator(".glossary-index-filter input").first.wait_for(state="visible")
    assert page.locator(".glossary-index-filter").first.get_attribute("hidden") is not None
    page.wait_for_timeout(200)
    late[0].continue_()
    page.wait_for_function("!document.querySelector('.glossary-index-filter').hidden")
    assert page.evaluate(script("shift")) < 0.01


def test_columns_of_the_general_index(page: Page) -> None:
    for width, columns in ((390, 1), (1000, 2)):
        page.set_viewport_size({"width": width, "height": 700})
        page.goto("genindex.html")
        cells = page.locator(".genindextable td")
        places = cells.evaluate_all("cells => cells.map((cell) => cell.getBoundingClientRect().x)")
        assert len({round(place) for place in places}) == columns
    page.set_viewport_size({"width": 390, "height": 700})
    assert cells.first.evaluate("cell => cell.offsetWidth / cell.closest('table').offsetWidth") > 0.9


def test_each_link_has_one_line_and_paper_has_no_controls(page: Page) -> None:
    """Alabaster has a border below links."""
    lines = (
        "all => all.map(a => [getComputedStyle(a).borderBottomWidth, getComputedStyle(a).textDecorationLine].join())"
    )
    links = page.locator(".glossary-index :is(dt, .glossary-index-others) a")
    assert {*links.evaluate_all(lines)} == {"0px,underline"}
    page.emulate_media(media="print")
    assert not page.locator(".glossary-index-filter").first.is_visible()
    assert page.locator(".glossary-index-heading").first.is_visible()


def test_headings_and_letters(page: Page) -> None:
    index = page.locator(".glossary-index").first
    links = index.locator(".glossary-index-navigation a:visible")
    assert links.count() == 26
    # What is filtered is one list.
    box(page).fill("odel")
    assert links.count() == index.locator(".glossary-index-heading:visible").count() == 0
    box(page).press("Escape")
    assert box(page).input_value() == ""
    assert status(page) == "30 of 30 terms"
    assert index.locator(".glossary-index-heading:visible").count() == 26
    assert links.nth(11).get_attribute("href") == "#glossary-index-11"


def test_tags(page: Page) -> None:
    buttons = page.locator(".glossary-index-filter").first.get_by_role("group").get_by_role("button")
    assert buttons.all_inner_texts() == ["models 1", "sweet 1", "text 2"]
    text, sweet = buttons.nth(2), buttons.nth(1)
    text.click()
    assert text.get_attribute("aria-pressed") == "true"
    assert sweet.get_attribute("aria-pressed") == "false"
    assert names(page) == [LM, "Token"]
    sweet.press("Enter")
    assert names(page) == ["Éclair", LM, "Token"]
    assert status(page) == "3 of 30 terms"
    box(page).fill("t")
    assert names(page) == [LM, "Token"]
    text.click()
    assert names(page) == []
    assert status(page) == "0 of 30 terms"


def test_the_state_is_in_the_address(page: Page) -> None:
    page.goto("../html-ja/all.html?other=1#glossary-index-2")
    box(page).fill("げ&ん ご")
    box(page).fill("げん")
    page.locator(".glossary-index-filter [role=group] button").first.click()
    box(page, 1).fill("token")
    found = urlsplit(address(page))
    assert parse_qs(found.query) == {"other": ["1"], "term": ["げん"], "tag": ["models"], "term-1": ["token"]}
    assert found.fragment == "glossary-index-2"
    page.reload()
    assert box(page).input_value() == "げん"
    assert names(page) == ["言語モデル（大規模ＬＭ）"]
    assert names(page, 1) == ["トークン"]
    page.locator(".glossary-index-filter [role=group] button").first.click()
    box(page).fill("")
    box(page, 1).press("Escape")
    assert address(page).endswith("/html-ja/all.html?other=1#glossary-index-2")
    # What somebody else made of an address.
    page.goto("../html-ja/all.html?term=%3Cb%3E%22&tag=gone&tag=text")
    assert names(page) == []
    assert box(page).input_value() == '<b>"'
    assert page.locator(".glossary-index-filter button[aria-pressed=true]").all_inner_texts() == ["text 2"]


def test_an_input_method_is_not_disturbed(page: Page) -> None:
    page.goto("../html-ja/all.html")
    session = page.context.new_cdp_session(page)
    box(page).focus()
    session.send("Input.imeSetComposition", {"text": "げんg", "selectionStart": 3, "selectionEnd": 3})
    assert status(page) == "30語中30語を表示"
    session.send("Input.imeSetComposition", {"text": "げんご", "selectionStart": 3, "selectionEnd": 3})
    session.send("Input.insertText", {"text": "言語"})
    assert box(page).input_value() == "言語"
    assert status(page) == "30語中1語を表示"


def test_without_javascript_the_index_is_complete(browser: Browser, folder: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{(folder / 'html-en' / 'all.html').as_uri()}?term=token&tag=text")
    index = page.locator(".glossary-index")
    assert index.first.locator("dt:visible").count() == 30
    assert index.locator(".glossary-index-others li:visible").all_inner_texts() == [
        *("LM → Language model", "text model → Language model")
    ]
    assert index.locator(":is(input, button, output):visible").count() == 0
    assert index.locator(".glossary-index-navigation a[href]").count() == 29
    assert index.locator(".glossary-index-heading").nth(11).inner_text() == "L"


def test_the_keyboard(page: Page) -> None:
    box(page).focus()
    box(page).press("/")
    assert box(page).input_value() == "/"
    box(page).press("Escape")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.ariaPressed") == "true"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Language model"  # no letters before the list
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


@pytest.mark.parametrize("name", ["html-en/all.html", "singlehtml-en/index.html"])
def test_from_a_disk(page: Page, folder: Path, name: str) -> None:
    page.goto((folder / name).as_uri())
    box(page).fill("tow")
    assert "term=tow" in address(page)
    page.reload()
    assert names(page) == ["Token"]
