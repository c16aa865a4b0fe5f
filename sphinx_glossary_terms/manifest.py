"""The record, in an output directory, of which pages were written with what they show.

The environment cannot know: it is pickled before anything is written, and several output directories share it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

NAME = ".glossary-terms-{builder}.json"


class Manifest:
    """The record of one builder in one output directory; `version` is that of the extension that writes it."""

    def __init__(self, folder: Path, /, *, builder: str, version: str) -> None:
        self.path = folder / NAME.format(builder=builder)
        self.version = version
        self.written: dict[str, str] = {}
        self.everywhere = ""
        self._before: dict[str, str] = {}

    def stale(self, digests: Mapping[str, str], pages: Iterable[str], /, *, everywhere: str) -> list[str]:
        """The pages that were written with something else than they show now.

        All `pages`, if that is unknown, or if what stands `everywhere` is something else now.
        """
        known, before = self._read()
        self.everywhere = everywhere
        if known is None or before != everywhere:
            return sorted(pages)
        self._before = known
        return sorted(docname for docname, digest in digests.items() if known.get(docname) != digest)

    def begin(self) -> None:
        """From here on the output is in an unknown state."""
        self._write({"version": self.version, "complete": False})

    def finish(self, pages: Iterable[str], /) -> None:
        """The output is in order again: what was written now, and what was there before of `pages` that are left."""
        before = {docname: self._before[docname] for docname in pages if docname in self._before}
        content = {"complete": True, "everywhere": self.everywhere, "pages": before | self.written}
        self._write({"version": self.version, **content})

    def _read(self) -> tuple[dict[str, str] | None, str]:
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
            if content["version"] != self.version or not content["complete"]:
                return None, ""
            pages = {str(docname): str(digest) for docname, digest in content["pages"].items()}
            return pages, str(content["everywhere"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None, ""

    def _write(self, content: dict[str, object]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")
