"""`python -m sphinx_glossary_terms import`: files of other programs, mistakes in them, and what is listed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from babel.messages.pofile import read_po
from rdflib import Graph
from translate.storage.tbx import tbxfile

from sphinx_glossary_terms.__main__ import main
from sphinx_glossary_terms.programs.importing import checking, command, normalizing
from sphinx_glossary_terms.programs.importing.command import READERS
from sphinx_glossary_terms.programs.importing.values import Vocabulary
from sphinx_glossary_terms.untrusted import limits
from support.project import CONF, Project, files_in

SKOS = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <http://example.org/animals/> .

:scheme a skos:ConceptScheme ; dct:title "Animals" .
:eats rdfs:subPropertyOf skos:semanticRelation ; rdfs:label "Eats"@en, "食べる"@ja ; owl:inverseOf :eatenBy .
:eatenBy rdfs:subPropertyOf skos:semanticRelation ; rdfs:label "Eaten by"@en ; owl:inverseOf :eats .

:c1 a skos:Concept ;
    skos:inScheme :scheme ; skos:topConceptOf :scheme ;
    skos:notation "A.1" ;
    skos:prefLabel "Animal"@en, "Beast"@en, "動物"@ja, "animal"@pt-br ;
    skos:altLabel "Art, modern"@en, "creature"@en, "生き物、生物"@ja ;
    skos:hiddenLabel "animls"@en ;
    skos:definition "A living thing\\n  that *moves*."@en, "動くもの。"@ja ;
    skos:scopeNote "Not plants."@en ;
    skos:example "A cat."@en ;
    skos:narrower :c2, :c2, :nowhere ;
    skos:related :c1 ;
    skos:exactMatch <http://example.net/animal> ;
    dct:modified "2020-01-01" .

:c2 a skos:Concept ;
    skosxl:prefLabel [ a skosxl:Label ; skosxl:literalForm "Cat"@en ] ;
    skos:prefLabel "Cat"@en, "猫"@ja ;
    skos:altLabel "Animal"@en ;
    skos:definition [ rdf:value "It purrs."@en ] ;
    skos:broader :c1 ;
    :eats :c3 .

:c3 a skos:Concept ; skos:prefLabel "mouse" ; skos:broader :c4 ; :eatenBy :c2 .
:c4 a skos:Concept ; skos:prefLabel "Nagetier"@de, "齧歯類"@ja ; skos:broader :c3 ; skos:definition "Nagt."@de, "かじる。"@ja .
:c5 a skos:Concept ; skos:altLabel "no name but this"@en ; skos:prefLabel "x"@not-a-language-code-at-all .
:c6 a skos:Concept .
:c7 a skos:Concept ; skos:prefLabel "Cat"@en ; owl:deprecated true ; dct:isReplacedBy :c2 .
:c8 a skos:Concept ; skos:prefLabel "日本"@en ; owl:deprecated true .
:pets a skos:Collection ; skos:prefLabel "Pets, tame"@en, "ペット"@ja ; skos:member :c2, :others .
"""


def run(path: Path, content: str | bytes, name: str, *options: str) -> int:
    """The exit code of the command for a file of this name."""
    file = path / name
    file.write_bytes(dedent(content).encode() if isinstance(content, str) else content)
    return main(["import", str(file), "--to", str(path / "source"), *options])


def po(path: Path, language: str, name: str) -> dict[str | tuple[str, str], str]:
    """The translations of a catalog, by message, or by context and message."""
    with (path / "source" / "locales" / language / "LC_MESSAGES" / f"{name}.po").open("rb") as file:
        found = [message for message in read_po(file) if message.id]
    return {(m.context, str(m.id)) if m.context else str(m.id): str(m.string) for m in found}


ANIMALS = """\
# Animals

## Animal

```{term}
:id: animal
:aliases: Beast, creature
:hidden-aliases: animls
:old-ids: A.1, c1
```

A living thing that \\*moves\\*.

Not plants.

A cat.

## Cat

```{term}
:id: cat
:aliases: Animal
:broader: animal
:eats: mouse
:tags: Pets; tame
:old-ids: c2
```

It purrs.

## Cat

```{term}
:id: cat-2
:replaced-by: cat
:old-ids: c7
```

## mouse

```{term}
:id: mouse
:broader: c4
:old-ids: c3
```

## no name but this

```{term}
:id: no-name-but-this
:old-ids: c5
```

## 日本

```{term}
:id: c8
```

## 齧歯類

```{term}
:id: c4
:broader: mouse
```

かじる。
"""
LISTED = """\
not kept: the addresses of concepts (8 times, first: http://example.org/animals/c1)
not kept: skos:exactMatch (http://example.org/animals/c1)
not kept: dct:modified (http://example.org/animals/c1)
not kept: texts in 'not-a-language-code-at-all', of which there can be no catalogs (http://example.org/animals/c5)
not kept: owl:deprecated without dct:isReplacedBy (http://example.org/animals/c8)
not kept: a collection in a collection (http://example.org/animals/pets)
names next to a preferred name became aliases (1):
  http://example.org/animals/c1: 'Beast' (en)
not kept: what a list with commas cannot hold (2):
  http://example.org/animals/c1: a name in en: 'Art, modern'
  http://example.org/animals/c1: a name in ja: '生き物、生物'
terms without a preferred name in en have another one (2):
  http://example.org/animals/c4: '齧歯類' (ja)
  http://example.org/animals/c5: 'no name but this' (en)
not kept: concepts without a name (http://example.org/animals/c6)
new ids, derived from names; those of the file become former ids (`old-ids`) (5 times, first: c1 -> animal)
tags have semicolons for commas (1):
  http://example.org/animals/pets: 'Pets, tame'
not kept: 'narrower' of what is not in the file; a term of another project is written as key and id, such as \
`ai:token` (1):
  http://example.org/animals/c1: http://example.org/animals/nowhere
not kept: 'related' of itself (http://example.org/animals/c1)
builds will warn:
  animals.md:62: WARNING: `:broader:` forms a circle: c4 -> mouse -> c4 (animals.md:62, animals.md:41); \
remove one of these relations [glossary.cycle]
FILE: 7 terms in en, with translations into de, ja, pt-BR; 1 page, 4 catalogs
"""
CONF_PY = """\
# For conf.py:
glossary_terms_source_language = 'en'
glossary_terms_relations = {'eats': {'label': 'Eats', 'inverse': 'eaten-by', 'inverse_label': 'Eaten by'}}
"""


def test_skos(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What others write: what is kept, and that the rest is listed."""
    assert run(tmp_path, SKOS, "animals.ttl") == 0
    printed = capfd.readouterr()
    assert (tmp_path / "source" / "animals.md").read_text(encoding="utf-8") == ANIMALS
    assert printed.err.replace(str(tmp_path / "animals.ttl"), "FILE") == LISTED
    assert printed.out == CONF_PY
    assert po(tmp_path, "ja", "animals") == {
        "Animal": "動物",
        "A living thing that \\*moves\\*.": "動くもの。",
        "Cat": "猫",
        "齧歯類": "齧歯類",
        "かじる。": "かじる。",
    }
    assert po(tmp_path, "ja", "glossary-labels") == {("tag", "Pets; tame"): "ペット", ("relation", "Eats"): "食べる"}
    assert po(tmp_path, "de", "animals") == {"齧歯類": "Nagetier", "かじる。": "Nagt."}
    assert po(tmp_path, "pt_BR", "animals") == {"Animal": "animal"}


@pytest.mark.parametrize("ending", ["rdf", "xml", "jsonld", "json", "nt"])
def test_every_form_of_skos(ending: str, tmp_path: Path) -> None:
    forms = {"rdf": "xml", "xml": "pretty-xml", "jsonld": "json-ld", "json": "json-ld", "nt": "nt"}
    file = tmp_path / f"animals.{ending}"
    file.write_text(Graph().parse(data=SKOS).serialize(format=forms[ending]), encoding="utf-8")
    found = command.read(file)
    normalizing.normalize(found, page="animals")
    turtle = READERS[".ttl"](SKOS.encode())
    normalizing.normalize(turtle, page="animals")
    # Nothing in RDF has an order, so any of two preferred names, or of two ends of a relation, may be the first.
    assert words(found) == words(turtle)


def words(vocabulary: Vocabulary) -> list[tuple[list[str], list[dict[str, str]], int]]:
    return sorted(
        (
            sorted(f"{name.text}@{language}" for language, names in concept.names.items() for name in names),
            concept.paragraphs,
            len(concept.tags) + bool(concept.replaced_by),
        )
        for concept in vocabulary.concepts
    )


TBX_V2 = """\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en-US"><martifHeader><fileDesc><titleStmt><title>Terms</title></titleStmt>
<sourceDesc><p>A file of a vendor.</p></sourceDesc></fileDesc></martifHeader><text><body>
<termEntry id="3_7">
 <descrip type="subjectField">Windows</descrip>
 <langSet xml:lang="en-US">
  <descripGrp><descrip type="definition">To stop it, &lt;b&gt; for good.</descrip></descripGrp>
  <ntig><termGrp><term id="1">shut down</term><termNote type="partOfSpeech">Verb</termNote></termGrp></ntig>
  <ntig><termGrp><term id="2">turn off</term><termNote type="administrativeStatus">deprecated</termNote></termGrp></ntig>
 </langSet>
 <langSet xml:lang="ja-jp"><!-- a comment --><ntig><termGrp><term>シャットダウン</term></termGrp></ntig></langSet>
</termEntry>
<termEntry id="3_8"><note>Only here.</note><langSet xml:lang="en-US">
 <tig><term>RAM</term><termNote type="termType">acronym</termNote></tig>
 <tig><term>random access memory</term></tig></langSet></termEntry>
</body></text></martif>
"""
TBX_V3 = """\
<tbx type="TBX-Basic" style="{style}" xml:lang="en-US" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<tbxHeader><fileDesc><titleStmt><title>Terms</title></titleStmt><sourceDesc><p>A file.</p></sourceDesc></fileDesc></tbxHeader>
<text><body><conceptEntry id="3_7">
 {subject}
 <langSec xml:lang="en-US"><descripGrp>{definition}</descripGrp>
  <termSec><term>shut down</term>{part}</termSec>
  <termSec><term>turn off</term>{status}</termSec></langSec>
 <langSec xml:lang="ja-JP"><termSec><term>シャットダウン</term></termSec></langSec>
</conceptEntry>
<conceptEntry id="3_8"><note>Only here.</note><langSec xml:lang="en-US">
 <termSec><term>RAM</term>{kind}</termSec><termSec><term>random access memory</term></termSec></langSec></conceptEntry>
</body></text></tbx>
"""
DCA = TBX_V3.format(
    style="dca",
    subject='<descrip type="subjectField">Windows</descrip>',
    definition='<descrip type="definition">To stop it, &lt;b&gt; for good.</descrip>',
    part='<termNote type="partOfSpeech">verb</termNote>',
    status='<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>',
    kind='<termNote type="termType">acronym</termNote>',
)
DCT = TBX_V3.format(
    style="dct",
    subject="<min:subjectField>Windows</min:subjectField>",
    definition="<basic:definition>To stop it, &lt;b&gt; for good.</basic:definition>",
    part="<min:partOfSpeech>verb</min:partOfSpeech>",
    status="<min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus>",
    kind="<basic:termType>acronym</basic:termType>",
)
VENDOR = """\
# Terms

## random access memory

```{term}
:id: random-access-memory
:abbreviation: RAM
:old-ids: 3_8
```

Only here.

## shut down

```{term}
:id: shut-down
:avoid: turn off
:tags: Windows
:old-ids: 3_7
```

To stop it, \\<b> for good.
"""


@pytest.mark.parametrize("text", [TBX_V2, DCA, DCT], ids=["v2", "v3 DCA", "v3 DCT"])
def test_tbx(text: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """As Microsoft writes it, and in both styles of the newest edition."""
    assert run(tmp_path, text, "terms.tbx") == 0
    assert (tmp_path / "source" / "terms.md").read_text(encoding="utf-8") == VENDOR
    assert po(tmp_path, "ja_JP", "terms") == {"shut down": "シャットダウン"}
    printed = capfd.readouterr()
    assert printed.err.splitlines()[:-1] == [
        "not kept: partOfSpeech (3_7)",
        "new ids, derived from names; those of the file become former ids (`old-ids`) (2 times, first: 3_7 -> shut-down)",
    ]
    assert printed.out == "# For conf.py:\nglossary_terms_source_language = 'en-US'\n"


def test_tbx_of_the_translate_toolkit(tmp_path: Path) -> None:
    """What Weblate writes: no status, and the languages of the export."""
    store: Any = tbxfile(sourcelanguage="en", targetlanguage="de")
    for source, target in (("bread", "Brot"), ("yeast", "Hefe")):
        store.addsourceunit(source).target = target
    store.units[0].addnote("What one eats.", origin="definition")
    assert run(tmp_path, bytes(store), "weblate.xml") == 0
    assert po(tmp_path, "de", "weblate") == {"bread": "Brot", "yeast": "Hefe"}
    assert "What one eats." in (tmp_path / "source" / "weblate.md").read_text(encoding="utf-8")


def test_csv_of_a_spreadsheet(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Semicolons, columns in any order, no ids, a formula that was defused, and columns that nobody knows."""
    text = """\
        Name;Language;id;definition;Owner;aliases
        yeast;en;;"Cells; alive.";Ann;leaven
        '=SUM(1);en;=x;;;
        Hefe;de;yeast;Zellen.;;

        a;en;a b;;;
        b;en;a b;;;
        c;;;;;
        """
    assert run(tmp_path, text, "Words of ours.csv") == 0
    assert (tmp_path / "source" / "words-of-ours.md").read_text(encoding="utf-8") == (
        "# Words of ours\n\n## =SUM(1)\n\n```{term}\n:id: sum-1\n:old-ids: =x\n```\n"
        "\n## a\n\n```{term}\n:id: a\n```\n\n## b\n\n```{term}\n:id: b\n```\n"
        "\n## yeast\n\n```{term}\n:id: yeast\n:aliases: leaven\n```\n\nCells; alive.\n"
    )
    assert po(tmp_path, "de", "words-of-ours") == {"yeast": "Hefe", "Cells; alive.": "Zellen."}
    assert capfd.readouterr().err.splitlines()[:-1] == [
        "not kept: the column 'owner' (line 2)",
        "a second row of an id in a language became a term of its own (1):",
        "  line 7: a b",
        "not kept: texts in '', which is not the code of a language (line 8)",
        "new ids, derived from names; those of the file become former ids (`old-ids`) (=x -> sum-1)",
        "not kept: ids that no term can have (2):",
        "  line 6: 'a b', now 'a'",
        "  line 7: 'a b', now 'b'",
    ]


@pytest.mark.parametrize("wanted", ["de", "en_US"])
def test_the_language_of_the_pages(wanted: str, tmp_path: Path) -> None:
    text = "language,id,name,definition\nen-US,a,color,What one sees.\nde,a,Farbe,Was man sieht.\n"
    assert run(tmp_path, text, "a.csv", "--language", wanted) == 0
    page = (tmp_path / "source" / "a.md").read_text(encoding="utf-8")
    assert ("## Farbe" in page, "## color" in page) == (wanted == "de", wanted != "de")
    assert po(tmp_path, *(("en_US", "a") if wanted == "de" else ("de", "a")))


def test_many_terms_have_a_page_a_letter(tmp_path: Path) -> None:
    rows = [f"en,{first}{number}" for first in "abÉ字" for number in range(60)]
    assert run(tmp_path, "language,name\n" + "\n".join(rows), "words.csv") == 0
    names = sorted(files_in(tmp_path / "source"))
    assert names == ["words-a.md", "words-b.md", "words-e.md", "words-other.md", "words.md"]
    project = Project(tmp_path, conf=CONF + "root_doc = 'words'\n")
    built = project.build()
    assert built.warnings == []
    assert len(built.domain.glossary.terms) == 240


def test_nothing_is_replaced(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A page that exists is left alone; a catalog gets what it does not have, and keeps what it has."""
    text = "language,id,name,aliases\nen,a,apple,fruit\nde,a,Apfel,Obst\nen,b,bread,\nde,b,Brot,Laib\n"
    catalogs = tmp_path / "source" / "locales" / "de" / "LC_MESSAGES"
    catalogs.mkdir(parents=True)
    before = '# Kept\nmsgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    before += 'msgctxt "a"\nmsgid "apple"\nmsgstr "Frucht"\n'
    (catalogs / "glossary-aliases.po").write_text(before, encoding="utf-8")
    assert run(tmp_path, text, "a.csv") == 0
    assert "a second translation of a text, of which a catalog has one (1):\n  line 2: 'apple': 'Obst' (de)" in (
        capfd.readouterr().err
    )
    after = (catalogs / "glossary-aliases.po").read_text(encoding="utf-8")
    assert after == before + '\nmsgctxt "b"\nmsgid "bread"\nmsgstr "Laib"\n'
    found = files_in(tmp_path / "source")
    assert run(tmp_path, text, "a.csv") == 1
    assert files_in(tmp_path / "source") == found
    page = tmp_path / "source" / "a.md"
    exists = f"{page}: exists already; move it, or import to another folder\nnothing was written\n"
    assert capfd.readouterr().err == exists
    page.rename(tmp_path / "elsewhere.md")
    page.symlink_to(tmp_path / "nothing.md")
    assert run(tmp_path, text, "a.csv") == 1
    assert capfd.readouterr().err == exists
    (catalogs / "glossary-aliases.po").write_text('msgid "bread"\nmsgstr "Brot"\n\nnonsense\n', encoding="utf-8")
    page.unlink()
    assert run(tmp_path, text, "a.csv") == 1
    assert "glossary-aliases.po:4: cannot be read as a catalog" in capfd.readouterr().err


LAUGHS = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><martif>&b;</martif>'
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{}</rdf:RDF>'


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "id;x\n", ":1: the first line has to name the columns, with at least `name` and `language`"),
        ("a.csv", b"", ":1: the first line has to name the columns"),
        ("a.csv", b"language,name\nen,a\nen,\xff\n", ":3: is not in UTF-8; save it as CSV in UTF-8"),
        ("a.csv", 'language,name\nen,a\nen,"b', ":3: is not CSV (unexpected end of data); correct the quotes there"),
        ("a.csv", "language,name\n", ": has no concept with a name; there is nothing to write"),
        ("a.csv", "language,name\nen,\x00\n", ": has no concept with a name"),
        ("a.tbx", LAUGHS, ":1: the entity 'b' is not safe; remove it"),
        ("a.rdf", LAUGHS, ":1: the entity 'b' is not safe"),
        ("a.tbx", f'<!DOCTYPE r [\n<!ENTITY a "{"ha" * 200}">]><martif/>', ":2: the entity 'a' is not safe"),
        ("a.tbx", '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]><martif>&a;</martif>', "'a' is not safe"),
        ("a.tbx", '<!DOCTYPE r [<!ENTITY % a SYSTEM "http://127.0.0.1/">%a;]><martif/>', "'a' is not safe"),
        ("a.tbx", "<martif>\n<text>\n", ":3: is not XML (no element found); export the file again"),
        ("a.tbx", "<martif>\n&what;</martif>", ":2: is not XML (undefined entity)"),
        ("a.tbx", b"\x00\x01", ":1: is not XML"),
        ("a.tbx", "<html/>", ": has no entries of TBX"),
        ("a.xml", "<html/>", ": has no entries of TBX"),
        ("a.rdf", RDF.format(""), ": has no concepts of SKOS"),
        ("a.rdf", RDF.format("<"), ":1: is not XML ("),
        ("a.ttl", "@prefix a: <b> .\n\na:b c:d a:e .", ": cannot be read as turtle: at line 3"),
        ("a.ttl", b"\xff", ": cannot be read as turtle: "),
        ("a.ttl", "[" * 50_000, ": cannot be read as turtle: "),
        ("a.jsonld", "[" * 50_000, ": it has more than 100 values in one another; correct it there, or export it again"),
        ("a.jsonld", "{", ":1: it is not JSON (Expecting property name"),
        ("a.jsonld", '{"@context": "http://127.0.0.1/x"}', ": its `@context` is at another address (http://127.0.0.1/x)"),
        ("a.jsonld", '[{"b": {"@context": [{}, "x"]}}]', ": its `@context` is at another address (x)"),
        ("a.jsonld", '{"@context": {"@import": "x"}}', ": its `@context` is at another address (x)"),
        ("a.nt", "x", ": cannot be read as nt: "),
        ("a.docx", "x", ": has none of the endings .csv, .tsv, .tbx, .ttl"),
    ],
)  # fmt: skip
def test_mistakes(
    name: str, content: str | bytes, message: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Each is said with the file, the line where there are lines, and what to do; nothing is written."""
    assert run(tmp_path, content, name) == 1
    printed = capfd.readouterr()
    assert printed.err.startswith(f"{tmp_path / name}:")
    assert message in printed.err
    assert printed.err.endswith("; nothing was written\n")
    assert printed.err.count("\n") == 1
    assert not (tmp_path / "source").exists()


def test_a_file_that_cannot_be_opened(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["import", str(tmp_path / "none.csv")]) == 1
    assert capfd.readouterr().err == f"{tmp_path / 'none.csv'}: No such file or directory; nothing was written\n"
    monkeypatch.setattr(limits, "MAX_IMPORT_BYTES", 2**20)
    assert run(tmp_path, "language,name\n" + "en,a\n" * 2**18, "a.csv") == 1
    assert "a.csv: it has more than 1 MB; divide it; nothing was written" in capfd.readouterr().err
    monkeypatch.undo()
    (tmp_path / "source").write_text("", encoding="utf-8")
    assert run(tmp_path, "language,name\nen,a\n", "a.csv") == 1
    assert f"{tmp_path / 'source' / 'a.md'}: " in capfd.readouterr().err


def test_catalogs_in_another_folder(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "language,id,name\nen,a,apple\nde,a,Apfel\n"
    folder = tmp_path / "elsewhere"
    assert run(tmp_path, text, "a.csv", "--locales", str(folder)) == 0
    assert sorted(files_in(tmp_path)) == ["a.csv", "elsewhere/de/LC_MESSAGES/a.po", "source/a.md"]
    (tmp_path / "source" / "a.md").unlink()

    def broken(*_arguments: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(checking, "find", broken)
    assert run(tmp_path, text, "a.csv") == 1
    assert "Sphinx cannot read its terms (RuntimeError: broken); nothing was written" in capfd.readouterr().err
    assert files_in(tmp_path / "source") == {}


def test_without_rdflib(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rdflib", None)
    assert run(tmp_path, SKOS, "a.ttl") == 1
    assert 'SKOS needs rdflib; run: pip install "rdflib>=7.1"' in capfd.readouterr().err


def test_each_command_loads_what_it_needs() -> None:
    """`migrate` does not need rdflib, nor does the extension."""
    code = "import sys, sphinx_glossary_terms.extension, sphinx_glossary_terms.__main__; "
    code += "assert not {'rdflib', 'sphinx_glossary_terms.programs.importing'} & {*sys.modules}"
    subprocess.run([sys.executable, "-P", "-c", code], check=True)


def test_two_names_on_one_page(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A catalog has one translation for each text of a page: the second one is listed."""
    text = "language,id,name,context\nen,a,policy,law\nde,a,Police,law\nen,b,policy,state\nde,b,Politik,state\n"
    assert run(tmp_path, text, "a.csv") == 0
    assert po(tmp_path, "de", "a") == {"policy": "Police"}
    assert capfd.readouterr().err.splitlines()[:-1] == [
        "not kept: a second translation of a text, of which a catalog has one (1):",
        "  line 4: 'policy': 'Politik' (de)",
    ]


def test_a_name_that_is_the_same_in_two_languages(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """It is read as in the source, and that is no loss."""
    assert run(tmp_path, "language,id,name,reading\nen,a,C,しー\nja,a,C,\n", "a.csv") == 0
    assert capfd.readouterr().err.count("\n") == 1


def test_addresses_lead_nowhere_else(tmp_path: Path) -> None:
    """A page has the place that its address says, if that is below the folder."""
    rows = "language,id,name,address\n"
    for number, page in enumerate(
        ["good/a", "../b", "/c", "%2e%2e/d", ".e", "_static/f", "g//h", "i%5Cj", "%00k", "C:l"]
    ):
        rows += f"en,x{number},Name {number},{page}.html#term-x{number}\n"
    assert run(tmp_path, rows, "a.csv") == 0
    assert sorted(files_in(tmp_path)) == ["a.csv", "source/a.md", "source/good/a.md"]


def test_warnings_of_sphinx_obey_nobody(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """No terminal takes a name in them for a command, nor turns the text around it."""
    assert run(tmp_path, "language,name,aliases\nen,X\x9b31m\u202e,X\x9b31m\u202e\n", "a.csv") == 0
    said = capfd.readouterr().err
    assert "builds will warn:" in said
    assert r"X31m\u202e" in said
    assert "not kept: control characters, and halves of characters (2 times, first: line 2)" in said
    assert said.replace("\n", "").isprintable()
