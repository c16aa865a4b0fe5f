"""Markup in every value that authors, translators and files bring along stays text, in every output."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from sphinx_glossary_terms.model.names import is_anchor
from sphinx_glossary_terms.programs.import_csv import page_text, read
from support import ROOT
from support.project import CONF, Built, Project

PAYLOADS = Path(__file__).with_name("payloads.txt").read_text(encoding="utf-8").splitlines()
PAGE = Path(__file__).with_name("page.txt").read_text(encoding="utf-8")
BUILDERS = ["html", "dirhtml", "singlehtml", "epub", "json", "xml", "latex", "text", "glossary-export"]
DRAWN = {"glossary_terms_graph_output": "svg", "glossary_terms_autolink": "section"}


class Reader(HTMLParser):
    """What a browser would run: elements, attributes and addresses that came from a payload."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs if "evil" in name]
        addresses = [value for name, value in attrs if name in {"href", "src", "xlink:href"} and value]
        is_script = [address for address in addresses if address.strip().lower().startswith(("javascript:", "data:"))]
        if "evil" in tag or names or is_script:
            self.found.append(self.get_starttag_text() or tag)


def runs(text: str) -> list[str]:
    reader = Reader()
    reader.feed(text)
    reader.close()
    return reader.found


def pages_of(built: Built) -> Iterator[tuple[str, str]]:
    """Everything in an output that a program reads as markup."""
    for name, content in built.files().items():
        if name.endswith((".html", ".xhtml", ".xml", ".svg", ".tbx", ".opf", ".ncx")):
            yield name, content.decode()
        elif name.endswith(".epub"):
            with zipfile.ZipFile(built.outdir / name) as book:
                for part in book.namelist():
                    if part.endswith((".xhtml", ".opf", ".ncx", ".svg")):
                        yield f"{name}/{part}", book.read(part).decode()


def option(name: str, value: str) -> str:
    quoted = value.replace("'", "''")
    return f":{name}: '{quoted}'\n"


def page(payload: str, number: int) -> str:
    """A page on which every option of every directive has a payload. A comma would end the items of a list."""
    listed = payload.replace(",", ";")
    names = "aliases hidden-aliases avoid abbreviation tags context related prerequisites".split()
    options = "".join(option(name, f"{listed}{suffix}") for suffix, name in enumerate(names))
    options += "".join(option(name, payload) for name in ("old-ids", "class", "name"))
    # Raw HTML of an author is what MyST allows; here it is text.
    literal = "".join(f"\\{char}" if char in "\\<`&$*_{[]" else char for char in payload)
    values = {name: option(name, listed) for name in ("relations", "known")} | {"options": options}
    values |= {
        "tags": option("tags", listed),
        "tags4": option("tags", f"{listed}4"),
        "caption": option("caption", literal),
    }
    values |= {"context": option("context", f"{payload}2"), "replaced": option("replaced-by", payload)}
    return PAGE.format(literal=literal, text=literal.replace("\\`", ""), number=number, listed=listed, **values)


SETTINGS = f"""
glossary_terms_relations = {{"eats": {{"label": {PAYLOADS[0]!r}, "inverse": "eaten", "inverse_label": {PAYLOADS[1]!r}}}}}
glossary_terms_fields = {{"story": {{"label": {PAYLOADS[2]!r}}}}}
html_title = "T"
epub_copyright = "x"
epub_show_urls = "no"
"""


@pytest.fixture
def hostile(project: Project) -> Project:
    project.conf = CONF + SETTINGS
    blocks = "```{toctree}\n:glob:\n\n*\n```\n\n```{term-index}\n```\n\n```{term-graph}\n```\n"
    extra = "````{term} Eater\n:eats: own-0\n\nText.\n\n```{story}\nOnce.\n```\n````\n"
    project.write({"index.md": f"# Home\n\n{blocks}\n{extra}"})
    for number, payload in enumerate(PAYLOADS):
        (project.source / f"p{number}.md").write_text(page(payload, number), encoding="utf-8")
    return project


@pytest.mark.parametrize(("builder", "settings"), [*((builder, {}) for builder in BUILDERS), ("html", DRAWN)])
def test_no_output_runs_what_authors_wrote(hostile: Project, builder: str, settings: dict[str, Any]) -> None:
    built = hostile.build(builder, **settings)
    found = {name: runs(text) for name, text in pages_of(built)}
    assert {name: tags for name, tags in found.items() if tags} == {}
    if builder in {"html", "epub"}:
        assert len(found) > len(PAYLOADS)
    if builder == "latex":
        text = next(text.decode() for name, text in built.files().items() if name.endswith(".tex"))
        assert r"\evil" not in text


ESCAPED = str.maketrans({'"': '\\"', "\\": "\\\\"})


def test_no_output_runs_what_translators_wrote(hostile: Project) -> None:
    hostile.update_catalogs(warns=True)
    for path in (hostile.source / "locales" / "ja" / "LC_MESSAGES").glob("glossary-*.po"):
        payloads = cycle(PAYLOADS)
        # The first message is the head of the catalog.
        head, *entries = path.read_text(encoding="utf-8").split('msgstr ""\n')
        filled = [f'msgstr "{next(payloads).translate(ESCAPED)}"\n{entry}' for entry in entries[1:]]
        path.write_text(f'{head}msgstr ""\n{entries[0]}{"".join(filled)}', encoding="utf-8")
    built = hostile.build(language="ja")
    assert [tag for _name, text in pages_of(built) for tag in runs(text)] == []
    assert "x-evil" in built.text("p0.html")


def test_a_former_id_is_an_anchor_or_nothing(project: Project) -> None:
    """The ids of an element but the first one are written as they are (docutils, `HTMLTranslator.starttag`)."""
    for payload in PAYLOADS:
        assert not is_anchor(payload) or payload == "javascript:evil()"
    project.write(
        {"index.md": "# A\n\n````{term} T\n:old-ids: '\"><svg/onload=evil()>, term-Tee, 用語'\n\nText.\n````\n"}
    )
    built = project.build()
    assert [line.rpartition(" ")[2] for line in built.warnings] == ["[glossary.option]"]
    assert "<svg" not in built.text("index.html")
    assert 'id="用語"' in built.text("index.html")


def test_an_imported_id_is_an_anchor_or_is_not_kept(project: Project) -> None:
    table = 'id,language,name,definition,old-ids\n"""><svg>",en,Bread,Baked.,"""><svg/onload=evil()>"\n'
    project.write({"index.md": page_text(read(table.encode()), title="Terms")})
    built = project.build()
    assert [line.rpartition(" ")[2] for line in built.warnings] == ["[glossary.option]"]
    assert "<svg" not in built.text("index.html")
    assert 'id="term-svg"' in built.text("index.html")


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029", "\r", "\x0b", "\x0c", "\x1c"])
@pytest.mark.parametrize("column", ["context", "reading", "name", "definition", "tags", "aliases", "replaced-by", "id"])
def test_no_value_of_a_table_ends_its_line(column: str, end: str) -> None:
    """MyST splits options by `str.splitlines`: what came after such a sign was Markdown of a stranger."""
    values = {"id": "a", "language": "en", "name": "Alpha", "definition": "A.", column: f"x{end}{end}<x-evil onevil=1>"}
    text = "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in (values.keys(), values.values()))
    written = page_text(read(text.encode()), title="Terms")
    assert not any(line.lstrip().startswith("<x-evil") for line in written.splitlines())
    assert len(written.splitlines()) == written.count("\n")


@pytest.mark.parametrize("disabled", [[], ["html_inline", "html_block"]])
def test_a_catalog_may_do_what_a_page_may(disabled: list[str], project: Project) -> None:
    """Raw HTML in translations is switched off as `SECURITY.md` says, in names and in definitions."""
    assert '`myst_disable_syntax = ["html_inline", "html_block"]`' in (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    project.write({"index.md": "# Home\n\n````{term} Bread\nBaked.\n````\n"})
    project.update_catalogs()
    project.translate("index", {"Bread": "パン<x-evil onevil=1>", "Baked.": "焼いた<x-evil onevil=1>"})
    built = project.build(language="ja", myst_disable_syntax=disabled)
    assert bool(runs(built.text("index.html"))) is not bool(disabled)
    assert not runs(built.text("glossary-terms.html"))
