"""Links of a message that its translation has lost, or has with another target."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from docutils import nodes
from sphinx import addnodes, version_info

from sphinx_glossary_terms.doctree.nodes import find
from sphinx_glossary_terms.doctree.page_notes import Message
from sphinx_glossary_terms.problems.codes import Code
from sphinx_glossary_terms.problems.problem import Problem

_LINKS = (addnodes.pending_xref, addnodes.download_reference, nodes.reference)
_NOTES = (nodes.footnote_reference, nodes.citation_reference)
_HAS_SPHINX_COMPARED = version_info[:3] >= (9, 0, 4)
"""Whether Sphinx compares the targets of a message, but for addresses and headings; before it counts them only."""
_MARKUP = re.compile(
    r"\{[\w:.+-]+\}`[^`]+`|:[\w:.+-]+:`[^`]+`|\[[^\]]*\]\([^)]*\)|\[\^[^\]]+\]|\[[^\]]*\]_|`[^`]+`__?|<[^>]+>|\w+_\b"
)


class _Target(NamedTuple):
    """Where a link leads.

    kind: `target` inside the project, `note` or `address`.
    name: the target or the note; empty for an address: a translation may have another one, such as a Japanese page.
    is_term: whether it is the target of a `term` reference.
    is_compared: whether it is one that Sphinx compares, too.
    """

    kind: str
    name: str = ""
    is_term: bool = False
    is_compared: bool = False


class _MessageLink(NamedTuple):
    target: _Target
    label: str


def compare(message: Message, document: nodes.document, /, *, markdown: bool) -> Iterator[Problem]:
    """What is wrong with the links of a translation; about the target, where a `term` reference is missing.

    Further links are not a loss (Sphinx itself warns about them). Where Sphinx says the same, nothing is said here.
    """
    is_said = _HAS_SPHINX_COMPARED and not isinstance(message.node, nodes.title)
    before = _links(message.before)
    after = _links(message.node.children)
    terms = tuple(link.label for link in after if link.target.is_term)
    left = Counter(link.target for link in after)
    for target, label in before:
        if left[target]:
            left[target] -= 1
            continue
        if is_said and target.is_compared:
            continue
        markup = _markup(message.text, label)
        if target.kind == "target":
            yield Problem(
                Code.CHANGED_TARGET,
                f"'{markup or label}' is missing in this translation, or leads somewhere else; keep its target: only "
                "its text may differ",
                # The domain knows whether one of the others is the same term by another name.
                about=(label, *terms) if target.is_term else (),
            )
        else:
            example = f"[text]({label})" if markdown else f"`text <{label}>`_"
            missing = f"'{markup or example}' is missing in this translation; write it where it belongs"
            yield Problem(Code.CHANGED_TARGET, missing)
    if not markdown:
        yield from _leading_nowhere(message.node, document)


def _markup(text: str, label: str) -> str:
    """The markup of a message that leads to a target."""
    matches = [match for match in _MARKUP.findall(text) if label in match]
    exact = re.compile(rf"(?<![\w-]){re.escape(label)}(?![\w-])")
    return next(filter(exact.search, matches), next(iter(matches), ""))


def addresses_lost(message: Message, /) -> list[str]:
    """The addresses outside the project that the source links to and the translation does not."""
    kept = {link.label for link in _links(message.node.children)}
    links = _links(message.before)
    return [link.label for link in links if link.target.kind == "address" and link.label not in kept]


def _links(children: Iterable[nodes.Node]) -> list[_MessageLink]:
    links = (node for child in children for node in find(child, *_LINKS, *_NOTES))
    return [_link(node) for node in links]


def _link(node: nodes.Element) -> _MessageLink:
    if isinstance(node, _NOTES):
        name = node.get("refname", "")
        return _MessageLink(_Target("note", name, is_compared=True), name or node.rawsource)
    if "reftarget" in node:
        name = node["reftarget"]
        is_term = node.get("reftype") == "term"
        is_compared = isinstance(node, addnodes.pending_xref)
        return _MessageLink(_Target("target", name.casefold() if is_term else name, is_term, is_compared), name)
    address = node.get("refuri", "")
    if address.startswith("#"):
        return _MessageLink(_Target("target", address), address)
    name = node.get("refname", "")
    return _MessageLink(_Target("address", is_compared=bool(name)), address or name or node.rawsource)


def _leading_nowhere(node: nodes.Element, document: nodes.document) -> Iterator[Problem]:
    """References to names that the page does not have: at these the writer for HTML fails."""
    for reference in find(node, nodes.reference):
        if "refname" in reference and not document.has_name(reference["refname"]):
            yield Problem(
                Code.CHANGED_TARGET,
                f"'{reference.rawsource}' leads nowhere; if it is not a link, write two backslashes before its last "
                "underscore",
            )
