"""The place of a term on each learning path of the project: its number, and the terms before and after it."""

from __future__ import annotations

import re

from support.pages import pages_of
from support.project import Built, Project

PAGES = pages_of("steps")


def lines(built: Built, page: str) -> list[str]:
    """The lines of a page, with the addresses of their links."""
    found = re.findall(r'<p class="glossary-steps[^>]*>(.*?)</p>', built.text(page), re.DOTALL)
    linked = [re.sub(r"<a [^>]*href=\"([^\"]*)\">(.*?)</a>", r"[\2](\1)", line) for line in found]
    return [re.sub(r"<[^>]*>", "", line) for line in linked]


def test_each_term_says_what_is_before_and_after_it(pages: Project) -> None:
    built = pages.build()
    assert built.warnings == []
    path = "paths.html#glossary-path-0"
    back = "←\N{NO-BREAK SPACE}[Flour](kitchen.html#term-flour)"
    assert lines(built, "bread.html") == [f"[Learning path, step 3 of 3]({path}): {back}"]
    *flour, grain = lines(built, "kitchen.html")
    on = "[Bread](bread.html#term-bread)\N{NO-BREAK SPACE}→"
    assert flour == [
        f"[Learning path, step 2 of 3]({path}): {back.partition('[')[0]}[Grain](#term-grain) · {on}",
        "[Learning path, step 1 of 1](paths.html#glossary-path-1)",
    ]
    assert grain.startswith("[Learning path, step 1 of 3]")
    # Below what to read first.
    order = r'class="glossary-read-first">.*?</p>\s*<p class="glossary-steps'
    assert re.search(order, built.text("bread.html"), re.DOTALL)
    # No other output has it.
    for builder in ("text", "latex", "epub"):
        files = pages.build(builder, epub_copyright="x").files()
        assert not [name for name, content in files.items() if b"step 3 of 3" in content]
