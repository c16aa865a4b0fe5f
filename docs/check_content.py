"""The manual and its catalogs: whole, in the words of the style sheet, and true to the package: `make content`."""

from __future__ import annotations

import ast
import re
import runpy
import shutil
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from latex2mathml.converter import convert

from sphinx_glossary_terms.checks.rules import RULES
from sphinx_glossary_terms.model import relations
from sphinx_glossary_terms.model.names import OTHERS
from sphinx_glossary_terms.model.problem import Code
from sphinx_glossary_terms.read.directives import directives_for
from sphinx_glossary_terms.settings import config

ROOT = Path(__file__).parents[1]
DOCS, PACKAGE = ROOT / "docs", ROOT / "sphinx_glossary_terms"
GLOSSARY = {path.stem: path.read_text("utf-8") for path in sorted((DOCS / "glossary").glob("*.md"))}
JAPANESE = ROOT / "locales" / "ja" / "LC_MESSAGES"


def messages(path: Path) -> list[Message]:
    return [message for message in read_po(path.read_bytes().splitlines(keepends=True)) if message.id]


CATALOGS = {path.relative_to(JAPANESE): messages(path) for path in sorted(JAPANESE.rglob("*.po"))}

# The manual and the package


def test_the_reference_has_every_warning_option_and_directive() -> None:
    reference = (DOCS / "reference.md").read_text("utf-8")
    described = re.findall(r"^```\{confval\} (\w+)\n:default: `(.*)`\n\n\S", reference, re.MULTILINE)
    assert dict(described) == {option.name: repr(option.default) for option in config.OPTIONS}
    always = {code.value: True for code in Code} | {rule.code.value: rule.always for rule in RULES}
    rules = {rule.code.value for rule in RULES}
    assert re.findall(r"^\| \[`([\w-]+)`\]\(#(\w+)-\1\) \| \S.* \| (\w+) \|$", reference, re.MULTILINE) == [
        (code, "check" if code in rules else "trouble", "always" if applied else "optional")
        for code, applied in always.items()
    ]
    directives = directives_for(relations.FIELDS)
    assert set(directives["term"].option_spec or ()) <= set(re.findall(r"^\| `([^`]*)` \|", reference, re.MULTILINE))
    assert all(f"`{name}`" in reference for name in directives)


# What the style sheet in CONTRIBUTING.md can say as a pattern, and what to write.
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
CODE = re.compile(r"^([`~]{3,})[^\n]*\n.*?^\1$|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def complaints(place: str, text: str, style: dict[str, str]) -> list[str]:
    return [f"{place}: {text.strip()} -> {say}" for now, say in style.items() if re.search(now, text)]


def test_the_manual_keeps_to_its_style_sheet() -> None:
    found = []
    for path in (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md"))):
        prose = CODE.sub(lambda code: "x\n" * code[0].count("\n"), path.read_text("utf-8"))
        for number, line in enumerate(prose.splitlines(), 1):
            found += complaints(f"{path.name}:{number}", line, STYLE)
    assert found == []


def test_warnings_keep_to_the_style_sheet() -> None:
    """Every string of the package but docstrings."""
    found = []
    for path in PACKAGE.rglob("*.py"):
        tree = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        docstrings = {id(node.value) for node in tree if isinstance(node, ast.Expr)}
        for node in tree:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                found += complaints(f"{path.name}:{node.lineno}", node.value, STYLE)
    assert found == []


# The Japanese of the manual

# What a pattern can find of locales/README.md.
JAPANESE_STYLE = {
    r"。\*\* ": "a keyword with a colon: **キーワード**：",
    r"。または、": "a sentence for each case, with 場合",
    r"だれ|(?<![きを])他の": "誰, ほかの",
    r"先に知ってお(?:く(?:べき)?|きたい)用語|次に学べる用語": "先に読む用語, 次に読む用語",
    r"(?<![「` ])\{(?:doc|ref)\}`(?!glossary/)[^`<]+`": "the title of a page in 「」",
}
LINK = re.compile(r"\]\((https?://[^\s)]+)\)")


def test_the_japanese_is_complete_and_keeps_to_its_house_rules() -> None:
    found = []
    # An empty message of these has a meaning: as in the source.
    may_be_empty = {"glossary-readings", *(kind.catalog for kind in OTHERS)}
    for name, catalog in CATALOGS.items():
        for message in catalog:
            if name.stem not in may_be_empty and (not message.string or message.fuzzy):
                found.append(f"{name}: not translated: {message.id}")
            if len(name.parts) == 1:
                found += complaints(f"{name}", str(message.string), JAPANESE_STYLE)
            elif sorted(LINK.findall(str(message.id))) != sorted(LINK.findall(str(message.string))):
                found.append(f"{name}: other links: {message.id}")
    assert found == []


def test_the_japanese_has_every_message(tmp_path: Path) -> None:
    """After a change of the texts: `make catalogs`."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "gettext", "-d", str(tmp_path / "doctrees")]
    assert subprocess.run([*command, "docs", str(tmp_path)], cwd=ROOT, check=False).returncode == 0
    templates = {path.relative_to(tmp_path).with_suffix(".po"): messages(path) for path in tmp_path.rglob("*.pot")}
    assert [
        name
        for name, template in templates.items()
        if {(one.context, one.id) for one in template} != {(one.context, one.id) for one in CATALOGS[name]}
    ] == []


def test_the_catalogs_name_files_of_the_repository() -> None:
    """Made with the output of gettext anywhere else, they have the folders of that machine."""
    named = {name for catalog in CATALOGS.values() for message in catalog for name, _line in message.locations}
    assert named
    # Sphinx writes them relative to the output, two folders below the repository, and we to the source directory.
    places = {name: (ROOT / name.removeprefix("../../"), DOCS / name) for name in named}
    assert [name for name, found in places.items() if not any(place.is_file() for place in found)] == []


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="no msgfmt: apt-get install gettext")
def test_msgfmt_accepts_the_catalogs() -> None:
    paths = [*JAPANESE.rglob("*.po"), *PACKAGE.rglob("*.po")]
    assert [
        path for path in paths if subprocess.run(["msgfmt", "-c", "-o", "/dev/null", path], check=False).returncode
    ] == []


# The glossary of the manual


def test_the_drawings_are_those_of_their_data_and_each_is_shown_with_a_text() -> None:
    """After a change: `make catalogs`, translate, `make pictures`."""
    files = runpy.run_path(str(DOCS / "drawings.py"))["files"]()
    drawings = {path.name: path.read_text("utf-8") for path in (DOCS / "images" / "drawings").iterdir()}
    assert drawings == {path.name: content for path, content in files.items()}
    pattern = r"```\{image\} /images/drawings/(.*)\n:alt: \S.{40,}\n:class: drawing\n```"
    shown = [name for page in GLOSSARY.values() for name in re.findall(pattern, page)]
    assert sorted(shown) == sorted(name for name in drawings if name.count(".") == 1)


def test_every_source_of_the_glossary_is_named_where_a_sentence_rests_on_it() -> None:
    """By its author, or by a link at the statement. What is linked at a statement is among the sources."""
    untied = []
    for name, page in GLOSSARY.items():
        block = re.search(r"```\{sources\}\n(.*?)```", page, re.DOTALL)
        if block is None:
            continue
        before, _elsewhere, after = page.replace(block[0], "").partition("```{elsewhere}")
        told = before + after.partition("```")[2]
        linked = set(LINK.findall(told))
        sources = dict(re.findall(r"^- (?:\[.*?\]\((http\S+)\)|[^\[].*?)(?:, .*?)? – (.*)$", block[1], re.MULTILINE))
        untied += [f"{name}: not among the sources: {address}" for address in linked - set(sources)]
        for address, authors in sources.items():
            names = [author.split()[-1] for author in re.split(r", | and ", re.sub(r" et al\.|, \d{4}.*", "", authors))]
            if address not in linked and not any(re.search(rf"\b{re.escape(author)}\b", told) for author in names):
                untied.append(f"{name}: named nowhere: {authors}")
    assert untied == []


def test_every_explained_name_stands_in_bold_where_it_is_explained() -> None:
    """In both languages, once without its plural: what shows the name quotes that sentence."""
    translated = {str(message.id): str(message.string) for message in CATALOGS[Path("glossary-explains.po")]}
    missing, total = [], 0
    for entry, page in GLOSSARY.items():
        names = re.search(r"^:explains: (.*)$", page, re.MULTILINE)
        (key,) = re.findall(r"^:id: (.*)$", page, re.MULTILINE) or [""]
        japanese = "\n".join(str(message.string) for message in CATALOGS.get(Path("glossary", f"{entry}.po"), []))
        for text, explained in ((page, names[1] if names else ""), (japanese, translated.get(key, ""))):
            bold = {name.lower() for name in re.findall(r"\*\*(.+?)\*\*", text)}
            for name in filter(None, re.split(r"(?:\|[^、,]*)?(?:[、,]\s*|$)", explained)):
                total += 1
                forms = {name, f"{name}s", f"{name}es", f"{name.removesuffix('y')}ies", name.removesuffix("s")}
                missing += [f"{entry}: {name}"] * bold.isdisjoint(map(str.lower, forms))
    assert total > 1280
    assert missing == []


def test_each_pair_not_to_be_confused_has_a_sentence_with_both_names() -> None:
    """What `contrast-with` names is told apart in one sentence of either page."""

    def option(page: str, name: str) -> list[str]:
        found = re.search(rf"^:{name}: (.*)$", page, re.MULTILINE)
        return [one.strip() for one in found[1].split(",")] if found else []

    def names(page: str) -> str:
        found = [*re.findall(r"^# (.*)$", page, re.MULTILINE)[:1]]
        found += chain.from_iterable(option(page, name) for name in ("id", "aliases", "abbreviation", "plural"))
        return rf"(?i)\b(?:{'|'.join(map(re.escape, found))})(?:e?s)?\b"

    terms = {one: page for page in GLOSSARY.values() for one in re.findall(r"^:id: (.*)$", page, re.MULTILINE)}
    pairs = [(one, other) for one, page in terms.items() for other in option(page, "contrast-with")]
    assert len(pairs) > 40
    untold = []
    for pair in pairs:
        both = [names(terms[one]) for one in pair]
        text = "\n".join(re.sub(r"```\{(?:term|sources)\}\n.*?\n```", "", terms[one], flags=re.DOTALL) for one in pair)
        if not any(all(re.search(name, told) for name in both) for told in re.split(r"(?<=[.!?])\s+|\n", text)):
            untold.append(pair)
    assert untold == []


def test_a_sentence_that_ages_has_its_year() -> None:
    """What is so "today" will not be so when somebody reads it: the year, or what does not change."""
    aging = re.compile(r"\b(?:[Cc]urrently|[Nn]owadays|[Aa]t present|[Bb]y now|[Tt]oday's|Today)\b")
    found = []
    for name, page in GLOSSARY.items():
        prose = re.sub(r"```\{(?:eli5|sources|elsewhere)\}\n.*?\n```", "", page, flags=re.DOTALL)
        told = re.split(r"(?<=[.!?])\s+|\n", prose)
        found += [f"{name}: {one}" for one in told if aging.search(one) and not re.search(r"\b20\d\d\b", one)]
    assert found == []


def test_topics_have_one_order_and_every_entry_is_in_the_index() -> None:
    index = GLOSSARY["index"]
    (tags,) = re.findall(r"^:tags: (.*)$", index, re.MULTILINE)
    topics = tags.split(", ")
    names = re.findall(r"^topic-(\w+)$", index, re.MULTILINE)
    pages = [GLOSSARY[f"topic-{name}"] for name in names]
    assert [re.findall(r"^:tags: (.*)$", page, re.MULTILINE) for page in pages] == [[topic] for topic in topics]
    # Readers come for a term: nothing but a paragraph is above the filter.
    assert index.index("```{term-index}") < index.index("\n## ")
    for name, text in GLOSSARY.items():
        found = re.search(r"^:tags: (.*)$", text, re.MULTILINE)
        assert "```{term}" not in text or (found and set(found[1].split(", ")) & set(topics)), name
    # Each topic in an order for learning, then by name with what belongs to it besides.
    for page in pages:
        assert page.index("```{toctree}\n:class: learning") < page.index("```{term-index}\n:tags: ")


@pytest.mark.parametrize(("language", "place"), [("en", "From zero, {} of 36"), ("ja", "ゼロから（36語のうち{}番目）")])
def test_the_arrows_of_the_path_from_zero_lead_from_its_first_term_to_its_last(language: str, place: str) -> None:
    """In what `make html` has built."""
    page = ROOT / "build" / "html" / language / "glossary" / "artificial-intelligence.html"
    for number in range(1, 37):
        (line,) = re.findall(r'<p class="glossary-steps[^>]*>(.*?)</p>', page.read_text("utf-8"), re.DOTALL)[:1]
        assert re.sub(r"<[^>]*>", "", line).startswith(place.format(number)), page.name
        following = re.findall(r'href="([^"#]*)#[^"]*"', line)[-1]
        page = page.parent / (following or page.name)
    assert page.name == "prompt-injection.html"  # the arrow back


def test_the_licence_of_the_glossary_is_in_the_exports_as_on_the_site() -> None:
    licence = re.search(r"https://creativecommons[^ )]+", GLOSSARY["index"])
    assert licence
    assert licence[0] in runpy.run_path(str(DOCS / "conf.py"))["project_copyright"]


def test_every_formula_becomes_mathml() -> None:
    pattern = re.compile(r"\$([^$\n]+)\$|```\{math\}\n(.+?)\n```", re.DOTALL)
    formulas = {
        *filter(None, chain.from_iterable(pair for page in GLOSSARY.values() for pair in pattern.findall(page)))
    }
    assert len(formulas) > 300
    assert [formula for formula in formulas if "\\" in convert(formula)] == []


# What the project installs


def test_every_version_has_the_hashes_of_its_files() -> None:
    """pip checks those that `constraints.txt` has: what has none would be installed unchecked."""
    requirements = re.split(r"\n(?! )", (ROOT / "constraints.txt").read_text("utf-8").rstrip())
    versions = [requirement for requirement in requirements if not requirement.startswith("#")]
    assert len(versions) > 150
    assert [version for version in versions if "==" not in version or "--hash=sha256:" not in version] == []
