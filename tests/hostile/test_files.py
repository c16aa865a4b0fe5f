"""Files of others that mean no good: each is one message, and no text of theirs gets lost without a word."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from sphinx_glossary_terms.programs.importing import command
from sphinx_glossary_terms.programs.importing.csv_file import clean
from sphinx_glossary_terms.programs.importing.normalizing import normalize
from sphinx_glossary_terms.programs.importing.vocabulary import Vocabulary
from sphinx_glossary_terms.programs.migrate.reading import _NAMES
from sphinx_glossary_terms.untrusted import limits
from sphinx_glossary_terms.untrusted.catalogs import read_catalog, read_compiled
from sphinx_glossary_terms.untrusted.limits import UnreachableError, UnusableError, printable, read_file, read_json
from support.project import Project


def read(tmp_path: Path, content: str | bytes, name: str) -> Vocabulary:
    file = tmp_path / name
    file.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    vocabulary = command.read(file)
    normalize(vocabulary, page="page")
    return vocabulary


def remarks(vocabulary: Vocabulary) -> list[str]:
    return list(vocabulary.report.lines())


def names(vocabulary: Vocabulary) -> list[str]:
    return [name.text for concept in vocabulary.concepts for found in concept.names.values() for name in found]


# Bytes and texts


@pytest.mark.parametrize("name", ["none", "a\x00b", "a" * 300, "."])
def test_a_file_that_cannot_be_opened(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnreachableError) as caught:
        read_file(tmp_path / name)
    assert str(caught.value).isprintable()


def test_reasons_are_printable() -> None:
    """Nothing in them is a command to a terminal, a second line, or a text that runs the other way."""
    assert printable("a\x1b[31m\n\u202eb\ud800\x9b語　") == r"a\x1b[31m\n\u202eb\ud800\x9b語　"
    assert str(UnusableError("\x07")) == r"\x07"
    assert UnusableError("x", line=3).at(Path("a\x1bb")) == r"a\x1bb:3: x"


@pytest.mark.parametrize("content", [b"{" * 5, b"\xff", b"9" * 5000, b"[" * 100_000, b'{"a":' * 2000, b'"\\ud8"', b""])
def test_what_is_no_json(content: bytes) -> None:
    with pytest.raises(UnusableError, match=r"; mend it$"):
        read_json(content, fix="mend it")


def test_json_has_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_VALUES", 1000)
    with pytest.raises(UnusableError, match=r"it has more than 1,000 values; divide it"):
        read_json(b"[" + b"{}," * 1000 + b"{}]", fix="")


# Tables


def test_languages_have_an_end(tmp_path: Path) -> None:
    """All pages are read in each of them."""
    rows = "".join(f"x{number},en-x{number:04},a\n" for number in range(150))
    with pytest.raises(UnusableError, match="more than 100 languages"):
        read(tmp_path, f"id,language,name\n{rows}", "a.csv")


HEAD = "id,language,name,definition,tags,address\n"


@pytest.mark.parametrize(
    "addresses", [("https://e.org/x#a", "//e.org/y#b"), ("http://[::1", "http://[::1"), ("//", "")]
)
def test_addresses_that_are_none(addresses: tuple[str, str], tmp_path: Path) -> None:
    rows = "".join(f"t{number},en,T{number},d,,{address}\n" for number, address in enumerate(addresses))
    assert read(tmp_path, HEAD + rows, "a.csv").base_url == ""


@pytest.mark.parametrize("folder", ["index.md", "a/index.md", "locales/ja/LC_MESSAGES/index.po", "INDEX.MD"])
def test_a_page_in_the_place_of_a_file(folder: str, tmp_path: Path) -> None:
    """The folder of one would be the file of another."""
    rows = "".join(
        f"{name},en,{name},d,,https://e.org/{path}.html#term-{name}\n"
        for name, path in {"a": "index", "b": "a/index", "c": f"{folder}/x"}.items()
    )
    found = read(tmp_path, HEAD + rows, "a.csv")
    assert [concept.page for concept in found.concepts] == ["index", "a/index", "page"]


def test_what_is_listed_says_where_in_short(tmp_path: Path) -> None:
    text = f'id,language,name,old-ids\n{"a" * 9000},en,A,"{",".join(f"<{n}>" for n in range(100))}"\n'
    assert sum(map(len, remarks(read(tmp_path, text, "a.csv")))) < 60_000


def test_a_table_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnusableError, match="more than 1,000 columns"):
        read(tmp_path, "language,name," + "x," * 20_000 + "\n", "a.csv")
    monkeypatch.setattr(limits, "MAX_TERMS", 3)
    with pytest.raises(UnusableError, match="more than 3 terms"):
        read(tmp_path, "language,name\n" + "en,a\n" * 4, "a.csv")
    monkeypatch.setattr(limits, "MAX_VALUES", 5)
    with pytest.raises(UnusableError, match="more than 5 cells"):
        read(tmp_path, "language,name\n" + "en,a\n" * 4, "a.csv")


# Catalogs

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural={};\\n"\n\n'
)


@pytest.mark.parametrize("plural", ["n/0", "n%0", "10/(n-1)"])
def test_a_formula_of_plurals_that_divides_by_zero(plural: str, project: Project) -> None:
    """In the catalogs of pages and in each of ours. Sphinx itself needs no plural."""
    project.write({"index.md": "# Home\n\n````{term} Bread\n:tags: food\n\nBaked.\n````\n"})
    folder = "locales/ja/LC_MESSAGES"
    header = HEADER.format(plural)
    files = {
        "index": '\nmsgid "Bread"\nmsgstr "パン"\n\nmsgid "Home"\nmsgstr "家"\n\nmsgid "Baked."\nmsgstr "焼く。"\n',
        "glossary-aliases": '\nmsgctxt "bread"\nmsgid "Bread"\nmsgstr "ブレッド"\n',
        "glossary-readings": '\nmsgctxt "other"\nmsgid "Other"\nmsgstr "おざー"\n',
        "glossary-labels": '\nmsgctxt "tag"\nmsgid "drink"\nmsgstr "飲物"\n',
    }
    for name, messages in files.items():
        project.write({f"{folder}/{name}.po": header + messages})
    built = project.build(language="ja")
    assert not built.warnings
    assert "ブレッド" in built.text("index.html")
    assert "パン" in built.text("index.html")


def test_texts_that_lie_upon_one_another(tmp_path: Path) -> None:
    """A small file would be a large catalog: each of its messages has the same bytes, or nearly."""
    text, count = b"x" * 2000, 50
    begin = 28 + 16 * count
    rows = b"".join(struct.pack("<2I", len(text) - number, begin + number) for number in range(count))
    content = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, 0) + rows * 2 + text
    (tmp_path / "a.mo").write_bytes(content)
    with pytest.raises(UnusableError, match="its texts lie upon one another"):
        read_compiled(tmp_path / "a.mo")


def test_a_good_catalog_is_read(tmp_path: Path) -> None:
    catalog = Catalog(locale="ja")
    catalog.add("Bread", "パン")
    catalog.add("Bread", "ブレッド", context="alias")
    with (tmp_path / "a.mo").open("wb") as file:
        write_mo(file, catalog)
    found = read_compiled(tmp_path / "a.mo")
    assert (found.gettext("Bread"), found.pgettext("alias", "Bread")) == ("パン", "ブレッド")
    assert (found.gettext("none"), found.pgettext("alias", "none")) == ("", "")


@pytest.mark.parametrize("content", [b"", b"\xde\x12\x04\x95", b"\xde\x12\x04\x95" + b"\xff" * 40, b"x" * 100])
def test_what_is_no_catalog(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.mo").write_bytes(content)
    with pytest.raises(UnusableError):
        read_compiled(tmp_path / "a.mo")
    (tmp_path / "a.po").write_bytes(b'msgid "\xff"\nnonsense' + content)
    with pytest.raises(UnusableError, match="cannot be read as a catalog"):
        read_catalog(tmp_path / "a.po", is_strict=True)


# Values of directives


@pytest.mark.parametrize("value", ["9" * 5000, "0" * 5000 + "1", "1" + "0" * 5000])
def test_a_number_of_steps_that_is_none(value: str, project: Project) -> None:
    project.write(
        {"index.md": f"# Home\n\n````{{term}} Bread\n\nBaked.\n````\n\n```{{term-graph}} bread\n:depth: {value}\n```\n"}
    )
    assert not project.build("dummy").warnings


# Time


def test_white_space_is_gone_through_once() -> None:
    """A regular expression that looks for a line end after white space begins anew at each of its characters."""
    assert clean("a" + " " * 2_000_000 + "b  \n \r\n\t c") == "a" + " " * 2_000_000 + "b c"


def test_a_long_word_is_gone_through_once() -> None:
    assert [match[0] for match in _NAMES.finditer(f"{'a' * 1_000_000} note:: {{tip}} :ref:`x` `y`:doc:")] == [
        "note::",
        "{tip}",
        ":ref:",
        ":doc:",
    ]


def test_many_names_of_a_term_and_many_terms_of_a_name(tmp_path: Path) -> None:
    many = ", ".join(f"n{number}" for number in range(10_000))
    found = read(tmp_path, f'language,name,aliases\nen,A,"{many}"\n', "a.csv")
    assert len(names(found)) == 10_001
    found = read(tmp_path, "language,name\n" + "en,a\n" * 20_000, "a.csv")
    assert found.concepts[-1].id == "a-20000"


LONG = "word " * 2000

REUSED = {
    "successors.csv": f"id,language,name,replaced-by\n_,en,{LONG},\n" + "".join(f"c{n},en,A{n},_\n" for n in range(50)),
    "ids.csv": f"id,language,name,related\n_,en,{LONG},\n" + "".join(f"c{n},en,A{n},_\n" for n in range(50)),
}


@pytest.mark.parametrize("name", REUSED)
def test_what_is_there_once_is_not_used_again_and_again(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="again and again"):
        read(tmp_path, REUSED[name], name)


def test_short_rows_count_with_all_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_VALUES", 1000)
    header = ",".join(["language", "name", *(f"c{number}" for number in range(98))])
    with pytest.raises(UnusableError, match="more than 1,000 cells"):
        read(tmp_path, header + "\nen,a" * 20, "words.csv")
