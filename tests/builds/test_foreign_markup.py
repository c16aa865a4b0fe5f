"""Random documents of everything that Sphinx and its usual extensions know, on pages with terms and without.

Each document is built twice, and compared: with this extension, and with a small one that knows the names of our
directives, and puts plain boxes in their place.
"""

from __future__ import annotations

import functools
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
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from hypothesis import event, given, reject, settings
from hypothesis import strategies as st

from support.attack import examples
from support.output import without_navigation
from support.project import Built, Project

Markup = Literal["rst", "md"]

# What documents are made of. In all of it `§` is a number, and `¶` is text with references.

ROLES = """\
abbr`LLM (large)` any`label-§` any`nothing` bdg-primary`new` c:func`c_function_§` code`x = 1` confval`setting_§`
cpp:any`Vector§` doc`other` doc`there </other>` doc`missing` download`the file <part.txt>` envvar`PLACE§` eq`formula-§`
index`pair: flour; water` issue`§` guilabel`&Save` js:func`walk_§` kbd`Ctrl+C` math`a_{§}^2` meth`~Class§.method`
numref`Number %s <table-§>` numref`figure-§` octicon`report` option`program --long=§` pep`8`
py:class`~documented.Documented` py:obj`documented` ref`Text <label-§>` ref`figure-§` ref`nothing` ref`glossary-terms`
rst:dir`thing§` samp`x {y}` sup`2` term`salt` term`some salt <salt>` term`nothing` token`start§` unknown-role`text`
custom`text`"""

INLINE = {
    "rst": r"""
[#]_ | [#note-§]_ | [§]_ | [*]_ | [Knuth§]_ | |replaced-§| | |picture-§| | |undefined| | `far`_ | `anonymous`__
`phrase <https://example.org/§>`_ | _`inline target §` | `inline target §`_ | nowhere_ | https://example.org | |replaced-§|_
*emphasis* | ``literal`` | `default` | \*escaped\* | a\ *b*\ c | *unclosed | <script> | "quoted" -- it's | 日本語*強調*です""",
    "md": r"""
[^note-§] | [text](#label-§) | [](#label-§) | [](#nothing) | [text](other.rst#other-label) | [file](part.txt)
<project:#label-§> | <https://example.org/§> | [far][far] | [label-§]{.marked #span-§} | {{ word }} | {{ undefined }}
~~struck~~ | $a_{§}$ | ![picture](picture.png) | ![](missing.png) | <b>bold</b> | *emphasis* | `literal` | \*escaped\*
*unclosed | <!-- hidden --> | "quoted" -- it's | <inv:#nothing> | 日本語**「強調」**です | <img src="picture.png" alt="x">""",
}

# Directives that hold other blocks.
BOXES = r"""
admonition ¶
container marked
versionadded 1.§
note
only html
only latex or text
ifconfig False
rst-class marked
seealso
sidebar ¶
table ¶\n:name: table-§\n:widths: 30 70
topic ¶
todo
unknown-box ¶
card ¶
dropdown ¶\n:open:
grid 1 2
figure picture.png\n:name: figure-§\n:target: label-§_\n:figclass: marked
object thing §
option -x, --long=<n>
confval setting_§\n:type: ``int``\n:default: *x*
glossary-box
py:class Class§(a: int = 1, *args: str)\n:final:
py:function function_§(a: int, b: list[str] = [], /, *, c: "Class§" | None = None) -> dict[str, int]\n:async:
py:function function_§(a: str, b: int) -> None\nfunction_§(a: int) -> None
py:function broken_§(a: int
py:module module_§\n:synopsis: what it does
c:function int c_function_§(const char *a, struct point b[§])
cpp:class template<typename T, int N = §> Vector§ : public Base<T>
js:function walk_§(where, {how} = {})
rst:directive thing§
"""

# Directives without blocks in them: what is below the options is their own.
LEAVES = r"""
rubric ¶\n:name: rubric-§
image picture.png\n:name: picture-§\n:target: https://example.org
image missing.png\n:alt: ¶
code-block python\n:caption: ¶\n:name: code-§\n:linenos:\n\ndef f(): return ":term:`a`"
code-block\n\n.. term:: not a term
literalinclude part.txt\n:caption: ¶\n:lines: 1
include part.txt
include missing.txt
parsed-literal\n\n*a* ¶
math\n:label: formula-§\n\na_§ = b
raw html\n\n<p>raw <i>text</i></p>
toctree\n:caption: ¶\n:maxdepth: 1\n:numbered:\n\nThe other <other>\nFar <https://example.org>\nself
toctree\n\nmissing
index pair: water; salt\n:name: entry-§
todolist
graphviz\n:caption: ¶\n:alt: graph\n\ndigraph { a -> b; }
autoclass documented.Documented\n:members:\n:undoc-members:\n:show-inheritance:
automodule documented\n:members:
autosummary\n\ndocumented.overloaded\ndocumented.missing
list-table ¶\n:name: table-§\n:header-rows: 1\n\n* - ¶\n  - b\n* - ¶\n  - b
csv-table ¶\n:header: "a", "b"\n\n"¶", "b"
productionlist\nstart§: "(" other ")" | `start§`
unknown-leaf ¶\n:option: value\n\ntext
contents\n:local:
meta\n:description: ¶
class marked
glossary\n\nsugar§\n   ¶\n\nsweet§ : s\npepper§\n   ¶\n\n   * ¶
"""

# The files beside the page.
DOCUMENTED = '''\
"""A module, see :term:`salt` and [1]_.

.. [1] A note.
"""

import typing
from dataclasses import dataclass


@typing.overload
def overloaded(a: int) -> int: ...
def overloaded(a):
    """It does something :term:`nothing`.

    Args:
        a (int | str): a :ref:`label-1`

            * a list
    """


@dataclass
class Documented:
    """A class.

    Attributes
    ----------
    y : :term:`salt`

    .. versionadded:: 1.0
    """

    #: The list of things.
    y: "list[Documented]" = ()
'''
BOXES_INSTEAD = """\
from docutils import nodes
from docutils.parsers.rst.directives import unchanged
from sphinx.roles import EmphasizedLiteral
from sphinx.util.docutils import SphinxDirective

OPTIONS = "id aliases related prerequisites tags name caption".split()


class Box(SphinxDirective):
    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = dict.fromkeys(OPTIONS, unchanged)

    def run(self):
        content = self.parse_content_to_nodes()
        if not self.arguments:
            return [nodes.container("", *content)]
        text, messages = self.parse_inline(self.arguments[0], lineno=self.lineno)
        name = nodes.rubric(self.arguments[0], "", *text)
        self.set_source_info(name)
        box = nodes.container("", name, *messages, *content)
        self.set_source_info(box)
        self.add_name(box)
        return [box]


class Nothing(Box):
    def run(self):
        return [nodes.container()]


def setup(app):
    for name in ("term", "glossary:term", "eli5", "deep-dive", "sources"):
        app.add_directive(name, Box)
    for name in ("term-index", "term-graph", "term-path"):
        app.add_directive(name, Nothing)
    app.add_role("glossary:term", EmphasizedLiteral())
    return {"parallel_read_safe": True}
"""
FILES = {
    "other.rst": """\
.. _other-label:

Other
=====

.. glossary::

   salt
      It is white.

:ref:`label-1` :numref:`figure-1` :any:`label-1`
""",
    "part.txt": "Included *text*.\n\nMore of it.\n",
}
TERMS_PAGE = """\
# Terms

{term}`t0`, {term}`t1` and {term}`Term 2`, {ref}`term-t1`, [](#term-t2).

````{term} Always there
:id: t9
:related: t0, t1
:prerequisites: t2

Its {term}`text <t0>`.
````

```{term-index}
```

```{term-graph}
```

```{term-path} t9
```
"""
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
CONF = """\
import sys
if {modules!r} not in sys.path:
    sys.path.insert(0, {modules!r})
extensions = {extensions!r}
project = "Test"
author = copyright = ""
version = release = "1"
html_theme = "basic"
html_copy_source = False
html_last_updated_fmt = None
locale_dirs = ["locales"]
gettext_compact = False
gettext_additional_targets = {targets!r}
numfig = True
todo_include_todos = True
autosummary_generate = False
epub_show_urls = "no"
extlinks = {{"issue": ("https://example.org/%s", "issue %s")}}
myst_enable_extensions = ["amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist"]
myst_enable_extensions += ["html_admonition", "html_image", "smartquotes", "strikethrough", "substitution", "tasklist"]
myst_substitutions = {{"word": "a *word*"}}
myst_heading_anchors = 2
suppress_warnings = ["epub"]
"""
EXTENSIONS = ["myst_parser", "sphinx_design"]
EXTENSIONS += [f"sphinx.ext.{name}" for name in ("autodoc", "autosummary", "doctest", "extlinks", "graphviz")]
EXTENSIONS += [f"sphinx.ext.{name}" for name in ("ifconfig", "napoleon", "todo", "viewcode")]


# Documents: random ones, and those of everything.


def _numbered(text: str, number: int) -> str:
    return text.replace("§", str(number))


def _inline(markup: Markup) -> list[str]:
    parts = [part.strip() for part in re.split(r" \| |(?<!\\)\n", INLINE[markup].strip())]
    return parts + [_role(markup, *found) for found in re.findall(r"([\w:+-]+)`([^`]*)`", ROLES)]


def _role(markup: Markup, name: str, text: str) -> str:
    return f":{name}:`{text}`" if markup == "rst" else f"{{{name}}}`{text}`"


def _sources(rows: str) -> list[str]:
    return [row.replace("\\n", "\n") for row in rows.strip().splitlines()]


MARKUPS: list[Markup] = ["rst", "md"]
BOX_SOURCES, LEAF_SOURCES = _sources(BOXES), _sources(LEAVES)
# Other blocks, by markup. Each line of a block that contains only `…` is replaced by blocks.
OTHERS = {markup: Path(__file__).with_name("foreign") / f"others.{markup}.txt" for markup in MARKUPS}
OTHER_SOURCES = {
    markup: file.read_text(encoding="utf-8").removesuffix("\n").split("\n===\n") for markup, file in OTHERS.items()
}
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
                return self.directive(_numbered(self.pick(BOX_SOURCES), number), body, colons=self.pick(CHOICES))
            case "leaf":
                return self.directive(_numbered(self.pick(LEAF_SOURCES), number))
            case "other":
                return self.other(_numbered(self.pick(OTHER_SOURCES[self.markup]), number), body)
            case "entry":
                option = _numbered(self.pick(TERM_OPTIONS), number)
                name = " ¶" if self.pick(NUMBERS) == 3 else ""
                return self.directive(f"term Term {number}{name}\n:id: t{number}\n{option}".rstrip(), body)
            case "field":
                return self.directive(self.pick(FIELDS), body)
        return self.directive(self.pick(GENERATED))

    def everything(self) -> list[str]:
        """Each kind of block once, in a term or outside, with each kind of inline markup somewhere."""
        every = [self.directive(_numbered(source, self.pick(NUMBERS)), [self.text()]) for source in BOX_SOURCES]
        every += [self.directive(_numbered(source, self.pick(NUMBERS))) for source in LEAF_SOURCES]
        others = OTHER_SOURCES[self.markup]
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
    for name, text in {"documented": DOCUMENTED, "boxes_instead": BOXES_INSTEAD}.items():
        (Path(folder.name) / f"{name}.py").write_text(text)
    return folder


class Way(NamedTuple):
    """How a document is built."""

    markup: Markup
    terms: bool
    builder: str = "html"
    language: str = "en"
    targets: Sequence[str] = ()
    """What is translated beside the text."""
    seed: int = 0
    """Which messages are translated, and how."""


def project_of(folder: Path, document: str, way: Way, extension: str) -> Project:
    extensions = [*EXTENSIONS, extension]
    conf = CONF.format(modules=modules().name, extensions=extensions, targets=way.targets)
    project = Project(folder, conf)
    project.write({"index.md": "# Home\n\n```{toctree}\npage\nother\nterms\n```\n", "conf.py": conf, **FILES})
    (project.source / "picture.png").write_bytes(PICTURE)
    project.write({"terms.md": TERMS_PAGE if way.terms else "# Nothing\n"})
    write_page(project, document, way.markup)
    return project


def write_page(project: Project, document: str, markup: Markup) -> None:
    title = "Page\n====\n\n" if markup == "rst" else "# Page\n\n"
    project.write({f"page.{markup}": title + document + "\n"})


def messages_of(built: Built) -> dict[str, list[str]]:
    """The messages of every page after a gettext build."""
    found = {}
    for file in sorted(built.outdir.glob("*.pot")):
        with file.open("rb") as content:
            catalog = read_po(content)
        found[file.stem] = [str(message.id) for message in catalog if message.id and not message.context]
    return found


def translated(message: str, number: int, seed: int) -> str:
    """A good translation, or a bad one; none for most numbers. Without a seed there are only good ones."""
    if seed < 0:  # Sphinx itself fails at some references that reStructuredText has in both.
        return f"訳 {message}" if number < 6 and "_" not in message else ""
    ways = [
        f"訳 {message}",
        f"{message}。",
        "訳",
        f"- {message}",
        f"訳**「{message}」**です",
        f"{message}\n\n{message}",
    ]
    return ways[number] if number < len(ways) else ""


def write_catalogs(project: Project, messages: dict[str, list[str]], seed: int) -> None:
    """A part is translated, a part is fuzzy, a part is empty."""
    folder = project.source / "locales/ja/LC_MESSAGES"
    folder.mkdir(parents=True)
    for name, texts_ in messages.items():
        catalog = Catalog("ja")
        for message in texts_:
            number = zlib.crc32(f"{seed} {message}".encode())
            text = translated(message, number % 12, seed)
            catalog.add(message, text, flags=["fuzzy"] if number // 12 % 5 == 0 and text else [])
        with (folder / f"{name}.po").open("wb") as file:
            write_po(file, catalog)
        with (folder / f"{name}.mo").open("wb") as file:
            write_mo(file, catalog)


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


def ways(*, terms: bool) -> st.SearchStrategy[Way]:
    return st.builds(
        Way,
        st.sampled_from(MARKUPS),
        st.just(terms),
        st.sampled_from(BUILDERS),
        st.sampled_from(["en", "ja"]),
        st.sampled_from([[], ["index", "image", "raw", "literal-block", "doctest-block"]]),
        st.integers(0, 9),
    )


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


ALL_AT_ONCE: list[tuple[Markup, bool, str, str]] = [
    ("rst", False, "html", "en"),
    ("rst", True, "latex", "en"),
    ("md", False, "latex", "en"),
    ("md", True, "html", "ja"),
]
EVERYDAY = ALL_AT_ONCE[:2]


@pytest.mark.parametrize(
    ("markup", "terms", "builder", "language"),
    [pytest.param(*case, marks=[] if case in EVERYDAY else [pytest.mark.slow]) for case in ALL_AT_ONCE],
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

TERM = "\n```{term} Word\nDefinition.\n```\n"


def test_the_source_that_an_error_quotes_is_no_block_of_code(project: Project) -> None:
    project.write({"index.md": f"# A\n{TERM}\n````{{table}} Caption\n\n```{{term-index}}\n```\n\nText.\n````\n"})
    warnings = project.build().warnings
    assert any("exactly one table expected" in line for line in warnings)
    assert not any("[glossary." in line for line in warnings)


def test_a_link_to_a_missing_page_in_a_definition_is_reported_once(project: Project) -> None:
    project.write({"index.md": "# A\n\n```{toctree}\nb\n```\n\n```{term} Word\nSee [text](missing.md).\n```\n"})
    project.write({"b.md": "# B\n\n```{term-index}\n```\n"})
    assert len([line for line in project.build().warnings if "missing.md" in line]) == 1


def test_an_unknown_role_in_a_name(project: Project) -> None:
    project.write({"index.md": "# A\n\n:::{term} Word {unknown}`x`\n:id: word\n\nDefinition.\n:::\n"})
    assert project.build().domain.glossary.terms["word"].name == "Word"
