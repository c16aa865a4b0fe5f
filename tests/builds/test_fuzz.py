"""Documents that nobody would write on purpose: never a traceback, never lost text, in either markup."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from support.attack import examples
from support.project import Project

QUIET = settings(max_examples=examples(25, 90, 900))

DIRECTIVES = ["term", "eli5", "deep-dive", "sources", "term-index", "glossary:term", "glossary:eli5", "note"]
OPTIONS = ["id", "aliases", "hidden-aliases", "reading", "prerequisites", "broader", "related", "tags", "old-ids"]
OPTIONS += ["no-graph", "no-autolink", "name", "class", "by"]
VALUES = ["", "a", "a, b", "a,", "Ä b", "[a, b]", "日本", "a-b", "A_B", "-1", "LR", "tag", "x" * 80, "é|ü", "a;b"]
VALUES += ["</pre>"]
NAMES = ["", "a", "b", "a b", "日本", "C++", "*a*", "x" * 60, "a; b", "<script>", "%%", '"q"', "a|b"]

options = st.builds(lambda name, value: f":{name}: {value}".rstrip(), st.sampled_from(OPTIONS), st.sampled_from(VALUES))
marks = st.sampled_from(["```", "````", "`````", ":::", "::::", "~~~"])
inline = st.sampled_from(["", " {term}`a`", " {term}`x <b>`", " {term}`日本`", " **b**", " [l](#term-a)", " `c`"])


def words(pattern: str, /) -> st.SearchStrategy[str]:
    """Lines with a word that can be looked for."""
    return st.builds(lambda number: pattern.format(f"word{number}"), st.integers(0, 99))


directive = "{}{{{}}} {}".format
myst_line = st.one_of(
    *map(words, ("{}", "- {}", "> {}", "  {}", "# {}", "## {}")),
    *(st.builds("{}{}".format, words("{}"), inline), st.just(""), options, marks),
    st.builds(directive, marks, st.sampled_from(DIRECTIVES), st.sampled_from(NAMES)).map(str.rstrip),
)


@st.composite
def rst_block(draw: st.DrawFn, depth: int = 0) -> list[str]:
    """Paragraphs and directives, some of them with the wrong indentation."""
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        if depth < 3 and draw(st.booleans()):
            name, argument = draw(st.sampled_from(DIRECTIVES)), draw(st.sampled_from(NAMES))
            lines.append(f".. {name}:: {argument}".rstrip() if name.endswith("term") else f".. {name}::")
            used: set[str] = set()
            for option in draw(st.lists(options, max_size=3)) if name.endswith("term") else []:
                if option.split(":")[1] not in used | {"by", "no-graph", "no-autolink", "class"}:
                    used.add(option.split(":")[1])
                    lines.append(f"   {option}")
            lines.append("")
            indent = " " * draw(st.sampled_from([3, 3, 3, 2, 5]))
            body = draw(rst_block(depth + 1)) if name != "term-index" else []
            lines += [f"{indent}{line}" if line else "" for line in body]
        else:
            lines.append(draw(words("{}")))
        lines.append("")
    return lines


def build(name: str, text: str) -> None:
    written = {word for word in text.replace("`", " ").split() if word.startswith("word")}
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder))
        project.write({name: text})
        built = project.build("html", html_theme="basic", glossary_terms_autolink="section")
        shown = built.page("index").astext()
    lost = {word for word in written if word not in shown}
    assert not lost, (lost, text, built.warnings)


@QUIET
@given(st.lists(myst_line, max_size=25))
def test_myst(lines: list[str]) -> None:
    build("index.md", "Start.\n\n" + "\n".join(lines) + "\n")


@QUIET
@given(rst_block())
def test_rst(lines: list[str]) -> None:
    build("index.rst", "Title\n=====\n\n" + "\n".join(lines) + "\n")
