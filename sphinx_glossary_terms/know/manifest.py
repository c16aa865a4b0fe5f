"""The record, in an output directory, of which pages were written with what they show.

The environment cannot know: it is pickled before anything is written, and several output directories share it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import NamedTuple

NAME = ".glossary-terms-{builder}.json"


class State(NamedTuple):
    """What the pages of a project have of the glossary, as digests.

    navigation: what every page shows, or may show.
    summaries: what a page may show of the terms on other pages, but for their definitions.
    definitions: the definitions, which only indexes and learning paths show.
    backlinks: what terms show of the sections in which they are mentioned.
    """

    navigation: str
    summaries: str
    definitions: str
    backlinks: str


class Manifest:
    """The record of one builder in one output directory; `version` is that of the extension that writes it.

    `is_used_now`: whether any page has a directive of this extension; without one nothing is recorded.
    `has_changed`: whether something of the glossary differs from what was written, or that is not known.

    The time of the last build is that of the file itself, not a text in it: two clean builds write the same bytes.
    """

    def __init__(self, folder: Path, /, *, builder: str, version: str) -> None:
        self.path = folder / NAME.format(builder=builder)
        self.version = version
        self.written: dict[str, str] = {}
        self._state = State("", "", "", "")
        self._backlinks: dict[str, str] = {}
        self._kept: dict[str, str] = {}
        self.is_used_now = False
        self.has_changed = False

    @property
    def is_used(self) -> bool:
        """Whether the project has something of the glossary, or had it when this output was written."""
        return self.is_used_now or self.path.exists()

    def stale(
        self,
        state: State,
        digest: Callable[[str], str],
        read: Mapping[str, int],
        /,
        *,
        indexed: Collection[str],
        backlinks: Callable[[], dict[str, str]],
    ) -> list[str]:
        """The pages that were written with something else than they show now.

        digest: computes the digest of what a page shows.
        read: when each page was read, in microseconds since the epoch. Another builder, or a build that was killed, may
        have read an edited page that was never written here.
        indexed: the pages with a generated index, learning path or map.
        backlinks: computes the digest of the backlinks of the terms of each page.

        All pages are stale if it is unknown what was written, or if the navigation has changed.
        """
        self._state = state
        before = self._read()
        self.has_changed = before is None or before[0] != state
        if before is None:
            self._backlinks = backlinks()
            return sorted(read)
        known, pages, known_backlinks = before
        # To make them, every page is unpacked. They depend on the names of terms too, which the summaries have.
        self._backlinks = (
            known_backlinks if (known.backlinks, known.summaries) == (state.backlinks, state.summaries) else backlinks()
        )
        if known.navigation != state.navigation:
            return sorted(read)
        finished = self.path.stat().st_mtime_ns // 1000
        suspects = {page for page, _digest in known_backlinks.items() ^ self._backlinks.items()}
        if known.definitions != state.definitions:
            suspects |= {*indexed}
        if known.summaries != state.summaries:
            suspects = {*read}
        self._kept = {
            docname: written
            for docname, written in pages.items()
            if read.get(docname, sys.maxsize) <= finished and (docname not in suspects or digest(docname) == written)
        }
        return sorted(read.keys() - self._kept.keys())

    def begin(self) -> None:
        """From here on the output is in an unknown state."""
        if self.is_used:
            self._write({"version": self.version, "complete": False})

    def finish(self) -> None:
        """The output is in order again: what was written now, and what was written before and is still right."""
        if not self.is_used_now:
            self.path.unlink(missing_ok=True)
            return
        content = {
            "complete": True,
            "state": self._state,
            "pages": self._kept | self.written,
            "backlinks": self._backlinks,
        }
        self._write({"version": self.version, **content})
        # The clock of a file system may be behind the one that Sphinx takes for the time of reading.
        now = time.time_ns()
        os.utime(self.path, ns=(now, now))

    def _read(self) -> tuple[State, dict[str, str], dict[str, str]] | None:
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
            if content["version"] != self.version or not content["complete"]:
                return None
            return State(*content["state"]), dict(content["pages"]), dict(content["backlinks"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def _write(self, content: dict[str, object]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")
