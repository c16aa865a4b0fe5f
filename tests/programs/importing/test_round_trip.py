"""Export -> import -> export is the same, byte by byte."""

from __future__ import annotations

import csv
import io
import re
import shutil
import string
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import sphinx.locale
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sphinx_glossary_terms.__main__ import main
from sphinx_glossary_terms.programs.import_csv import catalogs, page_text, read
from support.attack import examples
from support.project import Built, Project
from support.two_projects import conf_of, two

pytestmark = pytest.mark.slow

NAME = "glossary.csv"
SITE = "https://example.org/docs/"


def without_addresses(text: str) -> list[str]:
    """The lines of a table, but for the column with the addresses of terms, which are on one page after an import."""
    return [line.rpartition(",")[0] for line in text.splitlines()]


@pytest.mark.smoke
def test_terms_of_other_projects(tmp_path: Path) -> None:
    """What names a term of another project does so afterwards, too; the term itself is no term of ours."""
    ours, ai = two(tmp_path)
    ai.build()
    ours.build()
    ai.build()
    before = ours.build("glossary-export", html_baseurl=SITE)
    again = Project(tmp_path / "again")
    assert main(["import", str(before.outdir / NAME), "--to", str(again.source)]) == 0
    conf = f"{conf_of('Ours', 'ai', '../../ai/html-en')}root_doc = 'x'\n"
    again.write({"conf.py": conf, "x.md": "# X\n\nA {term}`ai:token`.\n"})
    built = again.build("glossary-export", html_baseurl=SITE)
    assert [line for line in built.warnings if "[glossary." in line] == []
    assert without_addresses(built.text(NAME)) == without_addresses(before.text(NAME))
    sphinx.locale.translators.clear()


# Random glossaries

MARKS = "*_`~$#<>[](){}|\\/&;:!?@^+-=.'\"%"
# What is markup somewhere: in MyST, in its options, in catalogs, in a spreadsheet.
SNIPPETS = Path(__file__).with_name("snippets.txt").read_text(encoding="utf-8")
AROUND = st.sampled_from([snippet.strip() for snippet in re.split(r" \| |\n", SNIPPETS) if snippet.strip()])
word = st.text(st.sampled_from(string.ascii_letters + string.digits + MARKS + "éßかんじ字"), min_size=1, max_size=8)
texts = st.lists(AROUND | word, min_size=1, max_size=4).map(" ".join)
names = texts.filter(lambda text: any(char.isalnum() for char in text))
# What a list can hold is separated by commas, in catalogs also by others.
items = names.map(lambda text: text.replace(",", "").replace("|", "").strip("[] ")).filter(
    lambda text: any(char.isalnum() for char in text)
)
kana = st.text(st.sampled_from("あいうえおかきくけこがんー"), min_size=1, max_size=5)


@st.composite
def rows(draw: st.DrawFn, number: int, count: int) -> list[dict[str, str]]:
    """A term with names, texts and relations to others, in one language or two; its names need not be unique."""
    found: list[dict[str, str]] = []
    for language in ("en", "ja") if draw(st.booleans()) else ("en",):
        row = {"id": f"t{number}", "language": language, "name": f"{draw(names)} {number}"}
        row["reading"] = draw(st.just("") | kana)
        for option, most in (("abbreviation", 1), ("aliases", 3), ("hidden-aliases", 2), ("avoid", 2)):
            several = draw(st.lists(items, max_size=most, unique=True))
            readings = [f"|{draw(kana)}" if option == "aliases" and draw(st.booleans()) else "" for _ in several]
            row[option] = ", ".join(map("{}{}".format, several, readings))
        found.append(row)
    if draw(st.booleans()):
        for row in found:
            row["definition"] = f"{draw(texts)} {number}."
    for option in ("prerequisites", "broader", "narrower", "related"):
        if draw(st.integers(0, 3)) == 0:
            found[0][option] = f"t{draw(st.integers(0, count - 1))}"
    if draw(st.integers(0, 7)) == 0:
        found[0]["replaced-by"] = f"t{draw(st.integers(0, count - 1))}"
    found[0]["tags"] = ", ".join(draw(st.lists(st.sampled_from(["a b", "c#", "日本", "x/y"]), max_size=2, unique=True)))
    found[0]["context"] = draw(st.sampled_from(["", "games", "law"]))
    old_ids = draw(st.lists(st.sampled_from(["Old", "x.1", "日本"]), max_size=2, unique=True))
    found[0]["old-ids"] = ", ".join(f"{old}-{number}" for old in old_ids)
    return found


@st.composite
def tables(draw: st.DrawFn) -> str:
    count = draw(st.integers(2, 14))
    found = [row for number in range(count) for row in draw(rows(number, count))]
    header = [*dict.fromkeys(column for row in found for column in row)]
    writer = csv.DictWriter(buffer := io.StringIO(), header)
    writer.writeheader()
    writer.writerows(found)
    return buffer.getvalue()


def exported_in(project: Project, languages: Iterable[str], **options: Any) -> Built:
    """A run for each language, into one folder."""
    for language in languages:
        built = project.build("glossary-export", language=language, out="export", **options)
    return built


def exported(text: str, folder: Path, form: str) -> str:
    """The table that Sphinx writes of a table, in all its languages."""
    shutil.rmtree(folder, ignore_errors=True)
    project, table = Project(folder), read(text.encode())
    project.write({"words.md": page_text(table, title="Words", form=form)})
    for name, content in catalogs(table, page="words").items():
        project.write({f"locales/{name}": content.decode()})
    options: dict[str, Any] = {"root_doc": "words", "html_baseurl": SITE, "smartquotes": False}
    return exported_in(project, ("ja", "en"), glossary_terms_source_language="en", **options).text(NAME)


@settings(max_examples=examples(3, 6, 40), phases=[Phase.generate])  # An example takes seconds.
@given(table=tables(), forms=st.permutations(("entry", "section")))
def test_random_glossaries(tmp_path_factory: pytest.TempPathFactory, table: str, forms: list[str]) -> None:
    text = exported(table, folder := tmp_path_factory.mktemp("random"), forms[0])
    assert exported(text, folder, forms[1]).split("\n") == text.split("\n")
