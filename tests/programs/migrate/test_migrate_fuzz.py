"""Glossaries of every shape, in either markup: after the conversion Sphinx still finds every name, anchor and text."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from docutils import nodes
from hypothesis import given, settings
from hypothesis import strategies as st
from sphinx import addnodes

from sphinx_glossary_terms.doctree.nodes import term_entry, term_name
from sphinx_glossary_terms.programs.migrate import convert
from sphinx_glossary_terms.programs.migrate_reading import Reader, SourceFile, open_reader
from support.attack import examples
from support.pages import data

pytestmark = pytest.mark.slow

NAMES, MYST_NAMES, RST_NAMES = data(__file__, "names.yaml").values()

word = st.integers(0, 99).map("word{}".format)


def indented(lines: list[str], indent: str) -> list[str]:
    return [f"{indent}{line}" if line else "" for line in lines]


def fence_around(lines: list[str], char: str) -> str:
    runs = re.findall(rf"{re.escape(char)}{{3,}}", "\n".join(lines))
    return char * max(3, 1 + max(map(len, runs), default=0))


@st.composite
def blocks(draw: st.DrawFn, *, myst: bool, depth: int = 0) -> list[str]:
    """The lines of a definition, or of what stands around a glossary."""
    lines: list[str] = []
    for number in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["text", "text", "link", "code", "box", "unknown", "list", "label", "glossary"]))
        text = draw(word)
        lines += [""] if number else []
        if kind == "link":
            lines += [f"{text} {{term}}`bread` [^1]" if myst else f"{text} :term:`bread` and :unknown:`x`, |sub|", text]
        elif kind == "code" and myst:
            char = draw(st.sampled_from("`~"))
            lines += [char * 3, f"\t{text}", f"    {char * 3}", ":::", char * 3]
        elif kind == "code":
            glossary_in_code = "   .. glossary::\n\n      no\n        no entry".split("\n")
            lines += [f"{text}::", "", f"   {text}", "\tmore", "", *glossary_in_code]
        elif kind in {"box", "unknown"} and depth < 2:
            inner = draw(blocks(myst=myst, depth=depth + 1))
            name = "note" if kind == "box" else "unknown"
            if myst:
                fence = fence_around(inner, draw(st.sampled_from("`:~")))
                lines += [f"{fence}{{{name}}}", *inner, fence]
            else:
                lines += [f".. {name}::", "", *indented(inner, draw(st.sampled_from(["   ", "  ", "\t"])))]
        elif kind == "list" and depth < 2:
            inner = draw(blocks(myst=myst, depth=depth + 1))
            lines += [f"- {inner[0]}", *indented(inner[1:], "  ")]
        elif kind == "label":
            lines += [f"(label-{text})=" if myst else f".. _label-{text}:", "", text]
        elif kind == "glossary" and not depth:
            lines += draw(glossary(myst=myst, depth=depth + 2))
        else:
            lines += [text]
    return lines


@st.composite
def glossary(draw: st.DrawFn, *, myst: bool, depth: int = 0) -> list[str]:
    """A glossary, with or without some of the mistakes that people make."""
    lines: list[str] = []
    names = st.sampled_from(NAMES + (MYST_NAMES if myst else RST_NAMES))
    comment = st.sampled_from([[".. why"], [".. why", "   and how"], [".. index:: why", ""], [".. _why:", ""]])
    if draw(st.integers(0, 9)) == 0:
        lines += [f"  {draw(word)}", ""]
    for _ in range(draw(st.integers(1, 5))):
        lines += draw(comment) if draw(st.integers(0, 4)) == 0 else []
        for name in draw(st.lists(names, min_size=1, max_size=3)):
            lines += [name]
            lines += draw(comment) if draw(st.integers(0, 9)) == 0 else []
        if draw(st.integers(0, 9)):
            indent = draw(st.sampled_from(["  ", "   ", "    ", "\t"]))
            lines += indented(draw(blocks(myst=myst, depth=depth + 1)), indent)
            lines += [f" {draw(word)}"] if draw(st.integers(0, 19)) == 0 else []
        lines += [""] * draw(st.integers(0, 2))
    options = [":sorted:"] if draw(st.integers(0, 3)) == 0 else []
    if myst:
        fence = fence_around(lines, draw(st.sampled_from("```::~")))
        # A role right below options is one more option for MyST, which Sphinx drops: see `test_an_option_is_no_name`.
        blank = [""] * (draw(st.integers(0, 1)) or bool(options and lines[0].startswith(":")))
        return [f"{fence}{{glossary}}", *options, *blank, *lines, fence]
    return [".. glossary::", *indented(options, "   "), "", *indented(lines, "   ")]


@st.composite
def documents(draw: st.DrawFn, *, myst: bool) -> str:
    lines = ["# Title" if myst else "Title\n=====", ""]
    for _ in range(draw(st.integers(1, 3))):
        lines += draw(st.one_of(glossary(myst=myst), glossary(myst=myst), blocks(myst=myst)))
        lines += [""]
    end = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    return "\n".join(lines).replace("\n", end)


def contents(page: SourceFile) -> tuple[list[str], list[set[str]], list[str]]:
    """The names, the anchors of each name's entry, and the words of a document, in their order.

    On purpose this is not how the command itself compares.
    """
    names: list[str] = []
    anchors: list[set[str]] = []
    for node in page.document.findall(lambda node: isinstance(node, nodes.term | term_entry)):
        assert isinstance(node, nodes.Element)
        if isinstance(node, term_entry):
            new = [node[0].astext(), *(name.text for name in node["other_names"][1:])]
        elif isinstance(node.parent.parent.parent, addnodes.glossary):
            new = [node.astext()]
        else:
            continue
        names += [" ".join(name.split()) for name in new]
        anchors += [set(node["ids"])] * len(new)
    words = [
        found
        for text in page.document.findall(nodes.Text)
        if not isinstance(text.parent, nodes.term | term_name | nodes.comment | nodes.system_message)
        for found in re.findall(r"word\d+", text)
    ]
    return names, anchors, words


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with open_reader() as opened:
        yield opened


def check(text: str, name: str, reader: Reader) -> None:
    result = convert(text, name=name, reader=reader, taken=set())
    names, anchors, words = contents(reader.read(text, name))
    new_names, new_anchors, new_words = contents(reader.read(result.text, name))
    assert new_names == names, text
    assert all(old <= new for old, new in zip(anchors, new_anchors, strict=True)), text
    assert new_words == words, text
    assert sum(len(entry.names) for entry in (*result.converted, *result.kept)) == len(names)
    if not result.converted:
        assert result.text == text
    if "\r\n" in text:
        assert re.search(r"(?<!\r)\n", result.text) is None


def test_an_option_is_no_name(reader: Reader) -> None:
    """MyST takes the second line for an unknown option. Nothing of the source is lost in silence."""
    text = "# Title\n\n```{glossary}\n:sorted:\n:term:`bread`\nwheat\n  word0\n```\n"
    result = convert(text, name="a.md", reader=reader, taken=set())
    assert result.text == text
    assert "the word 'bread' of the source would be lost" in result.left[0]


QUIET = settings(max_examples=examples(20, 60, 150))


@QUIET
@given(text=documents(myst=False))
def test_rst(text: str, reader: Reader) -> None:
    check(text, "a.rst", reader)


@QUIET
@given(text=documents(myst=True))
def test_myst(text: str, reader: Reader) -> None:
    check(text, "a.md", reader)
