"""Drawings as geometry."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple


class Box(NamedTuple):
    """A box with its label."""

    label: str
    left: float
    top: float
    right: float
    bottom: float


def boxes(svg: str, /) -> list[Box]:
    """The boxes of a drawing that was made at build time, in the order of its text."""
    found = []
    for _tag, content in re.findall(r'<(a|g) class="node [^>]*>(.*?)</\1>', svg):
        label = unescape(re.sub("<[^>]*>", "", content))
        left, top, across, down = map(
            float, re.findall(r'<rect x="(.*?)" y="(.*?)" width="(.*?)" height="(.*?)"', content)[0]
        )
        found.append(Box(label, left, top, left + across, top + down))
    return found
