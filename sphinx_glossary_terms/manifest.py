"""The record, in an output directory, of which pages were written with what they show.

The environment cannot know: it is pickled before anything is written, and several output directories share it.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict

NAME = ".glossary-terms-{builder}.json"


class _Record(TypedDict):
    everywhere: str
    pages: dict[str, str]


class Manifest:
    """The record of one builder in one output directory; `version` is that of the extension that writes it.

    The time of the last build is that of the file itself, not a text in it: two clean builds write the same bytes.
    """

    def __init__(self, folder: Path, /, *, builder: str, version: str) -> None:
        self.path = folder / NAME.format(builder=builder)
        self.version = version
        self.written: dict[str, str] = {}
        self.everywhere = ""
        self._kept: dict[str, str] = {}

    def stale(self, digests: Mapping[str, str], read: Mapping[str, int], /, *, everywhere: str) -> list[str]:
        """The pages that were written with something else than they show now.

        `digests` is what each page shows of the glossary, `read` when it was read (microseconds): another builder, or
        a build that was killed, may have read an edited page that was never written here. All pages, if what was
        written is unknown, or if what stands `everywhere` is something else now.
        """
        before = self._read()
        self.everywhere = everywhere
        if before is None or before["everywhere"] != everywhere:
            return sorted(digests)
        finished = self.path.stat().st_mtime_ns // 1000
        self._kept = {
            docname: digest
            for docname, digest in digests.items()
            if before["pages"].get(docname) == digest and read.get(docname, 0) <= finished
        }
        return sorted(digests.keys() - self._kept.keys())

    def begin(self) -> None:
        """From here on the output is in an unknown state."""
        self._write({"version": self.version, "complete": False})

    def finish(self) -> None:
        """The output is in order again: what was written now, and what was written before and is still right."""
        pages = self._kept | self.written
        self._write({"version": self.version, "complete": True, "everywhere": self.everywhere, "pages": pages})
        # Exact: the clock of a file system may be behind that of the readings.
        now = time.time_ns()
        os.utime(self.path, ns=(now, now))

    def _read(self) -> _Record | None:
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
            if content["version"] != self.version or not content["complete"]:
                return None
            return {"everywhere": str(content["everywhere"]), "pages": dict(content["pages"])}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def _write(self, content: dict[str, object]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")
