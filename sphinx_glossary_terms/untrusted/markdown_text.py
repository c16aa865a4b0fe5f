"""Reads Markdown."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from sphinx_glossary_terms.untrusted import limits
from sphinx_glossary_terms.untrusted.limits import UnusableError, too_many


def read_markdown(content: bytes, /) -> SyntaxTreeNode:
    """The tree of CommonMark; a table, which other programs have, is one block.

    Raises:
        UnusableError: it is not in UTF-8, or too much of it.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusableError("is not in UTF-8", line=content[: error.start].count(b"\n") + 1) from error
    # Every node begins with a sign or on a line of its own.
    if sum(map(text.count, "\n*_`[<|")) > limits.MAX_VALUES:
        raise too_many(limits.MAX_VALUES, "lines and signs")
    return SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(text))
