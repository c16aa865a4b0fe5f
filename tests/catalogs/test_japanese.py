"""Japanese through catalogs only: gettext, sphinx-intl, fill in, `-D language=ja`."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from sphinx_glossary_terms.model.names import read_names
from support import ROOT
from support.output import graph, links, rows
from support.pages import BILINGUAL
from support.project import Project, files_in


def templates(project: Project, name: str) -> list[tuple[str | None, str, list[str], list[str]]]:
    """Context, message, places and comments of every message of a template."""
    with (project.folder / "gettext-en" / f"{name}.pot").open("rb") as file:
        return [
            (
                message.context,
                str(message.id),
                [f"{Path(place).name}:{line}" for place, line in message.locations],
                message.auto_comments,
            )
            for message in read_po(file)
            if message.id
        ]


def test_templates(project: Project) -> None:
    project.write(BILINGUAL)
    assert project.build("gettext").warnings == []
    assert [(message, places) for _, message, places, _ in templates(project, "model")] == [
        ("Language model", ["model.md:2"]),
        ("It continues text, {term}`token` by token.", ["model.md:10"]),
        ("A parrot.", ["model.md:13"]),
    ]
    assert [(message, places) for _, message, places, _ in templates(project, "sub/token")] == [
        ("Tokens", ["token.md:2"]),
        ("Token", ["token.md:4"]),
        ("A piece.", ["token.md:5"]),
    ]
    folder, aliases = project.folder / "gettext-en", templates(project, "glossary-aliases")
    assert [(context, message, places) for context, message, places, _ in aliases] == [
        ("alias", "language-model", ["model.md:4"]),
        ("alias", "token", ["token.md:4"]),
    ]
    assert (aliases[0][3][0], aliases[0][3][-1]) == ("Language model", "In the source: LM, model")
    assert aliases[1][3][-1] == "In the source: none"
    # Other kinds of names have a message only where the source has some, or a translation.
    hidden = templates(project, "glossary-hidden-aliases")
    assert [(context, message, comments[-1]) for context, message, _, comments in hidden] == [
        ("hidden", "language-model", "In the source: models")
    ]
    assert not [name for name in ("abbreviations", "avoid", "plurals") if (folder / f"glossary-{name}.pot").exists()]
    project.write(
        {
            "sub/token.md": BILINGUAL["sub/token.md"].replace(
                "{term} Token\n", "{term} Token\n        :plural: tokenes\n"
            )
        }
    )
    project.update_catalogs()
    assert [message[:2] for message in templates(project, "glossary-plurals")] == [("plural", "token")]
    project.translate("glossary-avoid", {("avoid", "token"): "字句"})
    project.build("gettext")
    assert [message[:2] for message in templates(project, "glossary-avoid")] == [("avoid", "token")]
    assert [(context, message) for context, message, _, _ in templates(project, "glossary-readings")] == [
        ("reading", "language-model"),
        ("reading", "token"),
    ]


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
    code = graph(model)
    assert 'n1("言語モデル")' in code
    assert 'n0["トークン"]' in code
    assert 'click n0 href "sub/token.html#term-token"' in code
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
    assert '<section class="glossary-section" id="term-language-model">' in html


def test_index(bilingual: Project) -> None:
    built = bilingual.build(language="ja")
    assert rows(built.page("index")) == [
        "[あ]",
        "LM → 言語モデル",
        "[か]",
        "言語モデル（モデル、LM） | トークンごとに文章を続けます。",
        "[た]",
        "トークン | ひとかけら。",
        "[ま]",
        "モデル → 言語モデル",
        "[L]",
        "Language model → 言語モデル",
        "[T]",
        "Token → トークン",
    ]
    page = built.text("glossary-terms.html")
    assert "用語集" in page
    assert re.findall(r'id="cap-([^"]*)"', page) == ["あ", "か", "た", "ま", "L", "T"]


def test_only_what_has_no_translation_is_marked(bilingual: Project) -> None:
    built = bilingual.build(language="ja")
    html = built.text("model.html")
    assert '<p lang="en">A parrot.</p>' in html
    # the parrot, the name in the source language, and the heading of the page "Home": in the navigation, and among
    # the pages that use the term
    assert html.count('lang="en"') == 4
    assert built.text("sub/token.html").count('lang="en"') == 2


def test_a_translated_definition_has_translated_names_in_an_index(bilingual: Project) -> None:
    message = "It continues text, {term}`token` by token."
    bilingual.translate("model", {message: "{term}`token`を次々に続けます。"})
    for language in (None, "en"):
        html = bilingual.build(language="ja", glossary_terms_source_language=language).text("index.html")
        assert re.search(r"<dd><p>(<[^>]*>)*トークン(<[^>]*>)*を次々に続けます。", html), language


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
    bilingual.translate(
        "glossary-aliases",
        {("alias", "language-model"): "-", ("alias", "token"): "断片|だんぺん, 小片"},
    )
    bilingual.translate("glossary-hidden-aliases", {("hidden", "language-model"): "エルエム"})
    built = bilingual.build(language="ja")
    assert "別名" not in built.text("model.html")
    terms = built.domain.glossary.terms
    assert [(alias.text, alias.reading) for alias in terms["token"].aliases] == [("断片", "だんぺん"), ("小片", "")]
    assert [name.text for name in terms["language-model"].names if name.kind == "hidden"] == ["エルエム"]


def test_aliases_of_the_source_are_kept_and_marked(bilingual: Project) -> None:
    bilingual.translate("glossary-aliases", {("alias", "language-model"): ""})
    html = bilingual.build(language="ja").text("model.html")
    assert '<span class="glossary-alias" lang="en">LM</span>' in html


def test_a_source_that_moves_or_changes(project: Project) -> None:
    page, text = "index.md", "# Home\n\n````{term} Token\nA piece of a text.\n````\n"
    project.write({page: text})
    project.update_catalogs()
    project.translate("index", {"Token": "トークン", "A piece of a text.": "文の一部。"})

    # Text above it: only the line numbers in the catalog change.
    project.write({page: text.replace("Home\n", "Home\n", 1).replace("\n\n", "\n\nNew.\n\n", 1)})
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
    project.write(
        {
            "index.md": "# Home\n\n```{term-index}\n:by: tag\n```\n\n"
            + "".join(f"```{{term}} t-{tag}\n:tags: {tag}\n\nText.\n```\n\n" for tag in tags),
            "locales/ja/LC_MESSAGES/glossary-labels.po": "".join(
                f'msgctxt "tag"\nmsgid "{tag}"\nmsgstr "{label}"\n\n' for tag, label in tags.items()
            ),
        }
    )
    html = project.build(language="ja").text("index.html")
    assert sorted(("モデル", "効率", "安全性"), key=html.index) == ["安全性", "効率", "モデル"]
    assert "｜" not in html
    assert "|" not in re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL).split("<body>")[1]


def test_names_of_the_manual_s_glossary_are_where_the_index_of_a_book_has_them() -> None:
    """Under A to Z if they begin so (the rule is in locales/README.md), else by a reading that says all of their kanji."""
    catalogs = ROOT / "locales" / "ja" / "LC_MESSAGES"

    def messages(path: Path) -> list[Message]:
        return [message for message in read_po(path.read_bytes().splitlines(keepends=True)) if message.id]

    pages = [message for path in (catalogs / "glossary").glob("*.po") for message in messages(path)]
    texts = {message.id: str(message.string) for message in pages if not message.context}
    names = {
        (texts.get(message.auto_comments[0], ""), str(message.string))
        for message in messages(catalogs / "glossary-readings.po")
    }
    for name in ("glossary-aliases", "glossary-abbreviations"):
        for message in messages(catalogs / f"{name}.po"):
            names |= {(name.text, name.reading) for name in read_names(str(message.string), "alias")}
    assert len(names) > 400
    wrong = []
    for text, reading in names:
        letters = re.match(r"[A-Za-z0-9][\w-]*", text, re.ASCII)
        if re.search("[一-龠々]", text):
            wanted = re.escape(letters[0] if letters else "") + "[ぁ-んーA-Z0-9]*[ぁ-んー]"
        else:
            wanted = "" if letters else "[ぁ-んー]*"
        if not re.fullmatch(wanted, reading):
            wrong.append((text, reading))
    assert sorted(wrong) == []


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
