"""Random documents of everything that Sphinx and its usual extensions know, on pages with terms and without.

Each document is a tree of blocks that can be written in reStructuredText and in MyST. It is built twice, and compared:
with this extension, and with a small one that knows the names of our directives, and puts plain boxes in their place.
"""

from __future__ import annotations

import functools
import re
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

import myst_parser
import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from hypothesis import event, given, reject, settings
from hypothesis import strategies as st

from support.attack import IS_NIGHT, examples
from support.output import without_navigation
from support.project import Built, Project

Markup = Literal["rst", "md"]

# What documents are made of. In all of it `§` is a number, and `¶` is text with references.

ROLES = """\
abbr`LLM (large)` any`label-§` any`nothing` bdg-primary`new` c:func`c_function_§` c:expr`a + 1` class`Class§`
code`x = 1` command`ls` confval`setting_§` cpp:any`Vector§` cpp:expr`a * 2` cve`2020-10735` dfn`word` doc`other`
doc`there </other>` doc`missing` download`part.txt` download`the file <part.txt>` download`missing.zip` envvar`PLACE§`
eq`formula-§` eq`nothing` external+no:doc`x` file`a/{b}.c` func`function_§` guilabel`&Save` index`word`
index`pair: flour; water` issue`§` js:func`walk_§` kbd`Ctrl+C` keyword`if` mailheader`From` manpage`ls(1)`
math`a_{§}^2` menuselection`File --> Save` meth`~Class§.method` mod`module_§` numref`Number %s <table-§>` numref`code-§`
numref`figure-§` numref`nothing` octicon`report` option`program --long=§` option`-x` pep`8` program`ls` py:attr`nothing`
py:class`~documented.Documented` py:obj`documented` ref`Text <label-§>` ref`figure-§` ref`label-§` ref`nothing`
ref`glossary-terms` rfc`2324` rst:dir`thing§` samp`x {y}` sub`2` sup`2` term`salt` term`some salt <salt>` term`nothing`
token`start§` title-reference`Work` unknown-role`text` custom`text`"""

INLINE = {
    "rst": r"""
[#]_ | [#note-§]_ | [§]_ | [*]_ | [Knuth§]_ | [Nobody]_ | |replaced-§| | |picture-§| | |undefined| | `far`_ | far_
`phrase <https://example.org/§>`_ | `anonymous`__ | _`inline target §` | `inline target §`_ | nowhere_ | https://example.org
*emphasis* | **strong** | ``literal`` | `default` | \*escaped\* | a\ *b*\ c | *unclosed | `unclosed | me@example.org
<script> | "quoted" -- it's | 日本語*強調*です | |replaced-§|_""",
    "md": r"""
[^note-§] | [^nobody] | [text](#label-§) | [](#label-§) | [](#nothing) | [](other.rst) | [text](other.rst#other-label)
[file](part.txt) | <project:#label-§> | <https://example.org/§> | [far][far] | [label-§]{.marked #span-§} | {{ word }}
{{ env.docname }} | {{ undefined }} | ~~struck~~ | $a_{§}$ | $x | ![picture](picture.png) | ![](missing.png) | <b>bold</b>
*emphasis* | **strong** | `literal` | \*escaped\* | *unclosed | <!-- hidden --> | &amp; | "quoted" -- it's | H<sub>2</sub>O
<inv:#nothing> | 日本語**「強調」**です | line\
break | <img src="picture.png" alt="x"> | <unclosed""",
}

# Directives that hold other blocks.
BOXES = r"""
admonition ¶
attention
caution
compound
container marked
deprecated 1.§ ¶
versionadded 1.§
versionchanged 1.§ ¶
epigraph
error
hint
important
note
only html
only latex or text
only not html
ifconfig True
ifconfig False
pull-quote
rst-class marked
seealso
sidebar ¶
table ¶\n:name: table-§\n:widths: 30 70
tip
topic ¶
todo
warning
unknown-box ¶
card ¶
dropdown ¶\n:open:
grid 1 2
grid-item
grid-item-card ¶\n:link: label-§\n:link-type: ref
tab-set
tab-item Tab §
figure picture.png\n:name: figure-§\n:alt: picture ¶
figure picture.png\n:target: label-§_\n:figclass: marked
code-block-caption
hlist\n:columns: 2
acks
describe thing §
object thing §
envvar PLACE§
option -x, --long=<n>
confval setting_§\n:type: ``int``\n:default: *x*
program-box
glossary-box
py:attribute Class§.attribute\n:type: list[int]\n:value: [§]
py:class Class§(a: int = 1, *args: str)\n:final:
py:class Generic§[T: (int, str), *Ts, **P](Base[T])
py:data value_§\n:type: dict[str, ~documented.Documented]\n:value: {}
py:decorator decorate_§(a)
py:exception Error§
py:function function_§(a: int, b: list[str] = [], /, *, c: "Class§" | None = None) -> dict[str, int]\n:async:
py:function function_§[T](a: T) -> T\nfunction_§(a: str, b: int) -> None
py:function broken_§(a: int
py:method Class§.method(self, a: Literal["x", 1]) -> Self\n:classmethod:
py:module module_§\n:synopsis: what it does
py:property Class§.it\n:type: Callable[[int], str]
py:type Alias§\n:canonical: list[int | str]
c:enum Color§
c:function int c_function_§(const char *a, struct point b[§])
c:macro MAX_§(a, b)
c:member int point_§.x
c:struct point_§
c:type unsigned long size_§
c:function broken §(
cpp:alias function_§
cpp:class template<typename T, int N = §> Vector§ : public Base<T>
cpp:concept template<typename T> Sortable§
cpp:enum-class Kind§ : unsigned
cpp:function template<typename T> std::vector<T> sort_§(const T &a, int (*compare)(T, T)) noexcept
cpp:member std::map<int, std::string> table_§ = {{1, "a"}}
cpp:function broken§(
js:class Walker§(speed, [distance, unit])
js:function walk_§(where, {how} = {})
js:method Walker§.go(where)
rst:directive thing§
rst:directive:option size: number
rst:role role§
"""

# Directives without blocks in them: what is below the options is their own.
LEAVES = r"""
centered ¶
rubric ¶\n:name: rubric-§
versionadded 2.§ ¶
image picture.png\n:name: picture-§\n:target: https://example.org
image missing.png\n:alt: ¶
code-block python\n:caption: ¶\n:name: code-§\n:linenos:\n:emphasize-lines: 1\n\ndef f(): return ":term:`a`"
code-block\n\n.. term:: not a term
code-block console\n\n$ ls
literalinclude part.txt\n:caption: ¶\n:lines: 1
literalinclude missing.txt
include part.txt
include part.txt\n:literal:
include missing.txt
parsed-literal\n\n*a* ¶
math\n:label: formula-§\n\na_§ = b
math E = m c^2\n:nowrap:
raw html\n\n<p>raw <i>text</i></p>
raw latex\n\n\par{}
toctree\n:hidden:\n\nother
toctree\n:caption: ¶\n:maxdepth: 1\n:numbered:\n\nThe other <other>\nFar <https://example.org>\nself
toctree\n:glob:\n\nno*
toctree\n\nmissing
index single: flour; white
index pair: water; salt\n:name: entry-§
todolist
graphviz\n:caption: ¶\n:alt: graph\n\ndigraph { a -> b; }
graph small\n\na -- b
autofunction documented.overloaded
autoclass documented.Documented\n:members:\n:undoc-members:\n:show-inheritance:
automodule documented\n:members:
automodule missing
autosummary\n\ndocumented.overloaded\ndocumented.Documented
autosummary\n:nosignatures:\n\ndocumented.missing
program program-§
default-domain js
default-domain py
highlight c
currentmodule documented
codeauthor Nobody <a@example.org>
sectionauthor Nobody
tabularcolumns |l|l|
list-table ¶\n:name: table-§\n:header-rows: 1\n\n* - ¶\n  - b\n* - ¶\n  - b
csv-table ¶\n:header: "a", "b"\n\n"¶", "b"
table\n\n=== ===\na   b\n=== ===\n1   2\n=== ===
productionlist\nstart§: "(" other ")" | `start§`
productionlist group\nstart§: "a"
doctest\n\n>>> 1 + 1\n2
testcode\n\nprint(1)
unknown-leaf
unknown-leaf ¶\n:option: value\n\ntext
contents\n:local:
meta\n:description: ¶
button-ref label-§\n:color: primary
button-link https://example.org
card-carousel 2
title Other title
target-notes
sectnum
date
class marked
math\n\n\begin{aligned}
glossary\n\nsugar§\n   ¶\n\nsweet§ : s\npepper§\n   ¶\n\n   * ¶
"""

# Other blocks, by markup. Each line of a block that contains only `…` is replaced by blocks.
OTHERS = {
    "rst": """\
.. [#] ¶

   …
===
.. [#note-§] ¶
===
.. [§] ¶
===
.. [*] ¶
===
.. [Knuth§] ¶
===
.. |replaced-§| replace:: ¶
===
.. |picture-§| image:: picture.png
===
.. |picture-§| unicode:: 0xA9 .. sign
===
.. role:: custom(emphasis)
   :class: marked
===
.. default-role:: math
===
.. default-role::
===
.. far: https://example.org
.. _far: https://example.org/far
===
__ https://example.org/anonymous
===
.. _label-§:
===
.. _label-§:
.. _label-more-§:

Paragraph ¶
===
.. _label-§: nowhere_
===
.. A comment ¶
===
..

   A comment
===
:field §: ¶
:``code`` ¶:
   …
:param int a: ¶
:type a: list of :term:`salt`
:raises ValueError: ¶
===
Definition ¶ : classifier
   …
Second
   ¶
===
* ¶

  …
* ¶
===
#. ¶
#. ¶

   …
===
-x, --long=<n>  ¶
-y              ¶
===
| ¶
|   ¶
===
+---------------------------------------------------------+-----+
| a                                                       | b   |
+=========================================================+=====+
| * item :term:`salt`                                     | ::  |
|                                                         |     |
| .. note:: box                                           |   c |
+---------------------------------------------------------+-----+
| :ref:`label-§` [#note-§]_                                     |
+---------------------------------------------------------+-----+
===
== ==
a  ¶
== ==
===
   ¶

   …

   -- ¶
===
>>> print("x")
x
===
Code::

   :term:`x`
===
¶

----

¶
===
.. unknown:: ¶
   more

   …
===
Title §
^^
===
¶
   ¶
 ¶
""",
    "md": """\
[^note-§]: ¶

    …
===
(label-§)=
===
(label-§)=
¶
===
% A comment ¶
===
<!-- A comment ¶ -->
===
+++ {"a": 1}
===
| a | b |
|:--|--:|
| ¶ | ¶ |
| ¶ | `a` |
===
Definition ¶
: ¶

  …

  ¶
===
:field §: ¶
:`code` ¶:
  …
===
- ¶

  …
- ¶
===
1. ¶
2. ¶

   …
===
- [ ] ¶
- [x] ¶
===
> ¶
>
> ¶
===
<div class="admonition note">
<p>text</p>

¶

</div>
===
<div class="raw">
¶
</div>
===
<img src="picture.png" alt="x" width="20">
===
$$
a_§ = b
$$ (formula-§)
===
\\begin{equation}
a
\\end{equation}
===
{.marked #block-§}
¶
===
[far]: https://example.org/far
===
***
===
    indented code
===
~~~python
a = 1
~~~
===
```{eval-rst}
:ref:`label-§` and [Knuth§]_ and |replaced|

.. [Knuth§] A book.

.. |replaced| replace:: text
```
===
```{code-block} python
:name: code-§
---
wrong: option
---
```
===
```{note} ¶
:class: marked
```
===
```{figure-md} figure-§
![alt](picture.png)

¶
```
===
:::{unclosed ¶
===
#### Title §
===
Setext §
---
===
{unknown-role}`a` ¶ {{ word }}
""",
}

# The files beside the page.
DOCUMENTED = '''\
"""A module, see :term:`salt` and [1]_.

.. [1] A note.
"""

import typing
from dataclasses import dataclass


@typing.overload
def overloaded(a: int) -> int: ...
@typing.overload
def overloaded(a: str) -> "typing.Optional[str]": ...
def overloaded(a):
    """It does something :term:`nothing`.

    Args:
        a (int | str): a :ref:`label-1`

            * a list
        b: more

    Returns:
        dict[str, :class:`Documented`]: something

    Raises:
        ValueError: if not

    Example:
        >>> overloaded(1)
        1

    Note:
        A note.
    """


@dataclass
class Documented(typing.Generic[typing.TypeVar("T")]):
    """A class.

    Parameters
    ----------
    x : int, optional
        Something [2]_.

    Attributes
    ----------
    y : :term:`salt`

    References
    ----------
    .. [2] A reference.

    .. versionadded:: 1.0
    """

    x: int = 1
    #: The list of things.
    y: "list[Documented]" = ()

    @property
    def z(self) -> typing.Callable[..., int]:
        """A property."""
'''
WITH_TERMS = '''\
"""A module with a term.

.. term:: documented term
   :id: t3
   :related: t0

   See :term:`t1`, `inside`_ and :class:`Inside`.

   .. eli5::

      Simple [#inside]_.

.. _inside: https://example.org
.. [#inside] A note.
"""


class Inside:
    """A class, :term:`documented term`.

    .. glossary:term:: inner
       :id: t4

       Text.

    Args:
        a (int): a :term:`word <inner>`
    """
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
EXTENSIONS = [
    "myst_parser",
    "sphinx_design",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.doctest",
    "sphinx.ext.extlinks",
    "sphinx.ext.graphviz",
    "sphinx.ext.ifconfig",
    "sphinx.ext.napoleon",
    "sphinx.ext.todo",
    "sphinx.ext.viewcode",
]


# The tree of a document.


class Role(NamedTuple):
    """A reference by a role."""

    name: str
    text: str


class Inline(NamedTuple):
    """Inline markup, by markup."""

    rst: str
    md: str


Part: TypeAlias = "str | Role | Inline"
Text: TypeAlias = "tuple[Part, ...]"


@dataclass(frozen=True)
class Paragraph:
    text: Text


@dataclass(frozen=True)
class Heading:
    """A heading, perhaps the name of a term."""

    text: Text
    term: str = ""


@dataclass(frozen=True)
class Directive:
    """A directive. `source`: its name and argument, then its options, then what is its own."""

    source: str
    text: Text
    body: tuple[Block, ...] = ()
    colons: bool = False


@dataclass(frozen=True)
class Other:
    """Another block, by markup."""

    rst: str
    md: str
    text: Text
    body: tuple[Block, ...] = ()


Block: TypeAlias = "Paragraph | Heading | Directive | Other"
Document: TypeAlias = "Sequence[Block]"


@dataclass
class Writer:
    """Writes a document in one of the markups."""

    markup: Markup

    def text(self, text: Text) -> str:
        return " ".join(map(self._part, text))

    def _part(self, part: Part) -> str:
        if isinstance(part, str):
            return part
        if isinstance(part, Inline):
            return getattr(part, self.markup)  # type: ignore[no-any-return]
        return f":{part.name}:`{part.text}`" if self.markup == "rst" else f"{{{part.name}}}`{part.text}`"

    def blocks(self, blocks: Iterable[Block]) -> list[str]:
        return [line for block in blocks for line in (*self._block(block), "")]

    def _block(self, block: Block) -> list[str]:
        match block:
            case Paragraph(text):
                return self.text(text).split("\n")
            case Heading(text, term):
                title = self.text(text).replace("\n", " ")
                lines = [title, "-" * 2 * max(len(title), 2)] if self.markup == "rst" else [f"## {title}"]
                if term:
                    lines += ["", *self._directive(f"term\n:id: {term}", (), ())]
                return lines
            case Directive(source, text, body, colons):
                return self._directive(source, text, body, colons=colons)
            case Other():
                return self._other(block)

    def _directive(self, source: str, text: Text, body: tuple[Block, ...], *, colons: bool = False) -> list[str]:
        words = self.text(text).replace("\n", " ")
        head, *rest = source.replace("¶", words).split("\n")
        options = [line for line in rest if line.startswith(":")]
        own = [line for line in rest if not line.startswith(":")]
        if own and own[0]:  # More of the argument: signatures have one a line.
            head, own = "\n".join((head, *own)), []
        name, *arguments = re.split(r"[ \n]", head, maxsplit=1)
        argument = "".join(arguments)
        inside = own[1:] + self.blocks(body)
        if self.markup == "rst":
            argument = argument.replace("\n", f"\n{' ' * (len(name) + 6)}")
            lines = [f".. {name}:: {argument}".rstrip(), *_indented(options, 3), "", *_indented(inside, 3)]
            return "\n".join(lines).split("\n")
        mark = ":" if colons else "`"
        longest = max((len(run) for line in inside for run in re.findall(f"^\\s*({mark}+)", line)), default=2)
        fence = mark * max(longest + 1, 3)
        argument = argument.replace("\n", " ")
        return [f"{fence}{{{name}}} {argument}".rstrip(), *options, *([""] if inside else []), *inside, fence]

    def _other(self, block: Other) -> list[str]:
        lines: list[str] = []
        words = self.text(block.text)
        for line in (block.rst if self.markup == "rst" else block.md).split("\n"):
            if line.strip() == "…":
                lines += _indented(self.blocks(block.body), len(line) - 1)
            else:
                lines.append(line.replace("¶", words.replace("\n", " ")))
        if lines and set(lines[-1]) == {"^"}:
            lines[-1] = "^" * 2 * len(lines[-2])
        return lines


def _indented(lines: Iterable[str], by: int) -> list[str]:
    return [" " * by + line if line else "" for line in lines]


# Documents: random ones, and those of everything.

REFERENCES = [Role(name, text) for name, text in re.findall(r"([\w:+-]+)`([^`]*)`", ROLES)]
TO_TERMS = [
    Role("term", "t§"),
    Role("term", "words <t§>"),
    Role("term", "Term §"),
    Role("glossary:term", "t§"),
    Role("ref", "term-t§"),
    Role("any", "Term §"),
]


def _inline(markup: Markup) -> list[str]:
    return [part.strip() for part in re.split(r" \| |(?<!\\)\n", INLINE[markup].strip())]


def _pairs(rst: list[str], md: list[str]) -> list[tuple[str, str]]:
    size = max(len(rst), len(md))
    return list(islice(zip(cycle(rst), cycle(md), strict=False), size))


INLINES = [Inline(*pair) for pair in _pairs(_inline("rst"), _inline("md"))]
OTHER_PAIRS = _pairs(*(OTHERS[markup].removesuffix("\n").split("\n===\n") for markup in ("rst", "md")))


def _sources(rows: str) -> list[str]:
    return [row.replace("\\n", "\n") for row in rows.strip().splitlines()]


BOX_SOURCES, LEAF_SOURCES = _sources(BOXES), _sources(LEAVES)
TERM_OPTIONS = ["", ":aliases: word §", ":related: t1", ":prerequisites: t2, t3", ":tags: a", ":name: label-§"]
FIELDS = ["eli5", "deep-dive", "sources"]
GENERATED = ["term-index", "term-graph", "term-path t1", "term-graph t0\n:caption: Map"]
GENERATED += ["automodule with_terms\n:members:"]


def _numbered(text: str, number: int) -> str:
    return text.replace("§", str(number))


digits = st.integers(0, 4)


@st.composite
def texts(draw: st.DrawFn, *, terms: bool) -> Text:
    kinds: list[st.SearchStrategy[Part]] = [st.just("word"), st.sampled_from(INLINES), st.sampled_from(REFERENCES)]
    if terms:
        kinds.append(st.sampled_from(TO_TERMS))
    parts = draw(st.lists(st.one_of(kinds), min_size=1, max_size=4))
    number = draw(digits)
    return tuple(_part_numbered(part, number) for part in ("word", *parts))


def _part_numbered(part: Part, number: int) -> Part:
    match part:
        case Role(name, text):
            return Role(name, _numbered(text, number))
        case Inline(rst, md):
            return Inline(_numbered(rst, number), _numbered(md, number))
    return part


def _heading(number: int, text: Text) -> Text:
    """The text of a heading: Sphinx itself fails at links and downloads in it."""
    return (f"Title {number}", *(part for part in text if isinstance(part, Role) and part.name != "download"))


@st.composite
def blocks(draw: st.DrawFn, *, terms: bool, depth: int = 0) -> tuple[Block, ...]:
    kinds = ["paragraph", "box", "leaf", "other"]
    if depth == 0:
        kinds.append("heading")
    if terms:
        kinds += ["entry", "entry", "field", "generated"] if depth else ["entry", "entry", "generated"]
    most = (4, 3, 2, 1)[depth]
    return tuple(
        draw(block(draw(st.sampled_from(kinds)), terms=terms, depth=depth)) for _ in range(draw(st.integers(1, most)))
    )


@st.composite
def block(draw: st.DrawFn, kind: str, *, terms: bool, depth: int) -> Block:
    number, text = draw(digits), draw(texts(terms=terms))
    body = (
        draw(blocks(terms=terms, depth=depth + 1)) if depth < 3 and kind in {"box", "other", "entry", "field"} else ()
    )
    body = body or (Paragraph(text),)
    match kind:
        case "paragraph":
            return Paragraph(text)
        case "heading":
            return Heading(_heading(number, text), f"t{number}" if terms and draw(st.booleans()) else "")
        case "box":
            return Directive(_numbered(draw(st.sampled_from(BOX_SOURCES)), number), text, body, draw(st.booleans()))
        case "leaf":
            return Directive(_numbered(draw(st.sampled_from(LEAF_SOURCES)), number), text)
        case "other":
            rst, md = draw(st.sampled_from(OTHER_PAIRS))
            return Other(_numbered(rst, number), _numbered(md, number), text, body)
        case "entry":
            name = " ¶" if draw(st.integers(0, 3)) == 3 else ""
            option = _numbered(draw(st.sampled_from(TERM_OPTIONS)), number)
            return Directive(f"term Term {number}{name}\n:id: t{number}\n{option}".rstrip(), text, body)
        case "field":
            return Directive(draw(st.sampled_from(FIELDS)), text, body)
    return Directive(draw(st.sampled_from(GENERATED)), ())


def everything(*, terms: bool) -> Document:
    """Each kind of block once, in a term or outside, with each kind of inline markup somewhere."""
    numbers = cycle(range(5))
    parts: Iterator[Part] = cycle([*REFERENCES, *INLINES, *TO_TERMS] if terms else [*REFERENCES, *INLINES])

    def text() -> Text:
        number = next(numbers)
        return tuple(_part_numbered(part, number) for part in ("word", *islice(parts, 3)))

    def all_blocks() -> Iterator[Block]:
        for source in BOX_SOURCES:
            yield Directive(_numbered(source, next(numbers)), text(), (Paragraph(text()),), next(numbers) > 2)
        for source in LEAF_SOURCES:
            yield Directive(_numbered(source, next(numbers)), text())
        for rst, md in OTHER_PAIRS:
            number = next(numbers)
            yield Other(_numbered(rst, number), _numbered(md, number), text(), (Paragraph(text()),))

    found: list[Block] = []
    for number, some in enumerate(_batched([*all_blocks()], 8)):
        found.append(Heading(_heading(number, text()), f"h{number}" if terms and number % 2 else ""))
        if not terms:
            found += some
            continue
        options = f":id: t{number}" + (f"\n:related: t{number - 1}" if number else "")
        inside = Directive(FIELDS[number % 3], (), (*some[4:], Paragraph(text())))
        found.append(Directive(f"term Term {number}\n{options}", (), (Paragraph(text()), *some[:4], inside)))
    if terms:
        found += (Directive(source, ()) for source in GENERATED)
    return found


def _batched(found: list[Block], size: int) -> Iterator[list[Block]]:
    for start in range(0, len(found), size):
        yield found[start : start + size]


# Building and comparing.


@functools.cache
def modules() -> tempfile.TemporaryDirectory[str]:
    """The folder of the modules that are documented: Python reads each of them once."""
    folder = tempfile.TemporaryDirectory()
    for name, text in {"documented": DOCUMENTED, "with_terms": WITH_TERMS, "boxes_instead": BOXES_INSTEAD}.items():
        (Path(folder.name) / f"{name}.py").write_text(text)
    return folder


class Way(NamedTuple):
    """How a document is built."""

    markup: Markup
    terms: bool
    builder: str = "html"
    language: str = "en"
    first: bool = False
    """Whether this extension comes before all others."""
    targets: Sequence[str] = ()
    """What is translated beside the text."""
    seed: int = 0
    """Which messages are translated, and how."""


def project_of(folder: Path, document: Document, way: Way, extension: str) -> Project:
    extensions = [extension, *EXTENSIONS] if way.first else [*EXTENSIONS, extension]
    conf = CONF.format(modules=modules().name, extensions=extensions, targets=way.targets)
    project = Project(folder, conf)
    project.write({"index.md": "# Home\n\n```{toctree}\npage\nother\nterms\n```\n", "conf.py": conf, **FILES})
    (project.source / "picture.png").write_bytes(PICTURE)
    project.write({"terms.md": TERMS_PAGE if way.terms else "# Nothing\n"})
    write_page(project, document, way.markup)
    return project


def write_page(project: Project, document: Document, markup: Markup) -> None:
    title = "Page\n====\n\n" if markup == "rst" else "# Page\n\n"
    project.write({f"page.{markup}": title + "\n".join(Writer(markup).blocks(document)) + "\n"})


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
_TO_TERM = re.compile(r"'(?:t\d|Term \d|term-t\d|words?|inner|documented term)'")


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


def compare(document: Document, way: Way) -> None:
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
BUILDERS = ["html", "html", "latex", "gettext", "text", "dirhtml", "singlehtml"]
MORE_BUILDERS = ["epub", "man", "texinfo", "xml"] if IS_NIGHT else []
MARKUPS: list[Markup] = ["rst", "md"]


def ways(*, terms: bool) -> st.SearchStrategy[Way]:
    return st.builds(
        Way,
        st.sampled_from(MARKUPS),
        st.just(terms),
        st.sampled_from([*BUILDERS, *MORE_BUILDERS]),
        st.sampled_from(["en", "ja"]),
        st.booleans(),
        st.sampled_from([[], ["index", "image", "raw", "literal-block", "doctest-block"]]),
        st.integers(0, 9),
    )


# Other extensions use what Sphinx deprecates.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")


def try_to_build(project: Project) -> None:
    """Leave it if Sphinx fails without this extension too."""
    try:
        project.build()
    except Exception as error:
        event(f"Sphinx itself fails: {error!r}"[:100])
        reject()


def try_to_compare(document: Document, way: Way) -> None:
    try:
        compare(document, way)
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
if IS_NIGHT:
    ALL_AT_ONCE = [
        (markup, terms, builder, language)
        for markup in MARKUPS
        for terms in (False, True)
        for builder in ("html", "latex", "text", "gettext")
        for language in ("en", "ja")
        # Sphinx itself fails: it has more marks of footnotes than footnotes, in a translated document.
        if (markup, terms, language) != ("rst", False, "ja")
    ]


@pytest.mark.parametrize(
    ("markup", "terms", "builder", "language"),
    [pytest.param(*case, marks=[] if case in EVERYDAY else [pytest.mark.slow]) for case in ALL_AT_ONCE],
)
def test_everything_at_once(markup: Markup, terms: bool, builder: str, language: str) -> None:
    compare(everything(terms=terms), Way(markup, terms, builder, language, seed=-1))


@QUIET
@given(blocks(terms=False), ways(terms=False))
def test_without_terms_nothing_changes(document: Document, way: Way) -> None:
    try_to_compare(document, way)


@QUIET
@given(blocks(terms=True), ways(terms=True))
def test_with_terms_no_further_warning_but_ours(document: Document, way: Way) -> None:
    try_to_compare(document, way)


@QUIET
@given(blocks(terms=True), blocks(terms=True), st.sampled_from(MARKUPS))
def test_after_an_edit_as_in_a_clean_build(before: Document, after: Document, markup: Markup) -> None:
    way = Way(markup, terms=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, document in {"before": before, "after": after}.items():
            try_to_build(project_of(Path(folder) / name, document, way, "boxes_instead"))
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
