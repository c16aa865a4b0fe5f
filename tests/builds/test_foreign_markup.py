"""Random documents of everything that Sphinx and its usual extensions know, on pages with terms and without.

Each document is built twice, and compared: with this extension, and with a small one that knows the names of our
directives, and puts plain boxes in their place.
"""

from __future__ import annotations

import functools
import io
import re
import tempfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, cycle
from pathlib import Path
from typing import Any, Literal, NamedTuple

import myst_parser
import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po
from hypothesis import event, given, reject, settings
from hypothesis import strategies as st

from support.attack import examples
from support.output import without_navigation
from support.project import Built, Project

Markup = Literal["rst", "md"]

MARKUPS: list[Markup] = ["rst", "md"]
FOREIGN = Path(__file__).with_name("foreign")
# What documents are made of, the files beside the page, and the modules that are documented or imported.
PARTS_OF = {file.name: file.read_text(encoding="utf-8") for file in FOREIGN.glob("*.txt")}
EXTENSIONS = ["myst_parser", "sphinx_design"]
EXTENSIONS += [f"sphinx.ext.{name}" for name in ("autodoc", "autosummary", "doctest", "extlinks", "graphviz")]
EXTENSIONS += [f"sphinx.ext.{name}" for name in ("ifconfig", "napoleon", "todo", "viewcode")]


# Documents: random ones, and those of everything. In all parts `§` is a number, and `¶` is text with references.


def _numbered(text: str, number: int) -> str:
    return text.replace("§", str(number))


def _inline(markup: Markup) -> list[str]:
    parts = [part.strip() for part in re.split(r" \| |(?<!\\)\n", PARTS_OF[f"inline.{markup}.txt"].strip())]
    return parts + [_role(markup, *found) for found in re.findall(r"([\w:+-]+)`([^`]*)`", PARTS_OF["roles.txt"])]


def _role(markup: Markup, name: str, text: str) -> str:
    return f":{name}:`{text}`" if markup == "rst" else f"{{{name}}}`{text}`"


def _directives(name: str) -> list[str]:
    return [row.replace("\\n", "\n") for row in PARTS_OF[f"{name}.txt"].splitlines()]


# Directives that hold other blocks, and those that do not: what is below the options is their own.
BOXES, LEAVES = _directives("boxes"), _directives("leaves")
# Other blocks, by markup. Each line of a block that contains only `…` is replaced by blocks.
OTHERS = {markup: PARTS_OF[f"others.{markup}.txt"].removesuffix("\n").split("\n===\n") for markup in MARKUPS}
TO_TERMS = ["term`t§`", "term`words <t§>`", "term`Term §`", "glossary:term`t§`", "ref`term-t§`", "any`Term §`"]
PARTS = {
    (markup, terms): _inline(markup) + [_role(markup, *to.strip("`").split("`")) for to in TO_TERMS if terms]
    for markup in MARKUPS
    for terms in (False, True)
}
NUMBERS, CHOICES = [0, 1, 2, 3, 4], [False, True]
TERM_OPTIONS = ["", ":aliases: word §", ":related: t1", ":prerequisites: t2, t3", ":tags: a", ":name: label-§"]
FIELDS = ["eli5", "deep-dive", "sources"]
GENERATED = ["term-index", "term-graph", "term-path t1", "term-graph t0\n:caption: Map"]
ROLES_IN_HEADINGS = [("abbr", "LLM (large)"), ("code", "x = 1"), ("math", "a^2"), ("term", "salt"), ("kbd", "Ctrl+C")]


@dataclass
class Writer:
    """Writes a document; `pick` decides what of each list is next."""

    markup: Markup
    terms: bool
    pick: Callable[[Sequence[Any]], Any]

    def text(self) -> str:
        parts = PARTS[self.markup, self.terms]
        found = ["word", *(self.pick(parts) for _ in range(self.pick(NUMBERS)))]
        return _numbered(" ".join(found), self.pick(NUMBERS))

    def heading(self, number: int, term: str = "") -> list[str]:
        """A heading with a role in it: Sphinx itself fails at links and downloads."""
        title = f"Title {number} {_role(self.markup, *self.pick(ROLES_IN_HEADINGS))}"
        lines = [title, "-" * 2 * len(title)] if self.markup == "rst" else [f"## {title}"]
        return lines + (["", *self.directive(f"term\n:id: {term}")] if term else [])

    def directive(self, source: str, body: Iterable[str] = (), *, colons: bool = False) -> list[str]:
        """`source`: its name and argument, then its options, then what is its own."""
        head, *rest = source.replace("¶", self.text()).split("\n")
        options = [line for line in rest if line.startswith(":")]
        own = [line for line in rest if not line.startswith(":")]
        if own and own[0]:  # More of the argument: signatures have one a line.
            head, own = "\n".join((head, *own)), []
        name, *arguments = re.split(r"[ \n]", head, maxsplit=1)
        argument = "".join(arguments)
        inside = [*own[1:], *body]
        if self.markup == "rst":
            argument = argument.replace("\n", f"\n{' ' * (len(name) + 6)}")
            lines = [f".. {name}:: {argument}".rstrip(), *_indented(options, 3), "", *_indented(inside, 3)]
            return "\n".join(lines).split("\n")
        mark = ":" if colons else "`"
        longest = max((len(run) for line in inside for run in re.findall(f"^\\s*({mark}+)", line)), default=2)
        fence = mark * max(longest + 1, 3)
        argument = argument.replace("\n", " ")
        return [f"{fence}{{{name}}} {argument}".rstrip(), *options, *([""] if inside else []), *inside, fence]

    def other(self, source: str, body: Iterable[str]) -> list[str]:
        lines: list[str] = []
        for line in source.split("\n"):
            if line.strip() == "…":
                lines += _indented(body, len(line) - 1)
            else:
                lines.append(line.replace("¶", self.text()))
        if set(lines[-1]) == {"^"}:
            lines[-1] = "^" * 2 * len(lines[-2])
        return lines

    def blocks(self, depth: int = 0) -> list[str]:
        """Random blocks."""
        kinds = ["paragraph", "box", "leaf", "other"] + ["heading"] * (depth == 0)
        if self.terms:
            kinds += ["entry", "entry", "generated"] + ["field"] * (depth > 0)
        most = (4, 3, 2, 1)[depth]
        return [
            line for _ in range(self.pick(range(1, most + 1))) for line in (*self.block(self.pick(kinds), depth), "")
        ]

    def block(self, kind: str, depth: int) -> list[str]:
        number = self.pick(NUMBERS)
        has_body = depth < 3 and kind in {"box", "other", "entry", "field"}
        body = self.blocks(depth + 1) if has_body else [self.text()]
        match kind:
            case "paragraph":
                return body
            case "heading":
                return self.heading(number, f"t{number}" if self.terms and self.pick(CHOICES) else "")
            case "box":
                return self.directive(_numbered(self.pick(BOXES), number), body, colons=self.pick(CHOICES))
            case "leaf":
                return self.directive(_numbered(self.pick(LEAVES), number))
            case "other":
                return self.other(_numbered(self.pick(OTHERS[self.markup]), number), body)
            case "entry":
                option = _numbered(self.pick(TERM_OPTIONS), number)
                name = " ¶" if self.pick(NUMBERS) == 3 else ""
                return self.directive(f"term Term {number}{name}\n:id: t{number}\n{option}".rstrip(), body)
            case "field":
                return self.directive(self.pick(FIELDS), body)
        return self.directive(self.pick(GENERATED))

    def everything(self) -> list[str]:
        """Each kind of block once, in a term or outside, with each kind of inline markup somewhere."""
        every = [self.directive(_numbered(source, self.pick(NUMBERS)), [self.text()]) for source in BOXES]
        every += [self.directive(_numbered(source, self.pick(NUMBERS))) for source in LEAVES]
        others = OTHERS[self.markup]
        every += [self.other(_numbered(source, self.pick(NUMBERS)), [self.text()]) for source in others]
        found: list[str] = []
        for number, start in enumerate(range(0, len(every), 8)):
            some = [[*block, ""] for block in every[start : start + 8]]
            found += [*self.heading(number, f"h{number}" if self.terms and number % 2 else ""), ""]
            if self.terms:
                options = f":id: t{number}" + (f"\n:related: t{number - 1}" if number else "")
                field = self.directive(FIELDS[number % 3], [*chain(*some[4:]), self.text()])
                body = [self.text(), "", *chain(*some[:4]), *field]
                found += [*self.directive(f"term Term {number}\n{options}", body), ""]
            else:
                found += chain(*some)
        for source in GENERATED if self.terms else ():
            found += [*self.directive(source), ""]
        return found


def _indented(lines: Iterable[str], by: int) -> list[str]:
    return [" " * by + line if line else "" for line in lines]


@st.composite
def documents(draw: st.DrawFn, markup: Markup, *, terms: bool) -> str:
    return "\n".join(Writer(markup, terms, lambda found: draw(st.sampled_from(found))).blocks())


def everything(markup: Markup, *, terms: bool) -> str:
    turns: dict[int, Iterator[Any]] = {}
    writer = Writer(markup, terms, lambda found: next(turns.setdefault(id(found), cycle(found))))
    return "\n".join(writer.everything())


# Building and comparing.


@functools.cache
def modules() -> tempfile.TemporaryDirectory[str]:
    """The folder of the modules that are documented: Python reads each of them once."""
    folder = tempfile.TemporaryDirectory()
    for name in ("documented", "boxes_instead"):
        (Path(folder.name) / f"{name}.py").write_text(PARTS_OF[f"{name}.txt"])
    return folder


class Way(NamedTuple):
    """How a document is built. A seed says which messages are translated, and how."""

    markup: Markup
    terms: bool
    builder: str = "html"
    language: str = "en"
    targets: Sequence[str] = ()
    seed: int = 0


def project_of(folder: Path, document: str, way: Way, extension: str) -> Project:
    extensions = [*EXTENSIONS, extension]
    conf = PARTS_OF["conf.txt"].format(modules=modules().name, extensions=extensions, targets=way.targets)
    project = Project(folder, conf)
    project.write({"index.md": "# Home\n\n```{toctree}\npage\nother\nterms\n```\n", "conf.py": conf})
    project.write({"other.rst": PARTS_OF["other.txt"], "part.txt": "Included *text*.\n\nMore of it.\n"})
    project.write({"terms.md": PARTS_OF["terms.txt"] if way.terms else "# Nothing\n"})
    (project.source / "picture.png").write_bytes((FOREIGN / "picture.png").read_bytes())
    write_page(project, document, way.markup)
    return project


def write_page(project: Project, document: str, markup: Markup) -> None:
    title = "Page\n====\n\n" if markup == "rst" else "# Page\n\n"
    project.write({f"page.{markup}": title + document + "\n"})


def messages_of(built: Built) -> dict[str, list[str]]:
    """The messages of every page after a gettext build."""
    catalogs = {file.stem: read_po(io.BytesIO(file.read_bytes())) for file in sorted(built.outdir.glob("*.pot"))}
    return {name: [str(one.id) for one in catalog if one.id and not one.context] for name, catalog in catalogs.items()}


def translated(message: str, number: int, seed: int) -> str:
    """A good translation, or a bad one; none for most numbers. Without a seed there are only good ones."""
    if seed < 0:  # Sphinx itself fails at some references that reStructuredText has in both.
        return f"訳 {message}" if number < 6 and "_" not in message else ""
    ways = ["訳 {0}", "{0}。", "訳", "- {0}", "訳**「{0}」**です", "{0}\n\n{0}"]
    return ways[number].format(message) if number < len(ways) else ""


def write_catalogs(project: Project, messages: dict[str, list[str]], seed: int) -> None:
    """A part is translated, a part is fuzzy, a part is empty."""
    folder = project.source / "locales/ja/LC_MESSAGES"
    folder.mkdir(parents=True)
    for name, texts in messages.items():
        catalog = Catalog("ja")
        for message in texts:
            number = zlib.crc32(f"{seed} {message}".encode())
            text = translated(message, number % 12, seed)
            catalog.add(message, text, flags=["fuzzy"] if number // 12 % 5 == 0 and text else [])
        with (folder / f"{name}.po").open("wb") as file:
            write_po(file, catalog)


_WARNING = re.compile(r"^(?:(?P<place>.*?:\d+): |(?P<no_line>.*?): )?(?P<text>(?:WARNING|ERROR|CRITICAL|SEVERE): .*)$")
_OURS = re.compile(r"\[glossary\.[\w-]+\]$")


# MyST before 5 says lines that are one off in the content of some directives, and not of the same ones in both builds.
_LINES_ARE_OFF = int(myst_parser.__version__.partition(".")[0]) < 5

# References to terms, of which the other extension knows none.
_TO_TERM = re.compile(r"'(?:t\d|Term \d|term-t\d|words?|nothing)'")


def warnings_of(built: Built) -> Counter[str]:
    """The warnings that are not ours, nor of references to terms."""
    found = [line for line in built.warnings if _WARNING.match(line)]
    found = [line for line in found if not _OURS.search(line) and not _TO_TERM.search(line)]
    if _LINES_ARE_OFF:
        found = [re.sub(r":\d+(?=:)", "", line, count=1) for line in found]
    return Counter(found)


def check_places(built: Built) -> None:
    for line in built.warnings:
        if _OURS.search(line):
            match = _WARNING.match(line)
            assert match, line
            assert match["place"], line


class SphinxError(Exception):
    """Sphinx fails without this extension."""


def build_other(project: Project, builder: str, language: str = "en") -> Built:
    try:
        return project.build(builder, language=language)
    except Exception as error:
        raise SphinxError from error


def compare(document: str, way: Way) -> None:
    with tempfile.TemporaryDirectory() as folder:
        # One after the other in the same place, since errors show paths.
        place = Path(folder) / "project"
        theirs = project_of(place, document, way, "boxes_instead")
        if way.language == "ja":
            messages = messages_of(build_other(theirs, "gettext"))
            write_catalogs(theirs, messages, way.seed)
        without = build_other(theirs, way.builder, way.language)
        shown_without = shown(without)
        place.rename(Path(folder) / "other project")
        ours = project_of(place, document, way, "sphinx_glossary_terms")
        if way.language == "ja":
            write_catalogs(ours, messages_of(ours.build("gettext")) if way.terms else messages, way.seed)
        built = ours.build(way.builder, language=way.language)
        check_places(built)
        if way.terms:
            further = warnings_of(built) - warnings_of(without)
            assert not further, further
        else:
            assert built.warnings == without.warnings
            assert shown(built) == shown_without


_BODY = re.compile(r'<div class="body" role="main">.*<div class="clearer">', re.DOTALL)
# Times, and the numbers that MyST makes up for equations.
_VARIES = re.compile(r'"POT-Creation-Date: .*|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}')


def shown(built: Built) -> dict[str, str]:
    """What readers see of the pages, in any builder."""
    found = {}
    for name, content in built.files().items():
        if name.endswith((".html", ".xhtml", ".tex", ".txt", ".pot", ".texi", ".1", ".xml")):
            text = _VARIES.sub("", content.decode())
            # Sphinx names every domain that there is in the root of XML files.
            text = text.replace(' xmlns:glossary="https://www.sphinx-doc.org/"', "")
            body = _BODY.search(text)
            found[name] = body[0] if body else text
    return found


QUIET = settings(max_examples=examples(3, 8, 40))
BUILDERS = ["html", "html", "latex", "gettext", "text", "dirhtml", "singlehtml", "epub"]


TRANSLATED = [[], ["index", "image", "raw", "literal-block", "doctest-block"]]


def ways(*, terms: bool) -> st.SearchStrategy[Way]:
    choices: list[Sequence[Any]] = [MARKUPS, [terms], BUILDERS, ["en", "ja"], TRANSLATED, range(10)]
    return st.builds(Way, *map(st.sampled_from, choices))


# Other extensions use what Sphinx deprecates.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")


@contextmanager
def unless_sphinx_fails() -> Iterator[None]:
    """Leave a document at which Sphinx fails without this extension, too."""
    try:
        yield
    except SphinxError as error:
        event(f"Sphinx itself fails: {error.__cause__!r}"[:100])
        reject()


@pytest.mark.parametrize(
    ("markup", "terms", "builder", "language"),
    [
        ("rst", False, "html", "en"),
        ("rst", True, "latex", "en"),
        pytest.param("md", False, "latex", "en", marks=pytest.mark.slow),
        pytest.param("md", True, "html", "ja", marks=pytest.mark.slow),
    ],
)
def test_everything_at_once(markup: Markup, terms: bool, builder: str, language: str) -> None:
    compare(everything(markup, terms=terms), Way(markup, terms, builder, language, seed=-1))


@QUIET
@given(data=st.data())
@pytest.mark.parametrize("terms", [False, True])
def test_nothing_changes_but_for_terms(data: st.DataObject, terms: bool) -> None:
    """Without a term nothing at all; with terms there is no further warning but ours."""
    way = data.draw(ways(terms=terms))
    document = data.draw(documents(way.markup, terms=terms))
    with unless_sphinx_fails():
        compare(document, way)


@QUIET
@given(data=st.data(), markup=st.sampled_from(MARKUPS))
def test_after_an_edit_as_in_a_clean_build(data: st.DataObject, markup: Markup) -> None:
    before, after = (data.draw(documents(markup, terms=True)) for _ in range(2))
    way = Way(markup, terms=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, document in {"before": before, "after": after}.items():
            with unless_sphinx_fails():
                build_other(project_of(Path(folder) / name, document, way, "boxes_instead"), "html")
        project = project_of(Path(folder) / "ours", before, way, "sphinx_glossary_terms")
        project.build()
        write_page(project, after, markup)
        rebuilt, clean = project.build().files(), project.clean().files()
    for page in ("page.html", "terms.html", "glossary-terms.html"):
        assert without_navigation(rebuilt[page]) == without_navigation(clean[page])


# What this found.


def test_what_other_markup_makes_of_a_term(project: Project) -> None:
    """An error quotes source, which is no block of code; a name has an unknown role; a link leads nowhere, said once."""
    table = "````{table} Caption\n\n```{term-index}\n```\n\nText.\n````\n"
    term = ":::{term} Word {unknown}`x`\n:id: word\n\nSee [text](missing.md), {ref}`nowhere`, {doc}`nothing`, {term}`none`.\n:::\n"
    project.write(
        {"index.md": f"# A\n\n```{{toctree}}\nb\n```\n\n{term}\n{table}", "b.md": "# B\n\n```{term-index}\n```\n"}
    )
    built = project.build()
    assert any("exactly one table expected" in line for line in built.warnings)
    for target in ("missing.md", "nowhere", "nothing", "none"):
        assert len([line for line in built.warnings if target in line]) == 1
    assert built.ours == []
    assert built.domain.glossary.terms["word"].name == "Word"
