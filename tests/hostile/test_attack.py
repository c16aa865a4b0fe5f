"""Small files of each kind, and what becomes of them when they are damaged at random: one error, and no other.

The runs of every day and of CI are always the same. At night it is another one each time, and takes ten minutes in all;
what it finds is printed with its bytes, and becomes a case of `test_files.py`.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sphinx_glossary_terms.catalogs.translations import messages_of
from sphinx_glossary_terms.programs.import_csv import catalogs, page_text, read
from sphinx_glossary_terms.projects.glossary_json import Projects, parse, select
from sphinx_glossary_terms.projects.limits import UnusableError
from support.attack import IS_NIGHT, examples

CORPUS = Path(__file__).parent / "corpus"
TIMES = examples(150, 3000, 0)
SECONDS = 600

PAYLOADS = [
    *(b'"><img src=x onerror=alert(1)>', b"javascript:alert(1)", b"{term}`x`", b"../../../x", b"=HYPERLINK(1)"),
    *(b"\x00", b"\x1b[31m", b"\xff\xfe", b"\xef\xbb\xbf", b"\\ud800", b"\\u0000", b"&#xd800;", b"\xed\xa0\x80"),
    *(b"[" * 200, b"<a>" * 200, b"{" * 200, b'"', b"'", b"\n", b"\r", b"\t", b",", b";", b"|", b" " * 300, b"a" * 300),
    *(b"9" * 5000, b"-1", b"1e999", b"null", b"true", b"{}", b"[]", b'""', b"NaN", b"http://[::1", b"//", b":", b"#"),
    *(b"a" * (100_000 if IS_NIGHT else 5_000), b"charset=utf-7\\n", b"msgid", b"msgctxt", b"#~ ", b"#, fuzzy"),
]


def damaged(content: bytes, chance: random.Random) -> bytes:
    """A file with one to six mistakes: bytes that are others, gone, there twice, elsewhere, or mean harm."""
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(content) + 1)
        end = min(len(content), start + chance.choice([1, 2, 10, 50, 400]))
        part = content[start:end]
        content = chance.choice(
            [
                content[:start] + bytes(chance.randrange(256) for _ in part) + content[end:],
                content[:start] + content[end:],
                content[:start] + part * chance.choice([2, 3, 50]) + content[end:],
                content[:start] + chance.choice(PAYLOADS) + content[start:],
                content[:start] + chance.choice(PAYLOADS) + content[end:],
                content[:start] or content,
                content[end:] + part + content[:start],
            ]
        )
    return content


def of_project(path: Path) -> None:
    found = parse(path.read_bytes(), key="k", base="https://x.org/", language="ja", source_language="en")
    elsewhere = select(Projects(projects={"k": found}), ["k:token"])
    for entry in elsewhere.entries.values():
        f"{entry.uri}{entry.name}{entry.definition}{entry.source_name}".encode()


def imported(path: Path) -> None:
    table = read(path.read_bytes())
    page_text(table, title="Page").encode()
    "".join([*catalogs(table, page="page"), *table.remarks()]).encode()


def catalog(path: Path) -> None:
    assert all(message.id for message in messages_of(path))


READERS: dict[str, Callable[[Path], object]] = {"glossary.json": of_project, "words.csv": imported, "words.po": catalog}


def chances() -> Iterator[random.Random]:
    if not IS_NIGHT:
        yield from map(random.Random, range(TIMES))
        return
    end = time.monotonic() + SECONDS / len(READERS)
    while time.monotonic() < end:
        yield random.Random(time.time_ns())


@pytest.mark.parametrize("name", READERS)
def test_what_is_damaged_is_one_error(name: str, tmp_path: Path) -> None:
    good, file = (CORPUS / name).read_bytes(), tmp_path / name
    READERS[name](CORPUS / name)
    for chance in chances():
        content = damaged(good, chance)
        file.write_bytes(content)
        try:
            READERS[name](file)
        except UnusableError as error:
            said = str(error).replace("\u3000", "")
        except Exception as error:
            pytest.fail(f"{type(error).__name__}: {error}\n{content[:3000]!r}")
        else:
            said = ""
        assert said.isprintable()
