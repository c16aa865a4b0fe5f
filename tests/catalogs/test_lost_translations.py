"""No translation is dropped in silence: a warning at its entry in the catalog, with what to write instead."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from typing import Any

import pytest
from babel.messages.pofile import read_po, write_po
from docutils import nodes

from support.pages import data, pages_of
from support.project import Built, Project

LOST = (
    "this translation is not shown, because it is not a paragraph; write one paragraph, on one line, with a backslash "
    "before a sign at its beginning that makes a list or another block of it, such as `1\\\\. ` or `\\\\- ` "
    "[glossary.lost-translation]"
)
FIRST = "only the first paragraph of this translation is shown; write one paragraph, without a blank line [glossary.lost-translation]"

# By markup: the translation that is lost, and one as the warning says.
MARKDOWN, RST = data(__file__, "lost.yaml").values()
GOOD = ["とても**太い**ことば。", "2026年1月1日", "-1度、+2度", "#1の答え", "2 * 3 * 4 は24"]
GOOD += ["はい\nいいえ\n", "はい\n\n", "はい #noqa", "はい::"]
OURS = "\n```{term-index}\n```\n"
"""Only pages with a directive of the extension are compared with their catalogs."""
CATALOG = "locales/ja/LC_MESSAGES/index.po"


def place(project: Project, message: str, catalog: str = CATALOG) -> str:
    lines = (project.source / catalog).read_text(encoding="utf-8").splitlines()
    line = f'msgid "{message}"'
    return f"{catalog}:{lines.index(line) + 1}"


def japanese(project: Project, **settings: Any) -> Built:
    return project.build("dummy", language="ja", **settings)


def write(project: Project, markup: str, number: int) -> list[str]:
    """A page of paragraphs to translate."""
    messages = [f"Text {index}." for index in range(number)]
    index = {"md": "```{term-index}\n```", "rst": ".. term-index::"}[markup]
    project.write({f"index.{markup}": "\n\n".join(["Home\n====", *messages, index, ""])})
    project.update_catalogs()
    return messages


@pytest.mark.parametrize(("markup", "cases"), [("md", MARKDOWN), ("rst", RST)])
def test_each_loss_and_what_helps(project: Project, markup: str, cases: Mapping[str, str]) -> None:
    *messages, last = write(project, markup, len(cases) + 1)
    project.translate("index", {**dict(zip(messages, cases, strict=True)), last: "はい。\n\nもう1つ。"})
    assert japanese(project).ours == [
        *(f"{place(project, message)}: WARNING: {LOST}" for message in messages),
        f"{place(project, last)}: WARNING: {FIRST}",
    ]
    project.translate("index", {**dict(zip(messages, cases.values(), strict=True)), last: "はい。もう1つ。"})
    mended = japanese(project)
    assert mended.ours == []
    shown = [node for node in mended.page("index").findall(nodes.paragraph) if node.get("translated")]
    assert len(shown) == len(cases) + 1


def test_good_translations_are_left_alone(project: Project) -> None:
    project.translate("index", dict(zip(write(project, "md", len(GOOD)), GOOD, strict=True)))
    assert japanese(project).ours == []


ENTRY = {"md": "````{term} Yeast\nY.\n````\n", "rst": ".. term:: Yeast\n\n   Y.\n"}
SECTION = {"md": "## Yeast\n\n```{term}\n```\n\nY.\n", "rst": "Yeast\n-----\n\n.. term::\n\nY.\n"}


@pytest.mark.parametrize(("markup", "nothing"), [("md", "&#8203;"), ("md", "&nbsp;"), ("rst", "\\ ")])
@pytest.mark.parametrize("form", [ENTRY, SECTION], ids=["entry", "section"])
def test_a_name_without_text_is_that_of_the_source(
    project: Project, markup: str, nothing: str, form: dict[str, str]
) -> None:
    reference = {"md": "{term}`yeast`", "rst": ":term:`yeast`"}[markup]
    project.write({f"index.{markup}": f"Home\n====\n\n{reference}\n\n{form[markup]}"})
    project.update_catalogs()
    project.translate("index", {"Yeast": nothing, "Home": "家"})
    built = project.build(language="ja")
    assert built.ours == [
        f"{place(project, 'Yeast')}: WARNING: this name has no visible text, so that of the source is shown; write a "
        "name, or leave the `msgstr` empty [glossary.lost-translation]"
    ]
    assert built.domain.glossary.terms["yeast"].name == "Yeast"
    assert '<span lang="en">Yeast</span>' in built.text("index.html")


def test_a_heading_and_a_table_of_contents(project: Project) -> None:
    toctree = "```{toctree}\n:caption: API\n\nFirst <a>\n```\n"
    project.write({"index.md": f"# Home\n\n{toctree}\n## 1. Start\n{OURS}", "a.md": "# A\n"})
    project.update_catalogs()
    project.translate("index", {"First": "最初", "API": "API", "1. Start": "1. はじめ"})
    heading = f"{place(project, '1. Start')}: WARNING: {LOST}"
    assert japanese(project).warnings == [
        f"{place(project, 'First')}: WARNING: this translation is not shown: the last message of the same table of "
        "contents, its caption if it has one, is translated by itself, and Sphinx then skips the others; leave the "
        "`msgstr` of that one empty [glossary.lost-translation]",
        heading,
    ]
    project.translate("index", {"API": ""})
    assert japanese(project).warnings == [heading]


TWO_PAGES = pages_of("shared")


def test_parallel_and_incremental_builds_say_the_same(project: Project) -> None:
    project.conf = project.conf.replace("gettext_compact = False", "gettext_compact = True")
    pages = {f"folder/{number}.md": f"# Page {number}\n\nShared.\n{OURS}" for number in range(12)}
    project.write({**TWO_PAGES, **pages, "index.md": "# Home\n\n```{toctree}\n:glob:\nfolder/*\n```\n"})
    project.update_catalogs()
    project.translate("folder", {"Shared.": "1. 共有", "Its own.": "# 独自"})
    catalog = "locales/ja/LC_MESSAGES/folder.po"
    # Once, though many pages show it.
    expected = [f"{place(project, message, catalog)}: WARNING: {LOST}" for message in ("Shared.", "Its own.")]
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
    # Sphinx compiles a catalog again only if it is newer than the compiled one.
    os.utime(project.source / catalog, (time.time() + 5,) * 2)
    assert japanese(project).warnings == [f"{place(project, 'Its own.', catalog)}: WARNING: {LOST}"]
    # A loss goes with its page.
    (project.source / "folder/a.md").unlink()
    project.write({"index.md": "# Home\n\n```{toctree}\n:glob:\nfolder/*\n```\n"})
    assert japanese(project).warnings == []


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
