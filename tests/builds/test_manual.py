"""Pages of the manual as they are printed: their files are written, their commands run, and readers get what they say."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sphinx
import yaml  # type: ignore[import-untyped]

from benchmarks.generate import write
from support import ROOT
from support.commands import run
from support.needs import needs_bazel
from support.tutorial import DOCS, FENCE, SET_UP, fill_in, follow, section, tutorial

slow = pytest.mark.slow


def files_of(text: str) -> dict[str, str]:
    """The files that a page tells to create."""
    found: dict[str, str] = {}
    end = 0
    for block in FENCE.finditer(text):
        found |= dict.fromkeys(re.findall(r"Create the file `([^`]*)`", text[end : block.start()]), block["body"])
        end = block.end()
    return found


def bash(script: str, folder: Path, **environment: str) -> None:
    """Run commands of a page with the programs of the environment of the tests; none of them warns."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    # `make` gives its own variables on to another one, such as `PYTHON` of `make oldest`.
    env = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES"}}
    env |= {**environment, "PATH": path}
    done = subprocess.run(
        ["bash", "-e", "-c", script], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr


# Supported versions

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = {row for extra in PROJECT["optional-dependencies"].values() for row in extra}


def test_the_manual_has_the_versions_of_the_package() -> None:
    pythons = [name.rpartition(" ")[2] for name in PROJECT["classifiers"] if re.search(r"Python :: 3\.\d+$", name)]
    rows = [re.match(r"([\w-]+)(.*)", requirement) for requirement in (*PROJECT["dependencies"], *EXTRAS)]
    page = (DOCS / "versions.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| `([\w-]+)`[^|]*\| `([^`]*)` \|$", page, re.MULTILINE)
    assert sorted(table) == sorted(row.groups() for row in rows if row)
    assert f"| Python | {', '.join(pythons)} |" in page


def test_what_messages_tell_to_install_is_what_the_extras_install() -> None:
    """Such a command works in every environment, and the package itself is not on PyPI.

    In double quotes: in others, the command prompt of Windows takes `<` for a file.
    """
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "sphinx_glossary_terms").rglob("*.py")]
    assert {row for text in sources for row in re.findall(r"pip install \"(.+?)\"", text)} <= EXTRAS
    pages = [path.read_text(encoding="utf-8") for path in [*DOCS.glob("*.md"), ROOT / "README.md"]]
    assert [found for text in pages for found in re.findall(r"pip install .*[ \"]sphinx-glossary-terms.*", text)] == []


# The tutorial


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder after all steps of the tutorial."""
    folder = tmp_path_factory.mktemp("bread-book")
    assert follow(tutorial()[0], folder) == SET_UP
    return folder


@slow
def test_both_sites_of_the_tutorial(book: Path) -> None:
    pages = {
        name: (book / f"_build/html/{name}.html").read_text("utf-8") for name in ("index", "proofing", "ingredients")
    }
    assert re.search("baker(’|&#39;|')s yeast", pages["index"])
    assert 'href="ingredients.html#term-yeast"' in pages["index"]
    assert "Read first" in pages["proofing"]
    graphs = {name: re.findall(r'aria-label="Connections of (\w+)"', page) for name, page in pages.items()}
    assert graphs == {
        "index": [],
        "proofing": ["Proofing", "loaf"],
        "ingredients": ["flour", "yeast", "dough", "sourdough"],
    }
    assert "Leads to" in pages["ingredients"]
    proofing = (book / "_build/html-ja/proofing.html").read_text(encoding="utf-8")
    assert "<h1>最終発酵" in proofing
    assert ">酵母</span></a>" in proofing  # in the text
    assert re.search(r"<tspan[^>]*>酵母</tspan>", proofing)  # in the graph
    assert '<p lang="en">The loaf sleeps' in proofing
    index = (book / "_build/html-ja/index.html").read_text(encoding="utf-8")
    assert index.index(">酵母<") < index.index(">最終発酵<")


def index_of(html: str) -> list[str]:
    """Headings and names of an index."""
    rows = re.findall(r'<h2 class="glossary-index[^>]*>(\w)|<dt><a [^>]*>([^<]*)<', html)
    return [heading or name for heading, name in rows]


@slow
@pytest.mark.parametrize("japanese", [False, True])
def test_a_glossary_written_in_japanese(tmp_path: Path, japanese: bool) -> None:
    """The last part of the tutorial, but the first one of its Japanese edition."""
    assert follow(tutorial(japanese=japanese)[not japanese], tmp_path) == (SET_UP if japanese else [])
    index = (tmp_path / "_build/html/index.html").read_text(encoding="utf-8")
    names = [name for name in index_of(index) if name in {"生地", "酵母", "小麦粉", "最終発酵", "サワードウ"}]
    assert names == (["生地", "酵母", "小麦粉", "最終発酵", "サワードウ"] if japanese else ["酵母", "最終発酵"])
    pages, translated = (
        "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "_build" / folder).glob("*.html"))
        for folder in ("html", "html-en")
    )
    assert re.search(rf"先に読む用語：.*>{'生地' if japanese else '酵母'}</a>", pages)
    assert 'lang="en"' not in pages
    assert re.search(r'id="term-yeast"[^>]*>yeast', translated)
    assert re.search(r"Read first: .*>yeast</a>", translated) or japanese
    assert re.search('<p lang="ja">(糖を食べて|生地は)', translated)


@slow
def test_a_glossary_written_in_english(tmp_path: Path) -> None:
    """The last part of the Japanese edition."""
    assert follow(tutorial(japanese=True)[1], tmp_path) == []
    assert re.search(r'id="term-yeast"[^>]*>酵母', (tmp_path / "_build/html-ja/index.html").read_text(encoding="utf-8"))


# Publishing, in two languages and in three

PUBLISHING = (DOCS / "publishing.md").read_text(encoding="utf-8")
PAGE = PUBLISHING.replace(section("publishing", "third-language"), "")
SITE = "https://example.org/bread-book/"
SOURCES = {
    "index.md": "# Bread\n\n```{toctree}\nsteps/proofing\n```\n",
    "steps/proofing.md": "# Proofing\n\n```{term}\n```\n\nThe last rest of a loaf.\n",
    "locales/ja/LC_MESSAGES/steps/proofing.po": 'msgid "Proofing"\nmsgstr "最終発酵"\n',
}


def links_between(site: Path, pages: set[str], languages: dict[str, str]) -> None:
    """Each page names itself in each language, and leads to the others."""
    for code, language in languages.items():
        for name in pages:
            html = (site / code / name).read_text(encoding="utf-8")
            assert re.search(f'<html [^>]*lang="{language}"', html)
            alternates = dict(re.findall(r'<link rel="alternate" hreflang="(.*?)" href="(.*?)"', html))
            wanted = {tag: f"{SITE}{other}/{name}" for other, tag in languages.items()}
            assert alternates == {**wanted, "x-default": f"{SITE}en/{name}"}
            links = re.findall(r'href="([^"]*)" lang="([^"]*)" hreflang="([^"]*)"', html)
            assert [(tag, ((site / code / name).parent / link).resolve()) for link, tag, _ in links] == [
                (tag, site / other / name) for other, tag in languages.items() if other != code
            ]


def workflow() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(next(body for body in files_of(PAGE).values() if "jobs:" in body))
    return loaded


def publishing() -> str:
    """What the workflow does to build the site."""
    (build,) = [step["run"] for step in workflow()["jobs"]["publish"]["steps"] if "sphinx-build" in step.get("run", "")]
    return str(build)


@slow
@pytest.mark.parametrize("theme", ["furo", "alabaster"])
def test_every_page_names_itself_in_each_language(tmp_path: Path, theme: str) -> None:
    files = {**SOURCES, **files_of(PAGE)}
    if theme != "furo":
        (sidebars,) = re.findall(rf"^\| {theme} \| `(html_sidebars = .*)` \|$", PAGE, re.MULTILINE)
        files["conf.py"] = files["conf.py"].replace('"furo"', f'"{theme}"') + f"\n\n{sidebars}\n"
    write(tmp_path, files)
    bash(publishing(), tmp_path)
    site, pages = tmp_path / "_site", {"index.html", "steps/proofing.html", "genindex.html", "search.html"}
    links_between(site, {*pages, "glossary-terms.html"}, {"en": "en", "ja": "ja"})
    assert "最終発酵" in (site / "ja" / "steps" / "proofing.html").read_text(encoding="utf-8")
    for link in re.findall(r'(?:url=|href=")([^"]*)"', (site / "index.html").read_text(encoding="utf-8")):
        assert (site / link).is_file()
    # Read the Docs has its own menu.
    shutil.rmtree(site)
    bash(publishing(), tmp_path, READTHEDOCS="True")
    assert 'lang="en" hreflang="en"' not in (site / "ja" / "index.html").read_text(encoding="utf-8")


def test_the_configurations_fit_together() -> None:
    files = files_of(PAGE)
    printed = [line for block in FENCE.finditer(PAGE) for line in re.findall(r"^\$ (.*)$", block["body"], re.MULTILINE)]
    assert [line for line in printed if "_site" in line] == publishing().splitlines()
    read_the_docs = yaml.safe_load(files[".readthedocs.yaml"])
    (install,) = read_the_docs["python"]["install"]
    assert {read_the_docs["sphinx"]["configuration"], install["requirements"]} <= files.keys()
    steps = workflow()["jobs"]["publish"]["steps"]
    assert {"run": f"pip install -r {install['requirements']}"} in steps
    assert {"path": "_site"} in [step.get("with") for step in steps]


CHINESE = {"proofing": ("Proofing", "最后发酵"), "ingredients": ("yeast", "酵母")}
THREE = {"en": "en", "ja": "ja", "zh_CN": "zh-CN"}


@slow
def test_a_third_language(book: Path, tmp_path: Path) -> None:
    folder = tmp_path / "bread-book"
    shutil.copytree(book, folder, ignore=shutil.ignore_patterns("_build"))
    third = section("publishing", "third-language")
    (languages,) = re.findall(r"^LANGUAGES = .*$", third, re.MULTILINE)
    files = files_of(PUBLISHING)
    write(folder, {**files, "conf.py": re.sub(r"^LANGUAGES = .*$", languages, files["conf.py"], flags=re.MULTILINE)})
    catalogs, _, rest = third.partition("In `conf.py`")
    assert follow(catalogs, folder) == []
    for page, (source, translation) in CHINESE.items():
        fill_in(folder / f"locales/zh_CN/LC_MESSAGES/{page}.po", f'msgid "{source}"\nmsgstr "{translation}"\n')
    assert follow(rest, folder) == []
    build = "sphinx-build -D language={0} -d _build/doctrees/{0} .".format
    for code in THREE:
        if code != "zh_CN":
            assert run(f"{build(code)} -b html _site/{code}", folder).returncode == 0
        assert run(f"{build(code)} -b glossary-export _build/export", folder).returncode == 0
    links_between(folder / "_site", {"index.html", "proofing.html", "genindex.html", "glossary-terms.html"}, THREE)
    html = (folder / "_site" / "zh_CN" / "index.html").read_text(encoding="utf-8")
    assert [name for name in index_of(html) if name in {"J", "Y", "Z"} or not name.isascii()] == [
        "J",
        "酵母",
        "Y",
        "Z",
        "最后发酵",
    ]
    # The files for other programs have each language.
    exported = json.loads((folder / "_build/export/glossary.json").read_text(encoding="utf-8"))
    assert exported["languages"] == list(THREE.values())
    names = {(name["language"], name["text"]) for term in exported["terms"].values() for name in term["names"]}
    assert {("en", "yeast"), ("ja", "酵母"), ("zh-CN", "酵母"), ("zh-CN", "最后发酵")} <= names
    with (folder / "_build/export/glossary.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["id"], row["language"]) for row in csv.DictReader(file)]
    assert len(set(rows)) == len(rows)
    assert {(term, tag) for term in ("proofing", "yeast") for tag in THREE.values()} <= {*rows}


# Recipes

RECIPES = (DOCS / "recipes.md").read_text(encoding="utf-8")
(BUILD,) = re.findall(r"^\$ (sphinx-build .*)$", RECIPES, re.MULTILINE)


def test_the_recipe_for_an_api(tmp_path: Path) -> None:
    files = files_of(RECIPES.partition("(recipe-api)=")[2].partition("(recipe-")[0])
    write(tmp_path, files)
    built = run(BUILD, tmp_path)
    assert (built.returncode, built.stderr) == (0, "")
    html = tmp_path / "_build" / "html"
    reference = (html / "api.html").read_text(encoding="utf-8")
    for term in ("token-bucket", "backoff", "idempotent"):
        assert f'href="glossary.html#term-{term}"' in reference
    assert (html / "_glossary").is_dir()
    glossary = (html / "glossary.html").read_text(encoding="utf-8")
    assert 'href="api.html#limiter.Limiter"' in glossary
    # What the page has from one term to the next one.
    entry = re.split(r'id="term-(?:(?!--)[a-z-])+"', glossary.partition('id="term-idempotent"')[2])[0]
    assert 'href="api.html#limiter.retry"' in glossary
    assert "API reference" in re.sub(r"<[^>]*>", "", entry.partition("Used in")[2])
    assert "token buckets" in (html / "searchindex.js").read_text(encoding="utf-8")
    # A mistake does not pass.
    write(tmp_path, {"limiter.py": files["limiter.py"].replace("`idempotent`", "`impotent`")})
    built = run(BUILD, tmp_path)
    assert built.returncode != 0
    assert "limiter.py:docstring of limiter.retry" in built.stderr
    # Before 8.1, Sphinx stops at the first warning.
    assert sphinx.version_info < (8, 1) or "[glossary.wanted-term]" in built.stderr


# Dividing a glossary

DIVIDE = (DOCS / "projects.md").read_text(encoding="utf-8").partition("(projects-divide)=")[2]
BAZEL = (Path(__file__).parent / "bazel" / "BUILD.bazel").read_text(encoding="utf-8")
PAGES = {
    "ai": "# AI\n\n````{term} Agent\n:related: web:browser\nUses a {term}`web:browser`.\n````\n",
    "web": "# Web\n\n````{term} Browser\nShows pages.\n````\n\n````{term} Robot\n:broader: ai:agent\nReads pages.\n````\n",
}


def block(language: str, start: str = "") -> str:
    """The only block of the page in a language that begins so."""
    (found,) = re.findall(rf"^```{language}\n({re.escape(start)}.*?)^```$", DIVIDE, re.MULTILINE | re.DOTALL)
    return str(found)


@pytest.fixture
def divided(tmp_path: Path) -> Path:
    """Both projects, as the manual says, but that they read only files of this folder."""
    ai = block("python")
    web = re.sub(r"\b(ai|web)\b", lambda match: {"ai": "web", "web": "ai"}[match[1]], ai).replace("AI", "Web")
    for conf, title, other in ((ai, "AI", "web"), (web, "Web", "ai")):
        assert f'project = "{title}"' in conf
        assert f"words/{other}/" in conf
    confs = {f"{part}/source/conf.py": conf.replace(", None)),", ",)),") for part, conf in (("ai", ai), ("web", web))}
    pages = {f"{part}/source/index.md": page for part, page in PAGES.items()}
    write(tmp_path, {"Makefile": block("make"), **confs, **pages})
    return tmp_path


def is_complete(folder: Path) -> bool:
    """Whether both sites show their relations to the other one."""
    links = {"ai": "web/index.html#term-browser", "web": "ai/index.html#term-agent"}
    pages = {part: (folder / "_site" / part / "index.html").read_text(encoding="utf-8") for part in links}
    return all(f'href="https://example.org/words/{link}"' in pages[part] for part, link in links.items())


@slow
def test_side_by_side(divided: Path) -> None:
    make = f"{block('console', '$ make').removeprefix('$ ').strip()} SHELL=bash"
    sphinx = 'sphinx-build() { "$PYTHON" -P -m sphinx "$@"; }; export -f sphinx-build; '

    def written() -> list[int]:
        return [(divided / "_site" / part / "index.html").stat().st_mtime_ns for part in PAGES]

    # The first two rounds warn of what the other project has not yet.
    bash(f"{sphinx}{make} 2>/dev/null; {make} 2>/dev/null; {make}", divided, PYTHON=sys.executable)
    assert is_complete(divided)
    before = written()
    bash(sphinx + make, divided, PYTHON=sys.executable)
    assert written() == before


@pytest.fixture
def bazel(divided: Path) -> Iterator[Callable[[], set[str]]]:
    """Does what the comments of BUILD.bazel say; returns the targets that have been built."""
    (inventory,) = re.findall(r"omit the `None`: `(.*?)`", BAZEL)
    assert inventory in (divided / "ai" / "source" / "conf.py").read_text(encoding="utf-8")
    (setting,) = re.findall(r"`\.bazelrc` with the line `(.*?)`", BAZEL)
    assert set(re.findall(r"`(MODULE\.bazel|WORKSPACE)`", BAZEL)) == {"MODULE.bazel", "WORKSPACE"}
    write(divided, {"MODULE.bazel": "", "WORKSPACE": "", ".bazelrc": setting, "BUILD.bazel": BAZEL})
    write(divided, {"requirements.txt": "sphinx-glossary-terms\n"})
    # The environment that is active: actions have nothing of the environment but this.
    path = divided.parent / "bin"
    called = f'PYTHONPATH="{os.pathsep.join(sys.path)}" exec "{sys.executable}" -P -m sphinx "$@"'
    write(path, {"sphinx-build": f"#!/bin/sh\n{called}\n"})
    (path / "sphinx-build").chmod(0o755)
    (shown,) = re.findall(r"^# `(bazel .*?)`", BAZEL, re.MULTILINE)
    name, command, *arguments = shown.split()
    program = [name, f"--output_user_root={divided.parent / 'bazel'}", "--max_idle_secs=60"]
    options: dict[str, Any] = {"cwd": divided, "capture_output": True, "text": True}
    options["env"] = {**os.environ, "PATH": f"{path}{os.pathsep}{os.environ['PATH']}"}

    def build() -> set[str]:
        line = [*program, command, "--subcommands", "--noshow_progress", *arguments]
        done = subprocess.run(line, check=False, **options)
        assert done.returncode == 0, done.stderr
        assert "WARNING" not in done.stderr
        return set(re.findall(r"^SUBCOMMAND: # //:(\S+)", done.stderr, re.MULTILINE))

    yield build
    subprocess.run([*program, "shutdown"], check=True, **options)


@pytest.mark.nightly
@needs_bazel
def test_bazel(divided: Path, bazel: Callable[[], set[str]]) -> None:
    assert bazel() == {"ai-1", "ai-2", "ai-3", "web-1", "web-2", "web-3"}
    for part in PAGES:
        with tarfile.open(divided / "bazel-bin" / f"{part}.tar") as site_of_part:
            site_of_part.extractall(divided / "_site", filter="data")
        # A fourth round would change nothing.
        for name in ("glossary.json", "objects.inv"):
            written_before = divided / "bazel-bin" / "round2" / part / name
            assert (divided / "_site" / part / name).read_bytes() == written_before.read_bytes()
    assert is_complete(divided)
    assert not bazel()
    # Bazel looks at what the others read, not at what has been edited.
    page = divided / "ai" / "source" / "index.md"
    page.write_text(PAGES["ai"].replace("web:browser`.\n", "web:browser`.\n\nIt acts.\n"), encoding="utf-8")
    assert bazel() == {"ai-1", "ai-2", "ai-3"}
    page.write_text(PAGES["ai"].replace("Uses", "Has"), encoding="utf-8")
    assert bazel() == {"ai-1", "ai-2", "ai-3", "web-2", "web-3"}
