"""Files of others that mean no good: each is one message, and no text of theirs gets lost without a word."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from sphinx_glossary_terms.catalogs.translations import messages_of, read_compiled
from sphinx_glossary_terms.model.characters import printable
from sphinx_glossary_terms.programs.import_csv import catalogs, clean, page_text, read
from sphinx_glossary_terms.programs.migrate_reading import _NAMES, _without_settings
from sphinx_glossary_terms.projects import limits
from sphinx_glossary_terms.projects.limits import UnreachableError, UnusableError, read_file, read_json
from support.project import Project


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


@pytest.mark.parametrize("content", [b"", b"\xde\x12\x04\x95" + b"\xff" * 40])
def test_what_is_no_catalog(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.mo").write_bytes(content)
    with pytest.raises(UnusableError):
        read_compiled(tmp_path / "a.mo")
    (tmp_path / "a.po").write_bytes(b'msgid "\xff"\nnonsense' + content)
    assert messages_of(tmp_path / "a.po") == []


def test_a_formula_of_plurals_that_divides_by_zero(tmp_path: Path) -> None:
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=n/0;\\n"\n'
    with (tmp_path / "a.mo").open("wb") as file:
        write_mo(file, read_po(io.BytesIO(f'{header}\nmsgid "Bread"\nmsgstr "パン"\n'.encode()), locale="ja"))
    with pytest.raises(UnusableError, match="by zero"):
        read_compiled(tmp_path / "a.mo")


@pytest.mark.parametrize("code", ["", "*", "en/x", "/abs", "../../index", "ja@../x", "ja.x", "日本", "x" * 200])
def test_what_is_no_language(code: str) -> None:
    """A language is the name of a folder."""
    found = read(f'id,language,name\na,en,A\na,"{code}",B\n'.encode())
    assert [*found.remarks()] == ["not kept: rows whose `language` is not the code of one (line 3)"]
    assert [*read(b"language,name\nen,a,b\n").remarks()] == ["not kept: cells beyond the last column (line 2)"]
    assert catalogs(found, page="words") == {}


def test_everything_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """All pages are read in each of the languages."""
    rows = "".join(f"x{number},en-x{number:04},a\n" for number in range(150))
    with pytest.raises(UnusableError, match="more than 100 languages"):
        read(f"id,language,name\n{rows}".encode())
    with pytest.raises(UnusableError, match="more than 1,000 columns"):
        read(("language,name," + "x," * 20_000 + "\n").encode())
    monkeypatch.setattr(limits, "MAX_TERMS", 3)
    with pytest.raises(UnusableError, match="more than 3 terms"):
        read(("language,name\n" + "en,a\n" * 4).encode())
    monkeypatch.setattr(limits, "MAX_VALUES", 5)
    with pytest.raises(UnusableError, match="more than 5 cells"):
        read(("language,name\n" + "en,a\n" * 4).encode())
    with pytest.raises(UnusableError, match=r"it has more than 5 values; divide it"):
        read_json(b"[" + b"{}," * 5 + b"{}]", fix="")
    # A list of places is short.
    monkeypatch.undo()
    assert sum(map(len, read(("language,name,x\n" + "en,A,1\n" * 1000).encode()).remarks())) < 1000


def test_a_number_of_steps_that_is_none(project: Project) -> None:
    values = ("9" * 5000, "0" * 5000 + "1", "1" + "0" * 5000)
    graphs = "".join(f"```{{term-graph}} bread\n:depth: {value}\n```\n\n" for value in values)
    project.write({"index.md": f"# Home\n\n````{{term}} Bread\n\nBaked.\n````\n\n{graphs}"})
    assert not project.build("dummy").warnings


def test_a_long_text_is_gone_through_once() -> None:
    """A regular expression that looks for a line end after white space begins anew at each of its characters."""
    assert clean("a" + " " * 2_000_000 + "b  \n \r\n\t c") == "a" + " " * 2_000_000 + "b c"
    found = _NAMES.finditer(f"{'a' * 1_000_000} note:: {{tip}} :ref:`x` `y`:doc:")
    assert [match[0] for match in found] == ["note::", "{tip}", ":ref:", ":doc:"]
    many = ", ".join(f"n{number}" for number in range(10_000))
    assert f":aliases: {many}\n" in page_text(read(f'language,name,aliases\nen,A,"{many}"\n'.encode()), title="X")
    assert len(read(("language,name\n" + "en,a\n" * 20_000).encode()).terms) == 20_000


@pytest.mark.parametrize("column", ["replaced-by", "related"])
def test_what_is_there_once_is_not_used_again_and_again(column: str) -> None:
    """An id of a file that is none is no short name for a long one."""
    rows = f"_,en,{'word ' * 2000},\n" + "".join(f"c{n},en,A{n},_\n" for n in range(50))
    text = f"id,language,name,{column}\n{rows}"
    assert len(page_text(read(text.encode()), title="X")) < 4 * len(text)


def test_settings_of_a_document_are_blank_lines() -> None:
    assert _without_settings("---\na: b\r\n---\nc\n", "x.md") == "\n\r\n\nc\n"
    assert _without_settings(text := "---\na: b\n---\n", "x.rst") == text
