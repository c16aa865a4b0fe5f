"""The place of a term on each learning path of the project: its number, and the terms before and after it."""

from __future__ import annotations

import re

from support.project import Built, Project

PAGES = {
    "index.md": "# Home\n\n```{toctree}\nbread\nkitchen\npaths\n```\n",
    "bread.md": "# Bread\n\n```{term}\n:prerequisites: flour\n```\n\nBaked.\n",
    "kitchen.md": "# Kitchen\n\n````{term} Flour\n:prerequisites: grain\nGround.\n````\n\n````{term} Grain\nIt grows.\n````\n\n"
    "````{term} Oven\nHot.\n````\n",
    "paths.md": "# To bread\n\n```{term-path} bread\n```\n\n```{term-path} flour\n:known: grain\n```\n",
}


def bars(built: Built, page: str) -> list[list[str]]:
    """The lines of each bar of a page, with the addresses of their links."""
    return [
        re.sub(r"<a [^>]*href=\"([^\"]*)\">(.*?)</a>", r"[\2](\1)", found).replace("</p>", "").strip().splitlines()
        for found in re.findall(r'<div class="glossary-steps[^>]*>(.*?)</div>', built.text(page), re.DOTALL)
    ]


def plain(line: str) -> str:
    return re.sub(r"<[^>]*>", " ", line).strip()


def test_each_term_says_what_is_before_and_after_it(project: Project) -> None:
    project.write(PAGES)
    built = project.build()
    assert built.warnings == []
    ((bread,),) = bars(built, "bread.html")
    assert plain(bread) == "[Flour](kitchen.html#term-flour)  Step 3 of 3 – [To bread](paths.html#glossary-path-0)"
    flour, grain = bars(built, "kitchen.html")
    assert list(map(plain, flour)) == [
        "[Grain](#term-grain)  Step 2 of 3 – [To bread](paths.html#glossary-path-0)  [Bread](bread.html#term-bread)",
        "Step 1 of 1 – [To bread](paths.html#glossary-path-1)",
    ]
    assert [plain(line).partition(" – ")[0] for line in grain] == ["Step 1 of 3"]
    # No other output has it.
    for builder in ("text", "latex", "epub"):
        files = project.build(builder, epub_copyright="x").files()
        assert not [name for name, content in files.items() if b"Step 3 of 3" in content]
