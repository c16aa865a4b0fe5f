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
    assert lines(built, "bread.html") == [f"[Learning path to Bread, 3 of 3]({path}): {back}"]
    *flour, grain = lines(built, "kitchen.html")
    on = "[Bread](bread.html#term-bread)\N{NO-BREAK SPACE}→"
    assert flour == [
        f"[Learning path to Bread, 2 of 3]({path}): {back.partition('[')[0]}[Grain](#term-grain) · {on}",
        "[Learning path to Flour, 1 of 1](paths.html#glossary-path-1)",
    ]
    assert grain.startswith("[Learning path to Bread, 1 of 3]")
    # One line, of the longest path; the other is folded. What a path leaves out stands at its head.
    folded = r'glossary-steps[^>]*>[^\n]*</p>\s*<details class="glossary-rest"><summary>\+1 more</summary>'
    assert re.search(folded, built.text("kitchen.html"))
    head = r'class="glossary-known">Not listed, since you know it: <a [^>]*>Grain</a></p>\s*<ol'
    assert re.search(head, built.text("paths.html"))
    # Below what to read first.
    order = r'class="glossary-read-first">.*?</p>\s*<p class="glossary-steps'
    assert re.search(order, built.text("bread.html"), re.DOTALL)
    # No other output has it.
    for builder in ("text", "latex", "epub"):
        files = pages.build(builder, epub_copyright="x").files()
        assert not [name for name, content in files.items() if b"3 of 3" in content]


PARTS = """# Learning

## Grains

```{term-path} grain, flour
:title: From *zero*
```

## Loaves

```{term-path} bread, oven
:title: From *zero*
:show: graph
```

```{term-path} bread, oven
```
"""


def arrows(built: Built, start: str) -> list[str]:
    """The first lines of the terms from one to the end of its path, each found by the arrow of the one before."""
    page, anchor = start.split("#")
    found = []
    while anchor:
        block = built.text(page).partition(f'id="{anchor}"')[2]
        (line,) = re.findall(r'<p class="glossary-steps[^>]*>(.*?)</p>', block, re.DOTALL)[:1]
        found.append(re.sub(r"<[^>]*>", "", line).replace("\N{NO-BREAK SPACE}", " "))
        target = re.search(r'href="([^"#]*)#([^"]*)">(?:(?!<a ).)*</a>(?:<[^>]*>)*\s*→', line.rpartition(" · ")[2])
        page, anchor = (target[1] or page, target[2]) if target else ("", "")
    return found


def test_the_parts_of_a_path_have_one_numbering_and_one_chain_of_arrows(pages: Project) -> None:
    pages.write({"paths.md": PARTS})
    built = pages.build()
    assert built.warnings == []
    assert arrows(built, "kitchen.html#term-grain") == [
        "From zero, 1 of 4: Flour →",
        "From zero, 2 of 4: ← Grain · Bread →",
        "From zero, 3 of 4: ← Flour · Oven →",
        "From zero, 4 of 4: ← Bread",
    ]
    html = built.text("paths.html")
    assert re.findall(r"<ol [^>]*>", html) == [
        '<ol class="arabic">',
        '<ol class="arabic" start="3">',
        '<ol class="arabic">',
    ]
    assert "3#46; Bread" in html
    # Without a title, a path to several terms has that of its section.
    assert any("[Loaves, 3 of 4](paths.html#glossary-path-2)" in line for line in lines(built, "bread.html"))
    assert "From" not in re.sub("<[^>]*>", "", html.partition("<article")[2])
    # In every output the list goes on.
    assert "3. **Bread**\n" in pages.build("text").text("paths.txt")
    assert any(b"setcounter{enumi}{2}" in content for content in pages.build("latex").files().values())
    assert 'start="3"' in pages.build("epub", epub_copyright="x").text("paths.xhtml")


def test_the_parts_of_a_path_in_japanese(pages: Project) -> None:
    pages.write({"paths.md": PARTS})
    pages.update_catalogs()
    pages.translate("paths", {"From *zero*": "ゼロから", "Loaves": "パン"})
    pages.translate("kitchen", {"Grain": "穀物", "Flour": "小麦粉"})
    built = pages.build(language="ja")
    assert built.warnings == []
    assert arrows(built, "kitchen.html#term-grain") == [
        "ゼロから（4語のうち1番目）：小麦粉 →",
        "ゼロから（4語のうち2番目）：← 穀物｜Bread →",
        "ゼロから（4語のうち3番目）：← 小麦粉｜Oven →",
        "ゼロから（4語のうち4番目）：← Bread",
    ]
