"""Terms for a project of others: pages of terms, and one sentence with a reference in a page that was there."""

from __future__ import annotations

import shutil
from pathlib import Path

from .projects import Host

PAGES = Path(__file__).parent / "pages"
RST = "words-of-sailing"
MYST = "words-of-kitchens"
SENTENCES = {".rst": "Hoist the :term:`mainsail` first.", ".md": "Hoist the {term}`mainsail` first."}


def add_terms(host: Host, docs: Path, /) -> None:
    """Write terms into the sources of a host."""
    shutil.copy(PAGES / f"{RST}.rst", docs / f"{RST}{host.rst_suffix}")
    if host.myst:
        shutil.copy(PAGES / f"{MYST}.md", docs)
    page = docs / host.page
    suffix = ".md" if page.suffix == ".md" else ".rst"
    page.write_text(f"{page.read_text(encoding='utf-8')}\n\n{SENTENCES[suffix]}\n", encoding="utf-8")
