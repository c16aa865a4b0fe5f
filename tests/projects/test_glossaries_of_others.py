"""Glossaries of projects without a `glossary.json`: which links to them have cards, what these say, and how long."""

from __future__ import annotations

import posixpath
import re
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import sphinx.locale
from sphinx.util.inventory import InventoryFile

from sphinx_glossary_terms.model.term import Element, plain_text
from sphinx_glossary_terms.projects import limits
from sphinx_glossary_terms.projects.load import item_of
from sphinx_glossary_terms.projects.paragraphs import MAX_HTML, definitions_in, inline_of
from support import output
from support.needs import needs_themes
from support.pages import pages_of
from support.project import CONF, Built, Project
from support.two_projects import inventory, site

THERE = {
    **pages_of("library"),
    "conf.py": 'project = "Library"\nversion = "3.13"\nextensions = ["sphinx.ext.intersphinx"]\n',
}
HERE = pages_of("reader")
FOLDER = Path(__file__).parent
ROLE, PYTHON, HOSTILE = ((FOLDER / name).read_text("utf-8") for name in ("numpydoc.txt", "python.html", "hostile.html"))


def conf(uri: str, inventory: str | None = None) -> str:
    text = CONF.replace('_terms"]', '_terms", "sphinx.ext.intersphinx"]')
    mapping = f"intersphinx_mapping = {{'lib': ({uri!r}, {inventory!r})}}\nintersphinx_cache_limit = 0\n"
    return f"{text}{mapping}glossary_terms_projects = ['lib']\n{ROLE}"


def library(folder: Path, **settings: Any) -> Built:
    there = Project(folder / "lib")
    there.write(THERE)
    return there.build(**settings)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    built = library(tmp_path_factory.mktemp("there"))
    return {f"/docs/3/{name}": content for name, content in built.files().items() if name[-4:] in {".inv", "html"}}


Remote = tuple[Project, dict[str, bytes | str], str, list[tuple[str, int]]]


@pytest.fixture
def remote(published: dict[str, bytes], project: Project) -> Iterator[Remote]:
    """Our project, the files of the other site, its address, and what it has been asked for."""
    files: dict[str, bytes | str] = {**published}
    with site(files) as (address, asked):
        base = f"{address}/docs/3/"
        pages = {
            name: text.replace("PLACE", f"{base}ref/words.html#term-context-manager") for name, text in HERE.items()
        }
        project.write({**pages, "conf.py": conf(base)})
        yield project, files, base, asked
    sphinx.locale.translators.clear()


def cards(built: Built, page: str) -> dict[str, str]:
    """The cards of the terms of other projects on a page, by anchor."""
    return {key.partition("#")[2]: box for key, box in output.cards(built, page).items() if "#" in key}


def said(card: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", card).split())


def links(built: Built, page: str) -> list[str]:
    """The anchors of the links to the other site that have cards."""
    return re.findall(
        r'<a class="glossary-link [^"]*" href="[^"]*words(?:\.html|/)#([^"]*)"', built.text(f"{page}.html")
    )


def check_links(built: Built, base: str) -> None:
    iterable, manager = "term-iterable", "term-context-manager"
    assert links(built, "links") == [iterable, manager, "term-manager-of-contexts", iterable]
    assert links(built, "sub/more") == ["term-0", manager, iterable]
    assert set(cards(built, "links")) == {iterable, manager, "term-manager-of-contexts"}
    assert set(cards(built, "sub/more")) == {"term-0", manager, iterable}
    assert said(cards(built, "sub/more")["term-0"]) == "&gt;&gt;&gt; The prompt. Library"
    assert said(cards(built, "links")["term-manager-of-contexts"]) == "manager of contexts What with needs. Library"
    card = cards(built, "links")[iterable]
    assert '<code class="docutils literal notranslate"><span class="pre">list</span></code>' in card
    assert '<span class="pre">&lt;</span>' in card
    assert f'<a class="reference external" href="{base}ref/words.html#{manager}">context manager</a>' in card
    assert '<a class="reference external" href="https://x.org/a?b=c&amp;d=it\'s">a page</a>.</p>' in card
    assert "More" not in card
    # Nothing else is on a page without such a link.
    for name in ("index", "plain"):
        assert "glossary-cards" not in built.text(f"{name}.html")
        assert cards(built, name) == {}
    assert "glossary-cards.js" in built.text("links.html")


def test_each_way_to_link(remote: Remote) -> None:
    ours, _files, base, asked = remote
    built = ours.build()
    assert built.warnings == []
    check_links(built, base)
    assert sorted(asked) == [
        ("/docs/3/glossary.json", 404),
        ("/docs/3/objects.inv", 200),
        ("/docs/3/ref/words.html", 200),
    ]
    # Sphinx decides what a link shows.
    assert ">Iterable</span></a>" in built.text("links.html")
    # A term of ours may name one by its id.
    assert f'href="{base}ref/words.html#term-iterable"' in built.text("mixed.html")
    assert said(cards(built, "mixed")["term-iterable"]).endswith("or a page . Library")


def test_a_project_without_a_glossary(remote: Remote) -> None:
    ours, _files, base, _asked = remote
    ours.write({"mixed.md": "# Mixed\n"})
    built = ours.build()
    assert built.warnings == []
    check_links(built, base)
    assert not (built.outdir / "glossary-terms.html").exists()
    assert "glossary-terms" not in built.text("links.html")
    assert not (built.outdir / "glossary.json").exists() or built.exported["terms"] == {}
    ours.write({"conf.py": re.sub("glossary_terms_projects.*", "", conf(base))})
    assert links(ours.build(), "links") == []


def python_page(page: str) -> str:
    """A page with the list of another one, in the frame that python-docs-theme has."""
    terms = re.search(r'<dl class="[^"]*glossary[^"]*">(.*)</dl>', page, re.DOTALL)
    assert terms is not None
    return PYTHON.replace("{terms}", terms[1])


OTHER_THEMES = [pytest.param(name, marks=needs_themes) for name in ("sphinx_rtd_theme", "pydata_sphinx_theme")]


@pytest.mark.parametrize("theme", ["alabaster", "furo", "python_docs_theme", *OTHER_THEMES])
def test_the_page_of_each_theme(theme: str, remote: Remote, tmp_path: Path) -> None:
    ours, files, base, _asked = remote
    built = library(tmp_path / "again", html_theme="basic" if theme == "python_docs_theme" else theme)
    page = built.text("ref/words.html")
    assert theme == "python_docs_theme" or theme.split("_")[0] in page
    files["/docs/3/ref/words.html"] = (python_page(page) if theme == "python_docs_theme" else page).encode()
    built = ours.build()
    assert built.warnings == []
    check_links(built, base)


def test_a_list_is_no_paragraph_but_has_a_text(published: dict[str, bytes]) -> None:
    found = {anchor: text for anchor, _tag, text in definitions_in(published["/docs/3/ref/words.html"].decode(), "x")}
    assert found["term-1"] == "A list."
    assert {tag for _anchor, tag, _text in definitions_in('<dt id="a">A</dt><dd>B</dd>', "x")} == {"x"}


# Where it is


def test_a_site_that_leads_to_another_address(remote: Remote) -> None:
    """Intersphinx links to where the inventory was found."""
    ours, files, base, _asked = remote
    files["/old/objects.inv"] = f"{base}objects.inv"
    ours.write({"conf.py": conf(base.replace("/docs/3", "/old"))})
    built = ours.build()
    assert built.warnings == []
    assert f'href="{base}ref/words.html#term-iterable"' in built.text("links.html")
    assert set(cards(built, "links")) == {"term-iterable", "term-context-manager", "term-manager-of-contexts"}
    # So may a page.
    files["/elsewhere"] = files["/docs/3/ref/words.html"]
    files["/docs/3/ref/words.html"] = "/elsewhere"
    assert ours.build().written == []


@pytest.mark.parametrize("there", ["html", "dirhtml"])
def test_a_folder_on_this_machine(remote: Remote, tmp_path: Path, there: str) -> None:
    ours, _files, _base, _asked = remote
    library(tmp_path, builder=there)
    ours.write({"conf.py": conf(f"../lib/{there}-en", str(tmp_path / "lib" / f"{there}-en" / "objects.inv"))})
    built = ours.build()
    assert built.ours == []
    assert links(built, "links")[0] == "term-iterable"
    assert said(cards(built, "links")["term-iterable"]).startswith("iterable An object with members:")
    assert links(built, "sub/more") == ["term-0", "term-iterable"]
    assert set(cards(built, "sub/more")) == {"term-0", "term-iterable"}


def test_its_language_is_marked(remote: Remote) -> None:
    ours, _files, _base, _asked = remote
    card = cards(ours.build(language="ja"), "links")["term-iterable"]
    assert '<p class="glossary-card-name"><span lang="en">iterable</span></p>' in card
    assert '<p><span lang="en">An object with members: <code' in card
    assert "lang=" not in cards(ours.build(), "links")["term-iterable"]


def test_items_of_each_version_of_sphinx(published: dict[str, bytes]) -> None:
    address = "https://x.org/ref/words.html#term-iterable"
    assert item_of(("Library", "3.13", address, "-")) == ("Library", address)  # before 8.2
    loaded = InventoryFile.load(BytesIO(published["/docs/3/objects.inv"]), "https://x.org", posixpath.join)
    assert item_of(loaded["std:term"]["iterable"]) == ("Library", address)


# Freshness


def change(files: dict[str, bytes | str], old: str, new: str) -> None:
    page = files["/docs/3/ref/words.html"]
    assert isinstance(page, bytes)
    assert old.encode() in page
    files["/docs/3/ref/words.html"] = page.replace(old.encode(), new.encode())


def test_a_changed_page_makes_pages_stale(remote: Remote) -> None:
    ours, files, _base, _asked = remote
    ours.build()
    assert ours.build().written == []

    def edit(old: str, new: str) -> list[str]:
        change(files, old, new)
        return [name for name in ours.build().written if name != "index"]

    assert edit("The prompt.", "A prompt.") == ["sub/more"]
    assert edit("An object with", "A thing with") == ["links", "mixed", "sub/more"]
    assert edit("<title>", "<title>All ") == []
    assert edit("More.", "Much more.") == []
    assert edit("What <code", "All that <code") == ["links", "sub/more"]
    assert "All that with needs." in said(cards(ours.build(), "links")["term-context-manager"])
    rebuilt, clean = ours.build().files(), ours.clean().files()
    assert {name for name in clean if rebuilt[name] != clean[name]} <= {"searchindex.js"}


def test_the_copy_is_kept(remote: Remote) -> None:
    ours, files, _base, asked = remote
    card = cards(ours.build(), "links")
    asked.clear()
    ours.build(intersphinx_cache_limit=1)
    assert asked == []
    kept = dict(files)
    del files["/docs/3/ref/words.html"]
    gone = ours.build()
    assert (gone.ours, gone.written, cards(gone, "links")) == ([], [], card)
    files.clear()
    gone = ours.build()
    assert (gone.ours, gone.written, cards(gone, "links")) == ([], [], card)
    # A page without its terms is said, too.
    files |= {**kept, "/docs/3/ref/words.html": b"<p>Nothing.</p>"}
    (line,) = ours.build().ours
    assert "and ref/words.html has none of its terms; the copy of an earlier build is used" in line


def test_a_site_that_was_never_there(remote: Remote) -> None:
    """The links are there, if intersphinx finds them; one warning says why they have no cards."""
    ours, files, base, _asked = remote
    ours.write({"mixed.md": "# Mixed\n"})
    page = files.pop("/docs/3/ref/words.html")
    built = ours.build()
    (line,) = built.warnings
    assert (
        f"the glossary of the project 'lib' cannot be used: {base}glossary.json cannot be read (no such file; ref/words.html: 404 Not Found)"
        in line
    )
    assert "; its terms are not shown in this build [glossary.project]" in line
    assert 'words.html#term-iterable"' in built.text("links.html")
    assert links(built, "links") == []
    assert cards(built, "links") == {}
    assert "glossary-cards" not in built.text("links.html")
    # When it comes, so do the cards.
    files["/docs/3/ref/words.html"] = page
    built = ours.build()
    assert built.warnings == []
    check_links(built, base)


def test_two_processes(remote: Remote) -> None:
    ours, files, base, _asked = remote
    ours.write({f"page{number}.md": f"# {number}\n\n{{external+lib:term}}`iterable`\n" for number in range(8)})
    check_links(ours.build(parallel=2), base)
    change(files, "An object with", "A thing with")
    built = ours.build(parallel=2)
    assert built.written == sorted([*(f"page{number}" for number in range(8)), "index", "links", "mixed", "sub/more"])
    assert said(cards(built, "page7")["term-iterable"]).startswith("iterable A thing")
    assert ours.build(parallel=2).written == []


# What means no good


def test_a_hostile_page(remote: Remote) -> None:
    ours, files, _base, _asked = remote
    files["/docs/3/ref/words.html"] = HOSTILE.encode()
    built = ours.build()
    assert built.ours == []
    found = cards(built, "links")
    card = found["term-iterable"]
    assert set(re.findall(r"<(\w+)", card)) == {"p", "a", "code", "span"}
    assert set(re.findall(r"\s([\w-]+)=", re.sub(r">[^<]*<", "><", card))) == {"class", "href"}
    assert [urlsplit(uri).scheme for uri in re.findall('href="([^"]*)"', card)] == ["http"]  # that of the site: //evil
    assert "alert(3)" not in card
    assert "color: red" not in card
    assert "&lt;script&gt;alert(6)&lt;/script&gt;" in card
    assert not re.search(r"[\x00-\x1f\x7f\u202e]", card.replace("\n", ""))
    assert "<p></p>" in found["term-context-manager"] or said(found["term-context-manager"])
    assert "manager-of-contexts" not in found
    for name in ("links.html", "mixed.html"):
        assert "alert(" not in built.text(name)


ATOMS = ["<dt", "<dt id=a>", "<dd>", "<dd", "<p>", "<p", "</p>", "<html ", " id=", "<", ">", "&#", "<dt id=a><dd>"]


@pytest.mark.parametrize("atom", ATOMS)
def test_a_page_of_20_megabytes(atom: str) -> None:
    """It takes time like its length, whatever it has."""

    def seconds(length: int) -> float:
        page = f'<html lang="x"><dt id=x><dd>{atom * (length // len(atom))}'
        start = time.process_time()
        assert all(len(text) <= MAX_HTML for _anchor, _tag, text in definitions_in(page, "en"))
        return time.process_time() - start

    assert seconds(20 * 2**20) < 60
    assert seconds(2**21) < 6


@pytest.mark.parametrize(
    "atom", ["<a ", '<a href="', '<a href="https://x.org/">', "<code>", "<script>", "&#", "<", "<!--", "a<b"]
)
def test_a_paragraph_in_any_depth(atom: str) -> None:
    found = tuple(inline_of((atom * MAX_HTML)[:MAX_HTML] + "x" * 5000, "https://x.org/", 100))
    assert len(plain_text(found)) <= 100
    assert all(isinstance(piece, str) or piece.tag in {"literal", "reference"} for piece in found)


def test_the_text_ends_at_the_limit() -> None:
    text = f"<code>{'a' * 60}</code>{'b' * 60}<code>c</code>"
    assert tuple(inline_of(text, "", 100)) == (Element("literal", (), ("a" * 60,)), "b" * 39 + "…")


def test_limits_of_a_site(remote: Remote, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, files, _base, asked = remote
    monkeypatch.setattr(limits, "MAX_BYTES", 2**20)
    files["/docs/3/ref/words.html"] = b"<dt" * 2**20
    (line,) = ours.build().ours
    assert "it has more than 1 MB" in line
    # A site that holds: as with `glossary.json`.
    monkeypatch.setattr(limits, "MAX_SECONDS", 0)
    (line,) = ours.build().ours
    assert "more than 0 seconds" in line
    # Addresses of an inventory that leave the site are not asked for.
    monkeypatch.undo()
    asked.clear()
    names = ["/evil.html#x", "../../evil.html#x", "https://evil.example/#x", "//evil.example/#x", "%2e%2e/evil#x"]
    files["/docs/3/objects.inv"] = inventory({f"w{number}": name for number, name in enumerate(names)})
    ours.write({"links.md": "# Links\n", "mixed.md": "# Mixed\n", "sub/more.md": "# More\n"})
    (line,) = ours.clean().ours
    assert "404 Not Found" in line
    assert {path for path, _status in asked} == {"/docs/3/glossary.json", "/docs/3/objects.inv"}


def test_a_password_is_never_shown(remote: Remote) -> None:
    ours, files, base, _asked = remote
    ours.write({"conf.py": conf(base.replace("://", "://me:secret@"))})
    built = ours.build()
    assert built.ours == []
    check_links(built, base)
    (copy,) = (ours.folder / "doctrees-html-en" / "glossary-projects").iterdir()
    assert b"secret" not in copy.read_bytes()
    files["/docs/3/ref/words.html"] = b""
    assert "secret" not in "".join(ours.clean().ours)
