"""Terms of other projects: how their file is read, and what a site shows of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import reduce
from importlib.resources import files
from operator import getitem
from pathlib import Path
from textwrap import dedent
from typing import Any

import jsonschema
import pytest
import sphinx.locale

from sphinx_glossary_terms.projects import limits
from sphinx_glossary_terms.projects.glossary_json import MAX_DEFINITION, MAX_NAME, parse
from sphinx_glossary_terms.projects.limits import UnusableError
from sphinx_glossary_terms.projects.load import places_of
from support.output import cards
from support.pages import data
from support.project import CONF, Built, Project, once
from support.two_projects import AI, conf_of, published, site, two

SCHEMA = files("sphinx_glossary_terms") / "programs" / "export" / "glossary.schema.json"
PATH = re.compile(r'<li><p class="glossary-path-term">.*?>([^<>]+)</a>')


@pytest.fixture
def pair(project: Project) -> tuple[Project, Project]:
    return two(project.folder)


def build_both(pair: tuple[Project, Project], **settings: Any) -> tuple[Built, Built]:
    """Both, again and again, until nothing changes."""
    ours, ai = pair

    def first() -> None:
        ours.build(**settings)
        ai.build(**settings)

    if ours.is_new and ai.is_new:
        once(ours.folder.parent, f"{ours.key()} {ai.key()} {settings}", first)
    else:
        first()
    return ours.build(**settings), ai.build(**settings)


def ours_of(built: Built) -> list[str]:
    """The warnings but for those of Sphinx about an inventory."""
    return [line for line in built.warnings if "inventor" not in line]


# What is shown


def test_a_relation_leads_there(pair: tuple[Project, Project]) -> None:
    first = pair[0].build()
    assert ours_of(first) == [
        "WARNING: the glossary of the project 'ai' cannot be used: ../../ai/html-en/glossary.json cannot be read (No "
        "such file or directory); its terms are not shown in this build [glossary.project]"
    ]
    assert "ai:token" in first.text("chatbot.html")  # without a link
    assert not pair[1].build().warnings
    ours, ai = pair[0].build(), pair[1].build()
    assert not ours.warnings
    assert not ai.warnings
    page = ours.text("chatbot.html")
    assert 'href="../../ai/html-en/terms.html#term-large-language-model">Large language model</a>' in page
    assert re.search(r'href="../../ai/html-en/terms.html#term-token"><span [^>]*>Token</span></a> by token', page)
    assert re.search(r'href="../../ai/html-en/terms.html#term-agent">Agent</a>', page)  # in its place
    # What the other project declares is on its own pages.
    assert "Agent" not in ours.text("plain.html")
    assert "term-chatbot" not in ai.text("terms.html")
    # Both know everything now.
    assert [*pair[0].build().written, *pair[1].build().written] == []
    targets = "ai:token, ai:agent, ai:large-language-model"
    pair[0].write({"plain.md": f"# Plain\n\n````{{term}} Three\n:related: {targets}\nText.\n````\n"})
    boxes = re.findall(
        r"href &quot;../../ai/html-en/terms.html#term-([\w-]+)&quot;", pair[0].build().text("plain.html")
    )
    assert sorted(boxes) == ["agent", "large-language-model", "token"]


def test_a_learning_path_begins_with_a_term_over_there(pair: tuple[Project, Project]) -> None:
    page = build_both(pair)[0].text("reading.html")
    assert PATH.findall(page) == ["Large language model", "Chatbot"]
    assert "<strong><a" in page
    assert "Predicts the next token." in page  # with their definitions
    assert "../../ai/html-en/terms.html#term-large-language-model&quot;" in page  # the box of the graph


def test_links_from_a_folder_and_to_folders(tmp_path: Path) -> None:
    ours, ai = two(tmp_path, ai="../ai/dirhtml-en")
    ours.write({"sub/page.md": "# Page\n\nA {term}`ai:token`.\n"})
    ours.write({"conf.py": conf_of("Ours", "ai", "../ai/dirhtml-en", inventory="../../ai/dirhtml-en/objects.inv")})
    ai.build("dirhtml")
    for builder, page, way in [("html", "sub/page", "../../"), ("dirhtml", "sub/page/index", "../../../")]:
        built = ours.build(builder)
        address = f"{way}ai/dirhtml-en/terms/#term-token"
        assert f'href="{address}"' in built.text(f"{page}.html")
        assert address in built.text(f"_glossary/{page}.js")
    # Another site on paper has no address.
    assert "Token" in ours.build("latex").text("ours.tex")


def card(built: Built, page: str, anchor: str) -> str:
    """The card of a term of another project beside a page, as text."""
    (box,) = (box for address, box in cards(built, page).items() if address.endswith(anchor))
    return " ".join(re.sub(r"<[^>]+>", " ", box).split())


def test_cards_are_beside_our_own_pages(pair: tuple[Project, Project]) -> None:
    pair[0].write({"plain.md": "# Plain\n\n````{term} Agent\n:id: agent\n:related: ai:agent\nA spy.\n````\n"})
    ours, _ai = build_both(pair)
    # Of a name that both have, the project stands beside theirs.
    assert 'Agent<span class="glossary-distinct"> (AI handbook)</span>' in ours.text("plain.html")
    assert card(ours, "plain", "#term-agent") == "Agent It acts. AI handbook"
    assert card(ours, "reading", "#term-large-language-model") == (
        "Large language model Predicts the next token. AI handbook"
    )
    assert not (ours.outdir / "_glossary" / "index.js").exists()
    assert "glossary-cards.js" in ours.text("reading.html")
    assert "glossary-cards.js" not in ours.text("index.html")
    pair[0].write({"reading.md": "# Reading\n\nNothing.\n"})
    assert not (pair[0].build().outdir / "_glossary" / "reading.js").exists()
    assert (ours.outdir / "_glossary" / "chatbot.js").exists()
    off = pair[0].build(glossary_terms_hover_cards=False)
    assert not (off.outdir / "_glossary" / "chatbot.js").exists()
    # One page has one file of cards.
    built = pair[0].build("singlehtml")
    assert card(built, "index", "#term-agent") == "Agent It acts. AI handbook"
    assert 'href="../../ai/html-en/terms.html#term-agent"' in built.text("index.html")


def test_what_is_exported(pair: tuple[Project, Project]) -> None:
    """What this project declares, with addresses; not what it has from the other one."""
    ours, ai = build_both(pair)
    schema = json.loads(SCHEMA.read_text("utf-8"))
    found = ours.exported
    jsonschema.validate(found, schema)
    assert list(found["terms"]) == ["assistant", "chatbot", "paper"]
    assert b"large-language-model" not in (ours.outdir / "objects.inv").read_bytes()
    for name in ("glossary-terms.html", "genindex.html"):
        assert "language model" not in ours.text(name)
        assert "Chatbot" in ours.text(name)
    assert found["terms"]["chatbot"]["relations"] == {"prerequisites": ["ai:large-language-model"]}
    assert found["terms"]["assistant"]["replaced_by"] == "ai:agent"
    assert found["terms"]["paper"]["relations"] == {}
    address = "../../ai/html-en/terms.html#term-large-language-model"
    assert found["other_terms"]["ai:large-language-model"] == {"name": "Large language model", "address": address}
    assert ai.exported["terms"]["agent"]["relations"] == {"related": ["ours:paper"]}
    files_of = pair[0].build("glossary-export")
    assert not files_of.warnings
    assert 'skos:prefLabel "Agent"' in files_of.text("glossary.ttl")
    assert "ai:large-language-model" in files_of.text("glossary.csv")


def test_former_ids_and_misspelt_ones(pair: tuple[Project, Project]) -> None:
    pair[0].write(
        {"reading.md": "# Reading\n\n{term}`ai:bot`, {term}`text < ai : bot >`\n\n```{term-path} ai:tokn\n```\n"}
    )
    ours, _ai = build_both(pair)
    assert ours.text("reading.html").count("#term-agent") == 2
    (line,) = ours.warnings
    assert line.startswith("reading.md:5: WARNING: `term-path`: there is no term 'ai:tokn'; did you mean 'ai:token'?")


def test_a_term_that_has_been_replaced_over_there(pair: tuple[Project, Project]) -> None:
    """It is history here, too: what names it gets a warning with what to write, wherever its successor is."""
    history = "".join(
        f"\n\n````{{term}} {name}\n:replaced-by: {successor}\nWhat it was called.\n````"
        for name, successor in {"Bot": "agent", "Machine": "bot"}.items()
    )
    terms = AI["terms.md"].replace(":old-ids: bot\n", "")
    pair[1].write({"terms.md": f"{dedent(terms)}{history}\n"})
    chatbot = ":prerequisites: ai:large-language-model\n:related: ai:bot\n\nA program, not an {term}`ai:bot`."
    robot = "```{term} Robot\n:replaced-by: ai:bot\n\nWhat it was called.\n```\n"
    pair[0].write({"chatbot.md": f"# Programs\n\n```{{term}} Chatbot\n{chatbot}\n```\n\n{robot}"})
    pair[0].write({"reading.md": "# Reading\n\nOn {term}`ai:machine`.\n"})
    ours, _ai = build_both(pair)
    assert {line.removesuffix("; write 'ai:agent' [glossary.avoided-name]") for line in ours_of(ours)} == {
        "chatbot.md:3: WARNING: `:related:` of 'chatbot': 'ai:bot' has been replaced",
        "chatbot.md:10: WARNING: `:replaced-by:` of 'robot': 'ai:bot' has also been replaced",
        "chatbot.md:7: WARNING: 'ai:bot' has been replaced",
        "reading.md:3: WARNING: 'ai:machine' has been replaced",
    }
    page = ours.text("chatbot.html")
    assert re.search(r'replaced by <a class="[^"]*" href="[^"]*terms.html#term-agent">Agent', page)
    # When it is current again, all of this is good.
    pair[1].write({"terms.md": f"{dedent(terms)}{re.sub(':replaced-by: .*', '', history)}\n"})
    pair[1].build()
    assert not ours_of(pair[0].build())


def test_a_project_without_a_term_refers_to_others(project: Project, pair: tuple[Project, Project]) -> None:
    pair[1].build()
    conf = conf_of("Words", "ai", str(pair[1].folder / "html-en"))
    project.write({"conf.py": conf, "index.md": "# Home\n\nA {term}`ai:large-language-model`.\n"})
    built = project.build()
    assert not built.warnings
    link = '#term-large-language-model"><span class="xref std std-term">Large language model</span></a>'
    assert link in built.text("index.html")
    assert card(built, "index", "#term-large-language-model").startswith("Large language model Predicts")


@pytest.mark.parametrize("projects", [[], ["ai"]])
def test_a_project_that_names_none_reads_nothing(project: Project, projects: list[str]) -> None:
    """An inventory alone names no project; a project that no term is named of is read, and nothing of it taken."""
    with site({}) as (address, asked):
        conf = CONF.replace('_terms"]', '_terms", "sphinx.ext.intersphinx"]')
        conf += f"intersphinx_mapping = {{'ai': ({address!r}, None)}}\nglossary_terms_projects = {projects!r}\n"
        project.write({"conf.py": conf, "index.md": "# Home\n\n````{term} Bread\nBaked.\n````\n"})
        built = project.build()
        assert {path for path, _status in asked} == {"/objects.inv", *(["/glossary.json"] if projects else [])}
    assert built.domain.glossary.external.entries == {}
    assert not (project.folder / "doctrees-html-en" / "glossary-projects").exists()


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "man"])
def test_other_outputs(pair: tuple[Project, Project], builder: str) -> None:
    build_both(pair)
    with site({}) as (address, _asked):
        pair[0].write({"conf.py": conf_of("Ours", "ai", address, inventory="../../ai/html-en/objects.inv")})
        built = pair[0].build(builder)
    assert not [line for line in built.warnings if "[glossary" in line]
    name = {"text": "chatbot.txt", "latex": "ours.tex", "epub": "chatbot.xhtml", "man": "ours.1"}[builder]
    text = built.text(name)
    assert "Large language model" in text.replace("\\sphinxstyle", "")
    if builder in {"latex", "epub"}:
        assert f"{address}/terms.html" in text.replace("\\", "")


def test_in_japanese(pair: tuple[Project, Project]) -> None:
    ours, ai = pair
    ai.build()
    ai.update_catalogs(warns=True)
    ai.translate("terms", {"Large language model": "大規模言語モデル", "A piece of text.": "文の一部。"})
    ai.translate("terms", {"Token": "トークン"})
    ai.build(language="ja")
    ours.write({"conf.py": conf_of("Ours", "ai", "../../ai/html-ja")})
    built = ours.build(language="ja")
    assert PATH.findall(built.text("reading.html")) == ["大規模言語モデル", "Chatbot"]
    assert card(built, "chatbot", "#term-token") == "トークン 文の一部。 AI handbook"
    # Not translated over there: marked; as all is of a site that is there in another language alone.
    assert '<span lang="en">Agent</span></a>' in built.text("chatbot.html")
    ours.write({"conf.py": conf_of("Ours", "ai", "../../ai/html-en")})
    # With doctrees of its own: before version 8, Sphinx cannot read two addresses of one project from a cache.
    english = ours.build(language="ja", doctrees="english", out="english")
    assert '<span class="xref std std-term" lang="en">Large language model</span>' in english.text("reading.html")
    assert '<span lang="en">A piece of text.</span>' in english.text("_glossary/chatbot.js").replace("\\", "")


# Freshness


def test_only_what_shows_it_is_written_again(pair: tuple[Project, Project]) -> None:
    build_both(pair)
    text = (pair[1].source / "terms.md").read_text("utf-8")

    def edit(old: str, new: str) -> list[str]:
        nonlocal text
        assert old in text
        text = text.replace(old, new)
        pair[1].write({"terms.md": text})
        pair[1].build()
        return [docname for docname in pair[0].build().written if docname != "index"]

    assert edit("A piece of text.", "A bit of text.") == ["chatbot", "reading"]
    assert edit("Nobody names it.", "Nobody names it at all.") == []
    assert edit("{term} Agent", "{term} Acting agent\n:id: agent") == ["chatbot"]
    assert edit(":related: ours:paper\n", "") == []
    # Sphinx keeps words of a text that is gone in its search index (see `tests/builds/test_machine.py`).
    rebuilt, clean = pair[0].build().files(), pair[0].clean().files()
    assert {name for name in clean if rebuilt[name] != clean[name]} <= {"searchindex.js"}


def test_a_successor_that_comes_and_goes(pair: tuple[Project, Project]) -> None:
    """A term is history as long as there is what has replaced it."""
    build_both(pair)
    assert "Assistant" not in pair[0].build().text("genindex.html")
    text = (pair[1].source / "terms.md").read_text("utf-8")
    pair[1].write({"terms.md": text.replace("{term} Agent\n:old-ids: bot", "{term} Robot")})
    pair[1].build()
    ours = pair[0].build()
    assert "Assistant" in ours.text("genindex.html")
    (line,) = (line for line in ours.warnings if "unknown-target" in line)
    assert line.startswith("chatbot.md:9: WARNING: `:replaced-by:` of 'assistant': there is no term 'ai:agent'; ")
    pair[1].write({"terms.md": text})
    pair[1].build()
    ours = pair[0].build()
    assert "Assistant" not in ours.text("genindex.html")
    assert not ours.warnings


# From another site


Remote = tuple[Project, dict[str, bytes], str, list[tuple[str, int]]]


@pytest.fixture
def remote(tmp_path: Path) -> Iterator[Remote]:
    """Our project, the files of a site with the other one, its address, and what it has been asked for."""
    content = published(tmp_path / "there")
    with site(content) as (address, asked):
        ours, _ai = two(tmp_path, ai=f"{address}/docs/")
        yield ours, content, f"{address}/docs/", asked
    sphinx.locale.translators.clear()


def asked_for(asked: list[tuple[str, int]]) -> list[int]:
    found = [status for path, status in asked if path.endswith("glossary.json")]
    asked.clear()
    return found


def test_once_a_build_and_not_while_the_copy_is_young(remote: Remote) -> None:
    ours, content, address, asked = remote
    assert f'href="{address}terms.html#term-token"' in ours.build().text("chatbot.html")
    assert asked_for(asked) == [200]
    assert ours.build().written == []
    assert asked_for(asked) == [200]
    ours.build(intersphinx_cache_limit=1)
    assert asked_for(asked) == []
    ours.build(intersphinx_cache_limit=-1)
    assert asked_for(asked) == []
    content["/docs/glossary.json"] = content["/docs/glossary.json"].replace(b"It acts.", b"It does.")
    assert ours.build().written == ["chatbot", "index"]
    assert asked_for(asked) == [200]


def test_where_the_site_cannot_be_reached(remote: Remote) -> None:
    ours, content, _address, _asked = remote
    before = ours.build()
    page = before.text("chatbot.html")
    kept = dict(content)
    content.clear()
    again = ours.build()
    assert (ours_of(again), again.written, again.text("chatbot.html")) == ([], [], page)
    # Without a copy.
    (line,) = ours_of(ours.clean())
    assert re.search(r"http://\S+/docs/glossary.json cannot be read \(404 Not Found\); its terms are not shown", line)
    # What has become useless is as good as what cannot be reached, but said.
    content.update({**kept, "/docs/glossary.json": b"<!doctype html>"})
    broken = ours.build()
    (line,) = ours_of(broken)
    assert "it is not JSON" in line
    assert "the copy of an earlier build is used [glossary.project]" in line
    assert broken.text("chatbot.html") == page
    content.update(kept)
    assert ours.clean().text("chatbot.html") == page


def test_a_password_is_never_shown(remote: Remote) -> None:
    ours, content, address, _asked = remote
    secret = address.replace("://", "://me:secret@")
    ours.write({"conf.py": conf_of("Ours", "ai", secret)})
    built = ours.build()
    assert f'href="{address}terms.html#term-token"' in built.text("chatbot.html")
    content.clear()
    assert "secret" not in "".join(ours_of(ours.clean()))
    folder = ours.folder / "doctrees-html-en" / "glossary-projects"
    assert not any(b"secret" in path.read_bytes() for path in folder.iterdir())


def test_a_file_that_is_too_large(remote: Remote, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not read to its end."""
    ours, content, _address, _asked = remote
    monkeypatch.setattr(limits, "MAX_BYTES", 2**20)
    content["/docs/glossary.json"] = b" " * (2 * 2**20) + b"{}"
    assert "it has more than 1 MB; divide it" in ours_of(ours.build())[0]
    (ours.folder / "glossary.json").write_bytes(content["/docs/glossary.json"])
    ours.write({"conf.py": conf_of("Ours", "ai", "x", inventory="../objects.inv")})
    assert "../glossary.json: it has more than 1 MB" in ours_of(ours.build())[0]


@pytest.mark.parametrize("has_intersphinx", [True, False])
def test_no_such_project(pair: tuple[Project, Project], has_intersphinx: bool) -> None:
    conf = conf_of("Ours", "ia", "../../ai/html-en") + 'glossary_terms_projects = ["ai"]\n'
    if not has_intersphinx:
        conf = re.sub(r"intersphinx_.*\n", "", conf.replace(', "sphinx.ext.intersphinx"', ""))
    pair[0].write({"conf.py": conf, "chatbot.md": "# Nothing\n", "reading.md": "# Nothing\n"})
    (line,) = ours_of(pair[0].build())
    assert "there is no such key in `intersphinx_mapping`; add it, and 'sphinx.ext.intersphinx' to `extensions`" in line
    assert line.endswith("[glossary.project]")


@pytest.mark.parametrize(("uri", "inventories", "places"), data(__file__, "places.yaml"))
def test_the_file_is_beside_the_inventory(uri: str, inventories: list[str | None], places: list[str]) -> None:
    assert places_of(uri, inventories) == places


# Files that are not as they should be


FILE = Path(__file__).with_name("good.json").read_text(encoding="utf-8")
"""A file, as small as it can be."""


def good() -> dict[str, Any]:
    file: dict[str, Any] = json.loads(FILE)
    return file


def read(file: object, *, language: str = "en", source_language: str = "en") -> Any:
    content = file if isinstance(file, bytes) else json.dumps(file).encode()
    return parse(content, key="k", base="https://x.org/", language=language, source_language=source_language)


def test_a_good_file_is_as_the_schema_says() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.validate(good(), schema)
    found = read(good())
    assert found.terms["x"].uri == "https://x.org/sub/my%20page/%E3%81%82.html#term-x"
    assert found.terms["x"].definition == ("A letter.",)
    assert found.old_ids == {"chi": "y"}


def changed(path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    """A good file with another value somewhere."""
    file: Any = good()
    *way, last = path
    reduce(getitem, way, file)[last] = value
    return file  # type: ignore[no-any-return]


WRONG = [None, 7, True, "text", ["text"], {"key": 7}]
NO_FILES = [
    *(b"", b"<html>", b"[]", b"7", b"\xff\xfe", b'{"version": 1}', b'{"version": 2, "anything": []}'),
    *(b"[" * 100_000, b'{"version": ' + b"9" * 5000 + b"}", {**good(), "languages": ["1"]}),
]


@pytest.mark.parametrize("content", NO_FILES)
def test_what_is_no_such_file(content: object) -> None:
    with pytest.raises(UnusableError, match=r"build that project again|pip install -U|version 2, .* upgrade"):
        read(content)


def test_a_file_with_more_languages_than_there_are() -> None:
    """Each term would be looked for in each of them."""
    with pytest.raises(UnusableError, match="more than 100 languages"):
        read(changed(("languages",), ["en"] * (limits.MAX_LANGUAGES + 1)))


@pytest.mark.parametrize("value", WRONG, ids=repr)
@pytest.mark.parametrize(
    "path",
    [
        *(("project",), ("languages",), ("terms",), ("terms", "x")),
        *(("terms", "x", key) for key in ("address", "names", "definitions", "old_ids", "replaced_by")),
        *(("terms", "x", "names", 0), ("terms", "x", "definitions", "en")),
    ],
    ids=lambda path: "-".join(map(str, path)),
)
def test_a_wrong_type_is_no_traceback(path: tuple[str | int, ...], value: object) -> None:
    with suppress(UnusableError):
        assert all(entry.name for entry in read(changed(path, value)).terms.values())


ELSEWHERE = ["javascript:alert(1)", "JavaScript:alert(1)#term-x", "data:text/html,x", "\tjavascript:x"]
ELSEWHERE += ["//evil.example/x", "/x.html", "\\\\evil.example", "https://evil.example/", "../other/x.html", "%2Fx"]
ELSEWHERE += ["a/../../x.html", "a/%2e%2e/%2E%2E/x.html", "a\\..\\x", "a.html?x=1", 'a.html" onclick="x', "a b.html"]
ELSEWHERE += ["a\n.html", "a.html#<script>"]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_an_address_outside_of_the_site(address: str) -> None:
    with pytest.raises(UnusableError, match="which is not below that of the site"):
        read(changed(("terms", "x", "address"), address))


def test_which_language_is_shown() -> None:
    file = good()
    file["languages"] = ["en", "fr", "pt-BR"]
    file["terms"]["x"]["names"] += [{"text": "Xis", "kind": "preferred", "language": "pt-BR"}]
    file["terms"]["x"]["names"] += [{"text": "Chi", "kind": "alias", "language": "en"}]
    file["terms"]["x"]["definitions"] = {"fr": {"text": "Une lettre."}}
    near = read(file, language="pt").terms["x"]
    assert (near.name, near.language, near.source_name) == ("Xis", "", "X")
    assert (near.definition, near.definition_language) == (("Une lettre.",), "fr")
    far = read(file, language="ja", source_language="ja").terms["x"]
    assert (far.name, far.language, far.source_name) == ("X", "en", "")


def test_a_hostile_file_in_a_page(project: Project) -> None:
    """Nothing of it is markup in any output, begins a line, or cannot be written."""
    evil = "<img src=x onerror=alert(1)>\"'`$\\%{}&amp;\ud800\x1b[31m</p></p>\n\n# Injected\u2028# Injected\r"
    file = changed(("project",), f"P{evil}")
    file["terms"]["x"]["names"][0]["text"] = f"N{evil}"
    file["terms"]["x"]["definitions"]["en"] = {"text": f"D{evil}{'y ' * 10_000}"}
    found = read(file).terms["x"]
    assert found.name.startswith("N<img src=x onerror=alert(1)>")
    assert len(found.definition[0]) == MAX_DEFINITION
    found.name.encode()
    with pytest.raises(UnusableError):
        read(changed(("terms", "x", "names", 0, "text"), "\x00"))
    assert len(read(changed(("terms", "x", "names", 0, "text"), "x" * 10_000)).terms["x"].name) == MAX_NAME
    project.write(
        {
            "conf.py": conf_of("Test", "k", "https://x.org/", inventory="../objects.inv"),
            "index.md": "# Home\n\n````{term} Z\n:prerequisites: k:x\nOf {term}`k:x`.\n````\n\n"
            "```{term-path} k:x\n:show: graph\n```\n\n```{term-graph} k:x\n:depth: 2\n```\n",
        }
    )
    (project.folder / "glossary.json").write_text(json.dumps(file), encoding="utf-8")
    for output in ("mermaid", "svg"):
        built = project.build(glossary_terms_graph_output=output)
        page = built.text("index.html")
        assert "<img src=x" not in page
        assert "<script>alert" not in page
        assert page.count("&lt;img src=x") >= 4
        script = built.text("_glossary/index.js")
        assert "<img src=x" not in script
        assert "D&lt;img src=x" in script
    for builder in ("text", "latex", "glossary-export"):
        built = project.build(builder)
        assert not [line for line in built.warnings if "[glossary" in line]
        texts = (content.decode(errors="replace") for content in built.files().values())
        assert not [line for text in texts for line in text.splitlines() if line.startswith(("# Injected", "\x1b"))]
