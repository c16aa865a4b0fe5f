"""Export -> import -> export is the same, byte by byte: for the documentation's glossary, and for random ones."""

from __future__ import annotations

import re
import shutil
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sphinx.locale
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sphinx_glossary_terms.__main__ import main
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.programs.export.languages import FORMATS
from sphinx_glossary_terms.programs.export.values import Export
from sphinx_glossary_terms.programs.importing import checking
from sphinx_glossary_terms.programs.importing.catalogs import catalogs
from sphinx_glossary_terms.programs.importing.command import READERS
from sphinx_glossary_terms.programs.importing.normalizing import normalize
from sphinx_glossary_terms.programs.importing.pages import pages
from sphinx_glossary_terms.programs.importing.values import Concept, Relation, Vocabulary
from support import ROOT
from support.attack import examples
from support.project import Built, Project
from support.two_projects import conf_of, two

pytestmark = pytest.mark.slow

FILES = ("glossary.csv", "glossary.tbx", "glossary.ttl", "glossary.jsonld")
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
    built = Project(folder).build(
        "glossary-export", root_doc="glossary/index", html_baseurl=SITE, glossary_terms_fields={}
    )
    yield built
    sphinx.locale.translators.clear()


@pytest.mark.parametrize("name", FILES)
def test_the_glossary_of_the_documentation(
    name: str, manual: Built, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """With what the command prints for `conf.py`, and nothing else but what stands in every project."""
    project = Project(tmp_path)
    assert main(["import", str(manual.outdir / name), "--to", str(project.source)]) == 0
    printed = capfd.readouterr()
    count = len(manual.domain.glossary.terms)
    # Nothing is listed, and Sphinx found everything. TBX has no readings, CSV no translations of tags.
    assert printed.err.partition(": ")[2] == (
        f"{count} terms in en, with translations into ja; {count} pages, {count + 2 - (name == 'glossary.tbx')} catalogs\n"
    )
    base = f"{SITE}glossary/" if name == "glossary.csv" else SITE
    conf = ["extensions = ['myst_parser', 'sphinx_glossary_terms']", "smartquotes = False", printed.out]
    conf += ["project = 'sphinx-glossary-terms'", f"html_baseurl = {base!r}", "root_doc = 'x'"]
    project.write({"conf.py": "\n".join(conf), "x.md": "# X\n"})
    about: dict[str, Any] = {name: str(manual.app.config[name]) for name in ("author", "copyright", "release")}
    built = project.build("glossary-export", **about)
    assert built.ours == []
    assert built.text(name) == manual.text(name)


@pytest.mark.smoke
@pytest.mark.parametrize("name", ["glossary.csv", "glossary.ttl", "glossary.jsonld"])
def test_terms_of_other_projects(name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What names a term of another project does so afterwards, too; the term itself is no term of ours."""
    ours, ai = two(tmp_path)
    ai.build()
    ours.build()
    ai.build()
    before = ours.build("glossary-export", html_baseurl=SITE)
    again = Project(tmp_path / "again")
    assert main(["import", str(before.outdir / name), "--to", str(again.source)]) == 0
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
    assert built.text(name) == before.text(name)
    sphinx.locale.translators.clear()


# What each format can hold

EVERYTHING = """\
id,language,name,reading,abbreviation,aliases,hidden-aliases,avoid,definition,related,trains,trained-with,tags,context,\
replaced-by,old-ids,address
a,en,Name,なまえ,N,also|あ,hiden,bad,Text.,d,b,,x,law,,former,https://example.org/docs/p.html#term-a
a,ja,名,な,名略,別,隠,悪,文。,d,b,,x,law,,former,https://example.org/docs/p.html#term-a
b,en,Other,,,,,,,,,a,,,,,https://example.org/docs/p.html#term-b
c,en,Old,,,,,,,,,,,,a,,https://example.org/docs/p.html#term-c
d,en,Fourth,,,,,,,a,,,,,,,https://example.org/docs/p.html#term-d
"""


def fields(vocabulary: Vocabulary) -> dict[str, object]:
    """The fields of the first term, and the labels, by the rows of the manual's table."""
    first = next(concept for concept in vocabulary.concepts if concept.id == "a")
    last = next((concept for concept in vocabulary.concepts if concept.id == "c"), first)
    kinds = {"aliases, in all languages": "alias", "hidden aliases": "hidden", "names to avoid": "avoid"}
    kinds |= {"abbreviation": "abbreviation"}

    def named(*wanted: str) -> list[tuple[str, str]]:
        return [
            (language, name.text)
            for language in sorted(first.names)
            for name in first.names[language]
            if name.kind in wanted
        ]

    labels = {
        key: text
        for (kind, key), by_language in vocabulary.labels.items()
        for text in [by_language.get("ja")]
        if kind != "context" and text
    }
    return {
        "id and page": (first.id, first.page),
        "name and definition, in all languages": (named("preferred"), first.paragraphs),
        **{row: named(kind) for row, kind in kinds.items()},
        "readings": [name.reading for names in first.names.values() for name in names if name.reading],
        "relations": first.relations,
        "labels of custom relations": [relation.labels["en"] for relation in vocabulary.relations.values()],
        "tags": [tag for tag in first.tags if tag != "law"],
        "translations of tags": labels.get("x"),
        "context": first.context,
        "`replaced-by`": last.replaced_by,
        "`old-ids`": first.old_ids,
        "`translate`": not first.is_translated,
    }


def table() -> dict[str, list[str]]:
    """The rows of the manual's table."""
    text = (
        (ROOT / "docs" / "importing.md")
        .read_text(encoding="utf-8")
        .partition("| part of a term | CSV | TBX | SKOS |\n")[2]
    )
    lines = text.partition("\n\n")[0].splitlines()[1:]
    return {row: cells for row, *cells in (line.strip("| ").split(" | ") for line in lines)}


def has(value: object, wanted: object) -> bool:
    """Whether a field has what was in it; others may have become the same, as in SKOS."""
    return set(wanted) <= set(value) if isinstance(value, list) and isinstance(wanted, list) else value == wanted


@pytest.mark.smoke
def test_what_each_format_can_hold() -> None:
    """The table of the manual says which field survives which format."""
    whole = READERS[".csv"](EVERYTHING.encode())
    whole.relations["trains"].labels = {"en": "Used to train", "ja": "訓練"}
    whole.tags["x"] = {"en": "x", "ja": "札"}
    next(concept for concept in whole.concepts if concept.id == "a").is_translated = False
    export = exported(whole)
    rows = table()
    fields_below = rows.pop("fields, and text below the definition")
    assert fields_below == ["no"] * 3
    assert set(rows) == set(fields(whole))
    assert all(fields(whole).values())
    for column, name in enumerate(FILES[:3]):
        text = FORMATS[name](export)
        assert text is not None
        read = READERS[Path(name).suffix](text.encode())
        normalize(read, page="page")
        same = {row: "yes" if has(value, fields(whole)[row]) else "no" for row, value in fields(read).items()}
        assert same == {row: "yes" if cells[column] == "yes" else "no" for row, cells in rows.items()}, name


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
        found.texts["definition"] = {"en": [f"{draw(texts)} {number}."]}
        if draw(st.booleans()):
            found.texts["definition"]["ja"] = [draw(texts)]
    for option in ("prerequisites", "broader", "narrower", "related", "trains", "trained-with", "beside", "after"):
        if draw(st.integers(0, 3)) == 0:
            other = draw(st.integers(0, count - 1))
            found.relations[option] = [f"t{other}"]
    if draw(st.integers(0, 7)) == 0:
        found.replaced_by = f"t{draw(st.integers(0, count - 1))}"
    found.tags = draw(st.lists(st.sampled_from(["a b", "c#", "日本", "x/y"]), max_size=2, unique=True))
    found.context = draw(st.sampled_from([{}, {"en": "games"}, {"en": "law", "ja": "法"}]))
    found.old_ids = draw(
        st.lists(st.sampled_from(["Old", "x.1", "日本"]).map(f"{{}}-{number}".format), max_size=2, unique=True)
    )
    found.address = f"{SITE}{draw(st.sampled_from(['one', 'sub/two', f'sub/{key}', 'with%20space']))}.html#term-{key}"
    return found


@st.composite
def vocabularies(draw: st.DrawFn) -> Vocabulary:
    count = draw(st.integers(2, 14))
    return Vocabulary(
        title=draw(names),
        base_url=SITE,
        source_language="en",
        concepts=[draw(concepts(number, count)) for number in range(count)],
        tags={tag: {"en": tag, "ja": f"札{tag}"} for tag in ("a b", "c#", "日本", "x/y")},
        relations={
            "trains": Relation(
                labels={"en": "Trains", "ja": "訓練"}, inverse="trained-with", inverse_labels={"en": "Trained with"}
            ),
            "beside": Relation(labels={"en": "Beside"}, is_symmetric=True),
            "after": Relation(labels={"en": "After"}),
        },
    )


def exported(vocabulary: Vocabulary) -> Export:
    normalize(vocabulary, page="page")
    texts = {f"{name}.md": text.encode() for name, text in pages(vocabulary, top="page").items()}
    translations = catalogs(vocabulary, Path("none"))
    files = {**texts, **{f"locales/{name}": text for name, text in translations.items()}}
    found = checking.find(files, vocabulary)
    # Of two relations between two terms one counts, and no term has replaced itself; the warnings say so.
    kinds = {kind for kind, _place, _value in checking.not_kept(vocabulary, found.export)}
    assert kinds <= {"relations", "successors"}
    return found.export


@settings(max_examples=examples(3, 6, 40), phases=[Phase.generate])  # An example takes seconds.
@given(vocabulary=vocabularies())
def test_random_glossaries(vocabulary: Vocabulary) -> None:
    first = exported(vocabulary)
    for name in FILES:
        text = FORMATS[name](first)
        assert text is not None
        read = READERS[Path(name).suffix](text.encode())
        if name == "glossary.csv":
            # The only one without the address of the site: what all addresses begin with is taken for it.
            assert read.base_url.startswith(SITE)
        again = FORMATS[name](exported(read))
        assert again is not None
        assert again.split("\n") == text.split("\n")
