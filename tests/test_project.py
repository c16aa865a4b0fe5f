"""The repository itself: its catalogs, the style of its manual."""

from __future__ import annotations

import ast
import os
import re
import runpy
import subprocess
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from latex2mathml.converter import convert

from sphinx_glossary_terms.checks.rules import RULES
from sphinx_glossary_terms.model import relations
from sphinx_glossary_terms.model.names import OTHERS
from sphinx_glossary_terms.model.problem import Code
from sphinx_glossary_terms.read.directives import directives_for
from sphinx_glossary_terms.settings import config
from support import ROOT
from support.needs import needs_msgfmt

PACKAGE = ROOT / "sphinx_glossary_terms"
CATALOGS = sorted([*ROOT.glob("locales/**/*.po"), *PACKAGE.glob("locale/**/*.po")])


def test_everything_that_readers_see_is_in_the_own_template() -> None:
    keywords = {"_": None, "ngettext": (1, 2)}
    said = {message for _, _, message, _, _ in extract_from_dir(PACKAGE, [("**.py", "python")], keywords=keywords)}
    said |= {side.label for side in relations.sides(relations.BUILT_IN)}
    said |= {field.label for field in relations.FIELDS}
    template = read_po((PACKAGE / "locale" / "sphinx_glossary_terms.pot").read_text(encoding="utf-8").splitlines())
    assert {message.id for message in template if message.id} == said


@needs_msgfmt
def test_msgfmt_accepts_the_catalogs() -> None:
    assert [path for path in CATALOGS if subprocess.run(["msgfmt", "-c", "-o", os.devnull, path]).returncode] == []


# An empty message of these has a meaning: as in the source.
EMPTY = {"glossary-readings", *(kind.catalog for kind in OTHERS)}
TRANSLATED = sorted(path for path in ROOT.glob("locales/ja/LC_MESSAGES/**/*.po") if path.stem not in EMPTY)


def test_the_japanese_is_complete() -> None:
    catalogs = {path.name: read_po(path.read_text(encoding="utf-8").splitlines(keepends=True)) for path in TRANSLATED}
    assert [
        (name, message.id)
        for name, catalog in catalogs.items()
        for message in catalog
        if message.id and (not message.string or message.fuzzy)
    ] == []


@pytest.mark.slow
def test_the_japanese_has_every_message(tmp_path: Path) -> None:
    """After a change of the texts: `make catalogs`."""
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-b",
        "gettext",
        "-d",
        str(tmp_path / "doctrees"),
        "docs",
        str(tmp_path),
    ]
    assert subprocess.run(command, cwd=ROOT).returncode == 0
    catalogs = {path.relative_to(tmp_path).with_suffix(".po"): path for path in tmp_path.rglob("*.pot")}
    messages = {
        name: [
            {(item.context, item.id) for item in read_po(path.read_bytes().splitlines(keepends=True))} for path in paths
        ]
        for name, paths in ((name, (path, ROOT / "locales/ja/LC_MESSAGES" / name)) for name, path in catalogs.items())
    }
    assert [name for name, (template, catalog) in messages.items() if template != catalog] == []


def test_the_catalogs_name_files_of_the_repository() -> None:
    """Made with the output of gettext anywhere else, they have the folders of that machine."""
    named = {
        name
        for path in ROOT.glob("locales/ja/LC_MESSAGES/**/*.po")
        for line in re.findall(r"^#: (.*)$", path.read_text("utf-8"), re.MULTILINE)
        for name in re.findall(r"(\S+?):\d+(?= |$)", line)
    }
    assert named
    # Sphinx writes them relative to the output, two folders below the repository, and we to the source directory.
    places = {name: (ROOT / name.removeprefix("../../"), ROOT / "docs" / name) for name in named}
    assert [name for name, found in places.items() if not any(place.is_file() for place in found)] == []


def test_the_japanese_of_broader_terms_is_that_of_the_house_rules() -> None:
    rules = (ROOT / "locales" / "README.md").read_text(encoding="utf-8")
    row = re.search(r"^\| broader term, narrower term \| (.*) \| (.*) \|$", rules, re.MULTILINE)
    assert row is not None
    catalogs = {path: path.read_text(encoding="utf-8") for path in CATALOGS}
    labels = catalogs[PACKAGE / "locale/ja/LC_MESSAGES/sphinx_glossary_terms.po"]
    assert all(f'msgstr "{word}"' in labels for word in row[1].split("、"))
    assert [path for path, text in catalogs.items() for word in row[2].split("、") if word in text] == []


JAPANESE = {
    r"。\*\* ": "a keyword with a colon: **キーワード**：",
    r"。または、": "a sentence for each case, with 場合",
    r"だれ|(?<![きを])他の": "誰, ほかの",
    r"先に知ってお(?:く(?:べき)?|きたい)用語|次に学べる用語": "先に読む用語, 次に読む用語",
    r"(?<![「` ])\{(?:doc|ref)\}`(?!glossary/)[^`<]+`": "the title of a page in 「」",
}


def test_the_japanese_of_the_manual_keeps_to_its_house_rules() -> None:
    """What a pattern can find of locales/README.md."""
    found = []
    for path in ROOT.glob("locales/ja/LC_MESSAGES/*.po"):
        for message in read_po(path.read_text(encoding="utf-8").splitlines(keepends=True)):
            found += [
                f"{path.name}: {message.string} -> {say}"
                for now, say in JAPANESE.items()
                if message.id and re.search(now, str(message.string))
            ]
    assert found == []


def test_the_frame_of_the_japanese_site_is_that_of_its_theme() -> None:
    """After an update of Furo or Sphinx: what the catalog and the template of the frame translate is still said there."""
    themes = ("furo", "sphinx", "alabaster")
    furo, sphinx, alabaster = (Path(str(find_spec(name).origin)).parent for name in themes)  # type: ignore[union-attr]
    files = [*furo.glob("theme/**/*.html"), furo / "navigation.py", sphinx / "writers" / "html5.py"]
    files += [sphinx / "domains" / "std" / "__init__.py", sphinx / "ext" / "mathjax.py", ROOT / "docs" / "conf.py"]
    files += [*sphinx.glob("themes/basic/*.html"), *alabaster.glob("*.html"), ROOT / "docs/_templates/search.html"]
    said = "\n".join(path.read_text(encoding="utf-8") for path in files)
    said = re.sub(r"{{ (\w+) }}", r"%(\1)s", said)
    with (ROOT / "locales/ja/LC_MESSAGES/sphinx.po").open("rb") as file:
        assert [message.id for message in read_po(file) if str(message.id) not in said] == []
    scripts = "".join(path.read_text(encoding="utf-8") for path in sphinx.glob("themes/basic/static/*.js"))
    asked = re.findall(r"""(?<!function )(?:\b_|Documentation\.n?gettext)\(\s*["'](.*?)["'][,)]""", scripts)
    translated = (ROOT / "docs/_locales/ja/LC_MESSAGES/sphinx.js").read_text(encoding="utf-8")
    assert [message for message in asked if not re.search(rf'"{re.escape(message)}": \[?".+"', translated)] == []


def test_every_entry_is_in_one_topic_after_what_it_needs() -> None:
    """A topic is a tag of the entry. Those in no topic yet are in a toctree of the index."""
    folder = ROOT / "docs" / "glossary"
    config = {
        path.stem: {name: value.split(", ") for name, value in re.findall(r"^:(\S+): (.*)$", found[1], re.MULTILINE)}
        for path in folder.glob("*.md")
        if (found := re.search(r"^```\{term\}\n(.*?)^```$", path.read_text("utf-8"), re.MULTILINE | re.DOTALL))
    }
    listed = {
        path.stem.removeprefix("topic-"): found[1].split()
        for path in (folder / "index.md", *folder.glob("topic-*.md"))
        for found in re.finditer(r"^```\{toctree\}\n:hidden:\n\n(.*?)```$", path.read_text("utf-8"), re.M | re.DOTALL)
    }
    entries = [name for topic in listed.values() for name in topic]
    assert sorted(entries) == sorted(config)
    wrong = []
    for topic, names in listed.items():
        for number, name in enumerate(names if topic != "index" else ()):
            later = set(config[name].get("prerequisites", ())) & set(names[number:])
            if later or topic not in config[name]["tags"]:
                wrong.append((topic, name, later))
    assert wrong == []


DRAWINGS = ROOT / "docs" / "images" / "drawings"


def test_the_drawings_are_those_of_their_data() -> None:
    """After a change: `make catalogs`, translate, `make pictures`."""
    files = runpy.run_path(str(ROOT / "docs" / "drawings.py"))["files"]()
    assert {path.name: path.read_text("utf-8") for path in DRAWINGS.iterdir()} == {
        path.name: content for path, content in files.items()
    }
    assert {size for content in files.values() for size in re.findall(r'font-size="([\d.]+)"', content)} == {
        "12.1",
        "13",
    }


def test_every_drawing_is_shown_once_with_a_text_for_those_who_do_not_see_it() -> None:
    pages = [path.read_text("utf-8") for path in (ROOT / "docs" / "glossary").glob("*.md")]
    shown = re.findall(r"```\{image\} /images/drawings/(.*)\n:alt: \S.{40,}\n:class: drawing\n```", "\n".join(pages))
    assert sorted(shown) == sorted(path.name for path in DRAWINGS.iterdir() if path.name.count(".") == 1)


def test_entries_whose_subject_moves_are_listed_every_quarter() -> None:
    """Only they have a date; the same one everywhere would say nothing."""
    functions = runpy.run_path(str(ROOT / "docs" / "checked.py"))
    assert functions["stale"](date(2026, 12, 1)) == []
    assert "large-language-model: 2026-11-28" in functions["stale"](date(2027, 3, 1))
    dates = functions["checked"]()
    assert 20 < len(dates) < 80
    assert "computer-use" in dates
    assert "backpropagation" not in dates


def test_every_source_of_the_glossary_is_named_where_a_sentence_rests_on_it() -> None:
    """By its author, or by a link at the statement. What is linked at a statement is among the sources."""
    untied = []
    for path in sorted((ROOT / "docs" / "glossary").glob("*.md")):
        page = path.read_text("utf-8")
        block = re.search(r"```\{sources\}\n(.*?)```", page, re.DOTALL)
        if block is None:
            continue
        text = page.replace(block[0], "").partition("```{elsewhere}")
        told = text[0] + text[2].partition("```")[2]
        linked = set(re.findall(r"\]\((https?://[^\s)]+)\)", told))
        sources = dict(re.findall(r"^- (?:\[.*?\]\((http\S+)\)|[^\[].*?)(?:, .*?)? – (.*)$", block[1], re.MULTILINE))
        untied += [f"{path.stem}: not among the sources: {address}" for address in linked - set(sources)]
        for address, authors in sources.items():
            names = re.split(r", | and ", re.sub(r" et al\.|, \d{4}.*", "", authors))
            if address not in linked and not any(
                re.search(rf"\b{re.escape(name.split()[-1])}\b", told) for name in names
            ):
                untied.append(f"{path.stem}: named nowhere: {authors}")
    assert untied == []


def test_the_japanese_glossary_links_to_the_same_sources() -> None:
    link = re.compile(r"\]\((https?://[^\s)]+)\)")
    for path in ROOT.glob("locales/ja/LC_MESSAGES/glossary/*.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                if isinstance(message.id, str) and isinstance(message.string, str):
                    assert sorted(link.findall(message.id)) == sorted(link.findall(message.string)), message.id


def test_the_licence_of_the_glossary_is_in_the_exports_as_on_the_site() -> None:
    copyright_of = runpy.run_path(str(ROOT / "docs" / "conf.py"))["project_copyright"]
    licence = re.search(r"https://creativecommons[^ )]+", (ROOT / "docs" / "glossary" / "index.md").read_text("utf-8"))
    assert licence
    assert licence[0] in copyright_of


FORMULAS = sorted(
    {
        inline or block
        for path in (ROOT / "docs" / "glossary").glob("*.md")
        for inline, block in re.findall(r"\$([^$\n]+)\$|```\{math\}\n(.+?)\n```", path.read_text("utf-8"), re.DOTALL)
    }
)


def test_every_formula_becomes_mathml() -> None:
    assert len(FORMULAS) > 300
    assert [formula for formula in FORMULAS if "\\" in convert(formula)] == []


REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")


def test_the_reference_has_every_warning_option_and_directive() -> None:
    rows = set(re.findall(r"^\| `([^`]*)` \|", REFERENCE, re.MULTILINE))
    described = re.findall(r"^```\{confval\} (\w+)\n:default: `(.*)`\n\n\S", REFERENCE, re.MULTILINE)
    assert dict(described) == {option.name: repr(option.default) for option in config.OPTIONS}
    rules = {rule.code: rule for rule in RULES}
    warnings = re.findall(r"^\| \[`([\w-]+)`\]\(#(\w+)-\1\) \| \S.* \| (\w+) \|$", REFERENCE, re.MULTILINE)
    assert warnings == [
        (
            code.value,
            "check" if code in rules else "trouble",
            "always" if code not in rules or rules[code].always else "optional",
        )
        for code in Code
    ]
    directives = directives_for(relations.BUILT_IN, relations.FIELDS)
    assert set(directives["term"].option_spec or ()) <= rows
    assert all(f"`{name}`" in REFERENCE for name in directives)


STYLE = {
    r"#+ What\b": "a noun, or an imperative",
    r"empty lines?\b": "blank line",
    r"\bin (?:one|the next) line\b": "on one line, on the next line",
    r"\bleads? to\b": "links to, points to",
    r"\b(?:the built-in|Sphinx's) glossary\b": "Sphinx's own `glossary`",
    r"\bdrawn by the build\b": "drawn when the site is built",
    r"\bon request\b": "optional",
    r"\b(?:leav|tak)(?:es?|ing) (?:\w+ )?out\b|\b(?:left|taken) out\b": "omit, skip, remove",
    r"\bdelet(?:e|es|ed|ing)\b": "remove",
    r"\bbeside\b": "next to, in addition to",
    r"\bof (?:your|our) own\b": "custom, your",
    r"\bmade of (?:the|its|a) name\b": "derived from the name",
    r"\b(?:newer|anew)\b": "later, again",
    r",? too(?=[.;:)])": "also",
    r", see \{": "a sentence, or brackets",
    r"\bstands? (?:for|in|on|at)\b": "means, is",
    r"(?<!here )\bis no (?!longer)": "is not a",
    r"\| the same \|": "the value again",
}
"""What the style sheet in CONTRIBUTING.md can say as a pattern, and what to write."""
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_the_manual_keeps_to_its_style_sheet() -> None:
    found = []
    for path in PAGES:
        prose = re.sub(
            r"^([`~]{3,})[^\n]*\n.*?^\1$|`[^`\n]*`",
            lambda code: "x\n" * code[0].count("\n"),
            path.read_text("utf-8"),
            flags=re.M | re.S,
        )
        for number, line in enumerate(prose.splitlines(), 1):
            found += [
                f"{path.name}:{number}: {line.strip()} -> {say}" for now, say in STYLE.items() if re.search(now, line)
            ]
    assert found == []


def test_every_version_has_the_hashes_of_its_files() -> None:
    """pip checks those that `constraints.txt` has: what has none would be installed unchecked."""
    requirements = re.split(r"\n(?! )", (ROOT / "constraints.txt").read_text(encoding="utf-8").rstrip())
    versions = [requirement for requirement in requirements if not requirement.startswith("#")]
    assert len(versions) > 150
    assert [version for version in versions if "==" not in version or "--hash=sha256:" not in version] == []


def test_the_changelog_counts_the_checks() -> None:
    optional = sum(not rule.always for rule in RULES)
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"- {len(RULES)} checks of the glossary as a whole, of which {optional} are optional" in text


def test_warnings_keep_to_the_style_sheet() -> None:
    """Every string of the package but docstrings."""
    found = []
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        strings = [
            (node.lineno, node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
        ]
        found += [
            f"{path.name}:{line}: {text} -> {say}"
            for line, text in strings
            for now, say in STYLE.items()
            if re.search(now, text)
        ]
    assert found == []
