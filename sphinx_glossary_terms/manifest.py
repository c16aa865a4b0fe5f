"""Which pages were written with what they show: a record in the output directory, and the stale pages it gives away.

The environment cannot know: it is pickled before anything is written, and several output directories share it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_glossary_terms import __version__
from sphinx_glossary_terms.domain import glossary_domain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


class Manifest:
    """The record of one builder in one output directory."""

    def __init__(self, path: Path, /) -> None:
        self.path = path
        self.written: dict[str, str] = {}
        self._before: dict[str, str] = {}

    @classmethod
    def of(cls, builder: Builder, /) -> Manifest:
        """The record of a builder."""
        return cls(Path(builder.outdir) / f".glossary-terms-{builder.name}.json")

    def stale(self, digests: dict[str, str], pages: Iterable[str], /) -> list[str]:
        """The pages that were written with something else than they show now, and all `pages` if that is unknown."""
        known = self._read()
        if known is None:
            return sorted(pages)
        self._before = known
        return sorted(docname for docname, digest in digests.items() if known.get(docname) != digest)

    def begin(self) -> None:
        """From here on the output is in an unknown state."""
        self._write({"version": __version__, "complete": False})

    def finish(self, pages: Iterable[str], /) -> None:
        """The output is in order again: what was written now, and what was there before of pages that still exist."""
        before = {docname: self._before[docname] for docname in pages if docname in self._before}
        self._write({"version": __version__, "complete": True, "pages": before | self.written})

    def _read(self) -> dict[str, str] | None:
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
            if content["version"] != __version__ or not content["complete"]:
                return None
            return {str(docname): str(digest) for docname, digest in content["pages"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def _write(self, content: dict[str, object]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def stale_pages(app: Sphinx, env: BuildEnvironment, /) -> list[str]:
    """The pages to write again although nobody edited them (`env-updated`)."""
    domain = glossary_domain(env)
    digests = {docname: domain.view(docname).digest for docname in domain.pages}
    return domain.manifest.stale(digests, env.found_docs)


def begin(app: Sphinx, builder: Builder, /) -> None:
    """Writing starts (`write-started`)."""
    glossary_domain(builder.env).manifest.begin()


def finish(app: Sphinx, error: Exception | None, /) -> None:
    """The build is over (`build-finished`); after an error the record stays incomplete."""
    if error is None and hasattr(app, "builder"):
        domain = glossary_domain(app.env)
        domain.manifest.finish(domain.pages)
