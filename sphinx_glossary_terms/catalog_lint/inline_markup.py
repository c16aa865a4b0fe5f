"""Markup of a translation that is shown as it was typed, because it is not markup there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_glossary_terms.catalog_lint.references import addresses_lost
from sphinx_glossary_terms.doctree.page_notes import Message
from sphinx_glossary_terms.model.passages import GAP
from sphinx_glossary_terms.problems.codes import Code
from sphinx_glossary_terms.problems.problem import Problem

if TYPE_CHECKING:
    from sphinx.config import Config

_OPENING, _CLOSING = "(（\\[［{｛<〈《「『【〔", ")）\\]］}｝>〉》」』】〕"
_STARS = re.compile(r"(?P<stars>\*{1,3})(?![\s*])(?P<inside>[^*]+)(?<![\s*])(?P=stars)|\*\*")
_UNDERSCORES = re.compile(r"(?P<stars>_{1,2})(?![\s_])(?P<inside>[^_]+)(?<![\s_])(?P=stars)")
_LABELLED = re.compile(r"\[(?P<text>[^\[\]]+)\]\[[^\[\]]*\]")
_HTML = re.compile(r"<(?:!--|[/?A-Za-z])")
_FENCE = re.compile(r"`{3}|~{3}")
_SUBSTITUTION = re.compile(r"\{\{\s*(?P<name>[A-Za-z_]\w*).*?\}\}")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_RST = re.compile(
    r"(?P<stars>\*{1,2})(?![\s*])[^*]+(?<![\s*])(?P=stars)|``[^`]+``|:[\w:.+-]+:`[^`]+`|`[^`]+`__?|"
    r"\[#?[^\]\s]*\]_|\|[^|\s](?:[^|]*[^|\s])?\||\*\*|``"
)


def _leftover(message: str, link: str = "") -> Problem:
    """A warning about such markup; about a `link`, if it should have been one."""
    return Problem(Code.LEFTOVER_MARKUP, message, about=(link,) if link else ())


def find_in(message: Message, written: str, settings: Config, /, *, markdown: bool) -> list[Problem]:
    """What is left of the markup of a translation in the text that Locale (20) made of it.

    What the source shows, and what has a backslash, is meant.
    """
    if not any(mark in written for mark in ("*_[<{`~" if markdown else "*`[|")):
        return []
    before, after = _prose(message.before), _prose(message.node.children)

    def left(pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        former = [match[0] for match in pattern.finditer(before)]
        for match in pattern.finditer(after):
            mark = next(character for character in match[0] if character in "*_[`|")
            if match[0] in former:
                former.remove(match[0])
            elif after.count(mark) - before.count(mark) > written.count(f"\\{mark}"):
                yield match

    if not markdown:
        return [leftover for match in left(_RST) for leftover in _rst(match)]
    leftovers = [_stars(match) for match in left(_STARS)]
    if _emphasis(message.before) > _emphasis(message.node.children):
        leftovers += [_underscores(match) for match in left(_UNDERSCORES)]
    lost = addresses_lost(message)
    leftovers += [_labelled(match, lost) for match in left(_LABELLED)]
    if _HTML.match(written) and _HTML.match(after) and not _HTML.match(before):
        leftovers.append(_leftover("HTML at the beginning of this translation is shown as text; begin it with a word"))
    if _FENCE.match(written) and not after.startswith(GAP):
        leftovers.append(_leftover("a block of code is not a translation: its text is shown; write one paragraph"))
    return leftovers + list(_substitutions(written, settings))


def _prose(children: Iterable[nodes.Node]) -> str:
    parts: list[str] = []
    for child in children:
        if isinstance(child, nodes.Text):
            parts.append(str(child))
        elif isinstance(child, nodes.literal | nodes.math | nodes.raw | nodes.image):
            parts.append(GAP)
        elif not isinstance(child, nodes.system_message):
            parts.append(_prose(child.children))
    return "".join(parts)


def _emphasis(children: Iterable[nodes.Node]) -> int:
    return sum(isinstance(child, nodes.emphasis | nodes.strong) + _emphasis(child.children) for child in children)


def _stars(match: re.Match[str]) -> Problem:
    """Stars that open or close nothing: CommonMark 6.2, rules for left- and right-flanking delimiter runs.

    Between a letter and punctuation, a run opens or closes only if the punctuation is on its outer side. So the second
    run of `**「a」**b` closes nothing, where Western text would have a space after it.
    """
    stars = match["stars"]
    if not stars:
        return _unpaired(match[0])
    start, words, end = _trimmed(match["inside"])
    shown = match[0].replace(GAP, "…")
    if words and (start or end):
        return _leftover(f"'{shown}' is shown with its stars; write '{start}{stars}{words}{stars}{end}'")
    return _leftover(f"'{shown}' is shown with its stars; write a space before and after it")


def _unpaired(mark: str) -> Problem:
    escaped = "".join(f"\\\\{character}" for character in mark)
    return _leftover(
        f"'{mark}' is shown as text, since it marks nothing; write it at both ends of the marked words, without a "
        f"space inside, or '{escaped}' if it is meant to be shown"
    )


def _trimmed(text: str) -> tuple[str, str, str]:
    """The punctuation at the beginning of a text, the rest, and that at its end: brackets with what is in them."""
    between = rf"(?:(?!{GAP})[\W_])*"
    edges = re.fullmatch(rf"({between})(.*?)({between})", text, re.DOTALL)
    assert edges is not None  # Each part may be empty.
    start, words, end = edges.groups()
    if (
        end
        and not start
        and (match := re.fullmatch(rf"([^\W_](?:.*?[^\W_])?)({between}[{_OPENING}][^{_CLOSING}]*)", words))
    ):
        words, end = match[1], match[2] + end
    elif (
        start
        and not end
        and (match := re.fullmatch(rf"([^{_OPENING}]*[{_CLOSING}]{between})([^\W_](?:.*[^\W_])?)", words))
    ):
        start, words = start + match[1], match[2]
    return (start, words, end) if words[:1] != GAP and words[-1:] != GAP else ("", "", "")


def _underscores(match: re.Match[str]) -> Problem:
    """Underscores inside a word, where a letter of Japanese is one, too (CommonMark 6.2, rules 2 and 6)."""
    stars = "*" * len(match["stars"])
    return _leftover(f"'{match[0]}' is shown with its underscores; write '{stars}{match['inside']}{stars}'")


def _labelled(match: re.Match[str], lost: list[str]) -> Problem:
    """A link by a label, which is defined on the page and not in the translation."""
    address = lost[0] if len(lost) == 1 else "address"
    return _leftover(
        f"'{match[0]}' is shown with its brackets, since a translation knows no labels; "
        f"write '[{match['text']}]({address})'",
        link=match[0],
    )


def _substitutions(written: str, settings: Config) -> Iterator[Problem]:
    """Substitutions of the top of a page, which MyST does not know in a translation; it shows nothing."""
    if "substitution" not in getattr(settings, "myst_enable_extensions", ()):
        return
    for match in _SUBSTITUTION.finditer(_CODE.sub(GAP, written)):
        if match["name"] not in {*settings.myst_substitutions, "env"}:
            yield _leftover(
                f"'{match[0]}' shows nothing here: a translation knows only the substitutions of conf.py; define it in "
                "`myst_substitutions`, or write its text"
            )


def _rst(match: re.Match[str]) -> Iterator[Problem]:
    """Inline markup beside a letter (reStructuredText specification, inline markup recognition rules 6 and 7)."""
    shown, start, end = match[0], match.start(), match.end()
    if shown in {"**", "``"}:
        yield _unpaired(shown)
    elif match.string[start - 1 : start].isalnum() or match.string[end : end + 1].isalnum():
        link = shown if shown[0] in ":`|[" and not shown.startswith("``") else ""
        yield _leftover(f"'{shown}' is shown as text, since a letter is next to it; write '\\\\ {shown}\\\\ '", link)
