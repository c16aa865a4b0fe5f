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

    `everywhere`: what every page shows; `faces`: what a page may show of other pages, but for the definitions, which
    only indexes show; `texts`: these; `uses`: what terms show of the places in which they are used.
    """

    everywhere: str
    faces: str
    texts: str
    uses: str


class Manifest:
    """The record of one builder in one output directory; `version` is that of the extension that writes it.

    The time of the last build is that of the file itself, not a text in it: two clean builds write the same bytes.
    """

    def __init__(self, folder: Path, /, *, builder: str, version: str) -> None:
        self.path = folder / NAME.format(builder=builder)
        self.version = version
        self.written: dict[str, str] = {}
        self._state = State("", "", "", "")
        self._users: dict[str, str] = {}
        self._kept: dict[str, str] = {}
        self._is_used_now = False

    @property
    def is_used(self) -> bool:
        """Whether the project has something of the glossary, or had it when this output was written."""
        return self._is_used_now or self.path.exists()

    def stale(
        self,
        state: State,
        digest: Callable[[str], str],
        read: Mapping[str, int],
        /,
        *,
        is_used: bool,
        indexed: Collection[str],
        users: Callable[[], dict[str, str]],
    ) -> list[str]:
        """The pages that were written with something else than they show now.

        `digest` stands for what a page shows, `read` says when each was read (microseconds): another builder, or a
        build that was killed, may have read an edited page that was never written here. `is_used` says whether any page
        has a directive of ours: without one nothing is recorded. `indexed` are the pages with an index; `users` makes
        what stands for the uses of the terms of each page. All pages, if what was written is unknown, or if what stands
        everywhere is something else now.
        """
        self._state, self._is_used_now = state, is_used
        if not self.is_used:
            return []
        before = self._read()
        if before is None:
            self._users = users()
            return sorted(read)
        known, pages, known_users = before
        # To find out who uses what takes a look at every page. It also hangs on the names, which faces have.
        self._users = known_users if (known.uses, known.faces) == (state.uses, state.faces) else users()
        if known.everywhere != state.everywhere:
            return sorted(read)
        finished = self.path.stat().st_mtime_ns // 1000
        suspects = {page for page, _uses in known_users.items() ^ self._users.items()}
        if known.texts != state.texts:
            suspects |= {*indexed}
        if known.faces != state.faces:
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
        if not self._is_used_now:
            self.path.unlink(missing_ok=True)
            return
        content = {"complete": True, "state": self._state, "pages": self._kept | self.written, "users": self._users}
        self._write({"version": self.version, **content})
        # Exact: the clock of a file system may be behind that of the readings.
        now = time.time_ns()
        os.utime(self.path, ns=(now, now))

    def _read(self) -> tuple[State, dict[str, str], dict[str, str]] | None:
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
            if content["version"] != self.version or not content["complete"]:
                return None
            return State(*content["state"]), dict(content["pages"]), dict(content["users"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def _write(self, content: dict[str, object]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")
