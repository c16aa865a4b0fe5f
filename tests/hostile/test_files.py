"""Files of others that mean no good: each is one message, and no text of theirs gets lost without a word."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from sphinx_glossary_terms.programs.importing import command
from sphinx_glossary_terms.programs.importing.normalizing import normalize
from sphinx_glossary_terms.programs.importing.values import Vocabulary, clean
from sphinx_glossary_terms.programs.migrate.reading import _NAMES
from sphinx_glossary_terms.untrusted import limits
from sphinx_glossary_terms.untrusted.catalogs import read_catalog, read_compiled
from sphinx_glossary_terms.untrusted.json_text import read_json
from sphinx_glossary_terms.untrusted.limits import UnreachableError, UnusableError, printable, read_file
from support.project import Project

SKOS = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
CONCEPT = f'{SKOS}<http://e.org/c> a skos:Concept ; skos:prefLabel "A"@en'


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
    nested = b"[" * limits.MAX_DEPTH + b"]" * limits.MAX_DEPTH
    assert read_json(nested, fix="")
    with pytest.raises(UnusableError, match="more than 100 values in one another"):
        read_json(b"[" + nested + b"]", fix="")


# XML

TBX = (
    '<?xml version="1.0" encoding="{}"?>\n<martif xml:lang="ja"><text><body><termEntry id="c1"><langSet xml:lang="ja">'
    "<tig><term>{}</term></tig></langSet></termEntry></body></text></martif>"
)


@pytest.mark.parametrize(
    ("declared", "encoding", "name"),
    [
        *((declared, codec, "用語①") for declared, codec in (("Shift_JIS", "cp932"), ("shift-jis", "cp932"))),
        *((declared, "cp932", "用語①") for declared in ("Windows-31J", "CP932")),
        *((declared, declared, "用語") for declared in ("EUC-JP", "ISO-2022-JP", "UTF-16", "UTF-8", "GB18030", "Big5")),
        *((declared, "utf-16-le", "用語") for declared in ("UTF-16", "UTF-16LE")),
        ("UTF-16", "utf-16-be", "用語"),
        ("UTF-8", "utf-8-sig", "用語"),
        ("ISO-8859-1", "latin-1", "é"),
        ("windows-1252", "cp1252", "“é”"),
    ],
)
@pytest.mark.parametrize("ending", ["tbx", "xml"])
def test_encodings_of_xml(declared: str, encoding: str, name: str, ending: str, tmp_path: Path) -> None:
    assert names(read(tmp_path, TBX.format(declared, name).encode(encoding), f"a.{ending}")) == [name]


RDF = (
    '<?xml version="1.0" encoding="Shift_JIS"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:skos="http://www.w3.org/2004/02/skos/core#"><skos:Concept rdf:about="http://e.org/c">'
    '<skos:prefLabel xml:lang="ja">用語</skos:prefLabel></skos:Concept></rdf:RDF>'
)


@pytest.mark.parametrize("encoding", ["cp932", "utf-16"])
def test_encodings_of_rdf(encoding: str, tmp_path: Path) -> None:
    """A mark at the beginning says more than the declaration."""
    assert names(read(tmp_path, RDF.encode(encoding), "a.rdf")) == ["用語"]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        *((name, "ascii") for name in ("UTF-7", "UCS-4", "nonsense", "rot13", "unicode_escape", "punycode", "zlib")),
        *((name, "ascii") for name in ("idna", "undefined", "hex", "mbcs", "x" * 40)),
        ("UTF-32", "utf-32-le"),
    ],
)
def test_encodings_that_are_not_read(declared: str, encoding: str, tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match=r"encoding '.*save it in UTF-8|is not XML"):
        read(tmp_path, TBX.format(declared, "a").encode(encoding), "a.tbx")


@pytest.mark.parametrize("declared", ["Shift_JIS", "EUC-JP", "UTF-8", "ISO-2022-JP"])
def test_bytes_that_an_encoding_does_not_have(declared: str, tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match=f"is not in the encoding '{declared}'; save it in UTF-8") as caught:
        read(tmp_path, TBX.format(declared, "a").encode() + b"\n\x81\xff", "a.tbx")
    assert caught.value.line == 3


def test_entities_do_not_grow(tmp_path: Path) -> None:
    """Each of them is short, and there are many uses."""
    grows = f'<!DOCTYPE r [<!ENTITY a "{"x" * 200}">]>{TBX.partition("?>")[2].format("&a;" * 10_000)}'
    with pytest.raises(UnusableError, match="its entities make it more than 4 times as long"):
        read(tmp_path, grows.replace("xml:lang", "xml:lang"), "a.tbx")
    few = grows.replace("&a;" * 10_000, "&a;" * 100)
    assert names(read(tmp_path, few, "a.tbx")) == ["x" * 20_000]


@pytest.mark.parametrize("box", ["termGrp", "descripGrp", "langSet", "nobody"])
def test_xml_has_an_end(box: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = TBX.format("UTF-8", "A").replace("<tig>", f"{f'<{box}>' * 5000}{f'</{box}>' * 5000}<tig>")
    with pytest.raises(UnusableError, match="more than 100 elements in one another"):
        read(tmp_path, deep, "a.tbx")
    monkeypatch.setattr(limits, "MAX_VALUES", 5)
    with pytest.raises(UnusableError, match="more than 5 elements"):
        read(tmp_path, TBX.format("UTF-8", "A"), "a.tbx")


# RDF


def test_a_list_that_contains_itself(tmp_path: Path) -> None:
    text = (
        f"{CONCEPT} .\n<http://e.org/p> a skos:OrderedCollection ; skos:memberList _:a .\n"
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n_:a rdf:first <http://e.org/c> ; rdf:rest _:a .\n"
    )
    assert "not kept: a list that contains itself (http://e.org/p)" in remarks(read(tmp_path, text, "a.ttl"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.ttl", f'{CONCEPT} ; <http://e.org/a|b> "x" .'),
        (
            "a.jsonld",
            '{"@context": {"s": "http://www.w3.org/2004/02/skos/core#"}, "@id": "http://e.org/c", "@type": "s:Concept", '
            '"s:prefLabel": {"@value": "A", "@language": "en"}, "http://e/x y|<>": "x"}',
        ),
    ],
)
def test_a_property_whose_address_is_none(name: str, content: str, tmp_path: Path) -> None:
    assert [line for line in remarks(read(tmp_path, content, name)) if line.startswith("not kept: <http://e")]


@pytest.mark.parametrize("ending", ["jsonld", "ttl"])
def test_half_a_character(ending: str, tmp_path: Path) -> None:
    """In an address and in a text: nothing can be written with it, so it is replaced, or dropped and listed."""
    content = {
        "jsonld": '{"@context": {"s": "http://www.w3.org/2004/02/skos/core#"}, "@id": "http://e.org/\\ud800", '
        '"@type": "s:Concept", "s:prefLabel": {"@value": "A\\ud800B", "@language": "en"}}',
        "ttl": f'{SKOS}<http://e.org/\\uD800> a skos:Concept ; skos:prefLabel "A\\uD800B"@en .',
    }[ending]
    found = read(tmp_path, content, f"a.{ending}")
    (name,) = names(found)
    assert name == "A\ufffdB" or "not kept: control characters, and halves of characters" in str(remarks(found))
    for concept in found.concepts:
        "".join([*concept.old_ids, concept.place, concept.key, name]).encode("utf-8")


def test_a_date_that_is_none(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    text = f'{CONCEPT} ; skos:note "x"^^<http://www.w3.org/2001/XMLSchema#dateTime> .'
    assert read(tmp_path, text, "a.ttl").concepts[0].paragraphs == [{"en": "x"}]
    assert not caplog.records


@pytest.mark.parametrize("number", ["1e100000", "01", "1.50"])
def test_a_number_stays_as_it_is_written(number: str, tmp_path: Path) -> None:
    """Written out, `1e1000000000` would have a gigabyte."""
    text = f'{CONCEPT} ; skos:note "{number}"^^<http://www.w3.org/2001/XMLSchema#decimal> .'
    assert read(tmp_path, text, "a.ttl").concepts[0].paragraphs == [{"en": number}]


def test_statements_have_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_VALUES", 20)
    lines = "".join(f"<http://e.org/{number}> <http://e.org/p> <http://e.org/o> .\n" for number in range(30))
    # Of each value of a list JSON-LD makes two statements.
    values = json.dumps({"@id": "http://e.org/0", "http://e.org/p": {"@list": [*range(15)]}})
    for name, text in {"a.ttl": lines, "a.nt": lines, "a.jsonld": values}.items():
        with pytest.raises(UnusableError, match="more than 20 statements"):
            read(tmp_path, text, name)


def test_prefixes_and_languages_have_an_end(tmp_path: Path) -> None:
    """Each of them would be compared with all others."""
    prefixes = "".join(f"@prefix p{number}: <http://e.org/{number}/> .\n" for number in range(1500))
    with pytest.raises(UnusableError, match="more than 1,000 prefixes"):
        read(tmp_path, f"{prefixes}{CONCEPT} .", "a.ttl")
    context = {f"p{number}": f"http://e.org/{number}/" for number in range(1500)}
    with pytest.raises(UnusableError, match="more than 1,000 prefixes"):
        read(tmp_path, json.dumps({"@context": context, "@id": "p1:x", "p1:y": "z"}), "a.jsonld")
    rows = "".join(f"x{number},en-x{number:04},a\n" for number in range(150))
    with pytest.raises(UnusableError, match="more than 100 languages"):
        read(tmp_path, f"id,language,name\n{rows}", "a.csv")


def test_a_property_is_listed_with_its_prefix(tmp_path: Path) -> None:
    found = read(tmp_path, f"@prefix e: <http://e.org/> .\n{CONCEPT} ; e:x 1 ; <http://f.org/y> 2 .", "a.ttl")
    assert [line for line in remarks(found) if "/c)" in line and "address" not in line] == [
        "not kept: e:x (http://e.org/c)",
        "not kept: <http://f.org/y> (http://e.org/c)",
    ]


# Tables

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


def test_what_a_table_drops_is_listed(tmp_path: Path) -> None:
    text = "id,id,language,name,name\nx,a,en,y,A\x1b[31mred\nx,b,en,y,B\n"
    found = read(tmp_path, text, "a.csv")
    assert names(found) == ["A[31mred", "B"]
    assert remarks(found) == [
        "not kept: of several columns with one name, all but the last (2):",
        "  line 1: id",
        "  line 1: name",
        "not kept: control characters, and halves of characters (line 2)",
    ]


def test_controls_that_xml_may_have_are_listed(tmp_path: Path) -> None:
    entry = '<termEntry id="x"><langSet xml:lang="en"><tig><term>A&#x9b;&#x7f;B</term></tig></langSet></termEntry>'
    found = read(tmp_path, f"<martif><text><body>{entry}</body></text></martif>", "a.tbx")
    assert names(found) == ["AB"]
    assert remarks(found)[0] == "not kept: control characters, and halves of characters"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", f'id,language,name,old-ids\n{"a" * 9000},en,A,"{",".join(f"<{n}>" for n in range(100))}"\n'),
        (
            "a.tbx",
            f'<martif><text><body><termEntry id="{"a" * 9000}"><langSet xml:lang="en"><tig><term>T</term></tig>'
            + "".join(f"<tig><term>T,{number}</term></tig>" for number in range(100))
            + "</langSet></termEntry></body></text></martif>",
        ),
    ],
)
def test_what_is_listed_says_where_in_short(name: str, text: str, tmp_path: Path) -> None:
    assert sum(map(len, remarks(read(tmp_path, text, name)))) < 60_000


def test_what_is_listed_is_printable(tmp_path: Path) -> None:
    (line,) = remarks(read(tmp_path, "language,name,\x9b\u202ex\nen,A,1\n", "a.csv"))
    assert line == r"not kept: the column '\u202ex' (line 2)"


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


NESTED = (
    f"<martif><text><body>{'<termEntry>' * 12}{'<langSet>' * 12}<tig><term>T</term></tig>"
    f"<descrip type='definition'>{{}}</descrip>{'</langSet>' * 12}{'</termEntry>' * 12}</body></text></martif>"
)
SKOS_TEXT = "@prefix : <http://e.org/> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
LONG = "word " * 2000

REUSED = {
    "default.tbx": "<!DOCTYPE martif [<!ATTLIST z d CDATA 'a'>]><martif><text><body><termEntry/><z/></body></text></martif>",
    "namespace.tbx": f"<martif xmlns:a='{'a' * 400}'><text><body><termEntry/><a:x/></body></text></martif>",
    "nested.tbx": "<martif><text><body>"
    + "<termEntry>" * 30
    + "<langSet xml:lang='en'>" * 30
    + "<tig>" * 30
    + "<term>T</term>"
    + "<descrip type='definition'>d</descrip>" * 20
    + "</tig>" * 30
    + "</langSet>" * 30
    + "</termEntry>" * 30
    + "</body></text></martif>",
    "prefix.ttl": f"@prefix a: <http://y.org/{'a' * 2000}> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    "a:x a skos:Concept ; skos:prefLabel 'A'@en .",
    "prefix.jsonld": json.dumps({"@context": {"a": f"http://y.org/{'a' * 2000}/"}, "@id": "a:x", "a:y": "z"}),
    "shared.ttl": "@prefix : <http://e.org/> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    "@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .\n"
    + "".join(f":a{n} a skos:Concept ; skos:prefLabel 'A{n}'@en ; xl:altLabel :L .\n" for n in range(300))
    + "".join(f":L xl:literalForm 'n{n}'@en .\n" for n in range(300)),
    "entities.tbx": f"<!DOCTYPE martif [<!ENTITY e '{'e' * 200}'>]><martif xmlns:a='{'&e;' * 99}'><text><body><termEntry/>"
    "<a:x/></body></text></martif>",
    "texts.tbx": NESTED.format(LONG),
    "texts.ttl": SKOS_TEXT
    + "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
    + "".join(f":a{n} a skos:Concept ; skos:prefLabel 'A{n}'@en ; skos:definition :L .\n" for n in range(50))
    + f":L rdf:value '{LONG}'@en .\n",
    "tags.ttl": SKOS_TEXT
    + "".join(f":a{n} a skos:Concept ; skos:prefLabel 'A{n}'@en .\n:c skos:member :a{n} .\n" for n in range(50))
    + f":c a skos:Collection ; skos:prefLabel '{LONG}'@en .\n",
    "successors.csv": f"id,language,name,replaced-by\n_,en,{LONG},\n" + "".join(f"c{n},en,A{n},_\n" for n in range(50)),
    "elsewhere.ttl": f"{SKOS_TEXT}:c a skos:Concept ; <http://purl.org/dc/terms/identifier> 'ai:{'a' * 10_000}' .\n"
    + "".join(f":a{n} a skos:Concept ; skos:prefLabel 'A{n}'@en ; skos:related :c .\n" for n in range(50)),
    "ids.csv": f"id,language,name,related\n_,en,{LONG},\n" + "".join(f"c{n},en,A{n},_\n" for n in range(50)),
    "lists.ttl": "@prefix : <http://e.org/> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n:a a skos:Concept ; skos:prefLabel 'A'@en .\n"
    ":c a skos:OrderedCollection .\n"
    + "".join(f":l{n} rdf:first :a ; rdf:rest :l{n + 1} . :c skos:memberList :l{n} .\n" for n in range(300))
    + ":l300 rdf:first :a ; rdf:rest rdf:nil .\n",
}


@pytest.mark.parametrize("name", REUSED)
def test_what_is_there_once_is_not_used_again_and_again(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match=r"again and again|remove it|more than 2,000 characters"):
        read(tmp_path, REUSED[name], name)


def test_short_rows_count_with_all_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_VALUES", 1000)
    header = ",".join(["language", "name", *(f"c{number}" for number in range(98))])
    with pytest.raises(UnusableError, match="more than 1,000 cells"):
        read(tmp_path, header + "\nen,a" * 20, "words.csv")
