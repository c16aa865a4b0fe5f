"""Japanese through catalogs only: gettext, sphinx-intl, fill in, `-D language=ja`."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

from babel.messages.pofile import read_po

from support.output import links, rows
from support.pages import BILINGUAL
from support.project import Project, files_in


def templates(project: Project, name: str) -> list[tuple[str | None, str, list[str], list[str]]]:
    """Context, message, places and comments of every message of a template."""
    catalog = read_po(io.BytesIO((project.folder / "gettext-en" / f"{name}.pot").read_bytes()))
    return [
        (one.context, str(one.id), [f"{Path(file).name}:{line}" for file, line in one.locations], one.auto_comments)
        for one in catalog
        if one.id
    ]


def test_templates(project: Project) -> None:
    project.write(BILINGUAL)
    assert project.build("gettext").warnings == []
    assert [(message, places) for _, message, places, _ in templates(project, "model")] == [
        ("Language model", ["model.md:1"]),
        ("It continues text, {term}`token` by token.", ["model.md:9"]),
        ("A parrot.", ["model.md:12"]),
    ]
    aliases = templates(project, "glossary-aliases")
    assert [(context, message, places, comments[-1]) for context, message, places, comments in aliases] == [
        ("alias", "language-model", ["model.md:3"], "In the source: LM, model"),
        ("alias", "token", ["token.md:3"], "In the source: none"),
    ]
    assert aliases[0][3][0] == "Language model"
    # Other kinds of names have a message only where the source has some, or a translation.
    hidden = templates(project, "glossary-hidden-aliases")
    assert [(context, message, comments[-1]) for context, message, _, comments in hidden] == [
        ("hidden", "language-model", "In the source: models")
    ]
    readings = templates(project, "glossary-readings")
    assert [message[:2] for message in readings] == [("reading", "language-model"), ("reading", "token")]
    for name in ("abbreviations", "avoid", "plurals"):
        assert not (project.folder / "gettext-en" / f"glossary-{name}.pot").exists()
    token = BILINGUAL["sub/token.md"].replace("{term} Token\n", "{term} Token\n:plural: tokenes\n")
    project.write({"sub/token.md": token})
    project.update_catalogs()
    assert [message[:2] for message in templates(project, "glossary-plurals")] == [("plural", "token")]
    project.translate("glossary-avoid", {("avoid", "token"): "字句"})
    project.build("gettext")
    assert [message[:2] for message in templates(project, "glossary-avoid")] == [("avoid", "token")]


def test_the_names_of_several_locale_directories(bilingual: Project) -> None:
    """As for the messages of pages, the first directory that has a translation counts."""
    bilingual.translate("glossary-aliases", {("alias", "token"): "断片"})
    shutil.copytree(bilingual.source / "locales", bilingual.source / "second")
    bilingual.translate("glossary-aliases", {("alias", "language-model"): "", ("alias", "token"): "かけら"})
    built = bilingual.build(language="ja", locale_dirs=["locales", "second"])
    terms = built.domain.glossary.terms
    assert [alias.text for alias in terms["token"].aliases] == ["かけら"]
    assert [alias.text for alias in terms["language-model"].aliases] == ["モデル", "LM"]


def test_names_everywhere(bilingual: Project) -> None:
    built = bilingual.build(language="ja")
    assert built.warnings == []
    model = built.page("model")
    assert "トークン" in model.astext().partition("先に読む")[2]
    address = "model.html#term-language-model"
    assert [link for link in links(built.page("index")) if link[1] == address][:4] == [
        ("言語モデル", address),
        ("言語モデル", address),
        ("そのモデル", address),
        ("言語モデル", address),
    ]
    assert ("トークン", "sub/token.html#term-token") in links(built.page("model"))
    html = built.text("model.html")
    assert "別名：" in html
    assert "げんごもでる" in html
    # With a label, or it reads like one more of the other names before it.
    assert (
        '<span class="glossary-names-label">原語：</span>'
        '<span class="glossary-source-name" lang="en">Language model</span>'
    ) in html
    assert "小学生にもわかる説明" in html
    # Only what has no translation is marked: the parrot, the name in the source language, and the heading of the page
    # "Home", in the navigation and among the pages that use the term.
    assert '<p lang="en">A parrot.</p>' in html
    assert html.count('lang="en"') == 4
    assert built.text("sub/token.html").count('lang="en"') == 2
    assert '<section class="glossary-section" id="term-language-model">' in html


def test_index(bilingual: Project) -> None:
    """A translated definition has translated names in it, whatever the source language is called."""
    named = bilingual.build(language="ja", glossary_terms_source_language="en")
    built = bilingual.build(language="ja")
    assert (
        rows(named.page("index"))
        == rows(built.page("index"))
        == [
            *("[あ]", "LM → 言語モデル", "[か]", "言語モデル（モデル、LM） | トークンごとに文章を続けます。"),
            *("[た]", "トークン | ひとかけら。", "[ま]", "モデル → 言語モデル"),
            *("[L]", "Language model → 言語モデル", "[T]", "Token → トークン"),
        ]
    )
    page = built.text("glossary-terms.html")
    assert "用語集" in page
    assert "トークンごとに文章を続けます。" in page
    assert re.findall(r'id="cap-([^"]*)"', page) == ["あ", "か", "た", "ま", "L", "T"]


def test_a_page_without_catalog_is_marked_once_the_source_language_is_known(project: Project) -> None:
    project.write(
        {"index.md": "# 日本語\n\n```{term}\n:id: nihongo\n:reading: にほんご\n:aliases: 和語\n```\n\n本文。\n"}
    )
    html = project.build(language="ja").text("index.html")
    assert 'lang="en"' not in html
    assert "にほんご" in html
    marked = project.build(language="ja", glossary_terms_source_language="en").text("index.html")
    assert re.search('<p class="glossary-definition" lang="en">本文。</p>', marked)
    assert 'lang="ja"' in project.build(language="fr", glossary_terms_source_language="ja").text("index.html")
    native = project.build(language="ja", glossary_terms_source_language="ja").text("index.html")
    assert native.count('lang="ja"') == 1  # the page itself


def test_targets_and_names_of_either_language_resolve(bilingual: Project) -> None:
    bilingual.translate(
        "sub/token", {"A piece.": "{term}`言語モデル`、{term}`LM <モデル>`、{term}`Language Model`のひとかけら。"}
    )
    built = bilingual.build(language="ja")
    address = "../model.html#term-language-model"
    assert [link for link in links(built.page("sub/token")) if link[1] == address][:3] == [
        ("言語モデル", address),
        ("LM", address),
        ("言語モデル", address),
    ]


def test_aliases_may_be_more_fewer_or_none(bilingual: Project) -> None:
    bilingual.translate("glossary-aliases", {("alias", "language-model"): ""})
    assert '<span class="glossary-alias" lang="en">LM</span>' in bilingual.build(language="ja").text("model.html")
    bilingual.translate(
        "glossary-aliases", {("alias", "language-model"): "-", ("alias", "token"): "断片|だんぺん, 小片"}
    )
    bilingual.translate("glossary-hidden-aliases", {("hidden", "language-model"): "エルエム"})
    built = bilingual.build(language="ja")
    assert "別名" not in built.text("model.html")
    terms = built.domain.glossary.terms
    assert [(alias.text, alias.reading) for alias in terms["token"].aliases] == [("断片", "だんぺん"), ("小片", "")]
    assert [name.text for name in terms["language-model"].names if name.kind == "hidden"] == ["エルエム"]


def test_a_source_that_moves_or_changes(project: Project) -> None:
    page, text = "index.md", "# Home\n\n````{term} Token\nA piece of a text.\n````\n"
    project.write({page: text})
    project.update_catalogs()
    project.translate("index", {"Token": "トークン", "A piece of a text.": "文の一部。"})
    # Text above it: only the line numbers in the catalog change.
    project.write({page: text.replace("\n\n", "\n\nNew.\n\n", 1)})
    project.update_catalogs()
    assert "文の一部。" in project.build(language="ja").text("index.html")
    # Another text: sphinx-intl proposes the former translation as fuzzy, which nobody sees before it is checked.
    project.write({page: text.replace("A piece of a text.", "A piece of some text.")})
    project.update_catalogs()
    with (project.source / "locales/ja/LC_MESSAGES/index.po").open("rb") as file:
        entry = read_po(file, locale="ja").get("A piece of some text.")
    assert entry is not None
    assert (entry.string, entry.fuzzy) == ("文の一部。", True)
    built = project.build(language="ja")
    assert "文の一部。" not in built.text("index.html")
    assert '<p lang="en">' in built.text("index.html")
    assert built.warnings == []
    project.translate("index", {"A piece of some text.": "何かの文の一部。"})
    assert "何かの文の一部。" in project.build(language="ja").text("index.html")


def test_a_name_that_changes_makes_nothing_fuzzy_in_the_catalogs_of_names(project: Project) -> None:
    """Babel proposes the translation of a similar message, and sphinx-intl sees no difference in a context alone."""
    page = "# Home\n\n````{term} Brewing rice\n:id: rice\n:aliases: sake rice\n%s\nA grain.\n````\n"
    project.write({"index.md": page % ""})
    project.update_catalogs()
    project.translate("glossary-aliases", {("alias", "rice"): "酒米|さかまい"})
    project.translate("glossary-readings", {("reading", "rice"): "しゅぞうこうてきまい"})
    before = files_in(project.source / "locales")
    project.write({"index.md": (page % ":abbreviation: BR\n:avoid: rice\n").replace("Brewing", "Sake brewing")})
    project.update_catalogs()
    folder = "ja/LC_MESSAGES/glossary-"
    after = {name.removeprefix(folder): text.decode() for name, text in files_in(project.source / "locales").items()}
    assert [name for name, text in after.items() if re.search(r'fuzzy\nmsg(ctxt|id) "[^"]', text)] == []
    assert 'msgid "rice"\nmsgstr "酒米|さかまい"\n' in after["aliases.po"]
    assert 'msgid "rice"\nmsgstr "しゅぞうこうてきまい"\n' in after["readings.po"]
    assert [name for name in after if {name, f"{folder}{name}"}.isdisjoint(before)] == ["abbreviations.po", "avoid.po"]
    assert all('msgid "rice"\nmsgstr ""\n' in after[name] for name in ("abbreviations.po", "avoid.po"))


def test_readings_are_only_for_languages_that_need_them(project: Project) -> None:
    project.write({"index.md": "# Home\n\n````{term} Rice\nA grain.\n````\n"})
    template = project.folder / "gettext-en" / "glossary-readings.pot"
    project.build("gettext")
    assert template.exists()  # nobody knows the languages yet
    project.update_catalogs("de")
    project.build("gettext")
    assert not template.exists()
    project.build("gettext", glossary_terms_languages={"ja": "../ja/"})
    assert template.exists()


def test_what_has_no_translation_is_counted(project: Project) -> None:
    entry = "````{{term}} {}\n:aliases: a{}\n\nText {}.\n````\n\n".format
    project.write({"index.md": "# Home\n\n" + "".join(map(entry, ("Rice", "Koji", "Yeast"), "123", "123"))})
    project.update_catalogs()
    assert "glossary in" not in project.build().status
    project.translate("index", {"Home": "表紙", "Rice": "米", "Koji": "麹", "Yeast": "酵母"})
    project.translate("index", {"Text 1.": "一。", "Text 2.": "二。", "Text 3.": "三。"})
    assert "glossary in" not in project.build(language="ja").status
    project.translate("index", {"Koji": "", "Text 1.": ""})
    project.translate("index", {"Text 2.": "に"}, fuzzy=True)
    project.translate("glossary-aliases", {("alias", "rice"): "稲"}, fuzzy=True)
    status = project.build(language="ja").status
    line = "glossary in 'ja': 2 names and 2 definitions are missing or fuzzy; `sphinx-build -E -v` lists them\n"
    assert line in status
    assert status.count("index.md") == 0
    verbose = project.clean(language="ja", verbosity=1).status
    assert "index.md:9: the name 'Koji'" in verbose
    assert re.search(r"glossary-aliases.po:\d+: fuzzy", verbose)
    assert "index.md:3: the definition of '米'" in verbose


def test_tags_are_sorted_by_their_readings(project: Project) -> None:
    tags = {"one": "効率|こうりつ", "two": "モデル", "three": "安全性｜あんぜんせい"}
    terms = "".join(f"```{{term}} t-{tag}\n:tags: {tag}\n\nText.\n```\n\n" for tag in tags)
    labels = "".join(f'msgctxt "tag"\nmsgid "{tag}"\nmsgstr "{label}"\n\n' for tag, label in tags.items())
    project.write({"index.md": f"# Home\n\n```{{term-index}}\n:by: tag\n```\n\n{terms}"})
    project.write({"locales/ja/LC_MESSAGES/glossary-labels.po": labels})
    html = project.build(language="ja").text("index.html")
    assert sorted(("モデル", "効率", "安全性"), key=html.index) == ["安全性", "効率", "モデル"]
    assert not re.search("[|｜]", re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL).split("<body>")[1])


def test_the_template_of_labels_goes_with_the_last_label(project: Project) -> None:
    term = "# A\n\n````{term} Bread\nText.\n````\n"
    project.write({"index.md": term.replace("Bread\n", "Bread\n:tags: food\n\n")})
    template = project.build("gettext").outdir / "glossary-labels.pot"
    written = template.stat().st_mtime_ns
    project.write({"index.md": term.replace("Bread\n", "Bread\n:tags: food\n\nMore. ")})
    project.build("gettext")
    assert template.stat().st_mtime_ns == written  # it would differ by its date only
    project.write({"index.md": term})
    project.build("gettext")
    assert not template.exists()
