"""Export -> import -> export is the same, byte by byte: for the documentation's glossary, and for random ones."""

from __future__ import annotations

import re
import shutil
import string
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sphinx.locale
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sphinx_glossary_terms.__main__ import main
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.programs.importing import csv_file
from sphinx_glossary_terms.programs.importing.normalizing import normalize
from sphinx_glossary_terms.programs.importing.vocabulary import Concept, Vocabulary
from sphinx_glossary_terms.programs.importing.writing import catalogs, pages
from support import ROOT
from support.attack import examples
from support.project import Built, Project
from support.two_projects import conf_of, two

pytestmark = pytest.mark.slow

NAME = "glossary.csv"
SITE = "https://example.org/docs/"


@pytest.fixture(scope="module")
def manual(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The files of the documentation's glossary, without the rest of the documentation."""
    folder = tmp_path_factory.mktemp("manual")
    shutil.copytree(ROOT / "docs" / "glossary", folder / "source" / "glossary")
    # The fields of this project, which `import` lists as not kept.
    for page in (folder / "source" / "glossary").glob("*.md"):
        text = re.sub(r"```{(?:checked|elsewhere)}.*?```\n", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        page.write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "docs" / "conf.py", folder / "source")
    shutil.copytree(ROOT / "locales", folder / "locales")
    project, options = (
        Project(folder),
        {"root_doc": "glossary/index", "html_baseurl": SITE, "glossary_terms_fields": {}},
    )
    yield exported_in(project, ("ja", "en"), **options)
    sphinx.locale.translators.clear()


def test_the_glossary_of_the_documentation(manual: Built, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """With what the command prints for `conf.py`, and nothing else but what stands in every project."""
    project = Project(tmp_path)
    assert main(["import", str(manual.outdir / NAME), "--to", str(project.source)]) == 0
    printed = capfd.readouterr()
    count = len(manual.domain.glossary.terms)
    # Nothing is listed.
    assert printed.err.partition(": ")[2] == (
        f"{count} terms in en, with translations into ja; {count} pages, {count + 2} catalogs\n"
    )
    conf = ["extensions = ['myst_parser', 'sphinx_glossary_terms']", "smartquotes = False", printed.out]
    conf += ["project = 'sphinx-glossary-terms'", f"html_baseurl = '{SITE}glossary/'", "root_doc = 'x'"]
    project.write({"conf.py": "\n".join(conf), "x.md": "# X\n"})
    about: dict[str, Any] = {name: str(manual.app.config[name]) for name in ("author", "copyright", "release")}
    built = exported_in(project, ("ja", "en"), **about)
    assert built.ours == []
    assert built.text(NAME) == manual.text(NAME)


@pytest.mark.smoke
def test_terms_of_other_projects(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What names a term of another project does so afterwards, too; the term itself is no term of ours."""
    ours, ai = two(tmp_path)
    ai.build()
    ours.build()
    ai.build()
    before = ours.build("glossary-export", html_baseurl=SITE)
    again = Project(tmp_path / "again")
    assert main(["import", str(before.outdir / NAME), "--to", str(again.source)]) == 0
    printed = capfd.readouterr()
    assert printed.err.partition(": ")[2] == "3 terms in en; 2 pages, 0 catalogs\n"
    assert printed.out == (
        "# For conf.py:\n"
        "# These keys also have to be in `intersphinx_mapping` ('sphinx.ext.intersphinx').\n"
        "glossary_terms_projects = ['ai']\n"
    )
    conf = f"{conf_of('Ours', 'ai', '../../ai/html-en')}root_doc = 'x'\n"
    again.write({"conf.py": conf, "x.md": "# X\n\nA {term}`ai:token`.\n"})
    built = again.build("glossary-export", html_baseurl=SITE)
    assert [line for line in built.warnings if "[glossary." in line] == []
    assert built.text(NAME) == before.text(NAME)
    sphinx.locale.translators.clear()


# Random glossaries

MARKS = "*_`~$#<>[](){}|\\/&;:!?@^+-=.'\"%"
# What is markup somewhere: in MyST, in its options, in catalogs, in a spreadsheet.
SNIPPETS = """
C# | 1. one | - x | +1 | =1+1 | @x | '=x | # x | > x | a_b_c | *x* | `x` | {term}`x` | $x$ | <b> | x]: y | &amp;
x &lt y | [a](b) | ![a](b) | (x)= | %x | +++ | ::: | --- | === | ~~~ | ``` | *** | :a: b | [^1]: x | [x]: y | {{x}}
\\ | x\\ | # | ## | x # | 日本 | é | שלום | 🦀 | a -- b ... | it's | O(n) | http://example.org/?a&b | mail@example.org
1) | A. Name | x: y | key #x | 'q' | "q" | yes | null | !x | --
"""
AROUND = st.sampled_from([snippet.strip() for snippet in SNIPPETS.replace("\n", " | ").split(" | ") if snippet.strip()])
word = st.text(st.sampled_from(string.ascii_letters + string.digits + MARKS + "éßかんじ字"), min_size=1, max_size=8)
texts = st.lists(AROUND | word, min_size=1, max_size=4).map(" ".join)
names = texts.filter(lambda text: any(char.isalnum() for char in text))
# What a list can hold is separated by commas, in catalogs also by others.
items = names.map(lambda text: text.replace(",", "").replace("|", "").strip("[] ")).filter(
    lambda text: any(char.isalnum() for char in text)
)
kana = st.text(st.sampled_from("あいうえおかきくけこがんー"), min_size=1, max_size=5)


@st.composite
def concepts(draw: st.DrawFn, number: int, count: int) -> Concept:
    """A term with names, texts and relations to others; its names need not be unique."""
    key = f"t{number}"
    found = Concept(place=key, key=key, id=key)
    for language in ("en", "ja"):
        reading = draw(st.just("") | kana)
        if language == "en" or draw(st.booleans()):
            found.names[language] = [Name(f"{draw(names)} {number}", "preferred", reading=reading)]
        for kind, most in (("abbreviation", 1), ("alias", 3), ("hidden", 2), ("avoid", 2)):
            for text in draw(st.lists(items, max_size=most, unique=True)):
                with_reading = kind == "alias" and draw(st.booleans())
                name = Name(text, kind, reading=draw(kana) if with_reading else "")
                found.names.setdefault(language, []).append(name)
    if draw(st.booleans()):
        found.definitions["en"] = f"{draw(texts)} {number}."
        if draw(st.booleans()):
            found.definitions["ja"] = draw(texts)
    for option in ("prerequisites", "broader", "narrower", "related", "trains", "trained-with", "beside", "after"):
        if draw(st.integers(0, 3)) == 0:
            other = draw(st.integers(0, count - 1))
            found.relations[option] = [f"t{other}"]
    if draw(st.integers(0, 7)) == 0:
        found.replaced_by = f"t{draw(st.integers(0, count - 1))}"
    found.tags = draw(st.lists(st.sampled_from(["a b", "c#", "日本", "x/y"]), max_size=2, unique=True))
    found.context = draw(st.sampled_from(["", "games", "law"]))
    found.old_ids = draw(
        st.lists(st.sampled_from(["Old", "x.1", "日本"]).map(f"{{}}-{number}".format), max_size=2, unique=True)
    )
    found.address = f"{SITE}{draw(st.sampled_from(['one', 'sub/two', f'sub/{key}', 'with%20space']))}.html#term-{key}"
    return found


@st.composite
def vocabularies(draw: st.DrawFn) -> Vocabulary:
    count = draw(st.integers(2, 14))
    return Vocabulary(
        size=2**20,
        base_url=SITE,
        source_language="en",
        concepts=[draw(concepts(number, count)) for number in range(count)],
        relations={
            "trains": {"label": "trains", "inverse": "trained-with", "inverse_label": "trained-with"},
            "beside": {"label": "beside", "symmetric": True},
            "after": {"label": "after", "inverse_label": "after-inverse"},
        },
    )


def exported_in(project: Project, languages: Iterable[str], **options: Any) -> Built:
    """A run for each language, into one folder."""
    for language in languages:
        built = project.build("glossary-export", language=language, out="export", **options)
    return built


def exported(vocabulary: Vocabulary, folder: Path) -> str:
    """The table that Sphinx writes of a vocabulary, in all its languages."""
    shutil.rmtree(folder, ignore_errors=True)
    normalize(vocabulary, page="page")
    project, written = Project(folder), pages(vocabulary, top="page")
    project.write({f"{name}.md": text for name, text in written.items()})
    for name, content in catalogs(vocabulary, Path("none")).items():
        project.write({f"locales/{name}": content.decode()})
    options: dict[str, Any] = {"root_doc": next(iter(written)), "html_baseurl": vocabulary.base_url}
    options |= {
        "smartquotes": False,
        "glossary_terms_source_language": "en",
        "glossary_terms_relations": vocabulary.relations,
    }
    return exported_in(project, ("ja", "en"), **options).text(NAME)


@settings(max_examples=examples(3, 6, 40), phases=[Phase.generate])  # An example takes seconds.
@given(vocabulary=vocabularies())
def test_random_glossaries(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> None:
    text = exported(vocabulary, folder := tmp_path_factory.mktemp("random"))
    read = csv_file.read(text.encode())
    # What all addresses begin with is taken for the address of the site.
    assert read.base_url.startswith(SITE)
    assert exported(read, folder).split("\n") == text.split("\n")
