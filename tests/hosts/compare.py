"""Two output folders, file by file and byte by byte, and which of the differences are known by name."""

from __future__ import annotations

import difflib
import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Literal

_LONG = re.compile(r"(?<=[>,;}])(?=[^\n]{80})")
"""Where lines of minified files can be cut."""


@dataclass(frozen=True)
class Excuse:
    """A difference that may be."""

    name: str
    files: tuple[str, ...]
    """Patterns of paths; `*` stands for slashes, too."""
    reason: str
    normal: Callable[[bytes], bytes] | None = None
    """The content without what may differ; None: the file may be there on one side only."""

    def covers(self, path: str, /) -> bool:
        return any(fnmatch(path, pattern) for pattern in self.files)


@dataclass(frozen=True)
class Difference:
    """A file that is not the same on both sides."""

    path: str
    kind: Literal["added", "removed", "changed"]
    excuses: tuple[str, ...] = ()
    """The names of the excuses that explain all of it."""
    diff: str = ""


def compare(before: Path, after: Path, excuses: Sequence[Excuse], /) -> list[Difference]:
    """Every difference between two folders, excused or not."""
    old, new = files_in(before), files_in(after)
    differences = [_one_sided(path, "removed", excuses) for path in sorted(old - new)]
    differences += [_one_sided(path, "added", excuses) for path in sorted(new - old)]
    for path in sorted(old & new):
        left, right = (before / path).read_bytes(), (after / path).read_bytes()
        if left != right:
            differences.append(changed(path, left, right, excuses))
    return differences


def files_in(folder: Path, /) -> set[str]:
    """Every file below a folder, by path."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def changed(path: str, left: bytes, right: bytes, excuses: Iterable[Excuse], /) -> Difference:
    """What is left of a difference after each excuse has taken its part away."""
    used = []
    for excuse in excuses:
        if excuse.normal and excuse.covers(path) and left != right:
            plain = excuse.normal(left), excuse.normal(right)
            if plain != (left, right):
                left, right = plain
                used.append(excuse.name)
    if left == right:
        return Difference(path, "changed", tuple(used))
    if path == "objects.inv":
        left, right = plain_inventory(left), plain_inventory(right)
    return Difference(path, "changed", diff=short_diff(left, right))


def plain_inventory(content: bytes, /) -> bytes:
    """The lines of an inventory, without its head; what an excuse has made of one stays."""
    if not content.startswith(b"# Sphinx inventory"):
        return content
    return zlib.decompress(content.split(b"\n", 4)[4])


def short_diff(left: bytes, right: bytes, lines: int = 12, width: int = 240) -> str:
    """The first lines of a unified diff."""
    old, new = (_LONG.sub("\n", text.decode("utf-8", "replace")).splitlines() for text in (left, right))
    diff = list(difflib.unified_diff(old, new, n=0, lineterm=""))[2:]
    shown = [line if len(line) <= width else f"{line[:width]}..." for line in diff[:lines]]
    return "\n".join([*shown, *([f"... {len(diff) - lines} more lines"] if len(diff) > lines else [])])


def _one_sided(path: str, kind: Literal["added", "removed"], excuses: Iterable[Excuse], /) -> Difference:
    # What is gone is never excused.
    names = (excuse.name for excuse in excuses if not excuse.normal and excuse.covers(path))
    return Difference(path, kind, tuple(names) if kind == "added" else ())
