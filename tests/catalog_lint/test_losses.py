"""No translation is lost in silence: a warning at its entry in the catalog, with what to write instead."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, NamedTuple, cast

import pytest
import sphinx
from babel.messages.pofile import read_po, write_po
from docutils import nodes
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from sphinx.config import Config

from sphinx_glossary_terms.catalog_lint import inline_markup as leftovers
from sphinx_glossary_terms.doctree.page_notes import Message
from support.project import Built, Project

LOST = "this translation is not shown: {} [glossary.lost-translation]"
FIRST = "only the first paragraph of this translation is shown; write one paragraph, without a blank line [glossary.lost-translation]"
LEFT = "{} [glossary.leftover-markup]"
STARS = "'{}' is shown with its stars; write '{}' [glossary.leftover-markup]"
LETTER = "'{0}' is shown as text, since a letter is next to it; write '\\\\ {0}\\\\ ' [glossary.leftover-markup]"
ELSEWHERE = "'{}' is missing in this translation, or leads somewhere else; keep its target: only its text may differ [glossary.changed-target]"
MISSING = "'{}' is missing in this translation; write it where it belongs [glossary.changed-target]"
MARKS_NOTHING = (
    "'{}' is shown as text, since it marks nothing; write it at both ends of the marked words, without a space inside, "
    "or '{}' if it is meant to be shown [glossary.leftover-markup]"
)
SPHINX_COUNTS = sphinx.version_info[:3] < (9, 0, 4)
HTML = LEFT.format("HTML at the beginning of this translation is shown as text; begin it with a word")


class Case(NamedTuple):
    """A message, a translation that is lost, the warning, and a translation as the warning says.

    What Sphinx says, too, has no warning of ours, but with a Sphinx that only counts references.
    """

    message: str
    lost: str
    warning: str
    mended: str
    is_said_by_sphinx: bool = False


def opening(number: int, marker: str, makes: str, escaped: str) -> Case:
    return Case(
        f"Opening {number}.",
        f"{marker} です",
        LOST.format(f"`{marker}` at its beginning makes {makes} of it; write `{escaped}`"),
        escaped.replace("\\\\", "\\") + " です",
    )


MARKDOWN = [
    opening(1, "1.", "a list", "1\\\\."),
    opening(2, "2026.", "a list", "2026\\\\."),
    opening(3, "1)", "a list", "1\\\\)"),
    opening(4, "-", "a list", "\\\\-"),
    opening(5, "+", "a list", "\\\\+"),
    opening(6, "*", "a list", "\\\\*"),
    opening(7, "#", "a heading", "\\\\#"),
    opening(8, ">", "a quotation", "\\\\>"),
    opening(9, "%", "a comment", "\\\\%"),
    opening(10, "[^1]:", "the definition of a link or a footnote", "\\\\[^1]:"),
    opening(11, "[a]:", "the definition of a link or a footnote", "\\\\[a]:"),
    Case("A target.", "(a)=", LOST.format("`(a)=` at its beginning makes a target of it; write `\\\\(a)=`"), "\\(a)="),
    Case(
        "A line.",
        "---",
        LOST.format("`---` at its beginning makes a line across the page of it; write `\\\\---`"),
        "\\---",
    ),
    Case(
        "A colon fence.",
        ":::{note}\nはい\n:::",
        LOST.format("`:::` at its beginning makes a directive or a block of code of it; write `\\\\:::`"),
        "はい",
    ),
    Case(
        "Underlined.",
        "はい\n===",
        LOST.format("its lines make another block than a paragraph; write it on one line"),
        "はい",
    ),
    Case("Two paragraphs.", "はい。\n\nもう1つ。", FIRST, "はい。もう1つ。"),
    Case("A list below.", "はい。\n- もう1つ。", FIRST, "はい。もう1つ。"),
    Case("Brackets.", "生地**「発酵」**の", STARS.format("**「発酵」**", "「**発酵**」"), "生地「**発酵**」の"),
    Case("Emphasis.", "生地*「発酵」*の", STARS.format("*「発酵」*", "「*発酵*」"), "生地「*発酵*」の"),
    Case("Full stop.", "**発酵。**次に", STARS.format("**発酵。**", "**発酵**。"), "**発酵**。次に"),
    Case(
        "Reading.",
        "**酵母（こうぼ）**の",
        STARS.format("**酵母（こうぼ）**", "**酵母**（こうぼ）"),
        "**酵母**（こうぼ）の",
    ),
    Case("Nested.", "生地**「*発酵*」**の", STARS.format("**「発酵」**", "「**発酵**」"), "生地「**発酵**」の"),
    Case(
        "Code in stars.",
        "生地**`x`**の",
        LEFT.format("'**…**' is shown with its stars; write a space before and after it"),
        "生地 **`x`** の",
    ),
    Case("Unclosed.", "生地**「発酵」の", MARKS_NOTHING.format("**", "\\\\*\\\\*"), "生地\\*\\*「発酵」の"),
    Case(
        "With __underscores__ x.",
        "生地__発酵__の",
        LEFT.format("'__発酵__' is shown with its underscores; write '**発酵**'"),
        "生地**発酵**の",
    ),
    Case(
        "By [label][somewhere].",
        "[ラベル][somewhere]で",
        LEFT.format(
            "'[ラベル][somewhere]' is shown with its brackets, since a translation knows no labels; "
            "write '[ラベル](https://some.example)'"
        ),
        "[ラベル](https://some.example)で",
    ),
    Case(
        "Page {{ ours }}.",
        "ページ{{ ours }}",
        LEFT.format(
            "'{{ ours }}' shows nothing here: a translation knows only the substitutions of conf.py; define it in "
            "`myst_substitutions`, or write its text"
        ),
        "ページ{{ everywhere }}",
    ),
    Case("Some HTML.", "<div>はい</div>", HTML, "はい<br>"),
    Case(
        "Some code.",
        "```\nはい\n```",
        LEFT.format("a block of code is not a translation: its text is shown; write one paragraph"),
        "```はい```",
    ),
    Case("A {term}`dough` x.", "{term}`loaf`の", ELSEWHERE.format("{term}`dough`"), "{term}`生地 <dough>`の", True),
    Case("No {ref}`place` x.", "場所の", ELSEWHERE.format("{ref}`place`"), "{ref}`場所 <place>`の", True),
    Case("To [page](index.md).", "ページ", ELSEWHERE.format("[page](index.md)"), "[ページ](index.md)", True),
    Case("To [part](#place).", "[部分](#other)", ELSEWHERE.format("[part](#place)"), "[部分](#place)"),
    Case(
        "To [it](https://it.example).", "それ", MISSING.format("[it](https://it.example)"), "[それ](https://ja.example)"
    ),
    Case("To <https://it.example>.", "それ", MISSING.format("<https://it.example>"), "<https://it.example>"),
    Case(
        "To [label][somewhere].", "それ", MISSING.format("[text](https://some.example)"), "[それ](https://some.example)"
    ),
    Case("A note[^1].", "注", MISSING.format("[^1]"), "注[^1]", True),
]
RST = [
    opening(1, "1.", "a list", "1\\\\."),
    opening(2, "(1)", "a list", "\\\\(1)"),
    opening(3, "a)", "a list", "a\\\\)"),
    opening(4, "#.", "a list", "\\\\#."),
    opening(5, "-", "a list", "\\\\-"),
    opening(6, "•", "a list", "\\\\•"),
    opening(7, ":key:", "a field", "\\\\:key:"),
    opening(8, "|", "a line block", "\\\\|"),
    opening(9, "..", "a comment or a directive", "\\\\.."),
    opening(10, "-a ", "an option", "\\\\-a")._replace(
        warning=LOST.format("`-a` at its beginning makes an option of it; write `\\\\-a`")
    ),
    opening(11, "__", "a target", "\\\\__"),
    Case(
        "A line.",
        "----",
        LOST.format("`----` at its beginning makes a line across the page of it; write `\\\\----`"),
        "\\----",
    ),
    Case(
        "Indented.",
        "  はい",
        LOST.format("the space at its beginning makes a block quote of it; remove the space"),
        "はい",
    ),
    Case(
        "Underlined.",
        "はい\n====",
        LOST.format("its lines make another block than a paragraph; write it on one line"),
        "はい",
    ),
    Case(
        "Defined.",
        "はい\n  もう1つ",
        LOST.format("its lines make another block than a paragraph; write it on one line"),
        "はい",
    ),
    Case("Two paragraphs.", "はい。\n\nもう1つ。", FIRST, "はい。もう1つ。"),
    Case("Bold.", "生地**発酵**の", LETTER.format("**発酵**"), "生地\\ **発酵**\\ の"),
    Case("Brackets.", "生地**「発酵」**の", LETTER.format("**「発酵」**"), "生地\\ **「発酵」**\\ の"),
    Case("At the beginning.", "*発酵*の", LETTER.format("*発酵*"), "*発酵*\\ の"),
    Case("Code.", "生地``x``の", LETTER.format("``x``"), "生地\\ ``x``\\ の"),
    Case("Unclosed.", "**発酵の", MARKS_NOTHING.format("**", "\\\\*\\\\*"), "\\*\\*発酵の"),
    Case("Page |ours| x.", "ページ|ours|の", LETTER.format("|ours|"), "ページ\\ |ours|\\ の"),
    Case("In :ref:`place` x.", "ここ:ref:`place`の", LETTER.format(":ref:`place`"), "ここ\\ :ref:`place`\\ の"),
    Case(
        "In `it <https://it.example>`_ x.",
        "ここ`それ <https://it.example>`_の",
        LETTER.format("`それ <https://it.example>`_"),
        "ここ\\ `それ <https://it.example>`__\\ の",
    ),
    Case("A :term:`dough` x.", ":term:`loaf` の", ELSEWHERE.format(":term:`dough`"), ":term:`生地 <dough>` の", True),
    Case("No :ref:`place` x.", "場所の", ELSEWHERE.format(":ref:`place`"), ":ref:`場所 <place>` の", True),
    Case("By somewhere_ x.", "それ", MISSING.format("somewhere_"), "somewhere_", True),
    Case(
        "To `it <https://it.example>`__.",
        "それ",
        MISSING.format("`it <https://it.example>`__"),
        "`それ <https://ja.example>`__",
    ),
    Case("A note [#a]_.", "注", MISSING.format("[#a]_"), "注 [#a]_", True),
    Case(
        "No link.",
        "はい_",
        "'はい_' leads nowhere; if it is not a link, write two backslashes before its last underscore [glossary.changed-target]",
        "はい\\_",
    ),
]

GOOD_MARKDOWN = {
    "A **bold** word.": "とても**太い**ことば。",
    "A **bold** bracket.": "「**太い**」（**ことば**）、**次**。",
    "A *slanted* word.": "*斜め*の\\*ことば\\*",
    "Plain 1.": "1\\. はい",
    "Plain 2.": "2026年1月1日",
    "Plain 3.": "-1度、+2度",
    "Plain 4.": "#1の答え",
    "Plain 5.": "`**x**`と`[a][b]`と`{{ ours }}`",
    "Plain 6.": "2 * 3 * 4 は24",
    "Plain 7.": "はい\nいいえ\n",
    "Plain 8.": "はい\n\n",
    "Plain 9.": "[かっこ]と（かっこ）",
    "Plain 10.": "a_b_c と `a_b`",
    "Plain 11.": "1. #noqa".replace("1.", "はい"),
    "Plain 12.": "価格*1",
    "Plain 13.": "はい<br>いいえ",
    "Plain 14.": ":key: はい",
    "Plain 15.": "\\[あ\\]\\[い\\]",
    "Same as 1. before.": "Same as 1. before.",
    "The `a*b*c` code.": "コード`a*b*c`",
    "The $a*b*c$ formula.": "数式$a*b*c$",
    "Stars 2**3 and a ** b.": "2**3 と a ** b",
    "The [a][b] as text.": "文字の[a][b]",
    "The [first](https://a.example) and [second](https://b.example).": "[2つ目](https://b.example)と[1つ目](https://a.example)。",
    "The [English](https://en.example) page.": "[日本語](https://ja.example)のページ",
    "First {term}`dough`, then {term}`yeast`, {ref}`place`.": "{ref}`ここ <place>`。{term}`酵母 <yeast>`のあとに{term}`Dough`。",
    "Everywhere {{ everywhere }}.": "どこでも{{ everywhere }}。",
    "A lone {ref}`place`.": "場所 #noqa",
    "More.": "もっと{ref}`place`",
}
GOOD_RST = {
    "A **bold** word.": "とても\\ **太い**\\ ことば。",
    "A **bold** bracket.": "「**太い**」（**ことば**）、**次**。",
    "A *slanted* word.": "*斜め* の\\*ことば\\*",
    "Plain 1.": "\\1. はい",
    "Plain 2.": "2026年1月1日",
    "Plain 3.": "-1度",
    "Plain 4.": "#1の答え",
    "Plain 5.": "``**x**`` と ``|ours|``",
    "Plain 6.": "2 * 3 * 4 は24",
    "Plain 7.": "はい\nいいえ\n",
    "Plain 9.": "> はい",
    "Plain 10.": "はい::",
    "Plain 11.": "\\`あ\\`の\\*\\*い\\*\\*",
    "Same as 1. before.": "Same as 1. before.",
    "The ``a*b*c`` code.": "コード ``a*b*c``",
    "The :math:`a*b*c` formula.": "数式 :math:`a*b*c`",
    "Page |ours|.": "ページ |ours|。",
    "By somewhere_ and `it <https://it.example>`__.": "`それ <https://it.example>`__ と somewhere_",
    "First :term:`dough`, then :term:`yeast`, :ref:`place`.": ":ref:`ここ <place>`。:term:`酵母 <yeast>` のあとに :term:`Dough`。",
    "A note [#b]_ x.": "注 [#b]_ です",
}

CONF = """
myst_enable_extensions = ["colon_fence", "dollarmath", "substitution"]
myst_substitutions = {"everywhere": "E"}
"""
HEAD = {
    "md": "---\nmyst:\n  substitutions:\n    ours: O\n---\n\n# Home\n\n",
    "rst": "Home\n====\n\n.. |ours| replace:: O\n\n.. _somewhere: https://some.example\n\n",
}
TAIL = {
    "md": "\n\n[somewhere]: https://some.example\n[^1]: Foot.\n\n(place)=\n## Place\n\n(other)=\n## Other\n\n"
    "````{term} Dough\nD.\n````\n\n````{term} Loaf\nL.\n````\n\n````{term} Yeast\nY.\n````\n",
    "rst": "\n\n.. [#a] Foot.\n.. [#b] Foot.\n\n.. _place:\n\nPlace\n-----\n\n"
    ".. term:: Dough\n\n   D.\n\n.. term:: Loaf\n\n   L.\n\n.. term:: Yeast\n\n   Y.\n",
}
OURS = "\n```{term-index}\n```\n"
"""Only pages with a directive of the extension are compared with their catalogs."""
CATALOG = "locales/ja/LC_MESSAGES/index.po"


def write(project: Project, markup: str, messages: Sequence[str]) -> None:
    project.conf += CONF
    project.write({f"index.{markup}": HEAD[markup] + "\n\n".join(messages) + TAIL[markup]})
    project.update_catalogs(warns=True)


def place(project: Project, message: str, catalog: str = CATALOG) -> str:
    lines = (project.source / catalog).read_text(encoding="utf-8").splitlines()
    line = 'msgid "' + message.replace("\n", "\\n") + '"'
    return f"{catalog}:{lines.index(line) + 1}"


def japanese(project: Project, **settings: Any) -> Built:
    return project.build("dummy", language="ja", **settings)


@pytest.mark.parametrize(("markup", "cases"), [("md", MARKDOWN), ("rst", RST)])
def test_each_loss_and_what_helps(project: Project, markup: str, cases: list[Case]) -> None:
    write(project, markup, [case.message for case in cases])
    project.translate("index", {case.message: case.lost for case in cases})
    lost = japanese(project)
    said = [case for case in cases if SPHINX_COUNTS or not case.is_said_by_sphinx]
    assert lost.ours == [f"{place(project, case.message)}: WARNING: {case.warning}" for case in said]
    lines = (project.source / f"index.{markup}").read_text(encoding="utf-8").splitlines()
    places = {f"index.{markup}:{lines.index(case.message) + 1}" for case in cases if case not in said}
    assert places <= {line.partition(": ")[0] for line in lost.warnings if "[i18n.inconsistent_references]" in line}
    project.translate("index", {case.message: case.mended for case in cases})
    mended = japanese(project)
    assert mended.ours == []
    shown = [node for node in mended.page("index").findall(nodes.paragraph) if node.get("translated")]
    assert len(shown) == len(cases)


@pytest.mark.parametrize(("markup", "good"), [("md", GOOD_MARKDOWN), ("rst", GOOD_RST)])
def test_good_translations_are_left_alone(project: Project, markup: str, good: dict[str, str]) -> None:
    write(project, markup, list(good))
    project.translate("index", dict(good.items()))
    assert japanese(project).ours == []


@pytest.mark.parametrize(
    ("page", "nothing"),
    [
        ("index.md", "&#8203;"),
        ("index.md", "&nbsp;"),
        ("index.rst", "\\ "),
    ],
)
@pytest.mark.parametrize("form", ["entry", "section"])
def test_a_name_without_text_is_that_of_the_source(project: Project, page: str, nothing: str, form: str) -> None:
    texts = {
        ("index.md", "entry"): "# Home\n\n{term}`yeast`\n\n````{term} Yeast\nY.\n````\n",
        ("index.md", "section"): "# Home\n\n{term}`yeast`\n\n## Yeast\n\n```{term}\n```\n\nY.\n",
        ("index.rst", "entry"): "Home\n====\n\n:term:`yeast`\n\n.. term:: Yeast\n\n   Y.\n",
        ("index.rst", "section"): "Home\n====\n\n:term:`yeast`\n\nYeast\n-----\n\n.. term::\n\nY.\n",
    }
    project.write({page: texts[page, form]})
    project.update_catalogs()
    project.translate("index", {"Yeast": nothing, "Home": "家"})
    built = project.build(language="ja")
    assert built.ours == [
        f"{place(project, 'Yeast')}: WARNING: this translation of the name 'Yeast' has no text, so that of the source is "
        "shown; write a name, or leave the `msgstr` empty [glossary.lost-translation]"
    ]
    assert built.domain.glossary.terms["yeast"].name == "Yeast"
    assert '<span lang="en">Yeast</span>' in built.text("index.html")


def test_a_heading(project: Project) -> None:
    project.write({"index.md": "# Home\n\n## 1. Start\n\n## See {term}`yeast`\n\n````{term} Yeast\nY.\n````\n"})
    project.update_catalogs()
    project.translate("index", {"1. Start": "1. はじめ", "See {term}`yeast`": "酵母"})
    # Sphinx says nothing about the target: it compares none in headings.
    assert japanese(project).warnings == [
        f"{place(project, '1. Start')}: WARNING: "
        + LOST.format("`1.` at its beginning makes a list of it; write `1\\\\.`"),
        f"{place(project, 'See {term}`yeast`')}: WARNING: {ELSEWHERE.format('{term}`yeast`')}",
    ]


def test_a_table_of_contents(project: Project) -> None:
    project.write({"index.md": "# Home\n\n```{toctree}\n:caption: API\n\nFirst <a>\n```\n" + OURS, "a.md": "# A\n"})
    project.update_catalogs()
    project.translate("index", {"First": "最初", "API": "API"})
    assert japanese(project).warnings == [
        f"{place(project, 'First')}: WARNING: this translation is not shown: the last message of the same table of "
        "contents, its caption if it has one, is translated by itself, and Sphinx then skips the others; leave the "
        "`msgstr` of that one empty [glossary.lost-translation]"
    ]
    project.translate("index", {"API": ""})
    assert japanese(project).warnings == []


def test_code(project: Project) -> None:
    project.conf += 'gettext_additional_targets = ["literal-block"]\n'
    project.write(
        {
            "index.md": "# Home\n\n```\ncode\n```\n" + OURS,
            "other.rst": ":orphan:\n\nOther\n=====\n\n::\n\n   code\n\n.. term-index::\n",
        }
    )
    project.update_catalogs()
    project.translate("index", {"code\n": "コード\n"})
    project.translate("other", {"code": "コード"})
    entry = place(project, "code\n")
    assert japanese(project).ours == [
        f"{entry}: WARNING: this translation is lost: in MyST, Sphinx cannot translate a block of code or "
        "a formula; leave this `msgstr` empty [glossary.lost-translation]"
    ]


TWO_PAGES = {
    "index.md": "# Home\n\n```{toctree}\nfolder/a\nfolder/b\n```\n",
    "folder/a.md": "# A\n\nShared.\n\nIts own.\n" + OURS,
    "folder/b.md": "# B\n\nShared.\n" + OURS,
}


def test_parallel_and_incremental_builds_say_the_same(project: Project) -> None:
    project.conf = project.conf.replace("gettext_compact = False", "gettext_compact = True")
    pages = {f"folder/{number}.md": f"# Page {number}\n\nShared.\n{OURS}" for number in range(12)}
    project.write({**TWO_PAGES, **pages, "index.md": "# Home\n\n```{toctree}\n:glob:\nfolder/*\n```\n"})
    project.update_catalogs()
    project.translate("folder", {"Shared.": "1. 共有", "Its own.": "# 独自"})
    catalog = "locales/ja/LC_MESSAGES/folder.po"
    # Once, though many pages show it.
    expected = [
        f"{place(project, message, catalog)}: WARNING: "
        + LOST.format(f"`{marker}` at its beginning makes {makes} of it; write `{escaped}`")
        for message, marker, makes, escaped in (
            ("Shared.", "1.", "a list", "1\\\\."),
            ("Its own.", "#", "a heading", "\\\\#"),
        )
    ]
    expected.sort(key=lambda line: int(line.split(":")[1]))
    assert (
        project.build("dummy", language="ja", out="parallel", doctrees="parallel-doctrees", parallel=2).warnings
        == expected
    )
    assert japanese(project).warnings == expected
    assert japanese(project).warnings == []  # Nothing was read.
    project.write({"index.md": "# Home page\n\n```{toctree}\n:glob:\nfolder/*\n```\n"})
    assert japanese(project).warnings == expected
    project.translate("folder", {"Shared.": "共有"})
    later(project, catalog)
    assert japanese(project).warnings == [
        f"{place(project, 'Its own.', catalog)}: WARNING: "
        + LOST.format("`#` at its beginning makes a heading of it; write `\\\\#`")
    ]


def later(project: Project, catalog: str) -> None:
    """Sphinx compiles a catalog again only if it is newer than the compiled one."""
    path = project.source / catalog
    now = time.time() + 5
    os.utime(path, (now, now))


def test_the_catalog_that_counts(project: Project) -> None:
    project.conf += 'locale_dirs = ["first", "locales"]\n'
    project.write(TWO_PAGES)
    project.update_catalogs()
    project.translate("folder/a", {"Shared.": "1. 後", "Its own.": "2. 後"})
    first = project.source / "first/ja/LC_MESSAGES/folder/a.po"
    first.parent.mkdir(parents=True)
    with (project.source / "locales/ja/LC_MESSAGES/folder/a.po").open("rb") as file:
        found = read_po(file, locale="ja")
    for message in found:
        if message.id in {"Its own.", "A"}:
            message.string = ""
    with first.open("wb") as file:
        write_po(file, found)
    project.translate("folder/b", {"Shared.": "3. 後"}, fuzzy=True)
    assert [line.partition(" WARNING")[0] for line in japanese(project).warnings] == [
        f"{place(project, 'Shared.', 'first/ja/LC_MESSAGES/folder/a.po')}:",
        f"{place(project, 'Its own.', 'locales/ja/LC_MESSAGES/folder/a.po')}:",
    ]
    assert project.build("dummy").warnings == []


def test_a_catalog_that_is_only_compiled(project: Project) -> None:
    project.write({"index.md": "# Home\n\nText.\n" + OURS})
    project.update_catalogs()
    project.translate("index", {"Text.": "1. 文"})
    assert len(japanese(project).warnings) == 1
    (project.source / CATALOG).unlink()
    built = project.clean("dummy", language="ja")
    assert [line.partition(" this")[0] for line in built.warnings] == ["locales/ja/LC_MESSAGES/index.mo:1: WARNING:"]


def test_a_catalog_that_is_broken_after_it_was_compiled(project: Project) -> None:
    project.write({"index.md": "# Home\n\nText.\n" + OURS})
    project.update_catalogs()
    project.translate("index", {"Text.": "1. 文"})
    assert len(japanese(project).warnings) == 1
    (project.source / CATALOG).write_bytes(b'msgid "\xff"\n')
    built = project.clean("dummy", language="ja", gettext_auto_build=False)
    assert [line.partition(" this")[0] for line in built.warnings] == [f"{CATALOG}:1: WARNING:"]


def test_a_loss_goes_with_its_page(project: Project) -> None:
    project.write(TWO_PAGES)
    project.update_catalogs()
    project.translate("folder/b", {"Shared.": "1. 共有"})
    assert len(japanese(project).warnings) == 1
    (project.source / "folder/b.md").unlink()
    project.write({"index.md": "# Home\n\n```{toctree}\nfolder/a\n```\n"})
    assert japanese(project).warnings == []


@example("、1」 1", "*")
@example("1 「1、", "*")
@given(st.text("あ漢aB1「」（）。、！ ・", min_size=1, max_size=8), st.sampled_from(["*", "**", "***"]))
def test_what_is_proposed_for_stars_works(inside: str, stars: str) -> None:
    markdown = MarkdownIt("commonmark")
    written = f"前{stars}{inside}{stars}後"
    shown = re.sub(r"<[^>]*>", "", markdown.renderInline(written))
    message = Message(nodes.paragraph("", shown), "x", [nodes.Text("x")])
    plain = cast("Config", SimpleNamespace(myst_enable_extensions=()))
    found = leftovers.find_in(message, written, plain, markdown=True)
    if stars not in shown:
        assert found == []
    for leftover in found:
        if proposed := re.search(r"write '(.*)'", leftover.message):
            html = markdown.renderInline(f"前{proposed[1]}後")
            assert "*" not in html, html
            assert re.sub(r"<[^>]*>", "", html) == f"前{inside}後"


def test_another_name_of_the_same_term_is_no_other_target(bilingual: Project) -> None:
    """Translators often write the translated name for a target; Sphinx compares none in headings."""
    bilingual.write(
        {"more.md": "---\norphan: true\n---\n\n# More\n\n```{term-index}\n```\n\n## A {term}`token` is small.\n"}
    )
    bilingual.update_catalogs()
    for written, warnings in (("トークン", []), ("language-model", [ELSEWHERE.format("{term}`token`")])):
        bilingual.translate("more", {"A {term}`token` is small.": f"{{term}}`{written}`は小さい。"})
        said = [line.partition("WARNING: ")[2] for line in bilingual.build(language="ja").warnings]
        assert [line for line in said if "glossary." in line] == warnings
